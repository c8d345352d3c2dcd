"""Reading and writing JSON Lines, for the commands that people use directly."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from hedgerow.errors import UserError, why_unreadable
from hedgerow.sources.decode import decode
from hedgerow.sources.formats import format_of
from hedgerow.sources.signatures import is_page
from hedgerow.tables.replacing import replacing
from hedgerow.text.blocks.language import LOOKED_AT, foreign_text

_LINES = ("json", "jsonl")
"""Formats by whose names a file is taken for JSON lines, whatever its first line is."""

STANDARD = "-"
"""The name of standard input and output, where a path is expected."""


def read_records(path: Path) -> Iterator[tuple[str, str]]:
    """Yield id and text of each line `{"id": ..., "text": ...}`; empty lines are skipped.

    What begins with no such line and is not named as JSON Lines is one plain text, whose id is the
    path. The path `-` is standard input. A text that is not English is named on standard error.

    Raises:
        UserError: the file cannot be read, is of another format, or a line is not such an object.
    """
    records = _records(path)
    looked_at = list(islice(records, LOOKED_AT))
    if foreign := foreign_text(looked_at):
        print(f"hedgerow: {foreign}", file=sys.stderr)
    yield from chain(looked_at, records)


def _records(path: Path) -> Iterator[tuple[str, str]]:
    if str(path) == STANDARD:
        yield from _read(STANDARD, "standard input", sys.stdin.buffer)
        return
    form = format_of(path.name)
    if form is not None and form.name not in ("text", *_LINES):
        raise UserError(
            f"{path}: only plain text and JSON lines are read here;"
            f" `hedgerow check {shlex.quote(str(path))}` reads {form.name}"
        )
    try:
        stream = path.open("rb")
    except OSError as error:
        raise UserError(
            f"{path}: can't be read: {why_unreadable(error)}; name a text or a JSON lines file"
        ) from error
    with stream:
        yield from _read(str(path), str(path), stream)


def _read(identity: str, name: str, stream: BinaryIO) -> Iterator[tuple[str, str]]:
    """Yield the records of a stream, or its one text.

    Args:
        identity: the id of the text.
        name: how the stream is called in messages.
    """
    before: list[bytes] = []
    for line in stream:
        before.append(line)
        if line.strip():
            break
    form = format_of(identity)
    named = form is not None and form.name in _LINES
    if named or (before and before[-1].lstrip().startswith(b"{")):
        for number, line in enumerate(chain(before, stream), 1):
            if line.strip():
                yield _record(name, number, line)
        return
    data = b"".join(before) + stream.read()
    if not data.strip():
        return
    if is_page(data):
        raise UserError(f"{name}: is a page, and no plain text; `hedgerow check` reads pages")
    text, encoding = decode(data)
    if text is None:
        raise UserError(f"{name}: is no text ({encoding}); give a text or JSON lines")
    yield identity, text


def _record(path: Path | str, number: int, line: bytes) -> tuple[str, str]:
    try:
        record = _loaded(line)
        identity, text = record["id"], record["text"]
    except (ValueError, KeyError, TypeError) as error:
        raise UserError(
            f'{path}, line {number}: not an object with "id" and "text"; mend or remove the line'
        ) from error
    if not isinstance(text, str):
        raise UserError(f'{path}, line {number}: "text" is not a string; mend or remove the line')
    return str(identity).encode("utf-8", "replace").decode(), text


def _loaded(line: bytes) -> Any:
    """Parse one line of JSON; lone surrogates, which orjson rejects, are kept."""
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError:
        return json.loads(line)


def write_records(path: Path | None, records: Iterable[dict[str, Any]]) -> int:
    """Write one JSON object a line, with null for NaN; return the number of lines.

    Args:
        path: of the file; None or `-` for standard output.
    """
    if path is None or str(path) == STANDARD:
        n = _write_lines(sys.stdout.buffer, records)
        sys.stdout.flush()
        return n
    with replacing(path) as temporary, temporary.open("wb") as file:
        return _write_lines(file, records)


def _write_lines(file: BinaryIO, records: Iterable[dict[str, Any]]) -> int:
    n = 0
    for record in records:
        file.write(orjson.dumps(record, option=orjson.OPT_SERIALIZE_NUMPY) + b"\n")
        n += 1
    return n
