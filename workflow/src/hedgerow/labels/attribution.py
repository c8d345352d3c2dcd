"""Attribution: the source that a sentence gives for its content.

The model decides whether a source is given where there are weights (trained on PolNeAR, Newell et
al. 2018), the rules elsewhere; the kind of source follows from the lexicon's sources and phrases in
a fixed order.
"""

from __future__ import annotations

import numpy as np

from hedgerow.labels.claims import of_table
from hedgerow.labels.lexicon_matcher import Marks, class_words
from hedgerow.lexicons.load import Lexicon
from hedgerow.lexicons.vocabulary import ATTRIBUTIONS
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokens import NUMBER, WORD
from hedgerow.text.tokens.words import UPPER

_ORDER = ("authority", "users", "research", "hearsay", "experts")
"""The order of precedence where a sentence gives several sources."""

_VERBS = ("say", "find", "think", "write")
_SPEAKERS = (
    "professional", "person_noun", "title_noun", "third_person", "they", "first_person",
    "first_plural",
)  # fmt: skip


def has(tokenised: TokenisedCorpus, at: np.ndarray) -> np.ndarray:
    """Return bool[S]: the sentence contains one of the tokens `at`."""
    out = np.zeros(len(tokenised.sentence_start), bool)
    out[tokenised.token_sentence[at]] = True
    return out


def _marked(
    tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks, **labels: str
) -> np.ndarray:
    return has(tokenised, marks.first[of_table(marks, lexicon, "attribution", **labels)])


def attribution_given(tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks) -> np.ndarray:
    """Return bool[S]: a source is given, by the rule: a phrase, or a source with a reporting
    verb.
    """
    verb = np.zeros(len(tokenised.sentence_start), bool)
    for name in _VERBS:
        verb |= _marked(tokenised, lexicon, marks, label="verb", detail=name)
    source = np.zeros_like(verb)
    for name in ATTRIBUTIONS[1:]:
        source |= _marked(tokenised, lexicon, marks, label="source", detail=name)
    phrase = np.zeros_like(verb)
    for name in (*ATTRIBUTIONS[1:], "named"):
        phrase |= _marked(tokenised, lexicon, marks, label="phrase", detail=name)
    said = _marked(tokenised, lexicon, marks, label="verb", detail="say")
    return phrase | (source & verb) | (said & _names(tokenised))


def plain_sources(tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks) -> np.ndarray:
    """Return bool[S]: a phrase gives source and act at once (users report, FDA warned)."""
    out = np.zeros(len(tokenised.sentence_start), bool)
    for name in ("research", "users", "authority", "hearsay"):
        out |= _marked(tokenised, lexicon, marks, label="phrase", detail=name)
    return out


def _names(tokenised: TokenisedCorpus) -> np.ndarray:
    """Return bool[S]: a capitalised word follows the first word of the sentence."""
    first = np.zeros(len(tokenised.token_type) + 1, bool)
    first[tokenised.sentence_token[:-1]] = True
    shape = tokenised.type_shape[tokenised.token_type]
    letters = tokenised.type_letters[tokenised.token_type]
    name = (shape > 0) & (tokenised.token_kind == WORD) & (letters > 2) & ~first[: len(shape)]
    return has(tokenised, np.flatnonzero(name))


def citations(tokenised: TokenisedCorpus) -> np.ndarray:
    """Return bool[S]: the sentence cites a work: a year in brackets, after a name in them or before
    them, as in (Marsh et al., 2019) or Marsh (2019).
    """
    n = len(tokenised.token_type)
    year = np.array([_is_year(text) for text in tokenised.type_text] or [False])[
        tokenised.token_type
    ]
    opens = np.array([text == "(" for text in tokenised.type_text] or [False])[tokenised.token_type]
    closes = np.array([text == ")" for text in tokenised.type_text] or [False])[
        tokenised.token_type
    ]
    place = np.arange(n)
    opened = np.maximum.accumulate(np.where(opens, place, -1))
    closed = np.maximum.accumulate(np.where(closes, place, -1))
    at = np.flatnonzero(year & (opened > closed))
    bracket = opened[at]
    same = tokenised.token_sentence[bracket] == tokenised.token_sentence[at]
    month = np.array([text in _MONTHS for text in tokenised.type_text] or [False])
    names = np.concatenate([[0], np.cumsum(_capital(tokenised) & ~month[tokenised.token_type])])
    inside = names[at] > names[bracket]
    before = (bracket == at - 1) & (names[bracket] > names[np.maximum(bracket - 1, 0)])
    return has(tokenised, at[same & (inside | before)])


_MONTHS = frozenset(
    "January February March April May June July August September October November December"
    " Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec".split()
)


def _is_year(text: str) -> bool:
    return text.isdigit() and len(text) == 4 and "1900" <= text <= "2100"


def no_sources(tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks) -> np.ndarray:
    """Return bool[S]: an apparent source is none (the authors report no funding)."""
    return _marked(tokenised, lexicon, marks, label="phrase", detail="none")


def attribution_classes(
    tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks, given: np.ndarray
) -> np.ndarray:
    """Return int8[S], place in ATTRIBUTIONS.

    A source of no listed class is research where a work is cited, experts where the sentence has a
    possible speaker, else hearsay ("is often hailed as").
    """
    speaker = _speakers(tokenised, lexicon)
    out = np.where(given, ATTRIBUTIONS.index("experts"), 0).astype(np.int8)
    listed = np.zeros(len(given), bool)
    found = _marked(tokenised, lexicon, marks, label="verb", detail="find")
    for name in reversed(_ORDER):
        phrase = _marked(tokenised, lexicon, marks, label="phrase", detail=name)
        source = _marked(tokenised, lexicon, marks, label="source", detail=name)
        if name == "research":
            said = _marked(tokenised, lexicon, marks, label="verb", detail="say")
            source &= found | ~said | ~speaker
        out[given & (phrase | source)] = ATTRIBUTIONS.index(name)
        listed |= phrase | source
    out[given & ~listed & ~speaker] = ATTRIBUTIONS.index("hearsay")
    out[given & ~listed & citations(tokenised)] = ATTRIBUTIONS.index("research")
    return out


def _speakers(tokenised: TokenisedCorpus, lexicon: Lexicon) -> np.ndarray:
    """Return bool[S]: the sentence has a person, a pronoun for one, or a full name."""
    out = _name_pairs(tokenised)
    for name in _SPEAKERS:
        words = class_words(tokenised, name, lexicon)[tokenised.token_base]
        out |= has(tokenised, np.flatnonzero(words))
    return out


def attribution_named(
    tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks, attribution: np.ndarray
) -> np.ndarray:
    """Return bool[S]: the source is identified: an authority, a year, or a name inside the
    sentence.
    """
    authority = _named_authority(tokenised, lexicon, marks)
    year = np.zeros(len(tokenised.sentence_start), bool)
    numbers = np.flatnonzero(tokenised.token_kind == NUMBER)
    is_year = np.array([_is_year(text) for text in tokenised.type_text], bool)
    if len(numbers):
        year = has(tokenised, numbers[is_year[tokenised.token_type[numbers]]])
    verb = _reporting(tokenised, lexicon, marks)
    acronym = class_words(tokenised, "title_noun", lexicon)
    titled = has(tokenised, np.flatnonzero(acronym[tokenised.token_base]))
    research = attribution == ATTRIBUTIONS.index("research")
    experts = attribution == ATTRIBUTIONS.index("experts")
    named = (attribution == ATTRIBUTIONS.index("authority")) & authority
    named |= research & (year | _cited(tokenised, lexicon))
    named |= experts & (titled | (_name_pairs(tokenised) & verb))
    return named


def _named_authority(tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks) -> np.ndarray:
    """Return bool[S]: an authority with a capital letter in its name (FDA, not regulators)."""
    first = np.zeros(len(tokenised.token_type), bool)
    first[tokenised.sentence_token[:-1]] = True
    shape = tokenised.type_shape[tokenised.token_type]
    capital = (shape == UPPER) | ((shape > 0) & ~first)
    count = np.concatenate([[0], np.cumsum(capital)])
    chosen = marks.where(of_table(marks, lexicon, "attribution", detail="authority"))
    return has(tokenised, chosen.first[count[chosen.last + 1] > count[chosen.first]])


def _reporting(tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks) -> np.ndarray:
    out = np.zeros(len(tokenised.sentence_start), bool)
    for name in _VERBS:
        out |= _marked(tokenised, lexicon, marks, label="verb", detail=name)
    out |= _marked(tokenised, lexicon, marks, label="phrase", detail="named")
    return out | _marked(tokenised, lexicon, marks, label="phrase", detail="experts")


def _capital(tokenised: TokenisedCorpus) -> np.ndarray:
    shape = tokenised.type_shape[tokenised.token_type]
    return (
        (shape > 0)
        & (tokenised.token_kind == WORD)
        & (tokenised.type_letters[tokenised.token_type] > 1)
    )


def _name_pairs(tokenised: TokenisedCorpus) -> np.ndarray:
    """Return bool[S]: two capitalised words in a row, as in a full name."""
    capital = _capital(tokenised)
    pair = (
        capital[1:] & capital[:-1] & (tokenised.token_sentence[1:] == tokenised.token_sentence[:-1])
    )
    return has(tokenised, np.flatnonzero(pair))


def _cited(tokenised: TokenisedCorpus, lexicon: Lexicon) -> np.ndarray:
    """Return bool[S]: a journal or institution is named (Journal of, University of, in JAMA)."""
    institution = class_words(tokenised, "institution", lexicon)[tokenised.token_base] & _capital(
        tokenised
    )
    return has(tokenised, np.flatnonzero(institution))


def evidence(tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks) -> np.ndarray:
    """Return bool[S]: the sentence refers to evidence, by the rule.

    It mentions a study, an analysis, findings or data, or has the verb suggest; the verb of
    "results in" is no result.
    """
    words = class_words(tokenised, "finding_noun", lexicon) | class_words(
        tokenised, "study_noun", lexicon
    )
    words |= class_words(tokenised, "=suggest|suggests|suggested|suggesting", lexicon)
    at = words[tokenised.token_base]
    effects = of_table(marks, lexicon, "effects")
    at[marks.first[effects]] = False
    return has(tokenised, np.flatnonzero(at))
