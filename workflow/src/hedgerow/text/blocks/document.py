"""Documents: clean text with typed blocks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

import numpy as np

from hedgerow.sources.base import Source, SourceBlock
from hedgerow.text.blocks import line_flags as flag
from hedgerow.text.blocks.block import (
    BYLINE,
    HEADING,
    PARAGRAPH,
    SUMMARY,
    TITLE,
    Block,
    Blocks,
)
from hedgerow.text.blocks.cleaning import Cleaned, clean
from hedgerow.text.blocks.language import SAMPLE, foreign_parts, language_of
from hedgerow.text.blocks.line_forms import byline_in, date_in
from hedgerow.text.blocks.line_table import line_table
from hedgerow.text.blocks.speakers import mark_speakers
from hedgerow.text.blocks.table_rows import mark_rows
from hedgerow.text.blocks.typed_blocks import marked_blocks, plain_blocks
from hedgerow.text.blocks.wrapped_lines import Unwrapped, unwrapped

_SAME_LENGTH = 20
"""Characters from which on a line of plain text that repeats the line before it is not measured."""
_REPEAT_LENGTH = 60
"""Characters from which on a block of a marked-up page that comes again is left out."""


@dataclass(frozen=True)
class Document:
    """One document: its clean text, the blocks in it, and how it was read."""

    doc_id: str
    text: str
    blocks: Sequence[Block]
    format: str
    encoding: str
    bytes: int
    title: str | None = None
    byline: str | None = None
    date: str | None = None
    url: str | None = None
    group: str | None = None
    links: str | None = None
    language: str | None = None
    cleaning: dict[str, int] = field(default_factory=dict)
    status: str = "analysed"
    reason: str | None = None
    find_offsets: Callable[[], np.ndarray] | None = field(default=None, compare=False, repr=False)

    @cached_property
    def offsets(self) -> np.ndarray | None:
        """int32[len(text) + 1]: the place of each character in the raw text, for plain text.

        It is computed on demand: tokenising a corpus needs none.
        """
        return self.find_offsets() if self.find_offsets else None


def document_from_text(doc_id: str, text: str) -> Document:
    """Read plain text in memory as if it were a .txt file.

    The document always has `offsets`: the clean span [s, e) is `text[offsets[s]:offsets[e]]`. A
    text without words has the status `empty`.

    >>> document_from_text("d", "  It\u2019s   late. ").text
    "It's late."
    """
    size = len(text.encode("utf-8", "surrogatepass"))
    return _from_plain(doc_id, Source("text", "utf-8", size, text=text), judge=False)


def document_of(doc_id: str, source: Source) -> Document:
    """Return the document of a source.

    A source that could not be read gives a document without text, with the status `unreadable`
    and the reason; one without words has the status `empty`, one in another language
    `not_english`.
    """
    if source.reason is not None:
        return _document(doc_id, source, status="unreadable", reason=source.reason)
    make = _from_plain if source.blocks is None else _from_markup
    return make(doc_id, source, judge=True)


def _from_plain(doc_id: str, source: Source, judge: bool) -> Document:
    cleaned = clean(source.text or "")
    counts = dict(cleaned.counts)
    text, lines = cleaned.text, line_table(cleaned.text)
    mark_speakers(text, lines)
    mark_rows(text, lines)
    whole = unwrapped(text, lines) if len(lines) else None
    if whole:
        text, lines = whole.text, line_table(whole.text)
        mark_speakers(text, lines)
        lines.lines["form"][whole.rows] |= flag.ROW
        if whole.joined:
            counts["line_wrap"] = whole.joined
    if not len(lines):
        return _empty(doc_id, source, counts)
    blocks, spans = plain_blocks(text, lines)
    texts = [text[start:end] for start, end in spans.T.tolist()]
    if again := _said_before(texts):
        blocks.prose[again] = blocks.stated[again] = 0
        counts["duplicate_block"] = len(again)
    title = _line(source.title)
    if title:
        # The title of a record is a field of its own, to which no place in its text leads.
        return _assemble(doc_id, source, *_titled(texts, blocks, title), counts, None, judge)
    offsets = partial(_offsets, spans, whole, cleaned)
    return _assemble(doc_id, source, texts, blocks, counts, offsets, judge)


def _said_before(texts: list[str]) -> list[int]:
    """Return the blocks that only repeat the one before them, as some scrapers give list items."""
    return [
        i
        for i in range(1, len(texts))
        if len(texts[i]) >= _SAME_LENGTH and texts[i] == texts[i - 1]
    ]


def _titled(texts: list[str], blocks: Blocks, title: str) -> tuple[list[str], Blocks]:
    """Return the texts and blocks with the title in front, unless the text begins with it."""
    same = texts[0].casefold() == title.casefold()
    rest = blocks[1:] if same else blocks
    texts = [title, *texts[same:]]
    ends = np.cumsum([len(text) + 1 for text in texts], dtype=np.int32) - np.int32(1)
    front = np.zeros(1, np.uint8)
    return texts, Blocks(
        np.append(np.uint8(TITLE), rest.kind),
        np.append(front, rest.level),
        np.append(front, rest.prose),
        np.append(np.int32(0), ends[:-1] + np.int32(1)),
        ends,
        np.append(front, rest.stated),
        np.append(False, rest.unenglish),
    )


def _offsets(spans: np.ndarray, whole: Unwrapped | None, cleaned: Cleaned) -> np.ndarray:
    """Return int32[n + 1]: the place in the raw text of each character of the joined blocks.

    Blocks keep their characters, so the map is one shift a block; the line end after a block maps
    to the character that followed it.
    """
    starts, ends = spans.astype(np.int32)
    lengths = ends - starts + np.int32(1)
    places = np.cumsum(lengths, dtype=np.int32) - lengths
    offsets = np.repeat(starts - places, lengths)
    offsets += np.arange(len(offsets), dtype=np.int32)
    if whole:
        offsets = whole.mapping()[offsets]
    return offsets if cleaned.mapping is None else cleaned.mapping[offsets]


def _from_markup(doc_id: str, source: Source, judge: bool) -> Document:
    counts: dict[str, int] = {}
    kept: list[SourceBlock] = []
    seen: set[str] = set()
    for block in source.blocks or ():
        cleaned = clean(block.text)
        text = " ".join(cleaned.text.split())
        if not text:
            continue
        for change, number in cleaned.counts.items():
            counts[change] = counts.get(change, 0) + number
        # Pages repeat whole paragraphs for another screen size or as a pull quote.
        if len(text) >= _REPEAT_LENGTH:
            if text in seen:
                counts["duplicate_block"] = counts.get("duplicate_block", 0) + 1
                continue
            seen.add(text)
        kept.append(SourceBlock(block.kind, text, block.level))
    if source.boilerplate:
        counts["boilerplate"] = source.boilerplate
    if not kept:
        return _empty(doc_id, source, counts)
    texts = [block.text for block in kept]
    return _assemble(doc_id, source, texts, marked_blocks(kept), counts, None, judge)


def _assemble(
    doc_id: str,
    source: Source,
    texts: list[str],
    blocks: Blocks,
    cleaning: dict[str, int],
    find_offsets: Callable[[], np.ndarray] | None,
    judge: bool,
) -> Document:
    """Assemble the document; its language is judged only where that can exclude it."""
    kinds = blocks.kind.tolist()
    bylines = [text for text, kind in zip(texts, kinds, strict=True) if kind == BYLINE]
    language = _language(texts, blocks, cleaning) if judge else None
    foreign = language not in (None, "en")
    return _document(
        doc_id,
        source,
        text="\n".join(texts),
        blocks=blocks,
        title=_line(source.title) or _title(texts, kinds),
        byline=_line(source.byline) or next(filter(None, map(byline_in, bylines)), None),
        date=_line(source.date) or next(filter(None, map(date_in, bylines)), None),
        language=language,
        cleaning=dict(sorted(cleaning.items())),
        status="not_english" if foreign else "analysed",
        reason=f"the language looks like {language}" if foreign else None,
        find_offsets=find_offsets,
    )


def _language(texts: list[str], blocks: Blocks, cleaning: dict[str, int]) -> str | None:
    """Return the language of a document: that of its first prose, unless most is in another.

    Paragraphs in another language than English that are less than half of the prose are taken out
    of it, and counted with the cleaning.
    """
    possible = np.flatnonzero(blocks.unenglish & (blocks.prose > 0)).tolist()
    foreign = [possible[k] for k in foreign_parts([texts[i] for i in possible])]
    if foreign:
        prose = sum(len(texts[i]) for i in np.flatnonzero(blocks.prose).tolist())
        if 2 * sum(len(texts[i]) for i in foreign) > prose:
            return language_of(" ".join(texts[i] for i in foreign))
        blocks.prose[foreign] = blocks.stated[foreign] = 0
        cleaning["other_language"] = len(foreign)
    return language_of(_sample(texts, blocks.kind.tolist()))


def _empty(doc_id: str, source: Source, cleaning: dict[str, int]) -> Document:
    """Return the document of a source without words, which may still have a title."""
    return _document(
        doc_id,
        source,
        title=_line(source.title),
        byline=_line(source.byline),
        date=_line(source.date),
        cleaning=dict(sorted(cleaning.items())),
        status="empty",
        reason="no text after normalisation",
        find_offsets=(lambda: np.zeros(1, np.int32)) if source.blocks is None else None,
    )


def _document(
    doc_id: str, source: Source, text: str = "", blocks: Sequence[Block] = (), **facts: Any
) -> Document:
    """Return a document with the facts of its source."""
    return Document(
        doc_id,
        text,
        blocks,
        source.format,
        source.encoding,
        source.bytes,
        url=_line(source.url),
        group=source.group,
        links=" ".join(source.links) or None,
        **facts,
    )


def _title(texts: list[str], kinds: list[int]) -> str | None:
    """Return the title block, or a heading that opens the text."""
    for i, kind in enumerate(kinds[:3]):
        if kind == TITLE or (kind == HEADING and i == 0):
            return texts[i]
    return None


def _line(text: str | None) -> str | None:
    """Return a metadata field, cleaned and on one line; None if nothing is left."""
    return " ".join(clean(text).text.split()) or None if text else None


def _sample(texts: list[str], kinds: list[int]) -> str:
    """Return the first prose, or other text where there is none, to judge the language by."""
    any_kind = PARAGRAPH not in kinds and SUMMARY not in kinds
    pieces: list[str] = []
    length = 0
    for text, kind in zip(texts, kinds, strict=True):
        if any_kind or kind in (PARAGRAPH, SUMMARY):
            pieces.append(text)
            length += len(text)
            if length >= SAMPLE:
                break
    return " ".join(pieces)
