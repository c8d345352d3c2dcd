"""What classes, ids, tags and roles of HTML say about a box: vocabularies as bits.

A class such as `post__related-items` holds the words post, related, items; each word belongs to at
most one group. The groups are the features of `html_features` that concern markup.
"""

from __future__ import annotations

import re
from functools import lru_cache

GROUPS: dict[str, str] = {
    "aside": "nav navbar navigation menu submenu dropdown megamenu breadcrumb breadcrumbs sidebar"
    " sidenav footer header masthead topbar toolbar cookie cookies consent gdpr banner promo"
    " promotion sponsor sponsored ad ads advert advertisement adsense outbrain taboola",
    "related": "related recommend recommended recommendation recommendations trending popular"
    " similar more next previous prev latest recent suggested suggestions upsell also",
    "share": "share sharing social follow twitter facebook newsletter subscribe subscription"
    " signup login signin register search popup modal overlay tooltip dialog alert notice",
    "comment": "comment comments commentlist disqus respond reply replies feedback discussion"
    " responses",
    "post": "post posts message messages thread topic forum answer answers question conversation",
    "content": "content article entry body story text copy main page markdown markup rte wysiwyg"
    " richtext editor blog maincontent prose",
    "byline": "byline author authors dateline pubdate published timestamp posted",
    "meta": "meta date time tags tag category categories cat badge avatar user profile bio"
    " signature sig",
    "product": "product products item price prices sku description desc spec specs specification"
    " specifications details feature features review reviews rating ratings variant",
    "list": "list grid card cards tile tiles row results result gallery carousel slider slide"
    " swiper teaser feed listing collection",
    "caption": "caption credit figcaption",
    "image": "figure image img photo thumbnail thumb media video",
    "hidden": "hidden sr visually screen skip noprint print hide collapse collapsed accordion tab"
    " tabs panel",
    "button": "button btn cta link links action actions control controls pagination pager",
    "legal": "legal disclaimer copyright terms policy privacy",
    "hero": "hero title headline heading subtitle intro section",
    "abstract": "summary abstract tldr standfirst excerpt lead",
    "toc": "toc contents",
}
"""Group of words in classes and ids -> its words."""

_BITS = {word: 1 << i for i, words in enumerate(GROUPS.values()) for word in words.split()}
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")

TAGS = {
    **{f"h{level}": "heading" for level in range(1, 7)},
    **dict.fromkeys(("td", "th", "tr", "tbody", "thead", "tfoot"), "table"),
    **dict.fromkeys(("dt", "dd"), "dl"),
}
"""Tags that count as another one."""

LANDMARKS = {
    tag: 1 << i
    for i, tag in enumerate(
        "main article section header footer nav aside form table li p blockquote figure figcaption"
        " pre dl heading details".split()
    )
}
"""Tag or landmark -> its bit."""

ROLES = {
    "navigation": "nav",
    "banner": "header",
    "contentinfo": "footer",
    "complementary": "aside",
    "search": "form",
    "dialog": "aside",
    "main": "main",
    "article": "article",
}
"""ARIA role -> the tag with the same meaning."""

HIDDEN = {"hidden": 1, "noscript": 2, "button": 4, "label": 8, "dialog": 16}
"""Ways to be out of sight, or to be a control, -> their bits."""


@lru_cache(maxsize=4096)
def name_bits(names: str) -> int:
    """Return the bits of all groups that the words of a class and id belong to.

    >>> name_bits("relatedPosts") == name_bits("more") | name_bits("post")
    True
    """
    bits = 0
    for part in _PART.findall(names[:300]):
        bits |= _BITS.get(part.lower(), 0)
    return bits
