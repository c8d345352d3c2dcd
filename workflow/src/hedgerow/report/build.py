"""The report: its views, the data that its script reads, and the files beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from markupsafe import Markup

from hedgerow.report.archive import write_archive
from hedgerow.report.contents import QUALITY_SECTIONS, SECTIONS
from hedgerow.report.links import Links
from hedgerow.report.methods import bibliography, methods_markdown
from hedgerow.report.names import document_titles, document_urls
from hedgerow.report.package import data_package, run_stamps
from hedgerow.report.packed.documents import documents_index
from hedgerow.report.packed.pack import packed
from hedgerow.report.packed.texts import PackedTexts
from hedgerow.report.packed.words import word_index
from hedgerow.report.render import page
from hedgerow.report.results import Results
from hedgerow.report.sections import overview
from hedgerow.report.sections.figure_views import figure_views
from hedgerow.report.sections.section import Page, Section
from hedgerow.report.texts import PageText
from hedgerow.report.views import VIEWS

LARGEST = 10_000_000
"""Bytes of a report that holds its texts, at most; those of a larger one are in files beside it."""

DATA_FOLDER = "report-data"


@dataclass(frozen=True)
class Bundle:
    """A part of the data of the page: its name, and the packed data."""

    name: str
    data: str


def write_report(
    results: Results, texts: dict[str, PageText], shards: Iterable[Path], out: Path
) -> dict[str, int]:
    """Write the report and every file beside it; return how many documents and bytes it has.

    Everything but `run.json` is the same, byte for byte, for the same tables and settings.

    Args:
        texts: texts of the documents that have one.
        shards: tokenised texts, for the index of words.
    """
    folder = out.parent
    title = str(results.setting("report", "title") or f"Hedgerow report: {results.corpus}")
    markdown = methods_markdown(results)
    doc_ids = results.documents["doc_id"].astype(str).tolist()
    links = Links.over(doc_ids, document_titles(results, texts), document_urls(results))
    contents = Page(results, links, figure_views(results, folder / "figures"), markdown, texts)
    bundles = list(_bundles(results, texts, links, doc_ids, shards))
    context = _context(contents, title)
    alone = len(doc_ids) <= int(results.setting("report", "pages"))
    html = _report_html(context, bundles, alone)
    if alone and len(html) > LARGEST:
        alone = False
        html = _report_html(context, bundles, alone)
    _write(out, html)
    _write(folder / "quality.html", page("report.html.j2", _quality(contents, title)).encode())
    _write(folder / "methods.md", markdown.encode())
    _write(folder / "references.bib", bibliography(markdown).encode())
    beside = [bundle for bundle in bundles if bundle.name != "documents"]
    _write_bundles(folder / DATA_FOLDER, [] if alone else beside)
    _write(folder / "datapackage.json", data_package(results, folder).encode())
    _write(folder / "run.json", run_stamps(results).encode())
    write_archive(folder, None if alone else folder / "report.zip")
    return {"pages": len(texts), "bytes": len(html)}


def _bundles(
    results: Results,
    texts: dict[str, PageText],
    links: Links,
    doc_ids: Sequence[str],
    shards: Iterable[Path],
) -> Iterable[Bundle]:
    """Yield the data of the page: the documents, their texts in parts, the index of words."""
    index = documents_index(results, links)
    parts = []
    for first, part in PackedTexts(results, texts, doc_ids).parts():
        parts.append(first)
        yield Bundle(f"texts-{len(parts)}", packed(part))
    yield Bundle("words", packed(word_index(shards, {d: k for k, d in enumerate(doc_ids)})))
    yield Bundle("documents", packed({**index, "parts": parts}))


def _report_html(context: dict[str, Any], bundles: list[Bundle], alone: bool) -> bytes:
    """Return the page; the documents are part of it always, all other data if it is alone."""
    inside = [bundle for bundle in bundles if alone or bundle.name == "documents"]
    return _bytes(page("report.html.j2", {**context, "bundles": inside}, beside=not alone))


def _views(sections: Sequence[tuple[Section, Markup]]) -> list[dict[str, Any]]:
    """Return the views that have a section, each with its sections."""
    views = []
    for view in VIEWS:
        own = [html for section, html in sections if section.view == view.key and html]
        if own:
            views.append({"view": view, "sections": own})
    return views


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
        "views": _views([(section, printed[section.key]) for section in SECTIONS]),
    }


def _quality(contents: Page, title: str) -> dict[str, Any]:
    """Return what the template prints of the quality page: its sections in one view."""
    printed = [(section, section.html(contents)) for section in QUALITY_SECTIONS]
    return {
        "title": f"{title}: quality",
        "header": {**overview.header(contents.results), "back": "report.html"},
        "sections": [(section, html) for section, html in printed if html],
        "views": [],
        "bundles": [],
    }


def _write_bundles(folder: Path, bundles: Sequence[Bundle]) -> None:
    """Write data as scripts, which a page opened from a file may load; remove older ones."""
    names = {f"{bundle.name}.js" for bundle in bundles}
    if folder.is_dir():
        for old in folder.glob("*.js"):
            if old.name not in names:
                old.unlink()
        if not names and not any(folder.iterdir()):
            folder.rmdir()
    for bundle in bundles:
        text = f'hedgerowData("{bundle.name}","{bundle.data}");\n'
        _write(folder / f"{bundle.name}.js", text.encode())


def _bytes(text: str) -> bytes:
    """Return a page in UTF-8, which has no lone surrogates."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        return re.sub("[\ud800-\udfff]", "\ufffd", text).encode("utf-8")


def _write(path: Path, content: bytes) -> None:
    """Write a file; it is complete or absent."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.part")
    temporary.write_bytes(content)
    temporary.replace(path)
