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
from functools import lru_cache
from itertools import pairwise

import numpy as np

from hedgerow.lexicons.function_words import FUNCTION_WORDS
from hedgerow.phrases.occurrences import Uses
from hedgerow.phrases.phrase_matcher import phrase_words
from hedgerow.phrases.question_forms import (
    AUXILIARY,
    BE,
    CHOOSING,
    COUNTABLE,
    DEGREE,
    DOUBTFUL,
    HAVE,
    PERSON,
    QUESTION,
    QUESTION_WORD,
    REMEDY,
    STACK,
    SWALLOWING,
    TREATING,
    UNSWALLOWABLE,
    form_of,
)
from hedgerow.tables.strings import Choices
from hedgerow.text.blocks.block import HEADING, TITLE, TOC
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokens import PUNCTUATION, QUOTATION
from hedgerow.text.tokens.words import LOWER

_CONDITIONAL = frozenset("should had were".split())
"""Auxiliaries that open a condition without "if": should it cause insomnia, stop."""
_PEOPLE = PERSON | frozenset("anyone anybody everyone everybody someone somebody people".split())
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
_FINITE_AFTER = (BE | HAVE) | frozenset(
    "can may might will would should remains depends becomes seems deserves requires".split()
)
_FREE_KINDS = (TITLE, HEADING, TOC)


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


def judge_uses(tokenised: TokenisedCorpus, uses: Uses, phrases: Sequence[str]) -> Choices:
    """Judge every use of every phrase.

    Args:
        tokenised: the text.
        uses: uses of `phrases` in it (`keyphrases.find_uses`).

    Returns:
        For each use the reason why it is unnatural, in words; None where it is natural.
    """
    forms = _forms(tuple(phrases))
    form = forms[uses.phrase] if len(uses) else np.zeros(0, np.uint8)
    found: dict[int, str | None] = {}
    question = (form == QUESTION) | (form == DOUBTFUL)
    stack = (form == STACK) & _after_verb(tokenised, uses)
    for i in np.flatnonzero(question).tolist():
        found[i] = _judge_question(_context(tokenised, uses, i), bool(form[i] == DOUBTFUL))
    for i in np.flatnonzero(stack).tolist():
        found[i] = _judge_stack(_context(tokenised, uses, i))
    reasons = sorted({reason for reason in found.values() if reason is not None})
    code = np.full(len(uses), -1, np.int64)
    for i, reason in found.items():
        if reason is not None:
            code[i] = reasons.index(reason)
    return Choices(code, reasons)


@lru_cache(maxsize=2)
def _forms(phrases: tuple[str, ...]) -> np.ndarray:
    return np.array([form_of(words) for words in phrase_words(phrases)], np.uint8)


def _after_verb(tokenised: TokenisedCorpus, uses: Uses) -> np.ndarray:
    """Return bool[U]: the token before the use is a verb that `_judge_stack` knows."""
    verbs = CHOOSING | TREATING | SWALLOWING
    inside = uses.first > tokenised.sentence_token[uses.sentence]
    before = tokenised.type_word[tokenised.token_type[np.maximum(uses.first - 1, 0)]]
    which, back = np.unique(before, return_inverse=True)
    known = np.array([tokenised.word_text[w] in verbs for w in which.tolist()], bool)
    return inside & known[back]


def _context(tokenised: TokenisedCorpus, uses: Uses, i: int) -> _Context:
    sentence = uses.sentence[i]
    begin, end = tokenised.sentence_token[sentence], tokenised.sentence_token[sentence + 1]
    first, last = int(uses.first[i]), int(uses.last[i])

    shapes = tokenised.type_shape[tokenised.token_type[begin : last + 1]] != LOWER
    inside = shapes[first - begin :]
    asking = first > begin and tokenised.word_text[tokenised.token_word[first - 1]] in QUESTION_WORD

    def words(a: int, b: int) -> list[str]:
        return [tokenised.word_text[w] for w in tokenised.token_word[a:b].tolist()]

    phrase = words(first, last + 1)
    return _Context(
        before=words(begin, first),
        before_kind=tokenised.token_kind[begin:first].tolist(),
        words=phrase,
        after=words(last + 1, end),
        after_kind=tokenised.token_kind[last + 1 : end].tolist(),
        free=int(tokenised.block_kind[tokenised.sentence_block[sentence]]) in _FREE_KINDS,
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
    return any(first in AUXILIARY and second in _PEOPLE for first, second in pairwise(words))


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
    relative = c.before[-1] in _RELATIVE and c.words[0] not in QUESTION_WORD
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
    if before and before[-1] in DEGREE and len(before) > 1 and before[-2] == "how":
        before, kinds = before[:-1], kinds[:-1]
    if before and before[-1] in QUESTION_WORD and c.words[0] not in QUESTION_WORD:
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
    if verb in TREATING and head in REMEDY and following not in ("as", "like"):
        return f"“{verb}” wants an ailment, and “{head}” is a remedy"
    if verb in SWALLOWING and head in UNSWALLOWABLE and (ends or following in ("and", "or", "to")):
        return f"“{verb}” wants something to take, and “{head}” is none"
    if verb in CHOOSING and head in COUNTABLE:
        return f"“{head}” needs an article after “{verb}”"
    return None
