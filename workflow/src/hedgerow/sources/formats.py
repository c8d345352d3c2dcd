"""The file formats that are read: one record for each, which everything else is made from.

A new format takes a module of this package, a record in `FORMATS` and a sample in
`tests/samples.py`. The module has one of three functions, which the record names:

- `read(data: bytes) -> Source` for a file that holds one document;
- `records(stream, fields) -> Iterator[Record]` for a file that holds many. Beside it stands
  `count(sample: bytes) -> int`, the number of documents in the first bytes of a file, or
  `measure(stream) -> tuple[int, int]`, the documents and bytes of text of a whole file;
- `documents(data: bytes, fields) -> Source | Iterator[Record]` for a file whose content decides how
  many documents it holds. Where the record gives a size in `cut_from`, larger files are given to
  `large(stream, fields)` instead, which holds one document at a time.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

from hedgerow.sources.limits import LONG_BYTES

READ, RECORDS, DOCUMENTS = "read", "records", "documents"
"""The functions of a reader: for files of one document, of many, and of one or many."""


@dataclass(frozen=True, slots=True)
class Format:
    """One file format.

    Attributes:
        name: its name in the column `format` and in messages.
        endings: endings of file names, in lower case, each with its dot.
        module: full name of the module that reads it, imported with the first file of the format.
        reader: the function of the module that reads a file: `READ`, `RECORDS` or `DOCUMENTS`.
        text_share: share of the bytes of a file that are text. It is an estimate from experience,
            used to plan shards.
        description: what the file is; of a container, what one document in it is.
        structure: what becomes blocks; of a container, what its documents are numbered by.
        cut_from: bytes from which on the documents of a file are shared out among all shards,
            instead of all being read in the shard of the file; None for never.
        limited_from: bytes from which on a file is read in a process of its own, within the limits
            of a document; None for a container that is read document by document.
    """

    name: str
    endings: tuple[str, ...]
    module: str
    reader: str
    text_share: float
    description: str
    structure: str
    cut_from: int | None = None
    limited_from: int | None = LONG_BYTES

    @property
    def container(self) -> bool:
        """Whether a file always holds records."""
        return self.reader == RECORDS

    def is_cut(self, size: int) -> bool:
        """Return whether the documents of a file of `size` bytes are shared out among shards."""
        return self.container or (self.cut_from is not None and size >= self.cut_from)

    def may_take_long(self, size: int) -> bool:
        """Return whether a file of `size` bytes may take long, so that its limits are kept."""
        return self.limited_from is not None and size >= self.limited_from

    def load(self) -> ModuleType:
        """Return the module that reads the format."""
        return import_module(self.module)


_CUT = 4_000_000

FORMATS: tuple[Format, ...] = (
    Format(
        "text", (".txt", ".text", ".nbib", ".ris"), "hedgerow.sources.text", DOCUMENTS, 1.0,
        "plain text in any usual encoding; the articles of a Nexis or Factiva export; the abstracts"
        " that PubMed saves (MEDLINE, Abstract) and of RIS; Markdown or HTML under these endings",
        "headings, lists, tables, captions and bylines by rules over the lines; wrapped lines are"
        " joined",
    ),
    Format(
        "markdown", (".md", ".markdown"), "hedgerow.sources.markdown", READ, 1.0,
        "Markdown",
        "headings, lists, tables, quotes, foot notes; title, author and date from the front matter;"
        " code, struck text, shortcodes and attributes are left out",
    ),
    Format(
        "html", (".html", ".htm", ".xhtml"), "hedgerow.sources.html", READ, 0.1,
        "a web page",
        "the main text with its headings, lists, tables, captions, quotes and code, of articles,"
        " forums, shops, lists and documentation; menus, adverts, cookie notices and footers are"
        " left out and counted; title, author, date and the links to other sites are kept",
    ),
    Format(
        "mhtml", (".mhtml", ".mht"), "hedgerow.sources.mhtml", READ, 0.05,
        "a web page that a browser saved in one file",
        "as of a web page",
    ),
    Format(
        "xml", (".xml", ".rss", ".atom", ".nxml", ".tei"), "hedgerow.sources.xml", DOCUMENTS, 0.5,
        "XML: the posts of a WordPress export, the entries of RSS and Atom feeds, the abstracts of"
        " PubMed, an article in JATS, a text in TEI, question-and-answer pages, any other"
        " vocabulary",
        "by the names of the elements; comments, references and what is about the document are left"
        " out; entities are not expanded and nothing is fetched",
        _CUT,
    ),
    Format(
        "json", (".json",), "hedgerow.sources.json", DOCUMENTS, 0.9,
        "JSON: an article, an array or a table of articles, an object that holds one of these, or"
        " objects one after another; JSON Lines under this ending",
        "fields are found by their names, in nested objects too",
        _CUT,
    ),
    Format(
        "pdf", (".pdf",), "hedgerow.sources.pdf", READ, 0.1,
        "PDF with text in it",
        "paragraphs, headings, list items, tables and foot notes by font size and position; two"
        " columns are read one after the other; words cut at the end of a line are joined; running"
        " heads and page numbers are left out and counted",
        limited_from=0,
    ),
    Format(
        "docx", (".docx",), "hedgerow.sources.docx", DOCUMENTS, 0.3,
        "a Word document; the articles of a Nexis or Factiva export",
        "by its styles, outline levels and numbering; tables; tracked changes as if accepted;"
        " hidden text is left out",
        limited_from=0,
    ),
    Format(
        "odt", (".odt",), "hedgerow.sources.odt", READ, 0.3,
        "an OpenDocument text (LibreOffice)",
        "headings, lists, tables, foot notes; deleted text is left out",
        limited_from=0,
    ),
    Format(
        "rtf", (".rtf",), "hedgerow.sources.rtf", DOCUMENTS, 0.5,
        "rich text; the articles of a Nexis or Factiva export",
        "as of plain text",
    ),
    Format(
        "doc", (".doc",), "hedgerow.sources.doc", DOCUMENTS, 0.3,
        "rich text, HTML or a newer Word document under this ending; Word documents of before 2007"
        " are not read",
        "as of those formats",
        limited_from=0,
    ),
    Format(
        "epub", (".epub",), "hedgerow.sources.epub", READ, 0.4,
        "an electronic book",
        "its chapters in order, as of a web page; the table of contents is left out",
        limited_from=0,
    ),
    Format(
        "jsonl", (".jsonl", ".ndjson"), "hedgerow.sources.jsonl", RECORDS, 1.0,
        "a JSON object, one on each line",
        "of the line",
        limited_from=None,
    ),
    Format(
        "csv", (".csv", ".tsv"), "hedgerow.sources.delimited", RECORDS, 1.0,
        "a row below the head line; comma, semicolon, tab or bar between the cells; exports of"
        " Zotero among them",
        "of the row, without the head line",
        limited_from=None,
    ),
    Format(
        "spreadsheet", (".xlsx", ".xlsm", ".xls", ".ods"), "hedgerow.sources.spreadsheet", RECORDS,
        0.5,
        "a row below the head line of a sheet",
        "of the row, without head lines, counted through all sheets",
        limited_from=0,
    ),
    Format(
        "parquet", (".parquet",), "hedgerow.sources.parquet", RECORDS, 1.0,
        "a row",
        "of the row",
        limited_from=0,
    ),
    Format(
        "warc", (".warc",), "hedgerow.sources.warc", RECORDS, 0.1,
        "a page that was fetched; its id is the address",
        "of the page",
        limited_from=None,
    ),
    Format(
        "wet", (".wet",), "hedgerow.sources.warc", RECORDS, 1.0,
        "the text taken from a page that was fetched; its id is the address",
        "of the page",
        limited_from=None,
    ),
    Format(
        "wacz", (".wacz",), "hedgerow.sources.wacz", RECORDS, 0.1,
        "a page of the web archives in it; its id is the address",
        "of the page",
        limited_from=None,
    ),
    Format(
        "zip", (".zip",), "hedgerow.sources.zip", RECORDS, 0.5,
        "a file of any of these formats; its id is its path in the archive, its group the first"
        " folder there that tells files apart",
        "of the file",
        limited_from=None,
    ),
    Format(
        "tar", (".tar", ".tgz"), "hedgerow.sources.tar", RECORDS, 0.5,
        "a file of any of these formats, as in a zip archive",
        "of the file",
        limited_from=None,
    ),
)  # fmt: skip
"""All formats, in the order in which the documentation lists them."""

BY_ENDING: dict[str, Format] = {ending: form for form in FORMATS for ending in form.endings}

_REMEDIES: dict[str, str] = {
    **dict.fromkeys((".rar", ".7z", ".bz2", ".xz"), "unpack it, or pack it as .zip"),
    **dict.fromkeys((".pages", ".wpd", ".wps", ".docm", ".dotx"), "save it as .docx"),
    **dict.fromkeys((".ppt", ".pptx", ".odp", ".key"), "save its text as .docx or .txt"),
    **dict.fromkeys((".xlsb", ".numbers"), "save it as .xlsx or .csv"),
    **dict.fromkeys((".mobi", ".azw", ".azw3", ".kfx"), "convert it to .epub"),
    **dict.fromkeys((".bib", ".enw"), "export the records as .ris or .csv"),
    **dict.fromkeys((".eml", ".msg", ".mbox"), "save the messages as .txt or .html"),
    **dict.fromkeys((".tex", ".rst", ".adoc", ".org"), "convert it to .md or .html"),
    **dict.fromkeys((".webarchive",), "save the page as .html or .mhtml"),
    **dict.fromkeys(
        (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".webp", ".heic", ".djvu"),
        "make a .pdf or .txt of it with recognised text (OCR)",
    ),
    **dict.fromkeys((".sav", ".dta", ".rds", ".rdata", ".feather", ".pkl"), "save it as .csv"),
    **dict.fromkeys((".mp3", ".wav", ".mp4", ".srt", ".vtt"), "save a transcript as .txt"),
}
"""What to do with files of formats that are not read, by ending."""


def ending_of(path: str) -> str:
    """Return the ending that names a file's format, in lower case: that before .gz or .zst.

    >>> ending_of("sub/Articles.JSONL.gz"), ending_of("README")
    ('.jsonl', '')
    """
    name = path.lower()
    stem, ending = os.path.splitext(name)  # noqa: PTH122  a Path for each file costs too much
    return os.path.splitext(stem)[1] if ending in (".gz", ".zst") else ending  # noqa: PTH122


def format_of(path: str) -> Format | None:
    """Return the format of a file by its name; None where it is not one that is read.

    >>> format_of("a.ndjson").name
    'jsonl'
    """
    return BY_ENDING.get(ending_of(path))


def is_container(path: str) -> bool:
    """Return whether a file always holds records, by its name.

    >>> is_container("a.csv"), is_container("a.txt"), is_container("a.png")
    (True, False, False)
    """
    form = format_of(path)
    return form is not None and form.container


def is_cut(path: str, size: int) -> bool:
    """Return whether the documents of a file are shared out among all shards.

    >>> is_cut("a.csv", 10), is_cut("posts.xml", 10), is_cut("posts.xml", 50_000_000)
    (True, False, True)
    """
    form = format_of(path)
    return form is not None and form.is_cut(size)


def not_read(path: str) -> str:
    """Return the reason why a file of another format is not read, with what to do.

    >>> not_read("tea.pages")
    'format .pages is not read; save it as .docx'
    """
    ending = ending_of(path)
    remedy = _REMEDIES.get(ending)
    return f"format {ending or 'without an ending'} is not read" + (f"; {remedy}" if remedy else "")


def documentation(container: bool) -> list[str]:
    """Return the rows of the table of formats in docs/data.md.

    Args:
        container: whether those of files that always hold records.
    """
    return [
        f"| {', '.join(f'`{ending}`' for ending in form.endings)} | {form.description} "
        f"| {form.structure} |"
        for form in FORMATS
        if form.container is container
    ]
