"""Files to documents: each file is read by the module of its format, or has a reason why not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from hedgerow.sources.base import Source, UnreadableError
from hedgerow.sources.files import content, opened, size_of
from hedgerow.sources.formats import BY_ENDING, ending_of, format_of
from hedgerow.sources.records import Fields


def read_source(root: Path, relative: str) -> Source:
    """Read a file of one document; one that cannot be read gives a source with the reason."""
    ending = ending_of(relative)
    form = BY_ENDING.get(ending)
    if form is None or form.container:
        shown = ending or "without an ending"
        size = size_of(root, relative)
        return Source(ending[1:], "", size, reason=f"format {shown} is not read")
    source = _guarded(lambda: read_bytes(ending, content(root, relative)), form.name, 0)
    return source if source.bytes else replace(source, bytes=size_of(root, relative))


def read_bytes(ending: str, data: bytes) -> Source:
    """Read the bytes of one document, whatever they are, as the format with this ending.

    >>> read_bytes(".md", b"# Tea").title
    'Tea'
    """
    form = BY_ENDING[ending]
    return _guarded(lambda: form.load().read(data), form.name, len(data))


def read_sources(
    root: Path, relative: str, fields: Fields, wanted: Callable[[str], bool]
) -> Iterator[tuple[str, Source]]:
    """Yield the id and content of each document of a file, in the order of the file.

    The id of a file's only document is its path; that of a record is the path, `#`, and the
    record's own id or else its number. Of records with the same id, the later ones get their number
    as well. A fault of a container as a whole is listed under its path.

    Args:
        wanted: whether the document with an id is to be read. Records that share an id are all
            judged by that id, so that they stay together.
    """
    form = format_of(relative)
    if form is None or not form.container:
        if wanted(relative):
            yield relative, read_source(root, relative)
        return
    seen: set[str] = set()
    last = 0
    reason = None
    try:
        with opened(root, relative) as stream:
            for record in form.load().records(stream, fields):
                last = record.number
                key = record.key or str(record.number)
                doc_id = f"{relative}#{key}"
                if wanted(doc_id):
                    again = f"{doc_id}#{record.number}" if key in seen else doc_id
                    seen.add(key)
                    yield again, _guarded(record.read, form.name, 0)
        if not last:
            reason = "it holds no documents"
    except UnreadableError as error:
        reason = str(error)
    except BaseException as error:
        _reraise_if_foreign(error)
        reason = _failure(form.name, error)
    if reason is not None and wanted(relative):
        after = f" (after document {last}; those before it are used)" if last else ""
        yield relative, Source(form.name, "", size_of(root, relative), reason=reason + after)


def _guarded(read: Callable[[], Source], form: str, size: int) -> Source:
    """Return what a reader returns; its failure becomes the reason of an unreadable source."""
    try:
        return read()
    except UnreadableError as error:
        return Source(form, "", size, reason=str(error))
    except BaseException as error:
        _reraise_if_foreign(error)
        return Source(form, "", size, reason=_failure(form, error))


def _reraise_if_foreign(error: BaseException) -> None:
    """Raise again an error that does not come from the data, such as an interrupt.

    A library written in Rust panics with an error that is no `Exception`, hence `BaseException`.
    """
    if isinstance(error, (KeyboardInterrupt, SystemExit, GeneratorExit)):
        raise error


def _failure(form: str, error: BaseException) -> str:
    """Return the reason for an error that a reader does not foresee, on one line."""
    reason = f"the {form} reader failed: {type(error).__name__}: {error}"
    return " ".join(reason.split())[:300]
