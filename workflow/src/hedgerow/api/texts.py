"""Texts as they are given to a function: one, several, or several with names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from hedgerow.tables.arrays import arrow_array
from hedgerow.text.blocks.document import Document, document_from_text

Texts = str | Mapping[Any, str] | Iterable[str]


@dataclass(frozen=True)
class GivenTexts:
    """Texts with their keys: the place in a list, the index of a Series, the key of a mapping.

    Inside, a document is named by its place, since keys of any type are allowed to recur.
    """

    keys: list[Any]
    texts: list[str]

    @property
    def width(self) -> int:
        """The digits of a place, so that names sort as numbers do."""
        return len(str(len(self.texts)))

    def documents(self) -> list[Document]:
        """Return the documents of the texts, in order."""
        return [
            document_from_text(f"{place:0{self.width}}", text)
            for place, text in enumerate(self.texts)
        ]

    def named(self, table: pa.Table) -> pa.Table:
        """Return a table with the keys of the texts in its column `doc_id`."""
        place = np.array(table.column("doc_id").to_pylist(), str).astype(np.int64)
        at = table.column_names.index("doc_id")
        return table.set_column(at, "doc_id", _key_array([self.keys[p] for p in place.tolist()]))


def _key_array(keys: list[Any]) -> pa.Array:
    """Return keys as an Arrow array of their type; as strings where Arrow has none for them."""
    for type_, kind in ((int, "int"), (str, "str")):
        if all(type(key) is type_ for key in keys):
            return arrow_array(keys, kind)
    try:
        return pa.array(keys)
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return arrow_array([str(key) for key in keys], "str")


def given_texts(texts: Any) -> GivenTexts:
    """Return one text or several with their keys.

    Args:
        texts: a string; a list, array or other iterable of strings; a mapping, pandas Series or
            polars Series of strings.

    Raises:
        TypeError: something in it is not a string; the sentence names its place.

    >>> given_texts({"a": "One.", "b": "Two."}).keys
    ['a', 'b']
    """
    if isinstance(texts, str):
        return _checked([0], [texts])
    if isinstance(texts, (Path, bytes)):
        raise TypeError(
            f"a {type(texts).__name__} is no text: read the file, or use hedgerow.corpus(path)"
        )
    if hasattr(texts, "columns"):
        raise TypeError(
            "a frame is no list of texts: give one of its columns, or use hedgerow.corpus(frame)"
        )
    if isinstance(texts, Mapping):
        return _checked(list(texts.keys()), list(texts.values()))
    if hasattr(texts, "index") and hasattr(texts, "to_numpy") and not callable(texts.index):
        return _checked(texts.index.tolist(), texts.tolist())  # a pandas Series
    found = list(texts)
    return _checked(list(range(len(found))), found)


def _checked(keys: list[Any], texts: list[Any]) -> GivenTexts:
    for key, text in zip(keys, texts, strict=True):
        if not isinstance(text, str):
            raise TypeError(
                f"the text {key!r} is a {type(text).__name__}, not a string; leave it out, or"
                ' put "" in its place'
            )
    return GivenTexts(keys, [str(text) for text in texts])
