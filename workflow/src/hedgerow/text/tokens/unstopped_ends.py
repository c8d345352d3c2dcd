"""Sentences that end without a stop.

They end at a smiley or emoji, a web address, the stamp of an e-mail or a ruled line, before the
credit of a picture or the date of a headline, after a greeting or a dateline.
"""

from __future__ import annotations

from numba import njit

from hedgerow.lean_kernels import LEAN
from hedgerow.text.tokens import token_flags as flag
from hedgerow.text.tokens.sentence_stops import Tokens, attached, opens_sentence, skip_smiley

OPENINGS = flag.COMMA | flag.NOSE
"""Tokens that end a sentence without a stop only within its first LONGEST_OPENING tokens."""

TRIGGERS = (
    OPENINGS
    | flag.EYES
    | flag.ADDRESS
    | flag.CREDIT
    | flag.DATE
    | flag.RULE
    | flag.WEEKDAY
    | flag.EMOJI
)  # fmt: skip
"""A token with none of these ends no sentence without a stop."""

LONGEST_OPENING = 14
"""Tokens of a dateline at most before its dash: Springfield, Ill., Feb. 3 (AP) -"""

_SHORTEST_RULE = 20
"""Characters of a ruled line at least; a shorter run of one mark is a blank to fill in."""


@njit(**LEAN)
def _after_colon(tokens, i, last):
    """Return i + 1 where a list in running text follows the mark at i (": 1. Take"), or -1."""
    flags = tokens.flags
    listed = (
        i + 3 < last
        and flags[i + 1] & flag.DIGITS != 0
        and flags[i + 1] & flag.LABEL != 0
        and flags[i + 2] & (flag.STOP | flag.CLOSER) != 0
        and not attached(tokens, i + 1)
        and attached(tokens, i + 2)
        and not attached(tokens, i + 3)
        and flags[i + 3] & flag.UPPER != 0
    )
    return i + 1 if listed else -1


@njit(**LEAN)
def _at_eyes(tokens, i, last):
    after = skip_smiley(tokens, i, last)
    if after == i:
        return _after_colon(tokens, i, last)
    if after < last and not attached(tokens, after) and tokens.flags[after] & flag.UPPER:
        return after
    return -1


@njit(**LEAN)
def _at_address(tokens, i, last):
    """A web address ends a sentence before a capital, x.org only before a certain opening.

    So does the sender of an e-mail, "Ann <ann@x.org>", before a capital.
    """
    flags = tokens.flags
    if i + 1 >= last:
        return -1
    if attached(tokens, i + 1):
        angled = i > 0 and attached(tokens, i) and not (flags[i - 1] | flags[i + 1])
        return i + 2 if angled and i + 2 < last and flags[i + 2] & flag.UPPER else -1
    follows = flags[i + 1]
    certain = follows & flag.STARTER or flags[i] & flag.WEB
    return i + 1 if follows & flag.ADDRESS or (follows & flag.UPPER and certain) else -1


@njit(**LEAN)
def _at_credit(tokens, i, begin, last):
    """A caption ends before "Image: J. Smith" and "Photo credit: J. Smith"."""
    flags = tokens.flags
    if i == begin or not flags[i] & flag.UPPER or attached(tokens, i):
        return -1
    k = i + 2 if i + 1 < last and flags[i + 1] & flag.CREDIT else i + 1
    if k + 1 >= last or not flags[k] & flag.EYES or tokens.start[k] > tokens.end[k - 1]:
        return -1
    before = flags[i - 1]
    if before & (flag.OPENER | flag.QUOTE | flag.COMMA):
        return -1
    return -1 if before & flag.LOWER and before & flag.STARTER else i


@njit(**LEAN)
def _at_date(tokens, i, begin, last):
    """A sender ends before the stamp of an e-mail (11/28/2000 06:16 PM), the stamp before the text.

    After "on" or "at" the stamp belongs to the words before it.
    """
    flags = tokens.flags
    if i + 1 >= last or not (flags[i + 1] & flag.CLOCK and flags[i + 1] & flag.DIGITS):
        return -1
    if i > begin and not flags[i - 1] & (flag.STARTER | flag.OPENER | flag.COMMA):
        return i
    j = i + 2
    if j < last and flags[j] & flag.CLOCK and not flags[j] & flag.DIGITS:
        j += 1
    if j >= last or attached(tokens, j) or flags[j] & (flag.STOP | flag.COMMA):
        return -1
    return j if i == begin or flags[j] & flag.UPPER else -1


@njit(**LEAN)
def _at_rule(tokens, i, begin, first, last):
    """A ruled line (=====) is a sentence of its own."""
    start, end = tokens.start, tokens.end
    if i > first and attached(tokens, i):
        return -1
    k = i + 1
    while k < last and tokens.flags[k] & flag.RULE and attached(tokens, k):
        k += 1
    if end[k - 1] - start[i] < _SHORTEST_RULE or (k < last and attached(tokens, k)):
        return -1
    if i > begin:
        return i
    return k if k < last else -1


@njit(**LEAN)
def _at_weekday(flags, i, begin, last):
    """A headline ends before the date that closes its line: Tuesday, September 1, 2015."""
    dated = (
        i > begin
        and last - i == 6
        and flags[i + 1] & flag.COMMA != 0
        and flags[i + 2] & flag.MONTH != 0
        and flags[i + 3] & flag.DIGITS != 0
        and flags[i + 5] & flag.DIGITS != 0
    )
    before = flags[i - 1]
    words = flag.UPPER | flag.LOWER | flag.DIGITS | flag.CLOSER
    return i if dated and before & words and not before & flag.STARTER else -1


@njit(**LEAN)
def _at_comma(flags, i, begin, first, last):
    """A greeting ends at its comma before a capital ("Ann, We are"); so does "Regards, Ann"."""
    if i + 2 >= last or i == begin or not flags[i + 1] & flag.UPPER:
        return -1
    if flags[i - 1] & flag.SIGN_OFF and i - begin <= 2:
        goes_on = flags[i + 1] & flag.STARTER or flags[i + 2] & (flag.STOP | flag.COMMA)
        return -1 if goes_on else i + 1
    capitals = flags[i - 1] & flag.UPPER and flags[first] & flag.UPPER
    if begin != first or i - first > 2 or not capitals:
        return -1
    return i + 1 if opens_sentence(flags, i + 1) and flags[i + 2] & flag.LOWER else -1


@njit(**LEAN)
def _at_dash(tokens, i, begin, first, last):
    """A dateline ends at its dash before the opening of a sentence: LONDON (AP) - The court has."""
    flags = tokens.flags
    if begin != first or i == first or i + 2 >= last:
        return -1
    if attached(tokens, i) or attached(tokens, i + 1):
        return -1
    opened = opens_sentence(flags, i + 1) and flags[i + 2] & flag.LOWER
    if not (flags[first] & flag.UPPER and opened):
        return -1
    for k in range(first, i):
        if flags[k] & flag.LOWER:
            return -1
    return i + 1


@njit(**LEAN)
def _at_emoji(flags, i, begin, first, last):
    """A sentence ends after a face before a capital, or before a bullet like the block's first.

    Other emoji also stand for words (I ❤️ York): after them only what opens a sentence does.
    """
    k = i + 1
    if k == last or i == begin:
        return -1
    if flags[first] & flag.EMOJI:
        return i if flags[k] & flag.UPPER else -1
    while k < last and flags[k] & flag.EMOJI:
        k += 1
    if not flags[i] & flag.FACE:
        opens = k + 1 < last and flags[k] & flag.STARTER and flags[k + 1] & flag.LOWER
        return k if opens and flags[k] & flag.UPPER else -1
    if k + 1 >= last or not flags[k] & flag.UPPER:
        return -1
    return k if flags[k] & flag.STARTER or flags[k + 1] & flag.LOWER else -1


@njit(**LEAN)
def unstopped_end(tokens: Tokens, i: int, begin: int, first: int, last: int) -> int:
    """Return where a sentence ends at the token i, which is no stop, or -1.

    That may be i itself, where i opens what follows. `begin` is the first token of the sentence so
    far, `first` and `last` bound the block.
    """
    f = tokens.flags[i]
    if f & flag.RULE:
        cut = _at_rule(tokens, i, begin, first, last)
        if cut >= 0 or not f & flag.EYES:
            return cut
    if f & flag.EYES:
        return _at_eyes(tokens, i, last)
    if f & flag.ADDRESS:
        return _at_address(tokens, i, last)
    if f & flag.CREDIT:
        return _at_credit(tokens, i, begin, last)
    if f & flag.DATE:
        return _at_date(tokens, i, begin, last)
    if f & flag.WEEKDAY:
        return _at_weekday(tokens.flags, i, begin, last)
    if f & flag.EMOJI:
        return _at_emoji(tokens.flags, i, begin, first, last)
    if f & flag.COMMA:
        return _at_comma(tokens.flags, i, begin, first, last)
    return _at_dash(tokens, i, begin, first, last)
