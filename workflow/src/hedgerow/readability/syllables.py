"""Syllables of words: overrides, CMUdict, the parts of a compound, then a rule for the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

_VOWELS = re.compile(r"[aeiouy]+")
_NO_LETTER = re.compile(r"[^a-z]")
_INITIALS = re.compile(r"[b-df-hj-np-tv-xz]+$")
_SECOND_PARTS = (
    "away|back|berry|board|boat|body|bone|burg|bury|cut|day|fore|ful(?:ly)?|hand|head|hill|hold|home"
    "|hood|house|how|keeper|land|less|let|life|light|lihood|like|line|liness|lock|ly|maker|man|mark"
    "|men|ness|one|over|paper|path|port|room|sake|shire|shot|side|some|spear|stone|store|teen|thing"
    "|time|ton|town|ty|ville|ware|water|well|what|where|wise|wood|work|worker|worth|wright"
)
"""What follows a silent e inside a word: parts of compounds and endings."""


def _rewrites(*rules: tuple[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Compile rules for words one a line: a negated class must not match the line's end.

    Each begins with a letter, and looks back over it where it matters what stands before: so the
    places to look at are found many times as fast.
    """
    return tuple(
        (re.compile(pattern.replace("[^", "[^\\n"), re.MULTILINE), replacement)
        for pattern, replacement in rules
    )


_SPELLING = _rewrites(
    (r"mc(?<=^mc)", "mic"),
    (r"any(?<=^any)(?=[a-z])", "anij"),
    (r"every(?<=^every)(?=[a-z])", "evry"),
    (r"ically$", "icly"),
    # u after q and g
    (r"qu", "kw"),
    (r"gue(?<=[aeiouln]gue)(?=s?$)", "ge"),
    (r"gu(?=[aeiy])(?!es?$|ing$|ed$|al$)", "g"),
    # y as a consonant: yard, canyon; between vowels it parts them: layer, flying
    (r"eye(?!r)", "i"),
    (r"y(?:(?<=^y)(?=[aeiou])|(?<=[^aeiourh]y)(?=[aou]))", "j"),
    (r"y(?=[aeiou])(?<=[aeiou]y)(?!e[ds]?$)", "y."),
    (r"y(?=[aeio])(?<=[^aeiouw]y)", "y."),
    # e inside a word: something, carefully, arrangement
    (rf"e(?:(?<=[aeiouy][^aeiouyw]e)|(?<=[aeiouy][rln][cgsv]e))(?=(?:{_SECOND_PARTS})s?$)", ""),
    (r"ement(?:(?<=[aeiouy][^aeiouywl]ement)|(?<=[rn][cg]ement))", "ment"),
)
"""First the letters that are no vowels of their own."""

_HIATUS = _rewrites(
    (r"ing(?<=[aeiou]ing)(?=s?$|ly$)", ".ing"),
    # ia: media, appreciate; not special, carriage, familiar, brilliant
    (r"ia(?:(?<=[tc]ia)(?=t)|(?<=[sg]ia)(?!$|n))", "i.a"),
    (r"ia(?<![tcsgx]ia)(?<!llia)(?!ge|r)", "i.a"),
    (r"iar(?<![tcsgxzl]iar)", "i.ar"),
    # io: period, ratio, various; not nation, million, union, behaviour
    (r"io(?:(?<![tcsgxhnv]io)(?<!llio)|(?<=[tcsgh]io)$)", "i.o"),
    (r"io(?:(?<=vio)(?!u?r)|(?<=nio)(?!ns?$|n[a-z]))", "i.o"),
    # ie: variety, diet, nutrient, science, happier; not patient, pier
    (r"i(?:(?=u|ell|et(?:y|ies)$)|(?<=di)(?=et)|(?<=^kwi)(?=et))", "i."),
    (
        r"i(?=e)(?:(?<![tc]i)(?=en(?:t|c))|(?<=^sci)(?=en)|(?=est$)|(?<!^pi)(?<!^ti)(?=ers?$))",
        "i.",
    ),
    # eo, ea, eu: video, area, create, museum, nucleus; not surgeon, people, ocean
    (r"e(?=o)(?:(?<![gcp]e)(?!ous?r|o[uy]$)|(?<=pe)(?!op)|(?<=^ge)(?!or))", "e."),
    (r"e(?=as?$)(?:(?<=[aeiouy][^aeiouy]e)|(?<=[aeiouy][^aeiouy]{2}e))", "e."),
    (r"e(?=a)(?:(?<=[aeiouy][^aeiouyc]e)(?=ans?$)|(?<=cre)(?=at(?!u))|(?<=the)(?=at))", "e."),
    (r"e(?:(?<=re)(?=ali[tsz])|(?<=ucle)(?=[aiu])|(?<=[sl]e)(?=um)|i(?=er))", r"\g<0>."),
    # ua, uo, ue, ui: annual, virtuous, cruel, fluent, fluid; not persuade, fluoride
    (r"u(?:(?<!su)(?=a)|(?=al)|(?=o)(?!or)|(?<=[frd]u)(?=el))", "u."),
    (r"u(?=en(?:t|c)|ers?$|i(?:t[iy]|ds?$|ns?$|s?$))", "u."),
    (r"a(?=o)(?!o$)|o(?:(?<=po)(?=e[mt])|(?=as?$))", r"\g<0>."),
    # prefixes: reassure, cooperate
    (r"re(?<=^re)(?=in(?!d|s?$)|im|ass|app|ele|ent|est|org|act|exa)", "re."),
    (r"co(?<=^co)(?=oper|ordin|in[a-z]{3})", "co."),
)
"""Then the vowels in a row that are two syllables: a point parts them."""

_ENDINGS = _rewrites(
    (r"l(?:(?<=[^aeiouylrw.]l)(?:e|es|ed)$|(?<=dl)$)", ".el"),
    (r"re(?=s?$)(?<=[tbdgpv]re)s?", ".er"),
    (r"ed$(?<=[^aeiouydt.]ed)", "d"),
    (r"es$(?<=[^aeiouyscxzg.]es)(?<![cs]hes)", "s"),
    (r"e$(?<=[^aeiouy.]e)(?<!nte)(?<!ione)(?<!i\.one)(?<!tzke)", ""),
    (r"m(?=s?$)(?:(?<=[iay]sm)|(?<=thm))", ".em"),
)
"""Last the endings: silent -e, -es, -ed; table, settled, centre and rhythm have one more."""


@dataclass(frozen=True)
class Syllables:
    """Syllables of W words, and which of them a dictionary gave."""

    count: np.ndarray  # int16[W]
    known: np.ndarray  # bool[W]


def syllables_by_rule(words: Sequence[str]) -> list[int]:
    """Estimate the syllables of lower-case words from their spelling; at least 1 for any letters.

    Vowel groups are counted after the spelling was rewritten, all words at once. Up to five
    consonants alone are said letter by letter (cbd has 3). Words without a letter have 0.
    `tools/syllable_accuracy.py` says how often the rule agrees with CMUdict.
    """
    if not words:
        return []
    letters = [_NO_LETTER.sub("", word) for word in words]
    text = "\n".join(letters)
    for pattern, replacement in _SPELLING + _HIATUS + _ENDINGS:
        text = pattern.sub(replacement, text)
    return [
        _spoken(plain, len(_VOWELS.findall(rewritten)))
        for plain, rewritten in zip(letters, text.split("\n"), strict=True)
    ]


def _spoken(letters: str, vowels: int) -> int:
    if len(letters) <= 5 and _INITIALS.match(letters):
        return len(letters) + 2 * letters.count("w")
    return max(1, vowels) if letters else 0


_SIBILANTS = ("s", "x", "z", "ch", "sh", "ce", "ge", "se", "ze")
"""Endings after which -s is a syllable of its own."""


_SUFFIXES = {
    "g": (("ing", 1),),
    "s": (("ings", 1), ("ness", 1), ("less", 1)),
    "y": (("ly", 1),),
    "l": (("ful", 1),),
}
"""Endings that are syllables of their own, by their last letter."""


def _from_stem(word: str, known: Mapping[str, int]) -> int | None:
    """Return the syllables of a regular inflection of a known word, or None."""
    last = word[-1:]
    for ending, add in _SUFFIXES.get(last, ()):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            for candidate in (stem, stem + "e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem):
                if candidate in known:
                    return known[candidate] + add
    if last == "d" and word.endswith("ed") and len(word) > 4:
        for candidate in (word[:-1], word[:-2], word[:-3] if word[-3] == word[-4] else word[:-2]):
            if candidate in known:
                return known[candidate] + (word[-3] in "td")
    if last == "s" and len(word) > 3:
        for candidate in (word[:-1], word[:-2] if word.endswith("es") else word[:-1]):
            if candidate in known:
                return known[candidate] + candidate.endswith(_SIBILANTS)
    return None


def _parts(word: str) -> list[str]:
    return [part for part in re.split(r"[-'/.&]", word) if part]


def _of_word(word: str, known: Mapping[str, int], rule: Callable[[str], int]) -> tuple[int, bool]:
    """Return the syllables of one folded word and whether the dictionary stands behind them."""
    count = known.get(word)
    if count is None and word.isalpha():  # most are
        count = _from_stem(word, known)
        return (rule(word), False) if count is None else (count, True)
    if count is None and word.endswith(("'s", "s'")):
        base = word[:-2] if word.endswith("'s") else word[:-1]
        count = known.get(base, _from_stem(base, known))
        if count is not None:
            count += word.endswith("'s") and base.endswith(_SIBILANTS)
    if count is None:
        count = _from_stem(word, known)
    if count is not None:
        return count, True
    parts = _parts(word)
    if len(parts) > 1:
        each = [_of_word(part, known, rule) for part in parts]
        return sum(n for n, _ in each), all(k for _, k in each)
    return rule(word), not any(c.isalpha() for c in word)


def word_syllables(words: Sequence[str], known: Mapping[str, int]) -> Syllables:
    """Count the syllables of folded words.

    Args:
        words: W folded words.
        known: word -> syllables, the project's overrides over CMUdict.

    Returns:
        Counts and whether the dictionary gave them: directly, through a regular inflection, or for
        every part of a compound.
    """
    odd: dict[str, int] = {}
    pairs = [_of_word(word, known, lambda part: odd.setdefault(part, 0)) for word in words]
    # the rule takes all odd words at once; then the compounds they stand in are counted again
    odd = dict(zip(odd, syllables_by_rule(list(odd)), strict=True))
    for i, (word, (_, is_known)) in enumerate(zip(words, pairs, strict=True)):
        if not is_known:
            alone = odd.get(word)
            pairs[i] = _of_word(word, known, odd.__getitem__) if alone is None else (alone, False)
    return Syllables(
        count=np.array([n for n, _ in pairs], np.int16).reshape(-1),
        known=np.array([k for _, k in pairs], bool).reshape(-1),
    )
