"""Documents to a tokenised corpus, in one pass over their characters."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numba import njit

from hedgerow.lean_kernels import LEAN
from hedgerow.tables.spans import offsets_of
from hedgerow.text.blocks.block import COLUMNS, HEADING, LIST_ITEM, Blocks
from hedgerow.text.blocks.document import Document
from hedgerow.text.tokens.growing_array import GrowingArray
from hedgerow.text.tokens.lazy_strings import LazyStrings
from hedgerow.text.tokens.sentence_flags import sentence_flags
from hedgerow.text.tokens.sentences import split_sentences
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokens import TypeTable
from hedgerow.text.tokens.words import word_forms, word_hashes

_BATCH = 1 << 18
"""Characters of a batch: the arrays made from them stay in the processor's cache."""


@njit(cache=True)
def _token_facts(token_type, start, type_flags, type_length):
    """Return the flags of each token and where it ends."""
    flags = np.empty(len(token_type), np.int64)
    end = np.empty(len(token_type), np.int32)
    for i in range(len(token_type)):
        flags[i] = type_flags[token_type[i]]
        end[i] = start[i] + type_length[token_type[i]]
    return flags, end


@njit(**LEAN)
def _localise(start, span_token, place):
    """Make the start of each token relative to its document."""
    for s in range(len(place)):
        for i in range(span_token[s], span_token[s + 1]):
            start[i] -= place[s]


def _sections(kinds: np.ndarray, doc_block: np.ndarray) -> np.ndarray:
    """Number the sections of each document: one more at each heading, 0 before the first."""
    heading = kinds == HEADING
    running = offsets_of(heading)
    before = np.repeat(running[doc_block[:-1]], np.diff(doc_block))
    return (running[1:] - before).astype(np.int32)


def _batches(documents: Iterable[Document]) -> Iterable[list[Document]]:
    batch: list[Document] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += len(document.text)
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


class _Tokeniser:
    """The tokenised corpus in the making, batch by batch."""

    def __init__(self) -> None:
        self.table = TypeTable()
        self.flags = np.zeros(0, np.int64)
        self.ids: list[str] = []
        self.text = GrowingArray(np.dtype(np.uint8))
        self.sizes: list[int] = []
        self.columns: dict[str, GrowingArray] = {}

    def add(self, batch: list[Document]) -> None:
        """Tokenise a batch and split it into sentences."""
        columns = _block_columns(batch)
        # A list item that is not prose is one sentence: a name, a reference, an address.
        whole = (columns["block_kind"] == LIST_ITEM) & (columns["block_prose"] == 0)
        blocks = [len(document.blocks) for document in batch]
        place = np.repeat(offsets_of([len(d.text) + 1 for d in batch])[:-1], blocks)
        token_type, start, span_token = self.table.code(
            "\n".join([document.text for document in batch]),
            columns["block_start"] + place,
            columns["block_end"] + place,
        )
        known = len(self.flags)
        new = sentence_flags(self.table.surfaces(known), self.table.kinds()[known:])
        self.flags = np.concatenate([self.flags, new])
        lengths = self.table.lengths()
        flags, end = _token_facts(token_type, start, self.flags, lengths)
        sentences = split_sentences(flags, start, end, span_token, whole)
        _localise(start, span_token, place)
        last = sentences.token[1:] - 1
        columns |= {
            "doc_blocks": np.array(blocks, np.int64),
            "block_sentences": np.diff(sentences.block),
            "sentence_tokens": np.diff(sentences.token),
            "sentence_start": start[sentences.token[:-1]],
            "sentence_cut": sentences.cut,
            "sentence_end": start[last] + lengths[token_type[last]],
            "token_type": token_type,
            "token_start": start,
        }
        for name, values in columns.items():
            if name not in self.columns:
                self.columns[name] = GrowingArray(values.dtype)
            self.columns[name].add(values)
        self.ids += [document.doc_id for document in batch]
        utf8 = [_utf8(document.text) for document in batch]
        self.text.add(np.frombuffer(b"".join(utf8), np.uint8))
        self.sizes += map(len, utf8)

    def joined(self) -> TokenisedCorpus:
        """Return the corpus of all batches."""
        if not self.columns:
            self.add([])
        arrays = {name: column.array() for name, column in self.columns.items()}
        doc_block = offsets_of(arrays.pop("doc_blocks"))
        forms = word_forms(self.table.surfaces(), self.table.kinds())
        return TokenisedCorpus(
            doc_ids=self.ids,
            doc_text=LazyStrings(self.text.array(), offsets_of(self.sizes)),
            doc_block=doc_block,
            block_section=_sections(arrays["block_kind"], doc_block),
            block_sentence=offsets_of(arrays.pop("block_sentences")),
            sentence_token=offsets_of(arrays.pop("sentence_tokens")),
            type_flags=self.flags,
            type_text=forms.type_text,
            type_kind=forms.kind,
            type_shape=forms.shape,
            type_letters=forms.letters,
            type_characters=forms.characters,
            type_length=forms.length,
            type_word=forms.word,
            word_text=forms.word_text,
            word_base=forms.word_base,
            word_hash=word_hashes(forms.word_text),
            **arrays,
        )


def _utf8(text: str) -> bytes:
    """Return UTF-8; a lone surrogate, for which it has no bytes, becomes a question mark."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")


def _block_columns(batch: list[Document]) -> dict[str, np.ndarray]:
    """Return the columns block_kind to block_end of a batch."""
    blocks = [d.blocks if isinstance(d.blocks, Blocks) else Blocks.of(d.blocks) for d in batch] or [
        Blocks.of(())
    ]
    return {f"block_{name}": np.concatenate([getattr(b, name) for b in blocks]) for name in COLUMNS}


def encode(documents: Iterable[Document]) -> TokenisedCorpus:
    """Tokenise documents, in the order given, in one pass over their text.

    Returns:
        The corpus; documents without blocks are in it with no blocks.

    >>> from hedgerow.text.blocks.document import document_from_text
    >>> corpus = encode([document_from_text("d", "It rained. We slept.")])
    >>> corpus.sentence_start.tolist(), corpus.word_text
    ([0, 11], ['it', 'rained', '.', 'we', 'slept'])
    """
    tokeniser = _Tokeniser()
    for batch in _batches(documents):
        tokeniser.add(batch)
    return tokeniser.joined()
