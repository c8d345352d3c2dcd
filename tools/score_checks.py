"""Check scores on real texts: they follow reading levels and ignore the form of a text.

usage: python tools/score_checks.py FOLDER [PAGE]     with corpora/ and gold/; docs/validation.md

Prints two tables and writes them into their part of PAGE.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from hedgerow.errors import UserError
from hedgerow.statistics.bootstrap import bootstrap_mean
from hedgerow.statistics.proportions import wilson
from hedgerow.steps.score import score_documents
from hedgerow.text.blocks.document import document_from_text
from publishing import publish
from text_forms import FORMS, LOSSY_FORMS

SEED = 1
LEVELS = ("elementary", "intermediate", "advanced")
PAIR = ("abstract", "plain_language_summary")
TEXTS = ("kratom", "sentences_gum_written", "sentences_ewt", "clear")


def grades(corpus: Path) -> dict[str, dict[str, float]]:
    """Return group -> text -> Flesch-Kincaid grade, for a corpus with a metadata.csv.

    Raises:
        UserError: it has none.
    """
    table = corpus / "metadata.csv"
    if not table.is_file():
        raise UserError(f"{table} is not there")
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    texts = ((corpus / row["file"]).read_text("utf-8-sig") for row in rows)
    documents = [document_from_text("", text) for text in texts]
    out: dict[str, dict[str, float]] = defaultdict(dict)
    for row, line in zip(rows, score_documents(documents), strict=True):
        out[row["group"]][row.get("pair") or row["base"]] = line["flesch_kincaid_grade"]
    return out


def numbers(texts: list[str]) -> list[str]:
    """Return all numbers of `score` for each text; spans are left out, as they follow its form."""
    documents = [document_from_text("", text) for text in texts]
    return [json.dumps(line | {"sentence_spans": None}) for line in score_documents(documents)]


def texts_of(folder: Path, name: str) -> list[str]:
    """Return the texts of a corpus of plain files or of a gold file.

    Raises:
        UserError: neither is there.
    """
    gold = folder / "gold" / f"{name}.jsonl"
    if gold.is_file():
        rows = [json.loads(line) for line in gold.read_text("utf-8").split("\n") if line]
        return [row.get("text") or row["excerpt"] for row in rows]
    files = sorted((folder / "corpora" / name).rglob("*.txt"))
    if not files:
        raise UserError(f"{folder}: neither gold/{name}.jsonl nor corpora/{name} with texts")
    return [path.read_text("utf-8-sig") for path in files]


def changed(texts: list[str]) -> dict[str, int]:
    """Return form -> how many of the texts have another score in it."""
    expected = numbers(texts)
    return {
        form: sum(a != b for a, b in zip(numbers(list(map(make, texts))), expected, strict=True))
        for form, make in (FORMS | LOSSY_FORMS).items()
    }


def markdown(folder: Path) -> str:
    """Return the part of the page."""
    return "\n".join([_HEAD, *_level_lines(folder / "corpora"), "", _FORMS, *_form_lines(folder)])


def _level_lines(corpora: Path) -> Iterator[str]:
    yield "| corpus | what | n | value | 95 % interval | target | |"
    yield "|---|---|---:|---:|---|---|---|"
    hard, plain = (grades(corpora / "cochrane")[group] for group in PAIR)
    pairs = sorted(hard.keys() & plain.keys())
    harder = sum(hard[pair] > plain[pair] for pair in pairs)
    share = harder / len(pairs)
    low, high = wilson(harder, len(pairs))
    yield (
        f"| cochrane | pairs whose abstract is harder | {len(pairs):,} | {share:.3f} |"
        f" {low:.3f} to {high:.3f} | 0.74 |"
        f" {'holds' if share >= 0.74 else 'falls short'} |"
    )
    by_level = grades(corpora / "onestop")
    means = [bootstrap_mean(list(by_level[level].values()), seed=SEED) for level in LEVELS]
    rise = means[0].value < means[1].value < means[2].value
    for level, mean in zip(LEVELS, means, strict=True):
        yield (
            f"| onestop | mean grade, {level} | {len(by_level[level]):,} | {mean.value:.2f} |"
            f" {mean.low:.2f} to {mean.high:.2f} | rises | {'holds' if rise else 'falls short'} |"
        )


def _form_lines(folder: Path) -> Iterator[str]:
    found = {name: texts_of(folder, name) for name in TEXTS}
    counts = {name: changed(texts) for name, texts in found.items()}
    heads = [f"{name} ({len(texts):,})" for name, texts in found.items()]
    yield f"| form | {' | '.join(heads)} |"
    yield f"|---|{'---:|' * len(heads)}"
    for form in FORMS | LOSSY_FORMS:
        yield f"| {form} | {' | '.join(str(counts[name][form]) for name in TEXTS)} |"


_HEAD = """## Scores: levels of reading, and the form of a text

Written by `python tools/score_checks.py FOLDER`. Flesch-Kincaid grades of prose; a share has a
Wilson interval, a mean one from 2,000 resamples of the documents.
"""
_FORMS = """How many texts (of the number in the head) get another value of any number that
`hedgerow score` gives, when the same text comes in another form. Wrapping is by paragraph, with
blank lines between. What changes there: a hyphen with a space after it becomes a broken word, a
number or dash at the start of a wrapped line a list item, and lines that were cut short before stay
so. Without blank lines the form does not tell where a block ends: a block whose last line is full
may be taken for a part of the next one, and short texts with few full lines for not wrapped at all.
"""


if __name__ == "__main__":
    publish(__doc__, "scores", markdown)
