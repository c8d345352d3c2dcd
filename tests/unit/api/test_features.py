"""`HedgerowFeatures`: scikit-learn's own checks, and use in a pipeline."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

sklearn = pytest.importorskip("sklearn", reason="scikit-learn is not installed")

from sklearn.base import clone  # noqa: E402
from sklearn.impute import SimpleImputer  # noqa: E402
from sklearn.linear_model import LogisticRegression  # noqa: E402
from sklearn.pipeline import make_pipeline  # noqa: E402
from sklearn.utils.estimator_checks import parametrize_with_checks  # noqa: E402

import hedgerow as hr  # noqa: E402

TEXTS = [
    "Mint may help some people. Nobody knows why.",
    "Mint cures every pain! It always works.",
    "It is possible that mint might ease pain, some studies suggest.",
    "Mint stops pain at once and it never fails.",
]


@parametrize_with_checks([hr.HedgerowFeatures()])
def test_scikit_learn_checks(estimator: object, check: object) -> None:
    """Those for arrays of numbers do not run: the tags say that the input is one string a row."""
    check(estimator)  # type: ignore[operator]


def test_it_works_in_a_pipeline() -> None:
    model = make_pipeline(hr.HedgerowFeatures(), SimpleImputer(), LogisticRegression())
    assert model.fit(TEXTS, [1, 0, 1, 0]).predict(TEXTS).tolist() == [1, 0, 1, 0]
    again = pickle.loads(pickle.dumps(model))
    assert again.predict(TEXTS).tolist() == [1, 0, 1, 0]


def test_features_are_the_columns_of_the_functions() -> None:
    features = hr.HedgerowFeatures(labels="fast").fit(TEXTS)
    names = features.get_feature_names_out().tolist()
    values = features.transform(TEXTS)
    assert values.shape == (4, len(names))
    assert len(set(names)) == len(names)
    scores, rates = hr.score(TEXTS), hr.label(TEXTS, by="text", labels="fast")
    for name, frame in (("flesch_kincaid_grade", scores), ("hedge_rate", rates)):
        np.testing.assert_allclose(values[:, names.index(name)], frame[name])
    frame = features.set_output(transform="pandas").transform(TEXTS)
    assert list(frame.columns) == names


def test_rows_do_not_depend_on_the_other_texts() -> None:
    features = hr.HedgerowFeatures().fit(TEXTS)
    alone = np.concatenate([features.transform([text]) for text in TEXTS])
    names = features.get_feature_names_out()
    bounds = np.array([name.endswith(("_low", "_high")) for name in names])
    np.testing.assert_allclose(features.transform(TEXTS)[:, ~bounds], alone[:, ~bounds])


def test_parameters_and_texts_are_checked() -> None:
    assert clone(hr.HedgerowFeatures(measures=("labels",))).measures == ("labels",)
    with pytest.raises(ValueError, match="readability, labels"):
        hr.HedgerowFeatures(measures=("style",)).fit(TEXTS)
    with pytest.raises(ValueError, match="give a list"):
        hr.HedgerowFeatures().fit(TEXTS[0])
    with pytest.raises(TypeError, match=r"X\[1\]"):
        hr.HedgerowFeatures().fit(["a", 1])
