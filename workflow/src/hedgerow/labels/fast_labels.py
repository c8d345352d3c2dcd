"""The fast labeller: linear models of the named features, taught by the encoder.

The outputs of a sentence are sums of the weights of its features, divided by the root of their
number; the weights were fitted to the probabilities that the encoder gives to free sentences
(tools/train_fast.py). It gives no scores of tokens.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from hedgerow.errors import UserError
from hedgerow.labels import feature_space, kept_models
from hedgerow.labels.encoder import Scores, scores_from
from hedgerow.labels.encoder_file import Head
from hedgerow.labels.feature_space import FeatureSpace, space_of
from hedgerow.labels.features import (
    Prepared,
    in_words_of,
    prepare,
    score,
    sentence_features,
)
from hedgerow.labels.lexicon_matcher import Marks
from hedgerow.labels.linear_model import heaviest
from hedgerow.labels.rule_labels import Rules
from hedgerow.lexicons import load
from hedgerow.lexicons.load import Lexicon
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus

VERSION = 1
"""Raised whenever the arrays or their meaning change."""

DATA = ("labels/fast_weights.npz",)
FAST_WEIGHTS = Path(__file__).with_name("fast_weights.npz")
MENDING = "Reinstall Hedgerow, or train it with `python tools/train_fast.py`."


@dataclass(frozen=True)
class FastModel:
    """Weights of F features (sorted keys) for K outputs."""

    space: FeatureSpace
    names: tuple[str, ...]  # F, in the order of `keys`
    keys: np.ndarray  # int64[F]
    weights: np.ndarray  # float32[F, K]
    intercept: np.ndarray  # float64[K]
    heads: dict[str, Head]
    certainty: int

    def outputs(self, unit: np.ndarray, place: np.ndarray, sentences: int) -> np.ndarray:
        """Return float64[sentences, K] from pairs (sentence, place in `keys`)."""
        count = np.bincount(unit, minlength=sentences)
        values = score(unit, place, sentences, self.weights)
        values /= np.sqrt(np.maximum(count, 1))[:, None]
        values += self.intercept
        return values


@dataclass(frozen=True)
class FastScores:
    """Scores with the features behind them: pairs (sentence, place in the model's keys)."""

    scores: Scores
    model: FastModel
    unit: np.ndarray  # int64[N], sorted
    place: np.ndarray  # int64[N]

    def reasons(
        self, sentences: np.ndarray, head: str, classes: Sequence[str], top: int
    ) -> list[str]:
        """Return the `top` features that speak most for a class of each sentence, with weights.

        Args:
            sentences: int64[n]. classes: n names of classes of the head.

        Returns:
            n texts like "stem:reduc +0.52, words:may help +0.10", largest first, of positive
            weights only; "" where there are none.
        """
        of, weights = self.model.heads[head], self.model.weights
        column = np.array([of.first + of.classes.index(name) for name in classes], np.int64)
        best = heaviest(self.unit, self.place, weights, sentences, column, top)
        cell = np.where(best >= 0, best * weights.shape[1] + column[:, None], -1)
        cells, which = np.unique(cell, return_inverse=True)
        said = [
            f"{self.model.names[c // weights.shape[1]]} {w:+.2f}" if c >= 0 else ""
            for c, w in zip(cells.tolist(), weights.ravel()[cells].tolist(), strict=True)
        ]
        return [
            ", ".join(filter(None, map(said.__getitem__, row))) for row in which.reshape(best.shape)
        ]


_compiled: list[tuple[Lexicon, Path, FastModel]] = []
"""The last model with its lexicon: a text is labelled in many parts."""


def read_fast(lexicon: Lexicon, path: Path = FAST_WEIGHTS) -> FastModel:
    """Return the fast model, without features of terms that the lexicon does not have.

    Raises:
        UserError: the weights file is missing, damaged, or of another version.
    """
    if not _compiled or _compiled[0][0] is not lexicon or _compiled[0][1] != path:
        _compiled[:] = [(lexicon, path, _load(lexicon, path))]
    return _compiled[0][2]


def _load(lexicon: Lexicon, path: Path) -> FastModel:
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        about = json.loads(bytes(arrays["about"]))
        version = about["version"]
        names = bytes(arrays["names"]).decode("utf-8").split("\n")
        heads = {
            k: Head(tuple(h["classes"]), h["first"], h["slope"]) for k, h in about["heads"].items()
        }
        weights, intercept = arrays["weights"] * arrays["scale"], arrays["intercept"]
    except FileNotFoundError:
        raise UserError(f"The weights of the fast labels are missing: {path}. {MENDING}") from None
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise UserError(
            f"The weights of the fast labels in {path} are damaged. {MENDING}"
        ) from error
    if version != VERSION:
        raise UserError(
            f"The weights of the fast labels in {path} have version {version}; this Hedgerow "
            f"reads version {VERSION}. {MENDING}"
        )
    space, keys, order = _numbered(names, lexicon, path)
    return FastModel(
        space,
        tuple(map(names.__getitem__, order.tolist())),
        keys,
        np.ascontiguousarray(weights[order]),
        intercept.astype(np.float64),
        heads,
        about["certainty"],
    )


def _numbered(
    names: list[str], lexicon: Lexicon, path: Path
) -> tuple[FeatureSpace, np.ndarray, np.ndarray]:
    """Return the space of the named features, the sorted keys, and the place in `names` of each.

    Of the weights and the lexicon that come with Hedgerow they are worked out once on a machine.
    """
    comes_along = bool(lexicon.weights.files) and path == FAST_WEIGHTS
    if comes_along:
        modules = (__file__, feature_space.__file__, load.__file__)
        place = kept_models.place_of([path, *lexicon.weights.files, *map(Path, modules)])
        parts = kept_models.read_parts(place, ("keys", "order"))
        if parts is not None:
            return parts[0], parts[2]["keys"], parts[2]["order"]
    space, numbers = space_of(names, lexicon)
    known = [i for i, name in enumerate(names) if name in numbers]
    order = np.array(sorted(known, key=lambda i: numbers[names[i]]), np.int64)
    keys = np.array([numbers[names[i]] for i in order.tolist()], np.int64)
    if comes_along:
        kept_models.keep_parts(place, (space, (), {"keys": keys, "order": order}))
    return space, keys, order


def score_text_fast(
    tokenised: TokenisedCorpus,
    lexicon: Lexicon,
    marks: Marks,
    rules: Rules,
    model: FastModel | None = None,
    ready: Prepared | None = None,
) -> FastScores:
    """Return the scores of all sentences of a text, with the features behind them.

    Args:
        marks, rules: what `find_terms` and `apply_rules` returned for this text and lexicon.
        model: that of the weights file that comes with Hedgerow, if not given.
        ready: what `prepare` returned for them in any space, if it is there.

    Raises:
        UserError: the weights file cannot be used.
    """
    model = model or read_fast(lexicon)
    n = len(tokenised.sentence_start)
    unit = place = np.zeros(0, np.int64)
    if n and len(model.keys):
        if ready is None:
            ready = prepare(tokenised, lexicon, marks, model.space)
        else:
            ready = in_words_of(ready, tokenised, model.space)
        unit, place = sentence_features(tokenised, ready, model.space, rules.features(), model.keys)
    scores = scores_from(model.outputs(unit, place, n), model.heads, model.certainty)
    return FastScores(scores, model, unit, place)
