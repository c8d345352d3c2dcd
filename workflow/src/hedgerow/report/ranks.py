"""The rank of a document among the others by one measure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from hedgerow.report import numbers
from hedgerow.report.results import Results


@dataclass(frozen=True)
class Ranks:
    """The ranks of the documents by one measure, highest first, and how many share each."""

    ranks: dict[str, int]
    shared: Counter[int]

    @classmethod
    def of(cls, results: Results, column: str) -> Ranks:
        """Return the ranks of the included documents for which the measure is defined."""
        ordered = results.included.set_index("doc_id")[column].rank(method="min", ascending=False)
        ranks = {str(doc_id): int(rank) for doc_id, rank in ordered.dropna().items()}
        return cls(ranks, Counter(ranks.values()))

    def in_words(self, doc_id: str) -> str:
        """Return `2nd highest of 16, shared`; empty for a document without a rank."""
        if doc_id not in self.ranks or len(self.ranks) < 2:
            return ""
        rank, total = self.ranks[doc_id], len(self.ranks)
        alike = self.shared[rank]
        if alike == total:
            return f"all {numbers.count(total)} alike"
        shared = ", shared" if alike > 1 else ""
        if rank + alike - 1 == total:
            return f"lowest of {numbers.count(total)}{shared}"
        ordinal = f"{numbers.ordinal(rank)} " if rank > 1 else ""
        return f"{ordinal}highest of {numbers.count(total)}{shared}"
