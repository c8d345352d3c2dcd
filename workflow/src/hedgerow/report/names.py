"""What a document is called: its title, or the first words of its text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from hedgerow.report.results import Results
from hedgerow.report.texts import DocumentTexts, PageText

_ADDRESS = re.compile(r"https?://[\w.-]+(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)

WORDS = 9
"""Words of the text that name a document without a title."""


def document_titles(
    titles: Mapping[str, str | None], texts: DocumentTexts
) -> dict[str, str | None]:
    """Return the title of each document; without a title, the first words of its text, quoted."""
    untitled = [doc_id for doc_id, title in titles.items() if not title]
    openings = {page.doc_id: _opening(page) for page in texts.reading(untitled)}
    return {doc_id: title or openings.get(doc_id) for doc_id, title in titles.items()}


def _opening(page: PageText) -> str | None:
    words = page.text[:400].split()
    if not words:
        return None
    return f"“{' '.join(words[:WORDS])}{'…' if len(words) > WORDS else ''}”"


def document_urls(results: Results) -> dict[str, str]:
    """Return the web address of each document whose address is known."""
    frame = results.of_documents(["doc_id", "url"])
    pairs: Any = zip(frame["doc_id"], frame["url"], strict=True)
    return {str(doc_id): str(url) for doc_id, url in pairs if _is_address(url)}


def _is_address(value: Any) -> bool:
    return isinstance(value, str) and _ADDRESS.fullmatch(value) is not None
