"""Rule `textstat`: textstat's scores of the same prose, for a sample of the corpus.

The rule is separate because textstat takes some hundred times as long as all other rules, and a
sample is enough to show the differences.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType, SimpleNamespace

import numpy as np

from hedgerow.kernels import hidden
from hedgerow.lexicons.store import nltk_data
from hedgerow.overlap.boilerplate import without_boilerplate
from hedgerow.readability.schemas import TEXTSTAT, TEXTSTAT_COLUMNS
from hedgerow.steps.keys import document_keys
from hedgerow.steps.passage_files import read_boilerplate
from hedgerow.steps.progress import count_of, step
from hedgerow.tables.freed_memory import return_freed_memory
from hedgerow.tables.io import write_table
from hedgerow.text.tokens.token_file import read_columns, read_tokens
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus

_COLUMNS = tuple(column.name for column in TEXTSTAT_COLUMNS)


def prose_of(tokenised: TokenisedCorpus, d: int) -> str:
    """Return the prose of a document, each block a paragraph."""
    text = tokenised.text(d)
    blocks = range(tokenised.doc_block[d], tokenised.doc_block[d + 1])
    return "\n\n".join(
        text[tokenised.block_start[b] : tokenised.block_end[b]]
        for b in blocks
        if tokenised.block_prose[b]
    )


def run(texts: Sequence[Path], sample: int, out: Path, boilerplate: Path | None = None) -> None:
    """Score the `sample` documents with the lowest hashes of their ids, or all of fewer."""
    return_freed_memory()
    with step("textstat") as said:
        places, documents = _sampled(texts, sample)
        prose = _prose_of_sample(places, read_boilerplate(boilerplate))
        doc_ids = sorted(prose)
        rows = [_scores(prose[doc_id]) for doc_id in doc_ids]
        columns = {name: [row[name] for row in rows] for name in _COLUMNS}
        write_table(out, TEXTSTAT, {"doc_id": doc_ids, **columns})
        said.append(f"{count_of(len(doc_ids), 'document')} of {documents:,}")


_Place = tuple[str, Path, int]
"""Id of a document, the file of its shard, and its place there."""


def _sampled(texts: Sequence[Path], sample: int) -> tuple[list[_Place], int]:
    """Return the places of the `sample` documents with the lowest hashes, and the number of all."""
    chosen: list[_Place] = []
    documents = 0
    for path in texts:
        doc_ids = read_columns(path, ["doc_ids"])["doc_ids"]
        documents += len(doc_ids)
        chosen += [(doc_id, path, d) for d, doc_id in enumerate(doc_ids)]
        order = np.argsort(document_keys([row[0] for row in chosen]), kind="stable")[:sample]
        chosen = [chosen[k] for k in order.tolist()]
    return chosen, documents


def _prose_of_sample(places: Sequence[_Place], boilerplate: np.ndarray) -> dict[str, str]:
    """Return the measured prose of documents, by id; one shard is mapped at a time."""
    of_shard: dict[Path, list[tuple[str, int]]] = {}
    for doc_id, path, d in places:
        of_shard.setdefault(path, []).append((doc_id, d))
    prose = {}
    for path, own in of_shard.items():
        text = read_tokens(path)
        for doc_id, d in own:
            prose[doc_id] = prose_of(without_boilerplate(text.document(d), boilerplate), 0)
    return prose


_UNUSED = ("scipy", "sklearn")
"""What NLTK imports where it is installed, for tests of collocations and for classifiers: loading
that takes longer than the scores."""


class _Cmudict(Mapping[str, list[list[str]]]):
    """CMUdict as NLTK gives it, word -> pronunciations -> phones, from the same file.

    NLTK's reader takes longer over the file than textstat over the scores of a small corpus.
    """

    def __init__(self, file: Path) -> None:
        self._lines = file.read_text("utf-8").splitlines()
        words = (line.partition(" ")[0] for line in self._lines)
        self._words = "\n".join(words).lower().split("\n")
        last = len(self._words) - 1
        self._first = {word: last - k for k, word in enumerate(reversed(self._words))}

    def __getitem__(self, word: str) -> list[list[str]]:
        first = end = self._first[word]
        while self._words[end : end + 1] == [word]:  # the pronunciations of a word stand together
            end += 1
        return [line.split()[2:] for line in self._lines[first:end]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._first)

    def __len__(self) -> int:
        return len(self._first)


@cache
def _textstat() -> ModuleType:
    """Return textstat, which finds CMUdict with NLTK; it would look for it on the network."""
    with hidden(_UNUSED):
        import nltk

    folder = nltk_data()
    nltk.data.path.insert(0, str(folder))
    nltk.corpus.cmudict = SimpleNamespace(
        dict=lambda: _Cmudict(folder / "corpora" / "cmudict" / "cmudict")
    )
    return import_module("textstat")


def _scores(prose: str) -> dict[str, float | None]:
    """Return textstat's values of a text; null for a text without words."""
    if not prose.strip():
        return dict.fromkeys(_COLUMNS)
    return {name: getattr(_textstat(), name.removeprefix("textstat_"))(prose) for name in _COLUMNS}
