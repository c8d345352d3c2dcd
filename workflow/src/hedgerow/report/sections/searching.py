"""The search over all texts, made by the script of the page."""

from __future__ import annotations

from collections.abc import Iterator

from hedgerow.report.render import part
from hedgerow.report.sections.section import Page, Part, Section


def parts(page: Page) -> Iterator[Part]:
    """Yield the form of the search and the place of its results."""
    yield part("_searching.html.j2")


SECTION = Section("searching", "Search", parts, quiet=True, view="search")
