"""A fragment of HTML, which is the text of an article alone: all of it is kept."""

from __future__ import annotations

import re

from lxml import etree

from hedgerow.sources.base import SourceBlock, UnreadableError
from hedgerow.sources.decode import for_parser
from hedgerow.sources.files import MARKED_BYTES, too_large
from hedgerow.sources.markup import Vocabulary, blocks_of

_BLOCK_TAG = re.compile(
    r"</(?:p|div|li|ul|ol|h[1-6]|table|tr|blockquote|figure|section|article|pre)\s*>|<br\s*/?>",
    re.I,
)
_INLINE_PAIR = re.compile(
    r"<(a|b|i|em|strong|u|span|sup|sub|font|code)(?:\s[^<>]*)?>[^<>]*</\1\s*>", re.I
)
_SHORTCODE = re.compile(
    r"\[/?(?:gallery|embed|audio|video|playlist|shortcode|vc_\w+|et_pb_\w+|contact-form[\w-]*"
    r"|button|row|column|su_\w+|spoiler|toc|ads?|[a-z]+(?:[_-][a-z0-9]+)+)(?:\s[^\[\]]*)?/?\]"
)
_CAPTION = re.compile(r"\[caption[^\]]{0,500}\](.{0,5000}?)\[/caption\]", re.S)
_BLANK_LINE = re.compile(r"\n[ \t]*\r?\n")
_PREFORMATTED = re.compile(r"(<pre\b.*?</pre\s*>)", re.I | re.S)

HTML = Vocabulary(
    blocks={
        **dict.fromkeys(
            "html body p div section article main header footer aside address hr table thead tbody"
            " tfoot ul ol dl form fieldset details figure center hgroup".split()
        ),
        **dict.fromkeys(("li", "dt", "dd"), "list_item"),
        **dict.fromkeys(("figcaption", "caption"), "caption"),
        "blockquote": "quote",
        "pre": "code",
    },
    headings={f"h{level}": level for level in range(1, 7)} | {"summary": 4},
    rows=frozenset(("tr",)),
    cells=frozenset(("td", "th")),
    omitted=frozenset(
        "title script style template svg math iframe object embed canvas video audio select"
        " textarea button nav head del s strike".split()
    ),
    breaks=frozenset(("br",)),
)
"""Pages without what is around an article: struck text and navigation are left out."""


def looks_like_html(text: str) -> bool:
    """Return whether a text holds HTML: a block-level end tag, or a pair of inline tags.

    >>> looks_like_html("<p>Tea is warm.</p>"), looks_like_html("if a < b and c > d")
    (True, False)
    """
    return "<" in text and bool(_BLOCK_TAG.search(text) or _INLINE_PAIR.search(text))


def html_blocks(text: str, blank_lines: bool = False) -> tuple[list[SourceBlock], int]:
    """Return the blocks of a fragment of HTML, and the number of elements left out.

    Args:
        blank_lines: whether a blank line parts paragraphs, as in posts of WordPress, whose
            shortcodes are then left out as well.

    Raises:
        UnreadableError: the fragment is too large, or nested too deep.

    >>> html_blocks("<p>Tea &amp; mint</p><ul><li>Green</li></ul>")[0]
    [SourceBlock(kind=None, text='Tea & mint', level=0), SourceBlock(kind='list_item', text='Green', level=0)]
    """  # noqa: E501
    if len(text) > MARKED_BYTES:
        raise UnreadableError(too_large(MARKED_BYTES))
    if blank_lines:
        text = _CAPTION.sub(r"<figcaption>\1</figcaption>", text)
        text = _SHORTCODE.sub("", text)
        parts = _PREFORMATTED.split(text)
        parts[::2] = [_BLANK_LINE.sub("\n<br><br>\n", part) for part in parts[::2]]
        text = "".join(parts)
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True
    )
    try:
        parser.feed(for_parser(f"<html><body>{text}</body></html>"))
        tree = parser.close()
    except etree.ParseError:
        return [], 0
    return blocks_of(tree, HTML) if tree is not None else ([], 0)
