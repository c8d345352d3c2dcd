"""An index of the page: where each word stands, and the sentences with their labels and cues.

With the texts beside the page, a search is answered from the postings of its words alone; texts are
unpacked only for the lines that are shown. Words are the runs of letters and digits in lower case,
as the script of the page finds them. Positions count the words of all documents in one row; a line
break between two words takes a position of its own, and so does the end of a document, so that a
phrase crosses neither.
`assets/index.js` reads it.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import numpy as np

from hedgerow import kernels
from hedgerow.tables.number_file import NumberFile

kernels.start()
from hedgerow.report.packed.varints import varints, varints_with_sizes  # noqa: E402
from hedgerow.report.packed.word_runs import BREAK, WordTable  # noqa: E402

OCCURRENCES = 250_000
"""Occurrences of the words of a part, about; a commoner word has a part of its own."""

MOST_GROUPS = 256
"""Groups of words that are sorted one after the other, at most."""

_BITS = 40
_POSITION = (1 << _BITS) - 1
"""The bits of a position in the number of an occurrence; above it is the place of the word."""


class WordPositions:
    """Collects the words of documents, added in their order, and then writes the index.

    What grows with the corpus is on disk: twelve bytes for each word, 32 for each sentence.

    Args:
        folder: of the temporary files.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._table = WordTable()
        self._words = NumberFile(np.int32, folder)
        self._joins = NumberFile(np.int64, folder)
        self._sentences = [NumberFile(np.int64, folder) for _ in range(4)]
        self._lengths = array("q")

    def add(self, texts: Sequence[bytes], sentences: Sequence[np.ndarray]) -> None:
        """Add the next documents.

        Args:
            texts: in UTF-8.
            sentences: int64[S, 4] of each; first character, one past the last, labels, cues.
        """
        runs = self._table.cut(texts)
        before = len(self._words)
        rows = np.concatenate(sentences)
        of_text = np.repeat(runs.first, list(map(len, sentences)))
        first, last = (
            runs.position[np.searchsorted(runs.start, of_text + rows[:, k])] for k in (0, 1)
        )
        columns = (first + before, last - first, rows[:, 2], rows[:, 3])
        for numbers, column in zip(self._sentences, columns, strict=True):
            numbers.extend(column)
        self._joins.extend(runs.joined + before)
        self._words.extend(runs.words)
        self._lengths.extend(runs.lengths.tolist())

    def directory(self) -> dict[str, object]:
        """Return what a search needs first.

        Its keys: `words`, in order, in one text; `counts`, occurrences of each; `parts`, the place
        of the first word of each part; `lengths`, positions of each document.
        """
        counts = self._counts.tolist()
        return {
            "words": " ".join(self._table.words[n - 1] for n in self._numbers.tolist()),
            "counts": counts,
            "parts": _part_starts(counts),
            "lengths": self._lengths.tolist(),
        }

    def breaks(self) -> Iterator[bytes]:
        """Yield the positions that hold no word, and those of words joined to the next one."""
        yield varints(np.array([self._uses[BREAK]]))
        before = last = 0
        for part in self._words.parts():
            places = np.flatnonzero(part == BREAK) + before
            yield varints(np.diff(places, prepend=last))
            before, last = before + len(part), places[-1] if len(places) else last
        yield varints(np.array([len(self._joins)]))
        yield from map(varints, self._joins.steps())

    def labels(self) -> Iterator[bytes]:
        """Yield the sentences: their number, then all first positions, lengths, labels, cues."""
        first, *others = self._sentences
        yield varints(np.array([len(first)]))
        yield from map(varints, first.steps())
        for numbers in others:
            yield from map(varints, numbers.parts())

    def parts(self) -> Iterator[bytes]:
        """Yield the parts: the number of words, the bytes of the postings, then all postings."""
        counts = self._counts
        starts = [*_part_starts(counts.tolist()), len(counts)]
        per_group = -(-(len(starts) - 1) // MOST_GROUPS) or 1
        groups = [starts[k : k + per_group + 1] for k in range(0, len(starts) - 1, per_group)]
        bounds = np.cumsum(np.append(0, counts))
        with self._grouped([cuts[0] for cuts in groups], bounds) as file:
            for cuts in groups:
                size = int(bounds[cuts[-1]] - bounds[cuts[0]])
                # the place of the word in the order, and below it the position
                keys = np.sort(np.frombuffer(file.read(size * 8), np.int64))
                places = keys & _POSITION
                for first, last in pairwise(cuts):
                    own = bounds[first : last + 1] - bounds[cuts[0]]
                    yield _part(places[own[0] : own[-1]], own - own[0])

    def _grouped(self, firsts: Sequence[int], bounds: np.ndarray) -> IO[bytes]:
        """Return a file of int64: the words of the corpus, group by group.

        Args:
            firsts: the first word of each group, as a place in the order.
            bounds: int64[W + 1], where the occurrences of each word would begin, all in order.
        """
        rank = np.full(len(self._numbers) + 1, -1, np.int64)
        rank[self._numbers] = np.arange(len(self._numbers))
        group = np.searchsorted(np.array(firsts), rank, "right").astype(np.int16)
        ends = bounds[firsts]
        file = TemporaryFile(dir=str(self._folder))  # noqa: SIM115
        before = 0
        for part in self._words.parts():
            order = np.argsort(group[part], kind="stable")
            order = order[np.searchsorted(group[part][order], 1) :]  # without breaks
            words = part[order]
            keys = rank[words] << _BITS | (order + before)
            cuts = np.searchsorted(group[words], np.arange(1, len(firsts) + 2))
            for k in np.flatnonzero(np.diff(cuts)).tolist():
                file.seek(int(ends[k]) * 8)
                file.write(keys[cuts[k] : cuts[k + 1]].tobytes())
            ends = ends + np.diff(cuts)
            before += len(part)
        file.seek(0)
        return file

    @cached_property
    def _uses(self) -> np.ndarray:
        """Return int64[W + 1]: how often each number stands."""
        uses = np.zeros(len(self._table.words) + 1, np.int64)
        for part in self._words.parts():
            uses += np.bincount(part, minlength=len(uses))
        return uses

    @cached_property
    def _numbers(self) -> np.ndarray:
        """Return int64[W]: the words as JavaScript sorts them, by the units of UTF-16."""
        keys = [word.encode("utf-16-be") for word in self._table.words]
        return np.array(sorted(range(len(keys)), key=keys.__getitem__), np.int64) + 1

    @cached_property
    def _counts(self) -> np.ndarray:
        """Return int64[W]: occurrences of each word, in their order."""
        return self._uses[self._numbers]


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
    steps = np.diff(places, prepend=0)
    firsts = bounds[:-1]
    steps[firsts] = places[firsts]
    postings, sizes = varints_with_sizes(steps)
    of_words = np.add.reduceat(sizes, firsts) if len(firsts) else sizes
    return varints(np.append(len(of_words), of_words)) + postings
