"""The reading room: a document with its marks, and what to rewrite first in the whole corpus."""

from __future__ import annotations

from collections.abc import Iterator

from hedgerow.report.render import part
from hedgerow.report.sections.readability import rewriting_parts
from hedgerow.report.sections.section import Fold, Page, Part, Section


def parts(page: Page) -> Iterator[Part]:
    """Yield the place where the script shows a document, and the lists for the whole corpus."""
    yield part("_reading.html.j2")
    yield Fold("What to rewrite first in all documents", list(rewriting_parts(page)))


SECTION = Section("reading", "Read a document", parts, quiet=True, view="read")
