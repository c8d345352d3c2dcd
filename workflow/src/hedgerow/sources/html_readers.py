"""What well-kept libraries take for the main text of a page, as votes on its elements."""

from __future__ import annotations

import logging
import re

import numpy as np
from lxml import etree

from hedgerow.sources.html_tree import Element, Page

_WORD = re.compile(r"\w+")
_SHINGLE = 4
_LONG = 8
"""Words from which on an element is found by its shingles, wherever it is."""
_REACH = 20_000
"""Characters after the last place in a reader's text within which a short element is looked for."""
MOST_NODES, DEEPEST = 30_000, 256
"""Larger and deeper pages than these are read without the libraries, which need time that grows
faster than the page."""


def reader_texts(tree: etree._Element, page: Page) -> tuple[str, str, str]:
    """Return trafilatura's main text, its comments, and resiliparse's main text.

    Each is empty where the reader finds nothing or fails. Both get the tree and not the bytes, so
    that they see the same bounded page. trafilatura may change the tree.
    """
    if page.nodes > MOST_NODES or page.depth > DEEPEST:
        return "", "", ""
    resiliparse = _resiliparse(etree.tostring(tree, encoding="unicode", method="html"))
    return (*_trafilatura(tree), resiliparse)


def _trafilatura(tree: etree._Element) -> tuple[str, str]:
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = trafilatura.bare_extraction(tree, include_comments=True)
    except Exception:  # a failing library must not cost us the page
        return "", ""
    return getattr(found, "text", "") or "", getattr(found, "comments", "") or ""


def _resiliparse(page: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    try:
        return extract_plain_text(page, main_content=True, alt_texts=False) or ""
    except Exception:
        return ""


def votes(elements: list[Element], text: str) -> np.ndarray:
    """float64[n]: the share of each element's words that a reader's text holds, 0 to 1.

    Long elements are found by their sequences of four words, the longest first, and a sequence
    counts once, so that a teaser cannot claim the words of the article. Short ones are looked for
    between the long ones around them.
    """
    found = np.zeros(len(elements))
    own = _WORD.findall(text.lower())
    if not own:
        return found
    line = f" {' '.join(own)} "
    offset = np.cumsum([0, *(len(word) + 1 for word in own)])
    places: dict[tuple[str, ...], list[int]] = {}
    for i in range(len(own) - _SHINGLE, -1, -1):
        places.setdefault(tuple(own[i : i + _SHINGLE]), []).append(i)
    start = np.full(len(elements), -1)
    end = np.full(len(elements), -1)
    for i in sorted(range(len(elements)), key=lambda i: (-len(elements[i].words), i)):
        words = elements[i].words
        if len(words) < _LONG:
            break
        mine = [tuple(words[j : j + _SHINGLE]) for j in range(len(words) - _SHINGLE + 1)]
        hits = [shingle for shingle in mine if places.get(shingle)]
        found[i] = len(hits) / len(mine)
        if found[i] >= 0.5:
            taken = [places[shingle].pop() for shingle in hits if places[shingle]]
            start[i], end[i] = taken[0], taken[-1] + _SHINGLE
    _short_votes(elements, found, start, end, line, offset)
    return found


def _short_votes(
    elements: list[Element],
    found: np.ndarray,
    start: np.ndarray,
    end: np.ndarray,
    line: str,
    offset: np.ndarray,
) -> None:
    """Vote for short elements that come in a reader's text where the page has them."""
    place = 0
    following = _next_starts(start, len(offset) - 1)
    for i, element in enumerate(elements):
        if end[i] >= 0:
            place = int(offset[end[i]])
            continue
        words = element.words
        if not 0 < len(words) < _LONG:
            continue
        last = int(offset[following[i]]) + 1
        last = last if last > place else len(line)
        at = line.find(f" {' '.join(words)} ", place, min(last, place + _REACH))
        if at >= 0:
            found[i] = 1.0
            place = at + len(" ".join(words)) + 1


def _next_starts(start: np.ndarray, last: int) -> np.ndarray:
    """int64[n]: where the next long element after each element begins in a reader's text."""
    following = np.full(len(start), last)
    nearest = last
    for i in range(len(start) - 1, -1, -1):
        following[i] = nearest
        if start[i] >= 0:
            nearest = start[i]
    return following
