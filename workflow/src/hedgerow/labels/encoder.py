"""The encoder: calibrated probabilities of the labels of every sentence, scores of every token.

A small transformer (Devlin et al. 2019; Wang et al. 2020) of a few layers, distilled from a larger
one (tools/train_encoder.py, docs/model-card.md). Its matrix products multiply whole numbers: the
weights have eight bits, and so have the values of each piece, scaled by the largest of them. They
are exact on every processor (whole_products.py). What stands between the products has a fixed order
(encoder_kernels.py), so that a sentence has the same scores on every machine, alone or among
others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from hedgerow.labels import encoder_kernels as kernels
from hedgerow.labels.encoder_file import Encoder, Head, Layer, Product, read_encoder
from hedgerow.labels.score_kernels import below_greatest, likeliest_together, make_shares
from hedgerow.labels.whole_products import multiply
from hedgerow.labels.wordpieces import FIRST, LAST
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus

HEADS: dict[str, tuple[str, ...]] = {
    "claim": ("none", "correlational", "conditional_causal", "direct_causal"),
    "stance": ("absent", "mentioned", "asserted", "denied"),
    "direction": ("none", "benefit", "harm", "both", "neutral"),
    "advice": ("none", "weak", "strong"),
    "attribution": (
        "none", "research", "experts", "authority", "users", "tradition", "company", "hearsay",
    ),
    "given": ("no", "yes"),
    "named": ("no", "yes"),
    "hedged": ("no", "yes"),
    "evidence": ("no", "yes"),
    "register": ("web", "science", "review", "news", "other"),
}  # fmt: skip
"""The heads of sentences and their classes. `given`: a source is given, whatever its kind.
`register`: the kind of text that the sentence reads like; what annotators call a hedge depends on
it."""

TOKEN_HEADS = ("cue", "agent", "outcome", "source", "booster", "hype")

_TOGETHER = ("claim", "stance", "direction")
_ALLOWED = np.array(
    [
        (c, s, d)
        for c, claim in enumerate(HEADS["claim"])
        for s, stance in enumerate(HEADS["stance"])
        for d, direction in enumerate(HEADS["direction"])
        if (claim != "none") == (stance in ("asserted", "denied"))
        and (stance == "absent") == (direction == "none")
    ],
    np.int8,
)
"""Claims are asserted or denied; where an effect is named, it has a direction."""

MIDDLE_CERTAINTY = 4.5

DIGITS = 3
"""Decimals of probabilities: rounded before they are compared."""
_SCALE = 10**DIGITS

_NEVER = np.float32(-20)

_BATCH = 1024
"""Pieces that are computed at once: the arrays of a layer take 8 MB."""


@dataclass(frozen=True)
class Scores:
    """What the encoder gives for S sentences and T tokens.

    Args:
        probability: head -> float64[S, classes], calibrated, three decimals.
        certainty: float64[S], 1 uncertain to 6 certain.
        token: token head -> float32[T], probability that the token is inside such a span.
    """

    probability: dict[str, np.ndarray]
    certainty: np.ndarray
    token: dict[str, np.ndarray]

    def choose(self, head: str) -> np.ndarray:
        """Return int8[S]: the class of each sentence, by place in HEADS[head].

        Claim, stance and direction are chosen together: of the combinations that the guidelines
        allow, the one with the largest product of probabilities. Of other heads it is the likeliest
        class, the first of equals.
        """
        if head in _TOGETHER:
            return self._together[:, _TOGETHER.index(head)]
        return self.probability[head].argmax(axis=1).astype(np.int8)

    @cached_property
    def _together(self) -> np.ndarray:
        """int8[S, 3]: claim, stance and direction."""
        log = np.log(np.arange(_SCALE + 1) / _SCALE + 1 / _SCALE)
        claim, stance, direction = (self.probability[head] for head in _TOGETHER)
        return _ALLOWED[likeliest_together(claim, stance, direction, log, _ALLOWED)]


def score_text(tokenised: TokenisedCorpus, encoder: Encoder | None = None) -> Scores:
    """Return the scores of all sentences and tokens of a text.

    Memory is bounded whatever the length of the text or of a sentence: what the encoder cannot read
    at once it reads in windows, whose pieces are pooled together.

    Args:
        encoder: that of the weights file that comes with Hedgerow, if not given.

    Raises:
        UserError: the weights file cannot be used.
    """
    encoder = encoder or read_encoder()
    types = encoder.pieces.table(tokenised.type_text)
    out, token = raw_outputs(encoder, types, tokenised.token_type, tokenised.sentence_token)
    inside = np.round(1 / (1 + np.exp(-token.astype(np.float64))), DIGITS).astype(np.float32)
    spans = {name: inside[:, i] for i, name in enumerate(encoder.token_heads)}
    return replace(scores_from(out, encoder.heads, encoder.certainty), token=spans)


def raw_outputs(
    encoder: Encoder,
    types: tuple[np.ndarray, np.ndarray],
    token_type: np.ndarray,
    sentence_token: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Return float32[S, K], the outputs of sentences, and float32[T, N], those of their tokens.

    Args:
        types: the pieces of the word types, as `WordPieces.table` returns them.
        token_type: int32[T]. sentence_token: int64[S + 1], where the tokens of each begin.
    """
    pieces, begin = types
    first, last = (encoder.pieces.vocabulary[name] for name in (FIRST, LAST))
    longest = len(encoder.places) - 2
    n = len(sentence_token) - 1
    out = np.zeros((n, len(encoder.outputs[1])), np.float32)
    token = np.zeros((len(token_type), len(encoder.token_heads)), np.float32)
    ends = np.append(0, np.cumsum(np.diff(begin)[token_type]))[sentence_token[1:]]
    ends += 2 * np.arange(1, n + 1)
    for a, b in _batches(ends):
        tokens = sentence_token[a : b + 1]
        cut = kernels.windows(token_type, tokens, begin, pieces, first, last, longest)
        out[a:b], token[tokens[0] : tokens[-1]] = _batch(encoder, cut, tokens)
    return out, token


def _batches(ends: np.ndarray) -> list[tuple[int, int]]:
    """Cut sentences into runs of about _BATCH pieces, given where the pieces of each end."""
    cuts, a = [], 0
    while a < len(ends):
        before = int(ends[a - 1]) if a else 0
        b = max(a + 1, int(np.searchsorted(ends, before + _BATCH, "right")))
        cuts.append((a, b))
        a = b
    return cuts


def _batch(
    encoder: Encoder, cut: tuple[np.ndarray, ...], tokens: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the outputs of the sentences that were cut into windows, and of their tokens.

    A sentence longer than a batch is computed in parts, each of whole windows.

    Args:
        cut: what the kernel `windows` returned.
        tokens: int64[N + 1], where the tokens of each sentence begin.
    """
    piece, place, owner, window, sentence = cut
    size = int(tokens[-1] - tokens[0])
    pooled = np.zeros((len(tokens) - 1, 3 * kernels.WIDTH), np.float32)
    pooled_count = np.zeros((len(tokens) - 1, 2), np.int64)
    token = np.zeros((size, len(encoder.token_heads)), np.float32)
    token_count = np.zeros(size, np.int64)
    for a, b in _batches(window[1:]):
        i, j = int(window[a]), int(window[b])
        x = _encode(encoder, piece[i:j], place[i:j], window[a : b + 1] - i)
        kernels.gather(x, window[a : b + 1] - i, sentence[a:b], pooled, pooled_count)
        values = kernels.outputs(x, *encoder.tokens)
        kernels.gather_tokens(values, owner[i:j], tokens[0], token, token_count)
    kernels.average(pooled, pooled_count)
    token[token_count == 0] = _NEVER  # a token of signs that have no piece
    token /= np.maximum(token_count, 1)[:, None].astype(np.float32)
    return kernels.outputs(pooled, *encoder.outputs), token


def _encode(
    encoder: Encoder, piece: np.ndarray, place: np.ndarray, window: np.ndarray
) -> np.ndarray:
    """Return float32[T, WIDTH], the last layer's values of pieces in windows."""
    size, width = len(piece), kernels.WIDTH
    x, q = np.empty((size, width), np.float32), np.empty((size, width), np.uint8)
    scale = np.empty(size, np.float32)
    kernels.embed(
        piece, place, encoder.words, encoder.word_scale, encoder.places,
        encoder.norm.weight, encoder.norm.bias, x, q, scale,
    )  # fmt: skip
    for layer in encoder.layers:
        _layer(layer, window, x, q, scale)
    return x


def _layer(
    layer: Layer, window: np.ndarray, x: np.ndarray, q: np.ndarray, scale: np.ndarray
) -> None:
    """Apply a layer to `x`, whose quantised form is `q` and `scale`, in place."""

    def of(product: Product) -> tuple[np.ndarray, np.ndarray]:
        return product.scale, product.bias

    part = layer.attention
    kernels.attend(multiply(q, part.weight), scale.copy(), *of(part), window, q, scale)
    part, norm = layer.out, layer.norm1
    kernels.add_and_normalise(
        multiply(q, part.weight), scale.copy(), *of(part), norm.weight, norm.bias, x, q, scale
    )
    part = layer.up
    inner = multiply(q, part.weight)
    wide, wide_scale = np.empty(inner.shape, np.uint8), np.empty_like(scale)
    kernels.activate(inner, scale, *of(part), wide, wide_scale)
    part, norm = layer.down, layer.norm2
    kernels.add_and_normalise(
        multiply(wide, part.weight), wide_scale, *of(part), norm.weight, norm.bias, x, q, scale
    )


def scores_from(outputs: np.ndarray, heads: Mapping[str, Head], certainty: int) -> Scores:
    """Return the scores of sentences without those of their tokens.

    Args:
        outputs: float[S, K], of any model. heads: what the columns of each head are.
        certainty: the column that holds the distance from the middle of certainty.
    """
    first = np.array([head.first for head in heads.values()], np.int64)
    classes = np.array([len(head.classes) for head in heads.values()], np.int64)
    slope = np.array([head.slope for head in heads.values()], np.float64)
    shares = np.exp(below_greatest(outputs, first, classes, slope))
    make_shares(shares, first, classes, _SCALE)
    probability = {
        name: shares[:, head.first : head.first + len(head.classes)] for name, head in heads.items()
    }
    middle = outputs[:, certainty].astype(np.float64) + MIDDLE_CERTAINTY
    return Scores(probability, np.round(np.clip(middle, 1, 6), DIGITS), {})


def best_spans(
    tokenised: TokenisedCorpus, score: np.ndarray, wanted: np.ndarray, least: float = 0.5
) -> np.ndarray:
    """Return int64[S, 2]: first and last token of the likeliest span of each sentence, -1 for none.

    A span is a run of tokens whose score is above `least`; the run with the largest sum is taken,
    the first of equals.

    Args:
        score: float32[T], of one token head. wanted: bool[S], the sentences to look in.
    """
    out = np.full((len(wanted), 2), -1, np.int64)
    sentence = tokenised.token_sentence
    inside = (score > least) & wanted[sentence]
    if not inside.any():
        return out
    starts = inside.copy()
    starts[1:] &= ~inside[:-1] | (sentence[1:] != sentence[:-1])
    run = np.cumsum(starts)[inside] - 1
    first = np.flatnonzero(starts)
    size = np.bincount(run)
    total = np.round(np.bincount(run, score[inside]), DIGITS)
    order = np.lexsort((first, -total, sentence[first]))
    owner = sentence[first[order]]
    best = order[np.diff(owner, prepend=-1) != 0]
    out[sentence[first[best]], 0] = first[best]
    out[sentence[first[best]], 1] = first[best] + size[best] - 1
    return out
