"""Counts of the words and of the repeated word sequences of each document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numba import njit

from hedgerow.lean_kernels import LEAN
from hedgerow.lexicons.function_words import FUNCTION_WORDS
from hedgerow.tables.spans import offsets_of
from hedgerow.tables.strings import Spelled, Speller
from hedgerow.text.blocks.block import HEADING, TITLE, UNMEASURED
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokens import NUMBER, QUOTATION, WORD

LONGEST = 8
KEPT_PER_DOCUMENT = 200

QUESTION_WORDS = frozenset("how what when where which who why".split())
_OPENERS = QUESTION_WORDS | frozenset(
    "can could does do did is are was were will would should may".split()
)
"""Function words that may open a search phrase."""
_CLOSERS = frozenset("me you it us now off work".split())
"""Function words that may end one: near me, good for you, how to use it."""
_TITLE_KINDS = (TITLE, HEADING)
TITLE_WEIGHT = 3
_UNMEASURED = np.uint8(2)
"""Beside 0 and 1 of titles: a block that is left out."""
_CONTENT, _MAY_OPEN, _MAY_CLOSE = 1, 2, 4
"""Roles of a word in a sequence, as bits."""
_BREAK = -1
"""End of a block, or punctuation, in the stream of words of a document."""
_IN_PROSE, _IN_TITLE, _IS_WORD = 1, 2, 4
"""Zone of an element of the stream, as bits; without _IS_WORD it is a number."""
_N_COUNTS = 3
_ALL, _PROSE, _TITLES = range(_N_COUNTS)
"""Columns of the counts of a sequence."""
_WORD, _COUNT = 0, 1
"""Rows of the array of single words."""
_N = 0
"""Row of the array of sequences with their lengths; the counts follow."""
_WEIGHT, _POSITION, _LENGTH, _COUNTS = range(4)
"""Columns of a candidate; from _COUNTS on those of its counts."""


@dataclass(frozen=True)
class WordCounts:
    """R words of prose and Q sequences, ordered by document."""

    doc_words: np.ndarray  # int32[D], number of words of each document among the R
    word: np.ndarray  # int32[R], folded word without a possessive ending
    uses: np.ndarray  # int32[R], occurrences in prose
    doc_sequences: np.ndarray  # int32[D], number of sequences of each document among the Q
    seq_n: np.ndarray  # uint8[Q], words of the sequence
    seq_count: np.ndarray  # int32[Q], occurrences in all blocks
    seq_prose: np.ndarray  # int32[Q], of these in prose
    seq_title: np.ndarray  # int32[Q], of these in titles and headings
    seq_words: np.ndarray  # int32[sum of seq_n], folded words of the sequences, end to end

    def __len__(self) -> int:
        return len(self.word) + len(self.seq_n)

    def spelled(self, speller: Speller) -> Spelled:
        """Return the sequences as words joined by spaces; `speller` has the folded words."""
        return speller.join(self.seq_words, offsets_of(self.seq_n))


def join_counts(parts: Sequence[WordCounts]) -> WordCounts:
    """Join the counts of the parts of a text."""
    arrays = {f.name: [getattr(part, f.name) for part in parts] for f in fields(WordCounts)}
    none = np.zeros(0, np.uint8)
    return WordCounts(**{name: np.concatenate([none, *got]) for name, got in arrays.items()})


def count_words(tokenised: TokenisedCorpus, flags: np.ndarray) -> WordCounts:
    """Count the words and the repeated word sequences of each document.

    All single words of prose are counted, without possessive endings. Sequences of 2 to 8 words or
    numbers are counted, endings included, if they occur at least twice in the document; they
    continue across quotation marks, but not across other punctuation or the end of a block. A
    sequence must contain a content word, open with one (or with a question word or auxiliary) and
    end with one (or with a pronoun, as in "near me"). Code and tables are left out. Kept are the
    200 per document with the largest n x (count + 3 x title), ties by position. Words are ordered
    by first appearance, sequences by length and position.

    Args:
        flags: `word_flags(tokenised.word_text)`.
    """
    n_tokens, n_docs = len(tokenised.token_type), len(tokenised.doc_ids)
    room = min(3 * n_tokens, KEPT_PER_DOCUMENT * n_docs) + 1
    per_doc = np.empty((2, n_docs), np.int32)
    words, numbers = np.empty((2, n_tokens), np.int32), np.empty((4, room), np.int32)
    spelled = np.empty(LONGEST * room, np.int32)
    singles, sequences, length = _count(
        tokenised.token_type,
        tokenised.type_word,
        tokenised.type_kind,
        tokenised.word_base,
        tokenised.block_token,
        tokenised.doc_block,
        tokenised.block_prose,
        np.isin(tokenised.block_kind, _TITLE_KINDS).astype(np.uint8)
        + _UNMEASURED * np.isin(tokenised.block_kind, UNMEASURED).astype(np.uint8),
        flags,
        KEPT_PER_DOCUMENT,
        per_doc,
        words,
        numbers,
        spelled,
    )
    word, uses = words[:, :singles].copy()
    n, count, prose, title = numbers[:, :sequences].copy()
    return WordCounts(
        doc_words=per_doc[0],
        word=word,
        uses=uses,
        doc_sequences=per_doc[1],
        seq_n=n.astype(np.uint8),
        seq_count=count,
        seq_prose=prose,
        seq_title=title,
        seq_words=spelled[:length].copy(),
    )


def word_flags(words: Sequence[str]) -> np.ndarray:
    """Return uint8[W]: the roles that each word may have in a sequence."""
    function, digits = (
        np.fromiter(map(test, words), bool, len(words))
        for test in (FUNCTION_WORDS.__contains__, str.isdigit)
    )
    flags = np.where(function, 0, _MAY_OPEN | _MAY_CLOSE).astype(np.uint8)
    flags[~function & ~digits] |= _CONTENT
    for i in np.flatnonzero(function).tolist():
        flags[i] = _MAY_OPEN * (words[i] in _OPENERS) | _MAY_CLOSE * (words[i] in _CLOSERS)
    return flags


@njit(**LEAN)
def _stream(token_type, word, kind, block_token, first, last, prose, title, out, zone):
    """Write the words of a document, its breaks and the zones to `out`; return the length."""
    m = 0
    for b in range(first, last):
        if title[b] == _UNMEASURED:
            continue
        of_block = _IN_PROSE * prose[b] | _IN_TITLE * title[b]
        for i in range(block_token[b], block_token[b + 1]):
            t = token_type[i]
            if kind[t] == WORD:
                out[m], zone[m] = word[t], of_block | _IS_WORD
                m += 1
            elif kind[t] == NUMBER:
                out[m], zone[m] = word[t], of_block
                m += 1
            elif kind[t] != QUOTATION and m > 0 and out[m - 1] >= 0:
                out[m] = _BREAK
                m += 1
        if m > 0 and out[m - 1] >= 0:
            out[m] = _BREAK
            m += 1
    return m


@njit(**LEAN)
def _count_singles(stream, zone, m, base, count, rows, words):
    """Append the words of prose of a document to `words`; return the number of rows so far.

    count: int32[W, 2], zero on entry; on return the occurrences of each word in all blocks, and the
    rank of its first appearance in prose.
    """
    begin = rows
    for i in range(m):
        if stream[i] < 0 or zone[i] & _IS_WORD == 0:
            continue
        count[base[stream[i]], 0] += 1
        if zone[i] & _IN_PROSE:
            w = base[stream[i]]
            if count[w, 1] == 0:
                count[w, 1] = rows - begin + 1
                words[_WORD, rows], words[_COUNT, rows] = w, 0
                rows += 1
            words[_COUNT, begin + count[w, 1] - 1] += 1
    return rows


@njit(**LEAN)
def _start_grams(stream, zone, m, base, count, gram, active):
    """Start the sequences of one word; return the number of positions written to `active`.

    Breaks and words that occur once are in no repeated sequence and get -1. `count` is cleared.
    """
    n = 0
    for i in range(m):
        if stream[i] < 0 or (zone[i] & _IS_WORD and count[base[stream[i]], 0] < 2):
            gram[i] = -1
        else:
            gram[i] = stream[i]
            active[n] = i
            n += 1
    for i in range(m):
        if stream[i] >= 0:
            w = base[stream[i]]
            count[w, 0] = count[w, 1] = 0
    return n


@njit(**LEAN)
def _count_length(
    stream, zone, n, gram, active, n_active, found, home, often, keys, stamp, owner, now
):
    """Count the sequences of n words that consist of two repeated ones of n - 1 words.

    Returns the number of positions at which a repeated sequence begins.

    gram[i] identifies the sequence at position i by the position of its first occurrence (a single
    word by its id), -1 if it does not repeat, so the key (sequence of n - 1 words, next word) is
    exact. found[position] has its counts. The first `n_active` elements of `active` are the
    positions with a sequence, ascending. The hash table has open addressing; only entries stamped
    `now`, for this document and length, are valid. Most sequences do not repeat, and are ruled out
    by the number of positions that hash to their slot.
    """
    size = 16
    while size < 2 * n_active:
        size *= 2
    mask = size - 1  # a small part of the table stays in the cache
    often[:size] = 0
    longer = 0
    for a in range(n_active):
        i = active[a]
        # the stream ends with a break, so position i + 1 exists
        if gram[i + 1] < 0:
            gram[i] = -1
            continue
        bits = np.uint64(gram[i]) << np.uint64(32) | np.uint64(stream[i + n - 1])
        slot = np.int64(bits * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(20)) & mask
        often[slot] += often[slot] < 2
        active[longer], home[longer] = i, slot
        longer += 1
    for a in range(longer):
        i, slot = active[a], home[a]
        if often[slot] < 2:
            gram[i] = -1
            continue
        key = np.int64(gram[i]) << 32 | np.int64(stream[i + n - 1])
        while stamp[slot] == now and keys[slot] != key:
            slot = (slot + 1) & mask
        if stamp[slot] != now:
            stamp[slot], keys[slot], owner[slot] = now, key, i
            found[i, :] = 0
        first = owner[slot]
        gram[i] = first
        found[first, _ALL] += 1
        found[first, _PROSE] += zone[i] & _IN_PROSE != 0
        found[first, _TITLES] += zone[i] & _IN_TITLE != 0
    left = 0
    for a in range(longer):
        i = active[a]
        if gram[i] >= 0 and found[gram[i], _ALL] < 2:
            gram[i] = -1
        if gram[i] >= 0:
            active[left] = i
            left += 1
    return left


@njit(cache=True)
def _count(
    token_type, word, kind, base, block_token, doc_block, prose, title, flags, kept,
    per_doc, words, numbers, spelled,
):  # fmt: skip
    """Fill the rows of all documents; return the number of words, sequences and their words.

    per_doc: int32[2, D], words and sequences of each document; words: rows _WORD and _COUNT;
    numbers: length and counts of each sequence; spelled: the words of all sequences.
    """
    n_docs = len(doc_block) - 1
    longest = 1
    for d in range(n_docs):
        length = block_token[doc_block[d + 1]] - block_token[doc_block[d]]
        longest = max(longest, length + doc_block[d + 1] - doc_block[d] + 1)
    table = _hash_table(longest)
    stream, gram, active, home = (
        np.empty(longest, np.int32), np.empty(longest, np.int32), np.empty(longest, np.int32),
        np.empty(longest, np.int64),
    )  # fmt: skip
    zone, found = np.empty(longest, np.uint8), np.empty((longest, _N_COUNTS), np.int32)
    count = np.zeros((len(base), 2), np.int32)
    candidate = np.empty((LONGEST * longest, _COUNTS + _N_COUNTS), np.int32)
    rows = sequences = length = 0
    for d in range(n_docs):
        m = _stream(
            token_type, word, kind, block_token, doc_block[d], doc_block[d + 1], prose, title,
            stream, zone,
        )  # fmt: skip
        per_doc[0, d], per_doc[1, d] = -rows, -sequences
        rows = _count_singles(stream, zone, m, base, count, rows, words)
        n_active = _start_grams(stream, zone, m, base, count, gram, active)
        n_candidates = 0
        for n in range(2, LONGEST + 1):
            now = d * LONGEST + n
            n_active = _count_length(
                stream, zone, n, gram, active, n_active, found, home, *table, now
            )
            if n_active == 0:
                break
            n_candidates = _add_candidates(
                stream, flags, n, gram, active, n_active, found, candidate, n_candidates
            )
        sequences, length = _write_heaviest(
            candidate[:n_candidates], kept, stream, numbers, sequences, spelled, length
        )
        per_doc[0, d] += rows
        per_doc[1, d] += sequences
    return rows, sequences, length


@njit(cache=True)
def _hash_table(longest):
    """Return often, keys, stamp and owner of an empty table for `longest` positions."""
    size = 16
    while size < 2 * longest:
        size *= 2
    return (
        np.empty(size, np.uint8),
        np.empty(size, np.int64),
        np.zeros(size, np.int32),
        np.empty(size, np.int32),
    )


@njit(**LEAN)
def _add_candidates(stream, flags, n, gram, active, n_active, found, candidate, c):
    """Append the admissible sequences of n words to the c candidates; return their number."""
    for a in range(n_active):
        i = active[a]
        if gram[i] == i and _admissible(stream, flags, i, n):
            candidate[c, _WEIGHT] = n * (found[i, _ALL] + TITLE_WEIGHT * found[i, _TITLES])
            candidate[c, _POSITION], candidate[c, _LENGTH] = i, n
            for k in range(_N_COUNTS):
                candidate[c, _COUNTS + k] = found[i, k]
            c += 1
    return c


@njit(cache=True)
def _write_heaviest(candidate, kept, stream, numbers, sequences, spelled, length):
    """Append the `kept` heaviest candidates to the sequences; return the numbers of both arrays."""
    least, spare = _threshold(candidate[:, _WEIGHT], kept)
    for k in range(len(candidate)):
        weight = candidate[k, _WEIGHT]
        spare -= weight == least
        if weight < least or (weight == least and spare < 0):
            continue
        i, n = candidate[k, _POSITION], candidate[k, _LENGTH]
        numbers[_N, sequences] = n
        numbers[_N + 1 :, sequences] = candidate[k, _COUNTS:]
        spelled[length : length + n] = stream[i : i + n]
        sequences += 1
        length += n
    return sequences, length


@njit(**LEAN)
def _admissible(stream, flags, i, n):
    """Return whether the sequence of n words at i may be a phrase."""
    if not flags[stream[i]] & _MAY_OPEN or not flags[stream[i + n - 1]] & _MAY_CLOSE:
        return False
    for k in range(i, i + n):
        if flags[stream[k]] & _CONTENT:
            return True
    return False


@njit(**LEAN)
def _threshold(weight, kept):
    """Return the smallest of the `kept` largest weights, and the number of its ties among them."""
    if len(weight) <= kept:
        return 0, len(weight)
    low, high = 0, 1 << 30
    while low < high:
        middle = (low + high + 1) // 2
        if _at_least(weight, middle) >= kept:
            low = middle
        else:
            high = middle - 1
    return low, kept - _at_least(weight, low + 1)


@njit(**LEAN)
def _at_least(weight, least):
    n = 0
    for w in weight:
        n += w >= least
    return n
