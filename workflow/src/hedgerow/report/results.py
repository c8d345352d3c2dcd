"""The finished results of one corpus, as the figures and the report read them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from hedgerow.corpus.schemas import CORPUS, SUMMARY_LAYOUT
from hedgerow.errors import UserError
from hedgerow.report.numbers import count
from hedgerow.report.summary_shape import misshapen
from hedgerow.tables.freed_memory import trim_freed_memory
from hedgerow.tables.io import CSV_ROWS, read_arrow
from hedgerow.tables.selection import Only, number_of_rows, selected, streamed

if TYPE_CHECKING:
    from pandas import DataFrame, Series


def _missing(value: Any) -> bool:
    return value is None or value != value or type(value).__name__ in ("NAType", "NaTType")


def rows(frame: DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a frame as dictionaries, undefined values as None."""
    names = list(frame.columns)
    columns = [values(frame.iloc[:, k]) for k in range(len(names))]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def values(column: Series) -> list[Any]:
    """Return the values of a column, undefined values as None."""
    found = column.tolist()
    if column.dtype.kind in "biu" and not column.hasnans:
        return found
    return [None if _missing(value) else value for value in found]


def first_rows(
    parts: Iterable[DataFrame], by: Sequence[str], ascending: Sequence[bool], number: int
) -> tuple[DataFrame, int]:
    """Return the first rows of a table that comes in parts, in an order, and how many it has.

    No two rows are equal in the columns that order them.
    """
    import pandas as pd

    first, total = None, 0
    for part in parts:
        total += len(part)
        both = part if first is None else pd.concat([first, part]) if len(part) else first
        first = both.sort_values(list(by), ascending=list(ascending)).head(number)
    assert first is not None  # a table has a part even without rows
    return first, total


def _titles(frame: DataFrame) -> dict[str, str | None]:
    """Return the titles of documents by id, None for a document without one."""
    return {
        str(doc_id): None if _missing(title) else str(title)
        for doc_id, title in zip(frame["doc_id"], frame["title"], strict=True)
    }


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


@dataclass(frozen=True)
class Earlier:
    """Results to compare with: summary, name of its file, and documents if their table exists."""

    summary: Mapping[str, Any]
    name: str
    documents: DataFrame | None

    @classmethod
    def read(cls, path: Path) -> Earlier:
        """Read a `summary.json` and, if it exists beside it, the table of its documents.

        Raises:
            UserError: the file is missing, is not JSON, or is not a summary of this layout; or
                the path leads to a pipe, whose end may never come, a device or a folder.
        """
        try:
            if path.exists() and not path.is_file():
                raise UserError(f"{path}: is no file; `compare` must name a summary.json.")
            content = json.loads(path.read_text(encoding="utf-8"), parse_constant=_no_number)
        except FileNotFoundError:
            raise UserError(f"{path}: missing; `compare` must name a summary.json.") from None
        except (ValueError, OSError, RecursionError) as error:
            raise UserError(f"{path}: cannot be read as JSON ({error}).") from None
        layout = content.get("schema") if isinstance(content, dict) else None
        if layout != SUMMARY_LAYOUT:
            raise UserError(
                f"{path}: is not a summary.json that can be compared (its `schema` is {layout}, "
                f"not {SUMMARY_LAYOUT}); run the earlier corpus again with this version."
            )
        place = misshapen(content)
        if place is not None:
            raise UserError(f"{path}: is damaged at `{place}`; take another copy, or make it anew.")
        return cls(content, path.name, cls._table(path.parent / "tables" / "documents.parquet"))

    @staticmethod
    def _table(path: Path) -> DataFrame | None:
        if not path.is_file():
            return None
        frame = read_arrow(path).to_pandas()
        return frame if set(CORPUS["documents"].names) <= set(frame.columns) else None


class Results:
    """Tables and summary of one corpus; a table is read at its first use."""

    def __init__(
        self, tables: Path, summary: Mapping[str, Any], runs: Sequence[Earlier] = ()
    ) -> None:
        self.tables = tables
        self.summary = summary
        self.runs = tuple(runs)
        self._frames: dict[str, DataFrame] = {}

    @classmethod
    def read(
        cls,
        tables: Path,
        summary: Path,
        settings: Mapping[str, Any] | None = None,
        compare: Sequence[Path] = (),
    ) -> Results:
        """Read the summary; UserError if it or the folder of tables is missing.

        Settings that are given win over those of the summary; `compare` are earlier
        summaries, oldest first.
        """
        if not tables.is_dir():
            raise UserError(f"{tables}: no such folder of tables; run the workflow first.")
        try:
            content = json.loads(summary.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise UserError(f"{summary}: missing; run the rule `summarise` first.") from None
        except ValueError as error:
            raise UserError(f"{summary}: is not JSON ({error}).") from None
        if settings:
            content["settings"] = {**(content.get("settings") or {}), **settings}
        return cls(tables, content, [Earlier.read(path) for path in compare])

    @property
    def earlier(self) -> Earlier | None:
        """The last of the earlier runs, with which this one is compared."""
        return self.runs[-1] if self.runs else None

    def table(self, name: str) -> DataFrame:
        """Return a corpus table with exactly the columns of its schema, in their order.

        For tables of a few rows a document at most; the others are read by `columns`.
        """
        if name not in self._frames:
            self._frames[name] = selected(self.path(name), CORPUS[name].names).to_pandas()
        return self._frames[name]

    def path(self, name: str) -> Path:
        """Return the path of the Parquet file of a table; UserError if it is missing."""
        path = self.tables / f"{name}.parquet"
        if not path.is_file():
            raise UserError(f"{path}: table is missing; run the rule `summarise` again.")
        return path

    def columns(self, name: str, names: Sequence[str], only: Only | None = None) -> DataFrame:
        """Return some columns of a table: the rows of included documents, in their order.

        Args:
            only: values that a row must have, by column.
        """
        given = {"doc_id": self._included_ids, **(only or {})}
        return selected(self.path(name), names, given).to_pandas()

    def streamed(
        self, name: str, names: Sequence[str], only: Only | None = None
    ) -> Iterator[DataFrame]:
        """Yield what `columns` returns, a part at a time."""
        given = {"doc_id": self._included_ids, **(only or {})}
        for part in streamed(self.path(name), names, given):
            yield part.to_pandas()

    def of_documents(self, names: Sequence[str]) -> DataFrame:
        """Return some columns of the table of all documents, in its order."""
        return selected(self.path("documents"), names).to_pandas()

    def document_ids(self) -> set[str]:
        """Return the ids of all documents."""
        return set(self.of_documents(["doc_id"])["doc_id"].astype(str))

    def of_included(self, names: Sequence[str]) -> DataFrame:
        """Return some columns of the documents that enter the statistics of the corpus, by id."""
        frame = self.of_documents(list(dict.fromkeys([*names, "included", "doc_id"])))
        chosen = frame[frame["included"].fillna(False).astype(bool)]
        return chosen.sort_values("doc_id")[list(names)].reset_index(drop=True)

    def ranked_documents(self, names: Sequence[str]) -> DataFrame:
        """Return some columns of all documents, those that fail most criteria first."""
        frame = self.of_documents(list(dict.fromkeys([*names, "failed", "doc_id"])))
        frame = frame.sort_values(
            ["failed", "doc_id"], ascending=[False, True], na_position="last", kind="stable"
        )
        return frame[list(names)].reset_index(drop=True)

    def release(self) -> None:
        """Forget the tables that were read; what asks for one again reads it again."""
        self._frames.clear()
        trim_freed_memory()

    def rows_of(self, name: str, doc_ids: Collection[str]) -> DataFrame:
        """Return the rows of a table that belong to a few documents, with all columns."""
        return selected(self.path(name), CORPUS[name].names, {"doc_id": doc_ids}).to_pandas()

    def similar_among(self, doc_ids: Collection[str]) -> DataFrame:
        """Return the pairs of similar documents among some, with their similarity."""
        given = {"doc_a": doc_ids, "doc_b": doc_ids}
        return selected(self.path("similar"), ["doc_a", "doc_b", "jaccard"], given).to_pandas()

    def length(self, name: str) -> int:
        """Return the number of rows of a table, which is not read."""
        return number_of_rows(self.path(name))

    @cached_property
    def _included_ids(self) -> frozenset[str]:
        return frozenset(self.of_included(["doc_id"])["doc_id"].astype(str))

    def part(self, name: str) -> Any:
        """Return a part of the summary, an empty dictionary if it is missing or null."""
        value = self.summary.get(name)
        return {} if value is None else value

    @property
    def corpus(self) -> str:
        return str(self.summary.get("corpus") or "corpus")

    @property
    def settings(self) -> dict[str, Any]:
        return dict(self.part("settings"))

    def setting(self, *keys: str) -> Any:
        """Return a value of the settings below a path of keys; None for a key that is missing."""
        value: Any = self.settings
        for key in keys:
            value = value.get(key) if isinstance(value, Mapping) else None
        return value

    @property
    def n_included(self) -> int:
        """The number of documents that enter the statistics of the corpus."""
        return len(self._included_ids)

    @cached_property
    def groups(self) -> list[str]:
        """The groups with included documents, sorted."""
        groups = self.of_included(["group"])["group"]
        return sorted(str(group) for group in groups.dropna().unique())

    @property
    def grouped(self) -> bool:
        return len(self.groups) > 1

    @cached_property
    def titles(self) -> dict[str, str | None]:
        """Title of each document, None without one."""
        return _titles(self.of_documents(["doc_id", "title"]))

    @cached_property
    def input_hash(self) -> str:
        """A short hash of the names and sizes of all input documents."""
        frame = self.of_documents(["doc_id", "bytes"]).sort_values("doc_id")
        lines = "".join(
            f"{doc_id}\t{count(size)}\n"
            for doc_id, size in zip(frame["doc_id"], frame["bytes"], strict=True)
        )
        return hashlib.sha256(lines.encode("utf-8", "surrogatepass")).hexdigest()[:12]

    def titles_of(self, doc_ids: Collection[str]) -> dict[str, str | None]:
        """Return the titles of some documents."""
        frame = selected(self.path("documents"), ["doc_id", "title"], {"doc_id": doc_ids})
        return _titles(frame.to_pandas())

    def table_file(self, name: str) -> str:
        """Return the path of a table beside the report: CSV, or Parquet if it is too long."""
        ending = "csv" if self.length(name) < CSV_ROWS else "parquet"
        return f"tables/{name}.{ending}"
