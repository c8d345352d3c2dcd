"""Sentences: which tokens end one, decided over the tokens of each block.

A block always ends a sentence. Inside a block a stop ends one (`sentence_stops.py`), and some
sentences end without a stop (`unstopped_ends.py`). Only ends that are certain by their form are
taken; nothing here guesses where a line break was lost.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from hedgerow.text.tokens import token_flags as flag
from hedgerow.text.tokens.sentence_stops import Tokens, dotted_ends, ends_at, skip_closers
from hedgerow.text.tokens.unstopped_ends import LONGEST_OPENING, OPENINGS, TRIGGERS, unstopped_end

_NOTED = flag.STOP | flag.DOTTED | TRIGGERS
"""A token with none of these ends no sentence."""


@njit(cache=True)
def _opens_with_label(flags, first, last):
    """Test whether a block opens with a caption's label and no stop after it: Figure 2 Results."""
    return (
        first + 2 < last
        and flags[first] & flag.LABEL != 0
        and flags[first] & flag.UPPER != 0
        and flags[first + 1] & flag.DIGITS != 0
        and flags[first + 2] & flag.UPPER != 0
    )


@njit(cache=True)
def _next_end(tokens, i, begin, first, last):
    """Return (the end of the sentence from `begin` that the token i makes, or -1; the next token).

    `first` and `last` bound the block.
    """
    f = tokens.flags[i]
    if f & flag.STOP:
        after = skip_closers(tokens, i, last)
        return after if ends_at(tokens, i, after, begin, last) else -1, after
    if f & flag.DOTTED and dotted_ends(tokens, i, last):
        return i + 1, i + 1
    if f & TRIGGERS and (i - begin <= LONGEST_OPENING or not f & OPENINGS):
        return unstopped_end(tokens, i, begin, first, last), i + 1
    return -1, i + 1


@njit(cache=True)
def _split(tokens, block_token, whole, sentence_token, block_sentence):
    n = 0
    for b in range(len(block_token) - 1):
        first, last = block_token[b], block_token[b + 1]
        i = begin = first
        if whole[b]:
            i = last
        elif _opens_with_label(tokens.flags, first, last):
            n += 1
            sentence_token[n] = begin = i = first + 2
        while i < last:
            if not tokens.flags[i] & _NOTED:  # most tokens
                i += 1
                continue
            end, i = _next_end(tokens, i, begin, first, last)
            if end > begin:
                n += 1
                sentence_token[n] = begin = i = end
        if begin < last:
            n += 1
            sentence_token[n] = last
        block_sentence[b + 1] = n
    return n


def split_sentences(
    flags: np.ndarray,
    start: np.ndarray,
    end: np.ndarray,
    block_token: np.ndarray,
    whole: np.ndarray | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Split the tokens of each block into sentences.

    Args:
        flags: int64[t], `sentence_flags` of each token's type.
        start, end: int[t], characters of each token (a gap between them is white space).
        block_token: int64[b + 1], tokens of each block.
        whole: bool[b], blocks that are one sentence whatever stops they hold; none by default.

    Returns:
        sentence_token int64[s + 1], block_sentence int64[b + 1]. A block without tokens has no
        sentence.
    """
    if whole is None:
        whole = np.zeros(len(block_token) - 1, bool)
    sentence_token = np.zeros(len(flags) + 1, np.int64)
    block_sentence = np.zeros(len(block_token), np.int64)
    n = _split(Tokens(flags, start, end), block_token, whole, sentence_token, block_sentence)
    return sentence_token[: n + 1].copy(), block_sentence
