"""Teach the fast labeller what the encoder gives for free sentences, and write its weights file.

    python tools/train_fast.py choose FILE     # figures of the development part
    python tools/train_fast.py measure FILE    # figures of the sites set aside; what is shipped

The encoder is that of the package, or of `--encoder WEIGHTS`, trained for the same stage
(tools/train_encoder.py). Needs no torch; reads the folder that HEDGEROW_SHARED points to. The model
is a softmax regression on probabilities, by AdaGrad (Duchi et al. 2011): once over all features
that occur often enough, once more over the strongest of them.
"""

from __future__ import annotations

import argparse
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numba import njit

from encoder_training.free_text import free_text, sample
from encoder_training.measuring import measured, report
from encoder_training.parts import DEVELOPMENT, SET_ASIDE, USES, site_parts
from encoder_training.rows import OWN, gold_rows
from hedgerow.labels.encoder import HEADS, MIDDLE_CERTAINTY, Scores, score_text
from hedgerow.labels.encoder_file import WEIGHTS, Encoder, read_encoder
from hedgerow.labels.fast_labels import VERSION, read_fast, score_text_fast
from hedgerow.labels.feature_space import FeatureSpace, open_space
from hedgerow.labels.features import prepare, sentence_features
from hedgerow.labels.lexicon_matcher import find_terms
from hedgerow.labels.rule_labels import apply_rules
from hedgerow.lexicons.load import Lexicon, load_lexicon
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from label_training.gold import Item, shared, tokenised_items, vocabulary

FREE_SENTENCES, LEAST, KEPT = 80_000, 6, 60_000
PASSES, RATE, DECAY = 5, 0.15, 2e-6
GOLD_SHARE, GOLD_COPIES = 0.5, 3
CHUNK = 4000
REPORTED = {"choose": DEVELOPMENT, "measure": SET_ASIDE}
SIZES = [*(len(classes) for classes in HEADS.values()), 1]
FIRST = np.append(0, np.cumsum(SIZES))


@dataclass(frozen=True)
class Taught:
    """Sentences as runs of features, with what they are taught."""

    begin: np.ndarray  # int64[N + 1]
    place: np.ndarray  # int64, features
    wanted: np.ndarray  # float32[N, K], probabilities; certainty as a number


@njit(cache=True)
def _descend(begin, place, wanted, weights, squares, intercept, first, order, rate, decay):
    """One pass of AdaGrad over the sentences in `order`."""
    outputs = weights.shape[1]
    z, gradient = np.empty(outputs, np.float32), np.empty(outputs, np.float32)
    for i in order:
        a, b = begin[i], begin[i + 1]
        by = np.float32(1) / np.sqrt(np.float32(max(b - a, 1)))
        z[:] = intercept
        for j in range(a, b):
            for k in range(outputs):
                z[k] += weights[place[j], k] * by
        for h in range(len(first) - 1):
            low, high = first[h], first[h + 1]
            if high - low == 1:
                gradient[low] = z[low] - wanted[i, low]
                continue
            top, total = z[low], np.float32(0)
            for k in range(low, high):
                top = max(top, z[k])
            for k in range(low, high):
                gradient[k] = np.exp(z[k] - top)
                total += gradient[k]
            for k in range(low, high):
                gradient[k] = gradient[k] / total - wanted[i, k]
        for k in range(outputs):
            intercept[k] -= rate * np.float32(0.02) * gradient[k]
        for j in range(a, b):
            p = place[j]
            for k in range(outputs):
                step = gradient[k] * by + decay * weights[p, k]
                squares[p, k] += step * step
                weights[p, k] -= rate * step / (np.sqrt(squares[p, k]) + np.float32(0.05))


def fit(data: Taught, features: int) -> tuple[np.ndarray, np.ndarray]:
    """Return float32[features, K] weights and float32[K] intercepts."""
    weights = np.zeros((features, int(FIRST[-1])), np.float32)
    squares, intercept = np.zeros_like(weights), np.zeros(int(FIRST[-1]), np.float32)
    random = np.random.default_rng(1)
    for i in range(PASSES):
        _descend(
            data.begin, data.place, data.wanted, weights, squares, intercept, FIRST,
            random.permutation(len(data.begin) - 1), np.float32(RATE * (1 - i / PASSES)),
            np.float32(DECAY),
        )  # fmt: skip
    return weights, intercept


def texts_of(tokenised: TokenisedCorpus, sentences: list[int]) -> list[str]:
    """Return the texts of sentences."""
    return [
        tokenised.text(int(tokenised.sentence_doc[s]))[
            tokenised.sentence_start[s] : tokenised.sentence_end[s]
        ]
        for s in sentences
    ]


def features_and_scores(
    texts: list[str], lexicon: Lexicon, space: FeatureSpace, encoder: Encoder
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return int64[N + 1] and the keys of the features of each text's first sentence, and
    float32[N, K], what the encoder gives for it.
    """
    sizes, keys, wanted = [], [], []
    for start in range(0, len(texts), CHUNK):
        some = [Item("", text, "", {}) for text in texts[start : start + CHUNK]]
        text = tokenised_items(some)
        marks = find_terms(text, lexicon)
        ready = prepare(text, lexicon, marks, space)
        rules = apply_rules(text, lexicon, marks).features()
        unit, key = sentence_features(text, ready, space, rules)
        first = text.doc_sentence[:-1]
        number = np.full(len(text.sentence_start), -1)
        number[first] = np.arange(len(first))
        used = number[unit] >= 0
        sizes.append(np.bincount(number[unit[used]], minlength=len(first)))
        keys.append(key[used])
        scores = score_text(text, encoder)
        certainty = scores.certainty - MIDDLE_CERTAINTY
        columns = [scores.probability[head][first] for head in HEADS]
        wanted.append(np.hstack([*columns, certainty[first, None]]).astype(np.float32))
    begin = np.append(0, np.cumsum(np.concatenate(sizes)))
    return begin, np.concatenate(keys), np.concatenate(wanted)


def cut(begin: np.ndarray, key: np.ndarray, kept: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the runs with only the sorted keys `kept`, as places in it."""
    place = np.minimum(np.searchsorted(kept, key), len(kept) - 1)
    there = kept[place] == key
    return np.append(0, np.cumsum(there))[begin], place[there]


def write_fast(path: Path, names: list[str], weights: np.ndarray, intercept: np.ndarray) -> None:
    """Write the weights file; the same weights give the same bytes."""
    scale = np.abs(weights).max(axis=0) / 127
    heads = {
        name: {"classes": classes, "first": int(first), "slope": 1.0}
        for (name, classes), first in zip(HEADS.items(), FIRST.tolist(), strict=False)
    }
    about = {"version": VERSION, "heads": heads, "certainty": int(FIRST[-2])}
    arrays = {
        "about": np.frombuffer(json.dumps(about, sort_keys=True).encode(), np.uint8),
        "names": np.frombuffer("\n".join(names).encode(), np.uint8),
        "weights": np.rint(weights / scale).astype(np.int8),
        "scale": scale.astype(np.float32),
        "intercept": intercept.astype(np.float32),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(arrays):
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry, "w") as file:
                np.lib.format.write_array(file, arrays[name], version=(1, 0))


def main() -> None:
    """Train, write the weights file, and print figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("stage", choices=tuple(USES))
    parser.add_argument("file", type=Path)
    parser.add_argument("--encoder", type=Path, default=WEIGHTS)
    given = parser.parse_args()
    encoder, lexicon = read_encoder(given.encoder), load_lexicon()
    rows = gold_rows(shared(), encoder.pieces)
    used = [row for row in rows if row.part in USES[given.stage]]
    used += [row for row in used if row.file in OWN] * (GOLD_COPIES - 1)
    sites = site_parts(row.site for row in rows if row.file == "consumer_web" and row.site)
    avoided = {site for site, part in sites.items() if part not in USES[given.stage]}
    free, site_of = free_text(shared())
    drawn = sample(free, site_of, avoided, encoder.pieces, FREE_SENTENCES, 3)
    texts = [*texts_of(free, [item.sentence for item in drawn]), *(row.text for row in used)]
    space = open_space(vocabulary(free, LEAST), lexicon)
    begin, key, wanted = features_and_scores(texts, lexicon, space, encoder)
    for i, row in enumerate(used, len(drawn)):
        for h, head in enumerate(HEADS):
            if head in row.label:
                wanted[i, FIRST[h] : FIRST[h + 1]] *= 1 - GOLD_SHARE
                wanted[i, FIRST[h] + int(row.label[head])] += GOLD_SHARE
    keys, count = np.unique(key, return_counts=True)
    kept = keys[count >= LEAST]
    weights, _ = fit(Taught(*cut(begin, key, kept), wanted), len(kept))
    strength = np.abs(weights).max(axis=1) * np.sqrt(count[count >= LEAST])
    kept = kept[np.sort(np.argsort(-strength, kind="stable")[:KEPT])]
    weights, intercept = fit(Taught(*cut(begin, key, kept), wanted), len(kept))
    write_fast(given.file, [space.name(int(k)) for k in kept], weights, intercept)
    model = read_fast(lexicon, given.file)

    def score(text: TokenisedCorpus) -> Scores:
        marks = find_terms(text, lexicon)
        rules = apply_rules(text, lexicon, marks)
        return score_text_fast(text, lexicon, marks, rules, model).scores

    part = REPORTED[given.stage]
    report(measured([r for r in rows if r.file == "consumer_web" and r.part == part], score))


if __name__ == "__main__":
    main()
