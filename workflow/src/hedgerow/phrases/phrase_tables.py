"""Uses of phrases as tables: a row a use, a row a document and phrase, a row an unnatural use.

`density_terms` counts a use once, `density_words` counts its words; the scores are those that SEO
editors show.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numba import njit

from hedgerow.lexicons.function_words import FUNCTION_WORDS
from hedgerow.phrases.excerpts import excerpts
from hedgerow.phrases.occurrences import PLACES, Uses
from hedgerow.phrases.phrase_list import has_letter
from hedgerow.phrases.phrase_matcher import phrase_words
from hedgerow.tables.spans import offsets_of
from hedgerow.tables.strings import Choices
from hedgerow.text.blocks.block import BLOCK_KINDS, HEADING
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus

SCORES = ("few", "good", "over", "way_over")
SUBHEADINGS = ("few", "good", "many")

_SLICES = 10
_CONTEXT = 60


def phrase_rows(
    tokenised: TokenisedCorpus, uses: Uses, phrases: Sequence[str], reasons: Choices
) -> dict[str, Any]:
    """Return the columns of the table `phrases`: one row per use, with its line of concordance.

    The context to the left and right is that of the use's own block, at most 60 characters.

    Args:
        reasons: why each use is unnatural, None where it is natural (`unnatural.judge_uses`).
    """
    block = tokenised.sentence_block[uses.sentence]
    start = tokenised.token_start[uses.first]
    end = tokenised.token_end[uses.last]
    low = np.maximum(tokenised.block_start[block], start - _CONTEXT)
    high = np.minimum(tokenised.block_end[block], end + _CONTEXT)
    edges = np.array([low, start, end, high], np.int64)
    left, surface, right = excerpts(tokenised, uses.doc, edges, joined=True)
    return {
        "doc_id": Choices(uses.doc, tokenised.doc_ids),
        "phrase": Choices(uses.phrase, phrases),
        "start": start,
        "end": end,
        "zone": Choices(tokenised.block_kind[block].astype(np.int64), BLOCK_KINDS),
        "sentence": uses.sentence - tokenised.doc_sentence[uses.doc],
        "place": Choices(uses.place.astype(np.int64), PLACES),
        "natural": reasons.code < 0,
        "reason": reasons,
        "left": left,
        "surface": surface,
        "right": right,
    }


def unnatural_rows(
    tokenised: TokenisedCorpus, uses: Uses, phrases: Sequence[str], reasons: Choices
) -> dict[str, Any]:
    """Return the columns of the table `unnatural`: the unnatural uses, each with its sentence."""
    which = np.flatnonzero(reasons.code >= 0)
    uses = uses.take(which)
    span = zip(
        uses.doc.tolist(),
        tokenised.sentence_start[uses.sentence].tolist(),
        tokenised.sentence_end[uses.sentence].tolist(),
        strict=True,
    )
    return {
        "doc_id": Choices(uses.doc, tokenised.doc_ids),
        "phrase": Choices(uses.phrase, phrases),
        "start": tokenised.token_start[uses.first],
        "end": tokenised.token_end[uses.last],
        "sentence": uses.sentence - tokenised.doc_sentence[uses.doc],
        "reason": Choices(reasons.code[which], reasons.values),
        "text": [tokenised.piece(d, a, b).replace("\n", " ") for d, a, b in span],
    }


def phrase_documents(
    tokenised: TokenisedCorpus,
    uses: Uses,
    phrases: Sequence[str],
    reasons: Choices,
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
    edges = tokenised.words_before[tokenised.doc_token]
    index = tokenised.words_before[uses.first] - edges[uses.doc]
    unnatural = reasons.code >= 0
    words = np.diff(edges)
    order = np.lexsort((uses.phrase, uses.doc))
    key = uses.doc[order] * max(1, len(phrases)) + uses.phrase[order]
    group = offsets_of(np.diff(np.flatnonzero(np.diff(key, prepend=-1, append=-1))))
    doc, phrase = uses.doc[order][group[:-1]], uses.phrase[order][group[:-1]]
    numbers, earliest, evenness = _tally(
        group, index[order], uses.place[order], unnatural[order], words[doc]
    )
    size, content = (of_phrase[phrase] for of_phrase in _sizes(tuple(phrases)))
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(words[doc] > 0, 100 * numbers[:, 0] / words[doc], np.nan)
        first = np.where(words[doc] > 0, earliest / words[doc], np.nan)
    density = yoast_density(terms, content)
    row = np.repeat(np.arange(len(doc)), np.diff(group))
    headed = _heading_share(tokenised, tokenised.sentence_block[uses.sentence[order]], row, doc)
    return {
        "doc_id": Choices(doc, tokenised.doc_ids),
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
    tokenised: TokenisedCorpus, block: np.ndarray, row: np.ndarray, doc: np.ndarray
) -> np.ndarray:
    """Return float64[R]: share of the headings that have the phrase, NaN without headings.

    Args:
        block, row: int64[U], block and row of each use.
        doc: int64[R], document of each row.
    """
    heading = tokenised.block_kind == HEADING
    total = np.bincount(tokenised.block_doc[heading], minlength=len(tokenised.doc_ids))[doc]
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


@lru_cache(maxsize=2)
def _sizes(phrases: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Return int64[P] twice: words of each phrase, and those that are no function words."""
    words = [sum(map(has_letter, phrase)) for phrase in phrase_words(phrases)]
    return np.array(words, np.int64), content_words(phrases)


def content_words(phrases: Sequence[str]) -> np.ndarray:
    """Return int64[P]: words of each phrase that are no function words; all of them if all are."""
    words = [[w for w in phrase if has_letter(w)] for phrase in phrase_words(phrases)]
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
