"""Texts and marks of documents for the page, in parts of some documents each.

A document is a list: text, blocks, sentences, sentences to rewrite, cues, phrases, passages, names
of the phrases and reasons why they do not fit, words that raise the grade. `assets/texts.js` reads
it. Tables and texts have the order of the ids, documents in the page that of their rank: they wait
in a temporary file between the two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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

_IN_MEMORY = 1 << 23
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
            packed, characters = self._documents.packed(k)
            part.append(packed)
            size += characters
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
                packed, characters, sentences = _EMPTY, 0, b""
                if page.utf8:
                    text = visible_in_place(page.text)
                    packed = f"[{to_json(text)},{marked.json[d]}]".encode()
                    characters = len(text)
                    sentences = marked.sentences[bounds[d] : bounds[d + 1]].tobytes()
                self._documents.add(order[first + d], packed, characters, sentences)

    def words(self) -> WordPositions:
        """Return where the words of the documents stand."""
        from hedgerow.report.packed.word_positions import WordPositions

        words = WordPositions(self._folder)
        for first, pages in self._pages(self._doc_ids):
            sentences = [self._documents.sentences(first + d) for d in range(len(pages))]
            words.add([page.utf8 for page in pages], sentences)
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
    """Packed documents and the sentences of each, kept in any order and asked for in any order."""

    def __init__(self, number: int, folder: Path) -> None:
        import numpy as np

        self._file = SpooledTemporaryFile(_IN_MEMORY, dir=str(folder))  # noqa: SIM115
        # where a document begins, its bytes as JSON, its characters, the bytes of its sentences
        self._places = np.zeros((number, 4), np.int64)

    def add(self, k: int, packed: bytes, characters: int, sentences: bytes) -> None:
        """Keep a document as JSON, the number of characters of its text, and its sentences."""
        self._places[k] = self._file.tell(), len(packed), characters, len(sentences)
        self._file.write(packed + sentences)

    def packed(self, k: int) -> tuple[bytes, int]:
        """Return a document as JSON, and the characters of its text."""
        place, size, characters, _ = self._places[k].tolist()
        self._file.seek(place)
        return self._file.read(size), characters

    def sentences(self, k: int) -> np.ndarray:
        """Return int64[S, 4]: the sentences of a document, as in `Marked`."""
        import numpy as np

        place, size, _, length = self._places[k].tolist()
        self._file.seek(place + size)
        return np.frombuffer(self._file.read(length), np.int64).reshape(-1, 4)
