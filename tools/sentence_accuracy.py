"""How well sentence ends agree with people: F1 and the error they make in Flesch-Kincaid grades.

usage: python tools/sentence_accuracy.py GOLD [PAGE]     folder of gold files; docs/validation.md

Prints a table of Hedgerow, NLTK's Punkt and textstat's rule, and writes it into its part of PAGE.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hedgerow.errors import UserError
from hedgerow.statistics.bootstrap import bootstrap_mean, bootstrap_ratio
from hedgerow.statistics.estimate import Estimate
from hedgerow.steps.score import score_documents
from hedgerow.text.blocks.document import document_from_text
from publishing import publish

TARGETS = {"sentences_gum_written": (0.980, 0.18), "sentences_ewt": (0.940, 0.36)}
"""Gold file -> the project's targets: least F1 and largest mean error."""

SEED = 1

Spans = list[tuple[int, int]]


@dataclass(frozen=True)
class Row:
    """One splitter on one gold file."""

    file: str
    splitter: str
    documents: int
    f1: Estimate
    error: Estimate


def hedgerow_spans(texts: list[str]) -> list[Spans]:
    """Return the sentence spans of each text, as `hedgerow score` gives them."""
    documents = [document_from_text(str(i), text) for i, text in enumerate(texts)]
    return [[(a, b) for a, b in line["sentence_spans"]] for line in score_documents(documents)]


def punkt_spans(texts: list[str]) -> list[Spans]:
    """Return the spans of NLTK's Punkt, line by line, trained without labels on the same texts."""
    from nltk.tokenize.punkt import PunktSentenceTokenizer

    punkt = PunktSentenceTokenizer("\n".join(texts))
    return [
        [
            (line.start() + a, line.start() + b)
            for line in re.finditer(r"[^\n]+", text)
            for a, b in punkt.span_tokenize(line.group())
        ]
        for text in texts
    ]


def textstat_spans(texts: list[str]) -> list[Spans]:
    """Return the spans that textstat counts: up to each stop or mark, of three words or more."""
    import textstat

    return [
        [
            match.span()
            for match in re.finditer(r"\b[^.!?]+[.!?]*", text)
            if textstat.lexicon_count(match.group()) > 2
        ]
        for text in texts
    ]


SPLITTERS: dict[str, Callable[[list[str]], list[Spans]]] = {
    "Hedgerow": hedgerow_spans,
    "NLTK Punkt, per line": punkt_spans,
    "textstat": textstat_spans,
}


def compare(file: str, splitter: str, rows: list[dict], spans: list[Spans]) -> Row:
    """Score the ends of sentences, and the error of the grade that follows from their number.

    The error of a document is |0.39 W (1/S - 1/S')| for W words by white space, S sentences found
    and S' in the gold data; a document without sentences found has none.
    """
    twice, either, errors = [], [], []
    for row, found in zip(rows, spans, strict=True):
        text = row["text"]
        gold_ends = _ends(text, [(a, b) for a, b, *_ in row["sents"]])
        ends = _ends(text, found)
        twice.append(2 * len(gold_ends & ends))
        either.append(len(gold_ends) + len(ends))
        if ends:
            errors.append(abs(0.39 * len(text.split()) * (1 / len(ends) - 1 / len(gold_ends))))
    return Row(
        file, splitter, len(rows), bootstrap_ratio(twice, either, seed=SEED),
        bootstrap_mean(errors, seed=SEED),
    )  # fmt: skip


def _ends(text: str, spans: Spans) -> set[int]:
    return {a + len(text[a:b].rstrip()) for a, b in spans}


def measure(folder: Path) -> list[Row]:
    """Compare all splitters on each gold file in a folder.

    Raises:
        UserError: the folder has none of them.
    """
    out = []
    for file in TARGETS:
        path = folder / f"{file}.jsonl"
        if path.exists():
            rows = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
            texts = [row["text"] for row in rows]
            out += [compare(file, name, rows, split(texts)) for name, split in SPLITTERS.items()]
    if not out:
        raise UserError(f"{folder}: the folder has none of {', '.join(TARGETS)}")
    return out


def markdown(rows: list[Row]) -> str:
    """Return the table for the page."""
    lines = [
        "| gold file | documents | splitter | F1 | 95 % interval | grade error | 95 % interval"
        " | target | |",
        "|---|---:|---|---:|---|---:|---|---|---|",
    ]
    for row in rows:
        least, largest = TARGETS[row.file]
        held = row.f1.value >= least and row.error.value <= largest
        ours = row.splitter == "Hedgerow"
        lines.append(
            f"| {row.file} | {row.documents:,} | {row.splitter} | {_cells(row.f1)} |"
            f" {_cells(row.error)} | {f'{least:.2f}, {largest:.2f}' if ours else ''} |"
            f" {('holds' if held else 'falls short') if ours else ''} |"
        )
    return _HEAD + "\n".join(lines) + "\n"


def _cells(estimate: Estimate) -> str:
    return f"{estimate.value:.3f} | {estimate.low:.3f} to {estimate.high:.3f}"


_HEAD = """## Sentences: where people and programs end them

Written by `python tools/sentence_accuracy.py GOLD`. F1 is that of the ends of sentences; the grade
error is the mean change of a document's Flesch-Kincaid grade that the number of sentences alone
causes. Intervals resample the documents 2,000 times. Hedgerow's rules were written with these
halves of the files in view, so expect a little less on other text. Punkt learnt its abbreviations
from the same texts, without labels; textstat's rule is the one in its code.

"""


if __name__ == "__main__":
    publish(__doc__, "sentences", lambda folder: markdown(measure(folder)))
