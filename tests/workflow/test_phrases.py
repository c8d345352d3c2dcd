"""Phrases from outside: where they come from, odd ones, and corpora too small to compare."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from running import PROSE, snakemake

pytestmark = pytest.mark.workflow

FIFTY = " ".join(["tea"] * 50)
ODD = [
    "does kratom help",
    "DOES KRATOM HELP?",  # the same words
    "kratom",  # inside a longer one
    "c++ (x|y) [z]* $",  # signs of regular expressions
    "кратом при бессоннице",
    "卡痛",
    FIFTY,
    "never to be found",
]


def rows(table: Path) -> list[dict[str, str]]:
    with table.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def undefined(report: Path) -> list[str]:
    """Return what the report shows of numbers that are none."""
    text = re.sub(r"<(script|style).*?</\1>", "", report.read_text("utf-8"), flags=re.DOTALL)
    return re.findall(r">\s*(?:nan|NaN|None(?! of )|inf|-inf|NaT)\b[^<]*<", text)


def test_odd_phrases_and_one_document(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    text = PROSE.format("does kratom help", 30) + f"c++ (x|y) [z]* $ and {FIFTY}.\n"
    (tmp_path / "one/only.txt").write_text(text + "Помогает ли кратом при бессоннице?\n")
    (tmp_path / "odd.txt").write_text("# odd ones\n\n" + "\n".join(ODD) + "\n", "utf-8")
    run = snakemake(tmp_path, "-j2", "--config", "corpus=one", "source=one", "phrases=odd.txt")
    assert run.status == 0, run.text
    log = "\n".join(p.read_text() for p in (tmp_path / "results/one/logs").rglob("*.log"))
    assert "odd.txt, line 4: “DOES KRATOM HELP” is already in line 3; it is counted once" in log
    tables = tmp_path / "results/one/tables"
    listed = {
        row["phrase"]: int(row["count"])
        for row in rows(tables / "phrase_documents.csv")
        if row["origin"] == "listed"
    }
    assert listed == {
        "does kratom help": 2,
        "kratom": 3,
        "c++ (x|y) [z]* $": 1,
        "кратом при бессоннице": 1,
        FIFTY: 1,
    }
    assert rows(tables / "groups.csv") == rows(tables / "keyness.csv") == []
    assert rows(tables / "similar.csv") == rows(tables / "templates.csv") == []
    assert undefined(tmp_path / "results/one/report.html") == []


def test_targets_from_the_metadata_and_a_group_of_one_document(tmp_path: Path) -> None:
    folder = tmp_path / "few"
    folder.mkdir()
    titles = ("does kratom help", "sleep", "pain", "safety")
    for number, title in enumerate(titles):
        text = f"{title}\n\n{PROSE.format(title, 20 + number)}"
        (folder / f"{number}.txt").write_text(text)
    (folder / "metadata.csv").write_text(
        "file,group,target_phrase\n0.txt,shop,Does kratom help?\n1.txt,clinic,best sleep aid\n"
        "2.txt,clinic,\n3.txt,clinic,\n"
    )
    run = snakemake(tmp_path, "-j2", "--config", "corpus=few", "source=few")
    assert run.status == 0, run.text
    tables = tmp_path / "results/few/tables"
    targets = {
        row["doc_id"]: (row["phrase"], int(row["count"]), row["first"])
        for row in rows(tables / "phrase_documents.csv")
        if row["origin"] == "target"
    }
    assert targets["0.txt"][0] == "Does kratom help"
    assert targets["0.txt"][1] >= 1
    assert targets["1.txt"] == ("best sleep aid", 0, "")
    focus = {row["doc_id"]: row["focus_phrase"] for row in rows(tables / "documents.csv")}
    assert (focus["0.txt"], focus["1.txt"]) == ("Does kratom help", "best sleep aid")
    compared = rows(tables / "groups.csv")
    assert compared
    for row in compared:
        assert row["p"] == row["test"] == ""
        assert "shop has " in row["reason"]
    assert undefined(tmp_path / "results/few/report.html") == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("tea\n?!\n", "odd.txt, line 2: a phrase needs a letter or a digit; delete it"),
        (f"{FIFTY} tea\n", "odd.txt, line 1: 51 words are more than a phrase can have (50)"),
    ],
)
def test_phrases_that_cannot_match_end_in_one_sentence(
    tmp_path: Path, content: str, said: str
) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one/only.txt").write_text(PROSE.format("tea", 30))
    (tmp_path / "odd.txt").write_text(content)
    run = snakemake(tmp_path, "-j2", "--config", "corpus=one", "source=one", "phrases=odd.txt")
    assert run.status != 0
    assert "Traceback" not in run.text
    assert said in run.last_line


def test_an_empty_phrase_in_the_settings_stops_before_the_start(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one/only.txt").write_text("Tea.")
    run = snakemake(tmp_path, "-n", "--config", "corpus=one", "source=one", "phrases=['tea', '']")
    assert run.status != 0
    assert "'phrases' (entry 2 of the list)" in run.text
    assert "Traceback" not in run.text
