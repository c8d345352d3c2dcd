"""Texts and marks of documents for the page, in parts of some documents each.

A document is a list: text, blocks, sentences, sentences to rewrite, cues, phrases, passages, names
of the phrases and reasons why they do not fit, words that raise the grade. `assets/texts.js` reads
it. Tables and texts have the order of the ids, documents in the page that of their rank: they wait
in a temporary file between the two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING

from hedgerow.report.escape import visible_in_place
from hedgerow.report.packed.marks import Marks
from hedgerow.report.packed.pack import to_json
from hedgerow.report.results import Results
from hedgerow.report.texts import DocumentTexts, PageText

if TYPE_CHECKING:
    import numpy as np

    from hedgerow.report.packed.word_positions import WordPositions

PART_CHARACTERS = 400_000
"""Characters of text of a part, about; a part is unpacked as a whole."""

AT_ONCE = 500
"""Documents whose marks and texts are in memory at once."""

CUT_AT_ONCE = 100
"""Documents that are cut into words at once."""

_IN_MEMORY = 1 << 21
"""Bytes from which on the documents are in a temporary file."""

_EMPTY = b'["",[],[],[],[],[],[],[],[]]'
"""A document without text."""


class PackedTexts:
    """The packed documents of a corpus and, for a page whose texts are beside it, their words."""

    def __init__(
        self, results: Results, texts: DocumentTexts, doc_ids: Sequence[str], folder: Path
    ) -> None:
        """Take the corpus, the documents in their order, and the folder of temporary files."""
        self._results, self._texts, self._doc_ids = results, texts, doc_ids
        self._folder = folder
        self._documents = _Documents(len(doc_ids), folder)

    def parts(self) -> Iterator[tuple[int, list[bytes]]]:
        """Yield the place of the first document of each part, and its documents as JSON."""
        self._pack()
        part: list[bytes] = []
        first = size = 0
        for k in range(len(self._doc_ids)):
            if size > PART_CHARACTERS:
                yield first, part
                first, part, size = k, [], 0
            text = visible_in_place(self._documents.text(k).decode())
            lists = self._documents.lists(k).decode()
            part.append(f"[{to_json(text)},{lists}]".encode() if text else _EMPTY)
            size += len(text)
        if part:
            yield first, part

    def _pack(self) -> None:
        """Write all documents, in the order of their ids, to the temporary file."""
        order = sorted(range(len(self._doc_ids)), key=self._doc_ids.__getitem__)
        doc_ids = [self._doc_ids[k] for k in order]
        marks = Marks(self._results, doc_ids)
        for first, pages in self._pages(doc_ids):
            marked = marks.of(pages, first)
            bounds = marked.bounds.tolist()
            for d, page in enumerate(pages):
                # a document without text has no marks
                own = marked.sentences[bounds[d] : bounds[d + 1] if page.utf8 else bounds[d]]
                lists = marked.json[d].encode()
                self._documents.add(order[first + d], page.utf8, lists, own.tobytes())

    def words(self) -> WordPositions:
        """Return where the words of the documents stand."""
        from hedgerow.report.packed.word_positions import WordPositions

        words = WordPositions(self._folder)
        for first in range(0, len(self._doc_ids), CUT_AT_ONCE):
            own = range(first, min(first + CUT_AT_ONCE, len(self._doc_ids)))
            texts = [self._documents.text(k) for k in own]
            words.add(texts, [self._documents.sentences(k) for k in own])
        return words

    def _pages(self, doc_ids: Sequence[str]) -> Iterator[tuple[int, list[PageText]]]:
        """Yield the texts of some documents at a time, with the place of the first."""
        import numpy as np

        for first in range(0, len(doc_ids), AT_ONCE):
            own = doc_ids[first : first + AT_ONCE]
            texts = self._texts.some(own)
            empty = np.zeros((0, 3), np.int64)
            yield first, [texts.get(doc_id) or PageText(doc_id, b"", empty) for doc_id in own]


class _Documents:
    """Texts, marks and sentences of documents, kept in any order and asked for in any order."""

    def __init__(self, number: int, folder: Path) -> None:
        import numpy as np

        self._file = SpooledTemporaryFile(_IN_MEMORY, dir=str(folder))  # noqa: SIM115
        # where text, lists and sentences begin, and the end
        self._places = np.zeros((number, 4), np.int64)

    def add(self, k: int, text: bytes, lists: bytes, sentences: bytes) -> None:
        """Keep a document: its text, its lists as JSON, its sentences."""
        sizes = [self._file.tell(), len(text), len(lists), len(sentences)]
        self._places[k] = list(accumulate(sizes))
        self._file.write(text + lists + sentences)

    def text(self, k: int) -> bytes:
        """Return the text of a document in UTF-8."""
        return self._read(k, 0)

    def lists(self, k: int) -> bytes:
        """Return the lists of a document as JSON."""
        return self._read(k, 1)

    def sentences(self, k: int) -> np.ndarray:
        """Return int64[S, 4]: the sentences of a document, as in `Marked`."""
        import numpy as np

        return np.frombuffer(self._read(k, 2), np.int64).reshape(-1, 4)

    def _read(self, k: int, what: int) -> bytes:
        first, last = self._places[k, what : what + 2].tolist()
        self._file.seek(first)
        return self._file.read(last - first)
