"""Words and repeated word sequences of each document, counted; see `phrases/discovery.py`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numba import njit

from hedgerow.lexicons.function_words import FUNCTION_WORDS
from hedgerow.tables.spans import offsets_of
from hedgerow.tables.strings import Spelled, Speller
from hedgerow.text.blocks.block import HEADING, TITLE
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokens import NUMBER, QUOTATION, WORD

LONGEST = 8
KEPT_PER_DOCUMENT = 200

QUESTION_WORDS = frozenset("how what when where which who why".split())
_OPENERS = QUESTION_WORDS | frozenset(
    "can could does do did is are was were will would should may".split()
)
"""Words that a search phrase may start with although they are function words."""
_CLOSERS = frozenset("me you it us now off work".split())
"""Function words that it may end with: near me, good for you, how to use it."""
_TITLE_KINDS = (TITLE, HEADING)
TITLE_WEIGHT = 3
_CONTENT, _MAY_OPEN, _MAY_CLOSE = 1, 2, 4


@dataclass(frozen=True)
class WordCounts:
    """R words of prose and Q sequences, in the order of the documents they stand in."""

    doc_words: np.ndarray  # int32[D], how many of the R are each document's
    word: np.ndarray  # int32[R], folded word without a possessive ending
    uses: np.ndarray  # int32[R], in prose
    doc_sequences: np.ndarray  # int32[D], how many of the Q are each document's
    seq_n: np.ndarray  # uint8[Q], words of the sequence
    seq_count: np.ndarray  # int32[Q], uses in all blocks
    seq_prose: np.ndarray  # int32[Q], of these in prose
    seq_title: np.ndarray  # int32[Q], of these in titles and headings
    seq_words: np.ndarray  # int32[sum of seq_n], folded words of the sequences, end to end

    def __len__(self) -> int:
        return len(self.word) + len(self.seq_n)

    def spelled(self, speller: Speller) -> Spelled:
        """Return the sequences, words joined by spaces; `speller` has the folded words."""
        return speller.join(self.seq_words, offsets_of(self.seq_n))


def join_counts(parts: Sequence[WordCounts]) -> WordCounts:
    """Put the counts of the parts of a text together."""
    arrays = {f.name: [getattr(part, f.name) for part in parts] for f in fields(WordCounts)}
    none = np.zeros(0, np.uint8)
    return WordCounts(**{name: np.concatenate([none, *got]) for name, got in arrays.items()})


def count_words(tokenised: TokenisedCorpus, flags: np.ndarray) -> WordCounts:
    """Count the words and the repeated word sequences of each document.

    Single words are counted in prose, without possessive endings, all of them. Sequences of 2 to 8
    words (or numbers) are counted as they stand if they occur at least twice in the document; they
    run over quotation marks, but over no other mark and no block's end. Kept are those that contain
    a content word, start with one (or with a question word or auxiliary) and end with one (or with
    a pronoun as in "near me"); of these the 200 per document with the largest n x (count + 3 x
    title), ties by place. Words of a document come by first appearance, sequences by length and
    place.

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
        np.isin(tokenised.block_kind, _TITLE_KINDS).astype(np.uint8),
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
def _stream(token_type, word, kind, block_token, first, last, prose, title, out, zone):
    """Write a document's words to `out`, -1 at every break, with their zones; return the length.

    A zone is 1 in prose, 2 in a title or heading, 4 for a word that is no number, added up.
    """
    m = 0
    for b in range(first, last):
        of_block = prose[b] | (title[b] << 1)
        for i in range(block_token[b], block_token[b + 1]):
            t = token_type[i]
            if kind[t] == WORD:
                out[m], zone[m] = word[t], of_block | 4
                m += 1
            elif kind[t] == NUMBER:
                out[m], zone[m] = word[t], of_block
                m += 1
            elif kind[t] != QUOTATION and m > 0 and out[m - 1] >= 0:
                out[m] = -1
                m += 1
        if m > 0 and out[m - 1] >= 0:
            out[m] = -1
            m += 1
    return m


@njit(cache=True)
def _count_singles(stream, zone, m, base, count, rows, words):
    """Count the words of a document, all uses in `count`; return the number of rows so far.

    Rows are added for the words of prose. `count` is all 0 before, and has the uses of each word
    after.
    """
    begin = rows
    for i in range(m):
        if stream[i] < 0 or zone[i] & 4 == 0:
            continue
        count[base[stream[i]], 0] += 1
        if zone[i] & 1:
            w = base[stream[i]]
            if count[w, 1] == 0:
                count[w, 1] = rows - begin + 1
                words[0, rows], words[1, rows] = w, 0
                rows += 1
            words[1, begin + count[w, 1] - 1] += 1
    return rows


@njit(cache=True)
def _start_grams(stream, zone, m, base, count, gram, active):
    """Name each word by itself; a word of one use, or a break, is in nothing that repeats.

    Returns how many places are written to `active`: those with a name. `count` is cleared.
    """
    n = 0
    for i in range(m):
        if stream[i] < 0 or (zone[i] & 4 and count[base[stream[i]], 0] < 2):
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


@njit(cache=True)
def _count_length(
    stream, zone, n, gram, active, places, found, home, often, keys, stamp, owner, now
):
    """Count the sequences of n words made of two repeated ones of n - 1; return how many places
    begin one that repeats.

    gram[i] names the sequence that starts at place i by the place of its first occurrence (a single
    word by itself), -1 if it does not repeat; so the key (that of n - 1 words, next word) is
    exact. found[place] holds count, count in prose and count in titles. `active` lists the places
    with a name, in order, `places` of them. Sequences lie in a table of open addresses, where those
    of the document and length `now` are live; most do not repeat, which shows by their home alone.
    """
    size = 16
    while size < 2 * places:
        size *= 2
    mask = size - 1  # no more of the table than is needed: it stays in the cache
    often[:size] = 0
    longer = 0
    for a in range(places):
        i = active[a]
        # after the last word is a break, so there is a place i + 1
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
        found[first, 0] += 1
        found[first, 1] += zone[i] & 1
        found[first, 2] += (zone[i] >> 1) & 1
    left = 0
    for a in range(longer):
        i = active[a]
        if gram[i] >= 0 and found[gram[i], 0] < 2:
            gram[i] = -1
        if gram[i] >= 0:
            active[left] = i
            left += 1
    return left


@njit(cache=True)
def _count(
    token_type,
    word,
    kind,
    base,
    block_token,
    doc_block,
    prose,
    title,
    flags,
    kept,
    per_doc,
    words,
    numbers,
    spelled,
):
    """Fill the rows of all documents; return how many there are, and the words of all sequences.

    per_doc: words and sequences of each document; words: word, uses; numbers: n, count, prose,
    title of each sequence.
    """
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
        np.zeros(size, np.int32),
        np.empty(size, np.int32),
    )
    stream, gram, active = (
        np.empty(longest, np.int32),
        np.empty(longest, np.int32),
        np.empty(longest, np.int32),
    )
    zone, found = np.empty(longest, np.uint8), np.empty((longest, 3), np.int32)
    home, often = np.empty(longest, np.int64), np.empty(size, np.uint8)
    count = np.zeros((len(base), 2), np.int32)
    candidate = np.empty((LONGEST * longest, 6), np.int32)  # weight, place, n, counts
    rows = sequences = length = 0
    for d in range(n_docs):
        m = _stream(
            token_type, word, kind, block_token, doc_block[d], doc_block[d + 1], prose, title,
            stream, zone,
        )  # fmt: skip
        per_doc[0, d], per_doc[1, d] = -rows, -sequences
        rows = _count_singles(stream, zone, m, base, count, rows, words)
        places = _start_grams(stream, zone, m, base, count, gram, active)
        c = 0
        for n in range(2, LONGEST + 1):
            now = d * LONGEST + n
            places = _count_length(
                stream, zone, n, gram, active, places, found, home, often, keys, stamp, owner, now
            )
            if places == 0:
                break
            for a in range(places):
                i = active[a]
                if gram[i] == i and _admissible(stream, flags, i, n):
                    candidate[c, 0] = n * (found[i, 0] + TITLE_WEIGHT * found[i, 2])
                    candidate[c, 1], candidate[c, 2] = i, n
                    candidate[c, 3:] = found[i]
                    c += 1
        least, spare = _threshold(candidate[:c, 0], kept)
        for k in range(c):
            spare -= candidate[k, 0] == least
            if candidate[k, 0] < least or (candidate[k, 0] == least and spare < 0):
                continue
            i, n = candidate[k, 1], candidate[k, 2]
            numbers[0, sequences] = n
            numbers[1:, sequences] = candidate[k, 3:]
            spelled[length : length + n] = stream[i : i + n]
            sequences += 1
            length += n
        per_doc[0, d] += rows
        per_doc[1, d] += sequences
    return rows, sequences, length


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
def _threshold(weight, kept):
    """Return the least of the `kept` largest weights, and how many as large are among them."""
    if len(weight) <= kept:
        return 0, len(weight)
    low, high = 0, 1 << 30
    while low < high:
        middle = (low + high + 1) // 2
        if _as_heavy(weight, middle) >= kept:
            low = middle
        else:
            high = middle - 1
    return low, kept - _as_heavy(weight, low + 1)


@njit(cache=True)
def _as_heavy(weight, least):
    n = 0
    for w in weight:
        n += w >= least
    return n
