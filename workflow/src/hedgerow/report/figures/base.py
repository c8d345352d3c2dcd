"""A figure: the table behind it, its words, its drawing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from os.path import commonprefix
from typing import TYPE_CHECKING

from hedgerow.report.results import Results

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

MANY = 20
"""Documents in a figure with one row per document, at most."""


GROUPS = 14
"""Groups of a figure with one row per group, the largest ones."""


class NothingToDraw(Exception):
    """The tables have no data for this figure; the message gives the reason."""


@dataclass(frozen=True)
class FigureData:
    """The table behind a figure (as written to CSV), its caption and its text alternative.

    Attributes:
        drawn: the part of the table that is drawn, where that is not all.
        named: documents whose titles are in the drawing.
    """

    table: DataFrame
    caption: str
    alt: str
    drawn: DataFrame | None = None
    named: tuple[str, ...] = ()

    def without_the_rest(self) -> FigureData:
        """Return the same without what is not drawn."""
        return self if self.drawn is None else replace(self, table=self.drawn, drawn=None)


@dataclass(frozen=True)
class FigureSpec:
    """A figure: `data` raises NothingToDraw without data; `draw` draws, so many inches wide."""

    name: str
    title: str
    data: Callable[[Results], FigureData]
    draw: Callable[[FigureData, Results, float], Figure]


def need(condition: bool, reason: str) -> None:
    """Raise NothingToDraw with the reason unless the condition holds."""
    if not condition:
        raise NothingToDraw(reason)


def most(n: int, total: int, by: str) -> str:
    """Return a sentence on which documents are drawn, empty if all are."""
    if total <= n:
        return ""
    return f" The {n} documents with {by} are drawn, of {total:,}."


def titles(results: Results, doc_ids: Iterable[str]) -> list[str]:
    """Return the title of each document, the name of its file where it has none."""
    ids = [str(doc_id) for doc_id in doc_ids]
    return [
        results.titles.get(doc_id) or name for doc_id, name in zip(ids, names(ids), strict=True)
    ]


def names(doc_ids: Iterable[str]) -> list[str]:
    """Return the names of documents without the folders that all of them are in."""
    ids = [str(doc_id) for doc_id in doc_ids]
    folders = ["".join(doc_id.rpartition("/")[:2]) for doc_id in ids]
    cut = commonprefix(folders).rfind("/") + 1  # noqa: RUF071  cut back to a whole folder
    return [doc_id[cut:] for doc_id in ids]
