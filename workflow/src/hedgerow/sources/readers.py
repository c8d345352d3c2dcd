"""Files to documents: each file is read by the module of its format, or has a reason why not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from hedgerow.sources.base import Source, UnreadableError
from hedgerow.sources.files import content, disk_size, opened
from hedgerow.sources.formats import BY_ENDING, RECORDS, Format, format_of, not_read
from hedgerow.sources.limited_reading import documents_in
from hedgerow.sources.limits import limited_items
from hedgerow.sources.records import Fields, Record

Wanted = Callable[[str], bool]


def read_source(root: Path, relative: str) -> Source:
    """Read a file of one document; one that cannot be read gives a source with the reason.

    Of a file that turns out to hold several documents, the first is returned.
    """
    found = read_sources(root, relative, Fields(), lambda doc_id: True)
    return next(source for _, source in found)


def read_bytes(ending: str, data: bytes) -> Source:
    """Read the bytes of one document, whatever they are, as the format with this ending.

    >>> read_bytes(".md", b"# Tea").title
    'Tea'
    """
    form = BY_ENDING[ending]
    return next(source for _, source in _in_memory(form, data, "", Fields(), lambda doc_id: True))


def read_sources(
    root: Path, relative: str, fields: Fields, wanted: Wanted
) -> Iterator[tuple[str, Source]]:
    """Yield the id and content of each document of a file, in the order of the file.

    The id of a file's only document is its path; that of a record is the path, `#`, and the
    record's own id or else its number. Of records with the same id, the later ones get their number
    as well. A fault of a container as a whole is listed under its path.

    Args:
        wanted: whether the document with an id is to be read. Records that share an id are all
            judged by that id, so that they stay together. The documents of a file that is not cut
            are all judged by its path.
    """
    form = format_of(relative)
    size = disk_size(root, relative)
    if form is None or not form.is_cut(size):
        if wanted(relative):
            yield from _of_one_shard(root, relative, form, size, fields)
        return
    read = partial(_of_all_shards, root, relative, form, size, fields, wanted)
    try:
        yield from limited_items(read) if form.may_take_long(size) else read()
    except BaseException as error:
        if wanted(relative):
            yield relative, _unreadable(form.name, size, error)
        else:
            _reraise_if_foreign(error)


def _of_all_shards(
    root: Path, relative: str, form: Format, size: int, fields: Fields, wanted: Wanted
) -> Iterator[tuple[str, Source]]:
    """Yield those documents of a container that are wanted."""
    function = RECORDS if form.container else "large"
    with opened(root, relative) as stream:
        found = getattr(form.load(), function)(stream, fields)
        yield from _documents(found, form.name, relative, size, wanted)


def _of_one_shard(
    root: Path, relative: str, form: Format | None, size: int, fields: Fields
) -> Iterator[tuple[str, Source]]:
    """Yield the documents of a file that is read in one shard."""
    if form is None:
        ending = relative.rpartition(".")[2].lower() if "." in relative.rpartition("/")[2] else ""
        yield relative, Source(ending, "", size, reason=not_read(relative))
        return
    try:
        data = content(root, relative)
    except BaseException as error:
        yield relative, _unreadable(form.name, size, error)
        return
    for doc_id, source in _in_memory(form, data, relative, fields, lambda doc_id: True):
        yield doc_id, source if source.bytes else replace(source, bytes=size)


def _in_memory(
    form: Format, data: bytes, doc_id: str, fields: Fields, wanted: Wanted
) -> Iterator[tuple[str, Source]]:
    """Yield the documents in the bytes of a file that is no container."""
    try:
        found = documents_in(form, data, fields)
    except BaseException as error:
        yield doc_id, _unreadable(form.name, len(data), error)
        return
    yield from _documents(found, form.name, doc_id, len(data), wanted)


def _documents(
    found: Source | Iterator[Record], form: str, prefix: str, size: int, wanted: Wanted
) -> Iterator[tuple[str, Source]]:
    """Yield the documents of what a reader returns: one, or records that may hold records.

    Args:
        prefix: the id of the file or record that was read.
        size: its bytes.
    """
    if isinstance(found, Source):
        if wanted(prefix):
            yield prefix, found
        return
    seen: set[str] = set()
    last = 0
    reason = None
    try:
        for record in found:
            last = record.number
            key = record.key or str(record.number)
            doc_id = f"{prefix}#{key}"
            again = f"{doc_id}#{record.number}" if key in seen else doc_id
            if record.form is not None:  # a file in an archive
                seen.add(key)
                yield from _member(record, record.form, again, wanted)
            elif wanted(doc_id):
                seen.add(key)
                yield again, _guarded(record.read, form)
        if not last:
            reason = "it holds no documents"
    except BaseException as error:
        reason = _unreadable(form, size, error).reason
    if reason is not None and wanted(prefix):
        after = f" (after document {last}; those before it are used)" if last else ""
        yield prefix, Source(form, "", size, reason=reason + after)


def _member(record: Record, form: str, doc_id: str, wanted: Wanted) -> Iterator[tuple[str, Source]]:
    """Yield the documents of a file in an archive; only those that are wanted are unpacked."""
    known = next((one for one in BY_ENDING.values() if one.name == form), None)
    cut = known is not None and known.container
    if not cut and not wanted(doc_id):
        return
    try:
        found = record.read()
    except BaseException as error:
        if wanted(doc_id):
            yield doc_id, _unreadable(form, 0, error)
        else:
            _reraise_if_foreign(error)
        return
    inner: Wanted = wanted if cut else lambda doc_id: True
    yield from _documents(found, form, doc_id, 0, inner)


def _guarded(read: Callable[[], Source | Iterator[Record]], form: str) -> Source:
    """Return the document that a record holds; a failure becomes the reason."""
    try:
        source = read()
        assert isinstance(source, Source)
        return source
    except BaseException as error:
        return _unreadable(form, 0, error)


def _unreadable(form: str, size: int, error: BaseException) -> Source:
    """Return an unreadable source with the reason for an error of its reader."""
    if isinstance(error, UnreadableError):
        return Source(form, "", size, reason=str(error))
    _reraise_if_foreign(error)
    reason = f"the {form} reader failed: {type(error).__name__}: {error}"
    return Source(form, "", size, reason=" ".join(reason.split())[:300])


def _reraise_if_foreign(error: BaseException) -> None:
    """Raise again an error that does not come from the data, such as an interrupt.

    A library written in Rust panics with an error that is no `Exception`, hence `BaseException`.
    """
    if isinstance(error, (KeyboardInterrupt, SystemExit, GeneratorExit)):
        raise error
