"""Files to documents: which reader reads which file, and why some are not read.

A new format is one module and one line in `READERS` (`read(data: bytes) -> Source`, one document
a file) or `CONTAINERS` (`records(stream, fields) -> Iterator[Record]`, many). A module is imported
when the first file of its format is read.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from hedgerow.sources.base import Source, UnreadableError
from hedgerow.sources.files import content, opened, size_of
from hedgerow.sources.records import Fields

READERS: dict[str, str] = {
    ".txt": "hedgerow.sources.text",
    ".md": "hedgerow.sources.markdown",
    ".markdown": "hedgerow.sources.markdown",
    ".html": "hedgerow.sources.html",
    ".htm": "hedgerow.sources.html",
    ".xhtml": "hedgerow.sources.html",
    ".xml": "hedgerow.sources.xml",
    ".pdf": "hedgerow.sources.pdf",
    ".docx": "hedgerow.sources.docx",
}
"""Ending of a file name to the module that reads it."""

CONTAINERS: dict[str, str] = {
    ".jsonl": "hedgerow.sources.jsonl",
    ".ndjson": "hedgerow.sources.jsonl",
    ".csv": "hedgerow.sources.delimited",
    ".tsv": "hedgerow.sources.delimited",
    ".parquet": "hedgerow.sources.parquet",
    ".warc": "hedgerow.sources.warc",
    ".wet": "hedgerow.sources.warc",
}
"""Ending of the name of a file of many documents to the module that reads it."""

_FORMATS = {"delimited": "csv"}
"""Formats that are not called as their module is."""


def suffix_of(path: str) -> str:
    """Return the ending that tells the format, in lower case: that before .gz, if there is one."""
    name = path.lower()
    stem, suffix = os.path.splitext(name)  # noqa: PTH122  a Path for each file costs too much
    return os.path.splitext(stem)[1] if suffix == ".gz" else suffix  # noqa: PTH122


def is_container(path: str) -> bool:
    """Say whether a file holds many documents, by its name."""
    return suffix_of(path) in CONTAINERS


def read_source(root: Path, relative: str) -> Source:
    """Read a file of one document; one that cannot be read gives a source with the reason."""
    suffix = suffix_of(relative)
    if suffix not in READERS:
        shown = suffix or "without an ending"
        size = size_of(root, relative)
        return Source(suffix[1:], "", size, reason=f"format {shown} is not read")
    form = _name(READERS[suffix])
    source = _guarded(lambda: read_bytes(suffix, content(root, relative)), form, 0)
    return source if source.bytes else replace(source, bytes=size_of(root, relative))


def read_bytes(suffix: str, data: bytes) -> Source:
    """Read the bytes of one document, whatever they are; `suffix` is one of `READERS`."""
    module = READERS[suffix]
    return _guarded(lambda: import_module(module).read(data), _name(module), len(data))


def read_sources(
    root: Path, relative: str, fields: Fields, wanted: Callable[[str], bool]
) -> Iterator[tuple[str, Source]]:
    """Read the documents of one file, of one document or of many, in the order they stand in it.

    The id of a file's only document is its path; that of a record is the path, `#`, and its own id
    or else its number. Where records have the same id, the later ones get their number as well.
    What is wrong with a container as a whole is said under its path.

    Args:
        wanted: says of an id whether the document is to be read; of records with the same id it
            is asked about that id alone, so that they are read together.
    """
    suffix = suffix_of(relative)
    if suffix not in CONTAINERS:
        if wanted(relative):
            yield relative, read_source(root, relative)
        return
    module = CONTAINERS[suffix]
    form = _name(module)
    seen: set[str] = set()
    last = 0
    reason = None
    try:
        with opened(root, relative) as stream:
            for record in import_module(module).records(stream, fields):
                last = record.number
                key = record.key or str(record.number)
                doc_id = f"{relative}#{key}"
                if wanted(doc_id):
                    again = f"{doc_id}#{record.number}" if key in seen else doc_id
                    seen.add(key)
                    yield again, _guarded(record.read, form, 0)
        if not last:
            reason = "it holds no documents"
    except UnreadableError as error:
        reason = str(error)
    except BaseException as error:
        _pass_on(error)
        reason = _failed(form, error)
    if reason is not None and wanted(relative):
        after = f" (after document {last}; those before it are used)" if last else ""
        yield relative, Source(form, "", size_of(root, relative), reason=reason + after)


def _name(module: str) -> str:
    """The name of the format that a module reads."""
    name = module.rpartition(".")[2]
    return _FORMATS.get(name, name)


def _guarded(read: Callable[[], Source], form: str, size: int) -> Source:
    try:
        return read()
    except UnreadableError as error:
        return Source(form, "", size, reason=str(error))
    except BaseException as error:
        _pass_on(error)
        return Source(form, "", size, reason=_failed(form, error))


def _pass_on(error: BaseException) -> None:
    """Raise again what does not come from the data: one bad document never stops a corpus.

    A library written in Rust that gives up raises an error that is no Exception.
    """
    if isinstance(error, (KeyboardInterrupt, SystemExit, GeneratorExit)):
        raise error


def _failed(form: str, error: BaseException) -> str:
    reason = f"the {form} reader failed: {type(error).__name__}: {error}"
    return " ".join(reason.split())[:300]
