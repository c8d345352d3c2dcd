"""Texts as they are given to a function: one, several, or several with names."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import IOBase
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from hedgerow.tables.arrays import arrow_array
from hedgerow.text.blocks.document import Document, document_from_text
from hedgerow.text.blocks.language import foreign_text

Texts = str | Mapping[Any, str] | Iterable[str]
Paths = str | Path | Iterable[str | Path]


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
        """Return the documents of the texts, in order; warn where they are not English."""
        foreign = foreign_text(zip(self.keys, self.texts, strict=True))
        if foreign:
            warnings.warn(foreign, stacklevel=3)
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
        texts: a string; a list, array of one dimension or other iterable of strings; a mapping,
            pandas Series or polars Series of strings; an Arrow array of strings.

    Raises:
        TypeError: something in it is not a string; the sentence names its place.

    >>> given_texts({"a": "One.", "b": "Two."}).keys
    ['a', 'b']
    """
    if isinstance(texts, str):
        return _checked([0], [texts])
    if isinstance(texts, Mapping):
        return _checked(list(texts.keys()), list(texts.values()))
    _refuse_what_holds_no_texts(texts)
    if hasattr(texts, "index") and hasattr(texts, "to_numpy") and not callable(texts.index):
        return _checked(texts.index.tolist(), texts.tolist())  # a pandas Series
    found = texts.to_pylist() if isinstance(texts, (pa.Array, pa.ChunkedArray)) else list(texts)
    return _checked(list(range(len(found))), found)


def _refuse_what_holds_no_texts(texts: Any) -> None:
    """Raise an error for what is neither a text nor a list of texts, with what to give instead."""
    kind = type(texts).__name__
    if isinstance(texts, (Path, bytes, bytearray)):
        raise TypeError(f"{kind} is no text: read the file, or use hedgerow.corpus(path)")
    if isinstance(texts, IOBase):
        raise TypeError("an open file is no text: give what its read() returns")
    if hasattr(texts, "columns"):
        raise TypeError(
            "a frame is no list of texts: give one of its columns, or use hedgerow.corpus(frame)"
        )
    if isinstance(texts, np.ndarray) and texts.ndim != 1:
        raise TypeError(
            f"an array of {texts.ndim} dimensions is no list of texts: give one of 1 dimension"
        )
    if not isinstance(texts, Iterable):
        raise TypeError(f"{kind} is no text: give a string, or a list of strings")


def _checked(keys: list[Any], texts: list[Any]) -> GivenTexts:
    for key, text in zip(keys, texts, strict=True):
        if isinstance(text, str):
            continue
        if _is_missing(text):
            raise TypeError(f'the text {key!r} is missing; leave it out, or put "" in its place')
        kind = type(text).__name__
        raise TypeError(f"the text {key!r} is of type {kind}; give strings, one for each text")
    return GivenTexts(keys, [str(text) for text in texts])


def _is_missing(value: Any) -> bool:
    """Return whether a value is what frames hold in place of a missing one: None, NaN, NA, NaT."""
    if isinstance(value, (float, np.floating)):
        return bool(np.isnan(value))
    return value is None or type(value).__name__ in ("NAType", "NaTType")


def given_paths(paths: Paths) -> list[Path]:
    """Return one path or several as a list; a string is one path, and not its characters.

    >>> given_paths("cues.tsv") == given_paths(["cues.tsv"]) == [Path("cues.tsv")]
    True
    """
    return [Path(path) for path in ([paths] if isinstance(paths, (str, Path)) else paths)]
