"""The part each word type plays at a sentence end, worked out once for each type.

What a stop may mean depends on the words beside it: whether they are an abbreviation, an initial, a
month, a word that opens sentences. Each such property is one bit, and the pass over the tokens
(`sentences.py`) is arithmetic on the bits.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

import numpy as np

from hedgerow.text.tokens.sentences import (
    ADDRESS,
    BEFORE_NUMBER,
    CLOCK,
    CLOSER,
    COMMA,
    CREDIT,
    DATE,
    DIGITS,
    DOTTED,
    ELLIPSIS,
    ENUMERATOR,
    EYES,
    INITIAL,
    LABEL,
    LOUD,
    LOWER,
    MONTH,
    MOUTH,
    NEVER,
    NOSE,
    OPENER,
    QUOTE,
    RULE,
    SIGN_OFF,
    SOMETIMES,
    SPEECH,
    SQUARE,
    STARTER,
    STOP,
    UPPER,
    WEB,
    WEEKDAY,
)
from hedgerow.text.tokens.tokens import NUMBER, PUNCTUATION, QUOTATION, URL, WORD

DATA = ("lexicons/abbreviations.tsv",)

_STARTERS = frozenset(
    "the a an this that these those it he she we you they i there here if when while as in on at"
    " for from with by after before since although though because however but and so then what"
    " who where why how is are was were do does did can could will would should may might my your"
    " his her our their its no not yes some many most all both each every another other one two"
    " to even also thus therefore moreover furthermore additionally nevertheless nonetheless"
    " meanwhile instead indeed perhaps maybe please thanks thank let such several during between"
    " through despite until once unless whether within without upon only now never often sometimes"
    " usually finally later still yet everyone someone anyone nobody nothing something everything"
    " according have has had don't doesn't didn't isn't aren't wasn't weren't can't couldn't"
    " won't wouldn't shouldn't haven't hasn't hadn't".split()
)
"""Function words that open a sentence after an abbreviation that may end one."""

_ENUMERATORS = frozenset(
    "vitamin vitamins hepatitis type group class plan grade part phase stage category appendix"
    " option section schedule table figure factor omega protein step level".split()
)
"""Words before a single capital that is a name of its own, not an initial (vitamin C)."""

_LABELS = frozenset("figure fig table box exhibit".split())
"""Words that with a number label a caption. Of numbers, 1 has the flag: it opens lists."""

_SPEECH = frozenset(
    "said says say asked asks ask replied replies reply answered answers cried cries shouted shouts"
    " yelled whispered whispers thought wondered added adds continued exclaimed muttered murmured"
    " called demanded insisted laughed sighed explained".split()
)
"""Verbs after a quoted question or exclamation that go on with its sentence: "Why?" Ann asked."""

_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb"
    " mar apr jun jul aug sep sept oct nov dec".split()
)

_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())

_CREDITS = frozenset(
    "image images photo photos photograph photographs picture pictures illustration video audio"
    " credit credits source".split()
)
"""Words that with a colon name who made a picture, after its caption."""

_SIGN_OFFS = frozenset(
    "regards best thanks sincerely cheers respectfully faithfully truly wishes".split()
)
"""Words that with a comma close a letter, before the name."""

_QUOTE_SIDES = {"``": OPENER, "''": CLOSER}
_QUOTE_SIDES |= dict.fromkeys("“‘«‹„‟‛", OPENER) | dict.fromkeys("”’»›´", CLOSER)
"""Quotation marks that say which side they stand on; the straight ones (and all that cleaning made
straight) do not."""

_ABBREVIATION_FLAGS = {
    "never": NEVER,
    "number": BEFORE_NUMBER,
    "sometimes": SOMETIMES,
    "capital": SOMETIMES | BEFORE_NUMBER,
}


@cache
def abbreviations() -> dict[str, str]:
    """Return abbreviation -> when its stop ends a sentence, from lexicons/abbreviations.tsv."""
    text = resources.files("hedgerow.lexicons").joinpath("abbreviations.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {row[0]: row[1] for row in rows[1:]}


@cache
def _listed() -> dict[str, int]:
    """Return lower-case word -> its flags, for the words of all lists here."""
    flags: dict[str, int] = {}
    for words, flag in (
        (_STARTERS, STARTER),
        (_ENUMERATORS, ENUMERATOR),
        (_SPEECH, SPEECH),
        (_MONTHS, MONTH),
        (_LABELS, LABEL),
        (_WEEKDAYS, WEEKDAY),
        (_CREDITS, CREDIT),
        (_SIGN_OFFS, SIGN_OFF),
        (("am", "pm"), CLOCK),
    ):
        for word in words:
            flags[word] = flags.get(word, 0) | flag
    for word, ends in abbreviations().items():
        flags[word] = flags.get(word, 0) | _ABBREVIATION_FLAGS[ends]
    return flags


def _flags_of_mark(surface: str) -> int:
    first = surface[0]
    if first in ".!?…‽。":
        dots = surface.strip(".…") == "" and (len(surface) > 1 or surface == "…")
        loud = LOUD if "?" in surface or "!" in surface else 0
        return STOP | loud | (ELLIPSIS if dots else 0)
    if first in "-–—":
        return (NOSE if len(surface) < 3 else 0) | (RULE if len(surface) > 3 else 0)
    flags = CLOSER if first in ")]}" else OPENER if first in "([{¿¡" else 0
    flags |= SQUARE if first in "[]" else MOUTH if first in "()" else 0
    return flags | (EYES if first in ":;" else COMMA if first == "," else 0)


def _flags_of_number(surface: str) -> int:
    return DIGITS | (
        DATE if surface.count("/") == 2 else CLOCK if ":" in surface else
        LABEL if surface == "1" else 0
    )  # fmt: skip


def _flags_of_word(surface: str, listed: dict[str, int]) -> int:
    folded = surface.lower()
    if folded == surface:
        flags = LOWER if surface[0].islower() else 0
    else:  # eBay and iPhone are written so wherever they stand, and may open a sentence
        flags = UPPER
    if surface[0].isdigit():
        flags = DIGITS
    elif len(surface) == 1:
        flags |= INITIAL
    if folded[-1] == ".":
        return flags | DOTTED | listed.get(folded[:-1], 0)
    known = listed.get(folded)
    if known is None:
        at = folded.find("'", 2)  # he'd, it's; but "I" is a capital wherever it stands
        known = listed.get(folded[:at], 0) & STARTER if at > 0 else 0
    return flags | known


def _flags_of(surface: str, kind: int, listed: dict[str, int]) -> int:
    if kind == WORD:
        return _flags_of_word(surface, listed)
    if kind == PUNCTUATION:
        return _flags_of_mark(surface)
    if kind == QUOTATION:
        return QUOTE | _QUOTE_SIDES.get(surface, 0)
    if kind == NUMBER:
        return _flags_of_number(surface)
    if kind == URL:
        return ADDRESS | (WEB if "://" in surface or surface[:4].lower() == "www." else 0)
    return (RULE if surface in "=*_~#+" else 0) | (EYES if surface == "=" else 0)


def sentence_flags(surfaces: list[str], kinds: np.ndarray) -> np.ndarray:
    """Return uint32[types]: the part each word type plays at a sentence end."""
    listed = _listed()
    return np.fromiter(
        (_flags_of(s, k, listed) for s, k in zip(surfaces, kinds.tolist(), strict=True)),
        np.uint32,
        len(surfaces),
    )
