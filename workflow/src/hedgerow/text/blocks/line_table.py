"""Lines by their characters: where each stands in a text, what it is, and what it may be.

One pass in a kernel finds the lines of a text and says of each what its characters tell: whether
it ends as a sentence does, what marks it as an item of a list, whether it is like a heading. What
takes a regular expression to tell (a caption, a reference, a byline) gets a bit that says whether
it is worth asking: a bit that is not set says no for certain. The questions are in `line_forms`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit

from hedgerow.text.blocks.line_flags import (
    AFTER_BLANK,
    ASKED,
    BACK,
    BARRED,
    BARS,
    COLON_LAST,
    CREDIT,
    DOTTED,
    END,
    ENDS,
    FORM,
    FRONT,
    HEAD,
    KEY,
    LEADERS,
    LONGEST_KEY,
    LONGEST_PART,
    LONGEST_WRAPPED,
    MARKER,
    MAY_BYLINE,
    MAY_CAPTION,
    MAY_DATE,
    MAY_ENTRY,
    MAY_NAMES,
    MAY_QUOTE,
    MAY_SUMMARY,
    NUMBER,
    NUMBERED,
    OPENING,
    PART,
    QUOTED,
    SMALL,
    SPACED,
    SPACES,
    START,
)
from hedgerow.text.characters import (
    DIGIT,
    LETTER,
    UPPER_BIT,
    character_classes,
    code_points,
    lower_case,
)

_TAB, _LINE_FEED, _SPACE = 9, 10, 32
_BAR, _POINT, _COLON, _SLASH, _AT, _COMMA, _SEMICOLON = 124, 46, 58, 47, 64, 44, 59
_QUESTION, _EXCLAMATION, _ELLIPSIS, _MORE = 63, 33, 0x2026, 62
_OPEN, _CLOSE, _OPEN_SQUARE, _CLOSE_SQUARE = 40, 41, 91, 93
_DASH, _HYPHEN = 0x2013, 45
_BULLETS = np.array(sorted(map(ord, "-*+•·‣▪◦●○■□–➤►✓✔")), np.uint32)

_LONGEST_HEAD = 150

_BASIS = 14695981039346656037
_PRIME = 1099511628211


def key_number(words: str) -> int:
    """Return what `LineTable.key` is for a line of these words, small ASCII letters, in a row."""
    key = _BASIS
    for char in f"{words} ":
        key = (key ^ ord(char)) * _PRIME & (1 << 64) - 1
    return key >> 2 | 2


def _heads(words: str) -> np.ndarray:
    """The first three letters of words, packed into a sorted uint32[n]."""
    packed = {ord(w[0]) << 16 | ord(w[1]) << 8 | ord(w[2]) for w in words.split()}
    return np.array(sorted(packed), np.uint32)


_CAPTIONS = _heads("fig tab lis box cha map pla exh pho ima pic ill cap")
_BYLINES = _heads("med wri rev pos pub wor sto aut edi por par von")
_INDEXES = _heads("key ind tag cat fil")
_SUMMARIES = _heads("abs sum")
# A line that ends so leads in to what follows; "What it is" and "Where it comes from" do not.
_LEAD_INS = tuple(map(key_number, "a an the and or of include includes including".split()))


@dataclass(frozen=True, slots=True)
class LineTable:
    """The lines of a text that are not blank.

    `rows` is int64[9, n]:
        START, END: places in the text, without the white space around the line.
        FORM: the bits above.
        MARKER: characters of what marks it as an item of a list (a bullet, or a number or letter
            with its point or bracket) with the white space after it; 0 without.
        SPACES: spaces in it.
        NUMBER: a number of one or two digits that opens it before a capital, without a mark; or 0.
        BARS: bars in it, counted where `every` is BARRED.
        KEY: a number that is the same for lines with the same words, whatever their case, marks,
            leading numbers and leaders; 0 for lines without words or of LONGEST_KEY characters.
        OPENING: the same for the first of those words.
    `asked` is int64[4, m]: number, start, end and form of the lines that something is worth asking
    about. `every` has all bits of some line or of the text. `long` counts the lines of several
    words that are longer than a line is ever wrapped at.
    """

    chars: np.ndarray
    rows: np.ndarray
    asked: np.ndarray
    every: int
    long: int

    def __len__(self) -> int:
        return self.rows.shape[1]


def line_table(text: str, plain: bool = True) -> LineTable:
    """Find the lines of a text.

    Args:
        text: clean text, whose only white space is spaces, tabs and line feeds.
        plain: whether the text has no markup; what is marked as an item of a list then needs no
            more asking.
    """
    chars = code_points(text)
    # Single characters are found faster in the string than in the array.
    seen = SPACED * ("\t" in text) | BARRED * ("|" in text)
    return LineTable(chars, *_table(chars, character_classes(), lower_case(), plain, seen))


@njit(cache=True, inline="always")
def _small(char):
    return char | 32 if 65 <= char <= 90 else char


@njit(cache=True, inline="always")
def _digit(char):
    return 48 <= char <= 57


@njit(cache=True, inline="always")
def _class(char, classes):
    """Return the class of a character with its case; the last one is of all beyond the BMP."""
    return classes[min(char, np.uint32(65536))]


@njit(cache=True, inline="always")
def _may_number(char, classes):
    return char > 65535 or classes[char] == DIGIT


@njit(cache=True, inline="always")
def _opens_with(chars, i, end, heads):
    """Say whether the three letters at i may be among `heads`, in either case."""
    if i + 3 > end:
        return False
    if chars[i] >= 128 or chars[i + 1] >= 128 or chars[i + 2] >= 128:
        return True  # some of these fold to ASCII letters
    packed = _small(chars[i]) << 16 | _small(chars[i + 1]) << 8 | _small(chars[i + 2])
    for head in heads:
        if head == packed:
            return True
    return False


@njit(cache=True)
def _skip_space(chars, i, end):
    while i < end and chars[i] in (_SPACE, _TAB):
        i += 1
    return i


@njit(cache=True)
def _without_references(chars, i, end):
    """Return where the text of a line ends without the marks of reference ([12]) after it."""
    while end > i and chars[end - 1] == _CLOSE_SQUARE:
        j = end - 1
        while j > i and (_digit(chars[j - 1]) or chars[j - 1] in (_COMMA, _SPACE, _DASH, _HYPHEN)):
            j -= 1
        inside = end - 1 - j
        if not 1 <= inside <= 12 or j == i or chars[j - 1] != _OPEN_SQUARE:
            return end
        end = j - 1
        while end > i and chars[end - 1] in (_SPACE, _TAB):
            end -= 1
    return end


@njit(cache=True)
def _ends_sentence(chars, i, end):
    j = _without_references(chars, i, end)
    # " ' ) ] } * _
    while j > i and chars[j - 1] in (34, 39, 41, 93, 125, 42, 95):
        j -= 1
    return j > i and chars[j - 1] in (_POINT, _EXCLAMATION, _QUESTION, _ELLIPSIS)


@njit(cache=True)
def _without_leaders(chars, i, end):
    """Return where a line ends without leaders and the number after them: . . . . 12"""
    j = end
    while j > i and _digit(chars[j - 1]):
        j -= 1
    if j == end:
        return end
    while j > i and chars[j - 1] in (_SPACE, _TAB):
        j -= 1
    stops = 0
    while j > i and chars[j - 1] == _POINT:
        stops += 1
        j -= 1
        if j > i and chars[j - 1] in (_SPACE, _TAB):
            j -= 1
    return j if stops >= 3 else end


@njit(cache=True)
def _marker(chars, classes, i, end):
    """Return (characters of the mark of an item with its white space, whether it is a bullet)."""
    char = chars[i]
    j = i
    bullet = False
    if _class(char, classes) & (UPPER_BIT - 1) != LETTER and not _digit(char) and char != _OPEN:
        for one in _BULLETS:
            bullet = bullet or one == char
        if not bullet:
            return 0, False
        j += 1
    else:
        opened = char == _OPEN
        j += opened
        k = j
        while k < min(j + 2, end) and _digit(chars[k]):
            k += 1
        letter = k == j and k < end and 97 <= chars[k] <= 122
        k += letter
        if k == j or k >= end or not (chars[k] == _CLOSE or (chars[k] == _POINT and not letter)):
            return 0, False
        j = k + 1
    after = _skip_space(chars, j, end)
    return (after - i, bullet) if j < after < end else (0, False)


@njit(cache=True)
def _bare_number(chars, i, end):
    """Return the number of one or two digits that opens a line before a capital, or 0."""
    number, k = 0, i
    while k < min(i + 2, end) and _digit(chars[k]):
        number = 10 * number + chars[k] - 48
        k += 1
    after = _skip_space(chars, k, end)
    return number if k > i and k < after < end and 65 <= chars[after] <= 90 else 0


@njit(cache=True)
def _is_part(chars, i, end):
    if end - i >= LONGEST_PART:
        return False
    if chars[end - 1] == _SEMICOLON:
        return True
    if end - i > 5 and chars[end - 5] == _SEMICOLON:  # ; and
        return (
            chars[end - 4] == _SPACE
            and chars[end - 3] == 97
            and chars[end - 2] == 110
            and chars[end - 1] == 100
        )
    return (
        end - i > 4
        and chars[end - 4] == _SEMICOLON
        and chars[end - 3] == _SPACE
        and chars[end - 2] == 111
        and chars[end - 1] == 114
    )


@njit(cache=True)
def _leads_in(chars, i, end):
    """Say whether the last word of a line is an article, "and", "or", "of" or "including"."""
    k = end
    while k > i and chars[k - 1] != _SPACE:
        k -= 1
    if end - k > 9:
        return False
    key = np.uint64(_BASIS)
    for m in range(k, end):
        key = (key ^ np.uint64(chars[m])) * np.uint64(_PRIME)
    key = (key ^ np.uint64(_SPACE)) * np.uint64(_PRIME)
    return (np.int64(key >> np.uint64(2)) | 2) in _LEAD_INS


@njit(cache=True)
def _is_head(chars, classes, i, end, ends, words):
    """Say whether a line is short and does not end as a sentence, or is a short question."""
    first, last = _class(chars[i], classes), chars[end - 1]
    if end - i > _LONGEST_HEAD or not (first >= UPPER_BIT or first == DIGIT):
        return False
    if last in (_COMMA, _SEMICOLON, _POINT, _EXCLAMATION, _ELLIPSIS):
        return False
    if last == _COLON:
        return words <= 6
    questions, letters, stopped, address = 0, False, False, False
    for k in range(i, end):
        questions += chars[k] == _QUESTION
        letters |= _class(chars[k], classes) & (UPPER_BIT - 1) == LETTER
        if chars[k] == _SPACE and chars[k - 1] in (_POINT, _EXCLAMATION):
            stopped = True
        if chars[k] == _COLON and k + 2 < end and chars[k + 1] == _SLASH == chars[k + 2]:
            address = True
    if last == _QUESTION:
        return 2 < words <= 15 and questions == 1 and not stopped
    return words <= 20 and not ends and letters and not address and not _leads_in(chars, i, end)


@njit(cache=True)
def _may_entry(chars, classes, i, end):
    """Say whether the last word has a slash or ends in a number, or a label opens the line."""
    if end - i < 12 or end - i > 600:
        return False
    j = end - 1
    slash = False
    while j >= i and chars[j] != _SPACE:
        slash |= chars[j] == _SLASH
        j -= 1
    if slash:
        return True
    k = end
    # . ) ] " '
    while k > j + 1 and chars[k - 1] in (46, 41, 93, 34, 39):
        k -= 1
    if k > j + 1 and not 97 <= (chars[end - 1] | 32) <= 122 and _may_number(chars[k - 1], classes):
        return True
    return _opens_with(chars, i, end, _INDEXES)


@njit(cache=True)
def _may_caption(chars, i, end):
    if end - i < 1500 and _opens_with(chars, i, end, _CAPTIONS):
        return True
    if end - i > 400:
        return False
    for k in range(max(i, end - CREDIT), end - 1):
        a, b = chars[k], chars[k + 1]
        if a == _COLON and b == _SPACE:
            return True
        if a == 67 and b == 67:  # CC
            return True
        if a == 108 and b == 105 and k + 3 < end and chars[k + 2] == 99 and chars[k + 3] == 101:
            return True  # licensed
    return False


@njit(cache=True)
def _may_front(chars, classes, i, end, ends):
    """Return MAY_BYLINE, MAY_DATE and MAY_NAMES of a line."""
    form = 0
    if end - i > 250:
        return form
    if _small(chars[i]) == 98 and _small(chars[min(i + 1, end - 1)]) == 121:  # by
        form |= MAY_BYLINE
    if _opens_with(chars, i, end, _BYLINES):
        form |= MAY_BYLINE
    for k in range(i, end):
        if end - i <= 80 and _may_number(chars[k], classes):
            form |= MAY_DATE
        if not ends and chars[k] in (_AT, _COMMA):
            form |= MAY_NAMES
    return form


@njit(cache=True)
def _may_summary(chars, i, end):
    """Say whether a line opens as "Abstract", "TL;DR" and "In short" or "In brief" do."""
    if end - i < 4:
        return False
    a, b, d = _small(chars[i]), _small(chars[i + 1]), _small(chars[i + 3])
    short = (a == 116 and b == 108) or (a == 105 and b == 110 and d in (115, 98))
    return short or _opens_with(chars, i, end, _SUMMARIES)


@njit(cache=True)
def _keys(chars, classes, lower, i, end):
    """Return (key, opening): hashes (FNV-1a) of the words of a line and of the first of them."""
    if end - i >= LONGEST_KEY:
        return 0, 0
    k = i
    # ( ) . and digits
    while k < end and (_digit(chars[k]) or chars[k] in (40, 41, 46, 32, 9)):
        k += 1
    key = np.uint64(_BASIS)
    first = np.uint64(0)
    inside = False
    while k <= end:
        kind = _class(chars[k], classes) & (UPPER_BIT - 1) if k < end else 0
        if kind in (LETTER, DIGIT):
            char = lower[chars[k]] if chars[k] < 65536 else chars[k]
            key = (key ^ np.uint64(char)) * np.uint64(_PRIME)
            inside = True
        elif inside:
            key = (key ^ np.uint64(_SPACE)) * np.uint64(_PRIME)
            first = first or key
            inside = False
        k += 1
    if first == 0:
        return 0, 0
    return np.int64(key >> np.uint64(2)) | 2, np.int64(first >> np.uint64(2)) | 2


@njit(cache=True)
def _form(chars, classes, i, end, marker, bullet, words):
    """Return the bits of the line from i to end that its own characters tell."""
    first, last = chars[i], chars[end - 1]
    ends = _ends_sentence(chars, i, end)
    form = ENDS if ends else 0
    if _is_head(chars, classes, i, end, ends, words):
        form |= HEAD
    if last == _COLON:
        form |= COLON_LAST
    if first == _MORE:
        form |= QUOTED
    if marker and not bullet:
        form |= NUMBERED
    opens = chars[i + marker]
    # Beyond U+058F the letters have no case.
    if _class(opens, classes) == LETTER and opens < 0x590:
        form |= SMALL
    if _is_part(chars, i, end):
        form |= PART
    if _may_caption(chars, i, end):
        form |= MAY_CAPTION
    # What closes with its speaker ends neither as a sentence nor with a quotation mark.
    if first in (34, 0x201C) and last not in (_POINT, _EXCLAMATION, _QUESTION, 34, 0x201D):
        form |= MAY_QUOTE
    if _may_entry(chars, classes, i, end):
        form |= MAY_ENTRY
    if _may_summary(chars, i, end):
        form |= MAY_SUMMARY
    return form


@njit(cache=True)
def _whole(chars):
    """Return the bits SPACED, but for tabs, and DOTTED of a whole text.

    Loops without branches, each of one kind: they go over many characters at once.
    """
    uneven = dotted = False
    for k in range(1, len(chars)):
        uneven |= (chars[k - 1] == _SPACE) & (chars[k] == _SPACE)
    for k in range(2, len(chars)):
        dotted |= (chars[k - 2] == _POINT) & (chars[k] == _POINT)
    return uneven * SPACED | (dotted and _is_dotted(chars)) * DOTTED


@njit(cache=True)
def _is_dotted(chars):
    for k in range(2, len(chars)):
        if chars[k - 2] == _POINT and chars[k] == _POINT and chars[k - 1] in (_POINT, _SPACE):
            return True
    return False


@njit(cache=True)
def _is_spaced(chars, i, end):
    for k in range(i, end):
        if chars[k] == _TAB or (chars[k] == _SPACE and chars[k + 1] == _SPACE):
            return True
    return False


@njit(cache=True)
def _count(chars, i, end, char):
    number = np.uint32(0)
    for k in range(i, end):
        number += np.uint32(chars[k] == char)
    return number


@njit(cache=True)
def _describe(chars, classes, lower, whole, start, end, row):
    """Fill the row of the line from start to end."""
    marker, bullet = _marker(chars, classes, start, end)
    spaces = _count(chars, start, end, _SPACE)
    form = _form(chars, classes, start, end, marker, bullet, spaces + 1)
    if whole & SPACED and _is_spaced(chars, start, end):
        form |= SPACED
    text_end = _without_leaders(chars, start, end) if whole & DOTTED else end
    if text_end < end:
        form |= LEADERS
    row[START], row[END], row[FORM] = start, end, form
    row[MARKER], row[SPACES] = marker, spaces
    row[NUMBER] = 0 if marker else _bare_number(chars, start, end)
    row[BARS] = _count(chars, start, end, _BAR) if whole & BARRED else 0
    row[KEY], row[OPENING] = _keys(chars, classes, lower, start + marker, text_end)


@njit(cache=True)
def _asked(rows, every):
    """Return number, start, end and form of the lines that something is worth asking about."""
    asked = np.empty((4, len(rows[FORM]) if every & ASKED else 0), np.int64)
    m = 0
    if every & ASKED:
        for k in range(len(rows[FORM])):
            if rows[FORM, k] & ASKED:
                asked[0, m], asked[1, m] = k, rows[START, k]
                asked[2, m], asked[3, m] = rows[END, k], rows[FORM, k]
                m += 1
    return asked[:, :m]


@njit(cache=True)
def _table(chars, classes, lower, plain, seen):
    """Return the rows of the lines that are not blank, those to ask about, `every` and `long`.

    Args:
        seen: SPACED where there are tabs, BARRED where there are bars.
    """
    whole = seen | _whole(chars)
    breaks = np.flatnonzero(chars == _LINE_FEED)
    rows = np.empty((9, len(breaks) + 1), np.int64)
    n, j = 0, -1
    blank = False
    for line in range(len(breaks) + 1):
        start = j + 1
        j = end = breaks[line] if line < len(breaks) else len(chars)
        start = _skip_space(chars, start, end)
        while end > start and chars[end - 1] in (_SPACE, _TAB):
            end -= 1
        if end > start:
            _describe(chars, classes, lower, whole, start, end, rows[:, n])
            rows[FORM, n] |= AFTER_BLANK if blank and n else 0
            n += 1
        blank = end == start
    rows = rows[:, :n]
    every, long = whole & ~SPACED, 0
    for k in range(n):
        start, end = rows[START, k], rows[END, k]
        if k < FRONT or k >= n - BACK:
            rows[FORM, k] |= _may_front(chars, classes, start, end, rows[FORM, k] & ENDS)
        if plain and rows[MARKER, k] and not rows[FORM, k] & HEAD:
            rows[FORM, k] &= ~ASKED
        every |= rows[FORM, k]
        long += rows[SPACES, k] > 0 and end - start > LONGEST_WRAPPED
    return rows, _asked(rows, every), every, long
