"""Hedging, claims, attribution and advice per document, counted from the rows of its sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from hedgerow.labels.summary_claims import overstated_claims
from hedgerow.lexicons.load import Lexicon
from hedgerow.lexicons.vocabulary import (
    BOOSTER_TYPES,
    CLAIMS,
    CUE_TYPES,
    HEDGE_TYPES,
    STANCES,
)

COUNTED = (
    "doc_id", "prose", "type", "hedged", "certainty", "claim", "stance", "direction", "agent",
    "effect", "advice", "attribution", "attribution_named", "zone", "section", "claim_probability",
    "is_question", "outcome",
)  # fmt: skip
"""Columns of the tables of claims and cues that the counts need."""

Columns = Mapping[str, Sequence[Any] | np.ndarray]


def _ratio(a: np.ndarray, b: np.ndarray, scale: float = 1.0) -> np.ndarray:
    """Return scale a / b, NaN where b is 0."""
    return np.divide(scale * a, b, out=np.full(len(a), np.nan), where=np.asarray(b) > 0)


def _equal(values: Sequence[Any] | np.ndarray, wanted: str) -> np.ndarray:
    return np.asarray(np.asarray(values, object) == wanted, bool).reshape(-1)


def document_measures(
    doc_ids: Sequence[str],
    words: np.ndarray,
    claims: Columns,
    cues: Columns,
    contradictions: Columns,
    lexicon: Lexicon,
) -> dict[str, np.ndarray]:
    """Return the hedging columns of the documents table.

    Args:
        doc_ids: D documents. words: their prose words.
        claims: columns of the claims table, a row for every sentence of stated text. Only those of
            prose are counted, but for the columns whose names begin with `list_`.
        cues: columns of the cues table; those of prose are counted.
        contradictions: rows of CORPUS["contradictions"].

    Returns:
        Columns of length D: counts (int64), rates per 1,000 prose words and shares (float64, NaN
        where undefined: no words, no sentences, no claims of that kind).
    """
    place = {doc: i for i, doc in enumerate(doc_ids)}
    n, words = len(doc_ids), np.asarray(words)
    lists = _chosen(claims, ~np.asarray(claims["prose"], bool), place)
    claims, cues = (
        _chosen(table, np.asarray(table["prose"], bool), place) for table in (claims, cues)
    )
    of_cue, at, of_list = (
        np.array([place[d] for d in table["doc_id"]], np.int64) for table in (cues, claims, lists)
    )
    within = [
        place[doc]
        for doc, inside, differs in zip(
            *(contradictions[name] for name in ("doc_a", "within", "difference")), strict=True
        )
        if inside and not differs and doc in place
    ]
    return {
        **_cue_columns(of_cue, cues, words),
        **_certainty_columns(at, n, claims),
        **_claim_columns(at, n, claims),
        **_source_columns(at, n, claims),
        **_list_columns(of_list, n, lists),
        "advice_weak": _count(at, n, _equal(claims["advice"], "weak")),
        "advice_strong": _count(at, n, _equal(claims["advice"], "strong")),
        "summary_overclaims": _overclaims(at, n, claims, lexicon),
        "contradictions": np.bincount(np.array(within, np.int64), minlength=n).astype(np.int64),
    }


def _chosen(table: Columns, where: np.ndarray, place: Mapping[str, int]) -> Columns:
    """Return the rows of a table that `where` selects, of the documents in `place`.

    Only the columns that are counted; the table itself where every row is chosen.
    """
    rows = [i for i in np.flatnonzero(where).tolist() if table["doc_id"][i] in place]
    if len(rows) == len(where):
        return table
    return {name: [table[name][i] for i in rows] for name in COUNTED if name in table}


def _list_columns(at: np.ndarray, n: int, lists: Columns) -> dict[str, np.ndarray]:
    """Return counts over the items of lists that state something and are no prose."""
    asserted = _equal(lists["stance"], "asserted")
    return {
        "list_sentences": np.bincount(at, minlength=n).astype(np.int64),
        "list_hedged": _count(at, n, np.asarray(lists["hedged"], bool)),
        "list_claims": _count(at, n, asserted),
        "list_direct_causal": _count(at, n, asserted & _equal(lists["claim"], "direct_causal")),
        "list_advice": _count(at, n, ~_equal(lists["advice"], "none")),
    }


def _count(at: np.ndarray, n: int, where: np.ndarray) -> np.ndarray:
    """Return int64[n]: the number of rows of each document that `where` selects."""
    return np.bincount(at[where], minlength=n).astype(np.int64)


def _cue_columns(of_cue: np.ndarray, cues: Columns, words: np.ndarray) -> dict[str, np.ndarray]:
    """Return counts of cues by type, and their rates per 1,000 words."""
    n = len(words)
    types = {kind: _count(of_cue, n, _equal(cues["type"], kind)) for kind in CUE_TYPES}
    hedges = sum((types[kind] for kind in HEDGE_TYPES), np.zeros(n, np.int64))
    boosters = sum((types[kind] for kind in BOOSTER_TYPES), np.zeros(n, np.int64))
    return {
        **{f"{kind}_cues": types[kind] for kind in CUE_TYPES},
        "hedge_cues": hedges,
        "hedge_rate": _ratio(hedges, words, 1000.0),
        "booster_rate": _ratio(boosters, words, 1000.0),
        "hedge_booster_ratio": _ratio(hedges, boosters),
    }


def _certainty_columns(at: np.ndarray, n: int, claims: Columns) -> dict[str, np.ndarray]:
    """Return hedged sentences and mean certainty."""
    hedged = _count(at, n, np.asarray(claims["hedged"], bool))
    sentences = np.bincount(at, minlength=n)
    certainty = np.bincount(at, np.asarray(claims["certainty"], np.float64), n)
    return {
        "hedged_sentences": hedged,
        "hedged_share": _ratio(hedged, sentences),
        "certainty": _ratio(certainty, sentences),
    }


def _claim_columns(at: np.ndarray, n: int, claims: Columns) -> dict[str, np.ndarray]:
    """Return counts of asserted claims by class, of denied and of mentioned effects."""
    stance = {name: _equal(claims["stance"], name) for name in STANCES}
    claim = {name: _equal(claims["claim"], name) & stance["asserted"] for name in CLAIMS}
    counts = {name: _count(at, n, where) for name, where in claim.items() if name != "none"}
    direct, conditional = counts["direct_causal"], counts["conditional_causal"]
    bare = _count(at, n, claim["direct_causal"] & _equal(claims["attribution"], "none"))
    return {
        "claims": _count(at, n, stance["asserted"]),
        **counts,
        "denied_claims": _count(at, n, stance["denied"]),
        "mentioned_effects": _count(at, n, stance["mentioned"]),
        "overstatement": _ratio(direct, direct + conditional),
        "direct_unattributed": bare,
        "direct_unattributed_share": _ratio(bare, direct),
    }


def _source_columns(at: np.ndarray, n: int, claims: Columns) -> dict[str, np.ndarray]:
    """Return counts of sentences with a source, and of research that is named."""
    research = _equal(claims["attribution"], "research")
    named = np.asarray(claims["attribution_named"], bool)
    attributions = _count(at, n, research)
    found = _count(at, n, research & named)
    return {
        "attributed": _count(at, n, ~_equal(claims["attribution"], "none")),
        "research_attributions": attributions,
        "research_named": found,
        "research_named_share": _ratio(found, attributions),
    }


def _overclaims(at: np.ndarray, n: int, claims: Columns, lexicon: Lexicon) -> np.ndarray:
    """Return int64[n]: sentences of the opening that claim more than the body."""
    rows = [row for row, _ in overstated_claims(at, n, claims, lexicon)]
    return np.bincount(at[rows], minlength=n).astype(np.int64)
