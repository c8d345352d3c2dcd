"""Tables in JSON, as pandas and spreadsheets write them, to one object for each row."""

from __future__ import annotations

from typing import Any

from hedgerow.sources.records import Fields

_OF_EACH = frozenset(("id", "title", "url", "date"))
"""Fields of which an article has one."""


def rows(value: Any, fields: Fields) -> list[dict[str, Any]] | None:
    """Return the rows of a table; None for a value that is none, or has no column of texts.

    Three layouts are known: the names of the columns beside a list of rows (pandas' "split"), and
    for each column a list of its cells ("list") or an object of them by row ("columns"). A column
    of texts alone is no table: the list may be the paragraphs of one article.

    >>> rows({"columns": ["id", "text"], "data": [[7, "Tea is warm."]]}, Fields())
    [{'id': 7, 'text': 'Tea is warm.'}]
    >>> rows({"title": {"0": "On tea"}, "text": {"0": "Tea is warm."}}, Fields())
    [{'title': 'On tea', 'text': 'Tea is warm.'}]
    >>> rows({"title": "On tea", "text": ["Tea is warm.", "Milk is cold."]}, Fields()) is None
    True
    """
    if not isinstance(value, dict) or len(value) < 2:
        return None
    names, cells = value.get("columns"), value.get("data")
    if isinstance(names, list) and isinstance(cells, list):
        good = all(isinstance(row, list) and len(row) == len(names) for row in cells)
        table = [dict(zip(map(str, names), row, strict=True)) for row in cells] if good else []
        return table if table and "text" in fields.choose(table[0]) else None
    chosen = fields.choose(value)
    texts = value.get(chosen.get("text", ""))
    if not texts:
        return None
    if isinstance(texts, dict):
        keys = list(texts)
        columns = {
            name: [column[key] for key in keys]
            for name, column in value.items()
            if isinstance(column, dict) and list(column) == keys
        }
    else:
        columns = {
            name: column
            for name, column in value.items()
            if isinstance(column, list) and isinstance(texts, list) and len(column) == len(texts)
        }
    # An article, too, may have as many authors or tags as paragraphs, but not as many titles.
    if not _OF_EACH & fields.choose(columns).keys() or not _is_text(columns[chosen["text"]]):
        return None
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _is_text(cells: list[Any]) -> bool:
    return all(cell is None or isinstance(cell, str) for cell in cells)
