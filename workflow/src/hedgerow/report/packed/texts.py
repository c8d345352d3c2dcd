"""Texts and marks of documents for the page, in parts of some documents each.

A document is a list: text, blocks, sentences, sentences to rewrite, cues, phrases, passages, names
of the phrases and reasons why they do not fit, words that raise the grade. Spans are flat lists of
whole numbers; places are UTF-16 code units, as in JavaScript, each given as the distance from the
one before it. `assets/texts.js` reads it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hedgerow.lexicons.vocabulary import (
    ADVICE,
    ATTRIBUTIONS,
    CLAIMS,
    CUE_TYPES,
    DIRECTIONS,
    STANCES,
)
from hedgerow.report.escape import visible_in_place
from hedgerow.report.packed.by_document import ByDocument, filled
from hedgerow.report.packed.word_positions import Sentence, WordPositions
from hedgerow.report.results import Results
from hedgerow.report.texts import DocumentTexts, PageText
from hedgerow.tables.selection import streamed
from hedgerow.text.blocks.block import BLOCK_KINDS

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

PART_CHARACTERS = 400_000
"""Characters of text of a part, about; a part is unpacked as a whole."""

AT_ONCE = 2_500
"""Documents whose marks and texts are in memory at once, at least."""

_ROWS = 1 << 14
"""Rows of a table that are read at once."""

MOST_SLICES = 32
"""Times that the tables are read, at most; in larger corpora more documents are in memory."""

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


class PackedTexts:
    """Builds the packed documents of a corpus, the texts and tables of some documents at a time.

    Attributes:
        words: where their words stand; complete when the last part was taken.
    """

    def __init__(
        self, results: Results, texts: DocumentTexts, doc_ids: Sequence[str], folder: Path
    ) -> None:
        """Take the corpus, the documents in their order, and the folder of temporary files."""
        self._results, self._texts, self._doc_ids = results, texts, doc_ids
        self.words = WordPositions(folder)

    def parts(self) -> Iterator[tuple[int, list[Any]]]:
        """Yield the place of the first document of each part, and its documents."""
        part: list[Any] = []
        first = size = 0
        for k, document in enumerate(self._documents()):
            if size > PART_CHARACTERS:
                yield first, part
                first, part, size = k, [], 0
            part.append(document)
            size += len(document[0])
        if part:
            yield first, part

    def _documents(self) -> Iterator[list[Any]]:
        """Yield the packed documents in their order; the tables are read once for each slice."""
        at_once = max(AT_ONCE, -(-len(self._doc_ids) // MOST_SLICES))
        for first in range(0, len(self._doc_ids), at_once):
            doc_ids = self._doc_ids[first : first + at_once]
            marks = _Marks(self._results, doc_ids)
            texts = self._texts.some(doc_ids)
            for k, doc_id in enumerate(doc_ids):
                page = texts.pop(doc_id, None) or PageText(doc_id, "", ())
                text = visible_in_place(page.text)
                self.words.add(text, _labelled(marks, k) if text else [])
                yield _document(page, text, marks, k)


class _Marks:
    """What is marked in the texts of some documents."""

    def __init__(self, results: Results, doc_ids: Sequence[str]) -> None:
        import pyarrow as pa

        ids = pa.array(doc_ids, pa.large_string())

        def of_these(name: str, names: Sequence[str]) -> Iterator[pa.Table]:
            return streamed(results.path(name), names, {"doc_id": ids}, _ROWS)

        def by_document(name: str, sort: str, columns: Mapping[str, Any]) -> ByDocument:
            names = list(dict.fromkeys(["doc_id", sort, *columns]))
            return ByDocument(of_these(name, names), ids, columns, sort)

        span = {"start": 0, "end": 0}
        words = {"words": 0, "syllables": 0, "gain": 0.0, "hard_words": ""}
        self.sentences = by_document("sentences", "sentence", {"sentence": 0, **span, **words})
        self.cues = by_document("cues", "start", {**span, "type": ""})
        self.phrases = by_document(
            "phrases", "start", {**span, "phrase": "", "natural": True, "reason": ""}
        )
        self.passages = by_document("passages", "start", span)
        self.words = by_document("hard_words", "rank", {"word": "", "uses": 0, "cost": 0.0})
        names = ["doc_id", "sentence", *span, *_LABELS]
        labelled = (
            part.append_column("label", pa.array(_labels(part)))
            for part in of_these("claims", names)
        )
        self.claims = ByDocument(labelled, ids, {"sentence": 0, **span, "label": 0}, "sentence")


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


def _labels(claims: pa.Table) -> np.ndarray:
    """Return int64[R]: the labels of each sentence as one number."""
    import numpy as np

    code = np.zeros(len(claims), np.int64)
    for (_, classes), (name, empty) in reversed(list(zip(RADIX, _LABELS.items(), strict=True))):
        values = filled(claims[name], empty)
        if values.dtype == object:
            known, place = np.unique(values.astype(str), return_inverse=True)
            values = np.array([classes.index(value) for value in known], np.int64)[place]
        code = code * len(classes) + values
    return code


def _document(page: PageText, text: str, marks: _Marks, k: int) -> list[Any]:
    """Return the packed document at a place; a document without text has an empty one."""
    if not text:
        return ["", [], [], [], [], [], [], [], []]
    at = utf16_places(page.text)
    claims = marks.claims.rows(k)
    labels = {number: label for number, _, _, label in claims}
    sentences = [
        (number, at(start), at(end), *rest)
        for number, start, end, *rest in _with_list_items(marks.sentences.rows(k), claims)
    ]
    phrases = marks.phrases.rows(k)
    named = list(dict.fromkeys(row[2] for row in phrases))
    reasons = list(dict.fromkeys(row[4] for row in phrases if not row[3]))
    return [
        text,
        _blocks(page, at),
        _sentences(sentences, labels),
        _rewrites(sentences),
        _spans([(at(s), at(e), CUE_TYPES.index(kind)) for s, e, kind in marks.cues.rows(k)]),
        _spans(
            [
                (at(s), at(e), named.index(phrase), 0 if fits else 1 + reasons.index(why))
                for s, e, phrase, fits, why in phrases
            ]
        ),
        _spans([(at(s), at(e)) for s, e in marks.passages.rows(k)]),
        [named, reasons],
        [[word, int(uses), round(cost, 2)] for word, uses, cost in marks.words.rows(k)],
    ]


def _labelled(marks: _Marks, k: int) -> list[Sentence]:
    """Return the sentences of the document at a place for the index of words."""
    claims = marks.claims.rows(k)
    labels = {number: label for number, _, _, label in claims}
    rows = _with_list_items(marks.sentences.rows(k), claims)
    starts = [int(row[1]) for row in rows]
    cues = [0] * len(rows)
    for start, end, kind in marks.cues.rows(k):
        own = bisect_right(starts, start) - 1
        if own >= 0 and end <= rows[own][2]:
            cues[own] |= 1 << CUE_TYPES.index(kind)
    return [
        Sentence(int(start), int(end), labels.get(number, 0), own)
        for (number, start, end, *_), own in zip(rows, cues, strict=True)
    ]


def _with_list_items(
    sentences: Sequence[tuple[Any, ...]], claims: Sequence[tuple[Any, ...]]
) -> list[tuple[Any, ...]]:
    """Return the sentences of prose and those of lists that have labels, which have no words."""
    prose = {int(row[0]) for row in sentences}
    items = [(*row[:3], 0, 0, 0.0, "") for row in claims if int(row[0]) not in prose]
    return sorted([*sentences, *items], key=lambda row: int(row[0])) if items else list(sentences)


def utf16_places(text: str) -> Callable[[Any], int]:
    """Return the function from a character of the text to its place in UTF-16 code units.

    >>> utf16_places("tea")(2)
    2
    >>> utf16_places("\U0001f375 tea")(2)
    3
    """
    if not text or max(text) <= "\uffff":
        return int
    units = [0]
    for character in text:
        units.append(units[-1] + 1 + (character > "\uffff"))
    return lambda place: units[int(place)]


def _blocks(page: PageText, at: Callable[[Any], int]) -> list[int]:
    flat, last = [], 0
    for block in page.blocks:
        start, end = at(block.start), at(block.end)
        flat += [BLOCK_KINDS.index(block.kind), start - last, end - start]
        last = start
    return flat


def _sentences(rows: Sequence[tuple[Any, ...]], labels: Mapping[int, int]) -> list[int]:
    flat: list[int] = []
    number_before = start_before = 0
    for number, start, end, words, syllables, gain, _ in rows:
        flat += [
            int(number) - number_before,
            int(start) - start_before,
            int(end) - int(start),
            int(words),
            int(syllables),
            max(round(100 * gain), 0),
            labels.get(int(number), 0),
        ]
        number_before, start_before = int(number), int(start)
    return flat


def _rewrites(rows: Sequence[tuple[Any, ...]]) -> list[list[Any]]:
    """Return place and hard words of the sentences whose rewriting lowers the grade most."""
    ranked = sorted((-row[5], k) for k, row in enumerate(rows) if row[5] > 0)
    return [[k, rows[k][6]] for _, k in ranked[:REWRITES]]


def _spans(rows: Sequence[tuple[Any, ...]]) -> list[int]:
    """Return spans and what belongs to them, each start as the distance from the one before."""
    flat, last = [], 0
    for start, end, *rest in rows:
        flat += [int(start) - last, int(end) - int(start), *rest]
        last = int(start)
    return flat
