"""Reading and writing JSON Lines, for the commands that people use directly."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson

from hedgerow.errors import UserError
from hedgerow.tables.replacing import replacing


def read_records(path: Path) -> Iterator[tuple[str, str]]:
    """Yield id and text of each line `{"id": ..., "text": ...}`; empty lines are skipped.

    Raises:
        UserError: the file cannot be read, or a line is not such an object.
    """
    try:
        lines = path.open("rb")
    except OSError as error:
        raise UserError(
            f"{path}: can't be read ({error.strerror}); name a JSON lines file"
        ) from error
    with lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _record(path, number, line)


def _record(path: Path, number: int, line: bytes) -> tuple[str, str]:
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


def write_records(path: Path, records: Iterable[dict[str, Any]]) -> int:
    """Write one JSON object a line, with null for NaN; return the number of lines."""
    n = 0
    with replacing(path) as temporary, temporary.open("wb") as file:
        for record in records:
            file.write(orjson.dumps(record, option=orjson.OPT_SERIALIZE_NUMPY) + b"\n")
            n += 1
    return n
