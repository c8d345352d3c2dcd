"""Names and addresses of documents in the report."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_DIGITS = 6
_ADDRESS = re.compile(r"https?://[\w.-]+(?::\d+)?(?:[/?#]\S*)?")


def slug(doc_id: str, digits: int = _DIGITS) -> str:
    """Return a name of a document for addresses: readable, safe, with digits of its hash."""
    words = re.sub(r"[^a-z0-9]+", "-", doc_id.rsplit(".", 1)[0].lower()).strip("-")[:48]
    digest = hashlib.sha256(doc_id.encode("utf-8", "surrogatepass")).hexdigest()[:digits]
    return f"{words.strip('-') or 'document'}-{digest}"


def slugs(doc_ids: Iterable[str]) -> dict[str, str]:
    """Return the name of each document for addresses; no two documents share one.

    Names that would be equal get more digits of the hash of their document.

    >>> sorted(slugs(["a.txt", "b.txt"])) == ["a.txt", "b.txt"]
    True
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for doc_id in sorted(doc_ids):
        digits = _DIGITS
        while (name := slug(doc_id, digits)) in taken:
            digits += 2
        names[doc_id] = name
        taken.add(name)
    return names


@dataclass(frozen=True)
class Links:
    """Names and addresses of documents.

    Attributes:
        slugs: the name of each document in addresses.
        titles: the title of each document that has one.
        urls: the web address of each document whose address is known.
    """

    slugs: Mapping[str, str]
    titles: Mapping[str, str | None] = field(default_factory=dict)
    urls: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def over(
        cls,
        doc_ids: Iterable[str],
        titles: Mapping[str, str | None],
        urls: Mapping[str, str] | None = None,
    ) -> Links:
        """Return the links of these documents; an id that is a web address is one."""
        ids = list(doc_ids)
        known = {doc_id: found for doc_id in ids if (found := _address(doc_id))}
        return cls(slugs(ids), titles, {**known, **(urls or {})})

    def title(self, doc_id: str) -> str:
        """Return the title of a document, or the name of its file or record if it has none."""
        return self.titles.get(doc_id) or doc_id.rpartition("/")[2] or doc_id

    def slug(self, doc_id: str) -> str:
        """Return the name of a document in addresses."""
        return self.slugs[doc_id]

    def url(self, doc_id: str) -> str | None:
        """Return the web address of a document, if it is known."""
        return self.urls.get(doc_id)

    def document(self, doc_id: str) -> str | None:
        """Return the address of a document in the report; None for an unknown document."""
        return f"#doc-{self.slugs[doc_id]}" if doc_id in self.slugs else None

    def sentence(self, doc_id: str, sentence: object) -> str | None:
        """Return the address of a sentence in its document."""
        page = self.document(doc_id)
        return page if page is None or sentence is None else f"{page}-s{int(str(sentence))}"


def _address(doc_id: str) -> str | None:
    """Return the web address that an id is or ends with."""
    found = _ADDRESS.search(doc_id)
    return found.group() if found and found.end() == len(doc_id) else None
