"""HTML pages: the main text with its headings, lists, tables, captions and quotes.

Libraries that tell the main text from the page around it each fail on pages of some kind, and drop
headings, lists and captions. Their results are votes on the elements of the page's own tree here;
a score weighs the votes with the markup and the words, and the elements of the best choice keep the
kinds that their markup gives them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from hedgerow.sources.base import Source, SourceBlock, UnreadableError
from hedgerow.sources.decode import decode
from hedgerow.sources.files import MARKED_BYTES, too_large
from hedgerow.sources.html_choice import Weights, best_choice, load_weights, probabilities
from hedgerow.sources.html_facts import Facts, facts_of, is_catalogue, with_lines
from hedgerow.sources.html_features import Votes, features
from hedgerow.sources.html_readers import reader_texts, votes
from hedgerow.sources.html_tree import Element, flatten, parse
from hedgerow.sources.link_classes import outgoing
from hedgerow.sources.signatures import check_signature

_ADVERT = re.compile(r"\b(?:adverts?|advertisements?|adsense|ads)\b", re.I)
_FEW = 100
"""Words of a main text below which the text that the page states about itself is looked at."""
_VOTE = 0.3
"""Share of the vote of each of the two readers in the probabilities of a page of a shop or a list,
where the score takes customers and other products for the text."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The elements of a page, its facts, and the features of each element (float64[n, names])."""

    elements: list[Element]
    facts: Facts
    votes: Votes
    names: tuple[str, ...]
    values: np.ndarray


def read(data: bytes, declared: str | None = None, weights: Weights | None = None) -> Source:
    """Read the bytes of an HTML page.

    Args:
        declared: the encoding that what held the page gives.
        weights: those of the choice of its main text; the published ones where null.

    Raises:
        UnreadableError: it is of another format, too large, or its elements are nested
            deeper than in any page.
    """
    check_signature(data, "HTML")
    if len(data) > MARKED_BYTES:
        raise UnreadableError(too_large(MARKED_BYTES))
    text, encoding = decode(data, declared)
    if text is None:
        return Source("html", "", len(data), reason=encoding)
    found = evidence(text.lstrip("\ufeff"))
    if found is None:
        return Source("html", encoding, len(data), blocks=())
    kept = main_text(found, weights or load_weights())
    facts = found.facts
    elements = [found.elements[i] for i in kept]
    blocks = _blocks(elements, facts.title)
    if sum(len(element.words) for element in elements) < _FEW:
        stated = _stated_blocks(facts)
        if sum(map(_length, stated)) > 2 * sum(map(_length, blocks)):
            blocks = stated
    return Source(
        "html",
        encoding,
        len(data),
        blocks=tuple(blocks),
        title=facts.title,
        byline=facts.author,
        date=facts.date,
        url=facts.url,
        links=outgoing([link for e in elements for link, _ in e.links], facts.page.address),
        boilerplate=len(found.elements) - len(kept),
    )


def evidence(text: str) -> Evidence | None:
    """Return what is known of a page's elements; null for a text without any HTML element."""
    tree = parse(text)
    if tree is None:
        return None
    page = flatten(tree)
    elements = page.elements
    facts = with_lines(facts_of(tree), elements)
    nothing = np.zeros(len(elements))
    if not elements:
        return Evidence(elements, facts, Votes(nothing, nothing, nothing), (), np.zeros((0, 0)))
    main, comments, other = reader_texts(tree, page)
    given = Votes(votes(elements, main), votes(elements, comments), votes(elements, other))
    names, values = features(elements, given, facts.page)
    return Evidence(elements, facts, given, names, values)


def main_text(found: Evidence, weights: Weights) -> list[int]:
    """Return the indices of the elements that are the page's main text, in order.

    Falls back on what the readers agree to call main text where the score finds far less.
    """
    if not found.elements:
        return []
    words = np.array([len(element.words) for element in found.elements], float)
    chance = probabilities(found.names, found.values, weights)
    if is_catalogue(found.facts.page):
        readers = found.votes.main + found.votes.other
        chance = (1 - 2 * _VOTE) * chance + _VOTE * readers
    lists = _lists(found.elements)
    item = lists >= 0
    if item.any():
        # A list is main text or is not; the parts of it that look like a menu are no menu.
        weight = words + 0.1
        share = np.bincount(lists[item], (weight * chance)[item]) / np.bincount(
            lists[item], weight[item]
        )
        chance[item] = share[lists[item]]
    chosen = best_choice(chance, words)
    for i in np.flatnonzero(item[1:] & ~item[:-1]) + 1:
        if chosen[i - 1] and found.elements[i - 1].text.endswith(":"):
            chosen[lists == lists[i]] = True
    voted = found.votes.main >= 0.5
    if words[chosen].sum() * 4 < words[voted].sum():
        chosen = voted
    kept = {i for i in np.flatnonzero(chosen).tolist() if not _is_advert(found.elements[i])}
    kept |= _front(found.elements, kept, found.facts.title)
    while len(kept) > 1 and found.elements[max(kept)].kind == "heading":
        kept.remove(max(kept))  # with nothing below it: "Share this"
    return sorted(kept)


def _is_advert(element: Element) -> bool:
    """Return whether the markup calls the box of an element an advertisement."""
    return bool(_ADVERT.search(element.box.key))


def _lists(elements: list[Element]) -> np.ndarray:
    """int64[n]: the number of the list that each list item belongs to, -1 for other elements."""
    numbers: dict[int, int] = {}
    result = np.full(len(elements), -1)
    for i, element in enumerate(elements):
        if element.kind == "list_item":
            box = element.box
            while box.tag not in ("ul", "ol", "dl") and box.parent and box.kind == "list_item":
                box = box.parent
            result[i] = numbers.setdefault(id(box), len(numbers))
    return result


def _same(one: str, other: str) -> bool:
    """Whether two texts are the same but for letter case and punctuation."""
    return re.findall(r"[^\W_]+", one.casefold()) == re.findall(r"[^\W_]+", other.casefold())


def _front(elements: list[Element], kept: set[int], title: str | None) -> set[int]:
    """Return the headline, and the bylines and the standfirst between it and the text."""
    texts = (i for i in sorted(kept) if elements[i].kind not in ("heading", "byline"))
    end = next(texts, 0)
    heads = [
        i
        for i in range(end)
        if title and elements[i].kind == "heading" and _same(elements[i].text, title)
    ]
    if not heads:
        return set()
    return {heads[-1]} | {
        i
        for i in range(heads[-1] + 1, end)
        if not elements[i].box.hidden
        and (
            (elements[i].kind == "byline" and len(elements[i].text) <= 120)
            or (elements[i].kind == "summary" and elements[i].linked < 0.2)
        )
    }


def _blocks(elements: list[Element], title: str | None) -> list[SourceBlock]:
    """Return source blocks of the kept elements, the title first."""
    blocks: list[SourceBlock] = []
    titled = False
    for element in elements:
        kind = element.kind
        if kind == "heading" and title and _same(element.text, title):
            if not titled:
                blocks.insert(0, SourceBlock("title", element.text))
            titled = True
            continue
        if kind == "byline" and len(element.text) > 120:
            kind = None
        blocks.append(SourceBlock(kind, element.text, element.level))
    if title and not titled and blocks:
        blocks.insert(0, SourceBlock("title", title))
    return blocks


def _stated_blocks(facts: Facts) -> list[SourceBlock]:
    """Return blocks of the text that a page holds for machines alone (JSON-LD articleBody)."""
    if not facts.body:
        return []
    tree = parse(facts.body) if "<" in facts.body else None
    if tree is not None:
        parts = [element.text for element in flatten(tree).elements]
    else:
        parts = [" ".join(part.split()) for part in re.split(r"\n\s*\n|\n", facts.body)]
    head = [SourceBlock("title", facts.title)] if facts.title else []
    return head + [SourceBlock(None, part) for part in parts if part]


def _length(block: SourceBlock) -> int:
    return len(block.text)
