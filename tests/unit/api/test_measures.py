"""`score`, `label` and `phrases`: what may be given, what comes back, the same as the commands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

import hedgerow as hr
from hedgerow.api import schemas
from hedgerow.steps import label as label_step
from hedgerow.steps import score as score_step

TEXTS = [
    "A walk may lower blood sugar. Doctors say that it helps most people.\n\nEat less salt.",
    "",
    "How to sleep\n\nWarm milk cures sleep\u00adlessness, we know. Drink it \u201cslowly\u201d.",
]


def records(tmp_path: Path) -> Path:
    path = tmp_path / "texts.jsonl"
    lines = [json.dumps({"id": str(i), "text": text}) for i, text in enumerate(TEXTS)]
    path.write_text("\n".join(lines))
    return path


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_scores_are_those_of_the_command(tmp_path: Path) -> None:
    score_step.run(records(tmp_path), tmp_path / "out")
    frame = hr.score(TEXTS)
    assert list(frame.columns) == list(schemas.SCORES.names)
    for row, line in zip(frame.to_dict("records"), lines_of(tmp_path / "out"), strict=True):
        for name in set(line) & set(row):
            given = float("nan") if line[name] is None else line[name]
            assert row[name] == pytest.approx(given, nan_ok=True), name
        assert len(set(line) & set(row)) > 30


def test_labels_are_those_of_the_command(tmp_path: Path) -> None:
    label_step.run(records(tmp_path), tmp_path / "out")
    frame = hr.label(TEXTS)
    assert list(frame.columns) == list(schemas.LABELS.names)
    for place, line in enumerate(lines_of(tmp_path / "out")):
        rows = frame[frame["doc_id"] == place].to_dict("records")
        assert len(rows) == len(line["sentences"])
        for row, sentence in zip(rows, line["sentences"], strict=True):
            for name in (
                "hedged",
                "claim",
                "stance",
                "direction",
                "advice",
                "attribution",
                "start",
            ):
                assert row[name] == sentence[name], name


def test_places_are_those_of_the_text_as_given() -> None:
    frame = hr.label(TEXTS)
    for row in frame.to_dict("records"):
        given = TEXTS[row["doc_id"]][row["start"] : row["end"]]
        assert given.replace("\u00ad", "").translate({0x201C: '"', 0x201D: '"'}) == row["text"]
    found = hr.phrases(TEXTS, "sleeplessness", by="occurrence")
    (row,) = found.to_dict("records")
    assert TEXTS[2][row["start"] : row["end"]] == "sleep\u00adlessness"


def test_rates_leave_a_text_without_prose_undefined() -> None:
    rates = hr.label(TEXTS, by="text")
    assert rates["hedge_rate"].isna().tolist() == [False, True, False]
    assert rates["words"].tolist()[1] == 0


@pytest.mark.parametrize(
    ("given", "keys"),
    [
        ("One text.", [0]),
        (["One text.", "Two texts."], [0, 1]),
        ({"a": "One text.", "b": "Two texts."}, ["a", "b"]),
        (pd.Series(["One text.", "Two texts."], index=[7, 7]), [7, 7]),
        (pd.Series(["One text."], index=["x"]), ["x"]),
        ([], []),
    ],
    ids=["string", "list", "mapping", "series", "named series", "nothing"],
)
def test_keys_are_those_given(given: Any, keys: list[Any]) -> None:
    for frame in (hr.score(given), hr.label(given, by="text")):
        assert frame["doc_id"].tolist() == keys


@pytest.mark.parametrize("given", [[1], [None], [b"x"], Path("x"), pd.DataFrame({"text": ["x"]})])
def test_what_is_no_text_is_refused(given: Any) -> None:
    with pytest.raises(TypeError):
        hr.score(given)


def test_many_texts_keep_their_order() -> None:
    texts = [("word " * n).capitalize().strip() + "." for n in range(1, 121)]
    assert hr.score(texts)["words"].tolist() == list(range(1, 121))


def test_the_frame_is_the_one_asked_for() -> None:
    assert isinstance(hr.score("A text.", output="arrow"), pa.Table)
    with pytest.raises(ValueError, match="one of: pandas, polars, arrow"):
        hr.score("A text.", output="excel")  # type: ignore[arg-type]
    polars = pytest.importorskip("polars", reason="polars is not installed")
    frame = hr.phrases("A cup of tea. More tea.", "tea", output="polars")
    assert isinstance(frame, polars.DataFrame)
    assert frame["count"].to_list() == [2]


def test_values_of_options_are_checked() -> None:
    with pytest.raises(ValueError, match="sentence, text"):
        hr.label("A text.", by="page")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="careful, fast"):
        hr.label("A text.", labels="quick")  # type: ignore[arg-type]
    with pytest.raises(hr.UserError, match="phrase 2: a phrase needs a letter"):
        hr.phrases("A text.", ["text", "!"])


def test_phrases_of_a_file_are_those_of_a_list(tmp_path: Path) -> None:
    path = tmp_path / "phrases.txt"
    path.write_text("# mine\nblood sugar\nsalt\n")
    listed = hr.phrases(TEXTS, ["blood sugar", "salt", "Salt"])
    pd.testing.assert_frame_equal(listed, hr.phrases(TEXTS, path))
    assert listed["phrase"].tolist() == ["blood sugar", "salt"]
