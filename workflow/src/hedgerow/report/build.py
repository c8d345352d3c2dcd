"""The report: its views, the data that its script reads, and the files beside it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
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
from hedgerow.report.packed.pack import FASTEST, SMALLEST, packed, packed_bytes, packed_fields
from hedgerow.report.packed.texts import PackedTexts
from hedgerow.report.render import page
from hedgerow.report.results import Results
from hedgerow.report.sections import overview
from hedgerow.report.sections.figure_views import figure_views
from hedgerow.report.sections.section import Page, Section
from hedgerow.report.strongest_claims import read_claim_words
from hedgerow.report.texts import DocumentTexts
from hedgerow.report.views import VIEWS
from hedgerow.tables.freed_memory import trim_freed_memory
from hedgerow.tables.replacing import replacing_folder

LARGEST = 10_000_000
"""Bytes of a report that holds its texts, at most; those of a larger one are in files beside it."""

MOST_OF_DOCUMENTS = 4_000_000
"""Bytes of the names and measures of the documents in a page with its texts beside it, at most."""

DATA_FOLDER = "report-data"


@dataclass(frozen=True)
class Bundle:
    """A part of the data of the page: its name, and the packed data."""

    name: str
    data: str


def write_report(results: Results, texts: DocumentTexts, out: Path) -> dict[str, int]:
    """Write the report and every file beside it; return how many documents and bytes it has.

    Everything but `run.json` is the same, byte for byte, for the same tables and settings.

    Args:
        texts: texts of the documents that have one.
    """
    folder = out.parent
    title = str(results.setting("report", "title") or f"Hedgerow report: {results.corpus}")
    markdown = methods_markdown(results)
    doc_ids = results.ranked_documents(["doc_id"])["doc_id"].astype(str).tolist()
    links = Links.over(doc_ids, document_titles(results.titles, texts), document_urls(results))
    figures = figure_views(results, folder / "figures")
    words = read_claim_words(results, folder / "claim_words.parquet")
    contents = Page(results, links, figures, markdown, texts, words)
    context = _context(contents, title)
    quality = page("report.html.j2", _quality(contents, title)).encode()
    results.release()
    packing = PackedTexts(results, texts, doc_ids, folder)
    most = LARGEST if len(doc_ids) <= int(results.setting("report", "pages")) else 0
    bundles = _bundles(packing, results, links, SMALLEST if most else FASTEST)
    html, alone = _write_data(folder / DATA_FOLDER, context, bundles, packing, most)
    _write(out, html)
    _write(folder / "quality.html", quality)
    _write(folder / "methods.md", markdown.encode())
    _write(folder / "references.bib", bibliography(markdown).encode())
    _write(folder / "datapackage.json", data_package(results, folder).encode())
    _write(folder / "run.json", run_stamps(results).encode())
    write_archive(folder, None if alone else folder / "report.zip")
    return {"pages": len(texts), "bytes": len(html)}


def _bundles(packing: PackedTexts, results: Results, links: Links, level: int) -> Iterator[Bundle]:
    """Yield the data that each page has: the texts in parts, deflated so far, and the documents."""
    parts = []
    for first, part in packing.parts():
        parts.append(first)
        yield Bundle(f"texts-{len(parts)}", packed_bytes([b"[", b",".join(part), b"]"], level))
    yield Bundle("documents", packed_fields(documents_index(results, links, parts)))


def _index(packing: PackedTexts) -> Iterator[Bundle]:
    """Yield the index of words, for a page whose texts are beside it."""
    words = packing.words()
    for k, postings in enumerate(words.parts(), 1):
        yield Bundle(f"words-{k}", packed_bytes([postings], FASTEST))
    yield Bundle("words", packed(words.directory(), FASTEST))
    yield Bundle("breaks", packed_bytes(words.breaks(), FASTEST))
    yield Bundle("sentences", packed_bytes(words.labels(), FASTEST))


def _write_data(
    folder: Path,
    context: dict[str, Any],
    bundles: Iterator[Bundle],
    packing: PackedTexts,
    most: int,
) -> tuple[bytes, bool]:
    """Return the page, and whether it holds all data; otherwise the data are in a folder.

    Data are written as they come, from where the page would be larger than `most` bytes.
    """
    inside: list[Bundle] = []
    for bundle in bundles:
        inside.append(bundle)
        if sum(len(bundle.data) for bundle in inside) > most:
            break
    else:
        html = _report_html(context, inside, alone=True)
        if len(html) <= most:
            shutil.rmtree(folder, ignore_errors=True)
            return html, True
    with replacing_folder(folder) as new:
        for bundle in chain(inside, bundles, _index(packing)):
            if bundle.name == "documents":
                documents = bundle
                if len(bundle.data) <= MOST_OF_DOCUMENTS:
                    continue
                # an empty bundle in the page is beside it
                documents = Bundle("documents", "")
            text = f'hedgerowData("{bundle.name}","{bundle.data}");\n'
            (new / f"{bundle.name}.js").write_bytes(text.encode())
    return _report_html(context, [documents], alone=False), False


def _report_html(context: dict[str, Any], bundles: list[Bundle], alone: bool) -> bytes:
    """Return the page with some of the data; the others are beside it if it is not alone."""
    return _bytes(page("report.html.j2", {**context, "bundles": bundles}, beside=not alone))


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
    printed = {}
    for section in others:
        printed[section.key] = section.html(contents)
        trim_freed_memory()
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
