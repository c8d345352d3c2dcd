"""What is marked in the texts of some documents: sentences, cues, phrases, passages, hard words.

Spans become flat lists of whole numbers; places are UTF-16 code units, as in JavaScript, each given
as the distance from the one before it in its document.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hedgerow.lexicons.vocabulary import (
    ADVICE,
    ATTRIBUTIONS,
    CLAIMS,
    CUE_TYPES,
    DIRECTIONS,
    STANCES,
)
from hedgerow.report.packed.pack import to_json
from hedgerow.report.packed.rows import Rows, RowsInOrder, bounds_of, number_lists
from hedgerow.report.results import Results
from hedgerow.report.texts import PageText

if TYPE_CHECKING:
    import numpy as np

REWRITES = 10
"""Sentences of a document whose hard words are named."""

RADIX: tuple[tuple[str, Sequence[str]], ...] = (
    ("claim", CLAIMS),
    ("source", ATTRIBUTIONS),
    ("advice", ADVICE),
    ("stance", STANCES),
    ("direction", DIRECTIONS),
    ("named", ("no", "yes")),
    ("hedged", ("no", "yes")),
    ("question", ("no", "yes")),
)
"""The labels of a sentence, packed into one number: the first label is its last digit."""

_LABELS = {
    "claim": "none",
    "attribution": "none",
    "advice": "none",
    "stance": "absent",
    "direction": "none",
    "attribution_named": False,
    "hedged": False,
    "is_question": False,
}
"""Columns of the labels in the order of RADIX, and the value of what is undefined."""

_SPAN = {"start": 0, "end": 0}

_COLUMNS: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "sentences": (
        "sentence",
        {"sentence": 0, **_SPAN, "words": 0, "syllables": 0, "gain": 0.0, "hard_words": ""},
    ),
    "claims": ("sentence", {"sentence": 0, **_SPAN, **_LABELS}),
    "cues": ("start", {**_SPAN, "type": ""}),
    "phrases": ("start", {**_SPAN, "phrase": "", "natural": True, "reason": ""}),
    "passages": ("start", _SPAN),
    "hard_words": ("rank", {"word": "", "uses": 0, "cost": 0.0}),
}
"""The column that orders the rows of a document, and the columns that are read, of each table."""


@dataclass(frozen=True)
class Marked:
    """What is marked in documents.

    Attributes:
        json: the lists of each document as JSON, without the brackets around all of them.
        bounds: int64[D + 1], where the sentences of each document begin and end.
        sentences: int64[S, 4]; first character, one past the last, labels, a bit for each cue.
    """

    json: list[str]
    bounds: np.ndarray
    sentences: np.ndarray


class Marks:
    """The marks of a corpus, taken in the order of its documents.

    Args:
        doc_ids: all documents, sorted.
    """

    def __init__(self, results: Results, doc_ids: Sequence[str]) -> None:
        places = {doc_id: k for k, doc_id in enumerate(doc_ids)}
        self._tables = {
            name: RowsInOrder(results.path(name), places, columns, sort)
            for name, (sort, columns) in _COLUMNS.items()
        }

    def of(self, pages: Sequence[PageText], first: int) -> Marked:
        """Take the marks of the next documents.

        Args:
            pages: the texts of the documents.
            first: place of the first of them.
        """
        last = first + len(pages)
        rows = {name: table.below(last) for name, table in self._tables.items()}
        units = Utf16(pages, first)
        sentences = _Sentences(rows["sentences"], rows["claims"])
        cues = rows["cues"]

        def lists(document: np.ndarray, *values: np.ndarray) -> list[str]:
            return number_lists(values, bounds_of(document, first, last))

        def spans(own: Rows, *more: np.ndarray) -> list[str]:
            start, end = units.of(own, "start"), units.of(own, "end")
            return lists(own.document, steps(start, own.document), end - start, *more)

        kinds = _numbered(*cues.coded("type"), CUE_TYPES)
        local, named, odd, reasons = _phrases(rows["phrases"], first, last)
        columns = (
            _blocks(pages, units, first),
            sentences.lists(units, first, last),
            sentences.rewrites(first, last),
            spans(cues, kinds),
            spans(rows["phrases"], local, odd),
            spans(rows["passages"]),
            [to_json(pair) for pair in zip(named, reasons, strict=True)],
            _words(rows["hard_words"], first, last),
        )
        return Marked(
            [",".join(of_document) for of_document in zip(*columns, strict=True)],
            bounds_of(sentences.document, first, last),
            sentences.with_cues(cues, kinds),
        )


class Utf16:
    """From characters of texts to their places in UTF-16 code units.

    Args:
        first: place of the first document.
    """

    def __init__(self, pages: Sequence[PageText], first: int) -> None:
        import numpy as np

        wide = [np.zeros(0, np.int64)]
        for d, page in enumerate(pages, first):
            # a character of two units has four bytes in UTF-8, the first of them from 0xF0
            if np.frombuffer(page.utf8, np.uint8).max(initial=0) >= 0xF0:
                points = np.frombuffer(page.text.encode("utf-32-le"), np.uint32)
                wide.append(np.flatnonzero(points > 0xFFFF) + (d << 32))
        self._wide = np.concatenate(wide)

    def of(self, rows: Rows, name: str) -> np.ndarray:
        """Return int64[R]: the places of a column of characters."""
        return self.places(rows.document, rows.numbers(name))

    def places(self, document: np.ndarray, character: np.ndarray) -> np.ndarray:
        """Return int64[R]: the places of characters of documents."""
        import numpy as np

        if not len(self._wide):
            return character.astype(np.int64)
        start = document << 32
        before = np.searchsorted(self._wide, start + character) - np.searchsorted(self._wide, start)
        return character + before


def steps(values: np.ndarray, document: np.ndarray) -> np.ndarray:
    """Return int64[R]: the distance of each value from the one before it in its document.

    >>> import numpy as np
    >>> steps(np.array([2, 7, 4]), np.array([0, 0, 1])).tolist()
    [2, 5, 4]
    """
    import numpy as np

    step = np.diff(values, prepend=0)
    begins = np.flatnonzero(np.diff(document, prepend=-1))
    step[begins] = values[begins]
    return step


class _Sentences:
    """Sentences of prose and those of lists that have labels, which have no words, in their order.

    Attributes:
        document: int64[S].
    """

    def __init__(self, prose: Rows, claims: Rows) -> None:
        import numpy as np

        keys = [rows.document << 32 | rows.numbers("sentence") for rows in (prose, claims)]
        key, where = np.unique(np.concatenate(keys), return_index=True)

        def column(name: str, of_claims: bool) -> np.ndarray:
            values = prose.numbers(name)
            other = claims.numbers(name) if of_claims else np.zeros(len(claims), values.dtype)
            return np.concatenate([values, other])[where]

        self._prose, self._where = prose, where
        self.document, self._number = key >> 32, key & 0xFFFFFFFF
        self._start, self._end = column("start", True), column("end", True)
        self._words, self._syllables = column("words", False), column("syllables", False)
        self._gain = column("gain", False)
        own = np.minimum(np.searchsorted(keys[1], key), max(len(claims) - 1, 0))
        self._labels = np.zeros(len(key), np.int64)
        if len(claims):
            self._labels = np.where(keys[1][own] == key, _labels(claims)[own], 0)

    def lists(self, units: Utf16, first: int, last: int) -> list[str]:
        """Return the sentences of each document as JSON."""
        import numpy as np

        start, end = (units.places(self.document, at) for at in (self._start, self._end))
        gain = np.maximum(np.rint(100 * self._gain), 0)
        number, place = steps(self._number, self.document), steps(start, self.document)
        values = [number, place, end - start, self._words, self._syllables, gain, self._labels]
        return number_lists(values, bounds_of(self.document, first, last))

    def rewrites(self, first: int, last: int) -> list[str]:
        """Return, as JSON, place and hard words of the sentences whose rewriting gains most."""
        import numpy as np

        gaining = np.flatnonzero(self._gain > 0)
        order = gaining[np.lexsort((gaining, -self._gain[gaining], self.document[gaining]))]
        begins = bounds_of(self.document[order], first, last)
        rank = np.arange(len(order)) - begins[self.document[order] - first]
        kept = order[rank < REWRITES]
        place = kept - bounds_of(self.document, first, last)[self.document[kept] - first]
        words = self._prose.texts("hard_words", self._where[kept])
        pairs = [list(pair) for pair in zip(place.tolist(), words, strict=True)]
        return _by_document(pairs, bounds_of(self.document[kept], first, last))

    def with_cues(self, cues: Rows, kinds: np.ndarray) -> np.ndarray:
        """Return int64[S, 4]: first character, one past the last, labels, a bit for each cue."""
        import numpy as np

        keys = self.document << 32 | self._start
        own = np.searchsorted(keys, cues.document << 32 | cues.numbers("start"), "right") - 1
        bits = np.zeros(len(keys), np.int64)
        if len(keys):
            inside = (own >= 0) & (self.document[own] == cues.document)
            inside &= cues.numbers("end") <= self._end[own]
            np.bitwise_or.at(bits, own[inside], 1 << kinds[inside])
        return np.stack([self._start, self._end, self._labels, bits], axis=1)


def _labels(claims: Rows) -> np.ndarray:
    """Return int64[R]: the labels of each sentence as one number."""
    import numpy as np

    code = np.zeros(len(claims), np.int64)
    for (_, classes), (name, empty) in reversed(list(zip(RADIX, _LABELS.items(), strict=True))):
        values = claims.numbers(name) if empty is False else _numbered(*claims.coded(name), classes)
        code = code * len(classes) + values
    return code


def _numbered(codes: np.ndarray, texts: Sequence[str], classes: Sequence[str]) -> np.ndarray:
    """Return int64[R]: the place of each text, given by its code, among the classes."""
    import numpy as np

    used = np.unique(codes).tolist()
    place = np.zeros(len(texts), np.int64)
    place[used] = [classes.index(texts[code]) for code in used]
    return place[codes]


def _blocks(pages: Sequence[PageText], units: Utf16, first: int) -> list[str]:
    """Return the blocks of each document as JSON: kind, step to the start, length."""
    import numpy as np

    sizes = [len(page.blocks) for page in pages]
    document = np.repeat(np.arange(first, first + len(pages)), sizes)
    kind, start, end = np.concatenate([page.blocks for page in pages]).T
    start, end = units.places(document, start), units.places(document, end)
    values = [kind, steps(start, document), end - start]
    return number_lists(values, bounds_of(document, first, first + len(pages)))


def _phrases(
    rows: Rows, first: int, last: int
) -> tuple[np.ndarray, list[list[str]], np.ndarray, list[list[str]]]:
    """Return the number of each phrase in its document and their texts, and so of the reasons.

    The number of a reason counts from 1; 0 is that of a phrase that fits.
    """
    import numpy as np

    local, named = _in_document(rows.document, *rows.coded("phrase"), first, last)
    odd = np.flatnonzero(~rows.numbers("natural"))
    codes, texts = rows.coded("reason")
    numbers, reasons = _in_document(rows.document[odd], codes[odd], texts, first, last)
    places = np.zeros(len(rows), np.int64)
    places[odd] = numbers + 1
    return local, named, places, reasons


def _in_document(
    document: np.ndarray, codes: np.ndarray, texts: Sequence[str], first: int, last: int
) -> tuple[np.ndarray, list[list[str]]]:
    """Number the texts of each document in the order in which they come; return their texts too."""
    import numpy as np

    key = document * len(texts) + codes
    _, begins, which = np.unique(key, return_index=True, return_inverse=True)
    order = np.argsort(begins)
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    rows = begins[order]
    bounds = bounds_of(document[rows], first, last)
    found = [texts[code] for code in codes[rows].tolist()]
    spans = zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True)
    return rank[which] - bounds[document - first], [found[a:b] for a, b in spans]


def _words(rows: Rows, first: int, last: int) -> list[str]:
    """Return, as JSON, the words that raise the grade of each document, their uses and cost."""
    import numpy as np

    words = rows.texts("word", np.arange(len(rows)))
    uses, costs = rows.numbers("uses").tolist(), rows.numbers("cost").tolist()
    found = [[w, u, round(cost, 2)] for w, u, cost in zip(words, uses, costs, strict=True)]
    return _by_document(found, bounds_of(rows.document, first, last))


def _by_document(items: Sequence[Any], bounds: np.ndarray) -> list[str]:
    """Return the items of each document as JSON."""
    spans = zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True)
    return [to_json(items[a:b]) for a, b in spans]
