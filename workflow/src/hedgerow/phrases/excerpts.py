"""Pieces of documents as columns, copied out of the UTF-8 of the texts where it lies."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numba import njit

from hedgerow.tables.strings import Spelled
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus


def excerpts(
    tokenised: TokenisedCorpus, doc: np.ndarray, edges: np.ndarray, joined: bool
) -> list[Spelled]:
    """Cut the spans between successive edges out of the documents.

    Args:
        doc: int[U], ascending.
        edges: int[k, U], characters of the document.
        joined: whether line breaks become spaces.

    Returns:
        The k - 1 columns between the edges.
    """
    data, begins = tokenised.utf8
    places = np.empty(edges.shape, np.int64)
    size = np.diff(begins)
    characters = np.zeros(len(size), np.int64)
    filled = np.flatnonzero(np.diff(tokenised.doc_block))
    characters[filled] = tokenised.block_end[tokenised.doc_block[filled + 1] - 1]
    place_of = np.empty(int(size.max(initial=0)) + 1, np.int64)
    _byte_places(data, begins, size == characters, doc, edges, place_of, places)
    columns = []
    for begin, end in pairwise(places):
        offset = np.zeros(len(doc) + 1, np.int64)
        np.cumsum(end - begin, out=offset[1:])
        text = np.empty(offset[-1], np.uint8)
        _copy_lines(data, begin, end, offset, 32 if joined else 10, text)
        columns.append(Spelled(offset, text))
    return columns


@njit(cache=True)
def _byte_places(data, begins, plain, doc, edges, place_of, out):
    """Turn characters into bytes.

    plain: documents with a byte a character; place_of: scratch, where each character begins.
    """
    last = -1
    for u in range(len(doc)):
        d = doc[u]
        begin, end = begins[d], begins[d + 1]
        if d != last and not plain[d]:
            characters = 0
            for i in range(begin, end):
                place_of[characters] = i
                characters += data[i] & 0xC0 != 0x80
                # a byte that goes on with a character is written over by the next one
            place_of[characters] = end
        last = d
        for k in range(len(edges)):
            out[k, u] = begin + edges[k, u] if plain[d] else place_of[edges[k, u]]


@njit(cache=True)
def _copy_lines(data, begin, end, offset, line_break, out):
    """Copy spans of UTF-8 end to end, with `line_break` in the place of line breaks."""
    for r in range(len(begin)):
        place = offset[r]
        for i in range(begin[r], end[r]):
            out[place] = data[i] if data[i] != 10 else line_break
            place += 1
