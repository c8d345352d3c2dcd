"""An HTML page as a flat list of its text elements, in order, and the boxes they stand in.

Everything here is linear in the length of the page: totals of a box are summed once while the tree
is walked, and no question about an element searches its descendants or its ancestors.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree
from lxml import html as lxml_html

from hedgerow.sources.base import UnreadableError
from hedgerow.sources.decode import for_parser
from hedgerow.sources.html_names import HIDDEN, LANDMARKS, ROLES, TAGS, name_bits

_SKIPPED = frozenset(
    "head script style template svg math iframe object embed canvas video audio map"
    " select option textarea input datalist meter progress".split()
)
BLOCKS = frozenset(
    "html body main article section div p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead"
    " tbody tfoot tr td th figure figcaption blockquote q-block pre address hr header footer nav"
    " aside form fieldset details summary center hgroup menu button label noscript dialog".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_KINDS = {
    "li": "list_item",
    "dt": "list_item",
    "dd": "list_item",
    "figcaption": "caption",
    "caption": "caption",
    "blockquote": "quote",
    "pre": "code",
}
_ROWS = frozenset(("tr", "td", "th", "thead", "tbody", "tfoot"))
_NO_DATA = frozenset("table h1 h2 h3 h4 h5 h6 article section form".split())
"""What a table of data never holds, be its cells marked as head cells or not."""
_LAYOUT = _NO_DATA | {"p", "div", "ul", "ol"}
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)

DEEPEST = 2_000
"""Nesting depth beyond which a page is unreadable. Browsers stop at 512, and libxml2 silently
reads nothing beyond 2,048."""
_LONGEST_TAG = 16_384
"""Characters of a start tag beyond which its attributes are dropped: libxml2 compares every
attribute of an element with every other one."""
_LONG_TAG = re.compile(rf"<([A-Za-z][\w:-]*)(?=[^<>]{{{_LONGEST_TAG}}})[^<>]*>")
_LONG_VALUE = re.compile(r"\"[^\"<>]{1000,}\"|'[^'<>]{1000,}'")

_BREAK = "\u2029"
_WORD = re.compile(r"\w+")
_PARAGRAPHS = re.compile(rf"{_BREAK}\s*{_BREAK}")


@dataclass(slots=True, eq=False)
class Box:
    """A block-level element: its markup, and the totals of the text in it.

    `names` holds the vocabulary bits of its class and id, `names_above` those of its ancestors
    too; `landmarks` and `hidden` are bits of its own and its ancestors' tags and roles. `words`,
    `linked` (words inside links) and `texts` (number of text elements) count its descendants as
    well. `repeated` is the number of its siblings with the same tag and class, itself included.
    """

    tag: str
    parent: Box | None
    key: str = ""
    names: int = 0
    names_above: int = 0
    landmarks: int = 0
    hidden: int = 0
    kind: str | None = None
    level: int = 0
    words: int = 0
    linked: float = 0.0
    texts: int = 0
    links: int = 0
    inner_links: int = 0
    keys: dict[str, int] = field(default_factory=dict)

    @property
    def repeated(self) -> int:
        return self.parent.keys.get(self.key, 1) if self.parent else 1


@dataclass(slots=True, eq=False)
class Element:
    """One run of text without a block-level boundary in it.

    `words` are its words in lower case, `linked` the share of its characters inside links,
    `links` the address and the text of each link in it, `breaks` its number of line breaks.
    """

    text: str
    words: list[str]
    linked: float
    box: Box
    links: list[tuple[str, str]]
    breaks: int = 0

    @property
    def kind(self) -> str | None:
        return self.box.kind

    @property
    def level(self) -> int:
        return self.box.level if self.box.kind == "heading" else 0


@dataclass(frozen=True, slots=True)
class Page:
    """A flattened page: its elements, its number of nodes, and the depth of its deepest one."""

    elements: list[Element]
    nodes: int
    depth: int


def parse(text: str) -> etree._Element | None:
    """Return the tree of a page, or null for a text without any element."""
    parser = lxml_html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    parser.feed(for_parser(_bounded(text)))
    try:
        return parser.close()
    except etree.ParseError:
        return None


def _bounded(text: str) -> str:
    """Return a page without start tags of more characters than any element needs.

    Long values (pictures in the page, data for scripts) are emptied first; a tag that is still too
    long keeps its name alone.
    """
    if len(text) <= _LONGEST_TAG:
        return text

    def shorter(match: re.Match[str]) -> str:
        tag = _LONG_VALUE.sub('""', match.group())
        return tag if len(tag) <= _LONGEST_TAG else f"<{match.group(1)}>"

    return _LONG_TAG.sub(shorter, text)


def flatten(tree: etree._Element) -> Page:
    """Flatten a page. Nothing recurses, however deep the tree is.

    Raises:
        UnreadableError: elements are nested deeper than in any page.
    """
    flattener = _Flattener(_data_tables(tree))
    walker = etree.iterwalk(tree, events=("start", "end"))
    depth = deepest = nodes = 0
    for event, node in walker:
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            raise UnreadableError(f"its elements are nested over {DEEPEST:,} deep: not a page")
        if event == "end":
            flattener.end(node)
            continue
        nodes += 1
        deepest = max(deepest, depth)
        if not isinstance(node.tag, str) or node.tag in _SKIPPED:
            walker.skip_subtree()
        else:
            flattener.start(node)
    flattener.flush()
    _finish(flattener.boxes)
    return Page(flattener.found, nodes, deepest)


def _data_tables(tree: etree._Element) -> set[etree._Element]:
    """Return the tables of data; a table with paragraphs or tables in it is for the layout.

    Where head cells mark a table as data, its cells may hold lists and paragraphs.
    """
    found: set[etree._Element] = set()
    open_tables: list[list[bool]] = []
    for event, node in etree.iterwalk(tree, events=("start", "end")):
        tag = node.tag
        if event == "start":
            if open_tables:
                state = open_tables[-1]
                state[0] |= tag in _LAYOUT
                state[1] |= tag in _NO_DATA
                state[2] |= tag == "th"
            if tag == "table":
                open_tables.append([False, False, False])
        elif tag == "table" and open_tables:
            layout, no_data, head = open_tables.pop()
            if not layout or (head and not no_data):
                found.add(node)
    return found


class _Flattener:
    """Collects text until a block-level element begins or ends, then makes an element of it."""

    def __init__(self, tables: set[etree._Element]) -> None:
        self.found: list[Element] = []
        self.boxes: list[Box] = []
        self._tables = tables
        self._table_depth = 0
        self._stack = [Box("", None)]
        self._text: list[str] = []
        self._linked = 0
        self._open: list[tuple[str, int]] = []
        self._links: list[tuple[str, str]] = []

    def start(self, node: etree._Element) -> None:
        tag = node.tag
        if tag in BLOCKS:
            if self._table_depth and tag not in ("tr", "caption", "table"):
                self._separate(tag)
            else:
                self.flush()
            self._table_depth += node in self._tables
            self._stack.append(self._box(node))
            self.boxes.append(self._stack[-1])
        elif tag == "br":
            self._text.append(_BREAK)
        elif tag == "a":
            self._open.append((node.get("href") or "", len(self._text)))
        self._add(node.text)

    def end(self, node: etree._Element) -> None:
        tag = node.tag
        if not isinstance(tag, str) or tag in _SKIPPED:
            self._add(node.tail)
            return
        if tag == "a" and self._open:
            target, start = self._open.pop()
            self._links.append((target, "".join(self._text[start:])))
        if tag in BLOCKS:
            if not (self._table_depth and tag not in ("tr", "caption", "table")):
                self.flush()
            self._table_depth -= node in self._tables
            box = self._stack.pop()
            above = self._stack[-1]
            above.words += box.words
            above.linked += box.linked
            above.texts += box.texts
            above.links += box.links
            above.inner_links += box.inner_links
        self._add(node.tail)

    def _separate(self, tag: str) -> None:
        """Keep the cells of a row, and the blocks inside a cell, apart."""
        if tag in ("td", "th"):
            if "".join(self._text).strip():
                self._text.append(" | ")
        else:
            self._text.append(" ")

    def _add(self, text: str | None) -> None:
        if text:
            self._text.append(text)
            if self._open:
                self._linked += len(text.strip())

    def _box(self, node: etree._Element) -> Box:
        above = self._stack[-1]
        tag = node.tag
        css = node.get("class") or ""
        names = name_bits(f"{css} {node.get('id') or ''}")
        hidden = HIDDEN.get(tag, 0)
        if (
            node.get("hidden") is not None
            or node.get("aria-hidden") == "true"
            or _UNSEEN.search(node.get("style") or "")
        ):
            hidden |= HIDDEN["hidden"]
        landmark = ROLES.get(node.get("role") or "", tag)
        box = Box(
            tag,
            above,
            key=f"{tag}.{css[:80]}",
            names=names,
            names_above=above.names_above | names,
            landmarks=above.landmarks | LANDMARKS.get(TAGS.get(landmark, landmark), 0),
            hidden=above.hidden | hidden,
        )
        if tag in _HEADINGS:
            box.kind, box.level = "heading", _HEADINGS[tag]
        elif tag in _ROWS:
            box.kind = "table" if self._table_depth else None
        else:
            box.kind, box.level = _KINDS.get(tag, above.kind), above.level
        above.keys[box.key] = above.keys.get(box.key, 0) + 1
        return box

    def flush(self) -> None:
        """Make elements of the text so far; two line breaks in a row separate paragraphs."""
        whole = "".join(self._text)
        links = [*self._links, *((target, whole) for target, _ in self._open[-1:])]
        self._text.clear()
        self._links.clear()
        self._open = [(target, 0) for target, _ in self._open[-1:]]
        linked, self._linked = self._linked, 0
        length = len(whole.strip())
        box = self._stack[-1]
        if not length or box.parent is None:
            return
        share = min(1.0, linked / length)
        box.links += len(links)
        box.inner_links += sum(target.startswith("#") for target, _ in links)
        for part in _PARAGRAPHS.split(whole):
            text = " ".join(part.replace(_BREAK, " ").split())
            if text:
                words = _WORD.findall(text.lower())
                box.words += len(words)
                box.linked += share * len(words)
                box.texts += 1
                breaks = part.count(_BREAK)
                self.found.append(Element(text, words, share, box, links, breaks))
                links = []


def _finish(boxes: list[Box]) -> None:
    """Give boxes the kinds that depend on their whole text: lists of contents, bylines, captions.

    Boxes come in document order, so the parent of each is finished before it.
    """
    bit = {name: name_bits(name) for name in ("toc", "byline", "abstract", "caption")}
    for box in boxes:
        above = box.parent.kind if box.parent else None
        mostly_links = box.links > 1 and 2 * box.linked >= box.words
        inside_page = box.tag == "nav" and 2 < box.links == box.inner_links
        if (box.names & bit["toc"] and mostly_links) or inside_page or above == "toc":
            box.kind = "toc"
        elif box.kind is None and above in ("byline", "summary", "caption"):
            box.kind = above
        elif box.kind is None:
            for name, kind, most in (
                ("byline", "byline", 40),
                ("abstract", "summary", 400),
                ("caption", "caption", 80),
            ):
                if box.names & bit[name] and box.words <= most:
                    box.kind = kind
                    break
