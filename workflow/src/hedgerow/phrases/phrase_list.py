"""Lists of phrases: read from a file and checked."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

from hedgerow.errors import UserError, why_unreadable
from hedgerow.phrases.phrase_forms import plain_words, synonyms
from hedgerow.phrases.phrase_matcher import phrase_words

LONGEST_PHRASE = 50
_CLOSING = frozenset("?!.,;:…")


def read_phrases(path: Path | str, notes: list[str] | None = None) -> list[str]:
    """Read a list of phrases: UTF-8, one phrase per line; lines that start with # are comments.

    A phrase may have synonyms: "sleep aid | sleeping pill". Punctuation at the end of a phrase is
    dropped, so that a question also matches without its question mark. A phrase with the same words
    as an earlier one (in any case) is ignored.

    Args:
        path: the list.
        notes: receives one sentence for each phrase that is ignored.

    Raises:
        UserError: the file cannot be read, or a line has no letter or digit, or more than 50
            words.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            f"{path}: the list of phrases can't be read: {why_unreadable(error)};"
            " name a UTF-8 text with one phrase on each line"
        ) from error
    lines = [(i, line) for i, line in enumerate(text.split("\n"), 1) if line.strip()]
    lines = [(i, line) for i, line in lines if line.lstrip()[0] != "#"]
    places = [f"{path}, line {i}" for i, _ in lines]
    return distinct_phrases([line for _, line in lines], places, notes)


def distinct_phrases(
    given: Sequence[str], places: Sequence[str], notes: list[str] | None = None
) -> list[str]:
    """Return `checked_phrases` without those that have the words of an earlier one.

    Args:
        notes: receives one sentence for each phrase that is ignored.

    >>> distinct_phrases(["Green tea", "green tea"], ["phrase 1", "phrase 2"])
    ['Green tea']
    """
    phrases: list[str] = []
    seen: dict[tuple[str, ...], str] = {}
    for place, (phrase, words) in zip(places, checked_phrases(given, places), strict=True):
        first = seen.setdefault(words, place)
        if first == place:
            phrases.append(phrase)
        elif notes is not None:
            before = first.rpartition(", ")[2]
            notes.append(f"{place}: “{phrase}” is already in {before}; it is counted once")
    return phrases


def checked_phrases(
    phrases: Sequence[str], places: Sequence[str]
) -> list[tuple[str, tuple[str, ...]]]:
    """Return each phrase in the form that is searched for, and its words.

    Runs of white space become single spaces; punctuation at the end is dropped.

    Args:
        places: source of each phrase, for the errors.

    Raises:
        UserError: a phrase has no letter or digit, or more than 50 words.

    >>> checked_phrases(["Is it  safe?"], ["phrases.txt, line 1"])
    [('Is it safe', ('is', 'it', 'safe'))]
    """
    alternatives = [
        [" ".join(unicodedata.normalize("NFC", part).split()) for part in synonyms(phrase)]
        for phrase in phrases
    ]
    words = iter(phrase_words([part for parts in alternatives for part in parts]))
    checked = []
    for parts, place in zip(alternatives, places, strict=True):
        made = [_checked(part, next(words), place) for part in parts]
        joined = [word for _, found in made for word in (*plain_words(found), "|")]
        checked.append((" | ".join(phrase for phrase, _ in made), tuple(joined[:-1])))
    return checked


def _checked(phrase: str, words: list[str], place: str) -> tuple[str, list[str]]:
    while words and not set(words[-1]) - _CLOSING:
        phrase = phrase[: phrase.rfind(words.pop())].rstrip()
    n_words = sum(map(has_letter, words))
    if n_words == 0:
        raise UserError(f"{place}: a phrase needs a letter or a digit; delete it")
    if n_words > LONGEST_PHRASE:
        raise UserError(
            f"{place}: {n_words} words are more than a phrase can have ({LONGEST_PHRASE});"
            " shorten it, and put one phrase on each line"
        )
    return phrase, words


def has_letter(word: str) -> bool:
    """Return whether a token has a letter or a digit."""
    return word.isalnum() or any(map(str.isalnum, word))
