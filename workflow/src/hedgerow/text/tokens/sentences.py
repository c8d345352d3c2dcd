"""Sentences: which tokens end one, decided over the tokens of each block.

A block always ends a sentence. Inside a block a stop ends one (`sentence_stops.py`), and some
sentences end without a stop (`unstopped_ends.py`). Only ends that are certain by their form are
taken; nothing here guesses where a line break was lost.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from hedgerow.lean_kernels import LEAN
from hedgerow.text.tokens import token_flags as flag
from hedgerow.text.tokens.sentence_stops import Tokens, dotted_ends, ends_at, skip_closers
from hedgerow.text.tokens.unstopped_ends import LONGEST_OPENING, OPENINGS, TRIGGERS, unstopped_end

LONGEST_SENTENCE = 400
"""Tokens of a sentence at most, so that no later step meets one without bound."""


class Sentences(NamedTuple):
    """The sentences of a text.

    `token` is int64[s + 1], the tokens of each sentence; `block` int64[b + 1], the sentences of
    each block; `cut` uint8[s], 1 where a sentence was cut at its length.
    """

    token: np.ndarray
    block: np.ndarray
    cut: np.ndarray


_NOTED = flag.STOP | flag.DOTTED | TRIGGERS
"""A token with none of these ends no sentence."""


@njit(**LEAN)
def _opens_with_label(flags, first, last):
    """Test whether a block opens with a caption's label and no stop after it: Figure 2 Results."""
    return (
        first + 2 < last
        and flags[first] & flag.LABEL != 0
        and flags[first] & flag.UPPER != 0
        and flags[first + 1] & flag.DIGITS != 0
        and flags[first + 2] & flag.UPPER != 0
    )


@njit(**LEAN)
def _next_end(tokens, i, begin, first, last):
    """Return (the end of the sentence from `begin` that the token i makes, or -1; the next token).

    `first` and `last` bound the block.
    """
    f = tokens.flags[i]
    if f & flag.STOP:
        after = skip_closers(tokens, i, first, last)
        return after if ends_at(tokens, i, after, begin, last) else -1, after
    if f & flag.DOTTED and dotted_ends(tokens, i, last):
        return i + 1, i + 1
    if f & TRIGGERS and (i - begin <= LONGEST_OPENING or not f & OPENINGS):
        return unstopped_end(tokens, i, begin, first, last), i + 1
    return -1, i + 1


@njit(**LEAN)
def _place_to_cut(flags, begin, limit):
    """Return where to cut a sentence that is too long: after a mark or before a conjunction.

    It is the last such place in the second half of the tokens from `begin` to `limit`, or `limit`.
    """
    words = limit
    for k in range(limit - 1, (begin + limit) // 2, -1):
        if flags[k] & (flag.COMMA | flag.EYES):
            return k + 1
        if words == limit and flags[k] & flag.CONJUNCTION:
            words = k
    return words


@njit(**LEAN)
def _add(flags, begin, end, out, n):
    """Add the sentence from `begin` to `end`, in pieces if too long; return the new number."""
    while end - begin > LONGEST_SENTENCE:
        begin = _place_to_cut(flags, begin, begin + LONGEST_SENTENCE)
        n += 1
        out.token[n] = begin
        out.cut[n - 1] = 1
    n += 1
    out.token[n] = end
    return n


@njit(**LEAN)
def _split(tokens, block_token, whole, out):
    n = 0
    for b in range(len(block_token) - 1):
        first, last = block_token[b], block_token[b + 1]
        i = begin = first
        if whole[b]:
            i = last
        elif _opens_with_label(tokens.flags, first, last):
            begin = i = first + 2
            n = _add(tokens.flags, first, begin, out, n)
        while i < last:
            if not tokens.flags[i] & _NOTED:  # most tokens
                i += 1
                continue
            end, i = _next_end(tokens, i, begin, first, last)
            if end > begin:
                n = _add(tokens.flags, begin, end, out, n)
                begin = i = end
        if begin < last:
            n = _add(tokens.flags, begin, last, out, n)
        out.block[b + 1] = n
    return n


def split_sentences(
    flags: np.ndarray,
    start: np.ndarray,
    end: np.ndarray,
    block_token: np.ndarray,
    whole: np.ndarray | None = None,
) -> Sentences:
    """Split the tokens of each block into sentences.

    A sentence of more than LONGEST_SENTENCE tokens, as in a transcript without stops, is cut into
    pieces, each at the last comma, semicolon or colon, or else before a conjunction.

    Args:
        flags: int64[t], `sentence_flags` of each token's type.
        start, end: int[t], characters of each token (a gap between them is white space).
        block_token: int64[b + 1], tokens of each block.
        whole: bool[b], blocks that are one sentence whatever stops they hold; none by default.

    Returns:
        The sentences. A block without tokens has none.
    """
    if whole is None:
        whole = np.zeros(len(block_token) - 1, bool)
    out = Sentences(
        np.zeros(len(flags) + 1, np.int64),
        np.zeros(len(block_token), np.int64),
        np.zeros(len(flags), np.uint8),
    )
    n = _split(Tokens(flags, start, end), block_token, whole, out)
    return Sentences(out.token[: n + 1].copy(), out.block, out.cut[:n].copy())
