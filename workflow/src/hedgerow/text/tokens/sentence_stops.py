"""Stops that end a sentence, and those that do not.

A stop ends a sentence unless it belongs to a decimal, an address, an abbreviation, an initial or an
ellipsis in mid-sentence. Closing quotation marks, brackets, reference numbers and smileys after it
belong to the sentence that it ends.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from hedgerow.lean_kernels import LEAN
from hedgerow.text.tokens import token_flags as flag


class Tokens(NamedTuple):
    """The tokens of a text: flags int64[t] of their types, and first and last character."""

    flags: np.ndarray
    start: np.ndarray
    end: np.ndarray


_ABBREVIATION = flag.NEVER | flag.BEFORE_NUMBER | flag.SOMETIMES

_LONGEST_REFERENCE = 8
"""Tokens of a reference in square brackets at most: [1, 3 - 5]."""

_LONGEST_REMARK = 6
"""Tokens of a remark in square brackets at most: [better source needed]."""

_LONGEST_BRACKET = 12
"""Tokens of a bracket at most that continues a sentence after a stop: Help! (1965)."""


@njit(cache=True, inline="always")
def attached(tokens: Tokens, j: int) -> bool:
    """Test whether no white space parts token j from the one before it."""
    return tokens.start[j] == tokens.end[j - 1]


@njit(cache=True, inline="always")
def opens_sentence(flags: np.ndarray, j: int) -> bool:
    """Test whether token j certainly opens a sentence: a capitalised function word, not I."""
    f = flags[j]
    return f & flag.STARTER != 0 and f & flag.UPPER != 0 and f & flag.INITIAL == 0


@njit(**LEAN)
def _closes_square(flags, k, last):
    return k < last and flags[k] & flag.SQUARE and flags[k] & flag.CLOSER


@njit(**LEAN)
def _skip_reference(flags, j, last):
    """Return the token after a note in square brackets at j ([1 - 3], [citation needed]), or j."""
    if not (flags[j] & flag.SQUARE and flags[j] & flag.OPENER):
        return j
    words = flag.UPPER | flag.LOWER | flag.STOP | flag.SQUARE
    k = j + 1
    while k < last and k < j + _LONGEST_REFERENCE and flags[k] & words == 0:
        k += 1
    if k > j + 1 and _closes_square(flags, k, last) and flags[j + 1] & flag.DIGITS:
        return k + 1
    k = j + 1
    while k < last and k < j + _LONGEST_REMARK and flags[k] & flag.LOWER:
        k += 1
    if k == j + 1 and k + 2 == last and flags[k] & flag.ELLIPSIS:  # [...] at the end
        k += 1
    return k + 1 if k > j + 1 and _closes_square(flags, k, last) else j


@njit(**LEAN)
def _skip_number(tokens, i, last):
    """Return the token after a raised reference number that follows the stop at i, or i + 1.

    Such a number is short and stands between a stop and a capital: "by age.14 Since", or after a
    space "by age. 14 Since" where the capital certainly opens a sentence.
    """
    flags, start, end = tokens
    j = i + 1
    if j + 1 >= last or not flags[j] & flag.DIGITS or end[j] - start[j] > 3 or i == 0:
        return j
    if attached(tokens, j + 1) or not flags[j + 1] & flag.UPPER:
        return j
    if attached(tokens, j):
        held = flags[i - 1] & (_ABBREVIATION | flag.INITIAL | flag.DIGITS)
        return j + 1 if flags[i - 1] & flag.LOWER and not held else j
    return j + 1 if flags[j + 1] & flag.STARTER else j


@njit(**LEAN)
def skip_smiley(tokens: Tokens, j: int, last: int) -> int:
    """Return the token after a smiley at j (:) ;-( =) and :D), or j where there is none."""
    flags = tokens.flags
    if not flags[j] & flag.EYES or (j > 0 and attached(tokens, j)):
        return j
    k = j + 1
    if k < last and flags[k] & flag.NOSE and attached(tokens, k):
        k += 1
    if k == last or tokens.start[k] > tokens.end[k - 1]:
        return j
    letter = (
        flags[k] & flag.INITIAL
        and flags[k] & flag.UPPER
        and (k + 1 == last or tokens.start[k + 1] > tokens.end[k])
    )
    return k + 1 if flags[k] & flag.ROUND or letter else j


@njit(**LEAN)
def skip_closers(tokens: Tokens, i: int, first: int, last: int) -> int:
    """Return the first token after i that is no bracket, quote or mark closing its sentence.

    An emoji closes a sentence, too, unless the block opens with one: then emoji are its bullets.
    """
    flags, start, end = tokens
    j = _skip_number(tokens, i, last)
    while j < last:
        f = flags[j]
        straight = (f & flag.QUOTE) != 0 and (f & (flag.OPENER | flag.CLOSER)) == 0
        if f & flag.STOP and (attached(tokens, j) or not f & flag.ELLIPSIS):
            j += 1
        elif f & flag.CLOSER or (f & flag.NOTE and attached(tokens, j)):
            j += 1
        elif f & flag.EMOJI and not flags[first] & flag.EMOJI:
            j += 1
        elif straight and (attached(tokens, j) or j + 1 == last or start[j + 1] > end[j]):
            j += 1
        else:
            after = _skip_reference(flags, j, last)
            if after == j:
                after = skip_smiley(tokens, j, last)
            if after == j:
                break
            j = after
    return j


@njit(**LEAN)
def _abbreviation_holds(flags, i, after, follows):
    """Test whether the stop at i belongs to the abbreviation before it and the sentence goes on."""
    before = flags[i - 1]
    if before & flag.NEVER:
        return True
    numbers = flag.DIGITS | flag.MONTH | flag.ROMAN
    if before & flag.BEFORE_NUMBER and flags[after] & numbers:
        return True
    if before & flag.BEFORE_NUMBER and follows & flag.LOWER:  # max. dose
        return not before & flag.ORDINARY or follows & flag.OF != 0
    if before & flag.SOMETIMES:
        opens = flag.STARTER if not before & flag.BEFORE_NUMBER else flag.UPPER
        return not (follows & opens and follows & flag.UPPER)
    return False


@njit(**LEAN)
def _is_letter_name(flags, i):
    """Test whether the capital letter at i is a name or unit of its own: vitamin C, 4 °C."""
    before = flags[i - 1]
    unit = flags[i] & flag.UNIT and before & flag.CARDINAL
    return before & (flag.ENUMERATOR | flag.DEGREE) or unit


@njit(**LEAN)
def _initial_holds(tokens, i, first, k, last):
    """Test whether the stop at i follows an initial of a name, and the sentence goes on at k.

    "J. Smith", "Hall, J. (2019)", "C. A. Mey.", but not "vitamin C. Tea" and "World War I. The town
    was"
    """
    flags = tokens.flags
    if not (flags[i - 1] & flag.INITIAL and flags[i - 1] & flag.UPPER):
        return False
    follows = flags[k]
    if i - 2 < first:
        return follows & flag.UPPER != 0
    if follows & flag.UPPER and follows & _ABBREVIATION:  # 5 F. Supp. 2d 14
        return True
    if _is_letter_name(flags, i - 1):
        return False
    before = flags[i - 2]
    if follows & flag.YEAR:
        return before & (flag.COMMA | flag.UPPER | flag.STOP) != 0
    if not follows & flag.UPPER:
        return False
    if follows & flag.INITIAL and k + 1 < last and flags[k + 1] & flag.STOP:
        return attached(tokens, k + 1)
    if follows & flag.STARTER and before & flag.LOWER:
        return False
    lower = k + 1 < last and flags[k + 1] & flag.LOWER
    return not (opens_sentence(flags, k) and lower and not follows & flag.MONTH)


@njit(**LEAN)
def _may_be_abbreviation(tokens, j):
    """Test whether the word at j, with a stop before a small letter, is rather an abbreviation."""
    f = tokens.flags[j]
    if not f & (flag.UPPER | flag.INITIAL | flag.DIGITS | flag.ADDRESS):
        return False
    return tokens.end[j] - tokens.start[j] < 5 or not f & flag.UPPER


@njit(**LEAN)
def _goes_on_after_bracket(flags, j, last):
    """Test whether the bracket at j closes before a comma or a small letter: Help! (1965), Hair"""
    if not (flags[j] & flag.ROUND and flags[j] & flag.OPENER):
        return False
    k = j + 1
    while k + 1 < last and k < j + _LONGEST_BRACKET:
        if flags[k] & flag.ROUND and flags[k] & flag.CLOSER:
            follows = flags[k + 1]
            loud = flags[j - 1] & flag.LOUD != 0
            return follows & flag.COMMA != 0 or (follows & flag.LOWER != 0 and loud)
        k += 1
    return False


@njit(**LEAN)
def _ellipsis_ends(tokens, i, after, first, follows):
    """Test whether an ellipsis ends its sentence.

    It does not where it opens one; where three dots stand apart (words left out), it does only
    before a token that certainly opens a sentence.
    """
    if i == first:
        return False
    apart = after == i + 1 and tokens.start[i] > tokens.end[i - 1]
    if apart and tokens.end[i] - tokens.start[i] in (1, 3):
        opens = follows & flag.UPPER != 0 and follows & flag.STARTER != 0
        return opens and not follows & flag.INITIAL
    return follows & (flag.UPPER | flag.DIGITS) != 0


@njit(**LEAN)
def _runs_into(tokens, i, after, first, follows):
    """Test whether no space follows the stop at i and it is no end: x.y, but not "it works.We"."""
    flags, stop = tokens.flags, tokens.flags[i]
    if not attached(tokens, after):
        return False
    letters = flag.UPPER | flag.LOWER if stop & flag.LOUD else flag.UPPER
    word = i > first and (flags[i - 1] & flag.LOWER or stop & flag.ELLIPSIS)
    closed = after > i + 1 and not flags[after - 1] & flag.NOTE
    return closed or not follows & letters or not word


@njit(**LEAN)
def _loud_ends(flags, i, after, first, last, follows):
    """Test whether a question or exclamation mark ends its sentence."""
    if after > i + 1:  # closed by a quotation mark
        spoken = after + 1 < last and flags[after + 1] & flag.SPEECH != 0
        return not (follows & flag.LOWER or spoken)
    # "Oh! what a day" is one sentence.
    exclaimed = i == first + 1 or (i == first + 2 and flags[first] & flag.QUOTE)
    return not (follows & flag.LOWER and exclaimed)


@njit(**LEAN)
def _numbers_block(flags, i, first):
    """Test whether the stop at i follows the number of an item or figure that opens the sentence.

    "1. Introduction", "Figure 1. Results"
    """
    if i == first + 1 and flags[first] & (flag.DIGITS | flag.INITIAL):
        return True
    return i == first + 2 and flags[first] & flag.ENUMERATOR and flags[first + 1] & flag.DIGITS


@njit(**LEAN)
def ends_at(tokens: Tokens, i: int, after: int, first: int, last: int) -> bool:
    """Test whether the stop at token i ends its sentence.

    Args:
        after: the first token after the stop that does not close the sentence with it.
        first: the first token of the sentence.
        last: the token after the block.
    """
    flags = tokens.flags
    if after >= last:
        return True
    k = after
    if after + 1 < last and flags[after] & (flag.OPENER | flag.QUOTE):
        if _goes_on_after_bracket(flags, after, last):
            return False
        k = after + 1
    follows, stop = flags[k], flags[i]
    if _runs_into(tokens, i, after, first, follows):
        return False
    if stop & flag.ELLIPSIS:
        return _ellipsis_ends(tokens, i, after, first, follows)
    if stop & flag.LOUD:
        return _loud_ends(flags, i, after, first, last, follows)
    if tokens.end[i] - tokens.start[i] > 1:
        return True
    if _numbers_block(flags, i, first):
        return False
    if (i > first and attached(tokens, i)) and (
        _abbreviation_holds(flags, i, after, follows) or _initial_holds(tokens, i, first, k, last)
    ):
        return False
    if follows & flag.LOWER:
        return after == i + 1 and i > first and not _may_be_abbreviation(tokens, i - 1)
    return True


@njit(**LEAN)
def dotted_ends(tokens: Tokens, i: int, last: int) -> bool:
    """Test whether a word with its own last stop (U.S.) ends the sentence at i."""
    if i + 1 >= last or tokens.flags[i] & flag.NEVER:
        return False
    follows = tokens.flags[i + 1]
    return follows & flag.STARTER and follows & flag.UPPER and not attached(tokens, i + 1)
