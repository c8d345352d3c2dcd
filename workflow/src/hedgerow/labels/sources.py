"""Named sources and first persons: what identifies the source of a sentence."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from hedgerow.labels.lexicon_marks import (
    beside,
    class_tokens,
    has,
    has_flag,
    last_at,
    next_flag,
    of_table,
)
from hedgerow.labels.lexicon_matcher import Marks
from hedgerow.labels.once import once_a_text
from hedgerow.lexicons.function_words import FUNCTION_WORDS
from hedgerow.lexicons.load import Lexicon
from hedgerow.tables.spans import span_counts
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokens import WORD
from hedgerow.text.tokens.words import UPPER

_MONTHS = frozenset(
    "January February March April May June July August September October November December"
    " Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec".split()
)
_REPORTING = ("say", "find", "think", "write")
_SPEECH = (
    "=said|says|told|recommends|estimates|explained|explains|added|noted|notes|wrote|writes|recommends|warned|warns"
    "|argues|argued|suggests|recalls|advises|mention|mentions|discuss|discusses|reported|found"
)
_DEGREES = "=md|m.d|m.d.|phd|ph.d|ph.d.|rd|rdn|dds|dc|pharmd|rn|mph|msc|do|frcp"
_BODIES = (
    "=office|foundation|institute|institutes|association|academy|center|centers|centre|society"
    "|college|council|agency|administration|department|ministry|commission|organization"
    "|organisation|supplements|prevention|health|medicine|sciences"
)
_SELF = "=i|i'm|i've|i'd|i'll|my|myself"

_LETTERED = frozenset("Vitamin Hepatitis Influenza Group Type Factor Phase Plan Part Grade".split())
"""Words that a letter follows as a kind, not as an initial."""
_PEOPLES = ("ese", "ish", "ian", "ican", "ean")
"""Endings of the names of peoples, whose studies are many (a 2019 Japanese trial)."""
_COUNTRIES = frozenset("US U.S UK U.K EU American British French Dutch German Swiss".split())
_NO_NAMES = _MONTHS | _COUNTRIES
_FROM_NAME_TO_STUDY = 4


@once_a_text
def citations(tokenised: TokenisedCorpus, lexicon: Lexicon) -> np.ndarray:
    """Return bool[S]: the sentence cites a work by author: (Marsh et al., 2019), Marsh (2019),
    Marsh et al. (2019), Marsh and colleagues.
    """
    if not len(tokenised.token_type):
        return np.zeros(len(tokenised.sentence_start), bool)
    at = np.flatnonzero(_years(tokenised))
    opened, closed = (last_at(_signs(tokenised, sign), at) for sign in "()")
    inside = opened > closed
    at, bracket = at[inside], opened[inside]
    same = tokenised.token_sentence[bracket] == tokenised.token_sentence[at]
    months = _type_flags(tokenised, _MONTHS.__contains__, _capitalised_types(tokenised))
    author = _names(tokenised) & ~months
    named = last_at(author, at - 1) >= bracket
    others = _with_others(tokenised, lexicon, author)
    before = (bracket == at - 1) & beside(tokenised, author | others, -1)[bracket]
    return has(tokenised, np.concatenate([at[same & (named | before)], np.flatnonzero(others)]))


def _with_others(tokenised: TokenisedCorpus, lexicon: Lexicon, author: np.ndarray) -> np.ndarray:
    """Return bool[T]: the token ends "et al." or "and colleagues" after an author's name."""
    out = np.zeros(len(author), bool)
    for first, second in (("=et", "=al|al."), ("=and", "=colleagues|coworkers|co-workers")):
        a = class_tokens(tokenised, first, lexicon)
        b = class_tokens(tokenised, second, lexicon)
        out |= beside(tokenised, author, -2) & beside(tokenised, a, -1) & b
    return out | (beside(tokenised, out, -1) & _signs(tokenised, "."))


def _type_flags(
    tokenised: TokenisedCorpus, test: Callable[[str], bool], among: np.ndarray
) -> np.ndarray:
    """Return bool[T]: the surface form of the token passes a test.

    Args:
        among: bool[V], the types that may pass; the test is not tried on others.
    """
    flags = np.zeros(len(among), bool)
    types = np.flatnonzero(among)
    flags[types] = [test(tokenised.type_text[t]) for t in types.tolist()]
    return flags[tokenised.token_type]


def _signs(tokenised: TokenisedCorpus, signs: str) -> np.ndarray:
    """Return bool[T]: the token is one of some characters."""
    return _type_flags(tokenised, set(signs).__contains__, tokenised.type_length == 1)


@once_a_text
def _years(tokenised: TokenisedCorpus) -> np.ndarray:
    """Return bool[T]: the token is a year from 1900 to 2100."""
    return _type_flags(
        tokenised,
        lambda text: text.isdigit() and "1900" <= text <= "2100",
        tokenised.type_length == 4,
    )


def _capitalised_types(tokenised: TokenisedCorpus) -> np.ndarray:
    """Return bool[V]: a word of two letters or more that starts with a capital."""
    word = tokenised.type_kind == WORD
    return (tokenised.type_shape > 0) & word & (tokenised.type_letters > 1)


@once_a_text
def capitalised(tokenised: TokenisedCorpus) -> np.ndarray:
    """Return bool[T]: a word of two letters or more that starts with a capital."""
    return _capitalised_types(tokenised)[tokenised.token_type]


def _opening(tokenised: TokenisedCorpus) -> np.ndarray:
    """Return bool[T]: the first token of a sentence."""
    first = np.zeros(len(tokenised.token_type) + 1, bool)
    first[tokenised.sentence_token[:-1]] = True
    return first[:-1]


@once_a_text
def _names(tokenised: TokenisedCorpus) -> np.ndarray:
    """Return bool[T]: a capitalised word that is no function word (Marsh, not One or This)."""
    return _type_flags(
        tokenised,
        lambda text: text.lower() not in FUNCTION_WORDS,
        _capitalised_types(tokenised),
    )


def inner_names(tokenised: TokenisedCorpus) -> np.ndarray:
    """Return bool[S]: a capitalised word follows the first word of the sentence."""
    letters = tokenised.type_letters[tokenised.token_type]
    name = capitalised(tokenised) & (letters > 2) & ~_opening(tokenised)
    return has_flag(tokenised, name)


def name_pairs(tokenised: TokenisedCorpus) -> np.ndarray:
    """Return bool[S]: two capitalised words in a row, as in a full name."""
    capital = capitalised(tokenised)
    return has_flag(tokenised, capital & beside(tokenised, capital, -1))


@once_a_text
def named_speakers(tokenised: TokenisedCorpus, lexicon: Lexicon) -> np.ndarray:
    """Return bool[S]: a verb of speech beside the name of a person: says Westbrook, Dr Lund
    explains.
    """
    speech = class_tokens(tokenised, _SPEECH, lexicon)
    shape = tokenised.type_shape[tokenised.token_type]
    name = capitalised(tokenised) & (shape != UPPER)
    title = class_tokens(tokenised, "title_noun", lexicon) & capitalised(tokenised)
    degree = class_tokens(tokenised, _DEGREES, lexicon) & (shape > 0)
    comma = class_tokens(tokenised, "=,", lexicon)
    full = name & beside(tokenised, name | title, -1)
    full &= ~class_tokens(tokenised, _BODIES, lexicon)
    speaks = beside(tokenised, speech, -1) & (name | title)
    speaks |= full & beside(tokenised, speech, 1)
    speaks |= degree & beside(tokenised, comma, -1) & beside(tokenised, name, -2)
    goes_on = beside(tokenised, np.ones(len(speaks), bool), 1)
    return has_flag(tokenised, speaks & (goes_on | degree | full | name))


@once_a_text
def named_bodies(tokenised: TokenisedCorpus, lexicon: Lexicon) -> np.ndarray:
    """Return bool[S]: a verb of speech after the name of a body: the Sleep Foundation notes."""
    capital = capitalised(tokenised)
    speech = class_tokens(tokenised, _SPEECH, lexicon)
    body = class_tokens(tokenised, _BODIES, lexicon) & capital
    speaks = beside(tokenised, capital, -1) & body & beside(tokenised, speech, 1)
    return has_flag(tokenised, speaks)


@once_a_text
def narrators(tokenised: TokenisedCorpus, lexicon: Lexicon) -> np.ndarray:
    """Return bool[S]: the writer reports in the first person singular."""
    return has_flag(tokenised, class_tokens(tokenised, _SELF, lexicon))


def works(tokenised: TokenisedCorpus, lexicon: Lexicon) -> np.ndarray:
    """Return bool[S]: a journal, institution or titled study is named.

    Journal of, University of, JAMA; or "published in" and a capitalised word; or a capitalised
    name before study, trial, review or survey.
    """
    capital = capitalised(tokenised)
    first = _opening(tokenised)
    found = class_tokens(tokenised, "institution", lexicon) & capital
    found &= ~(first & class_tokens(tokenised, "=science|nature", lexicon))
    inner = _names(tokenised) & ~first
    into = class_tokens(tokenised, "=in|by|from|of|the|journal", lexicon)
    published = class_tokens(tokenised, "=published|journal|review|reviewed|research", lexicon)
    somewhere = class_tokens(tokenised, "=research", lexicon)
    somewhere &= beside(tokenised, class_tokens(tokenised, "=in", lexicon), 1)
    # "research in Spain" names a place
    opens = published & beside(tokenised, into, 1) & ~somewhere
    found |= beside(tokenised, opens, -2) & inner
    found |= beside(tokenised, opens, -3) & beside(tokenised, into, -1) & inner
    work = class_tokens(tokenised, "=study|trial|trials|reviews|survey|cohort|monograph", lexicon)
    people = _type_flags(
        tokenised,
        lambda text: text in _COUNTRIES or text.endswith(_PEOPLES),
        _capitalised_types(tokenised),
    )
    found |= beside(tokenised, inner & ~people, -1) & work
    return has_flag(tokenised, found)


def references(tokenised: TokenisedCorpus, lexicon: Lexicon) -> np.ndarray:
    """Return bool[S]: the sentence names a work as lists of references and reviews do.

    Surnames with initials (Marsh B, et al.; Marsh BC, Lund D), a name beside a year before the
    noun of a study (the 2018 Marsh trial, Marsh 2018 review), a number by which works are found
    (PMID, DOI), or the name of a journal (the journal Sleep).
    """
    number = class_tokens(tokenised, "=pmid|pmcid|doi", lexicon)
    first = _opening(tokenised)
    inner = capitalised(tokenised) & ~first
    found = number | _dated_studies(tokenised, lexicon)
    found |= beside(tokenised, class_tokens(tokenised, "=journal", lexicon), -1) & inner
    initials = _names_with_initials(tokenised)
    others = class_tokens(tokenised, "=et", lexicon)
    found |= beside(tokenised, initials, -3) & others
    pairs = span_counts(initials, tokenised.sentence_token)
    return has_flag(tokenised, found) | (pairs >= 2)


def _names_with_initials(tokenised: TokenisedCorpus) -> np.ndarray:
    """Return bool[T]: a surname before one to three capitals and a comma or stop (Marsh BC,)."""
    shape = tokenised.type_shape[tokenised.token_type]
    surname = capitalised(tokenised) & (shape != UPPER)
    surname &= ~_type_flags(tokenised, _LETTERED.__contains__, _capitalised_types(tokenised))
    initials = _type_flags(tokenised, str.isupper, tokenised.type_length <= 3)
    ends = _signs(tokenised, ",.")
    return surname & beside(tokenised, initials, 1) & beside(tokenised, ends, 2)


def _dated_studies(tokenised: TokenisedCorpus, lexicon: Lexicon) -> np.ndarray:
    """Return bool[T]: a noun of a study soon after a name beside a year."""
    year = _years(tokenised)
    shape = tokenised.type_shape[tokenised.token_type]
    name = _names(tokenised) & (shape != UPPER)
    name &= ~_type_flags(
        tokenised,
        lambda text: text in _NO_NAMES or text.endswith(_PEOPLES),
        _capitalised_types(tokenised),
    )
    dated = (beside(tokenised, year, -1) & name) | (beside(tokenised, name, -1) & year)
    noun = "=study|trial|trials|review|meta-analysis|report|survey|analysis|cohort|rct"
    study = class_tokens(tokenised, noun, lexicon)
    out = np.zeros(len(year), bool)
    for gap in range(1, _FROM_NAME_TO_STUDY + 1):
        out |= study & beside(tokenised, dated, -gap)
    return out


def named_authorities(tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks) -> np.ndarray:
    """Return bool[S]: an authority with a capital letter in its name (FDA, not regulators)."""
    first = _opening(tokenised)
    shape = tokenised.type_shape[tokenised.token_type]
    capital = (shape == UPPER) | ((shape > 0) & ~first)
    chosen = marks.where(of_table(marks, lexicon, "attribution", detail="authority"))
    return has(tokenised, chosen.first[last_at(capital, chosen.last) >= chosen.first])


def reporting(tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks) -> np.ndarray:
    """Return bool[S]: the sentence has a verb of reporting or a phrase that names a speaker."""
    out = np.zeros(len(tokenised.sentence_start), bool)
    for name in _REPORTING:
        chosen = of_table(marks, lexicon, "attribution", label="verb", detail=name)
        out |= has(tokenised, marks.first[chosen])
    for name in ("named", "experts"):
        chosen = of_table(marks, lexicon, "attribution", label="phrase", detail=name)
        out |= has(tokenised, marks.first[chosen])
    return out


def source_spans(
    tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks, attribution: np.ndarray
) -> np.ndarray:
    """Return int64[S, 2]: first and last token of the words that give the source, -1 where none.

    The first phrase or source of the lexicon in a sentence with an attribution, of a phrase without
    its verb; else the first name.
    """
    out = np.full((len(attribution), 2), -1, np.int64)
    chosen = marks.where(
        of_table(marks, lexicon, "attribution", label="source")
        | of_table(marks, lexicon, "attribution", label="phrase")
    )
    none = of_table(chosen, lexicon, "attribution", detail="none")
    chosen = chosen.where(~none)
    order = np.lexsort((chosen.last, chosen.first))[::-1]
    sentence = tokenised.token_sentence[chosen.first[order]]
    out[sentence, 0] = chosen.first[order]
    out[sentence, 1] = chosen.last[order]
    out = _without_verb(tokenised, lexicon, out)
    speaker = np.flatnonzero(class_tokens(tokenised, _SELF, lexicon))
    name = np.flatnonzero(capitalised(tokenised))
    for at in (speaker, name):
        first = np.full(len(out), -1, np.int64)
        first[tokenised.token_sentence[at[::-1]]] = at[::-1]
        open_ = (out[:, 0] < 0) & (first >= 0)
        out[open_] = first[open_][:, None]
    out[attribution == 0] = -1
    return out


def _without_verb(tokenised: TokenisedCorpus, lexicon: Lexicon, spans: np.ndarray) -> np.ndarray:
    """Return spans that end before a verb of reporting inside them."""
    verbs = class_tokens(tokenised, "report_verb", lexicon)
    if not len(verbs):
        return spans
    there = spans[:, 0] >= 0
    stop = next_flag(verbs, np.where(there, spans[:, 0], 0))
    cut = there & (stop > spans[:, 0]) & (stop <= spans[:, 1])
    spans[cut, 1] = stop[cut] - 1
    return spans
