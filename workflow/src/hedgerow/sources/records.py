"""Records of containers: which field holds what, and how a record gets its id."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache, partial
from typing import Any

from hedgerow.sources.base import Source, may_be_marked_up
from hedgerow.sources.limits import LONG_BYTES, limited

NO_TEXT = "no field with the text"
"""Beginning of the reason why a record without a text is not read."""

_KEY_LENGTH = 200
_BETWEEN = str.maketrans("_-", "  ")
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co"))
_NO_VALUE = frozenset(
    ("nan", "null", "none", "<na>", "#n/a", "n/a", "(null)", "[deleted]", "[removed]")
)
"""Words that programs and forums write into a field that is empty."""

_WRAPPERS = frozenset(("rendered", "#text", "_text", "$t", "value", "plain", "html", "raw"))
"""Names of fields that hold the content of the field around them."""
_DEEPEST = 4
_MOST_FIELDS = 300


@dataclass(frozen=True)
class Fields:
    """Names of the fields of records, in order of preference.

    Letter case and the signs between words make no difference: "Full Text", "full_text" and
    "fullText" are one name.
    """

    text: tuple[str, ...] = ("text", "body", "content", "article", "article body", "full text",
                             "document", "main text", "article text", "article content",
                             "body text", "text content", "post content", "selftext", "transcript",
                             "abstract", "abstract note")  # fmt: skip
    title: tuple[str, ...] = ("title", "headline", "article title", "post title")
    id: tuple[str, ...] = ("id", "doc id", "document id", "uid", "uuid", "pmid", "doi", "key",
                           "url")  # fmt: skip
    group: tuple[str, ...] = ("group",)
    date: tuple[str, ...] = ("date", "published", "publication date", "pub date", "publish date",
                             "published at", "date published", "post date", "created", "created at",
                             "publication year", "year")  # fmt: skip
    author: tuple[str, ...] = ("author", "authors", "byline", "author name", "creator")
    url: tuple[str, ...] = ("url", "link", "permalink", "canonical url")

    @classmethod
    def given(cls, names: Mapping[str, list[str] | str]) -> Fields:
        """Return the names from the settings; those that are not given keep their defaults."""
        return cls(
            **{
                key: tuple([value] if isinstance(value, str) else value)
                for key, value in names.items()
            }
        )

    def choose(self, names: Iterable[str]) -> dict[str, str]:
        """Return which of a record's fields hold the text, title, id, group, date, author
        and address.

        >>> Fields().choose(["ID", "Body", "Journal"])
        {'text': 'Body', 'id': 'ID'}
        """
        known = {_folded(name): name for name in reversed(list(names))}
        chosen = {}
        for field in fields(self):
            wanted = map(_folded, getattr(self, field.name))
            name = next((known[folded] for folded in wanted if folded in known), None)
            if name is not None:
                chosen[field.name] = name
        return chosen

    def missing(self, names: Iterable[str]) -> str:
        """Return the reason why records with these fields, none of which is text, are not read."""
        given = [str(name) for name in names][:12]
        if any("\0" in name for name in given):
            return "binary data: it holds NUL bytes"
        shown = ", ".join(given) or "none"
        return f"{NO_TEXT}; name it under records.text (its fields: {shown})"[:400]


@lru_cache(maxsize=4096)
def _folded(name: str) -> str:
    """Return a name without letter case and the signs between its words."""
    return "".join(name.casefold().translate(_BETWEEN).split()) or name


@dataclass(slots=True)
class Record:
    """One record of a container: its number, its own id (or None), and how to read it.

    `read` returns the document, or an iterator of the records in it where the record is itself a
    container. `form` is the name of its format, where that is not the container's. Every
    shard makes one of each record of a file, and a frozen one would take longer to make.
    """

    number: int
    key: str | None
    read: Callable[[], Source | Iterator[Record]]
    form: str | None = None


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
    """Return a title, group, date or author on one line; None for an empty or nested value.

    >>> in_line(" On  tea "), in_line("NaN"), in_line(["Ann Green", {"name": "Bob Hall"}])
    ('On tea', None, 'Ann Green, Bob Hall')
    """
    if isinstance(value, list) and 0 < len(value) <= 50:
        names = [in_line(one.get("name") if isinstance(one, dict) else one) for one in value]
        return ", ".join(name for name in names if name)[:500] or None
    if isinstance(value, dict):
        inner = next((value[name] for name in ("name", *sorted(_WRAPPERS)) if name in value), None)
        return None if isinstance(inner, (dict, list)) else in_line(inner)
    if value is None or isinstance(value, bool) or value != value:
        return None
    if isinstance(value, (str, int, float)):
        text = " ".join(str(value).split())[:500]
        return None if text.casefold() in _NO_VALUE else text or None
    return None


def flattened(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of an object with objects in it, by name, and by path with dots.

    A value deeper in the object has its own name too, where no field nearer to the top has it.

    >>> flattened({"title": {"rendered": "On tea"}, "meta": {"date": "2024"}})["title"]
    'On tea'
    >>> sorted(flattened({"meta": {"date": "2024"}}))
    ['date', 'meta', 'meta.date']
    """
    found: dict[str, Any] = dict(record)
    level: list[tuple[str, Mapping[str, Any]]] = [("", record)]
    for _ in range(_DEEPEST):
        below = []
        for path, value in level:
            for name, inner in value.items():
                if len(found) > _MOST_FIELDS:
                    return found
                if path:
                    found[f"{path}{name}"] = inner
                    found.setdefault(name, inner)
                if isinstance(inner, Mapping):
                    wrapped = next((inner[w] for w in inner if w in _WRAPPERS), None)
                    if isinstance(wrapped, str):
                        found[f"{path}{name}"] = wrapped
                        if not path or found.get(name) is inner:
                            found[name] = wrapped
                    else:
                        below.append((f"{path}{name}.", inner))
        level = below
    return found


def joined_text(value: Any) -> str | None:
    """Return the text of a field: a string, or paragraphs in a list; None for anything else.

    >>> joined_text(["One.", {"type": "p", "text": "Two."}])
    'One.\\n\\nTwo.'
    """
    if value is None or value != value:
        return ""
    if isinstance(value, Mapping):
        value = next((value[name] for name in value if name in _WRAPPERS), value)
    if isinstance(value, list):
        parts = [part.get("text") if isinstance(part, dict) else part for part in value]
        if not all(isinstance(part, str) for part in parts):
            return None
        return "\n\n".join(map(str, parts))
    if not isinstance(value, str):
        return None
    return "" if len(value) < 12 and value.strip().casefold() in _NO_VALUE else value


def source_of(form: str, encoding: str, size: int, record: Mapping[str, Any]) -> Source:
    """Return the source of a record from its values, of which only the text is required."""
    text = joined_text(record["text"])
    if text is None:
        return Source(form, encoding, size, reason="its text field does not hold text")
    title = in_line(record.get("title"))
    facts = Source(
        form,
        encoding,
        size,
        title=title,
        byline=in_line(record.get("author")),
        date=in_line(record.get("date")),
        url=in_line(record.get("url")),
        group=in_line(record.get("group")),
    )
    if not may_be_marked_up(text):
        return replace(facts, text=text)
    from hedgerow.sources.fields import field_source

    read = partial(field_source, text, facts, title)
    return read() if len(text) < LONG_BYTES else limited(read)
