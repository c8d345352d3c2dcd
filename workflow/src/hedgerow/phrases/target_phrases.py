"""Target phrases: which of the phrases of a title and a file name a page is written for.

The first segment of the title is the target unless its words are no subject of the prose.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from hedgerow.phrases.phrase_forms import singular
from hedgerow.phrases.title_clues import (
    PageClues,
    content_key,
    is_content,
    is_phrase,
    matter,
    without_furniture,
)

Words = tuple[str, ...]
_SUPPORTED = 0.5
"""More than this share of the content words of a title or name must occur in the prose."""
_CARRIED = 3
"""Occurrences in prose from which a phrase counts before a teaser, or although it is shared."""
_POINTING = frozenset("it its they them their this these those he she".split())
"""Words of a segment that speaks of what another names ("why they cannot work")."""
_WEAK = 2
"""A segment whose words are this many times rarer than those of another is a teaser."""


def target_phrases(
    clue: PageClues, singles: Mapping[str, int], repeated: Mapping[Words, tuple[int, int]]
) -> list[Words]:
    """Return the phrases that title and file name give, the likeliest first.

    1. A phrase of the title before the file name, except where the file name has some of the
       content words of the title and no others: then it comes first.
    2. Of the title, the first segment with more than half of its content words in the prose.
    3. Before that, another segment or a part of one where the first is a teaser ("Gut check: how
       tea for sleep works"): the prose repeats neither it nor a part with two content words, and
       its content words are half as frequent there as those of the other.
    4. After the first of these what it is about, without its aspects ("best", "benefits of",
       "dosage and effects").
    5. A segment that other titles share, and a file name of one word, only where the prose has it
       three times.

    Args:
        clue: title and file name.
        singles: occurrences in prose of single words; where there are none, nothing is weighed.
        repeated: occurrences in prose, and in titles and headings, of repeated sequences.
    """
    shared = clue.shared if _prose(clue.shared, repeated) >= _CARRIED else ()
    segments = [without_furniture(s) for s in ((shared,) if shared else ()) + tuple(clue.title)]
    supported = [s for s in segments if _is_supported(s, singles)]
    head = (supported or segments or [()])[0]
    better = _before_teaser(head, [s for s in supported if s != head], clue, singles, repeated)
    name = clue.name if _is_supported(clue.name, singles) else ()
    if len(name) == 1 and _occurrences(name[0], singles) < _CARRIED:
        name = ()
    agrees = name and set(content_key(name)) < set(content_key(head))
    about = matter(better or head)
    order = [name, better, head, about] if agrees else [better, head, about, name]
    return list(dict.fromkeys(words for words in order if is_phrase(words)))


def _before_teaser(
    head: Words,
    others: Sequence[Words],
    clue: PageClues,
    singles: Mapping[str, int],
    repeated: Mapping[Words, tuple[int, int]],
) -> Words:
    """Return the phrase of the title that comes before a teaser, or no words."""
    text = f" {' '.join(head)} "
    parts = (w for w in repeated if f" {' '.join(w)} " in text and len(content_key(w)) > 1)
    if not head or not singles or head in repeated or any(parts):
        return ()
    carrying = [
        words
        for words, (prose, title) in repeated.items()
        if prose >= _CARRIED and title > 1 and len(content_key(words)) > 1 and clue.in_title(words)
    ]
    strength = _WEAK * _strength(head, singles)
    options = (w for w in (*carrying, *others) if is_phrase(w) and not _POINTING & set(w))
    return next((w for w in options if _strength(w, singles) > strength), ())


def _prose(words: Words, repeated: Mapping[Words, tuple[int, int]]) -> int:
    return repeated.get(words, (0, 0))[0]


def _is_supported(words: Words, singles: Mapping[str, int]) -> bool:
    """Return whether the prose has more than half of the content words, or is not known."""
    content = _content(words)
    present = sum(_occurrences(w, singles) > 0 for w in content)
    return not singles or present > _SUPPORTED * len(content)


def _strength(words: Words, singles: Mapping[str, int]) -> float:
    """Return the mean number of occurrences in prose of the content words."""
    content = _content(words)
    return sum(_occurrences(w, singles) for w in content) / max(1, len(content))


def _content(words: Words) -> Words:
    """Return the content words, without quantities (3ml)."""
    return tuple(w for w in words if is_content(w))


def _occurrences(word: str, singles: Mapping[str, int]) -> int:
    """Return the occurrences of a word, its inflections, or of the rarest part of a compound."""
    forms, parts = _forms(word)
    found = sum([singles.get(form, 0) for form in forms])
    return max(found, min((_occurrences(part, singles) for part in parts), default=0))


@lru_cache(maxsize=1 << 11)
def _forms(word: str) -> tuple[frozenset[str], list[str]]:
    """Return the forms of a word, and the parts of a compound."""
    base = singular(word.removesuffix("'s"))
    stem = base.removesuffix("ing").removesuffix("e")
    forms = {base, base + "s", base + "es", base + "'s", word, stem, stem + "e", stem + "es"}
    parts = [p for p in base.split("-") if len(p) > 1] if "-" in base else []
    return frozenset(forms | {stem + "ed", stem + "ing", stem + "s"}), parts


def asked_words(clue: PageClues) -> set[str]:
    """Return the words whose occurrences `target_phrases` asks for."""
    asked: set[str] = set()
    for word in {word for text in (*clue.segments, clue.name) for word in text}:
        forms, parts = _forms(word)
        asked.update(forms, *(_forms(part)[0] for part in parts))
    return asked
