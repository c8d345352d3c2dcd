"""JSON files: an article, an array or a table of articles, or an object that holds one of these."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO

import orjson

from hedgerow.sources import json_tables, jsonl
from hedgerow.sources.base import Source, UnreadableError
from hedgerow.sources.decode import decode
from hedgerow.sources.files import DOCUMENT_BYTES, whole
from hedgerow.sources.jsonl import FieldChooser, object_source
from hedgerow.sources.records import Fields, Record, flattened, key_of, source_of
from hedgerow.sources.signatures import check_signature

_FILE_BYTES = 4 * DOCUMENT_BYTES
_DEEPEST = 4
_BLANKS = re.compile(r"\s*")


def documents(data: bytes, fields: Fields) -> Source | Iterator[Record]:
    """Return the article in the bytes of a file, or its records.

    Raises:
        UnreadableError: the bytes are not JSON, or have no field with a text.

    >>> documents(b'{"title": "On tea", "body": "Tea is warm."}', Fields()).text
    'Tea is warm.'
    """
    check_signature(data, "JSON")
    try:
        value, encoding = orjson.loads(data), "utf-8"
    except orjson.JSONDecodeError as error:
        value, encoding = _otherwise(data, error)
        if value is None:
            return jsonl.records(io.BytesIO(data), fields)
    if not isinstance(value, (dict, list)):
        raise UnreadableError(fields.missing(()))
    chooser = FieldChooser(fields)
    table = json_tables.rows(value, fields)
    if table is not None:
        return _records(table, chooser, encoding)
    if isinstance(value, dict) and "text" in fields.choose(flattened(value)):
        found = _list_in(value, fields)
        # An object with a text of its own beside a list ("description" and "items") holds the list.
        if found is None or "text" in fields.choose(value):
            return object_source("json", encoding, len(data), value, chooser)
        return _records(found, chooser, encoding)
    entries = value if isinstance(value, list) else _list_in(value, fields)
    if entries is None:
        raise UnreadableError(fields.missing(value))
    return _records(entries, chooser, encoding)


def large(stream: BinaryIO, fields: Fields) -> Source | Iterator[Record]:
    """Return the documents of a large file.

    Raises:
        UnreadableError: the file is larger than can be held, or see `documents`.
    """
    try:
        data = whole(stream, _FILE_BYTES)
    except UnreadableError as error:
        raise UnreadableError(
            f"larger than {_FILE_BYTES // 1_000_000} MB, the most for one JSON file;"
            " save it as JSON Lines (.jsonl)"
        ) from error
    return documents(data, fields)


def _otherwise(data: bytes, error: orjson.JSONDecodeError) -> tuple[Any, str]:
    """Return a value in another encoding; None where the lines are JSON each by itself."""
    text, encoding = decode(data)
    if text is None:
        raise UnreadableError(encoding)
    head = text.lstrip("\ufeff \t\r\n")
    lines = head.split("\n", 2)
    if len(lines) > 1 and lines[0].strip().endswith("}") and lines[1].lstrip().startswith("{"):
        return None, ""
    try:
        values = list(_one_after_another(head))
        orjson.dumps(values)
    except (ValueError, RecursionError, TypeError):
        raise UnreadableError(f"not JSON: {error}") from error
    if not values:
        raise UnreadableError(f"not JSON: {error}") from error
    return (values[0] if len(values) == 1 else values), encoding


def _one_after_another(text: str) -> Iterator[Any]:
    """Yield the values of a text that holds nothing but JSON values and blanks between them."""
    import json

    decoder = json.JSONDecoder()
    end = 0
    while (end := end + len(_BLANKS.match(text, end)[0])) < len(text):  # type: ignore[index]
        value, end = decoder.raw_decode(text, end)
        yield value


def _list_in(value: dict[str, Any], fields: Fields) -> list[Any] | None:
    """Return the list of articles in an object: the first by depth of which most have a text.

    An object of objects with texts, by id, counts as a list too.
    """
    level: list[Any] = [value]
    for _ in range(_DEEPEST):
        below: list[Any] = []
        for one in level:
            inner = list(one.values()) if isinstance(one, dict) else one
            if _are_articles(inner, fields):
                if isinstance(one, dict):
                    return [{"id": key, **entry} for key, entry in one.items()
                            if isinstance(entry, dict)]  # fmt: skip
                return list(inner)
            below += [entry for entry in inner[:100] if isinstance(entry, (dict, list))]
        level = below
    return None


def _are_articles(entries: list[Any], fields: Fields) -> bool:
    """Return whether most of the first entries of a list are objects with a text."""
    looked_at = entries[:20]
    if not looked_at or not isinstance(looked_at[0], dict):
        return False
    good = sum(isinstance(e, dict) and "text" in fields.choose(flattened(e)) for e in looked_at)
    return good * 2 > len(looked_at)


def _records(entries: list[Any], chooser: FieldChooser, encoding: str) -> Iterator[Record]:
    for number, entry in enumerate(entries, 1):
        key = None
        if isinstance(entry, dict):
            key = chooser.key_of_object(entry)
            if key is None and any(isinstance(inner, dict) for inner in entry.values()):
                flat = flattened(entry)
                name = chooser.fields.choose(flat).get("id")
                key = None if name is None else key_of(flat[name])
        yield Record(number, key, partial(_read, entry, chooser, encoding))


def _read(entry: Any, chooser: FieldChooser, encoding: str) -> Source:
    if isinstance(entry, str):
        return source_of("json", encoding, len(entry.encode()), {"text": entry})
    if not isinstance(entry, dict):
        raise UnreadableError("not a JSON object")
    size = len(orjson.dumps(entry))
    return object_source("json", encoding, size, entry, chooser)
