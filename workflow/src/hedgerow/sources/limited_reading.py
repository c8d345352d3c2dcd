"""The documents in the bytes of a file, read within limits where that may take long."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import NoReturn

from hedgerow.sources.base import Source
from hedgerow.sources.formats import READ, RECORDS, Format
from hedgerow.sources.limits import limited_items
from hedgerow.sources.records import Fields, Record

_Read = Source | tuple[int, str | None, Source | Exception]
"""The only document of a file, or the number, id and document of a record."""


def documents_in(form: Format, data: bytes, fields: Fields) -> Source | Iterator[Record]:
    """Return what the reader of a format returns for the bytes of a file.

    Raises:
        UnreadableError: the file cannot be read, or not within the limits.
    """
    if not form.may_take_long(len(data)):
        return _read(form, data, fields)
    items = limited_items(partial(_read_all, form, data, fields))
    first = next(items, None)
    if isinstance(first, Source):
        list(items)  # the process waits for the next document only after its last message
        return first
    return (_record(item) for item in chain([] if first is None else [first], items))


def _read(form: Format, data: bytes, fields: Fields) -> Source | Iterator[Record]:
    module = form.load()
    if form.reader == READ:
        return module.read(data)
    if form.reader == RECORDS:
        return module.records(io.BytesIO(data), fields)
    return module.documents(data, fields)


def _read_all(form: Format, data: bytes, fields: Fields) -> Iterator[_Read]:
    found = _read(form, data, fields)
    if isinstance(found, Source):
        yield found
        return
    for record in found:
        try:
            source = record.read()
            assert isinstance(source, Source)
        except Exception as error:
            yield record.number, record.key, error
        else:
            yield record.number, record.key, source


def _record(item: _Read) -> Record:
    assert not isinstance(item, Source)
    number, key, found = item
    read = partial(_raise, found) if isinstance(found, Exception) else lambda: found
    return Record(number, key, read)


def _raise(error: Exception) -> NoReturn:
    raise error
