"""What titles and file names tell about the phrase that a page is written for.

Titles of pages written for a search phrase tend to begin with it: "Green tea for sleep: does it
help? | Tea House". The head of a title is its first segment up to a colon, bar, question mark or
dash, without segments that many titles share (the name of the site) and without the wording of any
title ("the ultimate guide to", "10", "in 2024"). `target_phrases` weighs these clues against the
prose.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from hedgerow.lexicons.function_words import FUNCTION_WORDS
from hedgerow.phrases.phrase_forms import INFLECTED, word_key
from hedgerow.phrases.phrase_list import has_letter
from hedgerow.phrases.phrase_matcher import phrase_words
from hedgerow.phrases.question_forms import AUXILIARY
from hedgerow.phrases.word_counts import QUESTION_WORDS

_SEPARATOR = re.compile(
    r"\s*[|»·•—]\s*|\s+[-–―]+\s+|[:?!]+(?:\s+|$)|\s*\([^)]*\)\s*|\s*\[[^]]*\]\s*"
)
_LEAD = re.compile(
    r"(?:(?:the|a|an|your) )?(?:(?:ultimate|complete|definitive|beginner's|beginners|comprehensive"
    r"|essential|full|quick|simple|easy|practical|short|expert) )*(?:guide|introduction|overview)"
    r" (?:to|of|on|for) "
    r"|(?:everything|all|things|what) (?:you )?(?:(?:need|should|want|ought) )?(?:to )?(?:know )?"
    r"about |(?:top |the )*\d+ (?=\D)"
    r"|(?:understanding|exploring|introducing|demystifying) (?:the )?"
    r"|(?:getting to the (?:root|bottom) of|the (?:truth|facts|science) (?:about|behind|of)) "
    r"|(?:discover|unlock|harness)(?:ing)? (?:the (?:benefits|power|secrets) of )?"
    r"|reasons (?:why )?(?:you should|to) (?:try|use|take|buy|consider) "
)
_PROMISE = re.compile(r"^.+ with (?:the|these|our) (best|top) (?!(?:picks|choices|options|tips)\b)")
_PICKS = re.compile(
    r" (?:with|from) (?:these|our) (?:best|top) (?:picks|choices|options|tips)$"
    r"|(?<= )(?:that|which) (?:actually|really) .*$"
    r"| (?:and|or) (?:its|their|your|why|how) .*$| 101$"
)
_ASPECT_BEFORE = re.compile(
    r"(?:best|top|(?:the )?(?:\S+ )?(?:benefits|effects|uses|risks|importance|role|types|history"
    r"|power|dangers) (?:of|with|for)(?: using| taking)?) "
)
_ASPECTS = frozenset(
    "benefits effects uses risks dosage dosages dangers review reviews recipe recipes guide"
    " symptoms timeline types tips facts evidence treatment price prices cost".split()
)
_ASPECTS_AFTER = re.compile(rf"(?: (?:and |or |side )*(?:{'|'.join(sorted(_ASPECTS))}))+$")
_YEAR = re.compile(r" (?:in |for |of )?(?:19|20)\d\d$")
_GUIDE = re.compile(
    r" (?:(?:a|the) )?(?:(?:complete|ultimate|full) )?(?:guide|explained|overview)$"
)
_SECOND_QUESTION = re.compile(
    r" (?:and|or|but) (?:how|why|what|when|where|whether|who|is|are|do|does|should|can)\b.*"
)
_CLAUSE = frozenset("that which who without according because but while when".split())
_NO_CONTENT = FUNCTION_WORDS | {"vs", "vs.", "versus"}
_QUANTITY = re.compile(r"[\d.,]+[a-z%]*")
_CODE = re.compile(r"\S+[-_]\S+[-_]\S+[-_]\S+")
_SHARED_TITLES, _SHARED = 3, 0.02
_stem = word_key([INFLECTED])
_LONGEST, _MOST_CONTENT = 8, 6
_LONGEST_QUESTION, _MOST_OF_QUESTION = 12, 7
_OPENERS = QUESTION_WORDS | AUXILIARY


@dataclass(frozen=True)
class PageClues:
    """Evidence beside repetition: folded words of the segments of a title, and of a file name."""

    title: Sequence[tuple[str, ...]] = ()
    name: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    """The first segment where other titles share it: the site, a series or the phrase itself."""

    def in_title(self, words: tuple[str, ...]) -> bool:
        """Return whether a segment of the title contains the words."""
        return f" {' '.join(words)} " in "\n".join(f" {' '.join(s)} " for s in self.segments)

    @property
    def segments(self) -> list[tuple[str, ...]]:
        """The segments of the title, each as it is and without its furniture."""
        found = [segment for segment in (*self.title, self.shared) if segment]
        return [s for segment in found for s in (segment, without_furniture(segment))]


class CommonTitles:
    """What the titles and the file names of a corpus have in common, which is no clue."""

    def __init__(self, titles: Sequence[str | None], doc_ids: Sequence[str]) -> None:
        """Read the titles, None where there is none, and the ids of all documents.

        Of the segments and names only those that are common are ever held together.
        """
        self._segments = _frequent(
            lambda: (
                part.casefold()
                for found in map(_segments, titles)
                if len(found) > 1
                for part in found
            ),
            max(_SHARED_TITLES, _SHARED * len(titles)),
        )
        self._names = _frequent(
            lambda: (name[0] for name in map(name_words, doc_ids) if len(name) == 1), 2
        )

    def clues(self, titles: Sequence[str | None], doc_ids: Sequence[str]) -> list[PageClues]:
        """Return the clues of some of the documents."""
        segments = list(map(_segments, titles))
        kept = [[part for part in found if _has_content(part)] for found in segments]
        words = iter(phrase_words([part for found in kept for part in found]))
        clues = []
        for found, name in zip(kept, map(name_words, doc_ids), strict=True):
            folded = [tuple(w for w in next(words) if has_letter(w)) for _ in found]
            common = [len(found) > 1 and part.casefold() in self._segments for part in found]
            own = [part for part, is_common in zip(folded, common, strict=True) if not is_common]
            opening = folded[0] if common[:1] == [True] else ()
            unclear = len(name) == 1 and name[0] in self._names
            clues.append(PageClues(own, () if unclear else name, opening))
        return clues


def page_clues(titles: Sequence[str | None], doc_ids: Sequence[str]) -> list[PageClues]:
    """Return the clues of each document of a corpus.

    A segment that two titles in a hundred share, and at least three, is no clue unless it is the
    whole title or opens it; nor is one with the code of a file (01-basics-of-tea), nor a name of
    one word that several files have (index).

    Args:
        titles: None where there is none.

    >>> page_clues(["Green tea: 7 facts | Tea House", None], ["x/green-tea.html", "b"])[0].title
    [('green', 'tea'), ('7', 'facts'), ('tea', 'house')]
    """
    return CommonTitles(titles, doc_ids).clues(titles, doc_ids)


def _frequent(texts: Callable[[], Iterator[str]], least: float) -> set[str]:
    """Return the texts that come at least so often.

    Args:
        texts: gives them all, twice: first their hashes are counted, then those with frequent ones.
    """
    hashes, times = np.unique(np.fromiter(map(hash, texts()), np.int64), return_counts=True)
    often = set(hashes[times >= least].tolist())
    counted = Counter(text for text in texts() if hash(text) in often) if often else {}
    return {text for text, n in counted.items() if n >= least}


def _segments(title: str | None) -> list[str]:
    """Return the segments of a title, each once, but those with the code of a file."""
    return [part for part in dict.fromkeys(title_segments(title)) if not _CODE.search(part)]


def is_phrase(words: Sequence[str]) -> bool:
    """Return whether words are few enough for a search phrase.

    That is eight words, six of them content words; in questions twelve and seven.
    """
    content = sum(is_content(w) for w in words)
    if words and words[0] in _OPENERS:
        return 0 < content <= _MOST_OF_QUESTION and len(words) <= _LONGEST_QUESTION
    return 0 < content <= _MOST_CONTENT and len(words) <= _LONGEST


def without_furniture(words: Sequence[str]) -> tuple[str, ...]:
    """Return the words of a segment without the wording of any title, nor a clause too many.

    >>> without_furniture("the ultimate guide to green tea in 2024".split())
    ('green', 'tea')
    """
    return _without_furniture(" ".join(words))


@lru_cache(maxsize=1 << 11)
def _without_furniture(text: str) -> tuple[str, ...]:
    stripped = text
    while lead := _LEAD.match(stripped):
        stripped = stripped[lead.end() :]
    stripped = _PROMISE.sub(r"\1 ", stripped)
    for tail in (_SECOND_QUESTION, _PICKS, _YEAR, _GUIDE, _YEAR):
        stripped = tail.sub("", stripped).rstrip()
    if _GUIDE.search(text):
        stripped = re.sub(
            r"^(?:the |your |an? )?(?:complete|ultimate|full|definitive) ", "", stripped
        )
    stripped = re.sub(r"^(?:the |an? )?(best|top) \d+ ", r"\1 ", stripped)
    short = (stripped if _has_content(stripped) else text).split()
    if is_phrase(short):
        return tuple(short)
    clauses = (i for i, w in enumerate(short) if w in _CLAUSE and i > 1)
    short = short[: next(clauses, len(short))]
    joints = [i for i, w in enumerate(short) if w in ("and", "or") and is_phrase(short[:i])]
    return tuple(short if is_phrase(short) or not joints else short[: joints[-1]])


def matter(words: Sequence[str]) -> tuple[str, ...]:
    """Return what a phrase is about, without its aspects; no words where that is all of it.

    >>> matter("best cbd gummies for sleep".split()), matter("kava effects dosage reviews".split())
    (('cbd', 'gummies', 'for', 'sleep'), ('kava',))
    """
    text = " ".join(words)
    if text.split(" ", 1)[0] in _OPENERS:
        return ()
    lead = _ASPECT_BEFORE.match(text)
    short = tuple(_ASPECTS_AFTER.sub("", text[lead.end() :] if lead else text).split())
    says = any(is_content(word) and word not in _ASPECTS for word in short)
    return short if says and short != tuple(words) else ()


@lru_cache(maxsize=1 << 14)
def is_content(word: str) -> bool:
    """Return whether a word says what a phrase is about: no function word, number or quantity.

    >>> [is_content(word) for word in ("tea", "5-htp", "for", "2024", "3ml")]
    [True, True, False, False, False]
    """
    return has_letter(word) and not _QUANTITY.fullmatch(word) and word not in _NO_CONTENT


def title_segments(title: str | None) -> list[str]:
    """Return the parts of a title between colons, bars, question marks, dashes and brackets.

    >>> title_segments("Is tea safe? - Tea House")
    ['Is tea safe', 'Tea House']
    """
    return [part.strip(" -–") for part in _SEPARATOR.split(title or "") if part.strip(" -–")]


def _has_content(segment: str) -> bool:
    words = segment.casefold().split()
    return any(w not in FUNCTION_WORDS and any(map(str.isalpha, w)) for w in words)


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
    return tuple(words) if plausible and content else ()


def content_key(words: Sequence[str]) -> tuple[str, ...]:
    """Return the stems of the content words: phrases that differ in function words are equal.

    >>> content_key(["teas", "for", "sleep"]) == content_key(["tea", "sleep"])
    True
    """
    return tuple(filter(None, map(content_stem, words)))


@lru_cache(maxsize=1 << 14)
def content_stem(word: str) -> str | None:
    """Return the stem of a content word, None for a function word or a mark."""
    return _stem(word) if word not in FUNCTION_WORDS and has_letter(word) else None
