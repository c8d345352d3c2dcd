"""Claims that can be quoted by themselves: sure, asserted, with agent and outcome to be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Columns = Mapping[str, Sequence[Any] | np.ndarray]

SURE = 0.95
"""Least calibrated probability of the class of a claim that is quoted (docs/validation.md)."""

LONGEST = 8
"""Words of the longest agent or outcome that is read at a glance."""

_NOBODY = frozenset(
    "it its this that these those they them he she we you i which who one what there such others"
    " people individuals users patients someone anyone everyone many some".split()
)
"""Agents that a reader of the sentence alone cannot identify."""

_BROKEN = frozenset(
    "a an the of in on at for to with by from as and or but than that which who while when if its"
    " their his her your our is are was were be can may might could will".split()
)
"""Words that a phrase which was cut in the wrong place begins or ends with."""


def readable(phrase: Any) -> bool:
    """Return whether a phrase for an agent or an outcome can be read by itself; not if missing.

    >>> readable("chamomile tea"), readable("this"), readable("relief of"), readable(None)
    (True, False, False, False)
    """
    if not isinstance(phrase, str):
        return False
    words = phrase.casefold().replace("’", "'").strip(" .,;:'\"()").split()
    if not words or len(words) > LONGEST or " ".join(words) in _NOBODY:
        return False
    if words[0] in ("a", "an", "the", "its", "their", "his", "her", "your", "our"):
        words = words[1:]
    return bool(words) and words[0] not in _BROKEN and words[-1] not in _BROKEN


def whole(sentence: str) -> bool:
    """Return whether a text is a whole sentence: a capital or figure first, a stop at its end.

    >>> whole("Mint eases pain."), whole("using mint that eases pain"), whole("Mint eases")
    (True, False, False)
    """
    first = sentence.lstrip("\"'“‘(").strip()[:1]
    return (first.isupper() or first.isdigit()) and sentence.rstrip()[-1:] in tuple(".!”\"’')")


def quotable(claims: Columns, least: float = SURE) -> NDArray[np.bool_]:
    """Return bool[n]: which rows of the claims table assert a claim that can be quoted.

    The probability of the class is at least `least` (a labeller that gives none has none), and the
    sentence is no question; its agent and its outcome differ.
    """
    probability = np.asarray(claims["claim_probability"], np.float64)
    asserted = np.asarray(np.asarray(claims["stance"], object) == "asserted", bool)
    found = asserted & (probability >= least) & ~np.asarray(claims["is_question"], bool)
    for i in np.flatnonzero(found).tolist():
        agent, outcome = claims["agent"][i], claims["outcome"][i]
        found[i] = readable(agent) and readable(outcome) and agent.lower() != outcome.lower()
    return found
