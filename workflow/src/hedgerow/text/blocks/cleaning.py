"""Cleaning of decoded text: every change is counted, and a map leads back to the raw characters.

The classes of change are those of the table `cleaning`: mojibake, nbsp, soft_hyphen, zero_width,
bom, ligature, quote, entity, control, combining (a letter and its combining mark made one
character) and styled (a mathematical, full-width or encircled letter made a plain one). Line ends
are unified without a count: they carry no text.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numba import njit

from hedgerow.lean_kernels import LEAN
from hedgerow.text.code_points import BLANK, DELETE, LINE_FEED, TAB

_ASCII_BYTES = bytes(range(128))

_SPACES = dict.fromkeys("\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006", " ")
_SPACES |= dict.fromkeys("\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " ")
_QUOTES = dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u2035\u02bc\u00b4\u2039\u203a\uff07", "'")
_QUOTES |= dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u2036\u00ab\u00bb\uff02", '"')
_STYLED_RANGES = ((0x1D400, 0x1D800), (0xFF10, 0xFF5B), (0x24B6, 0x24EA), (0x1F130, 0x1F18A))


def _styled() -> dict[str, str]:
    """Return the letters and digits of other styles -> the plain ones."""
    plain = {}
    for first, last in _STYLED_RANGES:
        for char in map(chr, range(first, last)):
            folded = unicodedata.normalize("NFKC", char)
            if len(folded) == 1 and folded.isalnum() and folded != char:
                plain[char] = folded
    # These negative squares have no compatibility form.
    squares = {chr(0x1F150 + k): chr(ord("A") + k) for k in range(26)}
    squares |= {chr(0x1F170 + k): chr(ord("A") + k) for k in range(26)}
    return plain | squares


_STYLED = _styled()
_LIGATURES = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}

# The first byte of a UTF-8 sequence in Windows-1252, Latin-1 or Mac Roman.
_MOJIBAKE_STARTS = frozenset("ÂÃÄÅËÌÎÏÐÑâïð¬√‚")
_RUN = re.compile(r"[^\x00-\x7f]{2,}")
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\u2028\u2029]")
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")
_C1 = re.compile("[\x80-\x9f]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x9f]")
_ZERO_WIDTH_CHARACTERS = frozenset("\u180e\ufeff").union(
    *(map(chr, range(a, b)) for a, b in ((0x200B, 0x2010), (0x202A, 0x202F), (0x2060, 0x206A)))
)
_ZERO_WIDTH = re.compile(f"[{''.join(sorted(_ZERO_WIDTH_CHARACTERS))}]")
_COMBINING = re.compile("[^\\W\\d_][\u0300-\u036f]+")
_C1_CHARACTERS = frozenset(map(chr, range(0x80, 0xA0)))
_ACCENTS = frozenset(map(chr, range(0x300, 0x370)))
_CHANGED = _ACCENTS | _ZERO_WIDTH_CHARACTERS | {*_SPACES, *_QUOTES, *_LIGATURES, *_STYLED, "\u00ad"}
"""The characters that `_clean_unicode` changes."""
# Remains of a no-break space and of a closing quote that lost its last byte.
_LOST_SPACE = re.compile("\u00c2(?=\\s|$)")
_LOST_QUOTE = re.compile("\u00e2\u20ac(?![\u0080-\uffff])")


@dataclass(frozen=True)
class Cleaned:
    """Clean text, the number of changes per class, and the way back to the raw text.

    `mapping` is int32[len(text) + 1], or None where every character kept its place; its last
    entry is the length of the raw text. A character that replaces several raw characters maps to
    the first of them.
    """

    text: str
    counts: dict[str, int]
    mapping: np.ndarray | None

    @property
    def offsets(self) -> np.ndarray:
        """int32[len(text) + 1]: place in the raw text of every clean character."""
        if self.mapping is None:
            return np.arange(len(self.text) + 1, dtype=np.int32)
        return self.mapping


class _Editor:
    """A text under repair: its characters, the counts, and the map to the raw text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.counts: dict[str, int] = {}
        self.mapping: np.ndarray | None = None

    def count(self, change: str | None, number: int) -> None:
        if change and number:
            self.counts[change] = self.counts.get(change, 0) + number

    def translate(self, change: str, table: dict[str, str]) -> None:
        """Replace single characters by single characters; the map stays."""
        for old, new in table.items():
            number = self.text.count(old)
            if number:
                self.text = self.text.replace(old, new)
                self.count(change, number)

    def unify_line_ends(self) -> None:
        """Make every CR LF one line feed, in one step, because whole files are full of them.

        The line feed keeps the place of the carriage return.
        """
        lines = self.text.split("\r\n")
        lengths = [len(line) + 1 for line in lines]
        self.text = "\n".join(lines)
        index = np.repeat(np.arange(len(lines), dtype=np.int32), lengths)
        self.mapping = index + np.arange(len(index), dtype=np.int32)

    def substitute(
        self, change: str | None, pattern: re.Pattern[str], new: Callable[[str], str] | str
    ) -> None:
        """Replace each match, where the replacement differs, and move the map along."""
        pieces: list[str] = []
        lengths: list[int] = []
        shifts: list[int] = []
        done = place = number = 0
        for match in pattern.finditer(self.text):
            old = match.group()
            fresh = new if isinstance(new, str) else new(old)
            if fresh == old:
                continue
            start, end = match.span()
            pieces += (self.text[done:start], fresh)
            lengths.append(start - done)
            shifts.append(done - place)
            place += start - done
            for source in _sources(old, fresh):
                lengths.append(1)
                shifts.append(start + source - place)
                place += 1
            done = end
            number += 1
        if not number:
            return
        pieces.append(self.text[done:])
        lengths.append(len(self.text) - done + 1)
        shifts.append(done - place)
        index = np.repeat(np.array(shifts, dtype=np.int32), lengths)
        index += np.arange(len(index), dtype=np.int32)
        self.text = "".join(pieces)
        self.mapping = index if self.mapping is None else self.mapping[index]
        self.count(change, number)


def _sources(old: str, new: str) -> list[int]:
    """Return for each character of `new` its place of origin in `old`."""
    # Text decoded with the wrong single-byte code page has one wrong character for each byte of
    # UTF-8.
    widths = [len(char.encode("utf-8", "surrogatepass")) for char in new]
    if len(new) > 1 and sum(widths) == len(old):
        return [sum(widths[:i]) for i in range(len(new))]
    return [min(i, len(old) - 1) for i in range(len(new))]


def clean(text: str) -> Cleaned:
    """Repair one decoded text.

    Every input is defined; the empty text gives the empty text. Plain ASCII without control
    characters, carriage returns and entities is returned as it is.

    >>> clean("caf\u00c3\u00a9 &amp; tea").text
    'café & tea'
    """
    present, controls = _odd_characters(text)
    if not (present or controls or "&" in text):
        return Cleaned(text, {}, None)
    editor = _Editor(text)
    if "\r\n" in text:
        editor.unify_line_ends()
        present, controls = _odd_characters(editor.text)
    if controls or not present.isdisjoint("\u2028\u2029"):
        editor.substitute(None, _LINE_END, "\n")
    if "&" in text:
        # Twice: `&amp;nbsp;` is an entity in an entity.
        editor.substitute("entity", _ENTITY, html.unescape)
        editor.substitute("entity", _ENTITY, html.unescape)
        present, controls = _odd_characters(editor.text)
    if not present.isdisjoint(_MOJIBAKE_STARTS):
        _repair_mojibake(editor)
    # Windows-1252 characters that were taken for control characters.
    if not present.isdisjoint(_C1_CHARACTERS):
        editor.substitute("mojibake", _C1, _from_code_page)
    if controls or editor.text is not text:
        present, controls = _odd_characters(editor.text)
    _clean_unicode(editor, present)
    if controls or not present.isdisjoint(_C1_CHARACTERS):
        editor.substitute("control", _CONTROL, "")
    return Cleaned(editor.text, editor.counts, editor.mapping)


def _odd_characters(text: str) -> tuple[frozenset[str], bool]:
    """Return the characters beyond ASCII, and whether there are control characters but line feeds.

    They are found in the bytes, which is fastest.
    """
    data = text.encode("utf-8", "surrogatepass")
    controls = _has_controls(np.frombuffer(data, np.uint8))
    if text.isascii():
        return frozenset(), controls
    beyond = data.translate(None, _ASCII_BYTES).decode("utf-8", "surrogatepass")
    return frozenset(beyond), controls


@njit(**LEAN)
def _has_controls(data):
    """Test for control characters but tabs and line feeds, by a loop that can be vectorised."""
    found = False
    for k in range(len(data)):
        found |= ((data[k] < BLANK) & (data[k] != TAB) & (data[k] != LINE_FEED)) | (
            data[k] == DELETE
        )
    return found


def _clean_unicode(editor: _Editor, present: frozenset[str]) -> None:
    """Make the changes that depend on the characters beyond ASCII."""
    if present.isdisjoint(_CHANGED):
        return
    editor.translate("nbsp", _only(_SPACES, present))
    editor.translate("quote", _only(_QUOTES, present))
    editor.translate("styled", _only(_STYLED, present))
    if editor.text.startswith("\ufeff"):
        editor.substitute("bom", re.compile("\\A\ufeff"), "")
    if "\u00ad" in present:
        editor.substitute("soft_hyphen", re.compile("\u00ad"), "")
    if not present.isdisjoint(_ZERO_WIDTH_CHARACTERS):
        editor.substitute("zero_width", _ZERO_WIDTH, "")
    for ligature, letters in _LIGATURES.items():
        if ligature in present:
            editor.substitute("ligature", re.compile(ligature), letters)
    if not present.isdisjoint(_ACCENTS):
        editor.substitute("combining", _COMBINING, lambda old: unicodedata.normalize("NFC", old))


def _only(table: dict[str, str], present: frozenset[str]) -> dict[str, str]:
    return {old: new for old, new in table.items() if old in present}


def _repair_mojibake(editor: _Editor) -> None:
    """Repair UTF-8 that was decoded with a single-byte code page.

    Every byte of a character beyond ASCII becomes a character beyond ASCII, so the damage is in
    runs of at least two of them; ftfy judges each run. Quotes stay as they are here.
    """
    from ftfy import fix_encoding

    known: dict[str, str] = {}

    def repair(run: str) -> str:
        if run not in known:
            known[run] = fix_encoding(run) if _from_single_bytes(run) else run
        return known[run]

    editor.substitute("mojibake", _RUN, repair)
    editor.substitute("mojibake", _LOST_QUOTE, "\u201d")
    editor.substitute("mojibake", _LOST_SPACE, "")


def _from_single_bytes(run: str) -> bool:
    """Test whether a Western code page could have made this run; Greek needs no ftfy."""
    from ftfy import bad_codecs  # noqa: F401  registers the sloppy code pages

    for code_page in ("sloppy-windows-1252", "mac_roman"):
        try:
            run.encode(code_page)
        except UnicodeEncodeError:
            continue
        return True
    return False


def _from_code_page(char: str) -> str:
    try:
        return char.encode("latin-1").decode("cp1252")
    except UnicodeDecodeError:
        return char
