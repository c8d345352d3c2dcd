"""An inverted index of the page: which documents contain a word, and how often it occurs.

Words are the runs of letters and digits of the tokens in lower case, so that the script of the page
finds the same words in the texts. The index spares a search the texts without its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

_PIECE = re.compile(r"[^\W_]+")


def word_index(paths: Iterable[Path], position: Mapping[str, int]) -> dict[str, Any]:
    """Return the words of all documents, sorted, with their occurrences and documents.

    Args:
        paths: tokenised shards.
        position: place of each document.

    Returns:
        `words`: the words in order, in one text; `counts`: occurrences of each; `documents`: for
        each word, distances between the places of its documents, all in one list, and `sizes`,
        how many are of each word.
    """
    import numpy as np

    from hedgerow.text.tokens.token_file import read_tokens

    place_of: dict[str, int] = {}
    pairs, counts = [], []
    for path in sorted(paths):
        tokenised = read_tokens(path)
        sentences = tokenised.block_sentence[tokenised.doc_block]
        bounds = tokenised.sentence_token[sentences]
        docs = np.array([position.get(doc_id, -1) for doc_id in tokenised.doc_ids], np.int64)
        document = np.repeat(docs, np.diff(bounds))
        kept = document >= 0
        key = tokenised.token_type[bounds[0] : bounds[-1]][kept].astype(np.int64)
        n_docs = max(len(position), 1)
        both, times = np.unique(key * n_docs + document[kept], return_counts=True)
        types = [_PIECE.findall(text.lower()) for text in tokenised.type_text]
        ids = [[place_of.setdefault(piece, len(place_of)) for piece in own] for own in types]
        sizes = np.array([len(own) for own in ids], np.int64)
        flat = np.array([piece for own in ids for piece in own], np.int64)
        first = np.concatenate([[0], np.cumsum(sizes)])
        of_type, of_doc = both // n_docs, both % n_docs
        reach = sizes[of_type]
        inside = np.arange(reach.sum()) - np.repeat(np.cumsum(reach) - reach, reach)
        pieces = flat[np.repeat(first[of_type], reach) + inside] if len(flat) else flat
        pairs.append(pieces * n_docs + np.repeat(of_doc, reach))
        counts.append(np.repeat(times, reach))
    return _sorted_index(place_of, pairs, counts, max(len(position), 1))


def _sorted_index(
    place_of: Mapping[str, int], pairs: list[Any], counts: list[Any], n_docs: int
) -> dict[str, Any]:
    import numpy as np

    pair = np.concatenate(pairs) if pairs else np.zeros(0, np.int64)
    times = np.concatenate(counts) if counts else np.zeros(0, np.int64)
    words = sorted(place_of)
    rank = np.zeros(max(len(words), 1), np.int64)
    rank[[place_of[word] for word in words]] = np.arange(len(words))
    key = rank[pair // n_docs] * n_docs + pair % n_docs if len(pair) else pair
    unique = np.unique(key)
    total = np.bincount(unique // n_docs, minlength=len(words)) if len(words) else unique
    occurrences = np.bincount(key // n_docs, weights=times, minlength=len(words))
    word, doc = unique // n_docs, unique % n_docs
    step = np.diff(doc, prepend=0)
    starts = np.flatnonzero(np.diff(word, prepend=-1))
    step[starts] = doc[starts]
    return {
        "words": " ".join(words),
        "counts": occurrences.astype(np.int64).tolist() if len(words) else [],
        "sizes": total.tolist(),
        "documents": step.tolist(),
    }
