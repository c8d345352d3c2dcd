"""Stuffing: is a phrase used for a search engine rather than for a reader? Several criteria, each
with its number, because a density alone does not tell.

| criterion | met if |
|---|---|
| density | the density SEO editors use (`yoast_density`) is above `density` |
| over_expected | LL of the uses against the other documents that use the phrase reaches
  `over_expected`, the phrase is over-used, and it makes up at least 1 % of the words |
| evenness | DP of the uses over ten slices of the document is below `evenness`, and below 95 % of
  random placings of as many uses: words of a living text come in bursts (Church & Gale 1995) |
| zones | the phrase stands in at least `zones` of title, headings, introduction, body, conclusion |
| unnatural | at least `unnatural` uses do not fit the grammar around them |
| question | a phrase in question form is used at least `question` times |

No threshold is a verdict: `criteria` of them must be met together, and evenness, unnatural or
question must be among them, because an honest page on a subject is dense in its name and has it in
title, headings and text as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from hedgerow.phrases.phrase_matcher import phrase_words
from hedgerow.phrases.question_forms import is_question_form

CRITERIA = ("density", "over_expected", "evenness", "zones", "unnatural", "question")
DEFAULT_THRESHOLDS: dict[str, float] = {
    "density": 3.0,
    "over_expected": 15.13,
    "evenness": 0.25,
    "zones": 4,
    "unnatural": 1,
    "question": 3,
    "criteria": 2,
}
"""density: where "over" begins; over_expected: LL at p = 0.0001."""

TELLING = ("evenness", "unnatural", "question")
"""Criteria that an honest page on the subject does not meet; a verdict needs one of them."""

_ZONES = ("title", "heading", "introduction", "body", "conclusion")
_SLICES = 10
_CHANCE = 0.05
_PLACINGS = 4000
_MOST_USES = 400


@dataclass(frozen=True)
class Stuffing:
    """Criteria of R rows of `phrase_documents`."""

    met: np.ndarray  # bool[R, 6], in the order of CRITERIA
    number: np.ndarray  # int64[R], criteria met
    stuffed: np.ndarray  # bool[R], at least `criteria` met, one of TELLING among them
    reasons: list[str]  # [R], the criteria met with their numbers, joined by "; "


def stuffing(
    rows: Mapping[str, Any],
    doc_words: np.ndarray,
    rest_count: np.ndarray,
    rest_words: np.ndarray,
    thresholds: Mapping[str, float] | None = None,
) -> Stuffing:
    """Apply the criteria to rows of `phrase_documents`.

    Args:
        rows: the columns of `phrase_documents`.
        doc_words: int[R], words in all blocks of the document of each row.
        rest_count, rest_words: int[R], uses of the row's phrase in the other documents, and the
            words of those of them that use it.
        thresholds: those that differ from DEFAULT_THRESHOLDS; an unknown name is a ValueError.
    """
    unknown = set(thresholds or {}) - set(DEFAULT_THRESHOLDS)
    if unknown:
        raise ValueError(f"stuffing: no threshold is called {', '.join(sorted(unknown))}")
    limit = {**DEFAULT_THRESHOLDS, **(thresholds or {})}
    count = np.asarray(rows["count"])
    density = np.asarray(rows["yoast_density"], float)
    share = np.asarray(rows["density_words"], float)
    expected, likelihood = over_expected(count, doc_words, rest_count, rest_words)
    even = np.asarray(rows["evenness"], float)
    bound = np.minimum([even_bound(max(1, int(f))) for f in count], limit["evenness"])
    zones = (
        np.array([np.asarray(rows[zone]) > 0 for zone in _ZONES]).reshape(len(_ZONES), -1).sum(0)
    )
    unnatural = np.asarray(rows["unnatural"])
    asks = _asking(rows["phrase"])
    met = np.column_stack(
        [
            density > limit["density"],
            (likelihood >= limit["over_expected"]) & (count > expected) & (share >= 1.0),
            even < bound,
            zones >= limit["zones"],
            unnatural >= limit["unnatural"],
            asks & (count >= limit["question"]),
        ]
    )
    texts = (
        lambda i: f"density {density[i]:.1f} (limit {limit['density']:g})",
        lambda i: f"{count[i]} uses where the other documents predict {expected[i]:.1f}",
        lambda i: f"spread evenly (DP {even[i]:.2f}, limit {bound[i]:.2f})",
        lambda i: f"in {zones[i]} of {len(_ZONES)} zones",
        lambda i: f"{unnatural[i]} unnatural {'use' if unnatural[i] == 1 else 'uses'}",
        lambda i: f"a question used {count[i]} times",
    )
    reasons = [
        "; ".join(text(i) for text, hit in zip(texts, row, strict=True) if hit)
        for i, row in enumerate(met.tolist())
    ]
    number = met.sum(1)
    telling = met[:, [CRITERIA.index(name) for name in TELLING]].any(1)
    return Stuffing(met, number, (number >= limit["criteria"]) & telling, reasons)


def over_expected(
    count: np.ndarray, words: np.ndarray, rest_count: np.ndarray, rest_words: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return (expected uses, LL) of each row against the other documents that use the phrase.

    Expected are the uses at the rate of those documents. LL is the two-cell log-likelihood
    (Rayson & Garside 2000) of this document against them, 0 ln 0 = 0. Where no other document uses
    the phrase there is nothing to compare with: both are NaN.
    """
    count, words = np.asarray(count, float), np.asarray(words, float)
    rest = np.where(np.asarray(rest_count) > 0, rest_count, np.nan).astype(float)
    rest_words = np.asarray(rest_words, float)
    with np.errstate(divide="ignore", invalid="ignore"):
        both = (count + rest) / (words + rest_words)
        own = np.where(count > 0, count * np.log(count / (words * both)), 0.0)
        likelihood = 2 * (own + rest * np.log(rest / (rest_words * both)))
        return rest / rest_words * words, likelihood


@cache
def even_bound(uses: int) -> float:
    """Return the DP over ten slices below which at most 5 % of random placings lie.

    Simulated with a fixed seed: `uses` uses, each in any of ten equal slices, 4,000 times. The
    bound of 400 uses holds for more.
    """
    uses = min(uses, _MOST_USES)
    placings = np.random.default_rng(uses).multinomial(uses, np.full(_SLICES, 0.1), _PLACINGS)
    dp = np.sort(0.5 * np.abs(placings / uses - 0.1).sum(1))
    return float(dp[int(_CHANCE * _PLACINGS)])


def _asking(phrases: Sequence[str]) -> np.ndarray:
    """Return bool[R]: the phrase is in question form."""
    unique = sorted(set(phrases))
    asks = dict(zip(unique, map(is_question_form, phrase_words(unique)), strict=True))
    return np.array([asks[p] for p in phrases], bool)


def focus_rows(
    rows: Mapping[str, Any], result: Stuffing, targets: Mapping[str, str] | None = None
) -> dict[str, int]:
    """Return for each document the row of its focus phrase.

    That is its target phrase (`targets`: document -> phrase), if it has one; else the phrase that
    meets the most criteria (unnatural uses, the plainest sign, count three); of several the one
    that makes up the largest share of the words, then the longest, then the first in the alphabet.
    """
    signs = result.number + 2 * result.met[:, CRITERIA.index("unnatural")]
    phrase = np.array(rows["phrase"], object).astype(str)
    weight = np.nan_to_num(np.asarray(rows["density_words"], float))
    pairs = zip(rows["doc_id"], rows["phrase"], strict=True)
    aimed = np.array([(targets or {}).get(d) == p for d, p in pairs], bool)
    order = np.lexsort((phrase, -np.asarray(rows["phrase_words"]), -weight, -signs, ~aimed))
    focus: dict[str, int] = {}
    for i in order.tolist():
        focus.setdefault(rows["doc_id"][i], i)
    return focus
