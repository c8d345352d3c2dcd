"""Texts and marks of documents for the page, in parts of some documents each.

A document is a list: text, blocks, sentences, sentences to rewrite, cues, phrases, passages, names
of the phrases and reasons why they do not fit, words that raise the grade. Spans are flat lists of
whole numbers; places are UTF-16 code units, as in JavaScript, each given as the distance from the
one before it. `assets/texts.js` reads it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from hedgerow.lexicons.vocabulary import (
    ADVICE,
    ATTRIBUTIONS,
    CLAIMS,
    CUE_TYPES,
    DIRECTIONS,
    STANCES,
)
from hedgerow.report.escape import visible_in_place
from hedgerow.report.packed.by_document import ByDocument
from hedgerow.report.results import Results
from hedgerow.report.texts import PageText
from hedgerow.text.blocks.block import BLOCK_KINDS

PART_CHARACTERS = 400_000
"""Characters of text of a part, about; a part is unpacked as a whole."""

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
    """Builds the packed documents of a corpus."""

    def __init__(
        self, results: Results, texts: Mapping[str, PageText], doc_ids: Sequence[str]
    ) -> None:
        self.texts, self.doc_ids = texts, doc_ids
        place = {doc_id: k for k, doc_id in enumerate(doc_ids)}
        self._sentences = ByDocument(
            results.table("sentences"),
            place,
            {"sentence": 0, "start": 0, "end": 0, "words": 0, "syllables": 0, "gain": 0.0,
             "hard_words": ""},
            "sentence",
        )  # fmt: skip
        self._claims = ByDocument(
            results.table("claims"),
            place,
            {"sentence": 0, "start": 0, "end": 0, "claim": "none", "attribution": "none",
             "advice": "none", "stance": "absent", "direction": "none",
             "attribution_named": False, "hedged": False, "is_question": False},
            "sentence",
        )  # fmt: skip
        self._cues = ByDocument(
            results.table("cues"), place, {"start": 0, "end": 0, "type": ""}, "start"
        )
        self._phrases = ByDocument(
            results.table("phrases"),
            place,
            {"start": 0, "end": 0, "phrase": "", "natural": True, "reason": ""},
            "start",
        )
        self._passages = ByDocument(
            results.table("passages"), place, {"start": 0, "end": 0}, "start"
        )
        self._words = ByDocument(
            results.table("hard_words"), place, {"word": "", "uses": 0, "cost": 0.0}, "rank"
        )

    def parts(self) -> Iterator[tuple[int, list[Any]]]:
        """Yield the place of the first document of each part, and its documents."""
        part: list[Any] = []
        first = size = 0
        for k in range(len(self.doc_ids)):
            if size > PART_CHARACTERS:
                yield first, part
                first, part, size = k, [], 0
            part.append(self.document(k))
            size += len(part[-1][0])
        if part:
            yield first, part

    def document(self, k: int) -> list[Any]:
        """Return the packed document at a place; a document without text has an empty one."""
        page = self.texts.get(self.doc_ids[k])
        if page is None:
            return ["", [], [], [], [], [], [], [], []]
        at = utf16_places(page.text)
        claims = self._claims.rows(k)
        labels = {int(row[0]): _label(row[3:]) for row in claims}
        sentences = [
            (number, at(start), at(end), *rest)
            for number, start, end, *rest in _with_list_items(self._sentences.rows(k), claims)
        ]
        phrases = self._phrases.rows(k)
        named = list(dict.fromkeys(row[2] for row in phrases))
        reasons = list(dict.fromkeys(row[4] for row in phrases if not row[3]))
        return [
            visible_in_place(page.text),
            _blocks(page, at),
            _sentences(sentences, labels),
            _rewrites(sentences),
            _spans([(at(s), at(e), CUE_TYPES.index(kind)) for s, e, kind in self._cues.rows(k)]),
            _spans(
                [
                    (at(s), at(e), named.index(phrase), 0 if fits else 1 + reasons.index(why))
                    for s, e, phrase, fits, why in phrases
                ]
            ),
            _spans([(at(s), at(e)) for s, e in self._passages.rows(k)]),
            [named, reasons],
            [[word, int(uses), round(cost, 2)] for word, uses, cost in self._words.rows(k)],
        ]


def _with_list_items(
    sentences: Sequence[tuple[Any, ...]], claims: Sequence[tuple[Any, ...]]
) -> list[tuple[Any, ...]]:
    """Return the sentences of prose and those of lists that have labels, which have no words."""
    prose = {int(row[0]) for row in sentences}
    items = [(*row[:3], 0, 0, 0.0, "") for row in claims if int(row[0]) not in prose]
    return sorted([*sentences, *items], key=lambda row: int(row[0])) if items else list(sentences)


def _label(values: Sequence[Any]) -> int:
    """Return the labels of a sentence as one number."""
    code = 0
    for (_, classes), value in reversed(list(zip(RADIX, values, strict=True))):
        place = int(value) if isinstance(value, bool) else classes.index(str(value))
        code = code * len(classes) + place
    return code


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
