"""Count how hard the pages of other sites are to read, by kind of site.

usage: python tools/reference_grades.py RESULTS...

RESULTS are finished runs over the sites of tools/reference_shares.py, with the site as group; of a
site at most twenty pages count, chosen by the hash of their ids. Writes
lexicons/reference_grades.tsv: numbers only, which a figure draws behind the grades of the corpus.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import pandas as pd

from hedgerow.lexicons.load import FOLDER
from hedgerow.tables.io import read_arrow
from reference_shares import KINDS

PAGES = 20
"""Pages of a site, at most, so that no site is all of its kind."""

QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)

_HEADER = """\
# Consensus grades of pages of other sites, by kind of site, written by tools/reference_grades.py:
# quantiles over at most {pages} pages a site.
kind\tsites\tdocuments\tp10\tp25\tp50\tp75\tp90
"""


def _digest(doc_id: str) -> str:
    return hashlib.sha256(doc_id.encode()).hexdigest()


def main() -> None:
    """Write the table."""
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    columns = ["doc_id", "group", "included", "consensus_grade"]
    runs = [read_arrow(Path(folder) / "tables" / "documents.parquet") for folder in sys.argv[1:]]
    frame: pd.DataFrame = pd.concat([run.select(columns).to_pandas() for run in runs])
    frame = frame[frame["included"].fillna(False).astype(bool)].dropna(subset=["consensus_grade"])
    unknown = sorted(set(frame["group"]) - set(KINDS))
    if unknown:
        raise SystemExit(f"the kind of {', '.join(unknown)} is not given")
    frame = frame.assign(digest=frame["doc_id"].map(_digest)).sort_values("digest")
    frame = frame.groupby("group").head(PAGES)
    frame = frame.assign(kind=[KINDS[site][0] for site in frame["group"]])
    lines = []
    for kind in dict.fromkeys(kind for kind, _ in KINDS.values()):
        own = frame[frame["kind"] == kind]
        values = own["consensus_grade"].quantile(list(QUANTILES))
        cells = (kind, own["group"].nunique(), len(own), *(f"{value:.2f}" for value in values))
        lines.append("\t".join(map(str, cells)))
    text = _HEADER.format(pages=PAGES) + "\n".join(lines) + "\n"
    (FOLDER / "reference_grades.tsv").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
