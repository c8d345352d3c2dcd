"""Rule `coding`: a sample of sentences for people to code, as a page and as sheets."""

from __future__ import annotations

import csv
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from hedgerow.corpus.coding_sample import STRATA, Drawn, draw_sample, sample_size, sentence_key
from hedgerow.corpus.label_measures import LABEL_VALUES
from hedgerow.corpus.labelled import Labelled
from hedgerow.errors import UserError
from hedgerow.report.coding_guide import PRINCIPLE, QUESTIONS
from hedgerow.report.coding_page import coding_page
from hedgerow.steps.coder_files import COLUMNS
from hedgerow.steps.progress import count_of, step
from hedgerow.tables.formula_guard import guarded
from hedgerow.tables.io import read_arrow
from hedgerow.tables.replacing import replacing

_BLANK = dict.fromkeys((*LABEL_VALUES, "not_sure", "notes"), "")


def run(tables: Path, settings: dict[str, Any], out: Path) -> None:
    """Draw the sample and write coding.html, coding.csv and coding.xlsx below `out`.

    Args:
        tables: folder of the tables of the corpus.
        settings: `coding.half_width`, `seed` and `corpus`.
    """
    with step("coding") as notes:
        documents = read_arrow(tables / "documents.parquet").to_pandas()
        documents["included"] = documents["included"].fillna(False).astype(bool)
        labelled = Labelled.of([read_arrow(tables / "claims.parquet")], documents)
        sentences = len(labelled.document)
        if not sentences:
            raise UserError("The corpus has no sentence of prose to code.")
        size = sample_size(settings["coding"]["half_width"], sentences)
        drawn = draw_sample(labelled.stratum, size, settings["seed"])
        rows = _rows(labelled, drawn)
        program = _program(labelled, drawn)
        titled = documents[documents["title"].notna()]
        titles = dict(zip(titled["doc_id"], titled["title"], strict=True))
        corpus = str(settings["corpus"])
        sheet = sha256("".join(row["sentence_id"] for row in rows).encode()).hexdigest()[:12]
        shown = [
            {**row, "title": titles.get(row["doc_id"]) or row["doc_id"], "program": labels}
            for row, labels in zip(rows, program, strict=True)
        ]
        out.mkdir(parents=True, exist_ok=True)
        page = coding_page(f"Coding of {corpus}", COLUMNS, shown, f"{corpus}-{sheet}")
        with replacing(out / "coding.html") as temporary:
            temporary.write_bytes(page.encode("utf-8", "replace"))
        _write_csv(out / "coding.csv", rows)
        _write_xlsx(out / "coding.xlsx", rows, program)
        notes += [count_of(len(rows), "sentence"), f"of {sentences:,}"]


def _rows(labelled: Labelled, drawn: Drawn) -> list[dict[str, Any]]:
    """Return the cells of coding.csv."""
    claims = labelled.claims
    n, rows = len(labelled.document), drawn.rows
    around = {"before": rows - 1, "after": rows + 1}
    same = {
        name: (at >= 0)
        & (at < n)
        & (labelled.document[np.clip(at, 0, n - 1)] == labelled.document[rows])
        for name, at in around.items()
    }
    texts = {
        name: [
            text if there else ""
            for text, there in zip(
                claims["text"].take(np.clip(at, 0, n - 1)).to_pylist(),
                same[name].tolist(),
                strict=True,
            )
        ]
        for name, at in around.items()
    }
    own = claims.take(rows)
    columns = {
        "doc_id": own["doc_id"].to_pylist(),
        "number": own["sentence"].to_pylist(),
        "stratum": [STRATA[k] for k in drawn.stratum.tolist()],
        "weight": [round(w, 6) for w in drawn.weights.tolist()],
        "before": [_line(text) for text in texts["before"]],
        "sentence": [_line(text) for text in own["text"].to_pylist()],
        "after": [_line(text) for text in texts["after"]],
    }
    keys = [sentence_key(text) for text in own["text"].to_pylist()]
    return [
        {"sentence_id": key, **dict(zip(columns, cells, strict=True)), **_BLANK}
        for key, cells in zip(keys, zip(*columns.values(), strict=True), strict=True)
    ]


def _line(text: str) -> str:
    return " ".join(text.split())


def _program(labelled: Labelled, drawn: Drawn) -> list[dict[str, str | None]]:
    """Return the labels of the program, by label, for each drawn sentence."""
    columns = [
        [
            values[code] if code >= 0 else None
            for code in labelled.labels[label][drawn.rows].tolist()
        ]
        for label, values in LABEL_VALUES.items()
    ]
    return [dict(zip(LABEL_VALUES, cells, strict=True)) for cells in zip(*columns, strict=True)]


def _write_csv(path: Path, rows: list[dict[str, Any]]) -> None:
    with (
        replacing(path) as temporary,
        temporary.open("w", encoding="utf-8-sig", errors="replace", newline="") as file,
    ):
        lines = csv.writer(file)
        lines.writerow(COLUMNS)
        lines.writerows([guarded(row[name]) for name in COLUMNS] for row in rows)


def _write_xlsx(
    path: Path, rows: list[dict[str, Any]], program: list[dict[str, str | None]]
) -> None:
    """Write the sheet to code with its lists of values, the guidelines, and the hidden labels."""
    from datetime import datetime

    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with replacing(path) as temporary, xlsxwriter.Workbook(str(temporary), options) as book:
        book.set_properties({"created": datetime(2000, 1, 1)})
        wrapped, bold = book.add_format({"text_wrap": True, "valign": "top"}), book.add_format()
        bold.set_bold()
        sheet = book.add_worksheet("coding")
        sheet.write_row(0, 0, COLUMNS, bold)
        for k, row in enumerate(rows, 1):
            sheet.write_row(k, 0, [row[name] for name in COLUMNS], wrapped)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 4, 8, None, {"level": 1, "hidden": True})
        sheet.set_column(5, 7, 45)
        sheet.set_column(8, len(COLUMNS) - 1, 14)
        for label, values in LABEL_VALUES.items():
            column = COLUMNS.index(label)
            choice = {"validate": "list", "source": list(values)}
            sheet.data_validation(1, column, max(len(rows), 1), column, choice)
        guide = book.add_worksheet("guidelines")
        guide.set_column(0, 2, 30)
        guide.write_string(0, 0, PRINCIPLE)
        for k, cells in enumerate(_guide(), 2):
            guide.write_row(k, 0, cells)
        hidden = book.add_worksheet("labels of the program")
        hidden.write_row(0, 0, ("sentence_id", *LABEL_VALUES), bold)
        for k, (row, labels) in enumerate(zip(rows, program, strict=True), 1):
            hidden.write_row(k, 0, [row["sentence_id"], *labels.values()])
        hidden.hide()


def _guide() -> list[tuple[str, str, str]]:
    lines = []
    for question in QUESTIONS:
        lines.append((question.label, question.question, question.hint))
        lines += [("", value.value, value.when) for value in question.values]
    return lines
