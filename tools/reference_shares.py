"""Count the shares that rest on labels on the sites of web_articles, by kind of site.

usage: python tools/reference_shares.py RESULTS

RESULTS is a finished run over web_articles (or twenty of its pages a site, by the hash of their
ids) with the site as group. Writes lexicons/reference_shares.tsv: numbers only, which the report
prints beside those of the corpus, so that a reader sees where it lies among others.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd

from hedgerow.corpus.label_measures import LABEL_MEASURES
from hedgerow.corpus.label_shares import Labelled
from hedgerow.lexicons.load import FOLDER
from hedgerow.tables.io import read_arrow

KINDS: dict[str, tuple[str, str]] = {
    "nhs-betahealth": ("agency", "pages of a national health service"),
    "pp-medlineplus": ("agency", "a national library's pages for patients"),
    "pp-us-agencies": ("agency", "pages of federal agencies"),
    "american-shaman": ("shop", "product pages of a shop for hemp"),
    "kratomspot": ("shop", "page of a shop for kratom"),
    "vizen-supplements": ("shop", "blog of a shop for supplements"),
    "siphox": ("shop", "explanations beside the blood tests it sells"),
    "bestalternatives": ("content marketing", "lists of best products with links to sellers"),
    "sleep-affiliate": ("content marketing", "reviews of pillows with links to sellers"),
    "seed-seo": ("content marketing", "articles made for search engines beside an offer"),
    "drberg": ("content marketing", "articles beside the author's own products"),
    "supplementscore": ("content marketing", "rankings of supplements"),
    "cannabis-tracker": ("content marketing", "articles beside a paid programme"),
    "gocustomer-advertorial": ("content marketing", "advertisements written as articles"),
    "home-remedies-a6": ("content marketing", "articles beside the sale of a book"),
    "droitwich-chiro": ("clinic", "treatments that the clinic offers"),
    "sydney-chiro": ("clinic", "treatments that the clinic offers"),
    "treeoflife-rehab": ("clinic", "treatments that the clinic offers"),
    "vegas-directory": ("clinic", "articles of a directory of clinics"),
    "finescoop-news": ("news", "news agency copy"),
    "pp-magazines": ("news", "health magazines"),
    "mast-cell-help": ("community", "pages of patients"),
    "qa-forum": ("community", "questions of patients with answers"),
    "pepowid-reports": ("community", "reports of users"),
}
"""Kind of each site, and the reason."""

FEWEST = 10
"""Sentences that a share of a site needs to count for the range of sites."""

_HEADER = """\
# Shares that rest on labels on sites of several kinds, as counted, written by
# tools/reference_shares.py. share is pooled over the documents; site_low and site_high are the
# lowest and highest of the sites with at least {fewest} sentences of the whole.
measure\tkind\tsites\tdocuments\tcount\tof\tshare\tsite_low\tsite_high
"""


def main() -> None:
    """Write the table."""
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    tables = Path(sys.argv[1]) / "tables"
    documents: pd.DataFrame = read_arrow(tables / "documents.parquet").to_pandas()
    documents["included"] = documents["included"].fillna(False).astype(bool)
    labelled = Labelled.of([read_arrow(tables / "claims.parquet")], documents)
    unknown = sorted(set(labelled.groups) - set(KINDS))
    if unknown:
        raise SystemExit(f"{sys.argv[1]}: the kind of {', '.join(unknown)} is not given")
    site_of = np.array(labelled.groups, object)[labelled.document]
    lines = []
    for measure in LABEL_MEASURES:
        part = measure.part(labelled.labels)
        whole = measure.of(labelled.labels) if measure.of else np.ones(len(part), bool)
        for kind in dict.fromkeys(kind for kind, _ in KINDS.values()):
            sites = [site for site in sorted(set(labelled.groups)) if KINDS[site][0] == kind]
            counts = np.array(
                [[(part & (site_of == s)).sum(), (whole & (site_of == s)).sum()] for s in sites]
            )
            count, of = counts.sum(0).tolist()
            own = [k / n for k, n in counts.tolist() if n >= FEWEST]
            if not own:
                continue
            n = sum(site in sites for site in labelled.groups)
            numbers = (f"{value:.4f}" for value in (count / of, min(own), max(own)))
            cells = (measure.key, kind, len(sites), n, count, of, *numbers)
            lines.append("\t".join(map(str, cells)))
    text = _HEADER.format(fewest=FEWEST) + "\n".join(lines) + "\n"
    (FOLDER / "reference_shares.tsv").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
