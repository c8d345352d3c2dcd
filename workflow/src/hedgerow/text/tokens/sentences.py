"""Sentences: which tokens end one, decided over tokenised tokens inside blocks.

A block always ends a sentence. Inside a block a stop ends one unless it belongs to a decimal, an
address, an abbreviation, an initial or an ellipsis in mid-sentence. Some sentences end without a
stop: at a smiley, a web address, the stamp of an e-mail, a ruled line, before the credit of a
picture or the date of a headline. Only ends that are certain by their form are taken; nothing here
guesses where a line break was lost. What a stop may mean depends on the word types beside it, so
each type's part is worked out once (`sentence_parts.py`); the pass over the tokens is arithmetic.

Flags and kernels stand in one file: a compiled kernel is stored, and made anew only when the file
that it stands in changes.
"""

from __future__ import annotations

import numpy as np
from numba import njit

STOP, ELLIPSIS, CLOSER, OPENER, UPPER, LOWER, INITIAL = (1 << k for k in range(7))
NEVER, BEFORE_NUMBER, SOMETIMES, STARTER, QUOTE, DIGITS, ENUMERATOR, DOTTED = (
    1 << k for k in range(7, 15)
)
SQUARE, SPEECH, LOUD, MONTH, EYES, NOSE, MOUTH, ADDRESS, LABEL = (1 << k for k in range(15, 24))
CREDIT, DATE, CLOCK, RULE, WEEKDAY, SIGN_OFF, WEB, COMMA = (1 << k for k in range(24, 32))
"""Flags of a word type for sentence ends; see `sentence_parts.py`."""

_TRIGGERS = EYES | ADDRESS | CREDIT | DATE | RULE | WEEKDAY | COMMA | NOSE
"""A token with none of these ends no sentence without a stop."""

_OPENINGS = COMMA | NOSE
"""Those that end one only near its beginning: within `_PLACE_LENGTH` tokens."""

_RULE_LENGTH = 20
"""Characters from which on a run of one mark is a ruled line; a shorter one is a blank."""

_PLACE_LENGTH = 14
"""Tokens that a dateline has at most before its dash: Springfield, Ill., Feb. 3 (AP) -"""


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
def _skip_smiley(flags, start, end, j, last):
    """Return the token after a smiley at j (:) ;-( =) and :D), or j where there is none."""
    if not flags[j] & EYES or (j > 0 and start[j] == end[j - 1]):
        return j
    k = j + 1
    if k < last and flags[k] & NOSE and start[k] == end[k - 1]:
        k += 1
    if k == last or start[k] > end[k - 1]:
        return j
    letter = flags[k] & INITIAL and flags[k] & UPPER and (k + 1 == last or start[k + 1] > end[k])
    return k + 1 if flags[k] & MOUTH or letter else j


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
                after = _skip_smiley(flags, start, end, j, last)
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


@njit(cache=True, inline="always")
def _opens(flags, j):
    """Say whether the token at j opens a sentence for certain: a function word with a capital."""
    return flags[j] & STARTER != 0 and flags[j] & UPPER != 0 and flags[j] & INITIAL == 0


@njit(cache=True)
def _after_colon(flags, start, end, i, last):
    """Return i + 1 where a list in running text follows the mark at i (": 1. Take"), or -1."""
    listed = (
        i + 3 < last
        and flags[i + 1] & DIGITS != 0
        and flags[i + 1] & LABEL != 0
        and flags[i + 2] & (STOP | CLOSER) != 0
        and start[i + 1] > end[i]
        and start[i + 2] == end[i + 1]
        and start[i + 3] > end[i + 2]
        and flags[i + 3] & UPPER != 0
    )
    return i + 1 if listed else -1


@njit(cache=True)
def _at_eyes(flags, start, end, i, last):
    after = _skip_smiley(flags, start, end, i, last)
    if after == i:
        return _after_colon(flags, start, end, i, last)
    if after < last and start[after] > end[after - 1] and flags[after] & UPPER:
        return after
    return -1


@njit(cache=True)
def _at_address(flags, start, end, i, last):
    """A web address ends before a capital, one without protocol (x.org) before a sure opening.

    So does the sender of an e-mail, "Ann <ann@x.org>", before a capital.
    """
    if i + 1 >= last:
        return -1
    if start[i + 1] == end[i]:
        angled = i > 0 and start[i] == end[i - 1] and not (flags[i - 1] | flags[i + 1])
        return i + 2 if angled and i + 2 < last and flags[i + 2] & UPPER else -1
    follows = flags[i + 1]
    opens = follows & ADDRESS or (follows & UPPER and (follows & STARTER or flags[i] & WEB))
    return i + 1 if opens else -1


@njit(cache=True)
def _at_credit(flags, start, end, i, begin, last):
    """A caption ends before "Image: J. Smith" and "Photo credit: J. Smith"."""
    if i == begin or not flags[i] & UPPER or start[i] == end[i - 1]:
        return -1
    k = i + 2 if i + 1 < last and flags[i + 1] & CREDIT else i + 1
    if k + 1 >= last or not flags[k] & EYES or start[k] > end[k - 1]:
        return -1
    before = flags[i - 1]
    if before & (OPENER | QUOTE | COMMA) or (before & LOWER and before & STARTER):
        return -1
    return i


@njit(cache=True)
def _at_date(flags, start, end, i, begin, last):
    """Who wrote an e-mail ends before the stamp (11/28/2000 06:16 PM), the stamp before the text.

    After "on" or "at" the stamp belongs to what stands before it.
    """
    if i + 1 >= last or not (flags[i + 1] & CLOCK and flags[i + 1] & DIGITS):
        return -1
    if i > begin and not flags[i - 1] & (STARTER | OPENER | COMMA):
        return i
    j = i + 2
    if j < last and flags[j] & CLOCK and not flags[j] & DIGITS:
        j += 1
    if j >= last or start[j] == end[j - 1] or flags[j] & (STOP | COMMA):
        return -1
    return j if i == begin or flags[j] & UPPER else -1


@njit(cache=True)
def _at_rule(flags, start, end, i, begin, first, last):
    """A ruled line (=====) stands for itself."""
    if i > first and start[i] == end[i - 1]:
        return -1
    k = i + 1
    while k < last and flags[k] & RULE and start[k] == end[k - 1]:
        k += 1
    if end[k - 1] - start[i] < _RULE_LENGTH or (k < last and start[k] == end[k - 1]):
        return -1
    if i > begin:
        return i
    return k if k < last else -1


@njit(cache=True)
def _at_weekday(flags, i, begin, last):
    """A headline ends before the date that closes its line: Tuesday, September 1, 2015."""
    dated = (
        i > begin
        and last - i == 6
        and flags[i + 1] & COMMA != 0
        and flags[i + 2] & MONTH != 0
        and flags[i + 3] & DIGITS != 0
        and flags[i + 5] & DIGITS != 0
    )
    before = flags[i - 1]
    return (
        i if dated and before & (UPPER | LOWER | DIGITS | CLOSER) and not before & STARTER else -1
    )


@njit(cache=True)
def _at_comma(flags, i, begin, first, last):
    """A greeting ends at its comma before a capital ("Ann, We are"); so does "Regards, Ann"."""
    if i + 2 >= last or i == begin or not flags[i + 1] & UPPER:
        return -1
    if flags[i - 1] & SIGN_OFF and i - begin <= 2:
        named = not flags[i + 1] & STARTER and not flags[i + 2] & (STOP | COMMA)
        return i + 1 if named else -1
    if begin != first or i - first > 2 or not flags[i - 1] & UPPER or not flags[first] & UPPER:
        return -1
    return i + 1 if _opens(flags, i + 1) and flags[i + 2] & LOWER else -1


@njit(cache=True)
def _at_dash(flags, start, end, i, begin, first, last):
    """A dateline ends at its dash before the opening of a sentence: LONDON (AP) - The court has."""
    if begin != first or i == first or i - first > _PLACE_LENGTH or i + 2 >= last:
        return -1
    if start[i] == end[i - 1] or start[i + 1] == end[i]:
        return -1
    if not (flags[first] & UPPER and _opens(flags, i + 1) and flags[i + 2] & LOWER):
        return -1
    for k in range(first, i):
        if flags[k] & LOWER:
            return -1
    return i + 1


@njit(cache=True)
def _unstopped_end(flags, start, end, i, begin, first, last):
    """Return where a sentence ends at the token i, which is no stop, or -1.

    That may be i itself, where i opens what follows. `begin` is the first token of the sentence so
    far, `first` and `last` bound the block.
    """
    f = flags[i]
    if f & RULE:
        cut = _at_rule(flags, start, end, i, begin, first, last)
        if cut >= 0 or not f & EYES:
            return cut
    if f & EYES:
        return _at_eyes(flags, start, end, i, last)
    if f & ADDRESS:
        return _at_address(flags, start, end, i, last)
    if f & CREDIT:
        return _at_credit(flags, start, end, i, begin, last)
    if f & DATE:
        return _at_date(flags, start, end, i, begin, last)
    if f & WEEKDAY:
        return _at_weekday(flags, i, begin, last)
    if f & COMMA:
        return _at_comma(flags, i, begin, first, last)
    return _at_dash(flags, start, end, i, begin, first, last)


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


_NOTED = STOP | DOTTED | _TRIGGERS


@njit(cache=True)
def _split(flags, start, end, block_token, whole, out, out_block):
    n = 0
    for b in range(len(block_token) - 1):
        first, last = block_token[b], block_token[b + 1]
        i = first
        begin = first
        if whole[b]:
            i = last
        elif _opens_with_label(flags, first, last):
            n += 1
            out[n] = begin = i = first + 2
        while i < last:
            cut = -1
            if not flags[i] & _NOTED:  # most tokens
                i += 1
                continue
            if flags[i] & STOP:
                after = _skip_closers(flags, start, end, i, last)
                if _ends_at(flags, start, end, i, after, begin, last):
                    cut = after
                elif after > i + 1:
                    i = after - 1
            elif flags[i] & DOTTED and _dotted_ends(flags, start, end, i, last):
                cut = i + 1
            elif flags[i] & _TRIGGERS and (i - begin <= _PLACE_LENGTH or not flags[i] & _OPENINGS):
                cut = _unstopped_end(flags, start, end, i, begin, first, last)
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
    flags: np.ndarray,
    start: np.ndarray,
    end: np.ndarray,
    block_token: np.ndarray,
    whole: np.ndarray | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Split the tokens of each block into sentences.

    Args:
        flags: uint32[t], `sentence_flags` of each token's type.
        start, end: int[t], characters of each token (a gap between them is white space).
        block_token: int64[b + 1], tokens of each block.
        whole: bool[b], blocks that are one sentence whatever stops they hold; none by default.

    Returns:
        sentence_token int64[s + 1], block_sentence int64[b + 1]. A block without tokens has no
        sentence.
    """
    if whole is None:
        whole = np.zeros(len(block_token) - 1, bool)
    out = np.zeros(len(flags) + 1, np.int64)
    block_sentence = np.zeros(len(block_token), np.int64)
    n = _split(flags, start, end, block_token, whole, out, block_sentence)
    return out[: n + 1].copy(), block_sentence
