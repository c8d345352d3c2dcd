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
from pathlib import Path
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
    """Collects the words of documents, added in their order, and then writes the index.

    What grows with the corpus is on disk: four bytes for each word, 32 for each sentence.

    Args:
        folder: of the temporary files.
    """

    def __init__(self, folder: Path) -> None:
        import numpy as np

        from hedgerow.tables.number_file import NumberFile

        self._number: dict[str, int] = {}
        self._words = NumberFile(np.int32, folder)
        self._joins = NumberFile(np.int64, folder)
        self._sentences = [NumberFile(np.int64, folder) for _ in range(4)]
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
        self._joins.extend(at[:-1][joined] + before)
        rows = np.array([(s.start, s.end, s.labels, s.cues) for s in sentences], np.int64)
        rows = rows.reshape(-1, 4)
        first, last = (at[np.searchsorted(ends[:-1:2], rows[:, k])] for k in (0, 1))
        rows[:, 0], rows[:, 1] = first + before, last - first
        for numbers, column in zip(self._sentences, rows.T, strict=True):
            numbers.extend(column)
        self._words.extend(words)
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

    def breaks(self) -> Iterator[bytes]:
        """Yield the positions that hold no word, and those of words joined to the next one."""
        import numpy as np

        yield varints(np.array([self._uses[_BREAK]]))
        before = last = 0
        for part in self._words.parts():
            places = np.flatnonzero(part == _BREAK) + before
            yield varints(np.diff(places, prepend=last))
            before, last = before + len(part), places[-1] if len(places) else last
        yield varints(np.array([len(self._joins)]))
        yield from map(varints, self._joins.steps())

    def labels(self) -> Iterator[bytes]:
        """Yield the sentences: their number, then all first positions, lengths, labels, cues."""
        import numpy as np

        first, *others = self._sentences
        yield varints(np.array([len(first)]))
        yield from map(varints, first.steps())
        for numbers in others:
            yield from map(varints, numbers.parts())

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
            places = self._places(rank, cuts[0], cuts[-1])
            bounds = np.cumsum(np.append(0, counts[cuts[0] : cuts[-1]]))
            for first, last in pairwise(cuts):
                yield _part(places, bounds[first - cuts[0] : last - cuts[0] + 1])

    def _places(self, rank: np.ndarray, first: int, last: int) -> np.ndarray:
        """Return int64[...]: where the words first:last of the order stand, word by word.

        Args:
            rank: int32[W + 1], the place in the order of each number, -1 for a break.
        """
        import numpy as np

        places, words = [np.zeros(0, np.int64)], [np.zeros(0, np.int32)]
        before = 0
        for part in self._words.parts():
            of_word = rank[part]
            own = np.flatnonzero((of_word >= first) & (of_word < last))
            places.append(own + before)
            words.append(of_word[own])
            before += len(part)
        return np.concatenate(places)[np.argsort(np.concatenate(words), kind="stable")]

    @cached_property
    def _uses(self) -> np.ndarray:
        """Return int64[W + 1]: how often each number stands."""
        import numpy as np

        uses = np.zeros(len(self._number) + 1, np.int64)
        for part in self._words.parts():
            uses += np.bincount(part, minlength=len(uses))
        return uses

    @cached_property
    def _order(self) -> list[str]:
        """Return the words as JavaScript sorts them: by the units of UTF-16."""
        return sorted(self._number, key=lambda word: word.encode("utf-16-be"))

    @cached_property
    def _counts(self) -> np.ndarray:
        """Return int64[W]: occurrences of each word, in their order."""
        return self._uses[[self._number[word] for word in self._order]]


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
