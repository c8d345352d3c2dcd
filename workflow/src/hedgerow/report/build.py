"""Put the report together: sections, document pages, files beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from hedgerow.report.links import Links, slug
from hedgerow.report.methods import bibliography, methods_html, methods_markdown, references
from hedgerow.report.package import data_package, run_stamps
from hedgerow.report.render import page, part
from hedgerow.report.results import Results
from hedgerow.report.sections import (
    appendix,
    attention,
    claims,
    corpus,
    documents,
    hedging,
    overview,
    phrases,
    readability,
    run_comparison,
    shared_wording,
)
from hedgerow.report.sections.figure_views import figure_views
from hedgerow.report.texts import PageText

LARGEST = 5_000_000
"""A report that would have more bytes than this gets its document pages as files of their own."""

CONTENTS = (
    ("summary", "Summary"),
    ("moved", "What moved"),
    ("attention", "Look at first"),
    ("corpus", "Corpus and quality"),
    ("readability", "Readability"),
    ("hedging", "Hedging and certainty"),
    ("claims", "Claims and sources"),
    ("phrases", "Key phrases"),
    ("copies", "Shared wording"),
    ("documents", "Document pages"),
    ("methods", "Methods"),
    ("appendix", "Appendix"),
)


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

    def whole(links: Links, articles: list[Article]) -> str:
        return page("report.html.j2", _context(results, title, links, articles, markdown, folder))

    links = Links.over(paged, len(paged) > int(results.setting("report", "pages", default=150)))
    articles = _articles(results, pages, paged, links)
    html = whole(links, articles)
    if not links.separate and len(html.encode("utf-8", "replace")) > LARGEST:
        links = Links.over(paged, separate=True)
        articles = _articles(results, pages, paged, links)
        html = whole(links, articles)
    _write(out, html)
    _write(folder / "methods.md", markdown)
    _write(folder / "references.bib", bibliography(markdown))
    written = _write_pages(folder / "documents", title, articles if links.separate else [])
    _write(folder / "datapackage.json", data_package(results, folder))
    _write(folder / "run.json", run_stamps(results))
    return {"pages": len(paged), "files": written, "bytes": len(html.encode("utf-8"))}


@dataclass(frozen=True)
class Article:
    """A document's page, rendered."""

    doc_id: str
    anchor: str
    title: str | None
    html: Markup


def _articles(
    results: Results, pages: documents.Pages, paged: list[str], links: Links
) -> list[Article]:
    """Render the document pages, as they stand inside the report or in files below it."""
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


def _context(
    results: Results,
    title: str,
    links: Links,
    articles: list[Article],
    markdown: str,
    folder: Path,
) -> dict[str, Any]:
    figures = figure_views(results, folder / "figures")
    sections: dict[str, Any] = {
        "attention": attention.context(results, links),
        "corpus": corpus.context(results, links),
        "readability": readability.context(results, links),
        "hedging": hedging.context(results, links),
        "claims": claims.context(results, links),
        "phrases": phrases.context(results, links),
        "copies": shared_wording.context(results, links),
        "appendix": appendix.context(results),
    }
    index = documents.index_table(results, links)
    sections["moved"] = run_comparison.context(results, links)
    contents = [entry for entry in CONTENTS if sections.get(entry[0], True)]
    anchors = {f"figure-{name}" for name, view in figures.items() if view.svg}
    anchors |= {key for key, _ in contents} | {"contradictions", "settings"}
    anchors |= {f"table-{name}" for name in _table_names(sections)} | {"table-documents"}
    has_text = results.documents["status"].isin(["analysed", "too_short"]).sum()
    return {
        "title": title,
        "contents": contents,
        "overview": overview.context(results, frozenset(anchors)),
        **sections,
        "figures": figures,
        "index": index,
        "documents": [] if links.separate else articles,
        "separate": links.separate,
        "paged": len(articles),
        "unpaged": max(int(has_text) - len(articles), 0),
        "min_words": results.setting("templates", "min_words", default=5),
        "min_documents": results.setting("templates", "min_documents", default=2),
        "methods": methods_html(markdown),
        "references": references(markdown),
    }


def _table_names(value: Any) -> Iterable[str]:
    """Find the names of the tables anywhere in the context."""
    if isinstance(value, dict):
        for item in value.values():
            yield from _table_names(item)
    elif hasattr(value, "headings"):
        yield value.name


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
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.part")
    try:
        content = text.encode("utf-8")
    except UnicodeEncodeError:
        content = re.sub("[\ud800-\udfff]", "\ufffd", text).encode("utf-8")
    temporary.write_bytes(content)
    temporary.replace(path)
