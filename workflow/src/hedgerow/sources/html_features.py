"""What is known of every element of a page, as numbers: the evidence for or against main text.

The families: the element's own words, the markup around it, the votes of the readers, the boxes it
stands in, its place on the page, its neighbours, and what kind of page it is on. `lexicons/
main_text.tsv` holds the weight of each feature by its name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from hedgerow.lexicons.function_words import FUNCTION_WORDS
from hedgerow.sources.html_names import GROUPS, HIDDEN, LANDMARKS
from hedgerow.sources.html_tree import Box, Element

_END = re.compile(r"[.!?…:][\"'”’)\]]*$")
_SENTENCES = re.compile(r"[.!?][\"')”’]*\s+[\"“(]?[A-Z]")
_MONEY = re.compile(r"[$£€]\s?\d")
_TEASER = (
    r"^\W?(?:read (?:more|also|next|the)|also read|read:|see also|related|you (?:may|might) also"
    r"|more from|recommended|next|previous|photo|image|source|credit|advertisement|sponsored|tags?:"
    r"|filed under|share|watch:|listen:|updated|published|posted)"
)
PATTERNS: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "legal": r"disclaimer|not intended|consult (?:a|your)|all rights|©|terms of|privacy|cookie"
        r"|subject to|no guarantee|liab|trademark|affiliate|commission",
        "biography": r"\b(?:is an?|was an?|has been|holds an?)\b.{0,60}\b(?:writer|journalist"
        r"|editor|author|founder|expert|reporter|contributor|freelance|associate|director|professor"
        r"|blogger|degree)|about the author|^written by|^by ",
        "call": r"\b(?:sign up|subscribe|newsletter|learn more|read more|click here|contact us"
        r"|get started|shop now|buy now|follow us|join (?:us|now|the)|download|free trial|book a"
        r"|request a|call us|log ?in|register)\b",
        "teaser": _TEASER,
        "reply": r"\b(?:reply|replies|says:|said:|wrote:|likes?|upvotes?|points?|ago|quote|report"
        r"|edited|member|joined|posts:)\b",
        "date": r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2},? \d{4}"
        r"|\d{4}-\d\d-\d\d|\d+ (?:minutes?|hours?|days?|weeks?|months?|years?) ago",
        "you": r"\byou\b|\byour\b",
        "i": r"\bi\b|\bmy\b",
        "we": r"\bwe\b|\bour\b",
        "question": r"\?$",
    }.items()
}
"""Name of a feature -> wording that it looks for in the first 600 characters, in lower case."""
_COUNTED = ("reply", "date", "call", "biography", "legal")
_RELATED = re.compile(
    r"\b(?:related|recommend|more|popular|latest|trending|comments?|leave a|share|tags?|categories"
    r"|you may|also|subscribe|newsletter|follow|recent|similar|reviews?|sign up|contact|about)\b"
)
ADDRESSES: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "article": r"blog|news|article|story|/20\d\d/|post",
        "product": r"product|/p/|/dp/|/pdp|item|shop/",
        "collection": r"collection|categor|/c/|browse|shop|/tag|topics",
        "forum": r"forum|thread|topic|/t/|question|discuss|community|viewtopic|/r/",
        "documentation": r"docs|documentation|reference|manual|guide|wiki|api|help|learn",
        "service": r"service|solution|feature|pricing|about",
    }.items()
}
"""Kind of page -> wording in its address that points to it."""
LINKED_TYPES: dict[str, str] = {
    "article": "Article|BlogPosting|Report",
    "product": "Product",
    "forum": "QAPage|DiscussionForumPosting|Question",
    "list": "ItemList|CollectionPage",
    "questions": "FAQPage",
    "crumbs": "BreadcrumbList",
}
"""Kind of page -> schema.org types that end in one of these words."""
_UP = (1, 2, 3, 5, 8)
"""Boxes above an element whose totals are looked at: 1 is the parent of its own, and so on."""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What the head of a page says that bears on its kind: addresses, types, stated texts."""

    address: str = ""
    og_type: str = ""
    generator: str = ""
    title: str = ""
    description: str = ""
    types: frozenset[str] = frozenset()
    stated: str = ""


@dataclass(frozen=True, slots=True)
class Votes:
    """float64[n] each: shares of the elements' words in trafilatura's main text and comments, and
    in resiliparse's main text."""

    main: np.ndarray
    comments: np.ndarray
    other: np.ndarray


def features(
    elements: list[Element], given: Votes, facts: PageFacts
) -> tuple[tuple[str, ...], np.ndarray]:
    """Return the names of the features and float64[n, features] for n > 0 elements."""
    page = _Page(elements, given)
    for family in (_own, _markup, _votes, _boxes, _position, _neighbours):
        family(page)
    _kind_of_page(page, facts)
    return tuple(page.columns), np.column_stack(list(page.columns.values()))


class _Page:
    """The elements of a page as arrays, and the feature columns so far."""

    def __init__(self, elements: list[Element], given: Votes) -> None:
        self.elements = elements
        self.votes = given
        self.n = len(elements)
        self.words = np.array([len(e.words) for e in elements], float)
        self.total = max(1.0, self.words.sum())
        self.linked = np.array([e.linked for e in elements])
        self.ends = np.array([_END.search(e.text) is not None for e in elements], float)
        self.function = np.array(
            [sum(w in FUNCTION_WORDS for w in e.words) for e in elements], float
        )
        self.prose = self.ends * (self.linked < 0.3) * (self.function >= 3)
        self.columns: dict[str, np.ndarray] = {}
        self.ancestors = [_ancestors(e.box) for e in elements]
        groups = [(e.box.tag, e.box.names, e.box.parent) for e in elements]
        self.alike = _codes([(t, n, p.tag if p else "", p.names if p else 0) for t, n, p in groups])

    def add(self, name: str, values: np.ndarray | list | float) -> None:
        self.columns[name] = np.broadcast_to(np.asarray(values, float), (self.n,))

    def add_bits(self, prefix: str, names: list[str], bits: list[int]) -> None:
        table = np.array(bits, np.int64)
        for i, name in enumerate(names):
            self.add(f"{prefix}:{name}", (table >> i) & 1)


def _ancestors(box: Box) -> list[Box]:
    """Return the boxes at the distances of `_UP`, never the body itself where there is another."""
    found = []
    current, distance = box, 0
    for wanted in _UP:
        while distance < wanted:
            above = current.parent
            if above is None or above.parent is None or above.tag in ("body", "html"):
                break
            current, distance = above, distance + 1
        found.append(current)
    return found


def _codes(keys: list) -> np.ndarray:
    """int64[n]: the same number for the same key."""
    numbers: dict = {}
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys])


def _own(page: _Page) -> None:
    """The words of the element itself."""
    texts = [e.text for e in page.elements]
    low = [text[:600].lower() for text in texts]
    page.add("words", np.log1p(page.words))
    page.add("linked", page.linked)
    page.add("all linked", page.linked > 0.9)
    page.add("function words", page.function / np.maximum(1, page.words))
    page.add("function words, number", np.log1p(page.function))
    page.add("ends a sentence", page.ends)
    page.add("commas", [min(5, text.count(",")) for text in texts])
    page.add("sentences", [min(8, len(_SENTENCES.findall(text))) for text in texts])
    page.add("digits", [sum(map(str.isdigit, t[:200])) / min(200, len(t)) for t in texts])
    page.add("capitals", [text.isupper() for text in texts])
    page.add("bars", ["|" in text for text in texts])
    page.add("money", [_MONEY.search(text) is not None for text in texts])
    page.add("line breaks", [min(3, e.breaks) for e in page.elements])
    for name, pattern in PATTERNS.items():
        page.add(f"wording:{name}", [pattern.search(text) is not None for text in low])
    counts = np.unique(_codes(texts), return_inverse=True, return_counts=True)
    page.add("same text", np.log(counts[2][counts[1]]))
    first: dict[str, int] = {}
    page.add("said before", [first.setdefault(text, i) < i for i, text in enumerate(texts)])


def _markup(page: _Page) -> None:
    """Kinds, classes and tags of the element and its ancestors."""
    boxes = [e.box for e in page.elements]
    for kind in ("heading", "list_item", "table", "caption", "quote", "code", "byline", "toc"):
        page.add(f"kind:{kind}", [box.kind == kind for box in boxes])
    for level in (1, 2):
        page.add(f"kind:h{level}", [b.kind == "heading" and b.level == level for b in boxes])
    above = [
        (b.parent.names | (b.parent.parent.names if b.parent.parent else 0)) if b.parent else 0
        for b in boxes
    ]
    page.add_bits("class", list(GROUPS), [box.names for box in boxes])
    page.add_bits("class near", list(GROUPS), above)
    page.add_bits("class above", list(GROUPS), [box.names_above for box in boxes])
    page.add_bits("in", list(LANDMARKS), [box.landmarks for box in boxes])
    page.add_bits("hidden", list(HIDDEN), [box.hidden for box in boxes])
    page.add("repeated", np.log([box.repeated for box in boxes]))
    page.add("repeated near", np.log([max(b.repeated for b in up[:3]) for up in page.ancestors]))


def _votes(page: _Page) -> None:
    """The readers' votes for the element and for those that are marked up like it."""
    main, other = page.votes.main, page.votes.other
    page.add("vote", main)
    page.add("vote comments", page.votes.comments)
    page.add("vote other", other)
    page.add("vote both", np.minimum(main, other))
    page.add("vote any", np.maximum(main, other))
    weight = np.bincount(page.alike, page.words)[page.alike] - page.words
    for name, vote in (("vote alike", main), ("vote other alike", other)):
        votes = np.bincount(page.alike, page.words * vote)[page.alike] - page.words * vote
        page.add(name, votes / np.maximum(1, weight))
    number = np.bincount(page.alike)[page.alike]
    page.add("alike", np.log(number))
    page.add("alike words", np.log1p(np.bincount(page.alike, page.words)[page.alike] / number))


def _boxes(page: _Page) -> None:
    """Totals of the boxes that the element stands in, itself left out of the votes."""
    counted = {name: page.columns[f"wording:{name}"] for name in _COUNTED}
    for place, distance in enumerate(_UP):
        boxes = [up[place] for up in page.ancestors]
        code = _codes([id(box) for box in boxes])
        words = np.array([box.words for box in boxes], float)
        texts = np.array([box.texts for box in boxes], float)
        rest = np.maximum(1, words - page.words)

        def share(values: np.ndarray, code: np.ndarray = code) -> np.ndarray:
            return np.bincount(code, values * page.words)[code]

        name = f"box {distance}"
        page.add(f"{name} words", np.log1p(words))
        page.add(f"{name} linked", [box.linked / max(1, box.words) for box in boxes])
        page.add(f"{name} prose", share(page.prose) / np.maximum(1, words))
        page.add(f"{name} words each", np.log1p(words / np.maximum(1, texts)))
        page.add(f"{name} of page", words / page.total)
        for vote, given in (("vote", page.votes.main), ("vote other", page.votes.other)):
            around = share(given) - given * page.words
            page.add(f"{name} {vote}", np.where(words > page.words, around / rest, 0))
        if distance in (2, 3):
            for wording, present in counted.items():
                page.add(f"{name} {wording}", np.log1p(np.bincount(code, present)[code]))
    for wording, present in counted.items():
        page.add(f"page {wording}", np.log1p(present.sum()))


def _position(page: _Page) -> None:
    """The element's place: on the page, beside its main heading, under a heading, in the text that
    the readers chose."""
    before = np.concatenate([[0.0], np.cumsum(page.words)])[:-1]
    page.add("position", before / page.total)
    heads = [e.kind == "heading" and e.level == 1 for e in page.elements]
    first = heads.index(True) if True in heads else -1
    page.add("has h1", first >= 0)
    page.add("after h1", (np.arange(page.n) > first) if first >= 0 else 0.0)
    start = before[first] if first >= 0 else 0.0
    page.add("words from h1", np.clip((before - start) / page.total, -1, 1))
    related, since, level = False, 0.0, 0
    rows = np.zeros((3, page.n))
    for i, element in enumerate(page.elements):
        if element.kind == "heading":
            related = len(element.words) <= 8 and bool(_RELATED.search(element.text.lower()))
            since, level = 0.0, element.level
        rows[:, i] = related, since, level
        since += len(element.words)
    page.add("under related heading", rows[0])
    page.add("words from heading", np.log1p(rows[1]))
    page.add("heading level", rows[2])
    for name, vote in (("main", page.votes.main), ("other", page.votes.other)):
        chosen = np.flatnonzero((vote >= 0.5) & (page.words >= 8))
        inside = after = ahead = np.zeros(page.n)
        if len(chosen):
            place = np.arange(page.n)
            inside = (place >= chosen[0]) & (place <= chosen[-1])
            ahead = np.clip((before[chosen[0]] - before) / page.total, 0, 1)
            after = np.clip((before - before[chosen[-1]]) / page.total, 0, 1)
        page.add(f"inside {name}", inside)
        page.add(f"before {name}", ahead)
        page.add(f"after {name}", after)


def _shifted(values: np.ndarray, by: int) -> np.ndarray:
    """The values of the elements `by` places further on, 0 beyond the page."""
    result = np.zeros(len(values))
    if by > 0:
        result[:-by] = values[by:]
    else:
        result[-by:] = values[:by]
    return result


def _neighbours(page: _Page) -> None:
    """Votes, length and links of the elements before and after."""
    heading = np.array([e.kind == "heading" for e in page.elements], float)
    weight = np.minimum(page.words, 40)
    for name, vote in (("vote", page.votes.main), ("vote other", page.votes.other)):
        over = under = np.zeros(page.n)
        for by in range(1, min(8, page.n)):
            for side in (-by, by):
                if by <= 3:
                    page.add(f"{name} at {side:+d}", _shifted(vote, side))
                over = over + np.exp(-by / 3) * _shifted(vote * weight, side)
                under = under + np.exp(-by / 3) * _shifted(weight, side)
        for by in range(min(8, page.n), 4):
            page.add(f"{name} at {-by:+d}", 0.0)
            page.add(f"{name} at {by:+d}", 0.0)
        page.add(f"{name} around", over / np.maximum(under, 1e-9))
    for side in (-2, -1, 1, 2):
        near = abs(side) < page.n
        for name, values in (
            ("words", np.log1p(page.words)),
            ("linked", page.linked),
            ("ends", page.ends),
            ("heading", heading),
        ):
            page.add(f"{name} at {side:+d}", _shifted(values, side) if near else 0.0)


def _triples(words: list[str]) -> set[tuple[str, ...]]:
    return set(zip(words, words[1:], words[2:], strict=False))


def _stated(page: _Page, text: str) -> np.ndarray:
    """float64[n]: the share of each element's runs of three words that a stated text holds."""
    stated = _triples(re.findall(r"\w+", text.lower()))
    if not stated:
        return np.zeros(page.n)
    runs = [list(zip(e.words, e.words[1:], e.words[2:], strict=False)) for e in page.elements]
    return np.array([sum(r in stated for r in run) / max(1, len(run)) for run in runs])


def _kind_of_page(page: _Page, facts: PageFacts) -> None:
    """What kind of page it is: by its head, by its address, by what there is much of."""
    words = page.words
    for kind in ("article", "product", "website"):
        page.add(f"og:{kind}", kind in facts.og_type)
    for kind in LINKED_TYPES:
        page.add(f"type:{kind}", kind in facts.types)
    for kind, pattern in ADDRESSES.items():
        page.add(f"address:{kind}", pattern.search(facts.address) is not None)
    path = re.sub(r"^https?://[^/]*", "", facts.address)
    page.add("address:home", path in ("", "/"))
    page.add("address:depth", min(8, path.count("/")))
    page.add("address:words", min(15, len(re.findall(r"[a-z]+", path))))
    page.add("stated text", _stated(page, facts.stated))
    page.add("stated text, length", np.log1p(len(facts.stated.split())))
    page.add("description", _stated(page, facts.description))
    title = set(re.findall(r"\w+", facts.title.lower())) - FUNCTION_WORDS
    shared = [len(title.intersection(e.words)) for e in page.elements]
    page.add("title", np.array(shared) / np.maximum(1, np.where(words < 40, words, len(title))))
    parents = {id(e.box.parent): e.box.parent for e in page.elements if e.box.parent}
    post = 1 << list(GROUPS).index("post")
    posts = sum(bool(box.names & post) for box in parents.values())
    page.add("page posts", np.log1p(posts))
    page.add("page money", np.log1p(page.columns["money"].sum()))
    page.add("page code", np.log1p(page.columns["kind:code"].sum()))
    page.add("page prose", (words * page.prose).sum() / page.total)
    page.add("page paragraphs", np.log1p((page.prose * (words > 25)).sum()))
    page.add("page linked", (words * page.linked).sum() / page.total)
    page.add("page words", np.log1p(page.total))
    main, other = page.votes.main, page.votes.other
    both, either = np.minimum(main, other), np.maximum(main, other)
    page.add("page vote", (words * main).sum() / page.total)
    page.add("page vote other", (words * other).sum() / page.total)
    page.add("page vote words", np.log1p((words * main).sum()))
    page.add("page vote other words", np.log1p((words * other).sum()))
    page.add("readers agree", (words * both).sum() / max(1, (words * either).sum()))
