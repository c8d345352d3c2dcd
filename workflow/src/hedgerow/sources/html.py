"""HTML pages: the main text with its headings, lists, tables, captions and quotes.

trafilatura tells the main text from the page around it, but drops many headings, lists and
captions; the page's own tree has those. So the tree's elements that trafilatura found are kept,
and with them the structure that stands between them in the same container.
"""

from __future__ import annotations

import re
from collections import Counter

from lxml import etree

from hedgerow.sources.base import Source, SourceBlock, UnreadableError
from hedgerow.sources.decode import decode
from hedgerow.sources.files import MARKED_BYTES, too_large
from hedgerow.sources.html_facts import facts_of
from hedgerow.sources.html_tree import Element, elements_of, parse

_STRUCTURE = frozenset(("heading", "list_item", "table", "caption", "quote", "toc"))
_SHINGLE = 4
# How lines begin that lead away from a page or ask its reader for something; and whole lines that
# are labels of what is no text of the page.
_TEASER = re.compile(
    r"[^\w]?(?:read (?:more|also|next)|also read|see also|also on|don.t miss|sign up|subscribe"
    r"|follow us|click here|tap here|share (?:this|it|on)|like this (?:story|article|post|page)"
    r"|tell us what|join the (?:conversation|discussion)|listen:|download:|tags[: ]|related:"
    r"|filed under|leave a (?:reply|comment)|print this|e-?mail this|photo(?:graph)?(?: by)?:"
    r"|watch:|thanks for watching|get the latest)"
    r"|(?:advertisement|sponsored(?: content)?|(?:no |\d+ )?comments?|tags"
    r"|(?:recommended|related|more|popular|latest)(?: (?:for you|articles?|stories|posts|content"
    r"|links|reading|news|(?:on|from|in) [^.!?]{1,80}))?):?$",
    re.IGNORECASE,
)


def read(data: bytes, declared: str | None = None) -> Source:
    """Read the bytes of an HTML page.

    Raises:
        UnreadableError: it is too large, or its elements are nested as deep as in no page.
    """
    if len(data) > MARKED_BYTES:
        raise UnreadableError(too_large(MARKED_BYTES))
    text, encoding = decode(data, declared)
    if text is None:
        return Source("html", "", len(data), reason=encoding)
    tree = parse(text.lstrip("\ufeff"))
    if tree is None:
        return Source("html", encoding, len(data), blocks=())
    title, byline, date = facts_of(tree)
    elements = elements_of(tree)
    kept = _choose(elements, _main_text(text), title)
    blocks = _blocks([elements[i] for i in kept], title)
    return Source(
        "html",
        encoding,
        len(data),
        blocks=tuple(blocks),
        title=title,
        byline=byline,
        date=date,
        boilerplate=len(elements) - len(kept),
    )


def _main_text(page: str) -> str:
    """trafilatura's main text; empty where it finds none or fails."""
    import logging

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        return trafilatura.extract(page, include_comments=False, favor_precision=True) or ""
    except Exception:  # its parser must not cost us the page; the tree is still there
        return ""


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def _choose(elements: list[Element], main: str, title: str | None) -> list[int]:
    """Places of the elements that are the document's own text, in order."""
    found = _matching(elements, main)
    if sum(len(elements[i].text) for i in found) < 200:
        plain = _by_markup(elements)
        if sum(len(elements[i].text) for i in plain) > sum(len(elements[i].text) for i in found):
            found = plain
    if not found:
        return []
    found = _with_rest(elements, _after_headline(elements, found, title))
    container = _container(elements, found)
    first, last = found[0], found[-1]
    kept = set(found)
    for i in range(first, last + 1):
        if i not in kept and _inside(elements[i], container) and _belongs(elements[i]):
            kept.add(i)
    kept = {i for i in kept if not _is_teaser(elements[i])}
    kept = {i for i in kept if elements[i].kind != "heading" or _heads_text(elements, i, kept)}
    return sorted(kept | _front(elements, first, title) | _tail_items(elements, last, container))


def _same(one: str, other: str) -> bool:
    """Whether two texts are the same but for letter case and the form of punctuation."""
    return _words(one) == _words(other)


def _is_teaser(element: Element) -> bool:
    return len(element.text) <= 250 and _TEASER.match(element.text) is not None


def _belongs(element: Element) -> bool:
    """Whether an element between the main text is structure, or a whole paragraph, of it."""
    if element.kind == "toc":
        return True
    if element.aside or element.linked >= 0.5:
        return False
    if element.kind in _STRUCTURE:
        return True
    return element.linked < 0.2 and len(element.text) > 120 and element.text[-1] in ".!?\"'\u201d"


def _after_headline(elements: list[Element], found: list[int], title: str | None) -> list[int]:
    """Without what stands before the headline, if most of the text comes after it."""
    if title is None:
        return found
    for i, element in enumerate(elements):
        if element.kind == "heading" and _same(element.text, title):
            after = [j for j in found if j >= i]
            if sum(len(elements[j].text) for j in after) * 2 > sum(
                len(elements[j].text) for j in found
            ):
                return after
    return found


def _with_rest(elements: list[Element], found: list[int]) -> list[int]:
    """With all parts of an element that was cut at its line breaks, if most of them were found."""
    parts: dict[etree._Element, list[int]] = {}
    for i, element in enumerate(elements):
        parts.setdefault(element.node, []).append(i)
    kept = set(found)
    for places in parts.values():
        if len(places) > 1 and sum(i in kept for i in places) * 2 > len(places):
            kept.update(places)
    return sorted(kept)


def _matching(elements: list[Element], main: str) -> list[int]:
    """Elements whose words stand in the main text: short ones as a line, long ones by shingles.

    What a shingle was claimed by once, by the longest element, it is not for a teaser again.
    """
    lines = {" ".join(_words(line.lstrip("-# |"))) for line in main.splitlines()}
    free = set(_shingles(_words(main)))
    found: list[int] = []
    for i in sorted(range(len(elements)), key=lambda i: (-len(elements[i].text), i)):
        own = _words(elements[i].text)
        mine = _shingles(own) if len(own) >= 2 * _SHINGLE else []
        if (own and " ".join(own) in lines) or (
            mine and sum(shingle in free for shingle in mine) >= 0.7 * len(mine)
        ):
            found.append(i)
            free.difference_update(mine)
    return sorted(found)


def _shingles(words: list[str]) -> list[tuple[str, ...]]:
    return [tuple(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)]


def _by_markup(elements: list[Element]) -> list[int]:
    """What the tags alone call text: not aside, not mostly links, inside the main element."""
    kept = [i for i, e in enumerate(elements) if not e.aside and e.linked < 0.5]
    for tag in ("article", "main"):
        inside = [i for i in kept if next(elements[i].node.iterancestors(tag), None) is not None]
        if inside:
            return inside
    return kept


def _container(elements: list[Element], found: list[int]) -> etree._Element | None:
    """The smallest element that holds nine tenths of the text that was found."""
    weight: Counter[etree._Element] = Counter()
    depth: dict[etree._Element, int] = {}
    total = 0
    for i in found:
        chain = [elements[i].node, *elements[i].node.iterancestors()]
        total += len(elements[i].text)
        for above, node in enumerate(reversed(chain)):
            weight[node] += len(elements[i].text)
            depth[node] = above
    holders = [node for node, share in weight.items() if share >= 0.9 * total]
    return max(holders, key=lambda node: depth[node], default=None)


def _inside(element: Element, container: etree._Element | None) -> bool:
    return container is None or any(
        node is container for node in (element.node, *element.node.iterancestors())
    )


def _heads_text(elements: list[Element], place: int, kept: set[int]) -> bool:
    """Whether kept text, or a heading one level down, follows a heading at once."""
    for i in range(place + 1, len(elements)):
        following = elements[i]
        if following.kind == "caption":
            continue
        if following.kind == "heading" and following.level > elements[place].level:
            continue
        return i in kept and following.kind != "heading"
    return False


def _front(elements: list[Element], first: int, title: str | None) -> set[int]:
    """Title, bylines and standfirst between the page's headline and its first paragraph."""
    if title is None:
        return set()
    texts = (
        i for i in range(first, len(elements)) if elements[i].kind not in ("heading", "byline")
    )
    end = next(texts, len(elements))
    heads = [
        i for i in range(end) if elements[i].kind == "heading" and _same(elements[i].text, title)
    ]
    if not heads:
        return set()
    bylines = {
        i
        for i in range(heads[-1] + 1, end)
        if elements[i].kind == "byline" and not elements[i].aside and len(elements[i].text) <= 120
    }
    standfirst = {
        i
        for i in range(heads[-1] + 1, first)
        if elements[i].kind == "summary" and not elements[i].aside and elements[i].linked < 0.2
    }
    return {heads[-1]} | bylines | standfirst


def _tail_items(elements: list[Element], last: int, container: etree._Element | None) -> set[int]:
    """The rest of a list that the main text breaks off in."""
    kept: set[int] = set()
    if elements[last].kind == "list_item":
        parent = elements[last].node.getparent()
        for i in range(last + 1, len(elements)):
            if elements[i].node.getparent() is not parent or not _inside(elements[i], container):
                break
            kept.add(i)
    return kept


def _blocks(elements: list[Element], title: str | None) -> list[SourceBlock]:
    """Source blocks of the kept elements, the title first."""
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
        blocks.append(SourceBlock(kind, element.text, element.level if kind == "heading" else 0))
    if title and not titled and blocks:
        blocks.insert(0, SourceBlock("title", title))
    return blocks
