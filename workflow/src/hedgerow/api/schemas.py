"""What the functions for Python return: the columns of the rules' tables, of texts in memory."""

# ruff: noqa: E501  a column is a line

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from hedgerow.labels import schemas as labels
from hedgerow.phrases import schemas as phrases
from hedgerow.readability import schemas as readability
from hedgerow.tables.schema import Column, Table, columns
from hedgerow.text.blocks import schemas as texts

_IN_GIVEN = columns("""
doc_id | str | | key of the text: its place from 0, the index of a Series, the key of a mapping; of the type it was given in
start | int | characters | first character in the text as given
end | int | characters | one past the last character, in the text as given
""")


def _of_given(own: Iterable[Column]) -> tuple[Column, ...]:
    """Return columns with the meanings that keys and places have for texts in memory."""
    meanings = {column.name: column for column in _IN_GIVEN}
    return tuple(meanings.get(column.name, column) for column in own)


WORDS = tuple(c for c in texts.DOCUMENT_FORM if c.name in ("words", "words_all"))

SCORES = Table(
    "scores",
    "one text",
    ("doc_id",),
    _of_given((*readability.READABILITY.columns[:1], *WORDS, *readability.READABILITY.columns[1:])),
)
"""Of `hedgerow.score`."""

LABELS = replace(labels.CLAIMS, row="one sentence", columns=_of_given(labels.CLAIMS.columns))
"""Of `hedgerow.label`; `claims` of a run has the sentences of prose alone."""

RATES = Table(
    "rates",
    "one text",
    ("doc_id",),
    _of_given((*readability.READABILITY.columns[:1], *WORDS, *labels.DOCUMENT_COLUMNS)),
)
"""Of `hedgerow.label(..., by="text")`."""

PHRASES = replace(
    phrases.SHARD_PHRASE_DOCUMENTS,
    row="one listed phrase in one text that has it",
    columns=_of_given(phrases.SHARD_PHRASE_DOCUMENTS.columns),
)
"""Of `hedgerow.phrases`."""

OCCURRENCES = replace(phrases.PHRASES, columns=_of_given(phrases.PHRASES.columns))
"""Of `hedgerow.phrases(..., by="occurrence")`."""
