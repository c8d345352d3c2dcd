"""Occurrences of phrases: every match of every phrase, with its position and its place.

An occurrence is the words of a phrase in that order, in any case, inside one block. Quotation marks
and line wraps between the words are ignored, other punctuation is not; a possessive counts as its
word. All matches are kept: a longer listed phrase does not hide a shorter one.

Each occurrence has one of six places. Title, heading and toc are the blocks of that kind. In prose,
the introduction is the first 100 words of the document; the conclusion is the prose of the
concluding section, which is the last section in the second half of the document with a heading
such as "Conclusion", or else the last of several prose blocks; all the rest is body.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from itertools import pairwise

import numpy as np

from hedgerow.phrases.phrase_matcher import PhraseSearch, compile_phrases
from hedgerow.text.blocks.block import HEADING, TITLE, TOC, UNMEASURED
from hedgerow.text.tokens.excerpts import excerpts
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus

PLACES = ("title", "heading", "toc", "introduction", "body", "conclusion")
IN_TITLE, IN_HEADING, IN_TOC, IN_INTRODUCTION, IN_BODY, IN_CONCLUSION = range(len(PLACES))
"""Indices into PLACES."""

_PLACE_OF_KIND = {TITLE: IN_TITLE, HEADING: IN_HEADING, TOC: IN_TOC}

_CONCLUDING = re.compile(
    r"\b(conclusions?|concluding|summary|summing up|final (thoughts|words?|verdict|remarks?)"
    r"|in closing|closing (thoughts|remarks?)|(key )?take-?aways?|wrap(ping)?[- ]up"
    r"|(the )?bottom line|in (short|brief))\b",
    re.IGNORECASE,
)
_INTRODUCTION_WORDS = 100


@dataclass(frozen=True)
class Occurrences:
    """N occurrences of phrases, sorted by first token, last token and phrase."""

    phrase: np.ndarray  # int32[N], index into the list of phrases
    first: np.ndarray  # int64[N], first token
    last: np.ndarray  # int64[N], last token, inclusive
    doc: np.ndarray  # int64[N]
    sentence: np.ndarray  # int64[N], sentence of the first token, in the shard
    place: np.ndarray  # uint8[N], index into PLACES

    def __len__(self) -> int:
        return len(self.phrase)

    def take(self, which: np.ndarray) -> Occurrences:
        """Return the occurrences selected by a mask or an array of indices."""
        return Occurrences(*(getattr(self, f.name)[which] for f in fields(self)))


def find_occurrences(
    tokenised: TokenisedCorpus, phrases: Sequence[str], families: Collection[str] = ()
) -> Occurrences:
    """Return all occurrences of all phrases, overlapping ones included, but in code and tables.

    Args:
        tokenised: the text.
        phrases: P phrases, split into words by the tokeniser of the text.
        families: of forms that count as the same (`phrase_forms.FAMILIES`).

    >>> from hedgerow.text.blocks.document import document_from_text
    >>> from hedgerow.text.tokens.tokeniser import encode
    >>> text = encode([document_from_text("a", "Green tea is mild. We drink green tea at night.")])
    >>> find_occurrences(text, ["green tea", "tea at night"]).phrase.tolist()
    [0, 0, 1]
    """
    return occurrences_of(compile_phrases(phrases, tokenised, families), tokenised)


def occurrences_of(search: PhraseSearch, tokenised: TokenisedCorpus) -> Occurrences:
    """Return all occurrences in the text for which `search` was compiled, or in a part of it."""
    matches = search.find(tokenised)
    sentence = np.searchsorted(tokenised.sentence_token, matches.first, side="right") - 1
    doc = tokenised.sentence_doc[sentence]
    place = _places(tokenised, matches.first, sentence, doc)
    found = Occurrences(matches.phrase, matches.first, matches.last, doc, sentence, place)
    unmeasured = np.isin(tokenised.block_kind[tokenised.sentence_block[sentence]], UNMEASURED)
    return found.take(~unmeasured) if unmeasured.any() else found


def _places(
    tokenised: TokenisedCorpus, first: np.ndarray, sentence: np.ndarray, doc: np.ndarray
) -> np.ndarray:
    """Return uint8[N]: the place of each occurrence, an index into PLACES."""
    block = tokenised.sentence_block[sentence]
    kind = tokenised.block_kind[block]
    prose = tokenised.block_prose[block].astype(bool)
    counted = tokenised.words_before
    in_block = np.diff(counted[tokenised.block_token]) * tokenised.block_prose
    prose_before = np.concatenate([[0], np.cumsum(in_block)])
    index = prose_before[block] - prose_before[tokenised.doc_block[doc]]
    index = index + counted[first] - counted[tokenised.block_token[block]]
    place = np.full(len(first), IN_BODY, np.uint8)
    place[_concluding_blocks(tokenised)[block] & prose] = IN_CONCLUSION
    place[prose & (index < _INTRODUCTION_WORDS)] = IN_INTRODUCTION
    for of_kind, of_place in _PLACE_OF_KIND.items():
        place[kind == of_kind] = of_place
    return place


@lru_cache(maxsize=1 << 16)
def _concludes(heading: bytes) -> bool:
    return _CONCLUDING.search(heading.decode()) is not None


def _concluding_blocks(tokenised: TokenisedCorpus) -> np.ndarray:
    """Return bool[B]: the block is prose of its document's conclusion."""
    doc, prose = tokenised.block_doc, tokenised.block_prose.astype(bool)
    concluding = np.zeros(len(doc), bool)
    found = np.zeros(len(tokenised.doc_ids), bool)
    headings, texts = _late_headings(tokenised)
    for heading, text in zip(reversed(headings.tolist()), reversed(texts), strict=True):
        d = int(doc[heading])
        if not found[d] and _concludes(text):
            blocks = slice(tokenised.doc_block[d], tokenised.doc_block[d + 1])
            section = tokenised.block_section[blocks] == tokenised.block_section[heading]
            concluding[blocks] = section & prose[blocks]
            found[d] = concluding[blocks].any()
    positions = np.flatnonzero(prose)
    is_last = np.append(np.diff(doc[positions]) != 0, True)[: len(positions)]
    last = positions[is_last]
    several = np.bincount(doc[positions], minlength=len(found))[doc[last]] > 1
    concluding[last[several & ~found[doc[last]]]] = True
    return concluding


def _late_headings(tokenised: TokenisedCorpus) -> tuple[np.ndarray, list[bytes]]:
    """Return the headings in the second halves of the documents, and their texts as UTF-8."""
    doc = tokenised.block_doc
    first, last = tokenised.doc_block[doc], tokenised.doc_block[doc + 1] - 1
    middle = tokenised.block_start[first] + tokenised.block_end[last]
    late = 2 * tokenised.block_start >= middle
    headings = np.flatnonzero((tokenised.block_kind == HEADING) & late)
    edges = np.stack([tokenised.block_start[headings], tokenised.block_end[headings]])
    [text] = excerpts(tokenised, doc[headings], edges, joined=False)
    data, ends = text.data.tobytes(), text.offset.tolist()
    return headings, [data[a:b] for a, b in pairwise(ends)]
