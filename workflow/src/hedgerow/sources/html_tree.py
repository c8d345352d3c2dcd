"""An HTML page as a flat list of its text elements, in order, with what the markup says of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from hedgerow.sources.base import UnreadableError
from hedgerow.sources.decode import for_parser

_SKIPPED = frozenset(
    "head script style noscript template svg math iframe object embed canvas video audio map"
    " select option textarea button input label datalist meter progress dialog".split()
)
_BLOCKS = frozenset(
    "html body main article section div p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead"
    " tbody tfoot tr td th figure figcaption blockquote q-block pre address hr header footer nav"
    " aside form fieldset details summary center hgroup menu".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_KINDS = {
    "li": "list_item",
    "dt": "list_item",
    "dd": "list_item",
    "figcaption": "caption",
    "caption": "caption",
    "blockquote": "quote",
    "td": "table",
    "th": "table",
}
_ASIDE_TAGS = frozenset(("nav", "aside", "footer", "form"))
_ASIDE_ROLES = frozenset(
    ("navigation", "banner", "contentinfo", "complementary", "search", "dialog")
)
_ASIDE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|breadcrumbs?|sidebar|footer|cookies?|consent|banner|advert\w*"
    r"|ads?|promo\w*|sponsor\w*|related|recommend\w*|trending|popular|share|sharing|social|comments?"
    r"|disqus|newsletter|subscribe|signup|login|modal|popup|pagination|pager|tags|widget|skip|legal"
    r"|gallery|slideshow|carousel|lightbox|sr-only|visually-hidden|screen-reader-text|print-only"
    r"|print-block|copyright)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_CONTENTS_NAMES = re.compile(r"(?:^|[\s_-])(?:toc|table-of-contents|contents)(?:$|[\s_-])", re.I)
_BYLINE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:byline|author|authors|dateline|date|pubdate|published|timestamp|posted-on)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_CAPTION_NAMES = re.compile(r"(?:^|[\s_-])(?:wp-caption-text|caption|credit)(?:$|[\s_-])", re.I)
_SUMMARY_NAMES = re.compile(
    r"(?:^|[\s_-])(?:summary|abstract|tldr|standfirst|key-points|key-takeaways)(?:$|[\s_-])", re.I
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_DEEPEST = 2_000
"""Elements in elements from which on a page is none. Browsers give up at 512, and libxml2 reads
nothing, without a word, from 2,048 on."""

_BREAK = "\u2029"


@dataclass(slots=True)
class Element:
    """The text of one element: its kind and level, how much of it is link text, where it stands.

    `aside` says that an ancestor is navigation, an advertisement or the like by its tag, role or
    class; `node` is the element the text stands in.
    """

    kind: str | None
    text: str
    level: int
    linked: float
    aside: bool
    node: etree._Element


@dataclass(slots=True)
class _Context:
    """What the open ancestors of the place in the tree say about the text there."""

    kind: str | None = None
    level: int = 0
    aside: bool = False
    node: etree._Element | None = None


def parse(text: str) -> etree._Element | None:
    """The tree of a page, or null where there is no element in it."""
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    parser.feed(for_parser(text))
    try:
        return parser.close()
    except etree.ParseError:
        return None


def elements_of(tree: etree._Element) -> list[Element]:
    """Flatten a page. Nothing recurses, however deep the tree is.

    Raises:
        UnreadableError: elements are nested as deep as in no page.
    """
    flattener = _Flattener(_data_tables(tree))
    walker = etree.iterwalk(tree, events=("start", "end"))
    depth = 0
    for event, node in walker:
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            raise UnreadableError(f"its elements are nested over {_DEEPEST:,} deep: not a page")
        if event == "start":
            if _is_skipped(node):
                walker.skip_subtree()
                flattener.skipped.add(node)
            else:
                flattener.start(node)
        else:
            flattener.end(node)
    flattener.flush()
    return flattener.found


def _is_skipped(node: etree._Element) -> bool:
    if not isinstance(node.tag, str) or node.tag in _SKIPPED:
        return True
    return (
        node.get("hidden") is not None
        or node.get("aria-hidden") == "true"
        or _HIDDEN.search(node.get("style") or "") is not None
    )


def _data_tables(tree: etree._Element) -> set[etree._Element]:
    """Tables that hold data; a table with paragraphs, lists or tables in it is for the layout."""
    blocks = "p|div|ul|ol|table|h1|h2|h3|h4|article|section".split("|")
    return {
        table
        for table in tree.iter("table")
        if not any(next(table.iterdescendants(tag), None) is not None for tag in blocks)
    }


class _Flattener:
    """Collects text until a block-level element begins or ends, then makes an element of it."""

    def __init__(self, tables: set[etree._Element]) -> None:
        self.found: list[Element] = []
        self.skipped: set[etree._Element] = set()
        self._tables = tables
        self._table_depth = 0
        self._stack = [_Context()]
        self._text: list[str] = []
        self._linked = 0
        self._links = 0

    def start(self, node: etree._Element) -> None:
        tag = node.tag
        if tag in _BLOCKS:
            self._table_depth += node in self._tables
            if tag in ("td", "th") and self._table_depth:
                if "".join(self._text).strip():
                    self._text.append(" | ")
            else:
                self.flush()
            self._stack.append(self._context(node))
        elif tag == "br":
            self._text.append(_BREAK)
        self._links += tag == "a"
        self._add(node.text)

    def end(self, node: etree._Element) -> None:
        tag = node.tag
        if node in self.skipped:
            self._add(node.tail)
            return
        self._links -= tag == "a"
        if tag in _BLOCKS:
            if not (tag in ("td", "th") and self._table_depth):
                self.flush()
            self._table_depth -= node in self._tables
            self._stack.pop()
        self._add(node.tail)

    def _add(self, text: str | None) -> None:
        if text:
            self._text.append(text)
            if self._links:
                self._linked += len(text.strip())

    def _context(self, node: etree._Element) -> _Context:
        above = self._stack[-1]
        names = f"{node.get('class') or ''} {node.get('id') or ''}"
        kind, level = above.kind, above.level
        if node.tag in _HEADINGS:
            kind, level = "heading", _HEADINGS[node.tag]
        elif node.tag == "tr" and self._table_depth:
            kind = "table"
        elif node.tag in ("td", "th"):
            kind = "table" if self._table_depth else None
        elif node.tag in _KINDS:
            kind, level = _KINDS[node.tag], 0
        elif kind is None and _BYLINE_NAMES.search(names) and _is_short(node, 200):
            kind = "byline"
        elif kind is None and _SUMMARY_NAMES.search(names) and _is_short(node, 2000):
            kind = "summary"
        elif kind is None and _CAPTION_NAMES.search(names) and _is_short(node, 400):
            kind = "caption"
        aside = above.aside or node.tag in _ASIDE_TAGS or node.get("role") in _ASIDE_ROLES
        if not aside and node.tag not in ("html", "body", "main", "article"):
            aside = _ASIDE_NAMES.search(names) is not None
        if (_CONTENTS_NAMES.search(names) and _is_mostly_links(node)) or _links_inside(node):
            aside, kind = False, "toc"
        elif above.kind == "toc":
            kind = "toc"
        return _Context(kind, level, aside, node)

    def flush(self) -> None:
        """Make elements of the text so far; two line breaks in a row part paragraphs."""
        whole = "".join(self._text)
        self._text.clear()
        linked, self._linked = self._linked, 0
        context = self._stack[-1]
        if not whole.strip() or context.node is None:
            return
        share = min(1.0, linked / len(whole.strip()))
        for part in re.split(rf"{_BREAK}\s*{_BREAK}", whole):
            text = " ".join(part.replace(_BREAK, " ").split())
            if text:
                self.found.append(
                    Element(context.kind, text, context.level, share, context.aside, context.node)
                )


def _is_short(node: etree._Element, limit: int) -> bool:
    """Whether a node holds a line of text and not, by its class alone, the article."""
    length = 0
    for text in node.itertext():
        length += len(text.strip())
        if length > limit:
            return False
    return True


def _is_mostly_links(node: etree._Element) -> bool:
    """Whether two links or more, of many the first, make up at least half of a node's text."""
    links = list(islice(node.iterdescendants("a"), 200))
    linked = sum(len(text.strip()) for link in links for text in link.itertext())
    return len(links) > 1 and _is_short(node, 2 * linked)


def _links_inside(node: etree._Element) -> bool:
    """Whether a navigation holds three links or more, all to places in the page itself."""
    if node.tag != "nav":
        return False
    targets = [link.get("href") or "" for link in node.iterdescendants("a")]
    return len(targets) > 2 and all(target.startswith("#") for target in targets)
