"""The shares that rest on labels, each recorded once, over labels as numbers.

The same records count the labels of the program, those of coders, and those of annotated sites.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from hedgerow.lexicons.vocabulary import ADVICE, ATTRIBUTIONS, CLAIMS, DIRECTIONS, STANCES

if TYPE_CHECKING:
    import pyarrow as pa

Bools = NDArray[np.bool_]
LabelCodes = Mapping[str, NDArray[np.signedinteger]]
"""Label -> int[n], places in the values of the label; -1 where it is not known."""

YES_NO = ("no", "yes")

LABEL_VALUES: dict[str, tuple[str, ...]] = {
    "hedged": YES_NO,
    "claim": CLAIMS,
    "stance": STANCES,
    "direction": DIRECTIONS,
    "advice": ADVICE,
    "source": ATTRIBUTIONS,
    "named": YES_NO,
}
"""Labels that people code, with their values."""

_COLUMNS = {"source": "attribution", "named": "attribution_named"}
"""Columns of the claims table, where they differ from the names of the labels."""


def label_codes(claims: pa.Table) -> dict[str, NDArray[np.signedinteger]]:
    """Return the labels of the claims table as numbers, int8[n] each."""
    import pyarrow as pa
    import pyarrow.compute as pc

    codes = {}
    for label, values in LABEL_VALUES.items():
        column = claims[_COLUMNS.get(label, label)]
        if values is YES_NO:
            found = column.cast(pa.int64())
        else:
            found = pc.index_in(column, value_set=pa.array(values, column.type))
        codes[label] = pc.fill_null(found, -1).to_numpy().astype(np.int8)
    return codes


def codes_of_rows(rows: Sequence[Mapping[str, Any]]) -> dict[str, NDArray[np.int64]]:
    """Return the labels of rows with the names of `hedgerow label` as numbers.

    >>> row = {"hedged": True, "claim": "none", "stance": "absent", "direction": "none",
    ...        "advice": "weak", "attribution": "none", "named": False}
    >>> codes_of_rows([row])["advice"].tolist()
    [1]
    """
    return {
        label: np.array(
            [
                int(row[label])
                if values is YES_NO
                else values.index(row[_COLUMNS.get(label, label)])
                for row in ({"named": r.get("attribution_named"), **r} for r in rows)
            ],
            np.int64,
        )
        for label, values in LABEL_VALUES.items()
    }


def _is(label: str, value: str) -> Callable[[LabelCodes], Bools]:
    wanted = LABEL_VALUES[label].index(value)
    return lambda codes: codes[label] == wanted


def _not_none(label: str) -> Callable[[LabelCodes], Bools]:
    return lambda codes: codes[label] > 0


def _asserted(claim: str) -> Callable[[LabelCodes], Bools]:
    same, stance = _is("claim", claim), _is("stance", "asserted")
    return lambda codes: same(codes) & stance(codes)


def _directed(direction: str) -> Callable[[LabelCodes], Bools]:
    same, stance = _is("direction", direction), _is("stance", "asserted")
    return lambda codes: same(codes) & stance(codes)


def _causal(codes: LabelCodes) -> Bools:
    return _asserted("direct_causal")(codes) | _asserted("conditional_causal")(codes)


def _bare(codes: LabelCodes) -> Bools:
    return _asserted("direct_causal")(codes) & (codes["source"] == 0)


def _named_research(codes: LabelCodes) -> Bools:
    return _is("source", "research")(codes) & (codes["named"] == 1)


@dataclass(frozen=True)
class LabelMeasure:
    """A share that rests on labels.

    Attributes:
        key: its name in the tables; where a pooled rate of the same name exists, they are equal.
        label: what is counted, in words.
        whole: what it is a share of, in words.
        needs: labels that a coder must have answered.
        part: returns bool[n], the sentences counted.
        of: returns bool[n], the sentences that it is a share of; None for all sentences.
    """

    key: str
    label: str
    whole: str
    needs: tuple[str, ...]
    part: Callable[[LabelCodes], Bools]
    of: Callable[[LabelCodes], Bools] | None = None


_ALL = "sentences"
_CLAIM = ("claim", "stance")

LABEL_MEASURES: tuple[LabelMeasure, ...] = (
    LabelMeasure("hedged_sentences", "hedged sentences", _ALL, ("hedged",), _is("hedged", "yes")),
    LabelMeasure("claims", "sentences with a claim", _ALL, ("stance",), _is("stance", "asserted")),
    LabelMeasure("correlational_sentences", "correlational claims", _ALL, _CLAIM,
                 _asserted("correlational")),
    LabelMeasure("conditional_causal_sentences", "conditional causal claims", _ALL, _CLAIM,
                 _asserted("conditional_causal")),
    LabelMeasure("direct_causal_sentences", "direct causal claims", _ALL, _CLAIM,
                 _asserted("direct_causal")),
    LabelMeasure("denied_claims", "denied effects", _ALL, ("stance",), _is("stance", "denied")),
    LabelMeasure("benefit_claims", "claims of a benefit", _ALL, ("stance", "direction"),
                 _directed("benefit")),
    LabelMeasure("harm_claims", "claims of a harm", _ALL, ("stance", "direction"),
                 _directed("harm")),
    LabelMeasure("advice_given", "sentences with advice", _ALL, ("advice",), _not_none("advice")),
    LabelMeasure("advice_strong", "sentences with strong advice", _ALL, ("advice",),
                 _is("advice", "strong")),
    LabelMeasure("attributed", "sentences with a source", _ALL, ("source",), _not_none("source")),
    LabelMeasure("research_attributions", "sentences attributed to research", _ALL, ("source",),
                 _is("source", "research")),
    LabelMeasure("direct_causal", "direct causal claims", "direct and conditional causal claims",
                 _CLAIM, _asserted("direct_causal"), _causal),
    LabelMeasure("direct_unattributed", "direct causal claims without a source",
                 "direct causal claims", (*_CLAIM, "source"), _bare, _asserted("direct_causal")),
    LabelMeasure("research_named", "mentions of research that name it",
                 "sentences attributed to research", ("source", "named"), _named_research,
                 _is("source", "research")),
)  # fmt: skip
"""All measures, in the order of the tables."""


def answered(codes: LabelCodes, needs: Sequence[str]) -> Bools:
    """Return bool[n]: every label that is needed is known.

    >>> answered({"advice": np.array([0, -1])}, ["advice"]).tolist()
    [True, False]
    """
    return np.logical_and.reduce([codes[label] >= 0 for label in needs])
