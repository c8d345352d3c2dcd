"""Rule `normalise`: the files of one shard become clean, tokenised text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from hedgerow.errors import UserError
from hedgerow.sources import inventory
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


def _check(found: inventory.Survey, shard: int, of: int, expected: str) -> None:
    """Stop where the files are no longer those that the run was planned for."""
    files = inventory.split(found.files, of)[shard]
    root = found.root if inventory.compared_by_content(found.files) else None
    if inventory.fingerprint(files, root) != expected:
        raise UserError(
            f"The files in {str(found.root)!r} changed while the run went on; start it again."
        )


def _documents(
    found: inventory.Survey, fields: Fields, shard: int, of: int
) -> Iterator[tuple[str, Document]]:
    """Read the documents of a shard, file by file, each with the path of its file.

    Those that can't be read are there too, without text and with the reason.
    """

    def wanted(doc_id: str) -> bool:
        return inventory.shard_of(doc_id, of) == shard

    problems = dict(found.problems)
    for path in sorted({file.path for file in found.files} | set(problems)):
        if path not in problems:
            for doc_id, source in read_sources(found.root, path, fields, wanted):
                yield path, document_of(doc_id, source)
        elif wanted(path):
            yield path, Document(doc_id=path, text="", blocks=(), format="", encoding="", bytes=0,
                                 status="unreadable", reason=problems[path])  # fmt: skip


def _counts(tokenised: TokenisedCorpus, ids: list[str]) -> dict[str, np.ndarray]:
    """Count blocks, tokens and words of the tokenised documents, in the order of `ids`."""
    words = tokenised.block_words
    known = {
        "blocks": np.diff(tokenised.doc_block),
        "tokens": np.diff(tokenised.doc_token),
        "words": np.diff(offsets_of(words * tokenised.block_prose)[tokenised.doc_block]),
        "words_all": np.diff(offsets_of(words)[tokenised.doc_block]),
    }
    place = {doc_id: i for i, doc_id in enumerate(tokenised.doc_ids)}
    rows = [place.get(doc_id, -1) for doc_id in ids]
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
) -> None:
    """Read, clean and code the documents of shard `shard` of `of`; write the three tables.

    Args:
        records: names of the fields of records, for those that are not found by the usual names.

    Raises:
        UserError: the files of the shard no longer have this fingerprint.
    """
    with step(f"normalise {shard + 1} of {of}") as said:
        found = inventory.survey(source)
        _check(found, shard, of, fingerprint)
        form: dict[str, list] = {name: [] for name in _FORM}
        paths: list[str] = []
        changes: list[tuple[str, str, int]] = []

        def usable() -> Iterator[Document]:
            for path, document in _documents(found, Fields.given(records or {}), shard, of):
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
        write_tokens(text, tokenised)
        columns = form | {"path": paths} | _counts(tokenised, form["doc_id"])
        columns["own_group"] = columns.pop("group")
        write_table(documents, schemas.DOCUMENTS, columns)
        made = [change for change in changes if change[2]]
        write_table(
            cleaning,
            schemas.CLEANING,
            {name: [c[k] for c in made] for k, name in enumerate(("doc_id", "change", "count"))},
        )
        said += [count_of(len(paths), "document"), f"{sum(form['bytes']) / 1e6:.1f} MB"]
        excluded = len(paths) - len(tokenised.doc_ids)
        if excluded:
            said.append(f"{excluded} not usable (see the report)")


_FORM = ("doc_id", "format", "encoding", "bytes", "language", "title", "byline", "date", "status",
         "reason", "group")  # fmt: skip
