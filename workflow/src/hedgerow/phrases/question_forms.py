"""Forms of phrases: questions by their word order, and bare noun stacks."""

from __future__ import annotations

from collections.abc import Sequence

from hedgerow.lexicons.function_words import FUNCTION_WORDS

_DO = frozenset("do does did".split())
_MODAL = frozenset("can could will would should may might must shall".split())
BE = frozenset("is are was were".split())
HAVE = frozenset("has have had".split())
AUXILIARY = _DO | _MODAL | BE | HAVE
QUESTION_WORD = frozenset("how why when where what".split())
"""Without who, whom, whose and which, which also open relative clauses."""
DEGREE = frozenset("often long much many far fast quickly soon well bad strong safe".split())
PERSON = frozenset("it you i we they he she".split())
_AGREEING = {
    "is": frozenset("it he she".split()),
    "are": frozenset("you we they".split()),
    "was": frozenset("it he she i".split()),
    "were": frozenset("you we they".split()),
}
_ARTICLE = frozenset("the a an my your our their his her its any all some".split())
_SUBJECT = frozenset("this that these those one anyone everyone people".split()) | _ARTICLE
_ADVERB = frozenset("often sometimes always still now already even ever also just only too".split())

_VERB = frozenset(
    # base forms that readers' questions turn on
    """cause make affect treat cure relieve reduce improve prevent lower raise boost interact
    contain have get take use feel last stay become give require come go grow do mean happen
    produce induce worsen ease alleviate promote enhance keep disrupt disturb hurt kill heal
    compare differ react begin know think want find eat combine provide contribute develop lose
    gain build put see say tell relax interfere expire suppress count qualify expect avoid quit
    withdraw""".split()
)
_VERB_OR_NOUN = frozenset(
    """help work sleep stop increase show trigger lead need look support damage harm change matter
    test start end cost taste smell try buy drink smoke mix offer burn break turn leave fight calm
    impact influence aid block control""".split()
)
_DONE = frozenset("work damage harm test change control look turn burn".split())
"""Nouns that "do" takes as a main verb: does social work."""
_NO_END = frozenset(
    "that which who a an the and or if because while when than as he she we i they".split()
)
_NOT_SUBJECT = ("not", "be", "been", "being", "help", "to")
_VERB_ENDINGS = ("ate", "ize", "ise", "ify")
_PREDICATE = frozenset(
    # what is asked of a subject after "is": safe, legal, used, an opioid ...
    """safe legal illegal good bad effective addictive harmful dangerous better worse best healthy
    unhealthy natural real true right wrong normal possible necessary worth different similar toxic
    free available allowed banned regulated approved used made found taken considered known called
    classified sold controlled prescribed recommended required related linked associated a
    an""".split()
)
_ADJECTIVE_ENDINGS = tuple("ed ing ly able ible ful ous ive al ic ent ant less".split())
_ADJECTIVE = _PREDICATE | frozenset(
    "new old important clear more most less least key being".split()
)

COUNTABLE = frozenset(
    """aid supplement remedy strain product pill capsule tablet plant guide vendor shop store
    supplier brand seller dispensary clinic doctor device app tool machine mattress pillow course
    bundle kit chart calculator coupon""".split()
)
_AID_AS_MASS = frozenset(
    "first legal financial foreign federal state student humanitarian military medical food".split()
)
CHOOSING = frozenset(
    """use uses used using try tries tried trying choose chooses choosing buy buys buying bought
    find finds finding select selects selecting consider considers considering pick picking purchase
    purchases purchasing recommend recommends recommending prefer prefers want wants need needs
    explore exploring discover discovering visit visiting""".split()
)
REMEDY = frozenset(
    """treatment treatments remedy remedies relief aid aids therapy therapies cure cures supplement
    supplements medication medications medicine medicines""".split()
)
TREATING = frozenset(
    """treat treats treating alleviate alleviates alleviating relieve relieves relieving cure cures
    curing heal heals healing soothe soothes soothing combat combats combating""".split()
)
UNSWALLOWABLE = frozenset(
    """insomnia pain anxiety depression headache headaches migraine migraines nausea withdrawal
    addiction benefits effects quality legality arthritis fatigue stress""".split()
)
SWALLOWING = frozenset(
    """take takes taking took consume consumes consuming consumed ingest ingests ingesting drink
    drinks drinking eat eats eating swallow swallows swallowing brew brews brewing smoke smokes
    smoking""".split()
)

_NONE, QUESTION, DOUBTFUL, STACK = range(4)


def is_question_form(words: Sequence[str]) -> bool:
    """Return whether a phrase is a question by its word order: an auxiliary before its subject.

    "does kratom cause insomnia", "is it legal", "how long does kratom last", "what is kratom used
    for" are; "how kratom works", "can cause insomnia", "does not help", "what causes insomnia" and
    "what is kratom" are not, because a statement can contain them.

    Args:
        words: folded words of the phrase.

    >>> is_question_form("does kratom cause insomnia".split())
    True
    >>> is_question_form("how kratom works".split())
    False
    """
    return form_of(words) in (QUESTION, DOUBTFUL)


def form_of(words: Sequence[str]) -> int:
    """Return the form of a phrase: question, doubtful question, noun stack or none."""
    question = _question(list(words))
    if question != _NONE:
        return question
    return STACK if is_noun_stack(words) else _NONE


def _question(words: list[str]) -> int:
    if not words or words[0] not in QUESTION_WORD:
        return _inverted(words)
    rest = words[1:]
    while len(rest) > 1 and rest[0] not in AUXILIARY:
        # how often does, how much tea should: at most two words before the auxiliary
        if words[0] not in ("how", "what") or len(words) - len(rest) > 2:
            return _NONE
        rest = rest[1:]
    between = words[1 : len(words) - len(rest)]
    if any(w in FUNCTION_WORDS and w not in DEGREE for w in between):
        return _NONE  # how it will all work
    if rest and rest[0] in BE | HAVE and between and between[-1] not in DEGREE:
        return _NONE  # how much iron is in the blood: the question words are the subject
    if words[0] != "what" and len(rest) > 2 and rest[0] in BE:
        # how, why, when and where are no subjects, so the subject must follow
        return _NONE if _is_predicate(rest[1]) else QUESTION
    return _inverted(rest)


def _inverted(words: list[str]) -> int:
    """Return the form of words in the order auxiliary, subject, rest of the predicate.

    Doubtful are those that a statement could also contain: "is kratom used for pain" (one herb is
    kratom used for pain), "does social work", "can kratom make" (a hot iron can tin make ...).
    """
    if len(words) < 3 or words[0] not in AUXILIARY or words[-1] in _NO_END:
        return _NONE
    auxiliary, subject, rest = words[0], words[1], words[2:]
    if auxiliary in HAVE and "been" not in rest:
        return _NONE
    if subject in PERSON:
        return QUESTION if _asks_person(auxiliary, subject, rest[0]) else _NONE
    if subject in _NOT_SUBJECT or subject in _ADVERB or subject.endswith(("ly", "n't")):
        return _NONE
    if subject in FUNCTION_WORDS and subject not in _SUBJECT:
        return _NONE
    if auxiliary in _DO:
        if auxiliary == "do" and subject in _ARTICLE:
            return _NONE  # do the work
        return _inverted_verb(subject, rest, _VERB | (_VERB_OR_NOUN - _DONE))
    if auxiliary in _MODAL:
        form = _inverted_verb(subject, rest, frozenset())
        return DOUBTFUL if form == _NONE and _inverted_verb(subject, rest, _VERB) else form
    if subject in _ARTICLE:
        subject, rest = rest[0], rest[1:]
    if _is_predicate(subject) or subject in _SUBJECT:
        return _NONE
    return DOUBTFUL if auxiliary in HAVE or _has_predicate(rest) else _NONE


def _has_predicate(rest: list[str]) -> bool:
    """Return whether a known predicate precedes any function word."""
    for word in rest:
        if word in _PREDICATE:
            return True
        if word in FUNCTION_WORDS:
            return False
    return False


def _asks_person(auxiliary: str, subject: str, following: str) -> bool:
    """Distinguish "is it safe", "does it cause" from "chances are you have", "he did it first"."""
    if auxiliary in BE:
        if subject not in _AGREEING[auxiliary] or following in _VERB | _VERB_OR_NOUN:
            return False
        return following[0].isalnum() and (following not in FUNCTION_WORDS or following in _ARTICLE)
    if auxiliary in _DO and subject == "it":
        return auxiliary != "do" and following in _VERB | _VERB_OR_NOUN
    return True


def _inverted_verb(subject: str, rest: list[str], verbs: frozenset[str]) -> int:
    """Return the form after do or a modal: a question if one of `verbs` follows the subject."""
    if subject in _VERB or subject.endswith(_VERB_ENDINGS):
        return _NONE
    if subject in _VERB_OR_NOUN:
        return QUESTION if rest[0] in verbs else _NONE
    for word, following in zip(rest, [*rest[1:], ""], strict=True):
        if word in verbs:
            return QUESTION
        if word in _VERB_OR_NOUN:
            return QUESTION if following in PERSON or following == "me" else DOUBTFUL
        if word in FUNCTION_WORDS:
            return _NONE
    return _NONE


def _is_predicate(word: str) -> bool:
    return word in _ADJECTIVE or word in _ADVERB or word.endswith(_ADJECTIVE_ENDINGS)


def is_noun_stack(words: Sequence[str]) -> bool:
    """Return whether a phrase is two or more content words that end in a known noun.

    >>> is_noun_stack(["sleep", "aid"]), is_noun_stack(["first", "aid"])
    (True, False)
    """
    if len(words) < 2 or words[-1] not in COUNTABLE | REMEDY | UNSWALLOWABLE:
        return False
    if words[-1] == "aid" and words[-2] in _AID_AS_MASS:
        return False
    if not all(w[0].isalnum() for w in words):
        return False
    outside = FUNCTION_WORDS | CHOOSING | TREATING | SWALLOWING
    return not any(w in outside for w in words[:-1])
