"""The methods text with its references, and the parts of it that list formulas and versions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup

from hedgerow.report.methods import bibliography, methods_html, methods_paragraph, references
from hedgerow.report.render import part
from hedgerow.report.sections.overview import header
from hedgerow.report.sections.section import Fold, Page, Part, Section

_LISTS = re.compile(r"<ul>.*?</ul>\n?", re.DOTALL)
_REFERENCE_CHAPTERS = ("Lexicons", "Software")


def parts(page: Page) -> Iterator[Part]:
    """Yield the methods without their long lists, and the references."""
    html = methods_html(page.methods)
    yield part(
        "_citing.html.j2",
        paragraph=methods_paragraph(page.results),
        bibliography=bibliography(page.methods),
    )
    text = part(
        "_methods.html.j2",
        methods=Markup("".join(_prose(title, body) for title, body in _chapters(html))),
        references=references(page.methods),
    )
    yield Fold("The methods of this run in full", [text])
    yield part("_beside.html.j2", header=header(page.results))


def _chapters(html: str) -> list[tuple[str, str]]:
    """Split the methods at their headings: title and HTML of each chapter."""
    pieces = re.split(r"(?=<h3>)", html)
    return [(re.sub(r"<[^>]+>", "", piece.partition("</h3>")[0]), piece) for piece in pieces]


def _prose(title: str, body: str) -> str:
    return "" if title in _REFERENCE_CHAPTERS else _LISTS.sub("", body)


def _formula_parts(page: Page) -> Iterator[Part]:
    """Yield the chapters with lists: formulas, accuracies, lexicons, versions."""
    text = str(methods_html(page.methods)).replace('href="#ref-', 'href="report.html#ref-')
    for title, body in _chapters(text):
        if "<ul>" in body:
            lists = "".join(_LISTS.findall(body))
            yield Markup(f'<h3>{title}</h3>\n<div class="prose">{lists}</div>\n')


SECTION = Section("methods", "Methods", parts, quiet=True, view="methods")
FORMULAS = Section("formulas", "Formulas and versions", _formula_parts)
