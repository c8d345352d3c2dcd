"""Which words of a sentence its label depends on: those whose removal changes it most.

Each word is left out in turn and the sentence read again (Li et al. 2016, erasure). It costs as
many readings as the sentence has words, so it is done for the sentences that are shown, in batches.
"""

from __future__ import annotations

import numpy as np

from hedgerow.labels.encoder import raw_outputs, scores_from
from hedgerow.labels.encoder_file import Encoder, read_encoder
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokens import WORD

MOST_TOKENS = 100
"""Words of a sentence that are left out in turn, from its start."""


def influential_tokens(
    tokenised: TokenisedCorpus,
    sentences: np.ndarray,
    head: str,
    top: int = 3,
    encoder: Encoder | None = None,
) -> list[list[tuple[int, float]]]:
    """Return the words that speak most for the likeliest class of each sentence.

    Args:
        sentences: int64[N]. head: one of the encoder's heads of sentences.
        top: how many tokens of each, at most.
        encoder: that of the weights file that comes with Hedgerow, if not given.

    Returns:
        N lists of (token, how much the probability falls without it), largest first; only tokens
        without which it falls.
    """
    encoder = encoder or read_encoder()
    types = encoder.pieces.table(tokenised.type_text)
    return [_of_sentence(tokenised, types, int(s), head, top, encoder) for s in sentences.tolist()]


def _of_sentence(
    tokenised: TokenisedCorpus,
    types: tuple[np.ndarray, np.ndarray],
    sentence: int,
    head: str,
    top: int,
    encoder: Encoder,
) -> list[tuple[int, float]]:
    first, end = tokenised.sentence_token[sentence : sentence + 2].tolist()
    tokens = np.arange(first, end)
    left_out = tokens[tokenised.token_kind[tokens] == WORD][:MOST_TOKENS]
    kept = tokens[None, :] != left_out[:, None]
    variants = np.concatenate([tokens, np.broadcast_to(tokens, kept.shape)[kept]])
    sizes = np.append(len(tokens), np.full(len(left_out), max(len(tokens) - 1, 0)))
    begin = np.append(0, np.cumsum(sizes))
    out, _ = raw_outputs(encoder, types, tokenised.token_type[variants], begin)
    probability = scores_from(out, {head: encoder.heads[head]}, encoder.certainty).probability[head]
    falls = np.round(probability[0].max() - probability[1:, probability[0].argmax()], 3)
    order = np.argsort(-falls, kind="stable")[:top]
    return [(int(left_out[i]), float(falls[i])) for i in order.tolist() if falls[i] > 0]
