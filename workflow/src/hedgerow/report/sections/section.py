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
from hedgerow.report.texts import DocumentTexts


@dataclass(frozen=True)
class Page:
    """What sections are made from.

    Attributes:
        figures: all figures by name.
        methods: the methods text in Markdown.
        texts: texts of the documents that have one.
        claim_words: words that a claim rests on, by document and sentence.
        anchors: ids of the page, known once all sections but the summary are printed.
    """

    results: Results
    links: Links
    figures: Mapping[str, FigureView]
    methods: str = ""
    texts: DocumentTexts = field(default_factory=lambda: DocumentTexts({}))
    claim_words: Mapping[tuple[str, int], str] = field(default_factory=dict)
    anchors: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Fold:
    """Parts that a reader opens: tables behind the main ones."""

    title: str
    parts: Sequence[Part]


Part = Markup | ReportTable | FigureView | Fold | None


@dataclass(frozen=True)
class Section:
    """A section: its anchor, its entry in the contents, its title, and its parts.

    Attributes:
        parts: returns the parts in their order, None for those that do not apply; a section
            without parts is left out of the page.
        title: heading of the section, where it differs from the entry in the contents.
        quiet: whether the heading is for screen readers alone.
        view: key of the view that shows it, one of `report/views.py`.
    """

    key: str
    name: str
    parts: Callable[[Page], Iterable[Part]]
    title: str = ""
    quiet: bool = False
    view: str = "methods"

    def html(self, page: Page) -> Markup:
        """Return the section as HTML; empty if it has no parts."""
        body = _parts_html(self.parts(page))
        if not body:
            return Markup("")
        css = ' class="sr"' if self.quiet else ""
        return Markup(
            f'<section id="{self.key}"><h2{css}>{html(self.title or self.name)}</h2>\n'
            f"{body}</section>\n"
        )


def _parts_html(parts: Iterable[Part]) -> str:
    """Return parts as HTML; tables without rows and figures without data share one line."""
    html_of: list[str] = []
    pictures: list[str] = []
    empty: list[str] = []
    for item in parts:
        if isinstance(item, FigureView) and item.svg:
            pictures.append(_part_html(item))
            continue
        html_of += _side_by_side(pictures)
        pictures = []
        if isinstance(item, ReportTable) and not item.rows:
            empty.append(f"{item.caption} (none)")
        elif isinstance(item, FigureView) and not item.svg:
            empty.append(f"{item.title} ({item.reason})")
        elif item is not None:
            html_of.append(_part_html(item))
    html_of += _side_by_side(pictures)
    if empty:
        html_of.append(str(paragraph("Without content: {empty}.", "note", empty="; ".join(empty))))
    return "".join(html_of)


def _side_by_side(pictures: Sequence[str]) -> list[str]:
    """Return figures that follow each other as one row of the page, a single one as it is."""
    if len(pictures) < 2:
        return list(pictures)
    return [f'<div class="pictures">\n{"".join(pictures)}</div>\n']


def _part_html(item: Part) -> str:
    if isinstance(item, ReportTable):
        return str(table_html(item))
    if isinstance(item, FigureView):
        return str(part("_figure.html.j2", f=item))
    if isinstance(item, Fold):
        body = _parts_html(item.parts)
        summary = f"<summary>{html(item.title)}</summary>"
        return f'<details class="more">{summary}{body}</details>\n' if body else ""
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
