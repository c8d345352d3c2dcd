"""Sentence ends without a stop: smileys, addresses, stamps of e-mails, ruled lines, credits, dates.

Each of them is certain by its form. A line break that was lost in plain prose is not, and nothing
here guesses at one.
"""

from __future__ import annotations

from numba import njit
from numpy import ndarray as Array

from hedgerow.text.sentence_parts import (
    ADDRESS,
    CLOCK,
    CLOSER,
    COMMA,
    CREDIT,
    DATE,
    DIGITS,
    EYES,
    INITIAL,
    LABEL,
    LOWER,
    MONTH,
    MOUTH,
    NOSE,
    OPENER,
    QUOTE,
    RULE,
    SIGN_OFF,
    STARTER,
    STOP,
    UPPER,
    WEB,
    WEEKDAY,
)

TRIGGERS = EYES | ADDRESS | CREDIT | DATE | RULE | WEEKDAY | COMMA | NOSE
"""A token with none of these ends no sentence without a stop."""

OPENINGS = COMMA | NOSE
"""Those that end one only near its beginning: within `PLACE_LENGTH` tokens."""

_RULE_LENGTH = 20
"""Characters from which on a run of one mark is a ruled line; a shorter one is a blank."""

PLACE_LENGTH = 14
"""Tokens that a dateline has at most before its dash: Springfield, Ill., Feb. 3 (AP) -"""


@njit(cache=True, inline="always")
def _opens(flags, j):
    """Say whether the token at j opens a sentence for certain: a function word with a capital."""
    return flags[j] & STARTER != 0 and flags[j] & UPPER != 0 and flags[j] & INITIAL == 0


@njit(cache=True)
def skip_smiley(flags: Array, start: Array, end: Array, j: int, last: int) -> int:
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
    after = skip_smiley(flags, start, end, i, last)
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
    if begin != first or i == first or i - first > PLACE_LENGTH or i + 2 >= last:
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
def unstopped_end(
    flags: Array, start: Array, end: Array, i: int, begin: int, first: int, last: int
) -> int:
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
