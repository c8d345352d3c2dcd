"""Boilerplate: passages that stand in many documents of a corpus and are not the article.

Whole blocks (sign-up forms, notices, lines with the date of review) count first; a sentence inside
other blocks counts only if it is long, or very frequent, because short connective sentences ("Talk
to your doctor.") may recur in honest text. Documents of one family of near copies count once: what
only copies share is their article.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hedgerow.overlap import FEWEST_DOCUMENTS
from hedgerow.overlap.passage_hashes import (
    CountedPassages,
    PassageHashes,
    repeated_passages,
)
from hedgerow.text.tokens.sentence_filter import without_sentences
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus

_FEWEST = 5
_ENOUGH = 20
"""Families in which a passage is boilerplate in any corpus, however large."""
_FEWEST_WITH_SENTENCE = 10
_LONG_SENTENCE = 8
_SHORTEST_SENTENCE = 4
_FREQUENT = 5.0
"""Factor on the share for the short sentences inside other blocks."""
_SHORTEST_PROSE, _SHORTEST_ITEM = 3, 4
"""Words of a whole block, in prose and elsewhere: shorter ones ("Yes.", "Headache") are content."""


@dataclass(frozen=True)
class Boilerplate:
    """K repeated passages, sorted by hash; the example is the first by document id."""

    hash: np.ndarray  # uint64[K]
    whole: np.ndarray  # bool[K], found as a whole block
    words: np.ndarray  # int64[K]
    documents: np.ndarray  # int64[K]
    families: np.ndarray  # int64[K]
    occurrences: np.ndarray  # int64[K]
    example: PassageHashes


def find_boilerplate(passages: CountedPassages, families: int, share: float) -> Boilerplate:
    """Return the passages that stand in too many families of documents to be the article.

    A whole block is boilerplate in at least `share` of the families, and at least 5; in a large
    corpus 20 are enough. A sentence of eight words or more needs the same, but at least 10; one of
    four to seven words needs five times that share.

    Args:
        families: of the corpus; a document alone is one.
        share: 0 to 1.
    """
    words = passages.first.words.astype(np.int64)
    usual = max(_FEWEST, min(share * families, _ENOUGH))
    frequent = max(_FEWEST_WITH_SENTENCE, _FREQUENT * share * families)
    long_enough = words >= np.where(passages.first.prose, _SHORTEST_PROSE, _SHORTEST_ITEM)
    as_block = passages.whole & long_enough & (passages.families >= usual)
    least = np.where(words >= _LONG_SENTENCE, max(_FEWEST_WITH_SENTENCE, usual), frequent)
    as_sentence = (words >= _SHORTEST_SENTENCE) & (passages.families >= least)
    kept = np.flatnonzero((as_block | as_sentence) & (families >= FEWEST_DOCUMENTS))
    return Boilerplate(
        passages.first.hash[kept],
        passages.whole[kept],
        words[kept],
        passages.documents[kept],
        passages.families[kept],
        passages.occurrences[kept],
        passages.first.take(kept),
    )


def without_boilerplate(tokenised: TokenisedCorpus, listed: np.ndarray) -> TokenisedCorpus:
    """Return the text without its boilerplate: the one text that all measures share.

    Args:
        listed: uint64[n], sorted hashes of the boilerplate of the corpus.
    """
    if not len(listed):
        return tokenised
    return without_sentences(tokenised, repeated_passages(tokenised, listed))
