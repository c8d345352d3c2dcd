"""The flags of each word type at a sentence end, worked out once for each type."""

from __future__ import annotations

from functools import cache
from importlib import resources

import numpy as np

from hedgerow.text.tokens import token_flags as flag
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
    " option section schedule table figure factor omega protein step level war influenza virus"
    " strain subtype serotype cohort arm panel model solution sample team zone area region layer"
    " unit test question plate line immunoglobulin haemophilia hemophilia coenzyme kinase receptor"
    " antigen toxin chapter annex".split()
)
"""Words before a single capital that is a name of its own, not an initial (vitamin C)."""

_LABELS = frozenset("figure fig table box exhibit".split())
"""Words that with a number label a caption; the number 1, which opens lists, has their flag too."""

_SPEECH = frozenset(
    "said says say asked asks ask replied replies reply answered answers cried cries shouted shouts"
    " yelled whispered whispers thought wondered added adds continued exclaimed muttered murmured"
    " called demanded insisted laughed sighed explained".split()
)
"""Verbs that continue the sentence after a quoted question or exclamation: "Why?" Ann asked."""

_CONJUNCTIONS = frozenset(
    "and but or so because then which that if when while although also".split()
)
"""Words before which a sentence without end is cut."""

_ROMANS = frozenset("ii iii iv vi vii viii ix xi xii xiii xiv xv xvi xvii xviii xix xx".split())

_UNITS = frozenset("CFKLMVW")

_NOTES = frozenset("*†‡§¶⁰¹²³⁴⁵⁶⁷⁸⁹")

_EMOJI = ((0x2600, 0x27BF), (0x2B50, 0x2B55), (0x1F300, 0x1FAFF))
"""Code points of pictographs, first and last."""

_FACES = ((0x1F389, 0x1F38A), (0x1F44C, 0x1F44F), (0x1F600, 0x1F64F), (0x1F910, 0x1F92F),
          (0x1F970, 0x1F97A), (0x263A, 0x263A))  # fmt: skip
"""Code points of faces, gestures and party poppers."""

_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb"
    " mar apr jun jul aug sep sept oct nov dec".split()
)

_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())

_CREDITS = frozenset(
    "image images photo photos photograph photographs picture pictures illustration video audio"
    " credit credits source".split()
)
"""Words that with a colon name the maker of a picture, after its caption."""

_SIGN_OFFS = frozenset(
    "regards best thanks sincerely cheers respectfully faithfully truly wishes".split()
)
"""Words that with a comma close a letter, before the name."""

_QUOTE_SIDES = {"``": flag.OPENER, "''": flag.CLOSER}
_QUOTE_SIDES |= dict.fromkeys("“‘«‹„‟‛", flag.OPENER) | dict.fromkeys("”’»›´", flag.CLOSER)
"""Quotation marks of a certain side; straight ones, and those that cleaning made straight, have
none."""

_ABBREVIATION_FLAGS = {
    "never": flag.NEVER,
    "number": flag.BEFORE_NUMBER,
    "sometimes": flag.SOMETIMES,
    "capital": flag.SOMETIMES | flag.BEFORE_NUMBER,
    "word": flag.BEFORE_NUMBER | flag.ORDINARY,
}


@cache
def abbreviations() -> dict[str, str]:
    """Return abbreviation -> when its stop ends a sentence, from lexicons/abbreviations.tsv."""
    text = resources.files("hedgerow.lexicons").joinpath("abbreviations.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {row[0]: row[1] for row in rows[1:]}


@cache
def _listed() -> dict[str, int]:
    """Return word -> its flags, for the words of all lists here.

    A word with a capital has its flags only where it is written with one.
    """
    flags: dict[str, int] = {}
    for words, role in (
        (_STARTERS, flag.STARTER),
        (_ENUMERATORS, flag.ENUMERATOR),
        (_SPEECH, flag.SPEECH),
        (_MONTHS, flag.MONTH),
        (_LABELS, flag.LABEL),
        (_WEEKDAYS, flag.WEEKDAY),
        (_CREDITS, flag.CREDIT),
        (_SIGN_OFFS, flag.SIGN_OFF),
        (("am", "pm"), flag.CLOCK),
        (("of",), flag.OF),
        (_CONJUNCTIONS, flag.CONJUNCTION),
    ):
        for word in words:
            flags[word] = flags.get(word, 0) | role
    for word, ends in abbreviations().items():
        flags[word] = flags.get(word, 0) | _ABBREVIATION_FLAGS[ends]
    return flags


def _flags_of_mark(surface: str) -> int:
    first = surface[0]
    if first in ".!?…‽。":
        dots = surface.strip(".…") == "" and (len(surface) > 1 or surface == "…")
        loud = flag.LOUD if "?" in surface or "!" in surface else 0
        return flag.STOP | loud | (flag.ELLIPSIS if dots else 0)
    if first in "-–—":
        return (flag.NOSE if len(surface) < 3 else 0) | (flag.RULE if len(surface) > 3 else 0)
    flags = flag.CLOSER if first in ")]}" else flag.OPENER if first in "([{¿¡" else 0
    flags |= flag.SQUARE if first in "[]" else flag.ROUND if first in "()" else 0
    return flags | (flag.EYES if first in ":;" else flag.COMMA if first == "," else 0)


def _flags_of_number(surface: str) -> int:
    if surface.count("/") == 2:
        return flag.DIGITS | flag.DATE
    if ":" in surface:
        return flag.DIGITS | flag.CLOCK
    short = flag.CARDINAL if len(surface) < 4 or "." in surface else 0
    year = flag.YEAR if len(surface) == 4 and surface.isdecimal() else 0
    return flag.DIGITS | short | year | (flag.LABEL if surface == "1" else 0)


def _flags_of_word(surface: str, listed: dict[str, int]) -> int:
    folded = surface.lower()
    if folded == surface:
        flags = flag.LOWER if surface[0].islower() else 0
    else:  # eBay and iPhone keep their form everywhere, and may open a sentence
        flags = flag.UPPER
    if surface[0].isdigit():
        flags = flag.DIGITS
    elif len(surface) == 1:
        flags |= flag.INITIAL | (flag.UNIT if surface in _UNITS else 0)
        if surface == "V":  # volts, not versus
            return flags
    elif folded in _ROMANS and surface.isupper():
        flags |= flag.ROMAN
    if folded[-1] == ".":
        return flags | flag.DOTTED | listed.get(folded[:-1], 0)
    known = listed.get(folded)
    if known is None:
        at = folded.find("'", 2)  # he'd, it's; but "I" is always a capital
        known = listed.get(folded[:at], 0) & flag.STARTER if at > 0 else 0
    if flags & flag.UPPER:
        known |= listed.get(folded.capitalize(), 0)
    return flags | known


def _flags_of_symbol(surface: str) -> int:
    point = ord(surface[0])
    emoji = any(low <= point <= high for low, high in _EMOJI)
    face = any(low <= point <= high for low, high in _FACES)
    return (
        (flag.RULE if surface in "=*_~#+" else 0)
        | (flag.EYES if surface == "=" else 0)
        | (flag.NOTE if surface in _NOTES else 0)
        | (flag.DEGREE if surface in ("°", "º") else 0)
        | (flag.EMOJI if emoji else 0)
        | (flag.FACE if face else 0)
    )


def _flags_of(surface: str, kind: int, listed: dict[str, int]) -> int:
    if kind == WORD:
        return _flags_of_word(surface, listed)
    if kind == PUNCTUATION:
        return _flags_of_mark(surface)
    if kind == QUOTATION:
        return flag.QUOTE | _QUOTE_SIDES.get(surface, 0)
    if kind == NUMBER:
        return _flags_of_number(surface)
    if kind == URL:
        return flag.ADDRESS | (flag.WEB if "://" in surface or surface[:4].lower() == "www." else 0)
    return _flags_of_symbol(surface)


def sentence_flags(surfaces: list[str], kinds: np.ndarray) -> np.ndarray:
    """Return int64[types]: the flags of each word type at a sentence end (`token_flags`).

    >>> flags = sentence_flags(["Dr"], np.array([WORD]))
    >>> int(flags[0]) == flag.UPPER | flag.NEVER
    True
    """
    listed = _listed()
    flags = [
        # most types are words of small letters
        flag.LOWER | listed.get(s, 0)
        if k == WORD and s.islower() and s.isalpha() and s.isascii() and len(s) > 1
        else _flags_of(s, k, listed)
        for s, k in zip(surfaces, kinds.tolist(), strict=True)
    ]
    return np.array(flags, np.int64)
