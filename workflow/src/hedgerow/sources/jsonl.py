"""JSON Lines: one object a line, each a document."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO

import orjson

from hedgerow.sources.base import Source
from hedgerow.sources.decode import decode, recoded
from hedgerow.sources.files import lines, too_large
from hedgerow.sources.records import Fields, Record, key_of, source_of


def records(stream: BinaryIO, fields: Fields) -> Iterator[Record]:
    """Yield the records of a file; a record's number is that of its line, from 1."""
    stream, encoding = recoded(stream)
    places: dict[tuple[str, ...], dict[str, str]] = {}
    for number, line in enumerate(lines(stream), 1):
        if line is None:
            yield Record(number, None, partial(Source, "jsonl", encoding, 0, reason=too_large()))
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.isspace() or not line:
            continue
        value, used = _parsed(line)
        if not isinstance(value, dict):
            reason = used if value is None else "not a JSON object"
            yield Record(number, None, partial(Source, "jsonl", encoding, len(line), reason=reason))
            continue
        names = tuple(value)
        chosen = places.get(names)
        if chosen is None:
            if len(places) > 1000:
                places.clear()
            chosen = places[names] = fields.places(names)
        key = key_of(value[chosen["id"]]) if "id" in chosen else None
        yield Record(
            number, key, partial(_read, value, chosen, fields, used or encoding, len(line))
        )


def _parsed(line: bytes) -> tuple[Any, str]:
    """The value of a line and the encoding if it is not UTF-8; or None and the reason."""
    used = ""
    try:
        return orjson.loads(line), used
    except orjson.JSONDecodeError as error:
        problem = error
    text: str | None = None
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        text, used = decode(line)
        if text is None:
            return None, used
    if "NaN" in text or "Infinity" in text or used:
        # What Python writes where a number is missing; strict JSON has no such word.
        try:
            value = json.loads(text)
            orjson.dumps(value)
            return value, used
        except (ValueError, RecursionError, TypeError):
            pass
    return None, f"not JSON: {problem}"


def _read(
    value: dict[str, Any], chosen: dict[str, str], fields: Fields, encoding: str, size: int
) -> Source:
    if "text" not in chosen:
        return Source("jsonl", encoding, size, reason=fields.missing(value))
    record = {field: value[name] for field, name in chosen.items()}
    return source_of("jsonl", encoding, size, record)
