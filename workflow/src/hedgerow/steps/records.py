"""Reading and writing JSON Lines, for the commands that people use directly."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from hedgerow.errors import UserError
from hedgerow.tables.replacing import replacing

STANDARD = "-"
"""The name of standard input and output, where a path is expected."""


def read_records(path: Path) -> Iterator[tuple[str, str]]:
    """Yield id and text of each line `{"id": ..., "text": ...}`; empty lines are skipped.

    The path `-` is standard input, which may also be one plain text; its id is `-`.

    Raises:
        UserError: the file cannot be read, or a line is not such an object.
    """
    if str(path) == STANDARD:
        yield from _read_standard_input(sys.stdin.buffer)
        return
    try:
        lines = path.open("rb")
    except OSError as error:
        raise UserError(
            f"{path}: can't be read ({error.strerror}); name a JSON lines file"
        ) from error
    with lines:
        yield from _read_lines(path, lines)


def _read_lines(path: Path | str, lines: Iterable[bytes]) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _record(path, number, line)


def _read_standard_input(stream: BinaryIO) -> Iterator[tuple[str, str]]:
    before: list[bytes] = []
    for line in stream:
        before.append(line)
        if line.strip():
            break
    if not before or before[-1].lstrip().startswith(b"{"):
        yield from _read_lines("standard input", chain(before, stream))
    else:
        from hedgerow.sources.decode import decode

        text, encoding = decode(b"".join(before) + stream.read())
        if text is None:
            raise UserError(f"standard input is no text ({encoding}); send a text or JSON lines")
        yield STANDARD, text


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
