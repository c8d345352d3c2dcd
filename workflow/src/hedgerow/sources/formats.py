"""The file formats that are read: one record for each, which everything else is made from.

A new format takes a module of this package, a record in `FORMATS` and a sample in
`tests/samples.py`. The module has one of two functions:

- `read(data: bytes) -> Source` for a file that holds one document;
- `records(stream, fields) -> Iterator[Record]` for a file that holds many. Beside it stands
  `count(sample: bytes) -> int`, the number of documents in the first bytes of a file, or
  `measure(stream) -> tuple[int, int]`, the documents and bytes of text of a whole file.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType


@dataclass(frozen=True, slots=True)
class Format:
    """One file format.

    Attributes:
        name: its name in the column `format` and in messages.
        endings: endings of file names, in lower case, each with its dot.
        module: full name of the module that reads it, imported with the first file of the format.
        container: whether a file holds many documents.
        text_share: share of the bytes of a file that are text. It is an estimate from experience,
            used to plan shards.
        description: what the file is; of a container, what one document in it is.
        structure: what becomes blocks; of a container, what its documents are numbered by.
    """

    name: str
    endings: tuple[str, ...]
    module: str
    container: bool
    text_share: float
    description: str
    structure: str

    def load(self) -> ModuleType:
        """Return the module that reads the format."""
        return import_module(self.module)


FORMATS: tuple[Format, ...] = (
    Format(
        "text", (".txt",), "hedgerow.sources.text", False, 1.0,
        "plain text in any usual encoding",
        "headings, lists, tables, captions and bylines by rules over the lines; wrapped lines are"
        " joined",
    ),
    Format(
        "markdown", (".md", ".markdown"), "hedgerow.sources.markdown", False, 1.0,
        "Markdown",
        "headings, lists, tables, quotes; title, author and date from the front matter",
    ),
    Format(
        "html", (".html", ".htm", ".xhtml"), "hedgerow.sources.html", False, 0.1,
        "a web page",
        "the main text with its headings, lists, tables, captions and quotes; menus, adverts,"
        " cookie notices and footers are left out and counted",
    ),
    Format(
        "xml", (".xml",), "hedgerow.sources.xml", False, 0.5,
        "XML of any vocabulary, question-and-answer pages among them",
        "by the names of the elements; entities are not expanded and nothing is fetched",
    ),
    Format(
        "pdf", (".pdf",), "hedgerow.sources.pdf", False, 0.1,
        "PDF with text in it",
        "paragraphs, headings and list items by font size and distance of lines; running heads and"
        " page numbers are left out and counted",
    ),
    Format(
        "docx", (".docx",), "hedgerow.sources.docx", False, 0.3,
        "a Word document",
        "by its styles, outline levels and numbering; tables; tracked changes as if accepted",
    ),
    Format(
        "jsonl", (".jsonl", ".ndjson"), "hedgerow.sources.jsonl", True, 1.0,
        "a JSON object, one on each line",
        "of the line",
    ),
    Format(
        "csv", (".csv", ".tsv"), "hedgerow.sources.delimited", True, 1.0,
        "a row below the head line; comma, semicolon, tab or bar between the cells",
        "of the row, without the head line",
    ),
    Format(
        "parquet", (".parquet",), "hedgerow.sources.parquet", True, 1.0,
        "a row",
        "of the row",
    ),
    Format(
        "warc", (".warc",), "hedgerow.sources.warc", True, 0.1,
        "a page that was fetched; its id is the address",
        "of the page",
    ),
    Format(
        "wet", (".wet",), "hedgerow.sources.warc", True, 1.0,
        "the text taken from a page that was fetched; its id is the address",
        "of the page",
    ),
)  # fmt: skip
"""All formats, in the order in which the documentation lists them."""

BY_ENDING: dict[str, Format] = {ending: form for form in FORMATS for ending in form.endings}


def ending_of(path: str) -> str:
    """Return the ending of a file name that names its format, in lower case: that before .gz.

    >>> ending_of("sub/Articles.JSONL.gz"), ending_of("README")
    ('.jsonl', '')
    """
    name = path.lower()
    stem, ending = os.path.splitext(name)  # noqa: PTH122  a Path for each file costs too much
    return os.path.splitext(stem)[1] if ending == ".gz" else ending  # noqa: PTH122


def format_of(path: str) -> Format | None:
    """Return the format of a file by its name; None where it is not one that is read.

    >>> format_of("a.ndjson").name
    'jsonl'
    """
    return BY_ENDING.get(ending_of(path))


def is_container(path: str) -> bool:
    """Return whether a file holds many documents, by its name.

    >>> is_container("a.csv"), is_container("a.txt"), is_container("a.png")
    (True, False, False)
    """
    form = format_of(path)
    return form is not None and form.container


def documentation(container: bool) -> list[str]:
    """Return the rows of the table of formats in docs/data.md.

    Args:
        container: whether those of files that hold many documents.
    """
    return [
        f"| {', '.join(f'`{ending}`' for ending in form.endings)} | {form.description} "
        f"| {form.structure} |"
        for form in FORMATS
        if form.container is container
    ]
