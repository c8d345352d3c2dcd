"""Files that coders hand back: CSV from the coding page or a spreadsheet, or XLSX."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from hedgerow.corpus.coded_sentences import CoderFile
from hedgerow.corpus.label_measures import LABEL_VALUES
from hedgerow.errors import UserError, why_unreadable
from hedgerow.sources.decode import decode
from hedgerow.statistics.prediction_powered import FEWEST_CODED
from hedgerow.steps.progress import count_of
from hedgerow.tables.formula_guard import unguarded

COLUMNS = (
    "sentence_id", "doc_id", "number", "stratum", "weight", "before", "sentence", "after",
    *LABEL_VALUES, "not_sure", "notes",
)  # fmt: skip
"""Columns of coding.csv, in order."""

NEEDED = ("sentence_id", "doc_id", "number", "weight", *LABEL_VALUES)
"""Columns that are read."""

_YES_NO = {"true": "yes", "1": "yes", "y": "yes", "false": "no", "0": "no", "n": "no"}


def read_coder_files(paths: Sequence[Path]) -> list[CoderFile]:
    """Read the codes of all coders; see `read_coder_file`.

    Raises:
        UserError: two files have one name, which names the coder.
    """
    files: dict[str, CoderFile] = {}
    for path in map(Path, paths):
        made = read_coder_file(path)
        if made.name in files:
            raise UserError(
                f"{path}: another file of `codes` is called {path.stem} too; rename it."
            )
        files[made.name] = made
    return list(files.values())


def coder_in_words(coder: Mapping[str, Any]) -> str:
    """Return how many sentences a coder coded, and how many of them are lost."""
    words = f"codes of {coder['coder']}: {count_of(coder['coded'], 'coded sentence')}"
    if coder["lost"]:
        words += f", {coder['lost']:,} of them not in the corpus any more (its text has changed)"
    if coder["coded"] - coder["lost"] < FEWEST_CODED:
        words += f"; fewer than {FEWEST_CODED} are too few to estimate from"
    return words


def read_coder_file(path: Path) -> CoderFile:
    """Read the codes of one coder.

    Raises:
        UserError: the file is empty or cannot be read, a column is missing, a line has a value that
            the label does not have, a sentence has two lines, or nothing is coded. The sentence
            names the file and the line.
    """
    header, lines = _cells(path)
    missing = [name for name in NEEDED if name not in header]
    if missing:
        raise UserError(
            f"{path}: column {missing[0]!r} is missing; keep the header line of coding.csv."
        )
    places = {name: header.index(name) for name in NEEDED}
    seen: dict[tuple[str, str, str], int] = {}
    rows = []
    for line, cells in lines:
        row = {name: cells[at].strip() if at < len(cells) else "" for name, at in places.items()}
        if not any(row.values()):
            continue
        place = (row["sentence_id"], row["doc_id"], row["number"])
        if place in seen:
            raise UserError(
                f"{path}, line {line}: the sentence {place[0]!r} already has line {seen[place]};"
                " keep one of the two."
            )
        seen[place] = line
        rows.append((line, row))
    if not rows:
        raise UserError(f"{path}: holds no sentence; export the codes again, or remove it.")
    return _coder_file(path, rows)


def _coder_file(path: Path, rows: Sequence[tuple[int, Mapping[str, str]]]) -> CoderFile:
    codes = {
        label: np.array([_code(path, line, label, row[label]) for line, row in rows], np.int64)
        for label in LABEL_VALUES
    }
    found = CoderFile(
        name=path.stem,
        keys=[row["sentence_id"] for _, row in rows],
        documents=[unguarded(row["doc_id"]) for _, row in rows],
        numbers=[int(_number(path, line, "number", row["number"])) for line, row in rows],
        weights=np.array([_number(path, line, "weight", row["weight"]) for line, row in rows]),
        codes=codes,
    )
    if not found.answers.any():
        raise UserError(f"{path}: no sentence is coded; fill in the labels, or remove the file.")
    return found


def _code(path: Path, line: int, label: str, text: str) -> int:
    """Return the place of a value among those of the label; -1 for an empty cell."""
    values = LABEL_VALUES[label]
    value = text.casefold().replace(" ", "_").replace("-", "_")
    if values == LABEL_VALUES["hedged"]:
        value = _YES_NO.get(value, value)
    if not value:
        return -1
    if value not in values:
        raise UserError(
            f"{path}, line {line}: {label} is {text!r}; it can be {', '.join(values)}, or empty."
        )
    return values.index(value)


def _number(path: Path, line: int, column: str, text: str) -> float:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = -1.0
    if not 0 <= value < 1e12 or (column == "weight" and value <= 0):
        raise UserError(
            f"{path}, line {line}: {column} is {text!r}, not a number as coding.csv gives it; copy"
            " that column from coding.csv again."
        )
    return value


def _cells(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Return the header of the file, and its other lines with their numbers."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError(f"{path}: can't be read: {why_unreadable(error)}.") from error
    if not data.strip():
        raise UserError(f"{path}: is empty; export the codes again, or remove it from `codes`.")
    made = _sheet(path) if path.suffix.casefold() == ".xlsx" else _csv(path, data)
    header = next(made, (0, []))[1]
    return [name.strip().casefold() for name in header], list(made)


def _csv(path: Path, data: bytes) -> Iterator[tuple[int, list[str]]]:
    text, _ = decode(data)
    if text is None:
        raise UserError(f"{path}: is not text; save the sheet as CSV (UTF-8).")
    text = text.removeprefix("\ufeff")
    first = text.lstrip().partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise UserError(f"{path}, line {reader.line_num}: is not CSV ({error}).") from error


def _sheet(path: Path) -> Iterator[tuple[int, list[str]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    except (CalamineError, OSError, ValueError) as error:
        raise UserError(f"{path}: cannot be read as a spreadsheet ({error}).") from error
    for line, cells in enumerate(rows, 1):
        yield line, [f"{c:g}" if isinstance(c, float) else str(c) for c in cells]
