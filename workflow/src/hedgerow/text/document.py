"""Documents: clean text with typed blocks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import NamedTuple

import numpy as np

from hedgerow.sources.base import Source, SourceBlock
from hedgerow.text.blocks import mark_plain, marked_blocks
from hedgerow.text.cleaning import Cleaned, clean
from hedgerow.text.language import SAMPLE, language_of
from hedgerow.text.line_forms import byline_in, date_in
from hedgerow.text.lines import blocks_of
from hedgerow.text.typed_block import TypedBlock

BLOCK_KINDS: tuple[str, ...] = (
    "title",
    "byline",
    "summary",
    "heading",
    "toc",
    "list_item",
    "table",
    "paragraph",
    "caption",
    "quote",
)

_REPEAT_LENGTH = 60
"""Characters from which on a block of a marked-up page that comes again is left out."""


class Block(NamedTuple):
    """One typed span of a document's clean text, end exclusive."""

    kind: str
    start: int
    end: int
    level: int = 0
    prose: bool = False


@dataclass(frozen=True)
class Document:
    """One document: its clean text, the blocks in it, and how it was read."""

    doc_id: str
    text: str
    blocks: tuple[Block, ...]
    format: str
    encoding: str
    bytes: int
    title: str | None = None
    byline: str | None = None
    date: str | None = None
    group: str | None = None
    language: str | None = None
    cleaning: dict[str, int] = field(default_factory=dict)
    status: str = "analysed"
    reason: str | None = None
    find_offsets: Callable[[], np.ndarray] | None = field(default=None, compare=False, repr=False)

    @cached_property
    def offsets(self) -> np.ndarray | None:
        """int32[len(text) + 1]: the place of each character in the raw text, for plain text.

        Worked out when asked for: coding a corpus needs none.
        """
        return self.find_offsets() if self.find_offsets else None


def document_from_text(doc_id: str, text: str) -> Document:
    """Read plain text that is in memory, by the same path as a .txt file.

    `offsets` is always there: the clean span [s, e) stands in `text` at
    [offsets[s], offsets[e]). The text without words has the status `empty`.
    """
    size = len(text.encode("utf-8", "surrogatepass"))
    return _from_plain(doc_id, Source("text", "utf-8", size, text=text), judge=False)


def document_of(doc_id: str, source: Source) -> Document:
    """Make a document of what was read.

    A source that could not be read gives a document without text, with the status `unreadable`
    and the reason; one without words `empty`; one in another language `not_english`.
    """
    if source.reason is not None:
        return Document(
            doc_id=doc_id,
            text="",
            blocks=(),
            format=source.format,
            encoding=source.encoding,
            bytes=source.bytes,
            status="unreadable",
            group=source.group,
            reason=source.reason,
        )
    make = _from_plain if source.blocks is None else _from_markup
    return make(doc_id, source, judge=True)


def _from_plain(doc_id: str, source: Source, judge: bool) -> Document:
    cleaned = clean(source.text or "")
    blocks, lines, joined = blocks_of(cleaned.text)
    if blocks:
        mark_plain(blocks, lines)
    counts = dict(cleaned.counts)
    if joined:
        counts["line_wrap"] = joined
    title = _line(source.title)
    if title and blocks:
        # The title of a record stands in a field of its own; no place in its text leads there.
        blocks = _titled(blocks, title)
        return _assemble(doc_id, source, blocks, counts, None, judge)
    return _assemble(doc_id, source, blocks, counts, partial(_offsets, blocks, cleaned), judge)


def _titled(blocks: list[TypedBlock], title: str) -> list[TypedBlock]:
    """The blocks with the title in front, unless the text begins with it already."""
    if blocks[0].text.casefold() == title.casefold():
        return [TypedBlock("title", title, []), *blocks[1:]]
    return [TypedBlock("title", title, []), *blocks]


def _offsets(blocks: list[TypedBlock], cleaned: Cleaned) -> np.ndarray:
    """int32[n + 1]: for each character of the blocks' joined text its place in the raw text.

    Pieces of text keep their order and their characters, so the way back is one shift a piece;
    the space or line end after a piece maps to the character that followed it.
    """
    lengths: list[int] = []
    shifts: list[int] = []
    place = 0
    for block in blocks:
        for i, (start, end) in enumerate(block.pieces):
            length = end - start + (0 if i + 1 in block.glued else 1)
            lengths.append(length)
            shifts.append(start - place)
            place += length
    if not lengths:
        return np.zeros(1, dtype=np.int32)
    offsets = np.repeat(np.array(shifts, dtype=np.int32), lengths)
    offsets += np.arange(len(offsets), dtype=np.int32)
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
    return _assemble(doc_id, source, marked_blocks(tuple(kept)), counts, None, judge)


def _assemble(
    doc_id: str,
    source: Source,
    blocks: list[TypedBlock],
    cleaning: dict[str, int],
    find_offsets: Callable[[], np.ndarray] | None,
    judge: bool,
) -> Document:
    """Put the document together; its language is judged only where that can exclude it."""
    spans: list[Block] = []
    place = 0
    for block in blocks:
        end = place + len(block.text)
        spans.append(Block(block.kind, place, end, block.level, block.prose))
        place = end + 1
    bylines = [block.text for block in blocks if block.kind == "byline"]
    language = language_of(_sample(blocks)) if judge else None
    status, reason = "analysed", None
    if not blocks:
        status, reason = "empty", "no text after normalisation"
    elif language not in (None, "en"):
        status, reason = "not_english", f"the language looks like {language}"
    return Document(
        doc_id=doc_id,
        text="\n".join([block.text for block in blocks]),
        blocks=tuple(spans),
        format=source.format,
        encoding=source.encoding,
        bytes=source.bytes,
        title=_line(source.title) or _title(blocks),
        byline=_line(source.byline) or next(filter(None, map(byline_in, bylines)), None),
        date=_line(source.date) or next(filter(None, map(date_in, bylines)), None),
        group=source.group,
        language=language,
        cleaning={change: cleaning[change] for change in sorted(cleaning)},
        status=status,
        reason=reason,
        find_offsets=find_offsets,
    )


def _title(blocks: list[TypedBlock]) -> str | None:
    """The title block, or a heading that opens the text."""
    for block in blocks[:3]:
        if block.kind == "title" or (block.kind == "heading" and block is blocks[0]):
            return block.text
    return None


def _line(text: str | None) -> str | None:
    """A metadata field, cleaned and on one line; null if nothing is left."""
    return " ".join(clean(text).text.split()) or None if text else None


def _sample(blocks: list[TypedBlock]) -> str:
    """The first prose, or what other text there is, for the language to be judged by."""
    for pool in ([block for block in blocks if block.kind in ("paragraph", "summary")], blocks):
        pieces: list[str] = []
        length = 0
        for block in pool:
            pieces.append(block.text)
            length += len(block.text)
            if length >= SAMPLE:
                break
        if pieces:
            return " ".join(pieces)
    return ""
