"""PDF: lines with positions and sizes, assembled into headings, paragraphs and list items.

pdfium gives the characters of a page as lines. The distance of lines, their font size and where
they end decide which belong together. Lines that are repeated at the edge of the pages (running
heads, page numbers) are left out and counted.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from statistics import median
from typing import Any

from hedgerow.sources.base import Source, SourceBlock, UnreadableError
from hedgerow.sources.hyphens import join_at_hyphen, words_in
from hedgerow.sources.markup import NOTE
from hedgerow.sources.pdf_lines import Line, lines_of
from hedgerow.sources.signatures import check_signature

_EDGE = 2
"""Lines at the top and at the bottom of a page that can be running heads."""

_BULLET = re.compile(r"^[•▪●◦‣∙·■□➢✓\uf0b7\uf0a7]\s*")
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"(?:page )?\W*(?:\d{1,4}|[ivxlc]{1,7})(?: (?:of|/) \d{1,4})?\W*", re.I)
_HYPHENS = ("-", "\xad")
_NOTE = re.compile(r"(?:\d{1,3}|[*†‡§¶]{1,3}|[a-z])[.)]?(?:\s|(?=[A-Z]))")
"""How foot notes begin."""
_FILE_NAME = re.compile(r"\.\w{2,4}$|^microsoft word|^untitled|^\(anonymous\)", re.I)


def read(data: bytes) -> Source:
    """Read the bytes of a PDF file.

    Raises:
        UnreadableError: the file is no PDF, needs a password, or consists of pictures.
    """
    import pypdfium2

    check_signature(data, "PDF", own="pdf")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableError("protected by a password; save a copy without one") from error
        raise UnreadableError(f"not PDF, or damaged: {error}") from error
    try:
        facts = document.get_metadata_dict(skip_empty=True)
        lines: list[Line] = []
        pictures = 0
        for number in range(len(document)):
            found, pictured = _page(document, number)
            lines += found
            pictures += pictured
        pages = len(document)
    finally:
        document.close()
    letters = sum(char.isalpha() for line in lines for char in line.text)
    if pictures * 2 > pages and letters < 20 * pages:
        raise UnreadableError("its pages are pictures; make a copy with recognised text (OCR)")
    kept = _without_heads(lines, pages)
    blocks = _blocks(kept)
    title = next((block.text for block in blocks[:3] if block.kind == "title"), None)
    named = " ".join(facts.get("Title", "").split())
    return Source(
        "pdf",
        "utf-8",
        len(data),
        blocks=tuple(blocks),
        title=title or (named if named and not _FILE_NAME.search(named) else None),
        byline=" ".join(facts.get("Author", "").split()) or None,
        boilerplate=len(lines) - len(kept),
    )


def _page(document: Any, number: int) -> tuple[list[Line], bool]:
    """Return the lines of a page, and whether it is a picture with hardly any text."""
    import pypdfium2
    from pypdfium2 import raw

    try:
        page = document[number]
    except pypdfium2.PdfiumError:  # one damaged page does not cost the others
        return [], False
    try:
        text_page = page.get_textpage()
        found = lines_of(text_page, number)
        text_page.close()
        pictured = sum(len(line.text) for line in found) < 40 and any(
            True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)
        )
    finally:
        page.close()
    return found, pictured


def _without_heads(lines: list[Line], pages: int) -> list[Line]:
    """Return the lines without those repeated at the edges of pages, and without page numbers."""
    edges: list[int] = []
    by_page: dict[int, list[int]] = {}
    for i, line in enumerate(lines):
        by_page.setdefault(line.page, []).append(i)
    for indices in by_page.values():
        order = sorted(indices, key=lambda i: -lines[i].bottom)
        edges += dict.fromkeys(order[:_EDGE] + order[-_EDGE:])
    shapes = {
        i: (_DIGITS.sub("0", lines[i].text.casefold()), round(lines[i].bottom / 4)) for i in edges
    }
    times = Counter(shapes.values())
    often = max(2, 0.4 * pages)
    left_out = {
        i
        for i in edges
        if times[shapes[i]] >= often
        or (pages > 1 and _PAGE_NUMBER.fullmatch(lines[i].text) is not None)
    }
    return [line for i, line in enumerate(lines) if i not in left_out]


def _body_size(lines: list[Line]) -> float:
    """Return the font size of most of the text."""
    weights: Counter[float] = Counter()
    for line in lines:
        weights[line.size] += len(line.text)
    return max(weights, key=lambda size: (weights[size], -size), default=0.0)


def _notes(lines: list[Line], body: float) -> set[int]:
    """Return the lines that are foot notes: small ones below all others of their page."""
    notes: set[int] = set()
    by_page: dict[int, list[int]] = {}
    for i, line in enumerate(lines):
        by_page.setdefault(line.page, []).append(i)
    for indices in by_page.values():
        floor = min((lines[i].bottom for i in indices if lines[i].size > 0.92 * body), default=0.0)
        small = [
            i for i in indices if lines[i].size <= 0.92 * body and lines[i].bottom < floor
            and not lines[i].table
        ]  # fmt: skip
        if small and _NOTE.match(lines[small[0]].text):
            notes.update(small)
    return notes


def _blocks(lines: list[Line]) -> list[SourceBlock]:
    """Return the blocks of the text, then those of its foot notes."""
    body = _body_size(lines)
    notes = _notes(lines, body)
    own = words_in(line.text for line in lines)
    blocks = _of_text([line for i, line in enumerate(lines) if i not in notes], body, own)
    run: list[Line] = []
    for i in [*sorted(notes), -1]:
        if run and (i < 0 or _NOTE.match(lines[i].text) or lines[i].page != run[-1].page):
            blocks.append(SourceBlock(NOTE, _joined([line.text for line in run], own)))
            run = []
        if i >= 0:
            run.append(lines[i])
    return blocks


def _of_text(lines: list[Line], body: float, own: set[str]) -> list[SourceBlock]:
    steps = [
        a.bottom - b.bottom
        for a, b in pairwise(lines)
        if a.page == b.page and a.size == b.size == body and 0 < a.bottom - b.bottom < 4 * body
    ]
    pitch = median(steps) if steps else 1.2 * body
    column = _column_ends(lines)
    runs: list[list[Line]] = []
    for line in lines:
        if runs and _continues(runs[-1][-1], line, pitch, column):
            runs[-1].append(line)
        else:
            runs.append([line])
    larger = sorted({run[0].size for run in runs if run[0].size >= 1.1 * body}, reverse=True)
    blocks = []
    for run in runs:
        text = _joined([line.text for line in run], own)
        kind, level = None, 0
        if run[0].table:
            kind = "table"
        elif _BULLET.match(text):
            kind, text = "list_item", _BULLET.sub("", text)
        elif run[0].size in larger and len(text) <= 200 and any(map(str.isalpha, text)):
            kind, level = "heading", min(6, larger.index(run[0].size) + 1)
        if text:
            blocks.append(SourceBlock(kind, text, level))
    return _with_title(blocks)


def _with_title(blocks: list[SourceBlock]) -> list[SourceBlock]:
    """Make the one line in the largest type the title, if it is near the beginning."""
    top = [i for i, block in enumerate(blocks) if block.kind == "heading" and block.level == 1]
    if len(top) == 1 and top[0] < 3:
        blocks[top[0]] = SourceBlock("title", blocks[top[0]].text)
    return blocks


def _column_ends(lines: list[Line]) -> dict[tuple[int, int], float]:
    """Return the rightmost end of the lines that begin at about the same position of a page."""
    ends: dict[tuple[int, int], float] = {}
    for line in lines:
        key = (line.page, round(line.left / 20))
        ends[key] = max(ends.get(key, 0.0), line.right)
    return ends


def _continues(above: Line, line: Line, pitch: float, column: dict[tuple[int, int], float]) -> bool:
    """Return whether a line continues the paragraph of the line before it."""
    if abs(above.size - line.size) > 0.6 or _BULLET.match(line.text) or above.table or line.table:
        return False
    if above.text[-1] in _HYPHENS and above.text[-2:-1].isalnum():
        return True
    open_end = above.text[-1] not in ".!?:;\"'”’)" and line.text[0].islower()
    step = above.bottom - line.bottom
    if above.page != line.page or step < -0.5 * pitch:
        return open_end
    if step > 1.35 * max(pitch, 1.15 * line.size):
        return False
    end = column[(above.page, round(above.left / 20))]
    full = (above.right - above.left) / max(1.0, end - above.left)
    indented = line.left > above.left + 0.8 * line.size and not _BULLET.match(above.text)
    if above.text[-1] in ".!?:":
        return full >= 0.8 and not indented
    return open_end or full >= 0.7


def _joined(lines: list[str], own: set[str]) -> str:
    """Return the lines as one text, with words that were cut at the end of a line restored.

    Args:
        own: the words that the document has in one line.
    """
    text = ""
    for line in lines:
        if text.endswith("\xad"):
            text = text[:-1] + line
        elif text.endswith("-"):
            text = join_at_hyphen(text, line, own)
        else:
            text = f"{text} {line}" if text else line
    return " ".join(text.replace("\xad", "").split())
