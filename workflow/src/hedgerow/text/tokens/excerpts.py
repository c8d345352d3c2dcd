"""Excerpts of documents as columns of strings, copied from the UTF-8 of the memory-mapped texts."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numba import njit

from hedgerow.lean_kernels import LEAN
from hedgerow.tables.strings import Spelled
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus

_LINE_FEED, _SPACE = ord("\n"), ord(" ")


def excerpts(
    tokenised: TokenisedCorpus, doc: np.ndarray, edges: np.ndarray, joined: bool
) -> list[Spelled]:
    """Return the text between successive edges, as k - 1 columns of N excerpts.

    Args:
        doc: int[N], ascending.
        edges: int[k, N], offsets in characters of the document, ascending in each column.
        joined: replace line breaks by spaces.
    """
    data, begins = tokenised.utf8
    columns = []
    for begin, end in pairwise(_byte_offsets(data, begins, tokenised.doc_ascii, doc, edges)):
        offset = np.zeros(len(doc) + 1, np.int64)
        np.cumsum(end - begin, out=offset[1:])
        text = np.empty(offset[-1], np.uint8)
        _copy_spans(data, begin, end, offset, _SPACE if joined else _LINE_FEED, text)
        columns.append(Spelled(offset, text))
    return columns


@njit(cache=True)
def _byte_offsets(data, begins, ascii_only, doc, edges):
    """Return int64[k, N]: the byte offset of each edge.

    Args:
        ascii_only: bool[D], the document has one byte per character.
    """
    out = np.empty(edges.shape, np.int64)
    scratch = np.empty((np.diff(begins).max() if len(begins) > 1 else 0) + 1, np.int64)
    last = -1
    for u in range(len(doc)):
        d = doc[u]
        begin, end = begins[d], begins[d + 1]
        if d != last and not ascii_only[d]:
            characters = 0
            for i in range(begin, end):
                scratch[characters] = i
                # a continuation byte does not advance, so the next byte overwrites it
                characters += data[i] & 0xC0 != 0x80
            scratch[characters] = end
        last = d
        for k in range(len(edges)):
            out[k, u] = begin + edges[k, u] if ascii_only[d] else scratch[edges[k, u]]
    return out


@njit(**LEAN)
def _copy_spans(data, begin, end, offset, line_break, out):
    """Copy spans of UTF-8 one after another, with `line_break` instead of each line feed."""
    for r in range(len(begin)):
        # counted from 0, the places are copied many at a time
        span, place = data[begin[r] : end[r]], out[offset[r] : offset[r + 1]]
        for i in range(len(span)):
            place[i] = span[i] if span[i] != _LINE_FEED else line_break
