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
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache

import numpy as np

from hedgerow.measures.excerpts import excerpts
from hedgerow.measures.matching import Trie, compile_phrases, phrase_words
from hedgerow.text.block import BLOCK_KINDS, HEADING
from hedgerow.text.coded import CodedText

PLACES = ("title", "heading", "toc", "introduction", "body", "conclusion")

_CONCLUDING = re.compile(
    r"\b(conclusions?|concluding|summary|summing up|final (thoughts|words?|verdict|remarks?)"
    r"|in closing|closing (thoughts|remarks?)|(key )?take-?aways?|wrap(ping)?[- ]up"
    r"|(the )?bottom line|in (short|brief))\b",
    re.IGNORECASE,
)
_INTRODUCTION_WORDS = 100


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


@lru_cache(maxsize=1 << 16)
def _concludes(heading: bytes) -> bool:
    return _CONCLUDING.search(heading.decode()) is not None


def _concluding_blocks(coded: CodedText) -> np.ndarray:
    """Return bool[B]: the block is the prose of its document's conclusion."""
    doc = coded.block_doc
    prose = coded.block_prose.astype(bool)
    heading = coded.block_kind == HEADING
    concluding = np.zeros(len(doc), bool)
    found = np.zeros(len(coded.doc_ids), bool)
    first, last = coded.doc_block[doc], coded.doc_block[doc + 1] - 1
    late = heading & (2 * coded.block_start >= coded.block_start[first] + coded.block_end[last])
    headings = np.flatnonzero(late)
    edges = np.stack([coded.block_start[headings], coded.block_end[headings]])
    [text] = excerpts(coded, doc[headings], edges, joined=False)
    said = text.data.tobytes()
    ends = text.offset.tolist()
    for k, h in reversed(list(enumerate(headings.tolist()))):
        d = int(doc[h])
        if found[d]:
            continue
        if _concludes(said[ends[k] : ends[k + 1]]):
            a, b = coded.doc_block[d], coded.doc_block[d + 1]
            concluding[a:b] = (coded.block_section[a:b] == coded.block_section[h]) & prose[a:b]
            found[d] = concluding[a:b].any()
    places = np.flatnonzero(prose)
    final = places[np.append(doc[places][1:] != doc[places][:-1], True)] if len(places) else places
    several = np.bincount(doc[places], minlength=len(found))[doc[final]] > 1
    concluding[final[several & ~found[doc[final]]]] = True
    return concluding
