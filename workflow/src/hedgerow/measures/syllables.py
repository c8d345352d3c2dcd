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
    """Compile rules for words one a line: a negated class must not match the line's end."""
    return tuple(
        (re.compile(pattern.replace("[^", "[^\\n"), re.MULTILINE), replacement)
        for pattern, replacement in rules
    )


_SPELLING = _rewrites(
    (r"^mc", "mic"),
    (r"^any(?=[a-z])", "anij"),
    (r"^every(?=[a-z])", "evry"),
    (r"ically$", "icly"),
    # u after q and g
    (r"qu", "kw"),
    (r"(?<=[aeiouln])gue(?=s?$)", "ge"),
    (r"gu(?=[aeiy])(?!es?$|ing$|ed$|al$)", "g"),
    # y as a consonant: yard, canyon; between vowels it parts them: layer, flying
    (r"eye(?!r)", "i"),
    (r"^y(?=[aeiou])|(?<=[^aeiourh])y(?=[aou])", "j"),
    (r"(?<=[aeiou])y(?=[aeiou])(?!e[ds]?$)", "y."),
    (r"(?<=[^aeiouw])y(?=[aeio])", "y."),
    # e inside a word: something, carefully, arrangement
    (rf"(?:(?<=[aeiouy][^aeiouyw])|(?<=[aeiouy][rln][cgsv]))e(?=(?:{_SECOND_PARTS})s?$)", ""),
    (r"(?:(?<=[aeiouy][^aeiouywl])|(?<=[rn][cg]))ement", "ment"),
)
"""First the letters that are no vowels of their own."""

_HIATUS = _rewrites(
    (r"(?<=[aeiou])ing(?=s?$|ly$)", ".ing"),
    # ia: media, appreciate; not special, carriage, familiar, brilliant
    (r"(?<=[tc])ia(?=t)|(?<=[sg])ia(?!$|n)", "i.a"),
    (r"(?<![tcsgx])(?<!ll)ia(?!ge|r)", "i.a"),
    (r"(?<![tcsgxzl])iar", "i.ar"),
    # io: period, ratio, various; not nation, million, union, behaviour
    (r"(?<![tcsgxh])(?<!ll)(?<!n)(?<!v)io|(?<=[tcsgh])io$", "i.o"),
    (r"(?<=v)io(?!u?r)|(?<=n)io(?!ns?$|n[a-z])", "i.o"),
    # ie: variety, diet, nutrient, science, happier; not patient, pier
    (r"i(?=u|ell)|i(?=et(?:y|ies)$)|(?<=d)i(?=et)|(?<=^kw)i(?=et)", "i."),
    (r"(?<![tc])i(?=en(?:t|c))|(?<=^sc)i(?=en)|i(?=est$)|(?<!^p)(?<!^t)i(?=ers?$)", "i."),
    # eo, ea, eu: video, area, create, museum, nucleus; not surgeon, people, ocean
    (r"(?<![gcp])e(?=o(?!us?r|u$))(?!o[uy]$)|(?<=p)e(?=o(?!p))|(?<=^g)e(?=o(?!r))", "e."),
    (r"(?<=[aeiouy][^aeiouy])e(?=as?$)|(?<=[aeiouy][^aeiouy]{2})e(?=as?$)", "e."),
    (r"(?<=[aeiouy][^aeiouyc])e(?=ans?$)|(?<=cr)e(?=at(?!u))|(?<=th)e(?=at)", "e."),
    (r"(?<=r)e(?=ali[tsz])|(?<=ucl)e(?=[aiu])|(?<=[sl])e(?=um)|ei(?=er)", r"\g<0>."),
    # ua, uo, ue, ui: annual, virtuous, cruel, fluent, fluid; not persuade, fluoride
    (r"(?<!s)u(?=a)|u(?=al)|u(?=o)(?!or)|(?<=[frd])u(?=el)", "u."),
    (r"u(?=en(?:t|c)|ers?$|i(?:t[iy]|ds?$|ns?$|s?$))", "u."),
    (r"a(?=o)(?!o$)|(?<=p)o(?=e[mt])|o(?=as?$)", r"\g<0>."),
    # prefixes: reassure, cooperate
    (r"^re(?=in(?!d|s?$)|im|ass|app|ele|ent|est|org|act|exa)", "re."),
    (r"^co(?=oper|ordin|in[a-z]{3})", "co."),
)
"""Then the vowels in a row that are two syllables: a point parts them."""

_ENDINGS = _rewrites(
    (r"(?<=[^aeiouylrw.])l(?:e|es|ed)$|(?<=d)l$", ".el"),
    (r"(?<=[tbdgpv])res?$", ".er"),
    (r"(?<=[^aeiouydt.])ed$", "d"),
    (r"(?<=[^aeiouyscxzg.])(?<![cs]h)es$", "s"),
    (r"(?<=[^aeiouy.])(?<!nt)(?<!ion)(?<!i\.on)(?<!tzk)e$", ""),
    (r"(?<=[iay]s)m(?=s?$)|(?<=th)m(?=s?$)", ".em"),
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


def _from_stem(word: str, known: Mapping[str, int]) -> int | None:
    """Return the syllables of a regular inflection of a known word, or None."""
    for ending, add in (("ing", 1), ("ings", 1), ("ly", 1), ("ness", 1), ("less", 1), ("ful", 1)):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            for candidate in (stem, stem + "e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem):
                if candidate in known:
                    return known[candidate] + add
    if word.endswith("ed") and len(word) > 4:
        for candidate in (word[:-1], word[:-2], word[:-3] if word[-3] == word[-4] else word[:-2]):
            if candidate in known:
                return known[candidate] + (word[-3] in "td")
    if word.endswith("s") and len(word) > 3:
        for candidate in (word[:-1], word[:-2] if word.endswith("es") else word[:-1]):
            if candidate in known:
                return known[candidate] + candidate.endswith(_SIBILANTS)
    return None


def _parts(word: str) -> list[str]:
    return [part for part in re.split(r"[-'/.&]", word) if part]


def _of_word(word: str, known: Mapping[str, int], rule: Callable[[str], int]) -> tuple[int, bool]:
    """Return the syllables of one folded word and whether the dictionary stands behind them."""
    count = known.get(word)
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
