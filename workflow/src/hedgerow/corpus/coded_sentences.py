"""Codes of people, matched to the sentences of the corpus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hedgerow.corpus.coding_sample import sentence_key
from hedgerow.corpus.label_measures import LABEL_VALUES, LabelMeasure, answered
from hedgerow.statistics.prediction_powered import CodedSample, merged_strata

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class CoderFile:
    """The codes of one coder, a value a line.

    Attributes:
        name: name of the file, which names the coder.
        keys: digest of each sentence; see `sentence_key`.
        documents, numbers: where each sentence was when it was drawn.
        weights: float64[n], sentences of the corpus that each stands for.
        codes: label -> int64[n], places in LABEL_VALUES[label], -1 for no answer.
    """

    name: str
    keys: Sequence[str]
    documents: Sequence[str]
    numbers: Sequence[int]
    weights: Floats
    codes: Mapping[str, Ints]

    @property
    def answers(self) -> NDArray[np.bool_]:
        """bool[n]: any label of the sentence was coded."""
        return np.logical_or.reduce([codes >= 0 for codes in self.codes.values()])


@dataclass(frozen=True)
class CodedSentences:
    """Coded sentences of the corpus.

    Attributes:
        coders: names.
        rows: int64[n], places of the sentences in the corpus, sorted.
        weights: float64[n].
        codes: label -> int64[coders, n], -1 for no answer.
        answered: coded sentences of each coder, before matching.
        lost: of those, sentences that are not in the corpus any more.
    """

    coders: tuple[str, ...]
    rows: Ints
    weights: Floats
    codes: Mapping[str, Ints]
    answered: tuple[int, ...]
    lost: tuple[int, ...]

    def values(self, measure: LabelMeasure) -> tuple[NDArray[np.bool_], Floats, Floats]:
        """Return which sentences a measure is coded for, and part and whole of those.

        Part and whole are means over the coders who answered, in [0, 1].
        """
        known = answered(self.codes, measure.needs)
        coded = np.asarray(known.any(0), bool)
        part = measure.part(self.codes) & known
        whole = known if measure.of is None else measure.of(self.codes) & known
        n = known.sum(0)[coded]
        return coded, part.sum(0)[coded] / n, whole.sum(0)[coded] / n


def match_codes(
    files: Sequence[CoderFile],
    texts: Sequence[str],
    documents: Sequence[str],
    numbers: Sequence[int],
) -> CodedSentences:
    """Find the coded sentences in the corpus by their digests.

    Of equal sentences, the one at the place where it was drawn is taken, else the first of the
    same document, else the first.

    Args:
        texts, documents, numbers: of all sentences of the corpus: text, document, number in it.
    """
    wanted = {key for file in files for key in file.keys}
    places: dict[str, list[int]] = {}
    for row, text in enumerate(texts):
        key = sentence_key(text)
        if key in wanted:
            places.setdefault(key, []).append(row)
    found, lost = [], []
    for file in files:
        rows = np.array(
            [
                _place(places.get(key, ()), document, number, documents, numbers)
                for key, document, number in zip(
                    file.keys, file.documents, file.numbers, strict=True
                )
            ],
            np.int64,
        )
        rows[~file.answers] = -2
        rows = _first_of_each(rows)
        found.append(rows)
        lost.append(int((rows == -1).sum()))
    rows = np.unique(np.concatenate(found))
    rows = rows[rows >= 0]
    codes = {label: np.full((len(files), len(rows)), -1, np.int64) for label in LABEL_VALUES}
    weights = np.ones(len(rows))
    for c, (file, at) in enumerate(zip(files, found, strict=True)):
        kept = at >= 0
        to = np.searchsorted(rows, at[kept])
        weights[to] = file.weights[kept]
        for label, values in file.codes.items():
            codes[label][c, to] = values[kept]
    return CodedSentences(
        tuple(file.name for file in files),
        rows,
        weights,
        codes,
        tuple(int(file.answers.sum()) for file in files),
        tuple(lost),
    )


def _place(
    rows: Sequence[int],
    document: str,
    number: int,
    documents: Sequence[str],
    numbers: Sequence[int],
) -> int:
    same = [row for row in rows if documents[row] == document]
    exact = [row for row in same if numbers[row] == number]
    return next(iter([*exact, *same, *rows]), -1)


def _first_of_each(rows: Ints) -> Ints:
    """Return the rows with the second of two lines for one sentence of the corpus as lost."""
    _, first = np.unique(rows, return_index=True)
    again = np.ones(len(rows), bool)
    again[first] = False
    return np.where(again & (rows >= 0), -1, rows)


def coded_sample(
    coded: CodedSentences, which: NDArray[np.bool_], document: Ints, stratum: Ints
) -> CodedSample:
    """Return the sample for the statistics: strata with enough sentences, weights that add up.

    Args:
        which: bool[n], the coded sentences that are used.
        document, stratum: int64[N] of all sentences of the corpus.
    """
    rows, weights = coded.rows[which], coded.weights[which]
    merged = merged_strata(stratum, rows) if len(rows) else np.zeros_like(stratum)
    own = merged[rows]
    total = np.bincount(own, weights, minlength=int(merged.max(initial=0)) + 1)
    size = np.bincount(merged, minlength=len(total))
    return CodedSample(document, merged, rows, weights * (size / np.maximum(total, 1e-12))[own])
