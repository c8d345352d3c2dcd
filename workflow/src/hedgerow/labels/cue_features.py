"""The features of single cues: their term, the words around them and the kind of sentence."""

from __future__ import annotations

import numpy as np

from hedgerow.labels.feature_space import (
    REGISTER_CLASSES,
    REGISTER_STEPS,
    SIDES,
    FeatureSpace,
)
from hedgerow.labels.features import FeatureSink, Prepared
from hedgerow.labels.lexicon_matcher import Marks, neighbours
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus

_REGISTER = (
    "first_person", "first_plural", "second_person", "third_person", "technical",
    "finding_noun", "study_noun", "quote", "name", "short", "modal_weak", "number", "health",
    "review_noun", *REGISTER_CLASSES,
)  # fmt: skip


def cue_features(
    tokenised: TokenisedCorpus,
    ready: Prepared,
    space: FeatureSpace,
    cues: Marks,
    review: np.ndarray,
    known: np.ndarray | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Return sorted unique pairs (place in `cues`, key): int64[N], int64[N].

    Args:
        review: float64[S], how much each sentence sounds like a personal review.
        known: as for `sentence_features`, with the same effect.
    """
    sink = FeatureSink(known)
    unit = np.arange(len(cues.entry))
    kind = ready.entry_class[cues.entry]
    term = cues.entry.astype(np.int64)
    before, after = neighbours(cues, tokenised)
    padded = np.append(ready.word, -1)
    sentence = tokenised.token_sentence[cues.first]
    low, high = tokenised.sentence_token[sentence], tokenised.sentence_token[sentence + 1]
    second = np.where((after >= 0) & (after + 1 < high), after + 1, -1)
    earlier = np.where(before - 1 >= low, before - 1, -1)
    sink.add("cueterm", unit, term)
    sink.add("cueword", unit, ready.word[cues.first])
    sink.add("cueprev", unit, term, padded[before])
    sink.add("cuenext", unit, term, padded[after])
    sink.add("cuetwo", unit, term, padded[second])
    for side, token in zip(SIDES, (before, after, second, earlier), strict=True):
        sink.add("cueside", unit, np.full(len(unit), SIDES.index(side)), padded[token])
    sink.add_spans("cuein", unit, term, ready.stem, low, high)
    number = {name: i for i, name in enumerate(space.classes)}
    registers = {
        name: review > step for name, step in zip(REGISTER_CLASSES, REGISTER_STEPS, strict=True)
    }
    for name in _REGISTER:
        there = registers.get(name, ready.has[:, number[name]])[sentence]
        at = np.full(int(there.sum()), number[name])
        sink.add("cuewith", unit[there], term[there], at)
        sink.add("cuetype", unit[there], kind[there], at)
    return sink.unique()
