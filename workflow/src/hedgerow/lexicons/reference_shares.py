"""Shares that rest on labels on sites of several kinds, to compare a corpus with."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from hedgerow.lexicons.load import FOLDER

DATA = ("lexicons/reference_shares.tsv",)


class ReferenceShare(NamedTuple):
    """A share as counted over the sites of one kind, and the range of its sites."""

    sites: int
    documents: int
    share: float
    site_low: float
    site_high: float


@cache
def reference_shares() -> dict[str, dict[str, ReferenceShare]]:
    """Return measure -> kind of site -> share, in the order of `reference_shares.tsv`."""
    text = (FOLDER / "reference_shares.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    found: dict[str, dict[str, ReferenceShare]] = {}
    for measure, kind, sites, documents, _, _, *shares in lines[1:]:
        own = ReferenceShare(int(sites), int(documents), *map(float, shares))
        found.setdefault(measure, {})[kind] = own
    return found
