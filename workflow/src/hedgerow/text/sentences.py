"""Sentences: which tokens end one, decided over coded tokens inside blocks.

A block always ends a sentence. Inside a block a stop ends one unless it belongs to a decimal, an
address, an abbreviation, an initial or an ellipsis in mid-sentence. What a stop may mean depends on
the word types beside it, so each type's part is worked out once (`sentence_flags`) and the pass
over the tokens is arithmetic.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

import numpy as np
from numba import njit

from hedgerow.text.tokens import NUMBER, PUNCTUATION, QUOTATION, URL, WORD

STOP, ELLIPSIS, CLOSER, OPENER, UPPER, LOWER, INITIAL = (1 << k for k in range(7))
NEVER, BEFORE_NUMBER, SOMETIMES, STARTER, QUOTE, DIGITS, ENUMERATOR, DOTTED = (
    1 << k for k in range(7, 15)
)
SQUARE, SPEECH, LOUD, MONTH, EYES, NOSE, MOUTH, ADDRESS, LABEL = (1 << k for k in range(15, 24))
"""Flags of a word type for sentence ends; see `sentence_flags`."""

_STARTERS = frozenset(
    "the a an this that these those it he she we you they i there here if when while as in on at"
    " for from with by after before since although though because however but and so then what"
    " who where why how is are was were do does did can could will would should may might my your"
    " his her our their its no not yes some many most all both each every another other one two"
    " to".split()
)
"""Function words that open a sentence after an abbreviation that may end one."""

_ENUMERATORS = frozenset(
    "vitamin vitamins hepatitis type group class plan grade part phase stage category appendix"
    " option section schedule table figure factor omega protein step level".split()
)
"""Words before a single capital that is a name of its own, not an initial (vitamin C)."""

_LABELS = frozenset("figure fig table box exhibit".split())
"""Words that with a number make the label of a caption."""

_SPEECH = frozenset(
    "said says say asked asks ask replied replies reply answered answers cried cries shouted shouts"
    " yelled whispered whispers thought wondered added adds continued exclaimed muttered murmured"
    " called demanded insisted laughed sighed explained".split()
)
"""Verbs after a quoted question or exclamation that go on with its sentence: "Why?" Ann asked."""

_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb"
    " mar apr jun jul aug sep sept oct nov dec".split()
)

_QUOTE_SIDES = {"``": OPENER, "''": CLOSER}
_QUOTE_SIDES |= dict.fromkeys("“‘«‹„‟‛", OPENER) | dict.fromkeys("”’»›´", CLOSER)
"""Quotation marks that say which side they stand on; the straight ones (and all that cleaning made
straight) do not."""

_ABBREVIATION_FLAGS = {"never": NEVER, "number": BEFORE_NUMBER, "sometimes": SOMETIMES}


@cache
def abbreviations() -> dict[str, str]:
    """Return abbreviation -> never, number or sometimes, from lexicons/abbreviations.tsv."""
    text = resources.files("hedgerow.lexicons").joinpath("abbreviations.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {row[0]: row[1] for row in rows[1:]}


@cache
def _listed() -> dict[str, int]:
    """Return lower-case word -> its flags, for the words of all lists here."""
    flags: dict[str, int] = {}
    for words, flag in (
        (_STARTERS, STARTER),
        (_ENUMERATORS, ENUMERATOR),
        (_SPEECH, SPEECH),
        (_MONTHS, MONTH),
        (_LABELS, LABEL),
    ):
        for word in words:
            flags[word] = flags.get(word, 0) | flag
    for word, ends in abbreviations().items():
        flags[word] = flags.get(word, 0) | _ABBREVIATION_FLAGS[ends]
    return flags


def _flags_of_mark(surface: str) -> int:
    if surface[0] in ".!?…‽。":
        dots = surface.strip(".…") == "" and (len(surface) > 1 or surface == "…")
        loud = LOUD if "?" in surface or "!" in surface else 0
        return STOP | loud | (ELLIPSIS if dots else 0)
    square = SQUARE if surface in "[]" else EYES if surface in ":;" else 0
    square |= MOUTH if surface in ")(" else NOSE if surface == "-" else 0
    return square | (CLOSER if surface in ")]}" else OPENER if surface in "([{¿¡" else 0)


def _flags_of(surface: str, kind: int, listed: dict[str, int]) -> int:
    if kind == PUNCTUATION:
        return _flags_of_mark(surface)
    if kind == QUOTATION:
        return QUOTE | _QUOTE_SIDES.get(surface, 0)
    if kind == URL:
        return ADDRESS
    if kind == NUMBER:
        return DIGITS
    if kind != WORD:
        return EYES if surface == "=" else 0
    first = surface[0]
    folded = surface.lower()
    flags = LOWER if first.islower() else UPPER if first.isupper() else 0
    if first.isdigit():
        flags = DIGITS
    elif len(surface) == 1:
        flags |= INITIAL
    if folded[-1] == ".":
        return flags | DOTTED | listed.get(folded[:-1], 0)
    return flags | listed.get(folded, 0)


def sentence_flags(surfaces: list[str], kinds: np.ndarray) -> np.ndarray:
    """Return uint32[types]: the part each word type plays at a sentence end."""
    listed = _listed()
    return np.fromiter(
        (_flags_of(s, k, listed) for s, k in zip(surfaces, kinds.tolist(), strict=True)),
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
    """Return the token after a smiley at j (:) ;-) :( and =)), or j where there is none."""
    if j == 0 or start[j] == end[j - 1] or not flags[j] & EYES:
        return j
    k = j + 1
    if k < last and flags[k] & NOSE and start[k] == end[k - 1]:
        k += 1
    if k < last and flags[k] & MOUTH and start[k] == end[k - 1]:
        return k + 1
    return j


@njit(cache=True)
def _skip_closers(flags, start, end, i, last):
    """Return the first token after i that is no bracket, quote or mark closing its sentence."""
    j = _skip_number(flags, start, end, i, last)
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
        return not (follows & STARTER and follows & UPPER)
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
"""Before a stop and a small letter these are an abbreviation rather than the end of a sentence."""


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
    if not gap and not (
        follows & UPPER and stop & STOP and after == i + 1 and i > first and flags[i - 1] & LOWER
    ):
        return False
    if stop & ELLIPSIS:
        return follows & (UPPER | DIGITS) != 0
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
        return after == i + 1 and i > first and not flags[i - 1] & _NAMED
    return True


@njit(cache=True)
def _dotted_ends(flags, start, end, i, last):
    """Say whether U.S. and its like, a word with its own last stop, ends the sentence at i."""
    if i + 1 >= last or flags[i] & NEVER:
        return False
    return flags[i + 1] & STARTER and flags[i + 1] & UPPER and start[i + 1] > end[i]


@njit(cache=True)
def _unstopped_end(flags, start, end, i, last):
    """Return where a sentence ends that has a smiley or an address at i for its stop, or -1."""
    after = i + 1 if flags[i] & ADDRESS else _skip_smiley(flags, start, end, i, last)
    if after == i or after >= last or start[after] == end[after - 1]:
        return -1
    if flags[i] & ADDRESS:
        opens = flags[after] & ADDRESS or (flags[after] & UPPER and flags[after] & STARTER)
    else:
        opens = flags[after] & UPPER
    return after if opens else -1


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
            elif flags[i] & (EYES | ADDRESS):
                cut = _unstopped_end(flags, start, end, i, last)
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
