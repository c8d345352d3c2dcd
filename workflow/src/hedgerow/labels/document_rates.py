"""Hedging, claims, attribution and advice per document, counted from the rows of its sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from hedgerow.labels.contradictions import claim_keys, content_stems
from hedgerow.lexicons.load import Lexicon
from hedgerow.lexicons.vocabulary import BOOSTER_TYPES, CLAIMS, CUE_TYPES, HEDGE_TYPES

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
        claims: columns of the claims table, a row for every prose sentence of these documents.
        cues: columns of the cues table. contradictions: rows of CORPUS["contradictions"].

    Returns:
        Columns of length D: counts (int64), rates per 1,000 prose words and shares (float64, NaN
        where undefined: no words, no sentences, no claims of that kind).
    """
    place = {doc: i for i, doc in enumerate(doc_ids)}
    n = len(doc_ids)
    of_cue = np.array([place[d] for d in cues["doc_id"]], np.int64)
    at = np.array([place[d] for d in claims["doc_id"]], np.int64)

    def count(where: np.ndarray) -> np.ndarray:
        return np.bincount(at[where], minlength=n).astype(np.int64)

    types = {
        kind: np.bincount(of_cue[_equal(cues["type"], kind)], minlength=n).astype(np.int64)
        for kind in CUE_TYPES
    }
    hedges = sum((types[kind] for kind in HEDGE_TYPES), np.zeros(n, np.int64))
    boosters = sum((types[kind] for kind in BOOSTER_TYPES), np.zeros(n, np.int64))
    sentences = np.bincount(at, minlength=n)
    asserted = _equal(claims["stance"], "asserted")
    claim = {name: _equal(claims["claim"], name) & asserted for name in CLAIMS}
    direct, conditional = count(claim["direct_causal"]), count(claim["conditional_causal"])
    attributed = ~_equal(claims["attribution"], "none")
    research = _equal(claims["attribution"], "research")
    named = np.asarray(claims["attribution_named"], bool)
    hedged = np.asarray(claims["hedged"], bool)
    bare = count(claim["direct_causal"] & ~attributed)
    certainty = np.bincount(at, np.asarray(claims["certainty"], np.float64), n)
    within = [
        place[doc]
        for doc, inside, differs in zip(
            *(contradictions[name] for name in ("doc_a", "within", "difference")), strict=True
        )
        if inside and not differs and doc in place
    ]
    words = np.asarray(words)
    return {
        **{f"{kind}_cues": types[kind] for kind in CUE_TYPES},
        "hedge_cues": hedges,
        "hedge_rate": _ratio(hedges, words, 1000.0),
        "booster_rate": _ratio(boosters, words, 1000.0),
        "hedge_booster_ratio": _ratio(hedges, boosters),
        "hedged_sentences": count(hedged),
        "hedged_share": _ratio(count(hedged), sentences),
        "certainty": _ratio(certainty, sentences),
        "claims": count(asserted),
        "correlational": count(claim["correlational"]),
        "conditional_causal": conditional,
        "direct_causal": direct,
        "denied_claims": count(_equal(claims["stance"], "denied")),
        "mentioned_effects": count(_equal(claims["stance"], "mentioned")),
        "overstatement": _ratio(direct, direct + conditional),
        "direct_unattributed": bare,
        "direct_unattributed_share": _ratio(bare, direct),
        "attributed": count(attributed),
        "research_attributions": count(research),
        "research_named": count(research & named),
        "research_named_share": _ratio(count(research & named), count(research)),
        "advice_weak": count(_equal(claims["advice"], "weak")),
        "advice_strong": count(_equal(claims["advice"], "strong")),
        "summary_overclaims": summary_overclaims(at, n, claims, lexicon),
        "contradictions": np.bincount(np.array(within, np.int64), minlength=n).astype(np.int64),
    }


def _opening(doc: np.ndarray, documents: int, claims: Columns) -> np.ndarray:
    """Return bool[n]: the sentence belongs to the opening of its document."""
    section = np.asarray(claims["section"], np.int64)
    last = np.zeros(documents, np.int64)
    np.maximum.at(last, doc, section)
    return _equal(claims["zone"], "summary") | ((section == 0) & (last[doc] > 0))


def summary_overclaims(
    doc: np.ndarray, documents: int, claims: Columns, lexicon: Lexicon
) -> np.ndarray:
    """Count sentences of the opening whose claim is stronger than the same claim in the body.

    The opening: blocks of the kind summary, and all prose before the first heading of a document
    with headings. The same claim: same topic and direction, agents that share a word, effects that
    share half of the words of the shorter one. A sentence counts where the body has that claim and
    never as strongly.

    Args:
        doc: int64[n], document of each row of `claims`.

    Returns:
        int64[documents].
    """
    strength = np.array([CLAIMS.index(name) for name in claims["claim"]], np.int64)
    opening = _opening(doc, documents, claims)
    made = np.flatnonzero(strength > 0).tolist()
    keys = claim_keys(
        [claims["agent"][i] for i in made], [claims["effect"][i] for i in made], lexicon
    )
    body: dict[tuple, list[tuple[frozenset[str], frozenset[str], int]]] = {}
    summary = []
    for i, key in zip(made, keys, strict=True):
        if key is None:
            continue
        kind = (int(doc[i]), key[1], str(claims["direction"][i]), str(claims["stance"][i]))
        claim = (key[0], content_stems(claims["effect"][i], lexicon), int(strength[i]))
        if opening[i]:
            summary.append((kind, *claim))
        else:
            body.setdefault(kind, []).append(claim)
    out = np.zeros(documents, np.int64)
    for kind, agent, effect, strong in summary:
        same = [
            s
            for other, words, s in body.get(kind, [])
            if other & agent and 2 * len(words & effect) >= min(len(words), len(effect))
        ]
        out[kind[0]] += bool(same) and max(same) < strong
    return out
