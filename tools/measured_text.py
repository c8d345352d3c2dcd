"""How much of a corpus is measured, and what repeats in it although it is measured.

usage: python tools/measured_text.py docs/validation.md results/A results/B ...

Reads the tables of finished runs and writes a part of the page: the share of all words that is
prose or statements in lists, the groups where it is lowest, the sentences of prose that stand in
more than two of a hundred documents, which may be boilerplate that was not found, and the families
of pages that are copies of each other or made from one template.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

from hedgerow.corpus.measured_share import measured_share
from hedgerow.tables.marked_sections import write_part

_OFTEN, _FEWEST = 0.02, 5
"""Share of the documents, and documents, from which a sentence counts as one that repeats."""
_LOW = 0.8
_HEAD = """\
Written by `python tools/measured_text.py PAGE RESULTS ...`, from finished runs.

| corpus | documents | words | measured | groups below 80 % | sentences in over 2 % of documents |\
 their share of the sentences | families of pages | pages in families |
|---|---:|---:|---:|---|---:|---:|---:|---:|
"""


def repeating(claims: pd.DataFrame, documents: int) -> tuple[int, float]:
    """Return how many sentences of prose stand in many documents, and their share of all."""
    prose = claims[claims["prose"]]
    text = prose["text"].str.casefold().str.strip()
    number = prose.groupby(text)["doc_id"].nunique()
    often = number[(number > _OFTEN * documents) & (number >= _FEWEST)]
    return len(often), float(text.isin(often.index).mean())


def row(results: Path) -> str:
    """Return the row of a corpus."""
    documents = pd.read_parquet(results / "tables/documents.parquet")
    claims = pd.read_parquet(results / "tables/claims.parquet", columns=["doc_id", "prose", "text"])
    whole = measured_share(documents)
    groups = {
        name: measured_share(part)["share"] or 0.0 for name, part in documents.groupby("group")
    }
    low = sorted((share, str(name)) for name, share in groups.items() if share < _LOW)
    n = int(documents["included"].sum())
    sentences, share = repeating(claims[claims["doc_id"].isin(_included(documents))], n)
    families = pd.read_parquet(results / "tables/families.parquet")["family"]
    named = ", ".join(f"{name} {100 * share:.0f} %" for share, name in low) or "none"
    return (
        f"| {results.name} | {n:,} | {whole['of']:,} | {100 * whole['share']:.0f} % | {named} |"
        f" {sentences:,} | {100 * share:.2f} % | {families.nunique():,} | {len(families):,} |"
    )


def _included(documents: pd.DataFrame) -> pd.Series:
    return documents.loc[documents["included"], "doc_id"]


if __name__ == "__main__":
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    write_part(
        Path(sys.argv[1]), "measured text", _HEAD + "\n".join(row(Path(f)) for f in sys.argv[2:])
    )
