"""Tokens: where each one starts and which word type it is, for many documents in one pass.

A token is a word (letters, with inner apostrophes, hyphens and digits), a bare number, an address
(URL, e-mail, DOI, file name), a run of sentence punctuation, a quotation mark or a symbol. The
rules are those of the project's definition of a word: an em dash and "/" separate, contractions,
possessives and hyphenated compounds are one word.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numba import njit

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
    character_classes,
    code_points,
)

WORD, NUMBER, URL, PUNCTUATION, QUOTATION, SYMBOL_TOKEN = 1, 2, 3, 4, 5, 6
"""Kinds of token. URL stands for every address: URL, e-mail, DOI, domain and file name."""

_KINDS = 7


@njit(cache=True)
def _classify(chars, table, out):
    """Look up the class of each character; the last of the table is that of all beyond the BMP."""
    beyond = len(table) - 1
    for i in range(len(chars)):
        out[i] = table[min(chars[i], beyond)]


@njit(cache=True, inline="always")
def _class(chars, i, end, classes):
    """Return the class of character i without its case, SPACE beyond the end."""
    return classes[i] & (UPPER_BIT - 1) if i < end else SPACE


@njit(cache=True, inline="always")
def _upper(chars, i, end, classes):
    return i < end and classes[i] >= UPPER_BIT


@njit(cache=True, inline="always")
def _alnum(kind):
    return kind in (LETTER, DIGIT)


@njit(cache=True)
def _address_end(chars, i, end, classes):
    """Return where an address that goes through i ends: at white space, less what closes it."""
    j = i
    while j < end and chars[j] not in (60, 62):
        kind = _class(chars, j, end, classes)
        if kind in (SPACE, QUOTE):
            break
        j += 1
    while j > i:
        kind = _class(chars, j - 1, end, classes)
        if kind in (STOP, QUOTE, APOSTROPHE) or chars[j - 1] in (44, 59, 58, 41, 93):
            j -= 1
        else:
            break
    return j


@njit(cache=True)
def _starts_address(chars, i, end, classes):
    """Say whether an address starts here by its first characters: www. or a DOI (10.1234/)."""
    www = i + 4 < end and (chars[i] | 32) == 119 and (chars[i + 1] | 32) == 119
    if www and (chars[i + 2] | 32) == 119 and chars[i + 3] == 46:
        return True
    if i + 7 < end and chars[i] == 49 and chars[i + 1] == 48 and chars[i + 2] == 46:
        j = i + 3
        while j < end and _class(chars, j, end, classes) == DIGIT:
            j += 1
        return j - i >= 7 and j < end and chars[j] == 47
    return False


@njit(cache=True)
def _dotted_end(chars, i, end, classes):
    """Return the end of U.S., e.g., p.m, Ph.D. and their like, or i.

    That is: single letters, each but perhaps the last with its stop; one capitalised part of up to
    three letters may open the series (Ph.D., Ed.D.), one of two may close it with a stop (M.Sc.).
    """
    j = i
    parts = 0
    longer = False
    stopped = True
    while stopped and _class(chars, j, end, classes) == LETTER:
        if longer and parts > 1:
            return i
        k = j + 1
        while k < j + 4 and _class(chars, k, end, classes) == LETTER:
            k += 1
        if k - j > 1:
            capitalised = _upper(chars, j, end, classes) and not _upper(chars, j + 1, end, classes)
            if longer or not capitalised or k - j > (3 if parts == 0 else 2):
                return i
            longer = True
        last = k - j
        parts += 1
        stopped = k < end and chars[k] == 46
        j = k + 1 if stopped else k
    if parts < 2 or _alnum(_class(chars, j, end, classes)) or (last > 1 and not stopped):
        return i
    if j < end and chars[j] in (64, 95):  # a.b@example.org, a.b_c
        return i
    return j


@njit(cache=True)
def _dot_joins(chars, i, j, end, classes):
    """Return what the stop at j does in the token from i: 0 parts it, 1 or 2 go on (address)."""
    before = _class(chars, j - 1, end, classes)
    after = _class(chars, j + 1, end, classes)
    if before == DIGIT and after == DIGIT:
        return 1
    if after == LETTER and not _upper(chars, j + 1, end, classes):
        return 2
    # README.MD, but not J.Smith
    if after == LETTER and _upper(chars, j - 1, end, classes) and j > i + 1:
        return 2
    return 0


@njit(cache=True)
def _word_end(chars, i, end, classes):
    """Return (end, kind) of the alphanumeric token that starts at i."""
    letters = False
    address = False
    j = i
    while j < end:
        kind = _class(chars, j, end, classes)
        after = _class(chars, j + 1, end, classes)
        if kind == LETTER:
            letters = True
        elif kind in (DIGIT, COMBINING):
            pass
        elif (kind == APOSTROPHE or chars[j] == 38) and after == LETTER:
            pass
        elif kind == HYPHEN and _alnum(after):
            pass
        elif chars[j] == 46 and _alnum(after):
            joins = _dot_joins(chars, i, j, end, classes)
            if joins == 0:
                break
            address = address or joins == 2
        elif (chars[j] in (44, 58, 47, 8211)) and not letters and after == DIGIT:
            pass
        elif (chars[j] == 64 or (chars[j] == 47 and address)) and _alnum(after):
            return _address_end(chars, j, end, classes), URL
        elif chars[j] == 58 and j + 2 < end and chars[j + 1] == 47 and chars[j + 2] == 47:
            return _address_end(chars, j, end, classes), URL
        elif chars[j] == 95 and (_alnum(after) or after == HYPHEN):
            pass
        else:
            break
        j += 1
    if address:
        return j, URL
    if not letters:
        return j, NUMBER
    if (
        _class(chars, j, end, classes) == APOSTROPHE
        and (chars[j - 1] | 32) == 115
        and _class(chars, j + 1, end, classes) == SPACE
        and _class(chars, j + 2, end, classes) == LETTER
        and not _upper(chars, j + 2, end, classes)
    ):
        j += 1  # the plural possessive: patients' rights
    return j, WORD


@njit(cache=True)
def _clitic_end(chars, i, end, classes):
    """Return the end of a clitic that stands alone ('s, 're, 'll in tokenised text), or i."""
    j = i + 1
    while j < end and j < i + 4 and _class(chars, j, end, classes) == LETTER:
        j += 1
    alone = i == 0 or _class(chars, i - 1, end, classes) == SPACE
    if not alone or j == i + 1 or _class(chars, j, end, classes) != SPACE:
        return i
    first = chars[i + 1] | 32
    if j == i + 2 and first in (115, 100, 109, 116):  # 's 'd 'm 't
        return j
    second = chars[i + 2] | 32
    if j == i + 3 and ((second == 101 and first in (114, 118)) or (second == 108 and first == 108)):
        return j  # 're 've 'll
    return i


@njit(cache=True)
def _token_end(chars, i, end, classes):
    """Return (end, kind) of the token that starts at the non-space character i."""
    kind = _class(chars, i, end, classes)
    if kind in (LETTER, DIGIT):
        if _starts_address(chars, i, end, classes):
            return _address_end(chars, i, end, classes), URL
        if kind == LETTER:
            j = _dotted_end(chars, i, end, classes)
            if j > i:
                return j, WORD
        return _word_end(chars, i, end, classes)
    if kind == STOP:
        j = i + 1
        while j < end and _class(chars, j, end, classes) == STOP:
            j += 1
        return j, PUNCTUATION
    if kind == APOSTROPHE:
        j = _clitic_end(chars, i, end, classes)
        if j > i:
            return j, WORD
        return i + 1 + (_class(chars, i + 1, end, classes) == APOSTROPHE), QUOTATION
    if kind == QUOTE:
        return i + 1 + (i + 1 < end and chars[i] == 96 and chars[i + 1] == 96), QUOTATION
    if kind == HYPHEN:
        j = i + 1
        while j < end and _class(chars, j, end, classes) == HYPHEN:
            j += 1
        return j, PUNCTUATION
    if kind == MARK:
        return i + 1, PUNCTUATION
    j = i + 1
    while _class(chars, j, end, classes) == COMBINING:
        j += 1
    return j, SYMBOL_TOKEN


@njit(cache=True, inline="always")
def _ends_plainly(chars, i, j, end, classes):
    """Say whether what stands at j ends the word of letters from i to j, without more questions.

    Most tokens are such words. The answer is a branch for the processor to foresee: were the end of
    the word to hang on it as a number, the next word would have to wait for it.
    """
    if j == i or j == end:  # noqa: SIM109
        return False
    follows = classes[j]
    if follows == SPACE:
        return True
    if follows in (MARK, QUOTE):
        return chars[j] != 58
    if follows == STOP:  # neither www.x nor U.S.
        return chars[j] != 46 or (j > i + 3 and not _alnum(_class(chars, j + 1, end, classes)))
    return False


_SHORT = 8
_SMALL = 12
_SMALL_TAG = np.uint64(2 << 62)
_HASH_TAG = np.uint64(3 << 62)
_MIX = np.uint64(0x9E3779B97F4A7C15)


@njit(cache=True, inline="always")
def _key(chars, i, j, kind):
    """Return 64 bits, never 0, for the token chars[i:j] of a kind: itself, or a hash of it.

    The highest two bits tell which. Up to twelve small ASCII letters, as most words are, take five
    bits each (10). Up to eight other ASCII characters take eight (00 or 01); the kind goes into the
    spare bits of the last three. Others are hashed, FNV-1a over code points (11).
    """
    if j - i <= _SMALL:
        packed, beyond = np.uint64(0), False
        for k in range(i, j):
            packed = packed << np.uint64(5) | np.uint64(chars[k] & 31)
            beyond |= (chars[k] < 97) | (chars[k] > 122)
        if not beyond:
            return packed | _SMALL_TAG
    if j - i <= _SHORT:
        packed, seen = np.uint64(0), np.uint32(0)
        for k in range(i, j):
            packed = packed << np.uint64(8) | np.uint64(chars[k])
            seen |= chars[k]
        if seen < 128:
            spare = (kind & 1) << 7 | (kind & 2) << 14 | (kind & 4) << 21
            return packed | np.uint64(spare)
    h = np.uint64(14695981039346656037 + kind)
    for k in range(i, j):
        h = (h ^ np.uint64(chars[k])) * np.uint64(1099511628211)
        h ^= h >> np.uint64(29)
    return h | _HASH_TAG


@njit(cache=True, inline="always")
def _slot(key, mask):
    """Return the slot where the search for a key begins."""
    return (key * _MIX >> np.uint64(32)) & mask


@njit(cache=True, inline="always")
def _same(arena, start, end, chars, i, j):
    if end - start != j - i:
        return False
    for k in range(j - i):
        if arena[start + k] != chars[i + k]:
            return False
    return True


@njit(cache=True)
def _save(state, span, place, n_tokens, n_types, used):
    state[0], state[1], state[2], state[3], state[4] = span, place, n_tokens, n_types, used


@njit(cache=True)
def _code(
    chars,
    span_start,
    span_end,
    classes,
    slots,
    arena,
    type_start,
    type_kind,
    state,
    out_type,
    out_start,
    span_token,
):
    """Tokenise spans of `chars`, interning types; stop early when a table is nearly full.

    slots: [n, 2], the key of a type and the type, side by side in memory; key 0 is none.
    state: [next span, place in it, tokens so far, types so far, arena used]. The caller enlarges
    what is short and calls again until all spans are done.
    """
    mask = np.uint64(len(slots) - 1)
    span, place, n_tokens, n_types, used = state
    while span < len(span_start):
        end = span_end[span]
        i = max(place, span_start[span])
        while i < end:
            if _class(chars, i, end, classes) == SPACE:
                i += 1
                continue
            # What most tokens are comes first, without a call: words of letters, and marks.
            j = i
            while j < end and classes[j] & (UPPER_BIT - 1) == LETTER:
                j += 1
            if _ends_plainly(chars, i, j, end, classes):
                kind = WORD
            elif classes[i] == MARK:
                j, kind = i + 1, PUNCTUATION
            elif classes[i] == STOP and _class(chars, i + 1, end, classes) == SPACE:
                j, kind = i + 1, PUNCTUATION
            else:
                j, kind = _token_end(chars, i, end, classes)
            key = _key(chars, i, j, kind)
            slot = _slot(key, mask)
            while slots[slot, 0] != 0:
                if slots[slot, 0] == key:
                    t = np.int64(slots[slot, 1])
                    if key < _HASH_TAG or (
                        type_kind[t] == kind
                        and _same(arena, type_start[t], type_start[t + 1], chars, i, j)
                    ):
                        break
                slot = (slot + np.uint64(1)) & mask
            if slots[slot, 0] == 0:
                if (
                    2 * (n_types + 1) > len(slots)
                    or n_types + 2 > len(type_start)
                    or used + j - i > len(arena)
                ):
                    state[0], state[1], state[2], state[3], state[4] = (
                        span,
                        i,
                        n_tokens,
                        n_types,
                        used,
                    )
                    return
                slots[slot, 0], slots[slot, 1] = key, n_types
                type_kind[n_types] = kind
                arena[used : used + j - i] = chars[i:j]
                used += j - i
                n_types += 1
                type_start[n_types] = used
            out_type[n_tokens] = slots[slot, 1]
            out_start[n_tokens] = i
            n_tokens += 1
            i = j
        span += 1
        place = 0
        span_token[span] = n_tokens
    _save(state, span, 0, n_tokens, n_types, used)


@njit(cache=True)
def _rehash(slots, larger):
    mask = np.uint64(len(larger) - 1)
    for old in range(len(slots)):
        key = slots[old, 0]
        if key != 0:
            slot = _slot(key, mask)
            while larger[slot, 0] != 0:
                slot = (slot + np.uint64(1)) & mask
            larger[slot] = slots[old]


class TypeTable:
    """The word types met so far, and the tokeniser that adds to them.

    A type is a surface form with its kind; ids count up from 0 in order of first appearance.
    """

    def __init__(self) -> None:
        size = 1 << 15
        self._classes = character_classes()
        self._slots = np.zeros((size, 2), np.uint64)
        self._kinds = np.zeros(size, np.uint8)
        self._starts = np.zeros(size + 1, np.int64)
        self._arena = np.zeros(8 * size, np.uint32)
        self._out = np.empty((2, 0), np.int32)
        self._count = 0
        self._used = 0

    def code(
        self, text: str, span_start: np.ndarray, span_end: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Tokenise the spans of one string.

        Args:
            text: characters of any number of documents.
            span_start, span_end: int64[n], places in `text`; tokens never cross a span's end.

        Returns:
            token_type int32[t], token_start int32[t] (places in `text`), span_token int64[n + 1].
            The first two hold until the next call, which writes over them.
        """
        chars = code_points(text)
        classes = np.empty(len(chars), np.uint8)
        _classify(chars, self._classes, classes)
        room = int(np.sum(span_end - span_start)) if len(span_start) else 0
        if room > len(self._out[0]):
            self._out = np.empty((2, room), np.int32)
        token_type, token_start = self._out
        span_token = np.zeros(len(span_start) + 1, np.int64)
        state = np.array([0, 0, 0, self._count, self._used], np.int64)
        while True:
            _code(chars, span_start, span_end, classes, self._slots, self._arena,
                  self._starts, self._kinds, state, token_type, token_start,
                  span_token)  # fmt: skip
            self._count, self._used = int(state[3]), int(state[4])
            if state[0] == len(span_start):
                break
            self._grow(len(chars))
        n = int(state[2])
        return token_type[:n], token_start[:n], span_token

    def _grow(self, longest: int) -> None:
        """Double the tables; the arena must hold at least one more token, however long."""
        size = 2 * len(self._slots)
        larger = np.zeros((size, 2), np.uint64)
        _rehash(self._slots, larger)
        self._slots = larger
        self._kinds = np.resize(self._kinds, size)
        self._starts = np.resize(self._starts, size + 1)
        self._arena = np.resize(self._arena, 2 * len(self._arena) + longest)

    def surfaces(self, first: int = 0) -> list[str]:
        """Return the surface forms of the types from `first` on."""
        starts = self._starts[first : self._count + 1]
        data = self._arena[starts[0] : self._used]
        text = data.tobytes().decode("utf-32-le", "surrogatepass")
        return [text[a:b] for a, b in pairwise((starts - starts[0]).tolist())]

    def lengths(self) -> np.ndarray:
        """Return int32[types]: the characters of each type."""
        return np.diff(self._starts[: self._count + 1]).astype(np.int32)

    def kinds(self) -> np.ndarray:
        """Return uint8[types]: the kind of each type."""
        return self._kinds[: self._count].copy()
