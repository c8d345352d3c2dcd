"""What titles and file names tell about the phrase that a page is written for.

Titles of pages written for a search phrase tend to begin with it: "Green tea for sleep: does it
help? | Tea House". The head of a title is its first segment up to a colon, bar, question mark or
dash, without segments that many titles share (the name of the site) and without the wording of any
title ("the ultimate guide to", "10", "in 2024").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from hedgerow.lexicons.function_words import FUNCTION_WORDS
from hedgerow.phrases.phrase_forms import INFLECTED, word_key
from hedgerow.phrases.phrase_list import has_letter
from hedgerow.phrases.phrase_matcher import phrase_words

_SEPARATOR = re.compile(
    r"\s*[|»·•—]\s*|\s+[-–―]+\s+|[:?!]+(?:\s+|$)|\s*\([^)]*\)\s*|\s*\[[^]]*\]\s*"
)
_LEAD = re.compile(
    r"(?:(?:the|a|an|your) )?(?:(?:ultimate|complete|definitive|beginner's|beginners|comprehensive"
    r"|essential|full|quick|simple|easy|practical|short|expert) )*(?:guide|introduction|overview)"
    r" (?:to|of|on|for) "
    r"|(?:everything|all|things|what) (?:you )?(?:(?:need|should|want|ought) )?(?:to )?(?:know )?"
    r"about |(?:top |the )*\d+ (?=\D)"
)
_TAIL = re.compile(r" (?:(?:a|the) )?(?:(?:complete|ultimate|full) )?(?:guide|explained|overview)$"
                   r"| (?:in|for|of) (?:19|20)\d\d$| (?:19|20)\d\d$")  # fmt: skip
_SHARED_TITLES, _SHARED = 3, 0.02
_stem = word_key([INFLECTED])
_LONGEST_PHRASE, _MOST_CONTENT = 8, 6


def title_phrases(titles: Sequence[str | None]) -> list[list[tuple[str, ...]]]:
    """Return the folded words of the segments of each title, the head first.

    Args:
        titles: of all documents of the corpus, None where there is none.

    >>> title_phrases(["The ultimate guide to green tea: 7 facts", None])
    [[('green', 'tea'), ('facts',)], []]
    """
    segments = [list(dict.fromkeys(title_segments(title))) for title in titles]
    shared = Counter(segment.casefold() for found in segments for segment in found)
    least = max(_SHARED_TITLES, _SHARED * len(titles))
    own = [
        [s for s in found if shared[s.casefold()] < least and _has_content(s)] for found in segments
    ]
    words = iter(phrase_words([s for found in own for s in found]))
    return [[_without_furniture([w for w in next(words) if has_letter(w)]) for _ in s] for s in own]


def is_phrase(words: Sequence[str]) -> bool:
    """Return whether words are few enough for a search phrase: eight, six of them content words."""
    content = sum(w not in FUNCTION_WORDS for w in words)
    return 0 < content <= _MOST_CONTENT and len(words) <= _LONGEST_PHRASE


def title_segments(title: str | None) -> list[str]:
    """Return the parts of a title between colons, bars, question marks, dashes and brackets.

    >>> title_segments("Is tea safe? - Tea House")
    ['Is tea safe', 'Tea House']
    """
    return [part.strip(" -–") for part in _SEPARATOR.split(title or "") if part.strip(" -–")]


def _has_content(segment: str) -> bool:
    return any(w not in FUNCTION_WORDS and w.isalpha() for w in segment.casefold().split())


def _without_furniture(words: list[str]) -> tuple[str, ...]:
    text = " ".join(words)
    lead = _LEAD.match(text)
    stripped = text[lead.end() :] if lead else text
    stripped = _TAIL.sub("", stripped)
    stripped = re.sub(r"^(best|top) \d+ ", r"\1 ", stripped)
    return tuple((stripped if _has_content(stripped) else text).split())


def name_words(doc_id: str) -> tuple[str, ...]:
    """Return the words of the name of a file or page, none where it is a number or a code.

    >>> name_words("blog/green-tea-for-sleep.html"), name_words("articles.jsonl#17")
    (('green', 'tea', 'for', 'sleep'), ())
    """
    name = doc_id.rstrip("/").rpartition("#")[2].rpartition("/")[2]
    name = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", name) if "#" not in doc_id else name
    words = [w for w in re.split(r"[-_+\s]+|%20", name.casefold()) if w]
    words = [w for w in words if not w.isdigit()]
    plausible = all(w.isalpha() and (len(w) < 3 or set(w) & set("aeiouy")) for w in words)
    content = [w for w in words if w not in FUNCTION_WORDS]
    return tuple(words) if plausible and len(words) > 1 and content else ()


def content_key(words: Sequence[str]) -> tuple[str, ...]:
    """Return the stems of the content words: phrases that differ in function words are equal.

    >>> content_key(["teas", "for", "sleep"]) == content_key(["tea", "sleep"])
    True
    """
    return tuple(_stem(w) for w in words if w not in FUNCTION_WORDS and has_letter(w))
