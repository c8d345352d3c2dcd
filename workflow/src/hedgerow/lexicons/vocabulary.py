"""The vocabulary of the labels: each cue type and each class of a label, recorded once.

Names are those of the tables, of `hedgerow label` and of the lexicon files; labels and meanings are
for readers. Code refers to a class by its name and to a group of classes by one of the sets below.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class LabelClass:
    """One class of a label."""

    name: str
    label: str  # in the report
    meaning: str  # completes "The sentence ..." or names the source


@dataclass(frozen=True)
class CueType:
    """One type of cue."""

    name: str
    label: str  # in the report, with examples
    role: str  # hedge, vague, condition or booster; see the sets below
    feature: str  # name of the class of features in label_weights.tsv


CUE_RECORDS: tuple[CueType, ...] = (
    CueType("modal", "modal (may, might, could)", "hedge", "modal"),
    CueType("epistemic", "epistemic (suggest, seem, likely)", "hedge", "epistemic"),
    CueType("possibility", "possibility (possible, potential)", "hedge", "possibility"),
    CueType("stated_uncertainty", "stated uncertainty (unknown, preliminary)", "hedge",
            "stated_uncertainty"),
    CueType("approximator", "approximator (about, often)", "vague", "approximator"),
    CueType("weasel", "weasel (some say, experts)", "vague", "weasel"),
    CueType("conditional", "conditional (if, whether, unless)", "condition", "conditional"),
    CueType("alternative", "alternative (or, either)", "condition", "conditional"),
    CueType("other_modal", "other modal (can, would, should, must)", "condition", "conditional"),
    CueType("booster", "booster (clearly, proven)", "booster", "booster"),
    CueType("hype", "hype (miracle, powerful)", "booster", "hype"),
)  # fmt: skip
"""Cue types in the order of the tables: those that lower commitment before those that raise it."""


def cue_names(*roles: str) -> tuple[str, ...]:
    """Return the names of the cue types with one of the roles; of all types without a role.

    >>> cue_names("booster")
    ('booster', 'hype')
    """
    return tuple(cue.name for cue in CUE_RECORDS if not roles or cue.role in roles)


CUE_TYPES = cue_names()
HEDGE_TYPES = cue_names("hedge")
"""Types counted in the headline rate of hedges."""
BOOSTER_TYPES = cue_names("booster")
"""Types counted in the rate of boosters."""
GOVERNING_TYPES = ("modal", "epistemic", "possibility")
"""Hedges that can make the effect they govern conditional ("may reduce")."""
CANDIDATE_TYPES = (*HEDGE_TYPES, *cue_names("condition"), "weasel")
"""Types whose matches can hedge a sentence."""

CLAIM_RECORDS: tuple[LabelClass, ...] = (
    LabelClass("none", "no claim", "claims no cause and no association"),
    LabelClass("correlational", "correlational", "links two things without a cause"),
    LabelClass("conditional_causal", "conditional causal", "asserts an effect under a hedge"),
    LabelClass("direct_causal", "direct causal", "asserts an effect"),
)
"""Claim classes, weakest first (Sumner et al. 2014; Yu et al. 2019)."""

STANCE_RECORDS: tuple[LabelClass, ...] = (
    LabelClass("absent", "no effect named", "claims nothing and names no effect on health"),
    LabelClass("mentioned", "mentioned", "claims nothing, but names an effect as topic or aim"),
    LabelClass("asserted", "asserted", "makes its claim"),
    LabelClass("denied", "denied", "denies or rejects the effect of its claim"),
)

DIRECTION_RECORDS: tuple[LabelClass, ...] = (
    LabelClass("none", "none", "claims nothing"),
    LabelClass("benefit", "benefit", "claims or denies an effect that is good for health"),
    LabelClass("harm", "harm", "claims or denies an effect that is bad for health"),
    LabelClass("both", "benefit and harm", "claims or denies effects of both kinds"),
    LabelClass("neutral", "neutral", "claims or denies an effect that is neither good nor bad"),
)

ADVICE_RECORDS: tuple[LabelClass, ...] = (
    LabelClass("none", "no advice", "advises nobody"),
    LabelClass("weak", "weak advice", "offers something to consider"),
    LabelClass("strong", "strong advice", "tells somebody what to do"),
)
"""Strength of advice, weakest first (Li et al. 2021)."""

ATTRIBUTION_RECORDS: tuple[LabelClass, ...] = (
    LabelClass("none", "no source", "gives no source"),
    LabelClass("research", "research", "gives a study, a trial, evidence or its authors"),
    LabelClass("experts", "experts", "gives professionals or a named person"),
    LabelClass("authority", "an authority", "gives a regulator, a health service or a court"),
    LabelClass("users", "users", "gives users, patients, customers or the writer's own experience"),
    LabelClass("tradition", "tradition", "gives long use or folk medicine"),
    LabelClass("company", "the company", "gives the maker or seller of the product"),
    LabelClass("hearsay", "hearsay", "gives a source that nobody can identify"),
)
"""Kinds of source."""


def names(records: Iterable[LabelClass]) -> tuple[str, ...]:
    """Return the names of classes, in order.

    >>> names(ADVICE_RECORDS)
    ('none', 'weak', 'strong')
    """
    return tuple(record.name for record in records)


CLAIMS = names(CLAIM_RECORDS)
CAUSAL_CLAIMS = ("conditional_causal", "direct_causal")
STANCES = names(STANCE_RECORDS)
DIRECTIONS = names(DIRECTION_RECORDS)
ADVICE = names(ADVICE_RECORDS)
ATTRIBUTIONS = names(ATTRIBUTION_RECORDS)


def is_any(codes: np.ndarray, classes: Sequence[str], wanted: Iterable[str]) -> np.ndarray:
    """Return bool, in the shape of `codes`: the class is one of the wanted names.

    Args:
        codes: places in `classes`.

    >>> is_any(np.array([0, 3]), CLAIMS, CAUSAL_CLAIMS).tolist()
    [False, True]
    """
    return np.isin(codes, [classes.index(name) for name in wanted])
