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

from hedgerow.phrases.excerpts import excerpts
from hedgerow.phrases.phrase_matcher import Trie, compile_phrases, phrase_words
from hedgerow.text.blocks.block import BLOCK_KINDS, HEADING
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus

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


def find_uses(tokenised: TokenisedCorpus, phrases: Sequence[str], inflected: bool = False) -> Uses:
    """Find all uses of all phrases.

    Args:
        tokenised: the text.
        phrases: P phrases; they are split into words as the text is.
        inflected: match inflected forms as well: words are compared by their stems (Snowball,
            Porter 2001), so "helps sleeping" is a use of "help sleep". Stems also join some
            derived words ("general", "generally").

    Returns:
        The uses; overlapping ones are all there.
    """
    return uses_of(compile_search(tokenised, phrases, inflected), tokenised)


def compile_search(
    tokenised: TokenisedCorpus, phrases: Sequence[str], inflected: bool = False
) -> Trie:
    """Make phrases ready to be found in a text and in its parts; arguments as in `find_uses`."""
    return compile_phrases(*_stemmed(phrases, tokenised) if inflected else (phrases, tokenised))


def uses_of(search: Trie, tokenised: TokenisedCorpus) -> Uses:
    """Find all uses of all phrases in the text that a search was compiled for, or in a part."""
    hits = search.find(tokenised)
    sentence = np.searchsorted(tokenised.sentence_token, hits.first, side="right") - 1
    doc = np.searchsorted(tokenised.doc_token, hits.first, side="right") - 1
    place = _places(tokenised, hits.first, sentence, doc)
    return Uses(hits.phrase, hits.first, hits.last, doc, sentence, place)


def _stemmed(
    phrases: Sequence[str], tokenised: TokenisedCorpus
) -> tuple[list[str], TokenisedCorpus]:
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
    base = [tokenised.word_text[b] for b in tokenised.word_base.tolist()]
    ids = np.array([stems.setdefault(stem(b), len(stems)) for b in base], np.int32)
    text = replace(
        tokenised,
        type_word=ids[tokenised.type_word],
        word_text=list(stems),
        word_base=np.arange(len(stems), dtype=np.int32),
    )
    return [" ".join(map(stem, words)) for words in phrase_words(phrases)], text


def _places(
    tokenised: TokenisedCorpus, first: np.ndarray, sentence: np.ndarray, doc: np.ndarray
) -> np.ndarray:
    """Return uint8[U]: place of each use, as the module says."""
    block = tokenised.sentence_block[sentence]
    kind = tokenised.block_kind[block]
    prose = tokenised.block_prose[block].astype(bool)
    counted = tokenised.words_before
    in_block = np.diff(counted[tokenised.block_token]) * tokenised.block_prose
    prose_before = np.concatenate([[0], np.cumsum(in_block)])
    index = prose_before[block] - prose_before[tokenised.doc_block[doc]]
    index = index + counted[first] - counted[tokenised.block_token[block]]
    place = np.full(len(first), PLACES.index("body"), np.uint8)
    place[_concluding_blocks(tokenised)[block] & prose] = PLACES.index("conclusion")
    place[prose & (index < _INTRODUCTION_WORDS)] = PLACES.index("introduction")
    for name in ("title", "heading", "toc"):
        place[kind == BLOCK_KINDS.index(name)] = PLACES.index(name)
    return place


@lru_cache(maxsize=1 << 16)
def _concludes(heading: bytes) -> bool:
    return _CONCLUDING.search(heading.decode()) is not None


def _concluding_blocks(tokenised: TokenisedCorpus) -> np.ndarray:
    """Return bool[B]: the block is the prose of its document's conclusion."""
    doc = tokenised.block_doc
    prose = tokenised.block_prose.astype(bool)
    heading = tokenised.block_kind == HEADING
    concluding = np.zeros(len(doc), bool)
    found = np.zeros(len(tokenised.doc_ids), bool)
    first, last = tokenised.doc_block[doc], tokenised.doc_block[doc + 1] - 1
    late = heading & (
        2 * tokenised.block_start >= tokenised.block_start[first] + tokenised.block_end[last]
    )
    headings = np.flatnonzero(late)
    edges = np.stack([tokenised.block_start[headings], tokenised.block_end[headings]])
    [text] = excerpts(tokenised, doc[headings], edges, joined=False)
    said = text.data.tobytes()
    ends = text.offset.tolist()
    for k, h in reversed(list(enumerate(headings.tolist()))):
        d = int(doc[h])
        if found[d]:
            continue
        if _concludes(said[ends[k] : ends[k + 1]]):
            a, b = tokenised.doc_block[d], tokenised.doc_block[d + 1]
            concluding[a:b] = (tokenised.block_section[a:b] == tokenised.block_section[h]) & prose[
                a:b
            ]
            found[d] = concluding[a:b].any()
    places = np.flatnonzero(prose)
    final = places[np.append(doc[places][1:] != doc[places][:-1], True)] if len(places) else places
    several = np.bincount(doc[places], minlength=len(found))[doc[final]] > 1
    concluding[final[several & ~found[doc[final]]]] = True
    return concluding
