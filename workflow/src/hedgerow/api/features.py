"""Measures as features for scikit-learn: `HedgerowFeatures`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

import numpy as np

from hedgerow.api.frames import needed
from hedgerow.api.measures import label, score
from hedgerow.api.schemas import RATES, SCORES
from hedgerow.tables.schema import Table

needed("sklearn", "HedgerowFeatures")
from sklearn.base import BaseEstimator, TransformerMixin  # noqa: E402
from sklearn.utils.validation import check_is_fitted  # noqa: E402

GROUPS = ("readability", "labels")
_TABLES: dict[str, Table] = {"readability": SCORES, "labels": RATES}


def feature_names(measures: Iterable[str]) -> list[str]:
    """Return the columns of groups of measures that are numbers, each once.

    >>> feature_names(["labels"])[:3]
    ['words', 'words_all', 'modal_cues']
    """
    names = [
        column.name
        for group in measures
        for column in _TABLES[group].columns
        if column.type != "str"
    ]
    return list(dict.fromkeys(names))


class HedgerowFeatures(TransformerMixin, BaseEstimator):
    """Turn texts into readability scores and rates of hedges, claims, sources and advice.

    Nothing is learnt from the texts. What is undefined for a text is NaN, so most estimators need
    `sklearn.impute.SimpleImputer` behind it.

    Args:
        measures: groups of features: `readability`, `labels` or both.
        labels: `careful` or `fast`, as for `hedgerow.label`.

    >>> features = HedgerowFeatures(measures=("readability",))
    >>> features.fit_transform(["The cat sat on the mat.", "It may rain."]).shape[0]
    2
    """

    def __init__(
        self,
        measures: tuple[str, ...] = GROUPS,
        labels: Literal["careful", "fast"] = "careful",
    ) -> None:
        self.measures = measures
        self.labels = labels

    def fit(self, X: Iterable[str], y: Any = None) -> HedgerowFeatures:
        """Check the parameters and the texts.

        Raises:
            ValueError: a group of measures is unknown, or X is one text instead of several.
            TypeError: something in X is not a string.
        """
        unknown = [name for name in self.measures if name not in GROUPS]
        if unknown or not self.measures:
            raise ValueError(
                f"measures is {self.measures!r}, but must name some of: {', '.join(GROUPS)}"
            )
        _texts(X)
        self.feature_names_ = feature_names(self.measures)
        return self

    def transform(self, X: Iterable[str]) -> np.ndarray:
        """Return float64[texts, features]; see `get_feature_names_out` for the columns."""
        check_is_fitted(self)
        texts = _texts(X)
        columns: dict[str, Any] = {}
        if "readability" in self.measures:
            columns |= score(texts, output="arrow").to_pydict()
        if "labels" in self.measures:
            columns |= label(texts, by="text", labels=self.labels, output="arrow").to_pydict()
        values = [np.array(columns[name], np.float64) for name in self.feature_names_]
        return np.stack(values, axis=1)

    def get_feature_names_out(self, input_features: Any = None) -> np.ndarray:
        """Return the names of the features, which are those of the columns in docs/python.md."""
        check_is_fitted(self)
        return np.array(self.feature_names_, object)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        tags.requires_fit = True
        return tags


def _texts(given: Iterable[str]) -> list[str]:
    if isinstance(given, str):
        raise ValueError("X is one string; give a list of texts")
    texts = list(given)
    for place, text in enumerate(texts):
        if not isinstance(text, str):
            raise TypeError(f"X[{place}] is a {type(text).__name__}, not a string")
    return texts
