"""Where a document stands among the others by one measure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from hedgerow.report import numbers
from hedgerow.report.results import Results


@dataclass(frozen=True)
class Ranks:
    """The ranks of the documents by one measure, highest first, and how many share each."""

    places: dict[str, int]
    shared: Counter[int]

    @classmethod
    def of(cls, results: Results, column: str) -> Ranks:
        """Return the ranks of the included documents for which the measure is defined."""
        ranks = results.included.set_index("doc_id")[column].rank(method="min", ascending=False)
        places = {str(doc_id): int(place) for doc_id, place in ranks.dropna().items()}
        return cls(places, Counter(places.values()))

    def in_words(self, doc_id: str) -> str:
        """Return `2nd highest of 16, shared`; empty for a document without a rank."""
        if doc_id not in self.places or len(self.places) < 2:
            return ""
        place, total = self.places[doc_id], len(self.places)
        alike = self.shared[place]
        if alike == total:
            return f"all {numbers.count(total)} alike"
        shared = ", shared" if alike > 1 else ""
        if place + alike - 1 == total:
            return f"lowest of {numbers.count(total)}{shared}"
        ordinal = f"{numbers.ordinal(place)} " if place > 1 else ""
        return f"{ordinal}highest of {numbers.count(total)}{shared}"
