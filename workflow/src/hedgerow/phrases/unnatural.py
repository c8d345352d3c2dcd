"""Unnatural occurrences of phrases: those that do not fit the grammar around them.

Two patterns, both typical of text written around a search phrase:

- a phrase in question form ("does kratom cause insomnia") after a preposition or "whether", or
  inside a statement;
- a bare noun stack ("sleep aid") as the object of a verb that does not take it: a countable noun
  without an article ("choose sleep aid"), a remedy after a verb that takes an ailment ("relieve
  sleep aid"), an ailment or quality after a verb that takes something to swallow ("take kratom
  insomnia").

An occurrence is natural where the phrase is the question itself (it opens its clause and the
sentence ends with a question mark, or it follows "the question" or a colon), in a title, heading or
table of contents unless it follows a preposition or "whether", as a mention in quotation marks, and
after words that cause inversion ("not only does ...", "rarely is ...", "nor can ..."). Doubtful
cases count as natural, in favour of precision.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from hedgerow.lexicons.function_words import FUNCTION_WORDS
from hedgerow.phrases.occurrences import Occurrences
from hedgerow.phrases.phrase_forms import synonyms
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
    """One occurrence and the sentence around it, as folded words with their token kinds."""

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


def unnatural_reasons(
    tokenised: TokenisedCorpus, found: Occurrences, phrases: Sequence[str]
) -> Choices:
    """Judge every occurrence of every phrase.

    Args:
        tokenised: the text.
        found: occurrences of `phrases` in it.

    Returns:
        The reason why each occurrence is unnatural, in words; None where it is natural.
    """
    forms = _forms(tuple(phrases))
    form = forms[found.phrase] if len(found) else np.zeros(0, np.uint8)
    judged: dict[int, str | None] = {}
    question = (form == QUESTION) | (form == DOUBTFUL)
    stack = (form == STACK) & _after_verb(tokenised, found)
    for i in np.flatnonzero(question).tolist():
        judged[i] = _judge_question(_context(tokenised, found, i), bool(form[i] == DOUBTFUL))
    for i in np.flatnonzero(stack).tolist():
        judged[i] = _judge_stack(_context(tokenised, found, i))
    reasons = sorted({reason for reason in judged.values() if reason is not None})
    code = np.full(len(found), -1, np.int64)
    for i, reason in judged.items():
        if reason is not None:
            code[i] = reasons.index(reason)
    return Choices(code, reasons)


@lru_cache(maxsize=2)
def _forms(phrases: tuple[str, ...]) -> np.ndarray:
    return np.array(
        [form_of(words) for words in phrase_words([synonyms(p)[0] for p in phrases])], np.uint8
    )


def _after_verb(tokenised: TokenisedCorpus, found: Occurrences) -> np.ndarray:
    """Return bool[N]: the token before the occurrence is a verb that `_judge_stack` knows."""
    verbs = CHOOSING | TREATING | SWALLOWING
    inside = found.first > tokenised.sentence_token[found.sentence]
    before = tokenised.type_word[tokenised.token_type[np.maximum(found.first - 1, 0)]]
    which, back = np.unique(before, return_inverse=True)
    known = np.array([tokenised.word_text[w] in verbs for w in which.tolist()], bool)
    return inside & known[back]


def _context(tokenised: TokenisedCorpus, found: Occurrences, i: int) -> _Context:
    sentence = found.sentence[i]
    begin, end = tokenised.sentence_token[sentence], tokenised.sentence_token[sentence + 1]
    first, last = int(found.first[i]), int(found.last[i])

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
    """Return why a phrase in question form does not fit here; None where it does."""
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
    """Return whether the question is about persons: such questions often lack their mark."""
    return any(first in AUXILIARY and second in _PEOPLE for first, second in pairwise(words))


def _as_subject(c: _Context, asked: bool) -> str | None:
    """Return why a question is unnatural as a subject ("does it help is ..."), or None.

    The question must open its clause: elsewhere the finite verb after it may have another subject
    (is sure a person has, nor could we see if tea had).
    """
    opens = not c.before or c.before_kind[-1] in (PUNCTUATION, QUOTATION)
    conditional = c.words[0] in _CONDITIONAL
    if asked or c.free or conditional or not opens or not c.after:
        return None
    return f"a question as the subject of “{c.after[0]}”" if c.after[0] in _FINITE_AFTER else None


def _fits_after(c: _Context, word: str, asked: bool) -> bool:
    """Return whether a question may follow the word, or is none after it (to do, those who do)."""
    infinitive = word == "to" and c.words[0] in ("do", "have")
    relative = c.before[-1] in _RELATIVE and c.words[0] not in QUESTION_WORD
    conditional = c.words[0] in _CONDITIONAL
    opened = word in _MENTION or word in _INVERTING
    return asked or infinitive or relative or conditional or opened


def _mentioned(c: _Context) -> bool:
    """Return whether the phrase is inside quotation marks."""
    opening = sum(kind == QUOTATION for kind in c.before_kind) % 2 == 1
    return opening and QUOTATION in c.after_kind


def _clause_before(c: _Context) -> tuple[list[str], list[int]]:
    """Return the words before the phrase, without a question word that belongs to the question."""
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
    """Return why a question after a comma is unnatural: the sentence neither asks nor announces."""
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
    """Return whether the clause opens with a word that causes inversion (only in high doses)."""
    marks = [i for i, kind in enumerate(kinds) if kind == PUNCTUATION]
    clause = before[marks[-1] + 1 if marks else 0 :]
    return any(w in _INVERTING_AHEAD for w in clause[:2] + before[:2] + before[-3:])


def _announced(before: list[str]) -> bool:
    return any(w in _MENTION for w in before)


def _judge_stack(c: _Context) -> str | None:
    """Return why a bare noun stack does not fit the verb before it; None where it does."""
    following = c.after[0] if c.after else "."
    ends = not c.after or c.after_kind[0] == PUNCTUATION
    if c.free or c.named or not (ends or following in FUNCTION_WORDS):
        return None
    verb, head = c.before[-1], c.words[-1]
    if verb in TREATING and head in REMEDY and following not in ("as", "like"):
        return f"“{verb}” wants an ailment, and “{head}” is a remedy"
    if verb in SWALLOWING and head in UNSWALLOWABLE and (ends or following in ("and", "or", "to")):
        return f"“{verb}” needs an object, which “{head}” is not"
    if verb in CHOOSING and head in COUNTABLE:
        return f"“{head}” needs an article after “{verb}”"
    return None
