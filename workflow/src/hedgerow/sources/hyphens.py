"""Words cut at the end of a line: whether their hyphen belongs to them.

The document itself decides where it has the word elsewhere in one line, and otherwise a dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from hedgerow.lexicons.frequency import word_frequencies
from hedgerow.lexicons.line_end_hyphens import is_one_word

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_LAST = re.compile(r"([^\W_]+(?:['’-][^\W_]+)*)-$")
_FIRST = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")

_HANGING = frozenset(("and", "or", "to", "nor", "but"))
"""After a hyphen that hangs ("pre- and post-test") the space is part of the text."""


_PAIR = re.compile(r"[^\W_]- (?:and|or|to) [^\W_]+-$")

_PREFIXES = frozenset(
    "com con de dis em en fore il im in inter ir mis out over per pre pro re sub un under"
    " up".split()
)
"""Prefixes written without a hyphen, although most are words as well."""


def words_in(lines: Iterable[str]) -> set[str]:
    """Return the words of lines in lower case, those cut at a line end left out.

    >>> sorted(words_in(["The well-known sur-", "rounding farms"]))
    ['farms', 'the', 'well-known']
    """
    found: set[str] = set()
    cut = False
    for line in lines:
        words = _WORD.findall(line.lower())
        ends = line.rstrip().endswith("-")
        found.update(words[cut : len(words) - ends])
        cut = ends
    return found


def join_at_hyphen(before: str, after: str, own: set[str]) -> str:
    """Return two lines as one, the first of which ends with a hyphen.

    Args:
        before: the line that ends with the hyphen, without white space behind it.
        after: the line that follows it.
        own: the words that the document has in one line, from `words_in`.

    >>> join_at_hyphen("all the sur-", "rounding farms", set())
    'all the surrounding farms'
    >>> join_at_hyphen("the well-", "known wheel", set())
    'the well-known wheel'
    """
    last, first = _LAST.search(before), _FIRST.match(after)
    if last is None or first is None:
        return f"{before} {after}"
    one, two = last.group(1), first.group()
    if two.lower() in _HANGING:
        return f"{before} {after}"
    if _PAIR.search(before):  # pre- and post-war
        return before + after
    return before[: -1 if _is_one_word(one, two, own) else None] + after


def _is_one_word(one: str, two: str, own: set[str]) -> bool:
    """Return whether the two parts are one word without a hyphen."""
    if not one[-1].isalpha() or not is_one_word(one, two, own):
        return False
    left, right = one.lower(), two.lower().split("-")[0]
    common = word_frequencies()
    if left + right in own or left + right in common:
        return True
    if left in common and right in common and left not in _PREFIXES:
        return False
    # Two words of the document itself that no dictionary has as one: "kratom-based".
    return not (left in own and right in own) and "-" not in left
