"""Unnatural uses of phrases: those the grammar around them has no room for.

Two patterns, both of text that was written around a search phrase:

- a phrase in question form ("does kratom cause insomnia") after a preposition or "whether", or
  somewhere inside a statement;
- a bare noun stack ("sleep aid") as the object of a verb that it does not fit: a countable noun
  without an article ("choose sleep aid"), a remedy after a verb that wants an ailment ("relieve
  sleep aid"), an ailment or quality after a verb that wants something to swallow ("take kratom
  insomnia").

A use is natural where the phrase is the question itself (it opens its clause and the sentence ends
with a question mark, or it follows "the question" or a colon), in a title, heading or list of
contents unless a preposition or "whether" stands before it, as a mention in quotation marks, and
after words that invert the order themselves ("not only does ...", "rarely is ...", "nor can ...").
Doubtful cases count as natural: the verdict is meant to be right when it is "unnatural".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from hedgerow.measures.keyphrases import FUNCTION_WORDS, Uses
from hedgerow.measures.matching import phrase_words
from hedgerow.text.block import BLOCK_KINDS
from hedgerow.text.coded import CodedText
from hedgerow.text.tokens import PUNCTUATION, QUOTATION
from hedgerow.text.words import LOWER

_DO = frozenset("do does did".split())
_MODAL = frozenset("can could will would should may might must shall".split())
_BE = frozenset("is are was were".split())
_HAVE = frozenset("has have had".split())
_AUXILIARY = _DO | _MODAL | _BE | _HAVE
_CONDITIONAL = frozenset("should had were".split())
"""Auxiliaries that open a condition without "if": should it cause insomnia, stop."""

_QUESTION_WORD = frozenset("how why when where what".split())
"""Who, whom, whose and which are left out: they open relative clauses as well."""
_DEGREE = frozenset("often long much many far fast quickly soon well bad strong safe".split())
_PERSON = frozenset("it you i we they he she".split())
_AGREEING = {
    "is": frozenset("it he she".split()),
    "are": frozenset("you we they".split()),
    "was": frozenset("it he she i".split()),
    "were": frozenset("you we they".split()),
}
_PEOPLE = _PERSON | frozenset("anyone anybody everyone everybody someone somebody people".split())
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
"""What one can do, so that "do" before it may be the main verb: does social work."""
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

_STRONG = frozenset(
    # prepositions that are hardly ever particles, and whether: no inverted clause can follow
    """of about regarding concerning into whether despite among between toward towards against via
    per upon amid beyond""".split()
)
_PREPOSITION = _STRONG | frozenset(
    """around with for from to in on at by after before during through under over within without
    besides besides except unlike since until""".split()
)
_OPENING = frozenset("besides since after before until".split())
_EMBEDDING = frozenset(
    """explain explains explaining explore explores exploring discuss discusses discussing
    understand understanding know knowing consider considering determine determines determining
    examine examines examining address addresses addressing learn learning research researching
    investigate investigating clarify clarifies clarifying reveal reveals revealing decide deciding
    type typed typing google googled googling search searched searching answer answers answering
    settle settles settling cover covers covering tackle tackles tackling""".split()
)
_RELATIVE = frozenset("who which that".split())
_JOINING = frozenset("and but or so yet then well now also".split())
_INVERTING = frozenset(
    """only not no never rarely seldom hardly scarcely barely little nowhere neither nor few
    none""".split()
)
_INVERTING_AHEAD = _INVERTING | frozenset("so such".split())
_MENTION = frozenset(
    "question questions query asked ask asking asks wonder wondering wondered like as".split()
)
_FINITE_AFTER = (_BE | _HAVE) | frozenset(
    "can may might will would should remains depends becomes seems deserves requires".split()
)

_COUNTABLE = frozenset(
    """aid supplement remedy strain product pill capsule tablet plant guide vendor shop store
    supplier brand seller dispensary clinic doctor device app tool machine mattress pillow course
    bundle kit chart calculator coupon""".split()
)
_AID_AS_MASS = frozenset(
    "first legal financial foreign federal state student humanitarian military medical food".split()
)
_CHOOSING = frozenset(
    """use uses used using try tries tried trying choose chooses choosing buy buys buying bought
    find finds finding select selects selecting consider considers considering pick picking purchase
    purchases purchasing recommend recommends recommending prefer prefers want wants need needs
    explore exploring discover discovering visit visiting""".split()
)
_REMEDY = frozenset(
    """treatment treatments remedy remedies relief aid aids therapy therapies cure cures supplement
    supplements medication medications medicine medicines""".split()
)
_TREATING = frozenset(
    """treat treats treating alleviate alleviates alleviating relieve relieves relieving cure cures
    curing heal heals healing soothe soothes soothing combat combats combating""".split()
)
_UNSWALLOWABLE = frozenset(
    """insomnia pain anxiety depression headache headaches migraine migraines nausea withdrawal
    addiction benefits effects quality legality arthritis fatigue stress""".split()
)
_SWALLOWING = frozenset(
    """take takes taking took consume consumes consuming consumed ingest ingests ingesting drink
    drinks drinking eat eats eating swallow swallows swallowing brew brews brewing smoke smokes
    smoking""".split()
)

_NONE, _QUESTION, _DOUBTFUL, _STACK = range(4)
_FREE_KINDS = tuple(BLOCK_KINDS.index(kind) for kind in ("title", "heading", "toc"))


def is_question_form(words: Sequence[str]) -> bool:
    """Say whether a phrase is a question by its own word order: an auxiliary before its subject.

    "does kratom cause insomnia", "is it legal", "how long does kratom last", "what is kratom used
    for" are; "how kratom works", "can cause insomnia", "does not help", "what causes insomnia" and
    "what is kratom" are not, as a statement can take them in.

    Args:
        words: folded words of the phrase.
    """
    return _form(words) in (_QUESTION, _DOUBTFUL)


def _form(words: Sequence[str]) -> int:
    """Return the form of a phrase: question, doubtful question, noun stack or none."""
    question = _question(list(words))
    if question != _NONE:
        return question
    return _STACK if is_noun_stack(words) else _NONE


def _question(words: list[str]) -> int:
    if not words or words[0] not in _QUESTION_WORD:
        return _inverted(words)
    rest = words[1:]
    while len(rest) > 1 and rest[0] not in _AUXILIARY:
        # how often does, how much tea should: at most two words before the auxiliary
        if words[0] not in ("how", "what") or len(words) - len(rest) > 2:
            return _NONE
        rest = rest[1:]
    between = words[1 : len(words) - len(rest)]
    if any(w in FUNCTION_WORDS and w not in _DEGREE for w in between):
        return _NONE  # how it will all work
    if rest and rest[0] in _BE | _HAVE and between and between[-1] not in _DEGREE:
        return _NONE  # how much iron is in the blood: the question words are the subject
    if words[0] != "what" and len(rest) > 2 and rest[0] in _BE:
        # how, why, when and where are no subjects, so the subject must follow
        return _NONE if _is_predicate(rest[1]) else _QUESTION
    return _inverted(rest)


def _inverted(words: list[str]) -> int:
    """Return the form of words that may run auxiliary, subject, rest of the predicate.

    Doubtful are those that a statement could hold too: "is kratom used for pain" (one herb is
    kratom used for pain), "does social work", "can kratom make" (a hot iron can tin make ...).
    """
    if len(words) < 3 or words[0] not in _AUXILIARY or words[-1] in _NO_END:
        return _NONE
    auxiliary, subject, rest = words[0], words[1], words[2:]
    if auxiliary in _HAVE and "been" not in rest:
        return _NONE
    if subject in _PERSON:
        return _QUESTION if _asks_person(auxiliary, subject, rest[0]) else _NONE
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
        return _DOUBTFUL if form == _NONE and _inverted_verb(subject, rest, _VERB) else form
    if subject in _ARTICLE:
        subject, rest = rest[0], rest[1:]
    if _is_predicate(subject) or subject in _SUBJECT:
        return _NONE
    return _DOUBTFUL if auxiliary in _HAVE or _has_predicate(rest) else _NONE


def _has_predicate(rest: list[str]) -> bool:
    """Say whether a known predicate comes before any function word."""
    for word in rest:
        if word in _PREDICATE:
            return True
        if word in FUNCTION_WORDS:
            return False
    return False


def _asks_person(auxiliary: str, subject: str, following: str) -> bool:
    """Tell "is it safe", "does it cause" from "chances are you have", "he did it first"."""
    if auxiliary in _BE:
        if subject not in _AGREEING[auxiliary] or following in _VERB | _VERB_OR_NOUN:
            return False
        return following[0].isalnum() and (following not in FUNCTION_WORDS or following in _ARTICLE)
    if auxiliary in _DO and subject == "it":
        return auxiliary != "do" and following in _VERB | _VERB_OR_NOUN
    return True


def _inverted_verb(subject: str, rest: list[str], verbs: frozenset[str]) -> int:
    """After do or a modal: a question if one of `verbs` follows the subject."""
    if subject in _VERB or subject.endswith(_VERB_ENDINGS):
        return _NONE
    if subject in _VERB_OR_NOUN:
        return _QUESTION if rest[0] in verbs else _NONE
    for word, following in zip(rest, [*rest[1:], ""], strict=True):
        if word in verbs:
            return _QUESTION
        if word in _VERB_OR_NOUN:
            return _QUESTION if following in _PERSON or following == "me" else _DOUBTFUL
        if word in FUNCTION_WORDS:
            return _NONE
    return _NONE


def _is_predicate(word: str) -> bool:
    return word in _ADJECTIVE or word in _ADVERB or word.endswith(_ADJECTIVE_ENDINGS)


def is_noun_stack(words: Sequence[str]) -> bool:
    """Say whether a phrase is two or more words, none a function word, that end in a known noun."""
    if len(words) < 2 or words[-1] not in _COUNTABLE | _REMEDY | _UNSWALLOWABLE:
        return False
    if words[-1] == "aid" and words[-2] in _AID_AS_MASS:
        return False
    if not all(w[0].isalnum() for w in words):
        return False
    outside = FUNCTION_WORDS | _CHOOSING | _TREATING | _SWALLOWING
    return not any(w in outside for w in words[:-1])


@dataclass(frozen=True)
class _Context:
    """One use and the sentence around it, as folded words with their kinds."""

    before: list[str]  # from the start of the sentence
    before_kind: list[int]
    words: list[str]
    after: list[str]  # to the end of the sentence
    after_kind: list[int]
    free: bool  # in a title, heading or list of contents
    capital: bool  # the question starts with a capital
    named: bool  # a word of the phrase is capitalised
    titled: bool  # every word of the phrase is
    broken: bool  # a sentence seems to begin inside the phrase (what they do You can)


def judge_uses(coded: CodedText, uses: Uses, phrases: Sequence[str]) -> list[str | None]:
    """Judge every use of every phrase.

    Args:
        coded: the text.
        uses: uses of `phrases` in it (`keyphrases.find_uses`).

    Returns:
        For each use the reason why it is unnatural, in words; None where it is natural.
    """
    forms = np.array([_form(words) for words in phrase_words(phrases)], np.uint8)
    form = forms[uses.phrase] if len(uses) else np.zeros(0, np.uint8)
    reasons: list[str | None] = [None] * len(uses)
    question = (form == _QUESTION) | (form == _DOUBTFUL)
    stack = (form == _STACK) & _after_verb(coded, uses)
    for i in np.flatnonzero(question).tolist():
        reasons[i] = _judge_question(_context(coded, uses, i), bool(form[i] == _DOUBTFUL))
    for i in np.flatnonzero(stack).tolist():
        reasons[i] = _judge_stack(_context(coded, uses, i))
    return reasons


def _after_verb(coded: CodedText, uses: Uses) -> np.ndarray:
    """Return bool[U]: the token before the use is a verb that `_judge_stack` knows."""
    verbs = _CHOOSING | _TREATING | _SWALLOWING
    inside = uses.first > coded.sentence_token[uses.sentence]
    before = coded.type_word[coded.token_type[np.maximum(uses.first - 1, 0)]]
    which, back = np.unique(before, return_inverse=True)
    known = np.array([coded.word_text[w] in verbs for w in which.tolist()], bool)
    return inside & known[back]


def _context(coded: CodedText, uses: Uses, i: int) -> _Context:
    sentence = uses.sentence[i]
    begin, end = coded.sentence_token[sentence], coded.sentence_token[sentence + 1]
    first, last = int(uses.first[i]), int(uses.last[i])

    shapes = coded.type_shape[coded.token_type[begin : last + 1]] != LOWER
    inside = shapes[first - begin :]
    asking = first > begin and coded.word_text[coded.token_word[first - 1]] in _QUESTION_WORD

    def words(a: int, b: int) -> list[str]:
        return [coded.word_text[w] for w in coded.token_word[a:b].tolist()]

    phrase = words(first, last + 1)
    return _Context(
        before=words(begin, first),
        before_kind=coded.token_kind[begin:first].tolist(),
        words=phrase,
        after=words(last + 1, end),
        after_kind=coded.token_kind[last + 1 : end].tolist(),
        free=int(coded.block_kind[coded.sentence_block[sentence]]) in _FREE_KINDS,
        capital=bool(shapes[first - begin - asking]),
        named=bool(inside.any()),
        titled=bool(inside.all()),
        broken=any(
            capital and w in FUNCTION_WORDS and w != "i"
            for w, capital in zip(phrase[1:], inside[1:].tolist(), strict=True)
        ),
    )


def _judge_question(c: _Context, doubtful: bool) -> str | None:
    """Say why a phrase in question form does not fit here; None where it does."""
    asked = "?" in "".join(c.after)
    if _mentioned(c) or c.titled or c.broken or (asked and c.capital):
        return None
    doubtful = doubtful or _of_people(c.words)
    before, kinds = _clause_before(c)
    subject = _as_subject(c, asked)
    if not before:
        return subject
    word, kind = before[-1], kinds[-1]
    if kind in (PUNCTUATION, QUOTATION):
        return subject or (None if doubtful else _after_mark(c, before, asked))
    if word in _STRONG:
        name = "“whether”" if word == "whether" else f"the preposition “{word}”"
        return f"a question after {name}"
    if word in _JOINING or _fits_after(c, word, asked) or _inverting_clause(before, kinds):
        return subject
    if word in _PREPOSITION:
        # besides, why would one: no preposition where it opens the sentence
        alone = len(before) == 1 and word in _OPENING
        return None if alone else f"a question after the preposition “{word}”"
    if c.free or c.capital or _announced(before[-6:]) or word in ("a", "an"):
        return subject
    if doubtful and word not in _EMBEDDING:
        return subject
    return f"a question inside a statement, after “{word}”"


def _of_people(words: Sequence[str]) -> bool:
    """Say whether the question is about persons: those are asked in any text, often without "?"."""
    return any(first in _AUXILIARY and second in _PEOPLE for first, second in pairwise(words))


def _as_subject(c: _Context, asked: bool) -> str | None:
    """Where nothing is asked no finite verb can follow the question (does it help is ...).

    It must open its clause: elsewhere the verb may be that of another subject (is sure a person
    has, nor could we see if tea had).
    """
    opens = not c.before or c.before_kind[-1] in (PUNCTUATION, QUOTATION)
    conditional = c.words[0] in _CONDITIONAL
    if asked or c.free or conditional or not opens or not c.after:
        return None
    return f"a question as the subject of “{c.after[0]}”" if c.after[0] in _FINITE_AFTER else None


def _fits_after(c: _Context, word: str, asked: bool) -> bool:
    """Say whether a question may follow this word, or is none after it (to do, those who do)."""
    infinitive = word == "to" and c.words[0] in ("do", "have")
    relative = c.before[-1] in _RELATIVE and c.words[0] not in _QUESTION_WORD
    conditional = c.words[0] in _CONDITIONAL
    opened = word in _MENTION or word in _INVERTING
    return asked or infinitive or relative or conditional or opened


def _mentioned(c: _Context) -> bool:
    """Say whether the phrase is quoted: an open quotation mark before it, one more after it."""
    opening = sum(kind == QUOTATION for kind in c.before_kind) % 2 == 1
    return opening and QUOTATION in c.after_kind


def _clause_before(c: _Context) -> tuple[list[str], list[int]]:
    """Return what stands before the phrase, less a question word that belongs to the question."""
    before, kinds = list(c.before), list(c.before_kind)
    while before and kinds[-1] == QUOTATION:
        before.pop(), kinds.pop()
    if before and before[-1] in _DEGREE and len(before) > 1 and before[-2] == "how":
        before, kinds = before[:-1], kinds[:-1]
    if before and before[-1] in _QUESTION_WORD and c.words[0] not in _QUESTION_WORD:
        before, kinds = before[:-1], kinds[:-1]
    if len(before) == 1 and before[0] in _JOINING:
        before, kinds = [], []
    return before, kinds


def _after_mark(c: _Context, before: list[str], asked: bool) -> str | None:
    """After a mark a question is at home if the sentence asks, or announces it."""
    if (
        asked
        or c.free
        or before[-1] != ","
        or c.words[0] in _CONDITIONAL
        or _announced(before[-6:])
    ):
        return None
    if _inverting_clause(before[:-1], [0] * (len(before) - 1)):
        return None
    return "a question inside a statement, after a comma"


def _inverting_clause(before: list[str], kinds: list[int]) -> bool:
    """Say whether the clause opens with a word that inverts it (only in high doses)."""
    marks = [i for i, kind in enumerate(kinds) if kind == PUNCTUATION]
    clause = before[marks[-1] + 1 if marks else 0 :]
    return any(w in _INVERTING_AHEAD for w in clause[:2] + before[:2] + before[-3:])


def _announced(before: list[str]) -> bool:
    return any(w in _MENTION for w in before)


def _judge_stack(c: _Context) -> str | None:
    """Say why a bare noun stack does not fit the verb before it; None where it does."""
    following = c.after[0] if c.after else "."
    ends = not c.after or c.after_kind[0] == PUNCTUATION
    if c.free or c.named or not (ends or following in FUNCTION_WORDS):
        return None
    verb, head = c.before[-1], c.words[-1]
    if verb in _TREATING and head in _REMEDY and following not in ("as", "like"):
        return f"“{verb}” wants an ailment, and “{head}” is a remedy"
    if (
        verb in _SWALLOWING
        and head in _UNSWALLOWABLE
        and (ends or following in ("and", "or", "to"))
    ):
        return f"“{verb}” wants something to take, and “{head}” is none"
    if verb in _CHOOSING and head in _COUNTABLE:
        return f"“{head}” needs an article after “{verb}”"
    return None
