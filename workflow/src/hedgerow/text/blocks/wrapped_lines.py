"""Wrapped lines of plain text: line breaks that end a block, and those that only wrap it.

A text is wrapped when lines break in mid-sentence just where the next word would no longer fit.
Undoing that joins the lines of a paragraph; a text with one paragraph a line is left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from hedgerow.lexicons.line_end_hyphens import cuts_words, is_one_word, words_of
from hedgerow.text.blocks import line_flags as flag
from hedgerow.text.blocks.line_table import LineTable

_NUMBERED = re.compile(r"(\(?)(\d{1,2})([.)])\s")
_LEADING_NUMBER = re.compile(r"^[\d.()\s]+")
_KEY_WORD = re.compile(r"[^\W_]+")
_WORD = re.compile(r"\S+")
_NARROWEST = 55
_WIDEST = 100
_LIKELY = (62, 80)
_SHORTEST_ITEM = 15
_LONGEST_ITEM = 5
_LEANING = frozenset(
    "a an the of in on at to for from with by as and or but nor"
    " is are was were be that which who its their".split()
)
# After a hanging hyphen ("pre- and post-") the space is part of the text.
_HANGING = frozenset(("and", "or", "to", "nor", "but"))


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """A text rewritten with one block a line.

    `pieces` are spans of the original text, in order; `gaps` are the characters between each piece
    and the next: 1, or 0 in a word that was wrapped at its hyphen. `joined` is the number of line
    ends that were undone. `rows` are the lines that are rows of tables.
    """

    text: str
    pieces: list[tuple[int, int]]
    gaps: list[int]
    joined: int
    rows: list[int]

    def mapping(self) -> np.ndarray:
        """Return int32[len(text) + 1]: the place of each character in the original text."""
        spans = np.array(self.pieces, np.int32)
        lengths = spans[:, 1] - spans[:, 0] + np.array(self.gaps, np.int32)
        place = np.cumsum(lengths) - lengths
        mapping = np.repeat(spans[:, 0] - place.astype(np.int32), lengths)
        return mapping + np.arange(len(mapping), dtype=np.int32)


@dataclass(slots=True)
class _Line:
    """One line that is not blank: its place, its text without spare white space, and its form.

    `item` is true for a line with an item marker, `speaker` where that is a label. `width` counts
    the spare white space inside it too, as the program that wrapped the line did.
    """

    start: int
    end: int
    text: str
    ends: bool
    item: bool
    speaker: bool
    spaced: bool
    after_blank: bool
    after_blanks: bool
    row: bool
    border: bool
    width: int


def unwrapped(text: str, lines: LineTable) -> Unwrapped | None:
    """Return a clean text with its wrapped lines joined and its white space made even.

    Returns:
        None where each line is a block of its own as it is, which the lengths of the lines show for
        most texts.
    """
    spaced = lines.every & flag.SPACED
    if not spaced and lines.long * 10 > len(lines):
        return None
    found = _lines_of(text, lines)
    if _is_double_spaced(found):
        for line in found:
            line.after_blank = line.after_blanks
    width = _wrap_width([line for line in found if not line.row])
    if width:
        return _whole(text, _join(found, width, _parted_by_blanks(found, width)))
    return _whole(text, [[line] for line in found]) if spaced else None


def _lines_of(text: str, table: LineTable) -> list[_Line]:
    lines = [
        _Line(
            start,
            end,
            text[start:end],
            bool(form & flag.ENDS),
            marker > 0,
            bool(form & flag.SPEAKER),
            bool(form & flag.SPACED),
            bool(form & flag.AFTER_BLANK),
            bool(form & flag.AFTER_BLANKS),
            bool(form & (flag.ROW | flag.BORDER)),
            bool(form & flag.BORDER),
            end - start,
        )
        for start, end, form, marker in table.lines[["start", "end", "form", "marker"]].tolist()
    ]
    spaced = [line for line in lines if line.spaced]
    for line in spaced:
        line.text = " ".join(line.text.split())
    if 2 * len(spaced) > len(lines):  # spread out after it was wrapped
        for line in lines:
            line.width = len(line.text)
    return lines


def _is_double_spaced(lines: list[_Line]) -> bool:
    """Test whether blank lines part the lines of paragraphs: many lines run on across them."""
    pairs = list(pairwise(lines))
    parted = sum(following.after_blank for _, following in pairs)
    running = sum(a.width >= _NARROWEST // 2 and _runs_on(a, b) for a, b in pairs if b.after_blank)
    return running > 2 and parted * 10 >= len(pairs) * 9 and running * 10 >= parted * 3


def _key_of(text: str) -> str:
    """Return the words of a line as a key, without case, marks and leading numbers."""
    return " ".join(_KEY_WORD.findall(_LEADING_NUMBER.sub("", text).casefold()))


def _wrap_width(lines: list[_Line]) -> int:
    """Return the width the text was wrapped at, or 0 where it was not."""
    # An address takes a line of its own, however long.
    widths = [line.width for line in lines if " " in line.text]
    long = sum(width > flag.LONGEST_WRAPPED for width in widths)
    if len(lines) < 2 or not widths or long * 10 > len(lines):
        return 0
    widest = max(widths)
    pairs = [(a, b) for a, b in pairwise(lines) if not b.after_blank]
    # Verses and lists go on in mid-sentence, too, but well before the margin.
    sums = sorted(_needed(a, b) for a, b in pairs if 2 * a.width > widest and _runs_on(a, b))
    if not sums:
        return _likely_width(lines)
    limit = sums[len(sums) // 20]
    width = max((line.width for line in lines if line.width < limit), default=0)
    explained = sum(needed > widest for needed in sums)
    if width >= _NARROWEST and len(sums) * 10 >= len(pairs) * 3:
        if width < widest <= _WIDEST and explained * 10 >= len(sums) * 9:
            return widest
        return width if width <= _WIDEST or len(sums) > 2 else 0
    # Many short blocks, or a few lines cut short: most breaks agree with the longest line.
    likely = _LIKELY[0] <= widest <= _LIKELY[1]
    if likely and explained > 1 and explained * 10 >= len(sums) * 8:
        return widest
    return _likely_width(lines)


def _likely_width(lines: list[_Line]) -> int:
    """Return the width of a text in which few lines certainly run on, or 0.

    It is the length of the longest line, if that is at most the width of a terminal, no line could
    have held the first word of the next, and one at least does not end as a sentence, or there are
    two such breaks and blank lines as well.
    """
    width = max(line.width for line in lines)
    breaks = 0
    open_ended = False
    if not _LIKELY[0] <= width <= _LIKELY[1]:
        return 0
    for line, following in pairwise(lines):
        if following.after_blank or following.item:
            continue
        if _needed(line, following) <= width:
            return 0
        breaks += 1
        open_ended |= not line.ends and line.text[-1] not in ":;"
    blanks = any(line.after_blank for line in lines)
    return width if open_ended or (breaks > 1 and blanks) else 0


def _needed(line: _Line, following: _Line) -> int:
    """Return the width that would have kept the next line's first word on this line."""
    first = following.text.find(" ")
    return line.width + 1 + (len(following.text) if first < 0 else first)


def _runs_on(line: _Line, following: _Line) -> bool:
    """Test whether the break between two lines certainly falls in mid-sentence."""
    if line.ends or line.text[-1] in ":;" or following.item or line.row or following.row:
        return False
    return following.text[0].islower() or _leans(line.text)


def _parted_by_blanks(lines: list[_Line], width: int) -> bool:
    """Test whether blank lines part the blocks, so that every other break is at the margin."""
    breaks = [
        _needed(line, following) > width
        for line, following in pairwise(lines)
        if not (following.after_blank or following.item)
    ]
    return len(breaks) < len(lines) - 1 and sum(breaks) >= 0.95 * len(breaks)


def _join(lines: list[_Line], width: int, parted: bool) -> list[list[_Line]]:
    groups: list[list[_Line]] = []
    items: set[str] = set()
    _unmark(lines, width)
    for i, line in enumerate(lines):
        if (
            groups
            and not line.after_blank
            and not _is_row(line, parted)
            and not _is_row(groups[-1][-1], parted)
            and _continues(groups[-1], line, width, parted, items)
            and (parted or not _stands_alone(lines, i, width))
        ):
            groups[-1].append(line)
            continue
        if groups and groups[-1][0].item:
            items.add(_group_key(groups[-1]))
        groups.append([line])
    return groups


def _is_row(line: _Line, parted: bool) -> bool:
    """Test whether a line stays alone: a row, or a rule in a text without blank lines."""
    return line.row and not (parted and line.border)


def _unmark(lines: list[_Line], width: int) -> None:
    """Take away the markers that only the wrapping put at the beginning of a line.

    That is a number without its neighbour at another line (1., 2.), and a label where labels are
    not mostly at the beginning of a block, both below a line that could not hold them.
    """
    full = [False, *(_needed(a, b) > width and not b.after_blank for a, b in pairwise(lines))]
    numbers = {int(match.group(2)) for line in lines if (match := _NUMBERED.match(line.text))}
    labels = [is_full for line, is_full in zip(lines, full, strict=True) if line.speaker]
    by_chance = 2 * sum(labels) > len(labels)
    for line, is_full in zip(lines, full, strict=True):
        match = _NUMBERED.match(line.text)
        if is_full and match and numbers.isdisjoint(int(match.group(2)) + d for d in (-1, 1)):
            line.item = False
        if is_full and line.speaker and by_chance:
            line.item = False


def _stands_alone(lines: list[_Line], i: int, width: int) -> bool:
    """Test whether a line below a sentence that ends at the margin is a headline.

    A headline does not end as a sentence and could have held the first word of the next line.
    """
    line = lines[i]
    if line.text[0].islower() or line.text[-1] in ",;:" or not lines[i - 1].ends:
        return False
    if line.ends or ". " in line.text or not any(map(str.isalpha, line.text)):
        return False
    if i + 1 == len(lines) or lines[i + 1].after_blank:
        return True
    following = lines[i + 1]
    return _needed(line, following) <= width and not _runs_on(line, following)


def _group_key(group: list[_Line]) -> str:
    text = " ".join(line.text for line in group)
    return _key_of(text.split(" ", 1)[1] if group[0].item else text)


def _continues(group: list[_Line], line: _Line, width: int, parted: bool, items: set[str]) -> bool:
    """Test whether a line continues the block of the group of lines before it."""
    before = group[-1]
    full = _needed(before, line) > width
    if line.item:
        # A dash or a number may also have been wrapped to the start of a line.
        if not full or group[0].item:
            return False
        return before.text[-1] not in ".!?:;" or _counts_on(group, line.text)
    if not full:
        return before.width * 2 > width and _runs_on(before, line)
    if line.text[0].islower() or _leans(before.text):
        return True
    if items and _opens_one(items, line):
        return False
    if parted or _is_open(before.text):
        return True
    if before.ends:
        # A headline below a paragraph that happens to end at the margin.
        return not (_in_title_case(line.text, 3) and not line.ends)
    if items and len(group) < _LONGEST_ITEM and _group_key(group) in items:
        return False
    # A headline over a text: the next line is no longer in title case.
    return not (len(group) == 1 and _in_title_case(before.text, 3)) or _in_title_case(line.text, 1)


def _counts_on(group: list[_Line], text: str) -> bool:
    """Test whether a line opens with the number after one inside the block: 1) ... 2) ..."""
    match = _NUMBERED.match(text)
    if not match:
        return False
    before = f" {match.group(1)}{int(match.group(2)) - 1}{match.group(3)} "
    return any(before in line.text for line in group)


def _opens_one(items: set[str], line: _Line) -> bool:
    """Test whether a line is the beginning of an earlier list item, as a heading may be."""
    if len(line.text) < _SHORTEST_ITEM or line.ends:
        return False
    key = _key_of(line.text)
    return any(item.startswith(key) for item in items)


def _is_open(text: str) -> bool:
    """Test whether a line ends inside a bracket or after a semicolon, and so is no headline."""
    return text[-1] == ";" or text.rfind("(") > text.rfind(")")


def _leans(text: str) -> bool:
    """Test whether a line cannot be the last of its block: it ends in a comma or function word."""
    return text[-1] == "," or text.rsplit(None, 1)[-1].lower() in _LEANING


def _in_title_case(text: str, least: int) -> bool:
    words = [word for word in text.split() if len(word) > 3]
    return len(words) >= least and all(not word[0].islower() for word in words)


def _whole(text: str, groups: list[list[_Line]]) -> Unwrapped:
    """Put each group of lines on one line, its words a space apart."""
    pieces: list[tuple[int, int]] = []
    gaps: list[int] = []
    parts: list[str] = []
    hyphens = _line_end_hyphens(groups)
    words = words_of(text) if hyphens else frozenset()
    cut = bool(hyphens) and cuts_words(hyphens, words)
    for group in groups:
        first = len(pieces)
        for line in group:
            before = text[slice(*pieces[-1])] if len(pieces) > first else ""
            if _split_at_hyphen(before, line.text):
                gaps[-1], parts[-1] = 0, ""
                if cut and is_one_word(_last_part(before), line.text.split(None, 1)[0], words):
                    parts[-2] = before[:-1]
                    pieces[-1] = (pieces[-1][0], pieces[-1][1] - 1)
            for start, end in _pieces(text, line) if line.spaced else [(line.start, line.end)]:
                pieces.append((start, end))
                gaps.append(1)
                parts += (text[start:end], " ")
        parts[-1] = "\n"
    joined = sum(map(len, groups)) - len(groups)
    rows = [i for i, group in enumerate(groups) if group[0].row]
    return Unwrapped("".join(parts[:-1]), pieces, gaps, joined, rows)


def _line_end_hyphens(groups: list[list[_Line]]) -> list[tuple[str, str]]:
    """Return the parts of words before and after each hyphen at the end of a line."""
    return [
        (_last_part(line.text), following.text.split(None, 1)[0])
        for group in groups
        for line, following in pairwise(group)
        if _split_at_hyphen(line.text, following.text)
    ]


def _last_part(line: str) -> str:
    """Return the last word of a line without the hyphen that closes it."""
    return line.rsplit(None, 1)[-1][:-1]


def _pieces(text: str, line: _Line) -> list[tuple[int, int]]:
    """Return the spans of a line between runs of white space longer than one space."""
    if text.find("\t", line.start, line.end) >= 0:
        return [match.span() for match in _WORD.finditer(text, line.start, line.end)]
    spans: list[tuple[int, int]] = []
    start = line.start
    while (gap := text.find("  ", start, line.end)) >= 0:
        spans.append((start, gap))
        start = gap + 2
        while text[start] == " ":
            start += 1
    return [*spans, (start, line.end)]


def _split_at_hyphen(before: str, after: str) -> bool:
    """Test whether a word with a hyphen was broken after it: "pain-" and "relieving"."""
    if len(before) < 2 or before[-1] != "-" or not before[-2].isalpha() or not after[0].isalnum():
        return False
    return after.split(None, 1)[0].lower() not in _HANGING
