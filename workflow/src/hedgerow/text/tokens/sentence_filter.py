"""A tokenised text without some of its sentences, so that every measure sees the same text."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from hedgerow.tables.spans import offsets_of
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus


def without_sentences(tokenised: TokenisedCorpus, dropped: np.ndarray) -> TokenisedCorpus:
    """Return the text without the sentences of a mask, and without blocks that lose all of theirs.

    A block that loses a sentence in the middle becomes two blocks. Documents, their characters and
    the types stay as they are, and so do all offsets in characters. The text itself is returned
    where nothing is dropped.

    Args:
        dropped: bool[S].
    """
    if not dropped.any():
        return tokenised
    kept = ~dropped
    opens = kept.copy()
    opens[1:] &= dropped[:-1]
    opens[tokenised.block_sentence[:-1][np.diff(tokenised.block_sentence) > 0]] = True
    opens &= kept
    # a block without any sentence stays
    empty = np.diff(tokenised.block_sentence) == 0
    pieces = np.diff(offsets_of(opens)[tokenised.block_sentence]) + empty
    block = np.repeat(np.arange(len(pieces)), pieces)
    first = tokenised.block_sentence[block]
    first[~empty[block]] = np.flatnonzero(opens)
    renumbered = offsets_of(kept)
    block_sentence = np.append(renumbered[first], renumbered[-1])
    # of a text that loses all its sentences empty blocks stay
    last = np.append(np.flatnonzero(kept), 0)[np.maximum(block_sentence[1:] - 1, 0)]
    whole_start = empty[block] | (first == tokenised.block_sentence[block])
    whole_end = empty[block] | (last == tokenised.block_sentence[block + 1] - 1)
    token_kept = np.repeat(kept, np.diff(tokenised.sentence_token))
    return replace(
        tokenised,
        doc_block=offsets_of(pieces)[tokenised.doc_block],
        block_kind=tokenised.block_kind[block],
        block_level=tokenised.block_level[block],
        block_prose=tokenised.block_prose[block],
        block_stated=tokenised.block_stated[block],
        block_section=tokenised.block_section[block],
        block_start=np.where(
            whole_start, tokenised.block_start[block], tokenised.sentence_start[first % len(kept)]
        ),
        block_end=np.where(whole_end, tokenised.block_end[block], tokenised.sentence_end[last]),
        block_sentence=block_sentence,
        sentence_start=tokenised.sentence_start[kept],
        sentence_end=tokenised.sentence_end[kept],
        sentence_cut=tokenised.sentence_cut[kept],
        sentence_token=offsets_of(np.diff(tokenised.sentence_token)[kept]),
        token_type=tokenised.token_type[token_kept],
        token_start=tokenised.token_start[token_kept],
    )
