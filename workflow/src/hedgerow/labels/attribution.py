"""Attribution: the source that a sentence gives for its content, and its kind.

The model decides whether a source is given, and of which kind, where it has learnt that; phrases
that give source and act at once (users report, studies show, used for centuries) decide it
themselves, as do cited works and the first person of a narrator.
"""

from __future__ import annotations

import numpy as np

from hedgerow.labels.lexicon_marks import class_tokens, has, has_flag, of_table, tokens_with
from hedgerow.labels.lexicon_matcher import Marks, class_words
from hedgerow.labels.sources import (
    citations,
    inner_names,
    name_pairs,
    named_authorities,
    named_bodies,
    named_speakers,
    narrators,
    references,
    reporting,
    works,
)
from hedgerow.lexicons.load import Lexicon
from hedgerow.lexicons.vocabulary import ATTRIBUTIONS
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus

_KINDS = tuple(name for name in ATTRIBUTIONS if name != "none")
_ORDER = ("authority", "tradition", "company", "users", "research", "hearsay", "experts")
"""The order of precedence where a sentence gives several sources."""
_PLAIN = ("research", "users", "authority", "tradition", "company", "hearsay")
"""Kinds whose phrases give a source whatever surrounds them."""

_VERBS = ("say", "find", "think", "write")
_SPEAKERS = (
    "professional", "person_noun", "title_noun", "third_person", "they", "first_person",
    "first_plural",
)  # fmt: skip


def _marked(
    tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks, **labels: str
) -> np.ndarray:
    return has(tokenised, marks.first[of_table(marks, lexicon, "attribution", **labels)])


def attribution_given(tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks) -> np.ndarray:
    """Return bool[S]: a source is given by the rule: a phrase, or a source and a reporting verb."""
    verb = np.zeros(len(tokenised.sentence_start), bool)
    for name in _VERBS:
        verb |= _marked(tokenised, lexicon, marks, label="verb", detail=name)
    source = np.zeros_like(verb)
    phrase = np.zeros_like(verb)
    for name in _KINDS:
        source |= _marked(tokenised, lexicon, marks, label="source", detail=name)
    for name in (*_KINDS, "named"):
        phrase |= _marked(tokenised, lexicon, marks, label="phrase", detail=name)
    said = _marked(tokenised, lexicon, marks, label="verb", detail="say")
    return phrase | (source & verb) | (said & inner_names(tokenised))


def source_by_rule(tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks) -> np.ndarray:
    """Return int8[S]: the kind of source in ATTRIBUTIONS, -1 for certainly none, 0 for open.

    A phrase gives the kind, in the order of precedence; then a cited work (research), the name of a
    person (experts) or a body (authority) beside a verb of speech, and a narrator in the first
    person (users).
    """
    out = np.zeros(len(tokenised.sentence_start), np.int8)
    out[narrators(tokenised, lexicon)] = ATTRIBUTIONS.index("users")
    out[named_bodies(tokenised, lexicon)] = ATTRIBUTIONS.index("authority")
    study = _marked(tokenised, lexicon, marks, label="source", detail="research")
    out[named_speakers(tokenised, lexicon) & ~study] = ATTRIBUTIONS.index("experts")
    for name in reversed(_ORDER):
        if name in _PLAIN:
            phrase = _marked(tokenised, lexicon, marks, label="phrase", detail=name)
            out[phrase] = ATTRIBUTIONS.index(name)
    cited = citations(tokenised, lexicon)
    out[cited & ~_marked(tokenised, lexicon, marks, label="phrase", detail="authority")] = (
        ATTRIBUTIONS.index("research")
    )
    none = _marked(tokenised, lexicon, marks, label="phrase", detail="none")
    return np.where(none, -1, out).astype(np.int8)


def attribution_kinds(tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks) -> np.ndarray:
    """Return int8[S], place in ATTRIBUTIONS: the kind a source would have if one is given.

    The first kind in the order of precedence that the lexicon has a phrase or a source of. A source
    of no listed kind is research where a work is cited, experts where the sentence has a possible
    speaker, else hearsay ("is often hailed as").
    """
    n = len(tokenised.sentence_start)
    speaker = _speakers(tokenised, lexicon)
    out = np.full(n, ATTRIBUTIONS.index("experts"), np.int8)
    listed = np.zeros(n, bool)
    found = _marked(tokenised, lexicon, marks, label="verb", detail="find")
    for name in reversed(_ORDER):
        phrase = _marked(tokenised, lexicon, marks, label="phrase", detail=name)
        source = _marked(tokenised, lexicon, marks, label="source", detail=name)
        if name == "research":
            said = _marked(tokenised, lexicon, marks, label="verb", detail="say")
            source &= found | ~said | ~speaker
        out[phrase | source] = ATTRIBUTIONS.index(name)
        listed |= phrase | source
    out[~listed & ~speaker] = ATTRIBUTIONS.index("hearsay")
    out[~listed & narrators(tokenised, lexicon)] = ATTRIBUTIONS.index("users")
    out[~listed & citations(tokenised, lexicon)] = ATTRIBUTIONS.index("research")
    return out


def phrase_of(tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks, kind: str) -> np.ndarray:
    """Return bool[S]: the sentence has a phrase of the lexicon for a kind of source."""
    return _marked(tokenised, lexicon, marks, label="phrase", detail=kind)


def _speakers(tokenised: TokenisedCorpus, lexicon: Lexicon) -> np.ndarray:
    """Return bool[S]: the sentence has a person, a pronoun for one, or a full name."""
    out = name_pairs(tokenised)
    for name in _SPEAKERS:
        words = class_tokens(tokenised, name, lexicon)
        out |= has_flag(tokenised, words)
    return out


def named_by_rule(
    tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks, attribution: np.ndarray
) -> np.ndarray:
    """Return bool[S]: the source can be looked up.

    An authority by its name; research with an author, a journal, an institution or a title, not
    with a date alone; an expert by name; a company by a name inside the sentence.
    """

    def kind(name: str) -> np.ndarray:
        return attribution == ATTRIBUTIONS.index(name)

    cited = citations(tokenised, lexicon)
    titled = class_tokens(tokenised, "title_noun", lexicon)
    person = has_flag(tokenised, titled) | named_speakers(tokenised, lexicon)
    person |= name_pairs(tokenised) & reporting(tokenised, lexicon, marks)
    named = kind("authority") & (
        named_authorities(tokenised, lexicon, marks) | named_bodies(tokenised, lexicon)
    )
    named |= kind("research") & (cited | works(tokenised, lexicon) | references(tokenised, lexicon))
    named |= kind("experts") & person
    return named | (kind("company") & inner_names(tokenised))


def evidence(tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks) -> np.ndarray:
    """Return bool[S]: the sentence refers to evidence, by the rule.

    It mentions a study, an analysis, findings or data, or has the verb suggest; the verb of
    "results in" is no result.
    """
    words = class_words(tokenised, "finding_noun", lexicon) | class_words(
        tokenised, "study_noun", lexicon
    )
    words |= class_words(tokenised, "=suggest|suggests|suggested|suggesting", lexicon)
    at = tokens_with(tokenised, words)
    effects = of_table(marks, lexicon, "effects")
    at[marks.first[effects]] = False
    return has_flag(tokenised, at)
