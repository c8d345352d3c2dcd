"""Stuffing: phrases that are repeated for search engines rather than for readers.

Density alone cannot show it, so several criteria are combined:

| criterion | met if |
|---|---|
| density | the density of SEO plug-ins (`yoast_density`) is above `density` |
| over_expected | the log-likelihood (LL) against the other documents with the phrase is at least
  `over_expected`, the phrase is over-used, and it makes up at least 1 % of the words |
| evenness | DP over ten slices of the document is below `evenness` and below 95 % of random
  placements of the same number of occurrences: words of natural text come in bursts
  (Church & Gale 1995) |
| zones | the phrase occurs in at least `zones` of title, headings, introduction, body, conclusion |
| unnatural | at least `unnatural` occurrences do not fit the grammar around them |
| question | a phrase in question form occurs at least `question` times |

A document is stuffed if it meets at least `criteria` of them, unnatural or question included: an
honest page on a subject is dense in its name, evenly and in all zones.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from hedgerow.phrases.phrase_forms import synonyms
from hedgerow.phrases.phrase_matcher import phrase_words
from hedgerow.phrases.question_forms import is_question_form
from hedgerow.statistics.dispersion import dp
from hedgerow.statistics.keyness import log_likelihood

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

REQUIRED = ("unnatural", "question")
"""Criteria that an honest page on the subject does not meet; a stuffed document meets one."""

_ZONES = ("title", "heading", "introduction", "body", "conclusion")
_SLICES = 10
_CHANCE = 0.05
_SIMULATIONS = 4000
_MOST_OCCURRENCES = 400


@dataclass(frozen=True)
class Stuffing:
    """Criteria of R rows of `phrase_documents`."""

    met: dict[str, np.ndarray]  # criterion: bool[R], in the order of CRITERIA
    number: np.ndarray  # int64[R], criteria met
    stuffed: np.ndarray  # bool[R], at least `criteria` met, one of REQUIRED among them
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
        rest_count, rest_words: int[R], occurrences of the phrase in the other documents, and the
            words of those other documents that have it.
        thresholds: those that differ from DEFAULT_THRESHOLDS.

    Raises:
        ValueError: a threshold has an unknown name.
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
    bound = np.full(len(count), limit["evenness"])
    for i in np.flatnonzero(even < bound).tolist():  # no other row can meet it
        bound[i] = min(bound[i], even_bound(max(1, int(count[i]))))
    zones = np.sum([np.asarray(rows[zone]) > 0 for zone in _ZONES], axis=0)
    unnatural = np.asarray(rows["unnatural"])
    met: dict[str, np.ndarray] = {
        "density": density > limit["density"],
        "over_expected": (
            (likelihood >= limit["over_expected"]) & (count > expected) & (share >= 1.0)
        ),
        "evenness": even < bound,
        "zones": zones >= limit["zones"],
        "unnatural": unnatural >= limit["unnatural"],
        "question": _asking(rows["phrase"]) & (count >= limit["question"]),
    }
    texts: dict[str, Callable[[int], str]] = {
        "density": lambda i: f"density {density[i]:.1f} (limit {limit['density']:g})",
        "over_expected": lambda i: (
            f"{count[i]} uses where the other documents predict {expected[i]:.1f}"
        ),
        "evenness": lambda i: f"spread evenly (DP {even[i]:.2f}, limit {bound[i]:.2f})",
        "zones": lambda i: f"in {zones[i]} of {len(_ZONES)} zones",
        "unnatural": lambda i: f"{unnatural[i]} unnatural {'use' if unnatural[i] == 1 else 'uses'}",
        "question": lambda i: f"a question used {count[i]} times",
    }
    reasons = ["; ".join(texts[c](i) for c in CRITERIA if met[c][i]) for i in range(len(count))]
    number = np.asarray(np.sum([met[c] for c in CRITERIA], axis=0, dtype=np.int64))
    required: np.ndarray = np.any([met[c] for c in REQUIRED], axis=0)
    return Stuffing(met, number, (number >= limit["criteria"]) & required, reasons)


def over_expected(
    count: np.ndarray, words: np.ndarray, rest_count: np.ndarray, rest_words: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return (expected occurrences, LL) of each row against the other documents with the phrase.

    Expected is the number at the rate of those documents. LL is the two-cell log-likelihood
    (Rayson & Garside 2000). Both are NaN where no other document has the phrase.
    """
    count, words = np.asarray(count, float), np.asarray(words, float)
    rest = np.where(np.asarray(rest_count) > 0, rest_count, np.nan).astype(float)
    rest_words = np.asarray(rest_words, float)
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = rest / rest_words * words
    likelihood = np.full(len(rest), np.nan)
    known = ~np.isnan(rest)
    if known.any():  # a document by itself has nothing to compare with
        likelihood[known] = log_likelihood(
            count[known], rest[known], words[known], rest_words[known]
        )
    return expected, likelihood


@cache
def even_bound(occurrences: int) -> float:
    """Return the DP over ten equal slices that 5 % of random placements fall below.

    Simulated 4,000 times with a fixed seed. Above 400 occurrences the bound of 400 applies.
    """
    n = min(occurrences, _MOST_OCCURRENCES)
    placements = np.random.default_rng(n).multinomial(n, np.full(_SLICES, 0.1), _SIMULATIONS)
    return float(np.sort(dp(placements, np.ones(_SLICES)))[int(_CHANCE * _SIMULATIONS)])


def _asking(phrases: Sequence[str]) -> np.ndarray:
    """Return bool[R]: the phrase has the form of a question."""
    unique = sorted(set(phrases))
    asks = dict(
        zip(
            unique,
            map(is_question_form, phrase_words([synonyms(p)[0] for p in unique])),
            strict=True,
        )
    )
    return np.array([asks[p] for p in phrases], bool)


def focus_rows(
    rows: Mapping[str, Any], result: Stuffing, targets: Mapping[str, str] | None = None
) -> dict[str, int]:
    """Return the row of the focus phrase of each document.

    The focus phrase is the target phrase (`targets`: document -> phrase) where there is one; else
    the phrase that meets the most criteria, unnatural occurrences counted three times. Ties go to
    the phrase with the largest share of the words, then to the longest, then to the first in
    alphabetical order.
    """
    signs = result.number + 2 * result.met["unnatural"]
    phrase = np.array(rows["phrase"], object).astype(str)
    weight = np.nan_to_num(np.asarray(rows["density_words"], float))
    pairs = zip(rows["doc_id"], rows["phrase"], strict=True)
    aimed = np.array([(targets or {}).get(d) == p for d, p in pairs], bool)
    order = np.lexsort((phrase, -np.asarray(rows["phrase_words"]), -weight, -signs, ~aimed))
    focus: dict[str, int] = {}
    for i in order.tolist():
        focus.setdefault(rows["doc_id"][i], i)
    return focus
