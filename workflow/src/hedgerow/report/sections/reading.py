"""The reading room: a document with its marks, and what to rewrite first in it."""

from __future__ import annotations

from collections.abc import Iterator

from hedgerow.report.render import part
from hedgerow.report.sections.section import Page, Part, Section


def parts(page: Page) -> Iterator[Part]:
    """Yield the place where the script shows a document."""
    yield part("_reading.html.j2")


SECTION = Section("reading", "Read a document", parts, quiet=True, view="read")
