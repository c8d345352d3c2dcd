"""Addresses: anchors in the report, and the pages of documents."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache


@cache
def slug(doc_id: str) -> str:
    """Return a file name for a document: readable, safe, unique by six characters of its hash."""
    words = re.sub(r"[^a-z0-9]+", "-", doc_id.rsplit(".", 1)[0].lower()).strip("-")[:48]
    digest = hashlib.sha256(doc_id.encode("utf-8", "surrogatepass")).hexdigest()[:6]
    return f"{words.strip('-') or 'document'}-{digest}"


@dataclass(frozen=True)
class Links:
    """Addresses of document pages, seen from the report or from a page of its own.

    Attributes:
        pages: the documents that have a page.
        separate: whether the pages are files of their own.
        titles: titles of documents that have one.
        root: path from the page being written to the folder of the report.
    """

    pages: frozenset[str]
    separate: bool
    titles: Mapping[str, str | None] = field(default_factory=dict)
    root: str = ""

    @classmethod
    def over(
        cls, doc_ids: Iterable[str], separate: bool, titles: Mapping[str, str | None]
    ) -> Links:
        return cls(frozenset(doc_ids), separate, titles)

    def title(self, doc_id: str) -> str:
        """Return the title of a document, or its name if it has none."""
        return self.titles.get(doc_id) or doc_id

    def document(self, doc_id: str) -> str | None:
        """Return the address of a document's page; None if it has none."""
        if doc_id not in self.pages:
            return None
        if self.separate:
            return f"{self.root}documents/{slug(doc_id)}.html"
        return f"#doc-{slug(doc_id)}"

    def sentence(self, doc_id: str, sentence: object) -> str | None:
        """Return the address of a sentence on its document's page."""
        page = self.document(doc_id)
        if page is None or sentence is None:
            return page
        target = f"{self.anchor(doc_id)}-s{int(str(sentence))}"
        return f"{page}#{target}" if self.separate else f"#{target}"

    def anchor(self, doc_id: str) -> str:
        """Return the id of a document's page in the report."""
        return f"doc-{slug(doc_id)}"

    def below(self, root: str) -> Links:
        """Return the same links from a folder from which `root` leads back to the report."""
        return replace(self, root=root)
