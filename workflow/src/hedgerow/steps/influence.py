"""The rule `influence`: the words that the surest claims of the report rest on."""

from __future__ import annotations

from pathlib import Path

from hedgerow.corpus.explanations import EXPLAINED, rests_on
from hedgerow.labels.schemas import CLAIM_WORDS
from hedgerow.report.results import Results
from hedgerow.report.strongest_claims import strongest_claims
from hedgerow.steps.progress import count_of, step
from hedgerow.tables.io import write_table


def run(tables: Path, summary: Path, out: Path) -> None:
    """Write the words of the first claims of the list of strongest claims."""
    with step("influence") as notes:
        claims = strongest_claims(Results.read(tables, summary)).head(EXPLAINED)
        columns = {name: claims[name].tolist() for name in ("doc_id", "sentence")}
        words = rests_on([str(text) for text in claims["text"]])
        write_table(out, CLAIM_WORDS, {**columns, "words": words})
        notes.append(count_of(len(words), "claim"))
