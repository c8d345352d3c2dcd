"""Where a token ends and of which kind it is: kernels over the characters of a text.

A token is a word (letters, with inner apostrophes, hyphens and digits), a bare number, an address
(URL, e-mail, DOI, file name), a run of sentence punctuation, a quotation mark or a symbol. An em
dash and "/" separate words; contractions, possessives and hyphenated compounds are one word.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from hedgerow.lean_kernels import LEAN
from hedgerow.text.characters import (
    APOSTROPHE,
    COMBINING,
    DIGIT,
    HYPHEN,
    LETTER,
    MARK,
    QUOTE,
    SPACE,
    STOP,
    UPPER_BIT,
)
from hedgerow.text.code_points import (
    AMPERSAND,
    AT_SIGN,
    CASE_BIT,
    CLOSE_ROUND,
    CLOSE_SQUARE,
    COLON,
    COMMA,
    EN_DASH,
    FIGURE_DASH,
    FULL_STOP,
    GRAVE,
    GREATER_THAN,
    HYPHEN_MINUS,
    LESS_THAN,
    MINUS,
    ONE,
    SEMICOLON,
    SLASH,
    SMALL_D,
    SMALL_E,
    SMALL_L,
    SMALL_M,
    SMALL_R,
    SMALL_S,
    SMALL_T,
    SMALL_V,
    SMALL_W,
    UNDERSCORE,
    ZERO,
)
from hedgerow.text.tokens.address_endings import is_known_ending

WORD, NUMBER, URL, PUNCTUATION, QUOTATION, SYMBOL_TOKEN = 1, 2, 3, 4, 5, 6
"""Kinds of token. URL stands for every address: URL, e-mail, DOI, domain and file name."""

_LONGEST_LOCANT = 2
"""Digits at most of a position in a chemical term; a year has more."""

_PARTED, _JOINED, _ADDRESS = range(3)
"""Roles of a stop inside a token: it parts two words, joins digits, or belongs to an address."""


class Characters(NamedTuple):
    """The characters of a text: code points uint32[n] and their classes uint8[n]."""

    points: np.ndarray
    classes: np.ndarray


@njit(cache=True)
def classify(points: np.ndarray, table: np.ndarray) -> np.ndarray:
    """Return uint8[n]: the class of each code point; the table's last entry is for U+10000 on."""
    classes = np.empty(len(points), np.uint8)
    beyond = len(table) - 1
    for i in range(len(points)):
        classes[i] = table[min(points[i], beyond)]
    return classes


@njit(cache=True, inline="always")
def _class(text, i, end):
    """Return the class of character i without its case, SPACE beyond the end."""
    return text.classes[i] & (UPPER_BIT - 1) if i < end else SPACE


@njit(cache=True, inline="always")
def _upper(text, i, end):
    return i < end and text.classes[i] >= UPPER_BIT


@njit(cache=True, inline="always")
def _alnum(kind):
    return kind in (LETTER, DIGIT)


@njit(cache=True, inline="always")
def _small(text, i):
    """Return the small form of an ASCII letter."""
    return text.points[i] | CASE_BIT


@njit(**LEAN)
def _address_end(text, i, end):
    """Return where an address that contains i ends: at white space, without closing marks."""
    j = i
    while j < end and text.points[j] not in (LESS_THAN, GREATER_THAN):
        kind = _class(text, j, end)
        if kind in (SPACE, QUOTE):
            break
        j += 1
    while j > i:
        kind = _class(text, j - 1, end)
        closes = text.points[j - 1] in (COMMA, SEMICOLON, COLON, CLOSE_ROUND, CLOSE_SQUARE)
        if not closes and kind not in (STOP, QUOTE, APOSTROPHE):
            break
        j -= 1
    return j


@njit(**LEAN)
def _starts_address(text, i, end):
    """Test whether an address starts at i by its first characters: www. or a DOI (10.1234/)."""
    points = text.points
    www = i + 4 < end and _small(text, i) == SMALL_W and _small(text, i + 1) == SMALL_W
    if www and _small(text, i + 2) == SMALL_W and points[i + 3] == FULL_STOP:
        return True
    if i + 7 < end and points[i] == ONE and points[i + 1] == ZERO and points[i + 2] == FULL_STOP:
        j = i + 3
        while j < end and _class(text, j, end) == DIGIT:
            j += 1
        return j - i >= 7 and j < end and points[j] == SLASH
    return False


@njit(**LEAN)
def _dotted_end(text, i, end):
    """Return the end of U.S., e.g., p.m, Ph.D. and their like, or i.

    Such a word is a series of single letters, each but perhaps the last with its stop; one
    capitalised part of up to three letters may open it (Ph.D., Ed.D.), one of two may close it with
    a stop (M.Sc.).
    """
    j = i
    parts = 0
    longer = False
    stopped = True
    while stopped and _class(text, j, end) == LETTER:
        if longer and parts > 1:
            return i
        k = j + 1
        while k < j + 4 and _class(text, k, end) == LETTER:
            k += 1
        if k - j > 1:
            capitalised = _upper(text, j, end) and not _upper(text, j + 1, end)
            if longer or not capitalised or k - j > (3 if parts == 0 else 2):
                return i
            longer = True
        last = k - j
        parts += 1
        stopped = k < end and text.points[k] == FULL_STOP
        j = k + 1 if stopped else k
    if parts < 2 or _alnum(_class(text, j, end)) or (last > 1 and not stopped):
        return i
    if j < end and text.points[j] in (AT_SIGN, UNDERSCORE):  # a.b@example.org, a.b_c
        return i
    return j


@njit(**LEAN)
def _opens_address(text, j, end):
    """Test whether the full stop at j is the first of a domain or file name with a known ending."""
    k = last = j
    while k < end and (_is_inner(text, k) or _alnum(_class(text, k, end))):
        if text.points[k] == FULL_STOP:
            if not _alnum(_class(text, k + 1, end)):
                break
            last = k
        k += 1
    if k < end and text.points[k] == AT_SIGN:
        return True
    path = k < end and text.points[k] == SLASH
    return is_known_ending(text.points, last + 1, k, path)


@njit(cache=True, inline="always")
def _is_inner(text, k):
    """Test whether character k is a mark that occurs inside addresses."""
    return text.points[k] in (FULL_STOP, HYPHEN_MINUS, UNDERSCORE)


@njit(**LEAN)
def _role_of_stop(text, j, end):
    """Return the role of the full stop at j inside a token."""
    digits = _class(text, j - 1, end) == DIGIT and _class(text, j + 1, end) == DIGIT
    if digits:
        return _JOINED
    return _ADDRESS if _opens_address(text, j, end) else _PARTED


@njit(**LEAN)
def _is_chemical_dash(text, i, j, end):
    """Test whether the dash at j joins a chemical term, as a hyphen would.

    "7–hydroxymitragynine", "N–acetyl", "COVID–19", "omega–3": one side is a single letter or has at
    most _LONGEST_LOCANT digits, and no space is beside the dash.
    """
    if not _alnum(_class(text, j + 1, end)) or j == i:
        return False
    k = j
    while k > i and _class(text, k - 1, end) == DIGIT:
        k -= 1
    digits = j - k
    if k == i or digits:
        return 0 < digits <= _LONGEST_LOCANT
    if j - i == 1 and _upper(text, i, end):
        return True
    k = j + 1
    while k < end and _class(text, k, end) == DIGIT:
        k += 1
    return 0 < k - j - 1 <= _LONGEST_LOCANT and _class(text, k, end) != LETTER


@njit(**LEAN)
def _word_end(text, i, end):
    """Return (end, kind) of the alphanumeric token that starts at i."""
    letters = False
    address = False
    j = i
    while j < end:
        char, kind, after = text.points[j], _class(text, j, end), _class(text, j + 1, end)
        if kind == LETTER:
            letters = True
        elif kind in (DIGIT, COMBINING):
            pass
        elif (kind == APOSTROPHE or char == AMPERSAND) and after == LETTER:
            pass
        elif kind == HYPHEN and _alnum(after):
            dotted = _dotted_end(text, j + 1, end)
            if dotted > j + 1:  # non-U.S.
                return dotted, WORD
        elif char == FULL_STOP and _alnum(after):
            role = _JOINED if address else _role_of_stop(text, j, end)
            if role == _PARTED:
                break
            address = address or role == _ADDRESS
        elif char in (COMMA, COLON, SLASH, EN_DASH) and not letters and after == DIGIT:
            pass
        elif char in (EN_DASH, FIGURE_DASH, MINUS) and _is_chemical_dash(text, i, j, end):
            pass
        elif (char == AT_SIGN or (char == SLASH and address)) and _alnum(after):
            return _address_end(text, j, end), URL
        elif char == COLON and _slashes(text, j + 1, end):
            return _address_end(text, j, end), URL
        elif char == UNDERSCORE and (_alnum(after) or after == HYPHEN):
            pass
        else:
            break
        j += 1
    if address:
        return j, URL
    if not letters:
        return j, NUMBER
    return j + _is_plural_possessive(text, j, end), WORD


@njit(cache=True, inline="always")
def _slashes(text, j, end):
    return j + 1 < end and text.points[j] == SLASH and text.points[j + 1] == SLASH


@njit(cache=True, inline="always")
def _is_plural_possessive(text, j, end):
    """Test whether the word that ends at j owns the apostrophe there: patients' rights."""
    return (
        _class(text, j, end) == APOSTROPHE
        and _small(text, j - 1) == SMALL_S
        and _class(text, j + 1, end) == SPACE
        and _class(text, j + 2, end) == LETTER
        and not _upper(text, j + 2, end)
    )


@njit(**LEAN)
def _clitic_end(text, i, end):
    """Return the end of a clitic on its own ('s, 're, 'll in tokenised text), or i."""
    j = i + 1
    while j < end and j < i + 4 and _class(text, j, end) == LETTER:
        j += 1
    alone = i == 0 or _class(text, i - 1, end) == SPACE
    if not alone or j == i + 1 or _class(text, j, end) != SPACE:
        return i
    first = _small(text, i + 1)
    if j == i + 2 and first in (SMALL_S, SMALL_D, SMALL_M, SMALL_T):
        return j
    if j != i + 3:
        return i
    second = _small(text, i + 2)
    if second == SMALL_E and first in (SMALL_R, SMALL_V):  # 're 've
        return j
    return j if second == SMALL_L and first == SMALL_L else i  # 'll


@njit(**LEAN)
def _run_end(text, i, end):
    """Return the end of the run of characters of one class that starts at i."""
    kind = _class(text, i, end)
    j = i + 1
    while j < end and _class(text, j, end) == kind:
        j += 1
    return j


@njit(**LEAN)
def _token_end(text, i, end):
    """Return (end, kind) of the token that starts at the non-space character i."""
    kind = _class(text, i, end)
    if kind in (LETTER, DIGIT):
        if _starts_address(text, i, end):
            return _address_end(text, i, end), URL
        if kind == LETTER:
            j = _dotted_end(text, i, end)
            if j > i:
                return j, WORD
        return _word_end(text, i, end)
    if kind in (STOP, HYPHEN):
        return _run_end(text, i, end), PUNCTUATION
    if kind == APOSTROPHE:
        j = _clitic_end(text, i, end)
        if j > i:
            return j, WORD
        return i + 1 + (_class(text, i + 1, end) == APOSTROPHE), QUOTATION
    if kind == QUOTE:
        doubled = i + 1 < end and text.points[i] == GRAVE and text.points[i + 1] == GRAVE
        return i + 1 + doubled, QUOTATION
    if kind == MARK:
        return i + 1, PUNCTUATION
    j = i + 1
    while _class(text, j, end) == COMBINING:
        j += 1
    return j, SYMBOL_TOKEN


@njit(cache=True, inline="always")
def _ends_plainly(text, i, j, end):
    """Test whether the character at j certainly ends the word of letters from i to j.

    Most tokens are such words. The answer is a branch for the processor to predict: if the end of
    the word depended on it as a number, the next word would have to wait for it.
    """
    if j == i or j == end:  # noqa: SIM109
        return False
    follows = text.classes[j]
    if follows == SPACE:
        return True
    if follows in (MARK, QUOTE):
        return text.points[j] not in (COLON, EN_DASH)
    if follows == STOP:  # neither www.x nor U.S.
        return text.points[j] != FULL_STOP or (j > i + 3 and not _alnum(_class(text, j + 1, end)))
    return False


@njit(cache=True, inline="always")
def next_token(text: Characters, i: int, end: int) -> tuple[int, int]:
    """Return (end, kind) of the token at i, with the shortest way for the commonest tokens."""
    j = i
    while j < end and text.classes[j] & (UPPER_BIT - 1) == LETTER:
        j += 1
    if _ends_plainly(text, i, j, end):
        return j, WORD
    if text.classes[i] == MARK:
        return i + 1, PUNCTUATION
    if text.classes[i] == STOP and _class(text, i + 1, end) == SPACE:
        return i + 1, PUNCTUATION
    return _token_end(text, i, end)
