"""What a section of the report is: a title, and the parts that are printed below it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from hedgerow.report.escape import html
from hedgerow.report.links import Links
from hedgerow.report.render import part
from hedgerow.report.results import Results
from hedgerow.report.sections.figure_views import FigureView
from hedgerow.report.table_html import table_html
from hedgerow.report.tabulate import ReportTable


@dataclass(frozen=True)
class Page:
    """What sections are made from.

    Attributes:
        figures: all figures by name.
        methods: the methods text in Markdown.
        articles: the document pages printed inside the report, by document.
        paged: how many documents have a page, inside the report or as a file.
        anchors: ids of the page, known once all sections but the summary are printed.
    """

    results: Results
    links: Links
    figures: Mapping[str, FigureView]
    methods: str = ""
    articles: Sequence[Any] = ()
    paged: int = 0
    anchors: frozenset[str] = field(default_factory=frozenset)


Part = Markup | ReportTable | FigureView | None


@dataclass(frozen=True)
class Section:
    """A section: its anchor, its entry in the contents, its title, and its parts.

    Attributes:
        parts: returns the parts in their order, None for those that do not apply; a section
            without parts is left out of the page.
        title: heading of the section, where it differs from the entry in the contents.
        quiet: whether the heading is for screen readers alone.
    """

    key: str
    name: str
    parts: Callable[[Page], Iterable[Part]]
    title: str = ""
    quiet: bool = False

    def html(self, page: Page) -> Markup:
        """Return the section as HTML; empty if it has no parts."""
        body = "".join(_part_html(item) for item in self.parts(page) if item is not None)
        if not body:
            return Markup("")
        css = ' class="sr"' if self.quiet else ""
        return Markup(
            f'<section id="{self.key}"><h2{css}>{html(self.title or self.name)}</h2>\n'
            f"{body}</section>\n"
        )


def _part_html(item: Part) -> str:
    if isinstance(item, ReportTable):
        return str(table_html(item))
    if isinstance(item, FigureView):
        return str(part("_figure.html.j2", f=item))
    return str(item)


def paragraph(text: str, css: str = "", **values: Any) -> Markup:
    """Return a paragraph; `text` is HTML of ours, the values put into it are escaped."""
    safe = {name: Markup(html(value)) for name, value in values.items()}
    attribute = f' class="{css}"' if css else ""
    return Markup(f"<p{attribute}>{text.format(**safe)}</p>\n")


def heading(text: str, anchor: str = "") -> Markup:
    """Return the heading of a part of a section."""
    identity = f' id="{anchor}"' if anchor else ""
    return Markup(f"<h3{identity}>{html(text)}</h3>\n")
