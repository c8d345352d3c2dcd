"""Occurrences of phrases as tables: a row per occurrence, a row per document and phrase.

`density_terms` counts an occurrence once, `density_words` counts its words; the scores are those of
SEO plug-ins.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numba import njit

from hedgerow.lean_kernels import LEAN
from hedgerow.lexicons.function_words import FUNCTION_WORDS
from hedgerow.phrases.occurrences import PLACES, Occurrences
from hedgerow.phrases.phrase_forms import FORMS, form_of, synonyms
from hedgerow.phrases.phrase_list import has_letter
from hedgerow.phrases.phrase_matcher import phrase_words
from hedgerow.statistics.dispersion import dp
from hedgerow.tables.distinct import distinct
from hedgerow.tables.strings import Choices
from hedgerow.text.blocks.block import BLOCK_KINDS, HEADING
from hedgerow.text.tokens.excerpts import excerpts
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokens import QUOTATION

SCORES = ("few", "good", "over", "way_over")
SUBHEADINGS = ("few", "good", "many")

_SLICES = 10
_CONTEXT = 60


def phrase_rows(
    tokenised: TokenisedCorpus,
    found: Occurrences,
    phrases: Sequence[str],
    forms: Choices,
    reasons: Choices,
) -> dict[str, Any]:
    """Return the columns of the table `phrases`: one row per occurrence, with its context.

    The context on each side is at most 60 characters of the same block.

    Args:
        forms: `occurrence_forms`.
        reasons: why each occurrence is unnatural, None where it is natural
            (`unnatural.unnatural_reasons`).
    """
    block = tokenised.sentence_block[found.sentence]
    start = tokenised.token_start[found.first]
    end = tokenised.token_end[found.last]
    low = np.maximum(tokenised.block_start[block], start - _CONTEXT)
    high = np.minimum(tokenised.block_end[block], end + _CONTEXT)
    edges = np.array([low, start, end, high], np.int64)
    left, surface, right = excerpts(tokenised, found.doc, edges, joined=True)
    return {
        "doc_id": Choices(found.doc, tokenised.doc_ids),
        "phrase": Choices(found.phrase, phrases),
        "start": start,
        "end": end,
        "zone": Choices(tokenised.block_kind[block].astype(np.int64), BLOCK_KINDS),
        "sentence": found.sentence - tokenised.doc_sentence[found.doc],
        "place": Choices(found.place.astype(np.int64), PLACES),
        "form": forms,
        "natural": reasons.code < 0,
        "reason": reasons,
        "left": left,
        "surface": surface,
        "right": right,
    }


def occurrence_forms(
    tokenised: TokenisedCorpus, found: Occurrences, phrases: Sequence[str]
) -> Choices:
    """Return the form of each occurrence, one of `phrase_forms.FORMS`."""
    code = np.empty(len(found), np.uint64)
    _mix(tokenised.token_type, found.first, found.last, found.phrase, code)
    first, group = distinct(code)
    listed = phrase_words([synonyms(phrase)[0] for phrase in phrases])
    forms = []
    for i in first.tolist():
        types = tokenised.token_type[found.first[i] : found.last[i] + 1]
        types = types[tokenised.type_kind[types] != QUOTATION]
        ids = tokenised.type_word[types]
        words = [tokenised.word_text[w] for w in ids.tolist()]
        bases = [tokenised.word_text[w] for w in tokenised.word_base[ids].tolist()]
        forms.append(FORMS.index(form_of(words, bases, listed[found.phrase[i]])))
    return Choices(np.array(forms, np.int64)[group], FORMS)


@njit(**LEAN)
def _mix(token_type, first, last, phrase, code):
    """Write a hash of the types of each occurrence and of its phrase to `code`."""
    for n in range(len(code)):
        mixed = np.uint64(phrase[n]) + np.uint64(0x9E3779B97F4A7C15)
        for i in range(first[n], last[n] + 1):
            mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
            mixed += np.uint64(token_type[i]) + np.uint64(1)
            mixed ^= mixed >> np.uint64(32)
        code[n] = mixed


def unnatural_rows(
    tokenised: TokenisedCorpus, found: Occurrences, phrases: Sequence[str], reasons: Choices
) -> dict[str, Any]:
    """Return the columns of the table `unnatural`: each unnatural occurrence and its sentence."""
    which = np.flatnonzero(reasons.code >= 0)
    found = found.take(which)
    edges = np.stack(
        [tokenised.sentence_start[found.sentence], tokenised.sentence_end[found.sentence]]
    )
    return {
        "doc_id": Choices(found.doc, tokenised.doc_ids),
        "phrase": Choices(found.phrase, phrases),
        "start": tokenised.token_start[found.first],
        "end": tokenised.token_end[found.last],
        "sentence": found.sentence - tokenised.doc_sentence[found.doc],
        "reason": Choices(reasons.code[which], reasons.values),
        "text": excerpts(tokenised, found.doc, edges, joined=True)[0],
    }


def phrase_documents(
    tokenised: TokenisedCorpus,
    found: Occurrences,
    phrases: Sequence[str],
    forms: Choices,
    reasons: Choices,
    origin: str = "listed",
) -> dict[str, Any]:
    """Return the columns of the table `phrase_documents`: one row per document and phrase in it.

    `density_terms` = 100 f / W and `density_words` = 100 n f / W, f occurrences, n words in the
    phrase, W words in all blocks. `evenness` is DP (Gries 2008) over ten slices of the document of
    equal length in words: 0 is even; a single occurrence has 0.9. `first` is the share of the
    document's words before the first occurrence. All are NaN in a document without words (a phrase
    of numbers only).

    Args:
        forms, reasons: as for `phrase_rows`.
        origin: listed or discovered.
    """
    edges = tokenised.words_before[tokenised.doc_token]
    doc_words = np.diff(edges)
    key = found.doc * max(1, len(phrases)) + found.phrase
    order = np.argsort(key, kind="stable")
    unnatural = reasons.code[order] >= 0
    found = found.take(order)
    new = np.diff(key[order], prepend=-1) != 0
    row = np.cumsum(new) - 1
    doc, phrase = found.doc[new], found.phrase[new].astype(np.int64)
    words = doc_words[doc]
    index = tokenised.words_before[found.first] - edges[found.doc]
    count = np.bincount(row, minlength=len(doc))
    size, content = (of_phrase[phrase] for of_phrase in _sizes(tuple(phrases)))
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(words > 0, 100 * count / words, np.nan)
        first = np.where(words > 0, index[new] / words, np.nan)
    density = yoast_density(terms, content)
    headed = _heading_share(tokenised, tokenised.sentence_block[found.sentence], row, doc)
    in_place = _tally(row, found.place, len(doc), len(PLACES))
    return {
        "doc_id": Choices(doc, tokenised.doc_ids),
        "phrase": Choices(phrase, phrases),
        "origin": Choices(np.zeros(len(doc), np.int64), [origin]),
        "phrase_words": size,
        "count": count,
        "forms": _forms_per_row(forms.code[order], row, len(doc)),
        "density_terms": terms,
        "density_words": terms * size,
        "first": first,
        "evenness": _evenness(index, row, doc, words),
        **dict(zip(PLACES, in_place.T, strict=True)),
        "unnatural": np.bincount(row[unnatural], minlength=len(doc)),
        "yoast_density": density,
        "score": yoast_score(density),
        "heading_share": headed,
        "subheadings": subheading_score(headed),
    }


def _forms_per_row(form: np.ndarray, row: np.ndarray, n_rows: int) -> Choices:
    """Return the numbers of the forms in each row, as "exact 7; plural 2"."""
    counts = _tally(row, form, n_rows, len(FORMS))
    first, group = np.zeros((2, n_rows), np.int64)
    for column in counts.T:
        if column.any():
            first, group = distinct(group * (column.max() + 1) + column)
    texts = [
        "; ".join(f"{form} {n}" for form, n in zip(FORMS, numbers, strict=True) if n)
        for numbers in counts[first].tolist()
    ]
    return Choices(group, texts)


def _tally(row: np.ndarray, category: np.ndarray, n_rows: int, n: int) -> np.ndarray:
    """Return int64[n_rows, n]: the number of occurrences in each row and category."""
    cell = category.astype(np.int64) * n_rows + row
    return np.bincount(cell, minlength=n_rows * n).reshape(n, n_rows).T


def _evenness(index: np.ndarray, row: np.ndarray, doc: np.ndarray, words: np.ndarray) -> np.ndarray:
    """Return float64[R]: DP over ten slices; word w of W is in slice floor(10 w / W).

    Args:
        index: words of the document before each occurrence.
        row: row of each occurrence, rising.
        doc, words: int64[R], document of each row and the words in it.
    """
    total = np.maximum(words, 1)
    # a number after the last word belongs to the slice of that word
    part = np.minimum(index, total[row] - 1) * _SLICES // total[row]
    # most rows have one occurrence, and the same DP as others in this slice of the document
    begin = np.searchsorted(row, np.arange(len(words) + 1))
    single = np.diff(begin) == 1
    own = len(doc) * _SLICES + np.arange(len(doc))
    some, number = distinct(np.where(single, doc * _SLICES + part[begin[:-1]], own))
    counts, sizes = np.zeros((2, len(some), _SLICES))
    _fill_slices(part, begin[some], begin[some + 1], total[some], counts, sizes)
    return np.where(words > 0, dp(counts, sizes)[number], np.nan)


@njit(**LEAN)
def _fill_slices(part, begin, end, words, counts, sizes):
    """Count the occurrences and the words of each slice, to float64[n, _SLICES].

    part: slice of each occurrence; begin, end: occurrences of each row.
    """
    for r in range(len(words)):
        low = 0
        for k in range(_SLICES):  # the next slice begins at the first word w with 10 w >= (k + 1) W
            high = (words[r] * (k + 1) + _SLICES - 1) // _SLICES
            sizes[r, k] = high - low
            low = high
        for i in range(begin[r], end[r]):
            counts[r, part[i]] += 1


def _heading_share(
    tokenised: TokenisedCorpus, block: np.ndarray, row: np.ndarray, doc: np.ndarray
) -> np.ndarray:
    """Return float64[R]: the share of the headings with the phrase, NaN without headings.

    Args:
        block, row: int64[N], block and row of each occurrence.
        doc: int64[R], document of each row.
    """
    heading = tokenised.block_kind == HEADING
    total = np.bincount(tokenised.block_doc[heading], minlength=len(tokenised.doc_ids))[doc]
    inside = heading[block]
    once = np.unique(row[inside] * len(heading) + block[inside])
    found = np.bincount(once // max(1, len(heading)), minlength=len(doc))
    return np.divide(found, total, out=np.full(len(doc), np.nan), where=total > 0)


@lru_cache(maxsize=2)
def _sizes(phrases: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Return int64[P] twice: the words and the content words of each phrase."""
    listed = [synonyms(phrase)[0] for phrase in phrases]
    words = [sum(map(has_letter, phrase)) for phrase in phrase_words(listed)]
    return np.array(words, np.int64), content_words(listed)


def content_words(phrases: Sequence[str]) -> np.ndarray:
    """Return int64[P]: the content words of each phrase; all words where it has none.

    >>> content_words(["tea for sleep", "to be"]).tolist()
    [2, 2]
    """
    words = [[w for w in phrase if has_letter(w)] for phrase in phrase_words(phrases)]
    content = [sum(w not in FUNCTION_WORDS for w in phrase) for phrase in words]
    return np.array(
        [k or len(phrase) for k, phrase in zip(content, words, strict=True)], np.int64
    ).reshape(len(phrases))


def yoast_density(density_terms: np.ndarray, content: np.ndarray) -> np.ndarray:
    """Return the density of Yoast SEO: 100 f / W x (0.7 + k / 3) for k content words.

    >>> float(yoast_density(np.array(2.0), np.array(3)).round(1))
    3.4
    """
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
