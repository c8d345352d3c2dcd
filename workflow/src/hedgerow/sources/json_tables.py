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
    texts = value.get(fields.choose(value).get("text"))
    if isinstance(texts, dict):
        columns = {
            name: list(column.values())
            for name, column in value.items()
            if isinstance(column, dict) and list(column) == list(texts)
        }
        texts = list(texts.values())
    elif isinstance(texts, list):
        columns = {
            name: column
            for name, column in value.items()
            if isinstance(column, list) and len(column) == len(texts)
        }
    else:
        return None
    # An article, too, may have as many authors or tags as paragraphs, but not as many titles.
    of_each = _OF_EACH & fields.choose(columns).keys()
    if not texts or not of_each or not all(text is None or isinstance(text, str) for text in texts):
        return None
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
