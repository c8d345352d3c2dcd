"""Claims of a document's opening that are stronger than the same claim in its body."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from hedgerow.labels.contradictions import claim_keys, content_stems
from hedgerow.labels.quotable import quotable
from hedgerow.lexicons.load import Lexicon
from hedgerow.lexicons.vocabulary import CLAIMS

Columns = Mapping[str, Sequence[Any] | np.ndarray]

LIKELY = 0.9
"""Least probability of the class of the claim in the opening; the body's claim supports it."""


def _opening(doc: np.ndarray, documents: int, claims: Columns) -> np.ndarray:
    """Return bool[n]: the sentence belongs to the opening of its document."""
    section = np.asarray(claims["section"], np.int64)
    last = np.zeros(documents, np.int64)
    np.maximum.at(last, doc, section)
    summary = np.asarray(np.asarray(claims["zone"], object) == "summary", bool)
    return summary | ((section == 0) & (last[doc] > 0))


def overstated_claims(
    doc: np.ndarray, documents: int, claims: Columns, lexicon: Lexicon
) -> list[tuple[int, int]]:
    """Return the sentences of openings that claim more than the body, each with its counterpart.

    The opening: blocks of the kind summary, and all prose before the first heading of a document
    with headings. The same claim: same topic, direction and stance, agents that share a word,
    effects that share half of the words of the shorter one. A sentence counts where it can be
    quoted (`labels/quotable.py`), and the body has that claim and never as strongly.

    Args:
        doc: int64[n], document of each row of `claims`.

    Returns:
        Rows of the sentence and of the strongest same claim in the body.
    """
    strength = np.array([CLAIMS.index(name) for name in claims["claim"]], np.int64)
    opening, sure = _opening(doc, documents, claims), quotable(claims, LIKELY)
    # only in documents whose opening has a claim that counts
    candidate = (strength > 0) & opening & sure
    rows = np.flatnonzero((strength > 0) & np.isin(doc, doc[candidate]))
    made = rows[candidate[rows] | ~opening[rows]].tolist()
    keys = claim_keys(
        [claims["agent"][i] for i in made], [claims["effect"][i] for i in made], lexicon
    )
    body: dict[tuple, list[tuple[frozenset[str], int]]] = {}
    stated = []
    for i, key in zip(made, keys, strict=True):
        if key is None:
            continue
        kind = (int(doc[i]), key[1], str(claims["direction"][i]), str(claims["stance"][i]))
        if opening[i]:
            stated.append((kind, key[0], i))
        else:
            body.setdefault(kind, []).append((key[0], i))
    found = []
    for kind, agent, i in stated:
        alike = [j for other, j in body.get(kind, []) if other & agent]
        effect = content_stems(claims["effect"][i], lexicon) if alike else frozenset()
        words = {j: content_stems(claims["effect"][j], lexicon) for j in alike}
        same = [j for j in alike if 2 * len(words[j] & effect) >= min(len(words[j]), len(effect))]
        if same and strength[same].max() < strength[i]:
            found.append((i, same[int(strength[same].argmax())]))
    return found
