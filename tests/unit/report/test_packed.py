"""Packed documents and the index of their words, against plain Python over one document."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import numpy as np
import pytest

from hedgerow.corpus.schemas import CORPUS
from hedgerow.errors import UserError
from hedgerow.report.packed import rows, texts
from hedgerow.report.packed.marks import Utf16
from hedgerow.report.packed.rows import RowsInOrder
from hedgerow.report.packed.texts import PackedTexts
from hedgerow.report.packed.word_positions import WordPositions
from hedgerow.report.packed.word_runs import BREAK, WordTable, lowered
from hedgerow.report.results import Results
from hedgerow.report.texts import PageText, read_texts
from hedgerow.tables.io import write_table
from make_results import make_results

PIECES = [
    "tea",
    "Tea",
    "İzmir",
    "ΟΔΟΣ",
    "Straße",
    "𝔘nd",
    "x2",
    "٣",
    " ",
    "\n",
    "'",
    "’",
    "-",
    "_",
    "€",
    "\U0001f375",
    "\u0300",
]


def _cut(text: str) -> tuple[list[str], list[int]]:
    """Return the word at each position, empty for breaks and the end, and the joined ones."""
    words, joined = [], []
    for gap, run in re.findall(r"([\W_]*)([^\W_]*)", lowered(text)):
        if "\n" in gap:
            words.append("")
        if gap in ("'", "’", "-") and words and run:
            joined.append(len(words) - 1)
        if run:
            words.append(run)
    return [*words, ""], joined


@pytest.mark.parametrize("seed", range(20))
def test_words_are_the_runs_of_letters_and_digits(seed: int) -> None:
    rng = random.Random(seed)
    some = ["".join(rng.choices(PIECES, k=rng.randrange(30))) for _ in range(9)]
    table = WordTable()
    for first in (0, 4):
        own = some[first : first + 5]
        runs = table.cut([text.encode() for text in own])
        spelled = ["" if n == BREAK else table.words[n - 1] for n in runs.words.tolist()]
        wanted, joined = [], []
        for text in own:
            words, joins = _cut(text)
            joined += [len(wanted) + k for k in joins]
            wanted += words
        assert spelled == wanted
        assert runs.joined.tolist() == joined
        assert runs.lengths.tolist() == [len(_cut(text)[0]) for text in own]


def test_a_table_of_many_words_knows_all_again() -> None:
    table = WordTable()
    words = [f"w{k}" for k in range(60_000)]
    for _ in range(2):
        numbers = table.cut([" ".join(words).encode()]).words
        assert numbers.tolist() == [*range(1, len(words) + 1), BREAK]
    assert table.words == words


def test_the_index_does_not_depend_on_the_groups(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hedgerow.report.packed.word_positions.OCCURRENCES", 20)
    rng = random.Random(3)
    own = [" ".join(rng.choices("abcdefgh", k=60)).encode() for _ in range(5)]
    found = []
    for most in (1, 3, 256):
        monkeypatch.setattr("hedgerow.report.packed.word_positions.MOST_GROUPS", most)
        words = WordPositions(tmp_path)
        words.add(own, [np.zeros((0, 4), np.int64)] * len(own))
        found.append(list(words.parts()))
    assert found[0] == found[1] == found[2] and len(found[0]) > 4


def test_places_count_two_units_for_a_wide_character() -> None:
    text = "a\U0001f375b\U0001f375c"
    page = PageText("a", text.encode(), np.zeros((0, 3), np.int64))
    plain = PageText("b", b"abc", page.blocks)
    places = Utf16([plain, page], 7).places(np.array([7, 8, 8, 8, 8, 8, 8]), np.arange(-1, 6) % 6)
    assert places.tolist() == [5, 0, 1, 3, 4, 6, 7]


def _packed(folder: Path) -> list[list]:
    results = Results.read(folder / "tables", folder / "summary.json")
    doc_ids = sorted(results.titles, reverse=True)
    packing = PackedTexts(
        results, read_texts([folder / "text.arrow"], set(doc_ids)), doc_ids, folder
    )
    return [json.loads(document) for _, part in packing.parts() for document in part]


def test_documents_do_not_depend_on_how_many_are_read_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_results(tmp_path, n=7)
    whole = _packed(folder)
    monkeypatch.setattr(texts, "AT_ONCE", 2)
    monkeypatch.setattr(rows, "_AT_ONCE", 3)
    assert _packed(folder) == whole
    names, _ = whole[0][7]
    assert len(whole) == 8 and names == list(dict.fromkeys(names)) != []


def test_a_table_out_of_order_is_an_error(tmp_path: Path) -> None:
    table = CORPUS["passages"]
    columns = {"doc_id": ["b", "a"], "start": [0, 0], "end": [1, 1]}
    write_table(tmp_path / "passages.parquet", table, columns)
    read = RowsInOrder(tmp_path / "passages.parquet", {"a": 0, "b": 1}, {"start": 0}, "start")
    with pytest.raises(UserError, match="out of order"):
        read.below(2)
