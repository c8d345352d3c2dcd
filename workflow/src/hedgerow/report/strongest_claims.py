"""The surest direct claims of a corpus, and the words that they rest on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from hedgerow.labels.quotable import quotable, whole
from hedgerow.report.results import Results
from hedgerow.tables.io import read_table

if TYPE_CHECKING:
    from pandas import DataFrame


_COLUMNS = (
    *("doc_id", "sentence", "text", "agent", "outcome", "direction", "claim_probability"),
    *("stance", "is_question", "attribution", "hedged"),
)


def strongest_claims(results: Results) -> DataFrame:
    """Return the sure direct claims without hedge or source, benefits first."""
    import pandas as pd

    direct = results.streamed("claims", _COLUMNS, {"claim": ["direct_causal"]})
    bare = pd.concat([_sure_and_bare(part) for part in direct])
    order = {"benefit": 0, "harm": 1, "both": 2, "neutral": 3}
    bare = bare.assign(_order=bare["direction"].map(order).fillna(4))
    return bare.sort_values(
        ["_order", "claim_probability", "doc_id", "sentence"], ascending=[True, False, True, True]
    )


def _sure_and_bare(direct: DataFrame) -> DataFrame:
    """Return the claims that can be quoted, and have neither hedge nor source."""
    columns = ("claim_probability", "stance", "is_question", "agent", "outcome")
    sure = direct[quotable({name: direct[name].to_numpy() for name in columns})]
    # A list without entries would choose columns, not rows.
    sure = sure[sure["text"].map(whole).astype(bool)]
    hedged = sure["hedged"].fillna(False).astype(bool)
    return sure[(sure["attribution"].fillna("none") == "none") & ~hedged]


def read_claim_words(results: Results, path: Path) -> dict[tuple[str, int], str]:
    """Return the words that claims rest on, by document and sentence.

    None with linear labels, which name no words; what an earlier run left is not theirs.
    """
    if results.setting("hedging", "labels") == "fast" or not path.is_file():
        return {}
    columns = read_table(path)
    names = (columns[name] for name in ("doc_id", "sentence", "words"))
    return {(doc_id, int(k)): words for doc_id, k, words in zip(*names, strict=True) if words}
