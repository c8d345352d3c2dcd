"""Sentences: which tokens end one, decided over coded tokens inside blocks.

A block always ends a sentence. Inside a block a stop ends one unless it belongs to a decimal, an
address, an abbreviation, an initial or an ellipsis in mid-sentence. What a stop may mean depends on
the word types beside it, so each type's part is worked out once (`sentence_flags`) and the pass
over the tokens is arithmetic.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from hedgerow.text.sentence_parts import (
    ADDRESS,
    BEFORE_NUMBER,
    CLOSER,
    COMMA,
    DIGITS,
    DOTTED,
    ELLIPSIS,
    ENUMERATOR,
    INITIAL,
    LABEL,
    LOUD,
    LOWER,
    MONTH,
    MOUTH,
    NEVER,
    OPENER,
    QUOTE,
    SOMETIMES,
    SPEECH,
    SQUARE,
    STARTER,
    STOP,
    UPPER,
)
from hedgerow.text.unstopped import OPENINGS, PLACE_LENGTH, TRIGGERS, skip_smiley, unstopped_end


@njit(cache=True)
def _skip_reference(flags, j, last):
    """Return the token after a note in square brackets at j ([1 - 3], [citation needed]), or j."""
    if not (flags[j] & SQUARE and flags[j] & OPENER):
        return j
    k = j + 1
    while k < last and k < j + 8 and flags[k] & (UPPER | LOWER | STOP | SQUARE) == 0:
        k += 1
    if k > j + 1 and k < last and flags[k] & SQUARE and flags[k] & CLOSER and flags[j + 1] & DIGITS:
        return k + 1
    k = j + 1
    while k < last and k < j + 6 and flags[k] & LOWER:  # [better source needed]
        k += 1
    if k == j + 1 and k + 2 == last and flags[k] & ELLIPSIS:  # [...] at the end
        k += 1
    if k > j + 1 and k < last and flags[k] & SQUARE and flags[k] & CLOSER:
        return k + 1
    return j


@njit(cache=True)
def _skip_number(flags, start, end, i, last):
    """Return the token after a raised reference number that follows the stop at i, or i + 1.

    Such a number is short and stands between a stop and a capital: "by age.14 Since", or after a
    space "by age. 14 Since" where the capital opens a sentence for certain.
    """
    j = i + 1
    if j + 1 >= last or not flags[j] & DIGITS or end[j] - start[j] > 3 or i == 0:
        return j
    if start[j + 1] == end[j] or not flags[j + 1] & UPPER:
        return j
    if start[j] == end[i]:
        held = flags[i - 1] & (NEVER | BEFORE_NUMBER | SOMETIMES | INITIAL | DIGITS)
        return j + 1 if flags[i - 1] & LOWER and not held else j
    return j + 1 if flags[j + 1] & STARTER else j


@njit(cache=True)
def _skip_closers(flags, start, end, i, last):
    """Return the first token after i that is no bracket, quote or mark closing its sentence."""
    j = _skip_number(flags, start, end, i, last)
    while j < last:
        f = flags[j]
        attached = start[j] == end[j - 1]
        straight = (f & QUOTE) != 0 and (f & (OPENER | CLOSER)) == 0
        if f & STOP and (attached or not f & ELLIPSIS):
            j += 1
        elif f & CLOSER:
            j += 1
        elif straight and (attached or j + 1 == last or start[j + 1] > end[j]):
            j += 1
        else:
            after = _skip_reference(flags, j, last)
            if after == j:
                after = skip_smiley(flags, start, end, j, last)
            if after == j:
                break
            j = after
    return j


@njit(cache=True)
def _abbreviation_holds(flags, i, after, follows):
    """Say whether the stop at i belongs to the abbreviation before it and the sentence goes on."""
    before = flags[i - 1]
    if before & NEVER:
        return True
    if before & BEFORE_NUMBER and flags[after] & (DIGITS | MONTH):
        return True
    if before & SOMETIMES:
        opens = STARTER if not before & BEFORE_NUMBER else UPPER
        return not (follows & opens and follows & UPPER)
    return False


@njit(cache=True)
def _initial_holds(flags, i, first, follows):
    """Say whether the stop at i follows an initial of a name (J. Smith), and not vitamin C."""
    if not (flags[i - 1] & INITIAL and flags[i - 1] & UPPER and follows & UPPER):
        return False
    if i - 2 < first:
        return True
    before = flags[i - 2]
    return not (before & ENUMERATOR or (follows & STARTER and before & LOWER))


_NAMED = UPPER | INITIAL | DIGITS | ADDRESS


@njit(cache=True)
def _is_named(flags, start, end, j):
    """Say whether the word at j with a stop, before a small letter, is rather an abbreviation."""
    return flags[j] & _NAMED and (end[j] - start[j] < 5 or not flags[j] & UPPER)


@njit(cache=True)
def _goes_on_after_bracket(flags, start, end, j, last):
    """Say whether the bracket at j closes before a comma or a small letter: Help! (1965), Hair"""
    if not (flags[j] & MOUTH and flags[j] & OPENER):
        return False
    k = j + 1
    while k + 1 < last and k < j + 12:
        if flags[k] & MOUTH and flags[k] & CLOSER:
            follows = flags[k + 1]
            return follows & COMMA != 0 or (follows & LOWER != 0 and flags[j - 1] & LOUD != 0)
        k += 1
    return False


@njit(cache=True)
def _ellipsis_ends(flags, start, end, i, after, first, follows):
    """Say whether an ellipsis ends its sentence: not where it opens one, and where three dots stand
    apart (words left out), only before a sure opening."""
    if i == first:
        return False
    if after == i + 1 and start[i] > end[i - 1] and end[i] - start[i] in (1, 3):
        return follows & UPPER != 0 and follows & STARTER != 0 and not follows & INITIAL
    return follows & (UPPER | DIGITS) != 0


@njit(cache=True)
def _ends_at(flags, start, end, i, after, first, last):
    """Say whether the stop at token i ends its sentence; `after` is the token that follows it."""
    if after >= last:
        return True
    follows = flags[after]
    if after + 1 < last and follows & (OPENER | QUOTE):
        if _goes_on_after_bracket(flags, start, end, after, last):
            return False
        follows = flags[after + 1]
    stop = flags[i]
    if start[after] == end[after - 1]:  # a space is missing, or this is no end
        small = i > first and flags[i - 1] & LOWER
        opens = follows & (UPPER | LOWER if stop & LOUD else UPPER)
        if after > i + 1 or not opens or not (small or (stop & ELLIPSIS and i > first)):
            return False
    if stop & ELLIPSIS:
        return _ellipsis_ends(flags, start, end, i, after, first, follows)
    if stop & LOUD and after > i + 1:
        spoken = after + 1 < last and flags[after + 1] & SPEECH != 0
        return not (follows & LOWER or spoken)
    if stop & LOUD:  # but "Oh! what a day" is one sentence
        return not (
            follows & LOWER and (i == first + 1 or (i == first + 2 and flags[first] & QUOTE))
        )
    if end[i] - start[i] > 1:
        return True
    if i == first + 1 and flags[first] & (DIGITS | INITIAL):
        return False  # the number of a list item or heading: 1. Introduction
    if i == first + 2 and flags[first] & ENUMERATOR and flags[first + 1] & DIGITS:
        return False  # Figure 1. Results
    if (i > first and start[i] == end[i - 1]) and (
        _abbreviation_holds(flags, i, after, follows) or _initial_holds(flags, i, first, follows)
    ):
        return False
    if follows & LOWER:
        return after == i + 1 and i > first and not _is_named(flags, start, end, i - 1)
    return True


@njit(cache=True)
def _dotted_ends(flags, start, end, i, last):
    """Say whether U.S. and its like, a word with its own last stop, ends the sentence at i."""
    if i + 1 >= last or flags[i] & NEVER:
        return False
    return flags[i + 1] & STARTER and flags[i + 1] & UPPER and start[i + 1] > end[i]


@njit(cache=True)
def _opens_with_label(flags, first, last):
    """Say whether a block opens with a caption's label and no stop after it: Figure 2 Results."""
    return (
        first + 2 < last
        and flags[first] & LABEL != 0
        and flags[first] & UPPER != 0
        and flags[first + 1] & DIGITS != 0
        and flags[first + 2] & UPPER != 0
    )


@njit(cache=True)
def _split(flags, start, end, block_token, out, out_block):
    n = 0
    for b in range(len(block_token) - 1):
        first, last = block_token[b], block_token[b + 1]
        i = first
        begin = first
        if _opens_with_label(flags, first, last):
            n += 1
            out[n] = begin = i = first + 2
        while i < last:
            cut = -1
            if flags[i] & STOP:
                after = _skip_closers(flags, start, end, i, last)
                if _ends_at(flags, start, end, i, after, begin, last):
                    cut = after
                elif after > i + 1:
                    i = after - 1
            elif flags[i] & DOTTED and _dotted_ends(flags, start, end, i, last):
                cut = i + 1
            elif flags[i] & TRIGGERS and (i - begin <= PLACE_LENGTH or not flags[i] & OPENINGS):
                cut = unstopped_end(flags, start, end, i, begin, first, last)
            if cut > begin:
                n += 1
                out[n] = begin = i = cut
            else:
                i += 1
        if begin < last:
            n += 1
            out[n] = last
        out_block[b + 1] = n
    return n


def split_sentences(
    flags: np.ndarray, start: np.ndarray, end: np.ndarray, block_token: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Split the tokens of each block into sentences.

    Args:
        flags: uint32[t], `sentence_flags` of each token's type.
        start, end: int[t], characters of each token (a gap between them is white space).
        block_token: int64[b + 1], tokens of each block.

    Returns:
        sentence_token int64[s + 1], block_sentence int64[b + 1]. A block without tokens has no
        sentence.
    """
    out = np.zeros(len(flags) + 1, np.int64)
    block_sentence = np.zeros(len(block_token), np.int64)
    n = _split(flags, start, end, block_token, out, block_sentence)
    return out[: n + 1].copy(), block_sentence
