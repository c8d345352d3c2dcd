"""An index of the page: where each word stands, and the sentences with their labels and cues.

With the texts beside the page, a search is answered from the postings of its words alone; texts are
unpacked only for the lines that are shown. Words are the runs of letters and digits in lower case,
as the script of the page finds them. Positions count the words of all documents in one row; a line
break between two words takes a position of its own, and so does the end of a document, so that a
phrase crosses neither.
`assets/index.js` reads it.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from hedgerow.report.packed.varints import varints, varints_with_sizes

if TYPE_CHECKING:
    import numpy as np

_RUN = re.compile(r"([^\W_]+)")

OCCURRENCES = 250_000
"""Occurrences of the words of a part, about; a commoner word has a part of its own."""

MOST_PASSES = 32
"""Times that the words of the corpus are read, at most, so that few are sorted at once."""

_BREAK = 0
"""The number of what takes a position and is no word."""

_JOINS = frozenset("'’-")


@dataclass(frozen=True)
class Sentence:
    """A sentence: first character, one past the last, its labels and cues as numbers."""

    start: int
    end: int
    labels: int
    cues: int


class WordPositions:
    """Collects the words of documents, added in their order, and then writes the index."""

    def __init__(self) -> None:
        self._number: dict[str, int] = {}
        self._words = array("i")
        self._joins = array("q")
        self._sentences = array("q")
        self._lengths = array("q")

    def add(self, text: str, sentences: Sequence[Sentence]) -> None:
        """Add the next document: its text as the page shows it, its sentences in order."""
        import numpy as np

        pieces = _RUN.split(lowered(text))
        gaps, runs = pieces[::2], pieces[1::2]
        # Where the gap before a word has a line break, the break takes a position.
        broken = np.fromiter(("\n" in gap for gap in gaps), bool, len(gaps))
        at = np.arange(len(gaps)) + np.cumsum(broken)
        words = np.full(at[-1] + 1, _BREAK, np.int32)  # the last is the end of the document
        number = self._number
        words[at[:-1]] = [number.setdefault(run, len(number) + 1) for run in runs]
        joined = np.fromiter((gap in _JOINS for gap in gaps[1:]), bool, len(runs))
        joined[-1:] = False  # the last word is joined to nothing
        ends = np.cumsum(np.fromiter(map(len, pieces), np.int64, len(pieces)))
        before = len(self._words)
        self._joins.extend((at[:-1][joined] + before).tolist())
        rows = np.array([(s.start, s.end, s.labels, s.cues) for s in sentences], np.int64)
        rows = rows.reshape(-1, 4)
        first, last = (at[np.searchsorted(ends[:-1:2], rows[:, k])] for k in (0, 1))
        rows[:, 0], rows[:, 1] = first + before, last - first
        self._sentences.frombytes(rows.tobytes())
        self._words.frombytes(words.tobytes())
        self._lengths.append(len(words))

    def directory(self) -> dict[str, object]:
        """Return what a search needs first.

        Its keys: `words`, in order, in one text; `counts`, occurrences of each; `parts`, the place
        of the first word of each part; `lengths`, positions of each document.
        """
        counts = self._counts.tolist()
        return {
            "words": " ".join(self._order),
            "counts": counts,
            "parts": _part_starts(counts),
            "lengths": self._lengths.tolist(),
        }

    def breaks(self) -> bytes:
        """Return the positions that hold no word, and those of words joined to the next one."""
        import numpy as np

        lists = (np.flatnonzero(self._flat == _BREAK), np.array(self._joins, np.int64))
        return b"".join(
            varints(np.append(len(places), np.diff(places, prepend=0))) for places in lists
        )

    def labels(self) -> bytes:
        """Return the sentences: their number, then all first positions, lengths, labels, cues."""
        import numpy as np

        rows = np.array(self._sentences, np.int64).reshape(-1, 4)
        rows[:, 0] = np.diff(rows[:, 0], prepend=0)
        return varints(np.append(len(rows), rows.T.ravel()))

    def parts(self) -> Iterator[bytes]:
        """Yield the parts: the number of words, the bytes of the postings, then all postings."""
        import numpy as np

        counts = self._counts
        starts = [*_part_starts(counts.tolist()), len(counts)]
        rank = np.full(len(counts) + 1, -1, np.int32)
        rank[[self._number[word] for word in self._order]] = np.arange(len(counts))
        per_pass = -(-(len(starts) - 1) // MOST_PASSES)
        for k in range(0, len(starts) - 1, per_pass):
            cuts = starts[k : k + per_pass + 1]
            of_word = rank[self._flat]
            places = np.flatnonzero((of_word >= cuts[0]) & (of_word < cuts[-1]))
            places = places[np.argsort(of_word[places], kind="stable")]
            bounds = np.cumsum(np.append(0, counts[cuts[0] : cuts[-1]]))
            for first, last in pairwise(cuts):
                yield _part(places, bounds[first - cuts[0] : last - cuts[0] + 1])

    @cached_property
    def _flat(self) -> np.ndarray:
        """Return int32[P]: the number of the word at each position."""
        import numpy as np

        return np.frombuffer(self._words, np.int32)

    @cached_property
    def _order(self) -> list[str]:
        """Return the words as JavaScript sorts them: by the units of UTF-16."""
        return sorted(self._number, key=lambda word: word.encode("utf-16-be"))

    @cached_property
    def _counts(self) -> np.ndarray:
        """Return int64[W]: occurrences of each word, in their order."""
        import numpy as np

        counts = np.bincount(self._flat, minlength=len(self._number) + 1)
        return counts[[self._number[word] for word in self._order]]


def lowered(text: str) -> str:
    """Return the text in lower case with every character in its place, as the page's script does.

    >>> lowered("İzmir TEA")
    'İzmir tea'
    """
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _part_starts(counts: Iterable[int]) -> list[int]:
    """Return the place of the first word of each part."""
    starts, held = [0], 0
    for k, count in enumerate(counts):
        if held and held + count > OCCURRENCES:
            starts.append(k)
            held = 0
        held += count
    return starts


def _part(places: np.ndarray, bounds: np.ndarray) -> bytes:
    """Return a part: the places of its words one after the other, cut at the bounds."""
    import numpy as np

    own = places[bounds[0] : bounds[-1]]
    steps = np.diff(own, prepend=0)
    firsts = bounds[:-1] - bounds[0]
    steps[firsts] = own[firsts]
    postings, sizes = varints_with_sizes(steps)
    of_words = np.add.reduceat(sizes, firsts) if len(firsts) else sizes
    return varints(np.append(len(of_words), of_words)) + postings
