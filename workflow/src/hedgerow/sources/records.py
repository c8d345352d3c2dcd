"""Records of containers: which field holds what, and how a record gets its id."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from hedgerow.sources.base import Source

_KEY_LENGTH = 200
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co"))


@dataclass(frozen=True)
class Fields:
    """Names of the fields of records, in order of preference; letter case makes no difference."""

    text: tuple[str, ...] = ("text", "body", "content", "article", "articlebody", "full_text",
                             "fulltext", "document", "abstract")  # fmt: skip
    title: tuple[str, ...] = ("title", "headline")
    id: tuple[str, ...] = ("id", "doc_id", "document_id", "uid", "uuid", "pmid", "doi", "url")
    group: tuple[str, ...] = ("group",)
    date: tuple[str, ...] = ("date", "published", "publication_date", "pubdate", "created", "year")

    @classmethod
    def given(cls, names: Mapping[str, list[str] | str]) -> Fields:
        """Return the names from the settings; those that are not given keep their defaults."""
        return cls(
            **{
                key: tuple(n.casefold() for n in ([value] if isinstance(value, str) else value))
                for key, value in names.items()
            }
        )

    def choose(self, names: Iterable[str]) -> dict[str, str]:
        """Return which of a record's fields hold the text, title, id, group and date.

        >>> Fields().choose(["ID", "Body", "Author"])
        {'text': 'Body', 'id': 'ID'}
        """
        known = {name.casefold(): name for name in reversed(list(names))}
        chosen = {}
        for field in fields(self):
            name = next((known[n] for n in getattr(self, field.name) if n in known), None)
            if name is not None:
                chosen[field.name] = name
        return chosen

    def missing(self, names: Iterable[str]) -> str:
        """Return the reason why records with these fields, none of which is text, are not read."""
        shown = ", ".join(list(map(str, names))[:12]) or "none"
        return f"no field with the text; name it under records.text (its fields: {shown})"[:400]


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a container: its number, its own id (or None), and a function to read it."""

    number: int
    key: str | None
    read: Callable[[], Source]


def key_of(value: Any) -> str | None:
    """Return a record's own id as part of a document id; None where it has none.

    It is one line of bounded length. `#` separates the parts of a document id, so it becomes %23.

    >>> key_of("PMC 17#a"), key_of(17), key_of(None)
    ('PMC 17%23a', '17', None)
    """
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return None
    text = " ".join(str(value).split())
    if not (text.isascii() and text.isprintable()):
        text = "".join(c for c in text if unicodedata.category(c) not in _UNSEEN)
    return text[:_KEY_LENGTH].replace("#", "%23") or None


def in_line(value: Any) -> str | None:
    """Return a title, group or date on one line; None for an empty, missing or nested value."""
    if value is None or isinstance(value, bool) or value != value:
        return None
    if isinstance(value, (str, int, float)):
        return " ".join(str(value).split())[:500] or None
    return None


def source_of(form: str, encoding: str, size: int, record: Mapping[str, Any]) -> Source:
    """Return the source of a record from its values, of which only the text is required."""
    text = record["text"]
    if isinstance(text, list) and all(isinstance(part, str) for part in text):
        text = "\n\n".join(text)
    if text is None:
        text = ""
    if not isinstance(text, str):
        return Source(form, encoding, size, reason="its text field does not hold text")
    return Source(
        form,
        encoding,
        size,
        text=text,
        title=in_line(record.get("title")),
        date=in_line(record.get("date")),
        group=in_line(record.get("group")),
    )
