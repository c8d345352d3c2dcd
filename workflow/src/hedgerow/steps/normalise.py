"""Rule `normalise`: from the files of one shard to clean, tokenised text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from hedgerow.errors import UserError
from hedgerow.sources import inventory
from hedgerow.sources.base import Source
from hedgerow.sources.limits import LONG_BYTES, LimitError, Limits, document_limits, limited
from hedgerow.sources.readers import read_sources
from hedgerow.sources.records import Fields
from hedgerow.steps.progress import count_of, in_print, say, step
from hedgerow.tables.io import write_table
from hedgerow.tables.spans import offsets_of
from hedgerow.text.blocks import schemas
from hedgerow.text.blocks.document import Document, document_of
from hedgerow.text.tokens.token_file import write_tokens
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokeniser import encode


def _check(found: inventory.Survey, files: Iterable[inventory.SourceFile], expected: str) -> None:
    """Raise an error if the files of a shard have changed since the run was planned."""
    root = found.root if inventory.compared_by_content(found.files) else None
    if inventory.fingerprint(files, root) != expected:
        raise UserError(
            f"The files in {str(found.root)!r} changed while the run went on; start it again."
        )


def _is_in_shard(shard: int, of: int, doc_id: str) -> bool:
    return inventory.shard_of(doc_id, of) == shard


def documents_of(
    found: inventory.Survey, fields: Fields, shard: int, of: int
) -> Iterator[tuple[str, Document]]:
    """Yield the documents of a shard, file by file, each with the path of its file.

    Documents that cannot be read have no text, but a reason.

    Args:
        found: the corpus, or the part of it with the files of the shard.
    """
    wanted = partial(_is_in_shard, shard, of)
    problems = dict(found.problems)
    for path in sorted({file.path for file in found.files} | set(problems)):
        if path not in problems:
            for doc_id, source in read_sources(found.root, path, fields, wanted):
                yield path, _document(doc_id, source)
        elif wanted(path):
            yield path, Document(doc_id=path, text="", blocks=(), format="", encoding="", bytes=0,
                                 status="unreadable", reason=problems[path])  # fmt: skip


def _document(doc_id: str, source: Source) -> Document:
    """Return the document of a source, a long one within the limits of a document."""
    length = sum(len(b.text) for b in source.blocks or ()) + len(source.text or "")
    if length < LONG_BYTES:
        return document_of(doc_id, source)
    try:
        return limited(partial(_without_offsets, doc_id, source))
    except LimitError as error:
        return document_of(doc_id, replace(source, text=None, blocks=None, reason=str(error)))


def _without_offsets(doc_id: str, source: Source) -> Document:
    return replace(document_of(doc_id, source), find_offsets=None)


def _stop_if_nothing_is_read(found: inventory.Survey, fields: Fields, shard: int, of: int) -> None:
    """Raise an error where no document of the whole corpus can be used.

    Called for a shard without any, so the other shards are read up to their first usable document.

    Raises:
        UserError: there is none; the sentence names a document with its reason.
    """
    first = None
    for other in (shard, *(k for k in range(of) if k != shard)):
        for _, document in documents_of(inventory.part(found, other, of), fields, other, of):
            if document.status == "analysed":
                return
            first = first or document
    if first is not None:
        raise UserError(
            f"No document in {str(found.root)!r} could be used, so there is nothing to measure; "
            f"the first is {in_print(first.doc_id)!r}: {in_print(first.reason or '')}."
        )


def _counts(tokenised: TokenisedCorpus, ids: list[str]) -> dict[str, np.ndarray]:
    """Return the numbers of blocks, tokens and words of the documents, in the order of `ids`."""
    words = tokenised.block_words
    known = {
        "blocks": np.diff(tokenised.doc_block),
        "tokens": np.diff(tokenised.doc_token),
        "words": np.diff(offsets_of(words * tokenised.block_prose)[tokenised.doc_block]),
        "words_all": np.diff(offsets_of(words)[tokenised.doc_block]),
    }
    row_of = {doc_id: i for i, doc_id in enumerate(tokenised.doc_ids)}
    rows = [row_of.get(doc_id, -1) for doc_id in ids]
    return {
        name: np.array([values[i] if i >= 0 else 0 for i in rows], np.int64)
        for name, values in known.items()
    }


def run(
    source: Path,
    shard: int,
    of: int,
    fingerprint: str,
    documents: Path,
    text: Path,
    cleaning: Path,
    records: Mapping[str, list[str]] | None = None,
    seconds: float | None = None,
    megabytes: float | None = None,
) -> None:
    """Read, clean and tokenise the documents of shard `shard` of `of`; write the three tables.

    Args:
        records: names of the fields of records, where they differ from the usual ones.
        seconds, megabytes: processor time and memory that one document may take; both, or None
            for no limits.

    Raises:
        UserError: the files of the shard no longer have this fingerprint.
    """
    kept = document_limits(Limits(seconds, megabytes)) if seconds and megabytes else nullcontext()
    with step(f"normalise {shard + 1} of {of}") as said, kept:
        fields = Fields.given(records or {})
        found = inventory.survey(source, fields)
        part = inventory.part(found, shard, of)
        _check(found, part.files, fingerprint)
        read = read_documents(documents_of(part, fields, shard, of))
        if not read.tokenised.doc_ids:
            _stop_if_nothing_is_read(found, fields, shard, of)
        write_tokens(text, read.tokenised)
        write_table(documents, schemas.DOCUMENTS, read.columns)
        write_table(cleaning, schemas.CLEANING, read.cleaning)
        said += [
            count_of(len(read.columns["doc_id"]), "document"),
            f"{sum(read.columns['bytes']) / 1e6:.1f} MB",
        ]
        excluded = len(read.columns["doc_id"]) - len(read.tokenised.doc_ids)
        if excluded:
            said.append(f"{excluded} not usable (see the report)")


@dataclass(frozen=True)
class ReadDocuments:
    """Documents as they were read.

    Attributes:
        tokenised: the text of those that can be used.
        columns: of schemas.DOCUMENTS, a row for every document.
        cleaning: columns of schemas.CLEANING.
    """

    tokenised: TokenisedCorpus
    columns: dict[str, Any]
    cleaning: dict[str, list]


def read_documents(documents: Iterable[tuple[str, Document]]) -> ReadDocuments:
    """Tokenise the documents that can be used, and name those that cannot on standard error.

    Args:
        documents: the path of the file of each, and the document.
    """
    form: dict[str, list] = {name: [] for name in _FORM}
    paths: list[str] = []
    changes: list[tuple[str, str, int]] = []

    def usable() -> Iterator[Document]:
        for path, document in documents:
            for name, column in form.items():
                column.append(getattr(document, name))
            paths.append(path)
            changes.extend((document.doc_id, *change) for change in document.cleaning.items())
            if document.status == "analysed":
                yield document
            else:
                name, why = in_print(document.doc_id), in_print(document.reason or "")
                say(f"not used: {name}: {why}")

    tokenised = encode(usable())
    columns = form | {"path": paths} | _counts(tokenised, form["doc_id"])
    columns["own_group"] = columns.pop("group")
    made = [change for change in changes if change[2]]
    cleaning = {name: [c[k] for c in made] for k, name in enumerate(schemas.CLEANING.names)}
    return ReadDocuments(tokenised, columns, cleaning)


_FORM = ("doc_id", "format", "encoding", "bytes", "language", "title", "byline", "date", "url",
         "status", "reason", "group", "links")  # fmt: skip
