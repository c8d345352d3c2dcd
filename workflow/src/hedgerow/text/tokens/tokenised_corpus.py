"""The tokenised corpus: a shard of documents as flat arrays of word-type ids beside the characters.

Every later step is arithmetic over these arrays; none tokenises again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numba import njit

from hedgerow.lean_kernels import LEAN
from hedgerow.tables.spans import span_counts
from hedgerow.text.tokens.lazy_strings import LazyStrings
from hedgerow.text.tokens.tokens import WORD
from hedgerow.text.tokens.words import parts_of

LONG_SENTENCE = 80
"""Words from which on a sentence is more likely a list, a table or text without stops."""

PART = 500
"""Documents of a part: the arrays that a step makes from them stay in the processor's cache."""


@dataclass(frozen=True)
class TokenisedCorpus:
    """D documents, B blocks, S sentences, T tokens, V word types, W folded words.

    Document d has blocks `doc_block[d]:doc_block[d + 1]`, block b has sentences
    `block_sentence[b]:block_sentence[b + 1]`, sentence s has tokens
    `sentence_token[s]:sentence_token[s + 1]`; every token belongs to one sentence. Characters are
    places in the clean text of the document (code points, ends exclusive).
    """

    doc_ids: list[str]
    doc_text: LazyStrings
    doc_block: np.ndarray  # int64[D + 1]
    block_kind: np.ndarray  # uint8[B], place in BLOCK_KINDS
    block_level: np.ndarray  # uint8[B], level of a heading, else 0
    block_prose: np.ndarray  # uint8[B], 1 where the block is prose
    block_section: np.ndarray  # int32[B], 0 before the document's first heading
    block_start: np.ndarray  # int32[B]
    block_end: np.ndarray  # int32[B]
    block_stated: np.ndarray  # uint8[B], 1 where it is prose or a list item that states something
    block_sentence: np.ndarray  # int64[B + 1]
    sentence_start: np.ndarray  # int32[S]
    sentence_end: np.ndarray  # int32[S]
    sentence_cut: np.ndarray  # uint8[S], 1 where the sentence was cut at its length
    sentence_token: np.ndarray  # int64[S + 1]
    token_type: np.ndarray  # int32[T]
    token_start: np.ndarray  # int32[T]
    type_text: list[str]
    type_kind: np.ndarray  # uint8[V]
    type_shape: np.ndarray  # uint8[V]
    type_letters: np.ndarray  # int32[V]
    type_characters: np.ndarray  # int32[V], letters and digits
    type_length: np.ndarray  # int32[V], code points
    type_flags: np.ndarray  # int64[V], see text/tokens/token_flags.py
    type_word: np.ndarray  # int32[V]
    word_text: list[str]
    word_base: np.ndarray  # int32[W]
    word_hash: np.ndarray  # uint64[W], equal for the same word in all shards

    def parts(self, documents: int = PART) -> Iterator[TokenisedCorpus]:
        """Cut the corpus into parts of a number of documents, in order; their arrays are views.

        The types of a part are those of the whole corpus.
        """
        for first in range(0, len(self.doc_ids), documents):
            yield self._part(first, min(first + documents, len(self.doc_ids)))

    def document(self, d: int) -> TokenisedCorpus:
        """Return document d alone, with only the types and words that it uses."""
        return self._part(d, d + 1).compact()

    def _part(self, first: int, last: int) -> TokenisedCorpus:
        docs = slice(first, last)
        blocks = slice(self.doc_block[first], self.doc_block[last])
        sentences = slice(self.block_sentence[blocks.start], self.block_sentence[blocks.stop])
        tokens = slice(self.sentence_token[sentences.start], self.sentence_token[sentences.stop])
        here = {"doc": docs, "block": blocks, "sentence": sentences, "token": tokens}
        inside = {"block": blocks, "sentence": sentences, "token": tokens}
        cut: dict[str, Any] = {}
        for name in TokenisedCorpus.__dataclass_fields__:
            owner, _, what = name.partition("_")
            if owner not in here:
                continue
            span, values = here[owner], getattr(self, name)
            if what in inside:  # offsets
                cut[name] = values[span.start : span.stop + 1] - inside[what].start
            else:
                cut[name] = values[span]
        part = replace(self, **cut)
        part.__dict__["type_words"] = self.type_words  # computed once for all parts
        return part

    def compact(self) -> TokenisedCorpus:
        """Return the corpus with only the types and words that it uses, renumbered in their order.

        It serves work on each type of a part, for which the types of the whole corpus are too many.
        """
        used = np.zeros(len(self.type_text), bool)
        used[self.token_type] = True
        words = np.zeros(len(self.word_text), bool)
        words[self.type_word[used]] = True
        words[self.word_base[words]] = True
        types, kept = np.flatnonzero(used), np.flatnonzero(words)
        new_type, new_word = (np.cumsum(m, dtype=np.int32) - np.int32(1) for m in (used, words))
        cut: dict[str, Any] = {
            name: getattr(self, name)[types]
            for name in TokenisedCorpus.__dataclass_fields__
            if name.startswith("type_") and name not in ("type_text", "type_word")
        }
        return replace(
            self,
            token_type=new_type[self.token_type],
            type_text=[self.type_text[t] for t in types.tolist()],
            type_word=new_word[self.type_word[types]],
            word_text=[self.word_text[w] for w in kept.tolist()],
            word_base=new_word[self.word_base[kept]],
            word_hash=self.word_hash[kept],
            **cut,
        )

    def text(self, d: int) -> str:
        """Return the clean text of document d."""
        return str(self.doc_text[d])

    @cached_property
    def utf8(self) -> tuple[np.ndarray, np.ndarray]:
        """uint8[...], the texts of all documents, and int64[D + 1], the offset of each."""
        return self.doc_text.data, self.doc_text.offset

    @cached_property
    def doc_ascii(self) -> np.ndarray:
        """bool[D]: whether the text of a document has one byte per character."""
        ascii_only = np.zeros(len(self.doc_ids), bool)
        _find_ascii(*self.utf8, ascii_only)
        return ascii_only

    @cached_property
    def token_word(self) -> np.ndarray:
        """int32[T]: the folded word of each token."""
        return self.type_word[self.token_type]

    @cached_property
    def token_base(self) -> np.ndarray:
        """int32[T]: the folded word without a possessive ending."""
        return self.word_base[self.token_word]

    @cached_property
    def base_tokens(self) -> tuple[np.ndarray, np.ndarray]:
        """int64[T], the tokens by their folded word without ending, and int64[W + 1], offsets."""
        return _by_number(self.token_base, len(self.word_text))

    @cached_property
    def token_kind(self) -> np.ndarray:
        """uint8[T]: the kind of each token."""
        return self.type_kind[self.token_type]

    @cached_property
    def token_is_word(self) -> np.ndarray:
        """bool[T]: whether the token is a word."""
        return self.token_kind == WORD

    @cached_property
    def words_before(self) -> np.ndarray:
        """int64[T + 1]: the number of words before each token, from the start of the shard."""
        return _words_before(self.token_type, self.type_words)

    @cached_property
    def block_words(self) -> np.ndarray:
        """int64[B]: the number of words of each block."""
        return _block_words(self.token_type, self.type_words, self.block_token)

    @cached_property
    def prose_words(self) -> tuple[np.ndarray, np.ndarray]:
        """int32[N], the folded words of all prose in order, and int64[D + 1], their offsets."""
        return _prose_words(
            self.token_type,
            self.type_kind,
            self.type_word,
            self.sentence_token,
            self.sentence_prose,
            self.doc_sentence,
        )

    @cached_property
    def type_words(self) -> np.ndarray:
        """int32[V]: the number of words of a type: the parts of a compound, 0 for no word."""
        words = (self.type_kind == WORD).astype(np.int32)
        for t in np.flatnonzero(words & (self.type_letters < self.type_length)).tolist():
            words[t] = max(1, len(parts_of(self.type_text[t])))
        return words

    @cached_property
    def token_end(self) -> np.ndarray:
        """int32[T]: one past the last character."""
        return self.token_start + self.type_length[self.token_type]

    @cached_property
    def token_sentence(self) -> np.ndarray:
        """int64[T]: the sentence of each token."""
        return np.repeat(np.arange(len(self.sentence_start)), np.diff(self.sentence_token))

    @cached_property
    def sentence_block(self) -> np.ndarray:
        """int64[S]: the block of each sentence."""
        return np.repeat(np.arange(len(self.block_kind)), np.diff(self.block_sentence))

    @cached_property
    def block_doc(self) -> np.ndarray:
        """int64[B]: the document of each block."""
        return np.repeat(np.arange(len(self.doc_ids)), np.diff(self.doc_block))

    @cached_property
    def sentence_doc(self) -> np.ndarray:
        """int64[S]: the document of each sentence."""
        return self.block_doc[self.sentence_block]

    @cached_property
    def sentence_prose(self) -> np.ndarray:
        """bool[S]: whether the sentence is in a prose block."""
        return self.block_prose[self.sentence_block].astype(bool)

    @cached_property
    def sentence_stated(self) -> np.ndarray:
        """bool[S]: whether the sentence is in prose or in a list item that states something."""
        return self.block_stated[self.sentence_block].astype(bool)

    @cached_property
    def sentence_words(self) -> np.ndarray:
        """int64[S]: the number of words of each sentence, a compound as one."""
        return span_counts(self.token_is_word, self.sentence_token)

    @cached_property
    def sentence_long(self) -> np.ndarray:
        """bool[S]: whether the sentence has over LONG_SENTENCE words, and so is hardly one."""
        return self.sentence_words > LONG_SENTENCE

    @cached_property
    def sentence_doubtful(self) -> np.ndarray:
        """bool[S]: whether the sentence is long, or was cut because no stop ended it."""
        return self.sentence_long | self.sentence_cut.astype(bool)

    @cached_property
    def block_token(self) -> np.ndarray:
        """int64[B + 1]: tokens of block b are block_token[b]:block_token[b + 1]."""
        return self.sentence_token[self.block_sentence]

    @cached_property
    def doc_sentence(self) -> np.ndarray:
        """int64[D + 1]: sentences of document d."""
        return self.block_sentence[self.doc_block]

    @cached_property
    def doc_token(self) -> np.ndarray:
        """int64[D + 1]: tokens of document d."""
        return self.sentence_token[self.doc_sentence]

    @cached_property
    def token_doc(self) -> np.ndarray:
        """int64[T]: the document of each token."""
        return np.repeat(np.arange(len(self.doc_ids)), np.diff(self.doc_token))

    @cached_property
    def token_block(self) -> np.ndarray:
        """int64[T]: the block of each token."""
        return np.repeat(np.arange(len(self.block_kind)), np.diff(self.block_token))

    @cached_property
    def word_ids(self) -> dict[str, int]:
        """Folded word -> its id."""
        return {word: i for i, word in enumerate(self.word_text)}


@njit(**LEAN)
def _find_ascii(data, begins, out):
    for d in range(len(out)):
        seen = 0
        for i in range(begins[d], begins[d + 1]):
            seen |= data[i]
        out[d] = seen < 128


@njit(cache=True)
def _by_number(numbers, n):
    begin = np.zeros(n + 2, np.int64)
    for number in numbers:
        begin[number + 2] += 1
    for i in range(2, n + 2):
        begin[i] += begin[i - 1]
    order = np.empty(len(numbers), np.int64)
    for i in range(len(numbers)):
        order[begin[numbers[i] + 1]] = i
        begin[numbers[i] + 1] += 1
    return order, begin[: n + 1]


@njit(cache=True)
def _words_before(token_type, type_words):
    out = np.empty(len(token_type) + 1, np.int64)
    out[0] = words = 0
    for i in range(len(token_type)):
        words += type_words[token_type[i]]
        out[i + 1] = words
    return out


@njit(cache=True)
def _block_words(token_type, type_words, block_token):
    out = np.zeros(len(block_token) - 1, np.int64)
    for b in range(len(out)):
        for i in range(block_token[b], block_token[b + 1]):
            out[b] += type_words[token_type[i]]
    return out


@njit(cache=True)
def _prose_words(token_type, type_kind, type_word, sentence_token, sentence_prose, doc_sentence):
    words = np.empty(len(token_type), np.int32)
    offsets = np.zeros(len(doc_sentence), np.int64)
    n = 0
    for d in range(len(doc_sentence) - 1):
        for s in range(doc_sentence[d], doc_sentence[d + 1]):
            if sentence_prose[s]:
                for i in range(sentence_token[s], sentence_token[s + 1]):
                    if type_kind[token_type[i]] == WORD:
                        words[n] = type_word[token_type[i]]
                        n += 1
        offsets[d + 1] = n
    return words[:n].copy(), offsets
