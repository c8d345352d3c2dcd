"""A corpus in memory: read once, measured when a measure is asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pyarrow as pa

from hedgerow.api import measuring
from hedgerow.api.frames import OUTPUTS, Output, given_as
from hedgerow.api.notice import announced
from hedgerow.corpus.schemas import CORPUS
from hedgerow.errors import UserError
from hedgerow.overlap import FEWEST_DOCUMENTS
from hedgerow.overlap.boilerplate import without_boilerplate
from hedgerow.overlap.families import Texts, families_of
from hedgerow.overlap.passage_hashes import passage_hashes
from hedgerow.overlap.signatures import join, sign
from hedgerow.planning.home import settings_with
from hedgerow.sources import inventory
from hedgerow.sources.readers import read_sources
from hedgerow.sources.records import Fields, key_of, source_of
from hedgerow.steps.boilerplate import boilerplate_columns, boilerplate_of
from hedgerow.steps.normalise import documents_of, read_documents
from hedgerow.tables.io import to_arrow
from hedgerow.text.blocks.document import Document, document_of
from hedgerow.text.blocks.schemas import DOCUMENTS
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus


def corpus(
    source: Any, *, settings: Mapping[str, Any] | None = None, output: Output = "pandas"
) -> Corpus:
    """Read a corpus: a folder or file of articles, or a frame with a column of texts.

    Args:
        source: path of a folder or file in any format of docs/data.md; or a pandas or polars frame
            or Arrow table with a column `text` (or another name under `records.text`), and if you
            like `id`, `title`, `group`, `date`, `author`.
        settings: those that differ from config/config.yaml, in its form; a corpus in memory uses
            `records`, `boilerplate`, `readability`, `hedging`, `keywords.forms` and `seed`.
        output: the kind of frame that measures come in: `pandas`, `polars` or `arrow`.

    Raises:
        UserError: the folder is missing or holds no document, the frame has no column of texts, or
            a setting is unknown. A document that cannot be used is named on standard error and
            keeps its row, with a reason, in `documents`.
        TypeError: `source` is neither a path nor a frame, or `settings` is no mapping.
        ValueError: `output` has an unknown value.

    >>> import pandas
    >>> small = corpus(pandas.DataFrame({"id": ["a"], "text": ["Green tea may help you sleep."]}))
    >>> small.documents["words"].tolist(), small.claims["hedged"].tolist()
    ([6], [True])
    """
    measuring.one_of("output", output, OUTPUTS)
    if settings is not None and not isinstance(settings, Mapping):
        kind = type(settings).__name__
        raise TypeError(f"settings is of type {kind}: give a dict, as {{'seed': 7}}")
    checked = settings_with(settings)
    fields = Fields.given(checked["records"])
    with announced():
        return Corpus(list(_documents(source, fields)), checked, output)


def _documents(source: Any, fields: Fields) -> Iterator[tuple[str, Document]]:
    if not isinstance(source, (str, Path)):
        yield from _rows(source, fields)
        return
    if not str(source).strip():
        raise UserError("The path of the corpus is empty; name its folder or file.")
    if "://" in str(source):
        raise UserError(f"{source} is an address; fetch it first (docs/install.md, remote sources)")
    path = Path(source).expanduser()
    if path.is_file():
        for doc_id, read in read_sources(path.parent, path.name, fields, lambda doc_id: True):
            yield path.name, document_of(doc_id, read)
    else:
        yield from documents_of(inventory.survey(path, fields), fields, 0, 1)


def _rows(frame: Any, fields: Fields) -> Iterator[tuple[str, Document]]:
    """Yield the rows of a frame as documents, named by their id or else their number from 1."""
    columns = _columns(frame)
    chosen = fields.choose(columns)
    if "text" not in chosen:
        raise UserError(f"The frame has {fields.missing(columns)}.")
    seen: set[str] = set()
    for number, values in enumerate(
        zip(*(columns[name] for name in chosen.values()), strict=True), 1
    ):
        record = {
            field: value.isoformat() if hasattr(value, "isoformat") else value
            for field, value in zip(chosen, values, strict=True)
        }
        doc_id = key_of(record.get("id")) or str(number)
        doc_id = f"{doc_id}#{number}" if doc_id in seen else doc_id
        seen.add(doc_id)
        text = record["text"]
        size = len(text.encode("utf-8", "replace")) if isinstance(text, str) else 0
        yield doc_id, document_of(doc_id, source_of("frame", "utf-8", size, record))


def _columns(frame: Any) -> dict[str, list[Any]]:
    """Return the columns of a pandas or polars frame or an Arrow table."""
    if hasattr(frame, "columns") and hasattr(frame, "iloc"):
        names = [str(name) for name in frame.columns]
        values: Iterable[Any] = (frame.iloc[:, place].tolist() for place in range(len(names)))
    else:
        table = frame.to_arrow() if hasattr(frame, "to_arrow") else frame
        if not isinstance(table, pa.Table):
            raise TypeError(
                f"{type(frame).__name__} is no corpus: give a path, a pandas or polars frame, or"
                " an Arrow table; hedgerow.score and hedgerow.label take lists of texts"
            )
        names, values = table.column_names, (column.to_pylist() for column in table.columns)
    columns: dict[str, list[Any]] = {}
    for name, given in zip(names, values, strict=True):
        if name in columns:
            raise UserError(f"The frame has two columns {name!r}; rename or drop one.")
        columns[name] = given
    return columns


class Corpus:
    """Documents that were read, and their measures, each computed when it is first asked for.

    Columns are those of the tables of a run (docs/data.md), and so are the numbers: passages that
    repeat over a corpus of at least 20 documents are left out unless the settings keep them. Places
    are characters of `text(doc_id)`. Make one with `hedgerow.corpus`.

    Attributes:
        settings: the settings it is measured with.
        output: the kind of frame that measures come in.
    """

    def __init__(
        self, documents: Sequence[tuple[str, Document]], settings: Mapping[str, Any], output: str
    ) -> None:
        self.settings = settings
        self.output = output
        self._read = read_documents(documents)
        self._tables: dict[str, pa.Table] = {}

    def __len__(self) -> int:
        return len(self._read.columns["doc_id"])

    def __repr__(self) -> str:
        used = len(self._read.tokenised.doc_ids)
        return f"<Corpus of {len(self):,} documents, {used:,} of them measured>"

    @property
    def doc_ids(self) -> list[str]:
        """The names of the documents that are measured, in order."""
        return list(self._read.tokenised.doc_ids)

    def text(self, doc_id: str) -> str:
        """Return the clean text of a document, in which places are counted.

        Raises:
            KeyError: no document of this name is measured.
        """
        if doc_id not in self._read.tokenised.doc_ids:
            raise KeyError(doc_id)
        return self._read.tokenised.text(self._read.tokenised.doc_ids.index(doc_id))

    @property
    def documents(self) -> Any:
        """A row a document, whether it can be used or not: form, status and reason, words."""
        return self._frame("documents", self._document_table)

    @property
    def boilerplate(self) -> Any:
        """A row a passage that repeats over the corpus."""
        return self._frame("boilerplate", lambda: self._repeated[1])

    @property
    def readability(self) -> Any:
        """A row a document: counts, formulas, intervals."""
        return self._readability("readability")

    @property
    def sections(self) -> Any:
        """A row a section with prose: counts and formulas."""
        return self._readability("sections")

    @property
    def sentences(self) -> Any:
        """A row a sentence of prose: what makes it hard."""
        return self._readability("sentences")

    @property
    def hard_words(self) -> Any:
        """A row for each of the ten words that cost a document most grades."""
        return self._readability("hard_words")

    @property
    def claims(self) -> Any:
        """A row a sentence of prose: its labels."""
        return self._labels("claims")

    @property
    def cues(self) -> Any:
        """A row a cue of hedging or boosting."""
        return self._labels("cues")

    @property
    def rates(self) -> Any:
        """A row a document: rates and counts of cues, claims, sources and advice."""
        self._labels("claims")
        found = {name: self._tables[name] for name in ("claims", "cues")}
        return self._frame("rates", lambda: measuring.rates(self._measured, found, self._lexicon))

    def phrases(
        self,
        phrases: str | Sequence[str] | Path,
        *,
        by: Literal["document", "occurrence", "unnatural"] = "document",
        forms: Collection[str] | None = None,
    ) -> Any:
        """Find phrases: a row a document and phrase that it has, a use, or an unnatural use.

        Args:
            phrases, forms: as for `hedgerow.phrases`.

        Raises:
            ValueError: `by` has an unknown value.
            UserError: a phrase has no letter or is too long, or the file cannot be read.
        """
        names = {"document": "phrase_documents", "occurrence": "phrases", "unnatural": "unnatural"}
        if by not in names:
            raise ValueError(f"by is {by!r}, but must be one of: {', '.join(names)}")
        wanted = self.settings["keywords"]["forms"] if forms is None else forms
        with announced():
            found = measuring.phrases(self._measured, measuring.phrase_list(phrases), wanted)
            return given_as(found[names[by]], self.output)

    def _frame(self, name: str, make: Any) -> Any:
        if name not in self._tables:
            with announced():
                self._tables[name] = make()
        return given_as(self._tables[name], self.output)

    def _document_table(self) -> pa.Table:
        columns = dict(self._read.columns)
        row_of = {doc_id: i for i, doc_id in enumerate(columns["doc_id"])}
        rows = [row_of[doc_id] for doc_id in self._measured.doc_ids]
        for name, values in measuring.word_columns(self._measured).items():
            columns[name] = np.array(columns[name])
            columns[name][rows] = values
        return to_arrow(DOCUMENTS, columns).sort_by("doc_id")

    def _readability(self, name: str) -> Any:
        if name not in self._tables:
            own = [Path(path) for path in self.settings["readability"]["syllables"]]
            with announced():
                self._tables |= measuring.readability_tables(self._measured, own, self.settings)
        return self._frame(name, None)

    def _labels(self, name: str) -> Any:
        if name not in self._tables:
            labeller = self.settings["hedging"]["labels"]
            with announced():
                self._tables |= measuring.labels(self._measured, self._lexicon, labeller)
        return self._frame(name, None)

    @cached_property
    def _lexicon(self) -> Any:
        return measuring.lexicon(self.settings["hedging"]["lexicons"])

    @cached_property
    def _repeated(self) -> tuple[np.ndarray, pa.Table]:
        """The sorted hashes of the boilerplate, and its table."""
        text = self._read.tokenised
        texts, passages = Texts([text]), [passage_hashes(text)]
        share = self.settings["boilerplate"]["share"]
        found = boilerplate_of(lambda: passages, families_of(join([sign(text)]), texts), share)
        removed = self.settings["boilerplate"]["remove"]
        rows = boilerplate_columns(found, texts, removed=removed)
        return np.sort(found.hash), to_arrow(CORPUS["boilerplate"], rows)

    @cached_property
    def _measured(self) -> TokenisedCorpus:
        """The text without boilerplate."""
        text = self._read.tokenised
        # As in a run, where fewer documents have none.
        if not self.settings["boilerplate"]["remove"] or len(self) < FEWEST_DOCUMENTS:
            return text
        return without_boilerplate(text, self._repeated[0])
