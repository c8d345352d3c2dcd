"""`hedgerow score`: its lines, spans into the text as given, and what a bad line is told."""

from __future__ import annotations

import json

import pytest

from hedgerow.errors import UserError
from hedgerow.readability.formulas import FORMULAS
from hedgerow.steps import score
from hedgerow.text.blocks.document import document_from_text

_TEXT = (
    "Sleep and rest\r\n\r\n“It’s late,” said  Dr. Green.\tSleep helps.\r\n\r\nThe end of 2.5 days"
)


def scored(text: str) -> dict:
    (line,) = score.score_documents([document_from_text("d", text)])
    return line


def run(tmp_path, content: str | bytes) -> list[dict]:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(content.encode() if isinstance(content, str) else content)
    score.run(source, out)
    return [json.loads(line) for line in out.read_text("utf-8").splitlines()]


def test_every_promised_key_is_there() -> None:
    line = scored(_TEXT)
    counts = {"words", "sentences", "syllables", "polysyllables", "letters"}
    assert counts | {*FORMULAS, "consensus_grade", "sentence_spans"} <= set(line)
    assert {"flesch_kincaid_grade", "words", "sentences"} <= set(line["unsegmented"]) & set(
        line["block_closed"]
    )
    assert line["flags"] == ["too_short", "smog_few_sentences"]


def test_spans_are_places_in_the_text_as_given() -> None:
    assert [_TEXT[a:b] for a, b in scored(_TEXT)["sentence_spans"]] == [
        "Sleep and rest",
        "“It’s late,” said  Dr. Green.",
        "Sleep helps.",
        "The end of 2.5 days",
    ]


def test_a_text_whose_scores_everyone_knows() -> None:
    line = scored("The cat sat on the mat.")
    assert (line["words"], line["syllables"], line["sentences"]) == (6, 6, 1)
    assert line["flesch_reading_ease"] == pytest.approx(116.145)
    assert line["flesch_kincaid_grade"] == pytest.approx(-1.45)


def test_a_text_is_flagged_where_its_grade_hangs_on_the_cutting() -> None:
    prose = "It helps many people to sleep. " * 40
    assert scored(prose)["flags"] == []
    lists = "".join(f"- warm socks, number {i}\n" for i in range(60))
    assert scored(f"{prose}\n\n{lists}")["flags"] == ["segmentation_range"]


def test_a_text_without_stops_is_cut_and_flagged() -> None:
    spoken = "so we went to the mill and then we saw the river and it was high "
    line = scored(spoken * 40)
    assert "long_sentences" in line["flags"]
    assert max(len((spoken * 40)[a:b].split()) for a, b in line["sentence_spans"]) <= 400
    stopped = "So we went to the mill. Then we saw the river and it was high. " * 80
    long = "It was, " + "and so it went on and on, " * 12 + "as it had to be. "
    assert scored(stopped)["flags"] == scored(stopped + long)["flags"] == []
    assert scored(stopped + long * 3)["flags"] == ["long_sentences"]


def test_a_heading_is_a_span_but_not_prose() -> None:
    prose = "Sleep helps people. It is cheap and many people like it for that reason."
    line = scored(f"Sleep and Rest\n\n{prose}\n")
    assert len(line["sentence_spans"]) == 3
    assert line["sentences"] == 2
    assert line["block_closed"]["sentences"] == 3
    assert line["unsegmented"]["sentences"] == 2


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("text", ["", "#", "?!", "5", "中文", "x" * 10_000, "a \ud800 b", "😴"])
def test_odd_texts_are_scored_or_null(tmp_path, text) -> None:
    (line,) = run(tmp_path, json.dumps({"id": "d", "text": text}) + "\n")
    assert line["id"] == "d"
    assert line["smog"] is None
    assert line["words"] >= 0
    for start, end in line["sentence_spans"]:
        assert 0 <= start < end <= len(text)


def test_lines_keep_their_order_and_empty_ones_are_passed_over(tmp_path) -> None:
    content = '{"id": 2, "text": "b"}\n\n{"id": "1", "text": "a", "more": 1}'
    assert [line["id"] for line in run(tmp_path, content)] == ["2", "1"]


def test_no_lines(tmp_path) -> None:
    assert run(tmp_path, "") == []


@pytest.mark.parametrize(
    "line", ["{", '"text"', '{"id": "a"}', '{"id": "a", "text": 5}', "[1]", b"\xff\xfe"]
)
def test_a_bad_line_is_named_and_nothing_is_written(tmp_path, line) -> None:
    good = b'{"id": "a", "text": "b"}\n'
    with pytest.raises(UserError, match=r"in\.jsonl, line 2: .* mend or remove"):
        run(tmp_path, good + (line.encode() if isinstance(line, str) else line))
    assert not (tmp_path / "out.jsonl").exists()


def test_a_missing_file_is_named(tmp_path) -> None:
    with pytest.raises(UserError, match=r"nowhere\.jsonl"):
        score.run(tmp_path / "nowhere.jsonl", tmp_path / "out.jsonl")


def test_a_text_scores_the_same_in_any_company() -> None:
    texts = [_TEXT, "Another one. It is short.", "'s all", ""]
    together = list(score.score_documents([document_from_text("d", t) for t in texts]))
    for text, line in zip(texts, together, strict=True):
        assert json.dumps(line) == json.dumps(scored(text))
