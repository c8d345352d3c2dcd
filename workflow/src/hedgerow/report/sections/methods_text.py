"""The methods text with its references."""

from __future__ import annotations

from collections.abc import Iterator

from hedgerow.report.methods import methods_html, references
from hedgerow.report.render import part
from hedgerow.report.sections.section import Page, Part, Section, paragraph


def parts(page: Page) -> Iterator[Part]:
    """Yield the methods and the references."""
    yield paragraph(
        "Ready to paste: the same text is in <a href='methods.md'>methods.md</a>, with citation"
        " keys of <a href='references.bib'>references.bib</a>."
    )
    yield part(
        "_methods.html.j2", methods=methods_html(page.methods), references=references(page.methods)
    )


SECTION = Section("methods", "Methods", parts)
