"""An inverted index of the page: which documents contain a word, and how often it occurs.

Words are the runs of letters and digits of the tokens in lower case, so that the script of the page
finds the same words in the texts. The index spares a search the texts without its words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

    from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus

_PIECE = re.compile(r"[^\W_]+")

DOCUMENTS_AT_ONCE = 500
"""Documents whose words are counted at once."""

NUMBERS_AT_ONCE = 200_000
"""Numbers that are written at once."""


def word_index(paths: Iterable[Path], position: Mapping[str, int]) -> Iterator[str]:
    """Yield the index of the words of all documents as pieces of a JSON object.

    Its keys: `words`, the words in order, in one text; `counts`, occurrences of each; `sizes`, how
    many documents each has; `documents`, for each word, distances between the places of its
    documents, all in one list.

    Args:
        paths: tokenised shards.
        position: place of each document.
    """
    import numpy as np

    from hedgerow.text.tokens.token_file import read_tokens

    place_of: dict[str, int] = {}
    n_docs = max(len(position), 1)
    keys, occurrences = [], np.zeros(0, np.int64)
    for path in sorted(paths):
        for pairs, times in _counted(read_tokens(path), position, place_of):
            grown = np.bincount(pairs // n_docs, times, len(place_of)).astype(np.int64)
            grown[: len(occurrences)] += occurrences
            occurrences = grown
            keys.append(np.unique(pairs))
    words = sorted(place_of)
    order = np.array([place_of[word] for word in words], np.int64)
    rank = np.zeros(len(words), np.int64)
    rank[order] = np.arange(len(words))
    return _as_json(words, occurrences[order], _ranked(keys, rank, n_docs), n_docs)


def _counted(
    text: TokenisedCorpus, position: Mapping[str, int], place_of: dict[str, int]
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield int64: number of the word times number of documents plus document, and occurrences.

    A pair recurs where tokens that differ in case share their word. New words are entered into
    `place_of`.
    """
    import numpy as np

    n_docs = max(len(position), 1)
    docs = np.array([position.get(doc_id, -1) for doc_id in text.doc_ids], np.int64)
    bounds = text.sentence_token[text.block_sentence[text.doc_block]]
    types = [_PIECE.findall(piece.lower()) for piece in text.type_text]
    ids = [[place_of.setdefault(piece, len(place_of)) for piece in own] for own in types]
    sizes = np.array([len(own) for own in ids], np.int64)
    flat = np.array([piece for own in ids for piece in own], np.int64)
    first = np.concatenate([[0], np.cumsum(sizes)])
    for start in range(0, len(docs), DOCUMENTS_AT_ONCE):
        edges = bounds[start : start + DOCUMENTS_AT_ONCE + 1]
        document = np.repeat(docs[start : start + len(edges) - 1], np.diff(edges))
        kept = document >= 0
        key = text.token_type[edges[0] : edges[-1]][kept].astype(np.int64)
        both, times = np.unique(key * n_docs + document[kept], return_counts=True)
        of_type, of_doc = both // n_docs, both % n_docs
        reach = sizes[of_type]
        inside = np.arange(reach.sum()) - np.repeat(np.cumsum(reach) - reach, reach)
        pieces = flat[np.repeat(first[of_type], reach) + inside]
        yield pieces * n_docs + np.repeat(of_doc, reach), np.repeat(times, reach)


def _ranked(keys: list[np.ndarray], rank: np.ndarray, n_docs: int) -> np.ndarray:
    """Return the keys with the words' places in the order of words, sorted; `keys` is emptied."""
    import numpy as np

    ranked = np.empty(sum(map(len, keys)), np.int64)
    filled = 0
    while keys:
        key = keys.pop()
        ranked[filled : filled + len(key)] = rank[key // n_docs] * n_docs + key % n_docs
        filled += len(key)
    ranked.sort()
    return ranked


def _as_json(words: list[str], counts: np.ndarray, keys: np.ndarray, n_docs: int) -> Iterator[str]:
    """Yield the object piece by piece, so that its numbers are never all Python objects."""
    import numpy as np

    sizes = np.zeros(len(words), np.int64)
    for start in range(0, len(keys), NUMBERS_AT_ONCE):
        sizes += np.bincount(keys[start : start + NUMBERS_AT_ONCE] // n_docs, minlength=len(words))
    yield '{"words":' + json.dumps(" ".join(words), ensure_ascii=False)
    yield from _list("counts", counts)
    yield from _list("sizes", sizes)
    yield ',"documents":['
    for start in range(0, len(keys), NUMBERS_AT_ONCE):
        word, doc = np.divmod(keys[max(start - 1, 0) : start + NUMBERS_AT_ONCE], n_docs)
        step = np.where(np.diff(word, prepend=-1) != 0, doc, np.diff(doc, prepend=0))
        yield _numbers(step[start > 0 :], start > 0)
    yield "]}"


def _list(name: str, values: np.ndarray) -> Iterator[str]:
    """Yield an entry of the object whose value is a list of numbers."""
    yield f',"{name}":['
    for start in range(0, len(values), NUMBERS_AT_ONCE):
        yield _numbers(values[start : start + NUMBERS_AT_ONCE], start > 0)
    yield "]"


def _numbers(values: np.ndarray, continued: bool) -> str:
    return ("," if continued else "") + ",".join(map(str, values.tolist()))
