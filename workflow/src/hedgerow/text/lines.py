"""Lines of plain text made whole: which line breaks end a block, and which only wrap it.

A text is wrapped when lines break in mid-sentence just where the next word would no longer fit.
Undoing that joins the lines of a paragraph; a text with one paragraph a line is left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

MARKER = re.compile(r"(?:[-*+•·‣▪◦●○■□–➤►✓✔]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+(?=\S)")
"""What opens a list item: a bullet, or a number or letter with its point or bracket."""

_LEADING_NUMBER = re.compile(r"^[\d.()\s]+")
_KEY_WORD = re.compile(r"[^\W_]+")
_FIRST_KEY_WORD = re.compile(r"[\d.()\s]*+[\W_]*+([^\W_]+)")
_WORD = re.compile(r"\S+")
_REFERENCE_MARKS = re.compile(r"(?:\s*\[[\d, –-]{1,12}\])+$")
_CLOSERS = "\"')]}*_"
_NARROWEST = 55
_LONGEST_ITEM = 5
_LEANING = frozenset(
    "a an the of in on at to for from with by as and or but nor"
    " is are was were be that which who its their".split()
)
# After a hanging hyphen ("pre- and post-") the space is part of the text.
_HANGING = frozenset(("and", "or", "to", "nor", "but"))


@dataclass(slots=True)
class Unit:
    """One block of plain text before it has a kind.

    `pieces` are spans of the clean text, in order; `glued[i]` says that piece i follows the one
    before it without a space (a word that was wrapped at its hyphen).
    """

    text: str
    pieces: list[tuple[int, int]]
    glued: frozenset[int] = frozenset()
    after_blank: bool = False


@dataclass(slots=True)
class _Line:
    """One line that is not blank: its place, its text without spare white space."""

    start: int
    end: int
    text: str
    spaced: bool
    after_blank: bool


def ends_sentence(text: str) -> bool:
    """Whether the text ends with a full stop, question mark or exclamation mark, or an ellipsis.

    Reference marks ([12]) after it do not count.
    """
    last = text[-1:]
    if last == "]":
        text = _REFERENCE_MARKS.sub("", text)
        last = text[-1:]
    if last in _CLOSERS:
        last = text.rstrip(_CLOSERS)[-1:]
    return last != "" and last in ".!?…"


def key_of(text: str) -> str:
    """The words of a line as a key, without case, marks and leading numbers."""
    return " ".join(_KEY_WORD.findall(_LEADING_NUMBER.sub("", text).casefold()))


def first_of_key(text: str) -> str:
    """The first word of `key_of(text)`, at a fraction of the cost; "" where the key is empty."""
    match = _FIRST_KEY_WORD.match(text.casefold())
    return match.group(1) if match else ""


def units_of(text: str) -> tuple[list[Unit], int]:
    """Return the units of a clean text and the number of wrapped line ends that were undone."""
    lines = _lines_of(text)
    width = _wrap_width(lines)
    if width == 0:
        return [_unit([line], text) for line in lines], 0
    groups = _join(lines, width, _parted_by_blanks(lines, width))
    return [_unit(group, text) for group in groups], len(lines) - len(groups)


def _lines_of(text: str) -> list[_Line]:
    """The lines that are not blank."""
    lines: list[_Line] = []
    place = last = 0
    for number, whole in enumerate(text.split("\n")):
        line = whole.strip()
        if line:
            start = place
            if len(line) < len(whole):
                start += len(whole) - len(whole.lstrip())
            end = start + len(line)
            spaced = "  " in line or "\t" in line
            if spaced:
                line = " ".join(line.split())
            lines.append(_Line(start, end, line, spaced, number - last > 1))
            last = number
        place += len(whole) + 1
    return lines


def _wrap_width(lines: list[_Line]) -> int:
    """Return the width the text was wrapped at, or 0 where it was not."""
    if len(lines) < 2 or sum(len(line.text) > 120 for line in lines) * 10 > len(lines):
        return 0
    pairs = 0
    sums: list[int] = []
    for line, following in pairwise(lines):
        if following.after_blank:
            continue
        pairs += 1
        if _runs_on(line.text, following.text):
            sums.append(_needed(line, following))
    if not sums or len(sums) * 10 < pairs * 3:
        return 0
    sums.sort()
    limit = sums[len(sums) // 20]
    width = max((len(line.text) for line in lines if len(line.text) < limit), default=0)
    return width if width >= _NARROWEST else 0


def _needed(line: _Line, following: _Line) -> int:
    """The width that would have kept the next line's first word on this line."""
    first = following.text.find(" ")
    return len(line.text) + 1 + (len(following.text) if first < 0 else first)


def _runs_on(line: str, following: str) -> bool:
    """Whether the break between two lines falls in mid-sentence for certain."""
    if ends_sentence(line) or line[-1] in ":;" or MARKER.match(following):
        return False
    return following[0].islower() or line[-1] == "," or line.rsplit(None, 1)[-1].lower() in _LEANING


def _parted_by_blanks(lines: list[_Line], width: int) -> bool:
    """Whether blank lines part the blocks: then every other break is at the margin."""
    breaks = [
        _needed(line, following) > width
        for line, following in pairwise(lines)
        if not (following.after_blank or MARKER.match(following.text))
    ]
    return len(breaks) < len(lines) - 1 and sum(breaks) >= 0.95 * len(breaks)


def _join(lines: list[_Line], width: int, parted: bool) -> list[list[_Line]]:
    groups: list[list[_Line]] = []
    items: set[str] = set()
    for line in lines:
        if groups and not line.after_blank and _continues(groups[-1], line, width, parted, items):
            groups[-1].append(line)
            continue
        if groups and MARKER.match(groups[-1][0].text):
            items.add(_group_key(groups[-1]))
        groups.append([line])
    return groups


def _group_key(group: list[_Line]) -> str:
    return key_of(MARKER.sub("", " ".join(line.text for line in group), count=1))


def _continues(group: list[_Line], line: _Line, width: int, parted: bool, items: set[str]) -> bool:
    """Whether a line goes on with the block that the group of lines before it has begun."""
    before = group[-1]
    full = _needed(before, line) > width
    if MARKER.match(line.text):
        # A dash or a number may also have been wrapped to the start of a line.
        return full and not MARKER.match(group[0].text) and before.text[-1] not in ".!?:;"
    if not full:
        return len(before.text) * 2 > width and _runs_on(before.text, line.text)
    if parted or line.text[0].islower() or _leans(before.text):
        return True
    if ends_sentence(before.text):
        # A headline below a paragraph that happens to end at the margin.
        return not (_in_title_case(line.text, 3) and not ends_sentence(line.text))
    if items and len(group) < _LONGEST_ITEM and _group_key(group) in items:
        return False
    # A headline over a text: the next line is no longer in title case.
    return not (len(group) == 1 and _in_title_case(before.text, 3)) or _in_title_case(line.text, 1)


def _leans(text: str) -> bool:
    """Whether a line cannot be the last of its block: it ends in a comma or a function word."""
    return text[-1] == "," or text.rsplit(None, 1)[-1].lower() in _LEANING


def _in_title_case(text: str, least: int) -> bool:
    words = [word for word in text.split() if len(word) > 3]
    return len(words) >= least and all(not word[0].islower() for word in words)


def _unit(group: list[_Line], text: str) -> Unit:
    first = group[0]
    if len(group) == 1 and not first.spaced:
        return Unit(first.text, [(first.start, first.end)], after_blank=first.after_blank)
    pieces: list[tuple[int, int]] = []
    glued: set[int] = set()
    words: list[str] = []
    for line in group:
        if words and _split_at_hyphen(words[-1], line.text):
            glued.add(len(pieces))
        spans = _pieces(text, line) if line.spaced else [(line.start, line.end)]
        pieces += spans
        words += (text[start:end] for start, end in spans)
    if glued:
        spaced = (word if i in glued else " " + word for i, word in enumerate(words))
        whole = "".join(spaced)[1:]
    else:
        whole = " ".join(words)
    return Unit(whole, pieces, frozenset(glued), first.after_blank)


def _pieces(text: str, line: _Line) -> list[tuple[int, int]]:
    """Spans between the places of a line where white space is more than one space."""
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
    """Whether a word with a hyphen was broken after it: "pain-" and "relieving"."""
    if len(before) < 2 or before[-1] != "-" or not before[-2].isalpha() or not after[0].isalnum():
        return False
    return after.split(None, 1)[0].lower() not in _HANGING
