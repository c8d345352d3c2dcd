"""Keyphrases: every use of every listed phrase, where it stands, and how dense and even the uses
are.

A use is the listed words in that order, in any case, inside one block. Quotation marks and line
wraps between the words do not matter, any other mark does; a possessive counts as its word. All
matches are kept: a longer listed phrase does not hide a shorter one.

A use stands in one of six places. In title, heading or toc it stands in such a block. In the rest
of the text it stands in the introduction if its first word is one of the document's first 100
words of prose; else in the conclusion if it stands in the prose of the concluding section (the
last section in the second half of the document whose heading says so; where there is none, the
last prose block of a document with several); else in the body.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import numpy as np
from numba import njit

from hedgerow.errors import UserError
from hedgerow.measures.excerpts import excerpts
from hedgerow.measures.matching import Trie, compile_phrases, phrase_words
from hedgerow.tables.spans import offsets_of
from hedgerow.tables.strings import Choices
from hedgerow.text.coded import CodedText
from hedgerow.text.document import BLOCK_KINDS

PLACES = ("title", "heading", "toc", "introduction", "body", "conclusion")
SCORES = ("few", "good", "over", "way_over")
SUBHEADINGS = ("few", "good", "many")

FUNCTION_WORDS = frozenset(
    # closed word classes: articles and determiners, pronouns, prepositions, conjunctions,
    # auxiliaries, question words, particles
    """a an the this that these those some any no each every either neither both all such same other
    another much many more most few less least several enough own
    i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his
    himself she her hers herself it its itself they them their theirs themselves one ones someone
    anyone everyone something anything everything nothing nobody who whom whose which what whatever
    whichever of in on at by for with about against between among into through during before after
    above below to from up down out off over under again further toward towards upon within without
    across along around behind beside besides beyond despite except inside near onto outside past
    per regarding concerning since than throughout till until unlike via
    and or but nor so yet if whether because although though while whereas unless as when where why
    how once
    am is are was were be been being do does did doing done have has had having can could may might
    must shall should will would cannot not
    it's that's there's here's what's who's he's she's let's i'm you're we're they're i've you've
    we've they've i'll you'll we'll they'll it'll i'd you'd we'd they'd isn't aren't wasn't weren't
    don't doesn't didn't haven't hasn't hadn't can't couldn't won't wouldn't shouldn't mustn't
    mightn't there here then thus therefore however also too very just only even still rather quite
    etc already always never often sometimes usually
    """.split()
)

_CONCLUDING = re.compile(
    r"\b(conclusions?|concluding|summary|summing up|final (thoughts|words?|verdict|remarks?)"
    r"|in closing|closing (thoughts|remarks?)|(key )?take-?aways?|wrap(ping)?[- ]up"
    r"|(the )?bottom line|in (short|brief))\b",
    re.IGNORECASE,
)
_INTRODUCTION_WORDS = 100
_SLICES = 10
_CONTEXT = 60
LONGEST_PHRASE = 50
_CLOSING = frozenset("?!.,;:…")


def read_phrases(path: Path | str, notes: list[str] | None = None) -> list[str]:
    """Read a list of phrases: UTF-8, one phrase a line; lines that start with # are comments.

    A closing question mark or stop is dropped, as a listed question is to be found without it too.
    A phrase that has the same words as an earlier one (any case) is counted once.

    Args:
        path: the list.
        notes: where given, one sentence is added to it for each repeated phrase.

    Raises:
        UserError: the file cannot be read, or a line cannot match any text: it has no letter or
            digit, or more than 50 words.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UserError(f"{path}: cannot read the list of phrases ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise UserError(f"{path}: the list of phrases is not UTF-8; save it as UTF-8") from error
    lines = [(i, line) for i, line in enumerate(text.split("\n"), 1) if line.strip()]
    lines = [(i, line) for i, line in lines if line.lstrip()[0] != "#"]
    phrases: list[str] = []
    seen: dict[tuple[str, ...], int] = {}
    places = [f"{path}, line {i}" for i, _ in lines]
    for (number, _), (phrase, words) in zip(
        lines, checked_phrases([line for _, line in lines], places), strict=True
    ):
        first = seen.setdefault(words, number)
        if first == number:
            phrases.append(phrase)
        elif notes is not None:
            notes.append(
                f"{path}, line {number}: “{phrase}” is already in line {first} and is counted once"
            )
    return phrases


def checked_phrases(
    phrases: Sequence[str], places: Sequence[str]
) -> list[tuple[str, tuple[str, ...]]]:
    """Return each phrase as it is looked for, and its words: two with the same words are one.

    White space is made single spaces; marks that close a sentence are dropped from the end.

    Args:
        places: where each phrase was given, for the errors.

    Raises:
        UserError: a phrase cannot match any text: it has no letter or digit, or more than 50 words.
    """
    phrases = [unicodedata.normalize("NFC", " ".join(p.split())) for p in phrases]
    checked = []
    for phrase, words, place in zip(phrases, phrase_words(phrases), places, strict=True):
        while words and not set(words[-1]) - _CLOSING:
            phrase = phrase[: phrase.rfind(words.pop())].rstrip()
        n_words = sum(map(_has_letter, words))
        if n_words == 0:
            raise UserError(f"{place}: a phrase needs a letter or a digit; delete it")
        if n_words > LONGEST_PHRASE:
            raise UserError(
                f"{place}: {n_words} words are more than a phrase can have ({LONGEST_PHRASE});"
                " shorten it, and put one phrase on each line"
            )
        checked.append((phrase, tuple(words)))
    return checked


def _has_letter(word: str) -> bool:
    return any(map(str.isalnum, word))


@dataclass(frozen=True)
class Uses:
    """U uses of phrases, in the order of the text: by first token, then by last, then by phrase."""

    phrase: np.ndarray  # int32[U], place in the list of phrases
    first: np.ndarray  # int64[U], first token
    last: np.ndarray  # int64[U], last token, inclusive
    doc: np.ndarray  # int64[U]
    sentence: np.ndarray  # int64[U], sentence of the first token, in the shard
    place: np.ndarray  # uint8[U], place in PLACES

    def __len__(self) -> int:
        return len(self.phrase)

    def take(self, which: np.ndarray) -> Uses:
        """Return the uses that a mask or an array of indices picks."""
        return Uses(*(getattr(self, f.name)[which] for f in fields(self)))


def find_uses(coded: CodedText, phrases: Sequence[str], inflected: bool = False) -> Uses:
    """Find all uses of all phrases.

    Args:
        coded: the text.
        phrases: P phrases; they are split into words as the text is.
        inflected: match inflected forms as well: words are compared by their stems (Snowball,
            Porter 2001), so "helps sleeping" is a use of "help sleep". Stems also join some
            derived words ("general", "generally").

    Returns:
        The uses; overlapping ones are all there.
    """
    return uses_of(compile_search(coded, phrases, inflected), coded)


def compile_search(coded: CodedText, phrases: Sequence[str], inflected: bool = False) -> Trie:
    """Make phrases ready to be found in a text and in its parts; arguments as in `find_uses`."""
    return compile_phrases(*_stemmed(phrases, coded) if inflected else (phrases, coded))


def uses_of(search: Trie, coded: CodedText) -> Uses:
    """Find all uses of all phrases in the text that a search was compiled for, or in a part."""
    hits = search.find(coded)
    sentence = np.searchsorted(coded.sentence_token, hits.first, side="right") - 1
    doc = np.searchsorted(coded.doc_token, hits.first, side="right") - 1
    place = _places(coded, hits.first, sentence, doc)
    return Uses(hits.phrase, hits.first, hits.last, doc, sentence, place)


def _stemmed(phrases: Sequence[str], coded: CodedText) -> tuple[list[str], CodedText]:
    """Return the phrases and the text with every word replaced by its stem."""
    from nltk.stem.snowball import SnowballStemmer

    snowball = SnowballStemmer("english")
    known: dict[str, str] = {}

    def stem(word: str) -> str:
        # dotted abbreviations, contractions and marks stay as they are
        if word not in known:
            plain = word.replace("-", "").isalnum()
            known[word] = snowball.stem(word) if plain else word
        return known[word]

    stems: dict[str, int] = {}
    base = [coded.word_text[b] for b in coded.word_base.tolist()]
    ids = np.array([stems.setdefault(stem(b), len(stems)) for b in base], np.int32)
    text = replace(
        coded,
        type_word=ids[coded.type_word],
        word_text=list(stems),
        word_base=np.arange(len(stems), dtype=np.int32),
    )
    return [" ".join(map(stem, words)) for words in phrase_words(phrases)], text


def _places(
    coded: CodedText, first: np.ndarray, sentence: np.ndarray, doc: np.ndarray
) -> np.ndarray:
    """Return uint8[U]: place of each use, as the module says."""
    block = coded.sentence_block[sentence]
    kind = coded.block_kind[block]
    prose = coded.block_prose[block].astype(bool)
    counted = coded.words_before
    in_block = np.diff(counted[coded.block_token]) * coded.block_prose
    prose_before = np.concatenate([[0], np.cumsum(in_block)])
    index = prose_before[block] - prose_before[coded.doc_block[doc]]
    index = index + counted[first] - counted[coded.block_token[block]]
    place = np.full(len(first), PLACES.index("body"), np.uint8)
    place[_concluding_blocks(coded)[block] & prose] = PLACES.index("conclusion")
    place[prose & (index < _INTRODUCTION_WORDS)] = PLACES.index("introduction")
    for name in ("title", "heading", "toc"):
        place[kind == BLOCK_KINDS.index(name)] = PLACES.index(name)
    return place


def _concluding_blocks(coded: CodedText) -> np.ndarray:
    """Return bool[B]: the block is the prose of its document's conclusion."""
    doc = coded.block_doc
    prose = coded.block_prose.astype(bool)
    heading = coded.block_kind == BLOCK_KINDS.index("heading")
    concluding = np.zeros(len(doc), bool)
    found = np.zeros(len(coded.doc_ids), bool)
    first, last = coded.doc_block[doc], coded.doc_block[doc + 1] - 1
    late = heading & (2 * coded.block_start >= coded.block_start[first] + coded.block_end[last])
    for h in np.flatnonzero(late)[::-1].tolist():
        d = int(doc[h])
        if found[d]:
            continue
        if _CONCLUDING.search(coded.piece(d, coded.block_start[h], coded.block_end[h])):
            a, b = coded.doc_block[d], coded.doc_block[d + 1]
            concluding[a:b] = (coded.block_section[a:b] == coded.block_section[h]) & prose[a:b]
            found[d] = concluding[a:b].any()
    places = np.flatnonzero(prose)
    final = places[np.append(doc[places][1:] != doc[places][:-1], True)] if len(places) else places
    several = np.bincount(doc[places], minlength=len(found))[doc[final]] > 1
    concluding[final[several & ~found[doc[final]]]] = True
    return concluding


def phrase_rows(
    coded: CodedText, uses: Uses, phrases: Sequence[str], reasons: Sequence[str | None]
) -> dict[str, Any]:
    """Return the columns of the table `phrases`: one row per use, with its line of concordance.

    The context to the left and right is that of the use's own block, at most 60 characters.

    Args:
        reasons: why each use is unnatural, None where it is natural (`unnatural.judge_uses`).
    """
    block = coded.sentence_block[uses.sentence]
    start = coded.token_start[uses.first]
    end = coded.token_end[uses.last]
    low = np.maximum(coded.block_start[block], start - _CONTEXT)
    high = np.minimum(coded.block_end[block], end + _CONTEXT)
    edges = np.array([low, start, end, high], np.int64)
    left, surface, right = excerpts(coded, uses.doc, edges, joined=True)
    return {
        "doc_id": Choices(uses.doc, coded.doc_ids),
        "phrase": Choices(uses.phrase, phrases),
        "start": start,
        "end": end,
        "zone": Choices(coded.block_kind[block].astype(np.int64), BLOCK_KINDS),
        "sentence": uses.sentence - coded.doc_sentence[uses.doc],
        "place": Choices(uses.place.astype(np.int64), PLACES),
        "natural": np.array([r is None for r in reasons], bool),
        "reason": _choices(reasons),
        "left": left,
        "surface": surface,
        "right": right,
    }


def _choices(values: Sequence[str | None]) -> Choices:
    known = sorted({v for v in values if v is not None})
    code = {v: i for i, v in enumerate(known)}
    return Choices(np.array([-1 if v is None else code[v] for v in values], np.int64), known)


def unnatural_rows(
    coded: CodedText, uses: Uses, phrases: Sequence[str], reasons: Sequence[str | None]
) -> dict[str, Any]:
    """Return the columns of the table `unnatural`: the unnatural uses, each with its sentence."""
    which = np.array([i for i, r in enumerate(reasons) if r is not None], np.int64)
    uses = uses.take(which)
    span = zip(
        uses.doc.tolist(),
        coded.sentence_start[uses.sentence].tolist(),
        coded.sentence_end[uses.sentence].tolist(),
        strict=True,
    )
    return {
        "doc_id": Choices(uses.doc, coded.doc_ids),
        "phrase": Choices(uses.phrase, phrases),
        "start": coded.token_start[uses.first],
        "end": coded.token_end[uses.last],
        "sentence": uses.sentence - coded.doc_sentence[uses.doc],
        "reason": [reasons[i] for i in which.tolist()],
        "text": [coded.piece(d, a, b).replace("\n", " ") for d, a, b in span],
    }


def phrase_documents(
    coded: CodedText,
    uses: Uses,
    phrases: Sequence[str],
    reasons: Sequence[str | None],
    origin: str = "listed",
) -> dict[str, Any]:
    """Return the columns of the table `phrase_documents`: one row per document and phrase it uses.

    `density_terms` = 100 f / W and `density_words` = 100 n f / W, f uses, n words in the phrase, W
    words in all blocks. `evenness` is DP (Gries 2008) of the uses over ten slices of the document
    of equal length in words: 0 is even; one use gives 0.9. `first` is the share of the document's
    words before the first use. Densities are NaN where the document has no word (a phrase of
    numbers only).

    Args:
        reasons: as for `phrase_rows`.
        origin: listed or discovered.
    """
    edges = coded.words_before[coded.doc_token]
    index = coded.words_before[uses.first] - edges[uses.doc]
    unnatural = np.array([r is not None for r in reasons], bool)
    words = np.diff(edges)
    order = np.lexsort((uses.phrase, uses.doc))
    key = uses.doc[order] * max(1, len(phrases)) + uses.phrase[order]
    group = offsets_of(np.diff(np.flatnonzero(np.diff(key, prepend=-1, append=-1))))
    doc, phrase = uses.doc[order][group[:-1]], uses.phrase[order][group[:-1]]
    numbers, earliest, evenness = _tally(
        group, index[order], uses.place[order], unnatural[order], words[doc]
    )
    size = np.array([sum(map(_has_letter, w)) for w in phrase_words(phrases)], np.int64)[phrase]
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(words[doc] > 0, 100 * numbers[:, 0] / words[doc], np.nan)
        first = np.where(words[doc] > 0, earliest / words[doc], np.nan)
    density = yoast_density(terms, content_words(phrases)[phrase])
    row = np.repeat(np.arange(len(doc)), np.diff(group))
    headed = _heading_share(coded, coded.sentence_block[uses.sentence[order]], row, doc)
    return {
        "doc_id": Choices(doc, coded.doc_ids),
        "phrase": Choices(phrase.astype(np.int64), phrases),
        "origin": Choices(np.zeros(len(doc), np.int64), [origin]),
        "phrase_words": size,
        "count": numbers[:, 0],
        "density_terms": terms,
        "density_words": terms * size,
        "first": first,
        "evenness": evenness,
        **{name: numbers[:, 2 + i] for i, name in enumerate(PLACES)},
        "unnatural": numbers[:, 1],
        "yoast_density": density,
        "score": yoast_score(density),
        "heading_share": headed,
        "subheadings": subheading_score(headed),
    }


def _heading_share(
    coded: CodedText, block: np.ndarray, row: np.ndarray, doc: np.ndarray
) -> np.ndarray:
    """Return float64[R]: share of the headings that have the phrase, NaN without headings.

    Args:
        block, row: int64[U], block and row of each use.
        doc: int64[R], document of each row.
    """
    heading = coded.block_kind == BLOCK_KINDS.index("heading")
    total = np.bincount(coded.block_doc[heading], minlength=len(coded.doc_ids))[doc]
    inside = heading[block]
    once = np.unique(row[inside] * len(heading) + block[inside])
    found = np.bincount(once // max(1, len(heading)), minlength=len(doc))
    return np.divide(found, total, out=np.full(len(doc), np.nan), where=total > 0)


@njit(cache=True)
def _tally(group, index, place, unnatural, words):
    """Sum up groups of uses: each group is one phrase in one document.

    Args:
        group: int64[G + 1], the uses of each group.
        index: words of the document before each use.
        place, unnatural: of each use.
        words: words of each group's document.

    Returns:
        int64[G, 2 + places] (uses, unnatural ones, those in each place), int64[G] the least index,
        float64[G] DP over ten slices; word w of W stands in slice floor(10 w / W).
    """
    n = len(group) - 1
    numbers = np.zeros((n, 2 + len(PLACES)), np.int64)
    earliest, evenness = np.empty(n, np.int64), np.empty(n)
    slices = np.empty(_SLICES, np.int64)
    for g in range(n):
        total = max(words[g], 1)
        earliest[g] = index[group[g]]
        slices[:] = 0
        for u in range(group[g], group[g + 1]):
            numbers[g, 0] += 1
            numbers[g, 1] += unnatural[u]
            numbers[g, 2 + place[u]] += 1
            earliest[g] = min(earliest[g], index[u])
            slices[min(index[u] * _SLICES // total, _SLICES - 1)] += 1
        distance = 0.0 if words[g] > 0 else np.nan
        for k in range(_SLICES):
            # the slice begins at the first word w with 10 w >= k W
            begin, end = -(-k * total // _SLICES), -(-(k + 1) * total // _SLICES)
            distance += abs(slices[k] / numbers[g, 0] - (end - begin) / total)
        evenness[g] = 0.5 * distance
    return numbers, earliest, evenness


def content_words(phrases: Sequence[str]) -> np.ndarray:
    """Return int64[P]: words of each phrase that are no function words; all of them if all are."""
    words = [[w for w in phrase if _has_letter(w)] for phrase in phrase_words(phrases)]
    content = [sum(w not in FUNCTION_WORDS for w in phrase) for phrase in words]
    return np.array(
        [k or len(phrase) for k, phrase in zip(content, words, strict=True)], np.int64
    ).reshape(len(phrases))


def yoast_density(density_terms: np.ndarray, content: np.ndarray) -> np.ndarray:
    """Return the density that SEO editors use: 100 f / W x (0.7 + k / 3), k content words."""
    return density_terms * (0.7 + content / 3)


def yoast_score(density: np.ndarray) -> Choices:
    """Return few below 0.5, good to 3, over to 4, way_over above; None where undefined."""
    values = np.asarray(density, float)
    band = (values >= 0.5).astype(np.int64) + (values > 3.0) + (values > 4.0)
    return Choices(np.where(np.isnan(values), -1, band), SCORES)


def subheading_score(share: np.ndarray) -> Choices:
    """Return few below 30 % of the headings, good to 75 %, many above; None where undefined."""
    values = np.asarray(share, float)
    band = (values >= 0.3).astype(np.int64) + (values > 0.75)
    return Choices(np.where(np.isnan(values), -1, band), SUBHEADINGS)
