"""JSON Lines: each line is an object, and each object a document."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO

import orjson

from hedgerow.sources.base import Source, UnreadableError
from hedgerow.sources.decode import ascii_compatible, decode
from hedgerow.sources.files import beginning, lines, too_large
from hedgerow.sources.records import Fields, Record, flattened, key_of, source_of
from hedgerow.sources.signatures import LONGEST_SIGNATURE, check_signature

_FIRST = re.compile(rb'\s*\{\s*"([^"\\]{1,60})"\s*:\s*(?:"([^"\\\x00-\x1f]*)"|(\d{1,18}))\s*[,}]')


def records(stream: BinaryIO, fields: Fields) -> Iterator[Record]:
    """Yield the records of a file; a record's number is that of its line, from 1."""
    head, stream = beginning(stream, LONGEST_SIGNATURE)
    check_signature(head, "JSON Lines")
    stream, encoding = ascii_compatible(stream)
    chooser = FieldChooser(fields)
    for number, line in enumerate(lines(stream), 1):
        if line is None:
            yield Record(number, None, partial(Source, "jsonl", encoding, 0, reason=too_large()))
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line and not line.isspace():
            key = chooser.key_at_start(line) or chooser.key_inside(line)
            yield Record(number, key, partial(_read, line, chooser, encoding))


class FieldChooser:
    """The choice of fields, made once for all records with the same field names."""

    def __init__(self, fields: Fields) -> None:
        self.fields = fields
        self._known: dict[tuple[str, ...], dict[str, str]] = {}
        self._first = frozenset(name.casefold().encode() for name in fields.id[:1])

    def choose(self, value: dict[str, Any]) -> dict[str, str]:
        """Return which fields of an object hold the text, title and so on."""
        names = tuple(value)
        if names not in self._known:
            if len(self._known) > 1000:
                self._known.clear()
            self._known[names] = self.fields.choose(names)
        return self._known[names]

    def key_at_start(self, line: bytes) -> str | None:
        """Return the id if it is the first field: a line need not be parsed for that."""
        match = _FIRST.match(line)
        if match is None or match.group(1).lower() not in self._first:
            return None
        try:
            return key_of((match.group(2) or match.group(3) or b"").decode())
        except UnicodeDecodeError:
            return None

    def key_inside(self, line: bytes) -> str | None:
        """Return the id wherever it is; None for a line without one."""
        try:
            value, _ = _parsed(line)
        except UnreadableError:
            return None
        return self.key_of_object(value)

    def key_of_object(self, value: dict[str, Any]) -> str | None:
        """Return the id of an object; None for one without."""
        name = self.choose(value).get("id")
        return None if name is None else key_of(value[name])


def _parsed(line: bytes) -> tuple[dict[str, Any], str]:
    """Return the object on a line, and the encoding if it is not UTF-8."""
    used = ""
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        value, used = _loosely(line, error)
    if not isinstance(value, dict):
        raise UnreadableError("not a JSON object")
    return value, used


def _loosely(line: bytes, problem: orjson.JSONDecodeError) -> tuple[Any, str]:
    """Parse a line in another encoding, or with the NaN that Python writes for a missing number."""
    try:
        text: str | None = line.decode("utf-8")
        used = ""
    except UnicodeDecodeError:
        text, used = decode(line)
    if text is None:
        raise UnreadableError(used)
    if used or "NaN" in text or "Infinity" in text:
        try:
            value = json.loads(text)
            orjson.dumps(value)  # rejects lone surrogates, which Python's reader accepts
            return value, used
        except (ValueError, RecursionError, TypeError):
            pass
    raise UnreadableError(f"not JSON: {problem}")


def count(sample: bytes) -> int:
    """Return the number of documents in the first bytes of a file."""
    return sum(bool(line.strip()) for line in sample.splitlines())


def _read(line: bytes, chooser: FieldChooser, encoding: str) -> Source:
    value, used = _parsed(line)
    return object_source("jsonl", used or encoding, len(line), value, chooser)


def object_source(
    form: str, encoding: str, size: int, value: dict[str, Any], chooser: FieldChooser
) -> Source:
    """Return the source of a JSON object, whose fields may be nested.

    Raises:
        UnreadableError: the object has no field with a text.
    """
    chosen = chooser.choose(value)
    if "text" not in chosen or any(isinstance(value[name], dict) for name in chosen.values()):
        names = list(value)
        value = flattened(value)
        chosen = chooser.choose(value)
        if "text" not in chosen:
            raise UnreadableError(chooser.fields.missing(names))
    record = {field: value[name] for field, name in chosen.items()}
    return source_of(form, encoding, size, record)
