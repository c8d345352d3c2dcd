"""Sentences: which tokens end one, decided over coded tokens inside blocks.

A block always ends a sentence. Inside a block a stop ends one unless it belongs to a decimal, an
address, an abbreviation, an initial or an ellipsis in mid-sentence. What a stop may mean depends on
the word types beside it, so each type's part is worked out once (`sentence_flags`) and the pass over
the tokens is arithmetic.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

import numpy as np
from numba import njit

from hedgerow.text.tokens import NUMBER, PUNCTUATION, QUOTATION, WORD

STOP, ELLIPSIS, CLOSER, OPENER, UPPER, LOWER, INITIAL = (1 << k for k in range(7))
NEVER, BEFORE_NUMBER, SOMETIMES, STARTER, QUOTE, DIGITS, ENUMERATOR, DOTTED = (
    1 << k for k in range(7, 15)
)
SQUARE, SPEECH, LOUD = (1 << k for k in range(15, 18))
"""Flags of a word type for sentence ends; see `sentence_flags`."""

_STARTERS = frozenset(
    "the a an this that these those it he she we you they i there here if when while as in on at for"
    " from with by after before since although though because however but and so then what who where"
    " why how is are was were do does did can could will would should may might my your his her our"
    " their its no not yes some many most all both each every another other one two to".split()
)
"""Function words that open a sentence after an abbreviation that may end one."""

_ENUMERATORS = frozenset(
    "vitamin vitamins hepatitis type group class plan grade part phase stage category appendix option"
    " section schedule table figure factor omega protein step level".split()
)
"""Words before a single capital that is a name of its own, not an initial (vitamin C)."""

_SPEECH = frozenset(
    "said says asked asks replied answered cried shouted yelled whispered thought wondered added"
    " continued exclaimed muttered murmured called demanded insisted laughed sighed explained".split()
)
"""Verbs after a quoted question or exclamation that go on with its sentence: "Why?" Ann asked."""

_ABBREVIATION_FLAGS = {"never": NEVER, "number": BEFORE_NUMBER, "sometimes": SOMETIMES}


@cache
def abbreviations() -> dict[str, str]:
    """Return abbreviation -> never, number or sometimes, from lexicons/abbreviations.tsv."""
    text = resources.files("hedgerow.lexicons").joinpath("abbreviations.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {row[0]: row[1] for row in rows[1:]}


def _flags_of(surface: str, kind: int, known: dict[str, str]) -> int:
    if kind == PUNCTUATION:
        if surface[0] in ".!?…‽。":  # noqa: RUF001
            dots = surface.strip(".…") == "" and (len(surface) > 1 or surface == "…")
            loud = LOUD if "?" in surface or "!" in surface else 0
            return STOP | loud | (ELLIPSIS if dots else 0)
        square = SQUARE if surface in "[]" else 0
        return square | (CLOSER if surface in ")]}" else OPENER if surface in "([{¿¡" else 0)
    if kind == QUOTATION:
        closing = surface in "”’»›´''"  # noqa: RUF001
        opening = surface in "“‘«‹„``"  # noqa: RUF001
        return QUOTE | (CLOSER if closing and not opening else OPENER if opening and not closing else 0)
    flags = 0
    if kind == NUMBER:
        flags |= DIGITS
    elif surface[:1].isupper():
        flags |= UPPER
    elif surface[:1].islower():
        flags |= LOWER
    if kind == WORD:
        folded = surface.lower()
        if len(surface) == 1 and surface.isalpha():
            flags |= INITIAL
        if folded.endswith("."):
            flags |= DOTTED
        flags |= _ABBREVIATION_FLAGS.get(known.get(folded.rstrip("."), ""), 0)
        if folded in _STARTERS:
            flags |= STARTER
        if folded in _ENUMERATORS:
            flags |= ENUMERATOR
        if folded in _SPEECH:
            flags |= SPEECH
    return flags


def sentence_flags(surfaces: list[str], kinds: np.ndarray) -> np.ndarray:
    """Return uint32[types]: the part each word type plays at a sentence end."""
    known = abbreviations()
    return np.fromiter(
        (_flags_of(s, k, known) for s, k in zip(surfaces, kinds.tolist(), strict=True)),
        np.uint32,
        len(surfaces),
    )


@njit(cache=True)
def _skip_reference(flags, j, last):
    """Return the token after a reference mark at j ([14], [1 - 3]), or j where there is none."""
    if not (flags[j] & SQUARE and flags[j] & OPENER):
        return j
    k = j + 1
    while k < last and k < j + 8 and flags[k] & (UPPER | LOWER | STOP | SQUARE) == 0:
        k += 1
    if k > j + 1 and k < last and flags[k] & SQUARE and flags[k] & CLOSER and flags[j + 1] & DIGITS:
        return k + 1
    return j


@njit(cache=True)
def _skip_closers(flags, start, end, i, last):
    """Return the first token after i that is no closing bracket, quote or reference mark of its sentence."""
    j = i + 1
    while j < last:
        f = flags[j]
        attached = start[j] == end[j - 1]
        straight = (f & QUOTE) != 0 and (f & (OPENER | CLOSER)) == 0
        if f & STOP:
            j += 1
        elif f & CLOSER and (attached or f & QUOTE):
            j += 1
        elif straight and (attached or j + 1 == last or start[j + 1] > end[j]):
            j += 1
        else:
            after = _skip_reference(flags, j, last)
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
    if before & BEFORE_NUMBER and flags[after] & DIGITS:
        return True
    if before & SOMETIMES:
        return not (follows & STARTER and follows & UPPER)
    return False


@njit(cache=True)
def _initial_holds(flags, i, first, follows):
    """Say whether the stop at i follows an initial of a name (J. Smith), and not vitamin C."""
    if not (flags[i - 1] & INITIAL and flags[i - 1] & UPPER and follows & UPPER):
        return False
    if i - 2 >= first and flags[i - 2] & ENUMERATOR:
        return False
    if follows & STARTER and i - 2 >= first and flags[i - 2] & LOWER:
        return False
    return True


@njit(cache=True)
def _ends_at(flags, start, end, i, after, first, last):
    """Say whether the stop at token i ends its sentence; `after` is the token that follows it."""
    if after >= last:
        return True
    follows = flags[after]
    if after + 1 < last and follows & (OPENER | QUOTE):
        follows = flags[after + 1]
    gap = start[after] > end[after - 1]
    stop = flags[i]
    if not gap and not (follows & UPPER and stop & STOP and after == i + 1 and i > first
                        and flags[i - 1] & LOWER):
        return False
    if stop & ELLIPSIS:
        return follows & (UPPER | DIGITS) != 0
    if stop & LOUD and after > i + 1:
        spoken = after + 1 < last and flags[after + 1] & SPEECH != 0
        return not (follows & LOWER or spoken)
    if end[i] - start[i] > 1 or stop & LOUD:
        return True
    if i == first + 1 and flags[first] & (DIGITS | INITIAL):
        return False  # the number of a list item or heading: 1. Introduction
    if i > first and start[i] == end[i - 1]:
        if _abbreviation_holds(flags, i, after, follows) or _initial_holds(flags, i, first, follows):
            return False
    if follows & LOWER:
        return after == i + 1 and i > first and not flags[i - 1] & (UPPER | INITIAL | DIGITS)
    return True


@njit(cache=True)
def _dotted_ends(flags, start, end, i, last):
    """Say whether U.S. and its like, a word with its own last stop, ends the sentence at i."""
    if i + 1 >= last or flags[i] & NEVER:
        return False
    return flags[i + 1] & STARTER and flags[i + 1] & UPPER and start[i + 1] > end[i]


@njit(cache=True)
def _split(flags, start, end, block_token, out, out_block):
    n = 0
    for b in range(len(block_token) - 1):
        first, last = block_token[b], block_token[b + 1]
        i = first
        begin = first
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
            if cut > 0:
                n += 1
                out[n] = cut
                begin = cut
                i = cut
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
