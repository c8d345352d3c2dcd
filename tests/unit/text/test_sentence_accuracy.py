"""The command that measures sentence ends: by hand on one text, its page, its errors."""

from __future__ import annotations

import json

import pytest

import sentence_accuracy as accuracy
from hedgerow.errors import UserError
from publishing import publish

TEXT = "Dr. Green left. It rained, e.g. in May.\nNobody came"
SENTENCES = ["Dr. Green left.", "It rained, e.g. in May.", "Nobody came"]


def spans(*parts: str) -> list[tuple[int, int]]:
    return [(TEXT.index(part), TEXT.index(part) + len(part)) for part in parts]


@pytest.fixture
def row() -> dict:
    return {"text": TEXT, "sents": [[a, b, True, "p"] for a, b in spans(*SENTENCES)]}


def test_figures_are_those_of_a_hand_count(row) -> None:
    found = spans("Dr.", "Green left.", "It rained, e.g. in May.", "Nobody came")
    result = accuracy.compare("sentences_ewt", "x", [row, row], [found, spans(*SENTENCES)])
    assert result.f1.value == pytest.approx(2 * 6 / (7 + 6))
    assert result.error.value == pytest.approx(0.39 * 10 * (1 / 3 - 1 / 4) / 2)
    assert result.documents == 2


def test_white_space_after_a_sentence_does_not_count(row) -> None:
    row["sents"] = [[0, 16, True, "p"], [16, 40, False, "p"], [40, len(TEXT), True, "p"]]
    result = accuracy.compare("sentences_ewt", "x", [row], [spans(*SENTENCES)])
    assert (result.f1.value, result.error.value) == (1.0, 0.0)


def test_splitters_give_spans_of_the_text() -> None:
    for split in accuracy.SPLITTERS.values():
        (found,) = split([TEXT])
        assert all(0 <= a < b <= len(TEXT) for a, b in found)
    assert accuracy.hedgerow_spans([TEXT]) == [spans(*SENTENCES)]


def test_the_page_gets_its_part(row, tmp_path) -> None:
    (tmp_path / "sentences_ewt.jsonl").write_text(json.dumps({"id": "1", **row}) + "\n", "utf-8")
    rows = accuracy.measure(tmp_path)
    assert [r.splitter for r in rows] == list(accuracy.SPLITTERS)
    assert rows[0].f1.value == 1.0
    table = accuracy.markdown(rows)
    assert "| sentences_ewt | 1 | Hedgerow | 1.000 |" in table
    assert "0.94, 0.36 | holds |" in table


def test_the_command_writes_its_part_and_no_other(row, tmp_path, monkeypatch, capsys) -> None:
    (tmp_path / "sentences_ewt.jsonl").write_text(json.dumps({"id": "1", **row}) + "\n", "utf-8")
    page = tmp_path / "page.md"
    page.write_text("<!-- labels -->\nkept\n<!-- end labels -->\n", "utf-8")
    monkeypatch.setattr("sys.argv", ["x", str(tmp_path), str(page)])
    publish("usage", "sentences", lambda folder: accuracy.markdown(accuracy.measure(folder)))
    text = page.read_text("utf-8")
    assert text.startswith("<!-- labels -->\nkept\n<!-- end labels -->\n\n<!-- sentences -->\n## ")
    assert capsys.readouterr().out.strip() in text


def test_the_command_says_what_is_missing(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("sys.argv", ["x", str(tmp_path)])
    with pytest.raises(SystemExit, match="none of sentences_gum_written"):
        publish("usage", "sentences", lambda folder: accuracy.markdown(accuracy.measure(folder)))
    monkeypatch.setattr("sys.argv", ["x"])
    with pytest.raises(SystemExit, match="usage"):
        publish("usage", "sentences", str)


def test_no_gold_file(tmp_path) -> None:
    with pytest.raises(UserError, match="none of sentences_gum_written"):
        accuracy.measure(tmp_path)
