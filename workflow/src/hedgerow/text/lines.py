"""Lines of plain text made whole: which line breaks end a block, and which only wrap it.

A text is wrapped when lines break in mid-sentence just where the next word would no longer fit.
Undoing that joins the lines of a paragraph; a text with one paragraph a line is left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from hedgerow.text.line_table import AFTER_BLANK, SPACED, LineTable, line_table
from hedgerow.text.typed_block import TypedBlock

MARKER = re.compile(r"(?:[-*+•·‣▪◦●○■□–➤►✓✔]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+(?=\S)")
"""What opens a list item: a bullet, or a number or letter with its point or bracket."""

_CAPITALS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")

_NUMBERED = re.compile(r"(\(?)(\d{1,2})([.)])\s")
_LEADING_NUMBER = re.compile(r"^[\d.()\s]+")
_KEY_WORD = re.compile(r"[^\W_]+")
_FIRST_KEY_WORD = re.compile(r"[\d.()\s]*+[\W_]*+([^\W_]+)")
_WORD = re.compile(r"\S+")
_REFERENCE_MARKS = re.compile(r"(?:\s*\[[\d, –-]{1,12}\])+$")
_CLOSERS = "\"')]}*_"
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


@dataclass(slots=True)
class _Line:
    """One line that is not blank: its place, its text without spare white space.

    `width` counts the spare white space inside it too, as whoever wrapped the line did.
    """

    start: int
    end: int
    text: str
    spaced: bool
    after_blank: bool
    width: int


def marker_of(text: str) -> re.Match[str] | None:
    """What opens a text as a list item, or None; most texts open with a capital and have none."""
    return None if text[0] in _CAPITALS else MARKER.match(text)


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
    if text.isascii():  # only here may a word be cut out before its case is folded
        match = _FIRST_KEY_WORD.match(text)
        return match.group(1).lower() if match else ""
    match = _FIRST_KEY_WORD.match(text.casefold())
    return match.group(1) if match else ""


def blocks_of(text: str) -> tuple[list[TypedBlock], LineTable, int]:
    """Return the blocks of a clean text, without kinds yet.

    Returns:
        The blocks; what each may be, one line a block; and the number of wrapped line ends that
        were undone.
    """
    table = line_table(text)
    spaced = table.every & SPACED
    groups: list[list[_Line]] = []
    if spaced or table.long * 10 <= len(table.start):
        lines = _lines_of(text, table)
        width = _wrap_width(lines)
        if width:
            groups = _join(lines, width, _parted_by_blanks(lines, width))
        elif spaced:
            groups = [[line] for line in lines]
    if not groups:
        spans = zip(table.start, table.end, strict=True)
        return [TypedBlock("", text[a:b], [(a, b)]) for a, b in spans], table, 0
    blocks = [_block(group, text) for group in groups]
    joined = "\n".join([block.text for block in blocks])
    return blocks, line_table(joined), len(table.start) - len(groups)


def _lines_of(text: str, table: LineTable) -> list[_Line]:
    lines = [
        _Line(a, b, text[a:b], bool(form & SPACED), bool(form & AFTER_BLANK), b - a)
        for a, b, form in zip(table.start, table.end, table.form, strict=True)
    ]
    spaced = [line for line in lines if line.spaced]
    for line in spaced:
        line.text = " ".join(line.text.split())
    if 2 * len(spaced) > len(lines):  # spread out after it was wrapped
        for line in lines:
            line.width = len(line.text)
    return lines


def _wrap_width(lines: list[_Line]) -> int:
    """Return the width the text was wrapped at, or 0 where it was not."""
    # An address takes a line of its own, however long.
    long = len([line for line in lines if line.width > 120 and " " in line.text])
    if len(lines) < 2 or long * 10 > len(lines):
        return 0
    pairs = 0
    sums: list[int] = []
    for line, following in pairwise(lines):
        if following.after_blank:
            continue
        pairs += 1
        if _runs_on(line.text, following.text):
            sums.append(_needed(line, following))
    if not sums:
        return _likely_width(lines)
    sums.sort()
    limit = sums[len(sums) // 20]
    width = max((line.width for line in lines if line.width < limit), default=0)
    if width >= _NARROWEST and len(sums) * 10 >= pairs * 3:
        return width if width <= _WIDEST or len(sums) > 2 else 0
    # Many short blocks, or a few lines cut short: most breaks agree with the longest line.
    widest = max(line.width for line in lines)
    explained = sum(needed > widest for needed in sums)
    likely = _LIKELY[0] <= widest <= _LIKELY[1]
    if likely and explained > 1 and explained * 10 >= len(sums) * 8:
        return widest
    return _likely_width(lines)


def _likely_width(lines: list[_Line]) -> int:
    """The width of a text in which few lines run on for certain, where all lines fit one, else 0.

    That is: no line is longer than terminals were wide, none could have held the next line's first
    word, and one at least does not end as a sentence, or there are two such breaks and blank lines
    as well.
    """
    width = max(line.width for line in lines)
    breaks = 0
    open_ended = False
    if not _LIKELY[0] <= width <= _LIKELY[1]:
        return 0
    for line, following in pairwise(lines):
        if following.after_blank or marker_of(following.text):
            continue
        if _needed(line, following) <= width:
            return 0
        breaks += 1
        open_ended |= not ends_sentence(line.text) and line.text[-1] not in ":;"
    blanks = any(line.after_blank for line in lines)
    return width if open_ended or (breaks > 1 and blanks) else 0


def _needed(line: _Line, following: _Line) -> int:
    """The width that would have kept the next line's first word on this line."""
    first = following.text.find(" ")
    return line.width + 1 + (len(following.text) if first < 0 else first)


def _runs_on(line: str, following: str) -> bool:
    """Whether the break between two lines falls in mid-sentence for certain."""
    if ends_sentence(line) or line[-1] in ":;" or marker_of(following):
        return False
    return following[0].islower() or line[-1] == "," or line.rsplit(None, 1)[-1].lower() in _LEANING


def _parted_by_blanks(lines: list[_Line], width: int) -> bool:
    """Whether blank lines part the blocks: then every other break is at the margin."""
    breaks = [
        _needed(line, following) > width
        for line, following in pairwise(lines)
        if not (following.after_blank or marker_of(following.text))
    ]
    return len(breaks) < len(lines) - 1 and sum(breaks) >= 0.95 * len(breaks)


def _join(lines: list[_Line], width: int, parted: bool) -> list[list[_Line]]:
    groups: list[list[_Line]] = []
    items: set[str] = set()
    for i, line in enumerate(lines):
        if (
            groups
            and not line.after_blank
            and _continues(groups[-1], line, width, parted, items)
            and (parted or not _stands_alone(lines, i, width))
        ):
            groups[-1].append(line)
            continue
        if groups and marker_of(groups[-1][0].text):
            items.add(_group_key(groups[-1]))
        groups.append([line])
    return groups


def _stands_alone(lines: list[_Line], i: int, width: int) -> bool:
    """Whether a line below a sentence that ends at the margin is a headline, not its paragraph's.

    It has no end of a sentence and could have held the first word of the line that follows it.
    """
    line = lines[i].text
    if line[0].islower() or line[-1] in ",;:" or not ends_sentence(lines[i - 1].text):
        return False
    if ends_sentence(line) or ". " in line:
        return False
    if i + 1 == len(lines) or lines[i + 1].after_blank:
        return True
    following = lines[i + 1]
    return _needed(lines[i], following) <= width and not _runs_on(line, following.text)


def _group_key(group: list[_Line]) -> str:
    return key_of(MARKER.sub("", " ".join(line.text for line in group), count=1))


def _continues(group: list[_Line], line: _Line, width: int, parted: bool, items: set[str]) -> bool:
    """Whether a line goes on with the block that the group of lines before it has begun."""
    before = group[-1]
    full = _needed(before, line) > width
    if marker_of(line.text):
        # A dash or a number may also have been wrapped to the start of a line.
        if not full or marker_of(group[0].text):
            return False
        return before.text[-1] not in ".!?:;" or _counts_on(group, line.text)
    if not full:
        return before.width * 2 > width and _runs_on(before.text, line.text)
    if line.text[0].islower() or _leans(before.text):
        return True
    if items and _opens_one(items, line.text):
        return False
    if parted or _is_open(before.text):
        return True
    if ends_sentence(before.text):
        # A headline below a paragraph that happens to end at the margin.
        return not (_in_title_case(line.text, 3) and not ends_sentence(line.text))
    if items and len(group) < _LONGEST_ITEM and _group_key(group) in items:
        return False
    # A headline over a text: the next line is no longer in title case.
    return not (len(group) == 1 and _in_title_case(before.text, 3)) or _in_title_case(line.text, 1)


def _counts_on(group: list[_Line], text: str) -> bool:
    """Whether a line opens with the number after one that stands inside the block: 1) ... 2) ..."""
    match = _NUMBERED.match(text)
    if not match:
        return False
    before = f" {match.group(1)}{int(match.group(2)) - 1}{match.group(3)} "
    return any(before in line.text for line in group)


def _opens_one(items: set[str], text: str) -> bool:
    """Whether a line is the beginning of a list item that went before, as a heading may be."""
    if len(text) < _SHORTEST_ITEM or ends_sentence(text):
        return False
    key = key_of(text)
    return any(item.startswith(key) for item in items)


def _is_open(text: str) -> bool:
    """Whether a line ends inside a bracket or after a semicolon, and so is no headline."""
    return text[-1] == ";" or text.rfind("(") > text.rfind(")")


def _leans(text: str) -> bool:
    """Whether a line cannot be the last of its block: it ends in a comma or a function word."""
    return text[-1] == "," or text.rsplit(None, 1)[-1].lower() in _LEANING


def _in_title_case(text: str, least: int) -> bool:
    words = [word for word in text.split() if len(word) > 3]
    return len(words) >= least and all(not word[0].islower() for word in words)


def _block(group: list[_Line], text: str) -> TypedBlock:
    first = group[0]
    if len(group) == 1 and not first.spaced:
        return TypedBlock("", first.text, [(first.start, first.end)])
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
    return TypedBlock("", whole, pieces, glued=frozenset(glued))


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
