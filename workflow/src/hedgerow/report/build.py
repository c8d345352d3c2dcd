"""The report: its sections, the document pages, and the files beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from markupsafe import Markup

from hedgerow.report.contents import QUALITY_SECTIONS, SECTIONS
from hedgerow.report.links import Links, slug
from hedgerow.report.methods import bibliography, methods_markdown
from hedgerow.report.package import data_package, run_stamps
from hedgerow.report.render import page, part
from hedgerow.report.results import Results
from hedgerow.report.sections import documents, overview
from hedgerow.report.sections.figure_views import figure_views
from hedgerow.report.sections.section import Page
from hedgerow.report.texts import PageText

LARGEST = 5_000_000
"""A report above this many bytes has its document pages as separate files."""


def write_report(
    results: Results, texts: dict[str, PageText], paged: list[str], out: Path
) -> dict[str, int]:
    """Write the report and every file beside it; return how many pages and bytes it has.

    Everything but `run.json` is the same, byte for byte, for the same tables and settings.
    """
    folder = out.parent
    pages = documents.Pages(results, texts, paged)
    title = str(results.setting("report", "title") or f"Hedgerow report: {results.corpus}")
    markdown = methods_markdown(results)

    figures = figure_views(results, folder / "figures")

    def whole(links: Links, articles: list[Article]) -> str:
        printed = [] if links.separate else articles
        contents = Page(results, links, figures, markdown, texts, printed, len(articles))
        return page("report.html.j2", _context(contents, title))

    links = Links.over(paged, len(paged) > int(results.setting("report", "pages")), results.titles)
    articles = _articles(results, pages, paged, links)
    html = whole(links, articles)
    if not links.separate and len(html.encode("utf-8", "replace")) > LARGEST:
        links = Links.over(paged, True, results.titles)
        articles = _articles(results, pages, paged, links)
        html = whole(links, articles)
    _write(out, html)
    checks = Page(results, links, figures, markdown, texts)
    _write(folder / "quality.html", page("report.html.j2", _quality(checks, title)))
    _write(folder / "methods.md", markdown)
    _write(folder / "references.bib", bibliography(markdown))
    written = _write_pages(folder / "documents", title, articles if links.separate else [])
    _write(folder / "datapackage.json", data_package(results, folder))
    _write(folder / "run.json", run_stamps(results))
    return {"pages": len(paged), "files": written, "bytes": len(html.encode("utf-8"))}


@dataclass(frozen=True)
class Article:
    """The rendered page of a document."""

    doc_id: str
    anchor: str
    title: str | None
    html: Markup


def _articles(
    results: Results, pages: documents.Pages, paged: list[str], links: Links
) -> list[Article]:
    """Render the document pages, for inside the report or for files below it."""
    if links.separate:
        links = links.below("../")
    return [
        Article(
            doc_id,
            links.anchor(doc_id),
            results.titles[doc_id],
            part("_article.html.j2", d=pages.context(doc_id, links), root=links.root),
        )
        for doc_id in paged
    ]


def _context(contents: Page, title: str) -> dict[str, Any]:
    """Return what the template of the report prints.

    The summary is printed last, because its findings lead to anchors of the other sections.
    """
    first, *others = SECTIONS
    printed = {section.key: section.html(contents) for section in others}
    anchors = frozenset(re.findall(r'\sid="([^"]+)"', "".join(printed.values())))
    printed[first.key] = first.html(replace(contents, anchors=anchors))
    return {
        "title": title,
        "header": overview.header(contents.results),
        "sections": [
            {"key": section.key, "name": section.name, "html": printed[section.key]}
            for section in SECTIONS
            if printed[section.key]
        ],
    }


def _quality(contents: Page, title: str) -> dict[str, Any]:
    """Return what the template prints of the quality page."""
    printed = [(section, section.html(contents)) for section in QUALITY_SECTIONS]
    return {
        "title": f"{title}: quality",
        "header": {**overview.header(contents.results), "back": "report.html"},
        "sections": [
            {"key": section.key, "name": section.name, "html": html}
            for section, html in printed
            if html
        ],
    }


def _write_pages(folder: Path, title: str, articles: list[Article]) -> int:
    """Write the pages of documents as files and remove those of an earlier run."""
    names = {f"{slug(article.doc_id)}.html": article for article in articles}
    if folder.is_dir():
        for old in folder.glob("*.html"):
            if old.name not in names:
                old.unlink()
    for name, article in names.items():
        _write(folder / name, page("document.html.j2", {"d": article, "title": title}))
    return len(names)


def _write(path: Path, text: str) -> None:
    """Write a file; it is complete or absent."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.part")
    try:
        content = text.encode("utf-8")
    except UnicodeEncodeError:
        content = re.sub("[\ud800-\udfff]", "\ufffd", text).encode("utf-8")
    temporary.write_bytes(content)
    temporary.replace(path)
