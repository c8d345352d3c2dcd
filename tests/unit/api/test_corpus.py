"""`hedgerow.corpus`: what may be read; its numbers are those of the functions and the rules."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

import hedgerow as hr
from hedgerow.api.corpus import Corpus
from hedgerow.corpus.schemas import CORPUS
from hedgerow.errors import UserError

PROSE = (
    "Many gardeners grow mint near the door. The smell may keep some insects away. "
    "A trial found that it made no difference. Mint tea is said to settle the stomach."
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    (folder / "shop").mkdir()
    (folder / "shop/mint.html").write_text(f"<html><body><h1>Mint</h1><p>{PROSE}</p></body></html>")
    (folder / "plain.txt").write_text(PROSE)
    (folder / "empty.txt").write_text(" ")
    return folder


def test_a_folder_is_read_as_a_run_reads_it(folder: Path, capsys: pytest.CaptureFixture) -> None:
    corpus = hr.corpus(folder)
    assert len(corpus) == 3
    assert corpus.doc_ids == ["plain.txt", "shop/mint.html"]
    assert "not used: empty.txt" in capsys.readouterr().err
    assert corpus.documents["status"].tolist() == ["empty", "analysed", "analysed"]
    assert repr(corpus) == "<Corpus of 3 documents, 2 of them measured>"
    assert corpus.text("plain.txt") == PROSE
    with pytest.raises(KeyError):
        corpus.text("empty.txt")


@pytest.mark.parametrize("name", ["", " "])
def test_an_empty_path_is_not_the_current_folder(name: str) -> None:
    with pytest.raises(UserError, match="path of the corpus is empty"):
        hr.corpus(name)


def test_measures_have_the_columns_of_a_run(folder: Path) -> None:
    corpus = hr.corpus(folder)
    for name in ("sections", "sentences", "hard_words", "claims", "cues", "boilerplate"):
        assert tuple(getattr(corpus, name).columns) == CORPUS[name].names, name
    found = corpus.phrases(["mint"], by="occurrence")
    assert tuple(found.columns) == CORPUS["phrases"].names
    for row in found.to_dict("records"):
        assert corpus.text(row["doc_id"])[row["start"] : row["end"]].lower() == "mint"


def test_a_measure_is_computed_once_and_only_when_asked_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hedgerow.steps import hedging

    calls = []
    measure = hedging.measure
    monkeypatch.setattr(hedging, "measure", lambda *a, **k: calls.append(1) or measure(*a, **k))
    corpus = hr.corpus(folder)
    assert len(corpus.readability) == 2
    assert not calls
    assert len(corpus.claims) == len(corpus.claims) == 8
    assert len(corpus.rates) == 2
    assert len(calls) == 1


@pytest.mark.parametrize("kind", ["pandas", "arrow", "polars"])
def test_a_frame_is_a_corpus(kind: str) -> None:
    columns = {"ID": ["a", "b", "a"], "Body": [PROSE, None, PROSE], "title": ["Mint", "", None]}
    if kind == "pandas":
        frame = pd.DataFrame(columns)
    elif kind == "arrow":
        frame = pa.table(columns)
    else:
        frame = pytest.importorskip("polars", reason="polars is not installed").DataFrame(columns)
    corpus = hr.corpus(frame)
    assert isinstance(corpus, Corpus)
    assert corpus.doc_ids == ["a", "a#3"]
    assert corpus.documents["title"].tolist()[0] == "Mint"
    score = hr.score(PROSE)["flesch_kincaid_grade"][0]
    assert corpus.readability["flesch_kincaid_grade"].tolist() == [score, score]


def test_one_file_is_a_corpus(folder: Path, tmp_path: Path) -> None:
    assert hr.corpus(folder / "plain.txt").doc_ids == ["plain.txt"]
    path = tmp_path / "many.jsonl"
    path.write_text("\n".join(json.dumps({"id": i, "text": PROSE}) for i in range(3)))
    assert hr.corpus(path).doc_ids == ["many.jsonl#0", "many.jsonl#1", "many.jsonl#2"]


def test_repeated_passages_are_left_out_as_in_a_run() -> None:
    notice = "Sign up for our weekly letter and never miss an offer from our shop again."
    plants = [f"{a}{b}rroot" for a in "bdfgl" for b in "aeiou"]
    texts = [f"The {p} plant grows beside the {p} shed.\n\n{notice}" for p in plants]
    frame = pd.DataFrame({"text": texts})
    without, whole = hr.corpus(frame), hr.corpus(frame, settings={"boilerplate": {"remove": False}})
    assert len(without.boilerplate) == 1
    assert set(whole.readability["sentences"]) == {2}
    assert set(without.readability["sentences"]) == {1}
    assert without.documents["words"].max() < whole.documents["words"].min()


def test_what_is_wrong_is_named(tmp_path: Path) -> None:
    with pytest.raises(hr.UserError, match="does not exist"):
        hr.corpus(tmp_path / "nowhere")
    with pytest.raises(hr.UserError, match=r"no field with the text.*records.text"):
        hr.corpus(pd.DataFrame({"words": ["x"]}))
    with pytest.raises(hr.UserError, match="did you mean 'readability'"):
        hr.corpus(tmp_path, settings={"readabilty": {}})
    with pytest.raises(TypeError, match="list is no corpus"):
        hr.corpus(["x"])
