"""Discovery: the phrases a document is written around, found without a list.

First each document's words and repeated word sequences are counted (`count_words`, per shard), then
each document's sequences are weighed against those of the others (`discover`, per corpus).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numba import njit

from hedgerow.measures.keyphrases import FUNCTION_WORDS
from hedgerow.measures.unnatural import is_question_form
from hedgerow.tables.spans import offsets_of
from hedgerow.tables.strings import Spelled, Speller
from hedgerow.text.block import BLOCK_KINDS
from hedgerow.text.coded import CodedText
from hedgerow.text.tokens import NUMBER, QUOTATION, WORD

LONGEST = 8
KEPT_PER_DOCUMENT = 200

_QUESTION_WORDS = frozenset("how what when where which who why".split())
_OPENERS = _QUESTION_WORDS | frozenset(
    "can could does do did is are was were will would should may".split()
)
"""Words that a search phrase may start with although they are function words."""
_CLOSERS = frozenset("me you it us now off work".split())
"""Function words that it may end with: near me, good for you, how to use it."""
_TITLE_KINDS = tuple(BLOCK_KINDS.index(kind) for kind in ("title", "heading"))
_TITLE_WEIGHT = 3
_CONTENT, _MAY_OPEN, _MAY_CLOSE = 1, 2, 4


@dataclass(frozen=True)
class WordCounts:
    """R rows in the order of the documents: an item (word or word sequence) of a document."""

    doc: np.ndarray  # int32[R]
    n: np.ndarray  # uint8[R], words of the item
    count: np.ndarray  # int32[R], uses in all blocks
    prose: np.ndarray  # int32[R], of these in prose
    title: np.ndarray  # int32[R], of these in titles and headings
    words: np.ndarray  # int32[R, 8], folded words of the item, -1 after its end

    def __len__(self) -> int:
        return len(self.doc)

    def spelled(self, speller: Speller) -> Spelled:
        """Return the items as strings, words joined by spaces; `speller` has the folded words."""
        there = self.words >= 0
        return speller.join(self.words[there], offsets_of(there.sum(axis=1)))


def count_words(coded: CodedText, flags: np.ndarray) -> WordCounts:
    """Count the words and the repeated word sequences of each document.

    Single words are counted without possessive endings, all of them. Sequences of 2 to 8 words (or
    numbers) are counted as they stand if they occur at least twice in the document; they run over
    quotation marks, but over no other mark and no block's end. Kept are those that contain a
    content word, start with one (or with a question word or auxiliary) and end with one (or with a
    pronoun as in "near me"); of these the 200 per document with the largest n x (count + 3 x
    title), ties by place. Rows of a document: words by first appearance, then sequences by length
    and place.

    Args:
        flags: `word_flags(coded.word_text)`.
    """
    arguments = (
        coded.token_word,
        coded.word_base,
        coded.token_kind,
        coded.block_token,
        coded.doc_block,
        coded.block_prose,
        np.isin(coded.block_kind, _TITLE_KINDS).astype(np.uint8),
        flags,
    )
    n_tokens = len(coded.token_type)
    room = n_tokens + min(3 * n_tokens, KEPT_PER_DOCUMENT * len(coded.doc_ids)) + 1
    doc, n = np.empty(room, np.int32), np.empty(room, np.uint8)
    numbers, words = np.empty((room, 3), np.int32), np.empty((room, LONGEST), np.int32)
    rows = _count(*arguments, KEPT_PER_DOCUMENT, doc, n, numbers, words)
    return WordCounts(
        doc=doc[:rows].copy(),
        n=n[:rows].copy(),
        count=numbers[:rows, 0].copy(),
        prose=numbers[:rows, 1].copy(),
        title=numbers[:rows, 2].copy(),
        words=words[:rows].copy(),
    )


def word_flags(words: Sequence[str]) -> np.ndarray:
    """Return uint8[W]: what each word may be in a sequence."""
    flags = np.zeros(len(words), np.uint8)
    for i, word in enumerate(words):
        content = word not in FUNCTION_WORDS
        flags[i] = (
            _CONTENT * (content and not word.isdigit())
            | _MAY_OPEN * (content or word in _OPENERS)
            | _MAY_CLOSE * (content or word in _CLOSERS)
        )
    return flags


@njit(cache=True)
def _stream(word, kind, block_token, first, last, prose, title, out, zone):
    """Write a document's words to `out`, -1 at every break, with their zones; return the length."""
    m = 0
    for b in range(first, last):
        for i in range(block_token[b], block_token[b + 1]):
            if kind[i] == WORD or kind[i] == NUMBER:
                out[m] = word[i]
                zone[m] = prose[b] | (title[b] << 1) | ((kind[i] == WORD) << 2)
                m += 1
            elif kind[i] != QUOTATION and m > 0 and out[m - 1] >= 0:
                out[m] = -1
                m += 1
        if m > 0 and out[m - 1] >= 0:
            out[m] = -1
            m += 1
    return m


@njit(cache=True)
def _count_singles(stream, zone, m, base, row_of, d, rows, out_doc, out_n, numbers, words):
    """Add a row for each word of document d; return the number of rows so far."""
    begin = rows
    for i in range(m):
        if stream[i] < 0 or zone[i] & 4 == 0:
            continue
        w = base[stream[i]]
        r = row_of[w]
        if r < begin:
            r = rows
            row_of[w] = r
            out_doc[r], out_n[r] = d, 1
            numbers[r, :] = 0
            words[r, :] = -1
            words[r, 0] = w
            rows += 1
        numbers[r, 0] += 1
        numbers[r, 1] += zone[i] & 1
        numbers[r, 2] += (zone[i] >> 1) & 1
    return rows


@njit(cache=True)
def _start_grams(stream, zone, m, base, row_of, numbers, gram):
    """Name each word by itself; a word of one use, or a break, begins nothing that repeats."""
    for i in range(m):
        if stream[i] < 0 or (zone[i] & 4 and numbers[row_of[base[stream[i]]], 0] < 2):
            gram[i] = -1
        else:
            gram[i] = stream[i]


@njit(cache=True)
def _slot_of(keys, stamp, now, mask, key):
    """Return the slot of `key` in an open-addressed table; live slots carry the stamp `now`."""
    h = np.uint64(key) * np.uint64(0x9E3779B97F4A7C15)
    slot = np.int64(h >> np.uint64(20)) & mask
    while stamp[slot] == now and keys[slot] != key:
        slot = (slot + 1) & mask
    return slot


@njit(cache=True)
def _count_length(stream, zone, m, n, gram, found, keys, stamp, owner, now):
    """Count the sequences of n words that extend a repeated one of n - 1; return how many repeat.

    gram[i] names the sequence that starts at place i by the place of its first occurrence (a single
    word by itself), -1 if it does not repeat; so the key (that of n - 1 words, next word) is
    exact. found[place] holds count, count in prose and count in titles.
    """
    repeated = 0
    size = 16
    while size < 2 * m:
        size *= 2
    mask = size - 1  # no more of the table than the document needs: it stays in the cache
    for i in range(m):
        following = stream[i + n - 1] if i + n <= m else np.int32(-1)
        if gram[i] < 0 or following < 0:
            gram[i] = -1
            continue
        key = np.int64(gram[i]) << 32 | np.int64(following)
        slot = _slot_of(keys, stamp, now, mask, key)
        if stamp[slot] != now:
            stamp[slot], keys[slot], owner[slot] = now, key, i
            found[i, :] = 0
        first = owner[slot]
        gram[i] = first
        found[first, 0] += 1
        found[first, 1] += zone[i] & 1
        found[first, 2] += (zone[i] >> 1) & 1
        repeated += found[first, 0] == 2
    for i in range(m):
        if gram[i] >= 0 and found[gram[i], 0] < 2:
            gram[i] = -1
    return repeated


@njit(cache=True)
def _count(
    word,
    base,
    kind,
    block_token,
    doc_block,
    prose,
    title,
    flags,
    kept,
    out_doc,
    out_n,
    numbers,
    words,
):
    """Fill the rows of all documents; return how many there are."""
    n_docs = len(doc_block) - 1
    longest = 1
    for d in range(n_docs):
        length = block_token[doc_block[d + 1]] - block_token[doc_block[d]]
        longest = max(longest, length + doc_block[d + 1] - doc_block[d] + 1)
    size = 16
    while size < 2 * longest:
        size *= 2
    keys, stamp, owner = (
        np.empty(size, np.int64),
        np.zeros(size, np.int64),
        np.empty(size, np.int32),
    )
    stream, gram = np.empty(longest, np.int32), np.empty(longest, np.int32)
    zone, found = np.empty(longest, np.uint8), np.empty((longest, 3), np.int32)
    row_of = np.full(len(base), -1, np.int64)
    candidate = np.empty((LONGEST * longest, 6), np.int64)  # weight, place, n, counts
    rows = 0
    for d in range(n_docs):
        m = _stream(
            word, kind, block_token, doc_block[d], doc_block[d + 1], prose, title, stream, zone
        )
        rows = _count_singles(
            stream, zone, m, base, row_of, d, rows, out_doc, out_n, numbers, words
        )
        _start_grams(stream, zone, m, base, row_of, numbers, gram)
        c = 0
        for n in range(2, LONGEST + 1):
            now = d * LONGEST + n
            if _count_length(stream, zone, m, n, gram, found, keys, stamp, owner, now) == 0:
                break
            for i in range(m):
                if gram[i] == i and _admissible(stream, flags, i, n):
                    candidate[c, 0] = n * (found[i, 0] + _TITLE_WEIGHT * found[i, 2])
                    candidate[c, 1], candidate[c, 2] = i, n
                    candidate[c, 3:] = found[i]
                    c += 1
        chosen = _heaviest(candidate[:c, 0], kept)
        for k in range(c):
            if chosen[k]:
                i, n = candidate[k, 1], candidate[k, 2]
                out_doc[rows], out_n[rows] = d, n
                numbers[rows] = candidate[k, 3:]
                words[rows, :] = -1
                words[rows, :n] = stream[i : i + n]
                rows += 1
    return rows


@njit(cache=True)
def _admissible(stream, flags, i, n):
    """Say whether the sequence opens, closes and is filled as a phrase may be."""
    if not flags[stream[i]] & _MAY_OPEN or not flags[stream[i + n - 1]] & _MAY_CLOSE:
        return False
    for k in range(i, i + n):
        if flags[stream[k]] & _CONTENT:
            return True
    return False


@njit(cache=True)
def _heaviest(weight, kept):
    """Return bool[n]: the `kept` largest weights, the earlier of equal ones first."""
    chosen = np.ones(len(weight), np.bool_)
    if len(weight) <= kept:
        return chosen
    order = np.argsort(-weight, kind="mergesort")
    chosen[order[kept:]] = False
    return chosen


@dataclass(frozen=True)
class Discovered:
    """Phrases found for documents: by document, best first."""

    doc: np.ndarray  # int64[F]
    item: np.ndarray  # int64[F]
    score: np.ndarray  # float64[F]


_POOL = 60
"""Sequences of a document that are looked at for overlap: many more than a list of ten needs."""


def discover(
    doc: np.ndarray,
    item: np.ndarray,
    items: Sequence[str],
    n: np.ndarray,
    count: np.ndarray,
    prose: np.ndarray,
    title: np.ndarray,
    doc_words: np.ndarray,
    top: int = 10,
) -> Discovered:
    """Find the phrases that documents are written around.

    A sequence of n words with p uses in prose (one at least) and t in titles and headings weighs
    w = p + 3 t, and scores log2(n + 1) (w - v) (1 + max(0, log2 ratio)). v is the weight of the
    heaviest longer sequence that contains it, so that only what a phrase does on its own account
    counts (the C-value of Frantzi, Ananiadou & Mima 2000, with the largest in place of the mean);
    where nothing is left, it is no phrase. The ratio is that of its rate in the document to its
    rate in all the others (no use there counted as half a use; 1 in a corpus of one document).
    Other documents count with their repeated uses only. A sequence inside a better one is left out
    unless it has at least one and a half times its uses.

    Args:
        doc, item: int[R], document and item of each row of the words tables; rows of single words
            are passed over.
        items: text of each item.
        n, count, prose, title: int[R].
        doc_words: int[D], words of each document.
        top: phrases per document.
    """
    # a list of contents repeats headings: a phrase that stands in these alone is no target
    wanted = (np.asarray(n) > 1) & (np.asarray(prose) > 0)
    doc, item, n, count, prose, title = (
        np.asarray(v)[wanted].astype(np.int64) for v in (doc, item, n, count, prose, title)
    )
    doc_words = np.asarray(doc_words, float)
    rest = np.bincount(item, count, minlength=len(items))[item] - count
    words = doc_words[doc]
    rest_words = doc_words.sum() - words
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = (count / words) / (np.maximum(rest, 0.5) / rest_words)
        key = np.where(rest_words > 0, np.maximum(np.log2(ratio), 0.0), 0.0)
    weight = prose + _TITLE_WEIGHT * title
    worth = np.log2(n + 1) * (1 + key)  # of each unit of weight
    # ties: the longer sequence, then the alphabet, so that the order of rows leaves no trace
    rank = np.argsort(np.argsort(np.array(items, object), kind="stable"), kind="stable")
    order = np.lexsort((rank[item], -n, -worth * weight, doc))
    bounds = np.searchsorted(doc[order], np.arange(len(doc_words) + 1))
    kept: list[int] = []
    scores: list[float] = []
    for begin, end in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        pool = [
            i for i in order[begin : min(end, begin + _POOL)].tolist() if _is_topic(items[item[i]])
        ]
        texts = [f" {items[item[i]]} " for i in pool]
        own = worth[pool] * (weight[pool] - _nested(texts, weight[pool].tolist()))
        ranked = np.lexsort((-n[pool], -own)).tolist()
        for k in _distinct(texts, (prose + title)[pool].tolist(), own, ranked, top):
            kept.append(pool[k])
            scores.append(float(own[k]))
    chosen = np.array(kept, np.int64)
    return Discovered(doc[chosen], item[chosen], np.array(scores, float))


def _is_topic(text: str) -> bool:
    """Say whether words may be a topic: those that open as questions must be one ("is crucial")."""
    words = text.split()
    if words[0] not in FUNCTION_WORDS:
        return True
    return is_question_form(words) or (words[0] in _QUESTION_WORDS and len(words) > 2)


def _nested(texts: list[str], weights: list[int]) -> np.ndarray:
    """Return, for each of the spaced texts, the largest weight of a longer one around it, or 0."""
    return np.array(
        [
            max(
                (w for o, w in zip(texts, weights, strict=True) if len(o) > len(t) and t in o),
                default=0,
            )
            for t in texts
        ],
        np.int64,
    )


def _distinct(
    texts: list[str], counts: list[int], scores: np.ndarray, ranked: list[int], top: int
) -> list[int]:
    """Return places of the phrases that are not mostly a better one's; texts are spaced."""
    kept: list[int] = []
    for i in ranked:
        if scores[i] <= 0 or len(kept) == top:
            break
        inside = (k for k in kept if texts[i] in texts[k])
        if not any(2 * counts[i] < 3 * counts[k] for k in inside):
            kept.append(i)
    return kept
