"""`hedgerow check`: findings, where they are, the forms they are printed in, the exit status."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from hedgerow import cli
from hedgerow.commands.places import Place, Places

EASY = "The dog ran to the gate. It saw a cat. The cat sat still. Then they both went home.\n"
CLAIM = "# Garlic\n\nWe eat it a lot.\n\nGarlic **cures**\ncolds. It is cheap.\n"
HARD = (
    "Practitioners nevertheless acknowledge considerable methodological heterogeneity, insufficient"
    " longitudinal documentation and disproportionate representation of metropolitan institutions"
    " throughout contemporary epidemiological investigations. We agree.\n"
)
STUFFED = (
    "<html><head><title>Does mint help with naps</title></head><body>"
    "<h1>Does mint help with naps</h1><p>Does mint help with naps? We asked a shop."
    " The shop did not know. Does mint help with naps in the rain? Maybe not.</p>"
    "<h2>Does mint help with naps at night</h2><p>Birds sleep at night. Does mint help with"
    " naps then? Come and ask us does mint help with naps today.</p></body></html>"
)

GERMAN = "Der Hund schläft im Garten, und die Katze sitzt auf dem Dach des Hauses. " * 3
MENU = "<html><body><nav><ul><li><a href=/>Home</a></li><li>About</li></ul></nav></body></html>"


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in {
        "easy.txt": EASY, "claim.md": CLAIM, "hard.txt": HARD, "gnomes.html": STUFFED,
        "empty.txt": "",
    }.items():  # fmt: skip
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(*arguments: str) -> int:
    return cli.main(["check", "--labels", "fast", *arguments])


def as_json(capsys: pytest.CaptureFixture, *arguments: str) -> tuple[int, dict[str, Any]]:
    status = check("--format", "json", *arguments)
    return status, json.loads(capsys.readouterr().out)


def rules(document: dict[str, Any]) -> list[str]:
    return [finding["rule"] for finding in document["findings"]]


def test_a_plain_text_passes(files: Path, capsys: pytest.CaptureFixture) -> None:
    assert check("easy.txt") == 0
    assert capsys.readouterr().out.endswith("passes\nAll pass.\n")


def test_a_claim_without_a_source_is_found_at_its_place(
    files: Path, capsys: pytest.CaptureFixture
) -> None:
    status, found = as_json(capsys, "claim.md")
    assert status == 1
    (document,) = found["documents"]
    assert rules(document) == ["unsourced-claim"]
    assert document["findings"][0]["text"] == "Garlic cures colds."
    place = {"line": 5, "column": 1, "end_line": 6, "end_column": 7}
    assert document["findings"][0]["place"] == place
    assert not found["passed"]


def test_hard_sentences_are_named_with_their_words(
    files: Path, capsys: pytest.CaptureFixture
) -> None:
    status, found = as_json(capsys, "hard.txt")
    assert status == 1
    (document,) = found["documents"]
    assert rules(document)[:2] == ["grade", "hard-sentence"]
    hard = document["findings"][1]
    assert hard["text"].startswith("Practitioners")
    assert "longitudinal" in hard["message"]
    assert not hard["fails"]


def test_stuffing_is_found_without_a_list_of_phrases(
    files: Path, capsys: pytest.CaptureFixture
) -> None:
    status, found = as_json(capsys, "gnomes.html", "--max-grade", "none")
    assert status == 1
    assert "stuffed-phrase" in rules(found["documents"][0])
    assert "does mint help with naps" in found["documents"][0]["findings"][0]["message"]


@pytest.mark.parametrize(
    ("name", "option"),
    [
        ("hard.txt", "--max-grade"),
        ("claim.md", "--max-unsourced"),
        ("gnomes.html", "--max-stuffed"),
    ],
)
def test_limits_decide_the_status(files: Path, name: str, option: str) -> None:
    others = {"--max-grade", "--max-unsourced", "--max-stuffed"} - {option}
    without = [word for other in sorted(others) for word in (other, "none")]
    assert check(name, *without, option, "0") == 1
    assert check(name, *without, option, "none") == 0
    assert check(name, *without, option, "99") == 0


def test_what_cannot_be_measured_fails(files: Path, capsys: pytest.CaptureFixture) -> None:
    status, found = as_json(capsys, "empty.txt", "easy.txt")
    assert status == 1
    assert [rules(document) for document in found["documents"]] == [["unreadable"], []]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.txt"], "nowhere.txt: can't be read: there is no such file; name a text or"),
        (["easy.txt/a.txt"], "easy.txt/a.txt: can't be read: there is no such folder"),
        (["easy.txt", "--phrases", "no.txt"], "no.txt: the list of phrases can't be read: there"),
        (["easy.txt", "--phrases", "."], ".: the list of phrases can't be read: it is a folder"),
        (["easy.txt", "--lexicons", "no.tsv"], "no.tsv: the lexicon can't be read: there is no"),
        (["."], "is a folder"),
        (["https://example.org/a.html"], "is an address; save the page and name its file"),
        (["easy.txt", "--max-grade", "low"], "--max-grade is 'low'"),
        (["easy.txt", "--max-grade", "nan"], "--max-grade is 'nan', but must be a number or none"),
        (["easy.txt", "--max-grade", "inf"], "--max-grade is 'inf'"),
        (["easy.txt", "--max-unsourced", "-1"], "--max-unsourced is '-1', but must be 0, 1, 2"),
        (["easy.txt", "--max-unsourced", "1.5"], "--max-unsourced is '1.5'"),
        (["easy.txt", "--max-stuffed", "few"], "--max-stuffed is 'few'"),
    ],
)
def test_errors_have_a_status_of_their_own(
    files: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture
) -> None:
    assert check(*arguments) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content", "lines"),
    [
        ("nothing.txt", b"", ["not measured: no text after normalisation", "1 of 1 do not pass."]),
        ("blank.txt", b" \n", ["not measured: no text after normalisation"]),
        ("a.png", b"\x89PNG\r\n\x1a\n", ["not measured: format .png is not read"]),
        ("bytes.txt", b"a\0b\xff\0" * 99, ["not measured: binary data"]),
        ("german.txt", GERMAN.encode(), ["not measured: the language looks like de"]),
        ("menu.html", MENU.encode(), ["no prose, passes", "All pass."]),
        ("word.txt", b"Tea", ["1 word, grade", "All pass."]),
        ("hard.txt", b"Epidemiological.", ["1 word, grade", "with 1 word this", "has 1 word;"]),
    ],
)  # fmt: skip
def test_what_is_hardly_a_text_is_named(
    files: Path, name: str, content: bytes, lines: list[str], capsys: pytest.CaptureFixture
) -> None:
    (files / name).write_bytes(content)
    check(name)
    printed = capsys.readouterr().out
    for line in lines:
        assert line in printed
    assert "0 words" not in printed


def test_standard_input_is_a_text_or_a_page(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    for text, words in ((EASY, 19), (STUFFED, 44)):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        _, found = as_json(capsys, "-", "--max-grade", "none")
        assert found["documents"][0]["words"] == words
        assert found["documents"][0]["path"] == "-"


def test_sarif_names_each_rule_and_place(files: Path, capsys: pytest.CaptureFixture) -> None:
    assert check("--format", "sarif", "claim.md", "hard.txt") == 1
    content = json.loads(capsys.readouterr().out)
    assert content["version"] == "2.1.0"
    (run,) = content["runs"]
    known = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    for result in run["results"]:
        assert known[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in ("error", "note")
        assert result["message"]["text"]
    claim = run["results"][0]["locations"][0]["physicalLocation"]
    assert claim["artifactLocation"]["uri"] == "claim.md"
    assert claim["region"]["startLine"] == 5


@pytest.mark.parametrize("name", ["", " "])
def test_an_empty_name_is_named_as_such(
    name: str, files: Path, capsys: pytest.CaptureFixture
) -> None:
    assert check(name) == 2
    assert "the name of a file is empty" in capsys.readouterr().err


def test_github_annotations_are_one_line_each(files: Path, capsys: pytest.CaptureFixture) -> None:
    odd = files / "a,b%.txt"
    odd.write_text("Garlic cures colds.\n")
    assert check("--format", "github", odd.name) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1].startswith(
        "::error file=a%2Cb%25.txt,line=1,endLine=1,col=1,endColumn=20,title=unsourced-claim::"
    )


@pytest.mark.parametrize(
    ("text", "piece", "place"),
    [
        ("One.\r\nTwo words.", "Two words.", Place(2, 1, 2, 11)),
        ("<p>Two <b>words</b>&nbsp;here</p>", "Two words here", Place(1, 4, 1, 30)),
        ("unworthy, worthy", "worthy", Place(1, 11, 1, 17)),
        ("<meta content='Two words'>\n<p>Two words", "Two words", Place(2, 4, 2, 13)),
        ("<script>two words</script>\ntwo words", "two words", Place(2, 1, 2, 10)),
        ("p <.05 was rare. It may help, > 3", "It may help", Place(1, 18, 1, 29)),
        ("“It’s late,” he said.", '"It\'s late," he said.', Place(1, 2, 1, 22)),
        ("nothing here", "other words", None),
        ("", "words", None),
        ("text", "...", None),
    ],
)
def test_places_of_clean_text(text: str, piece: str, place: Place | None) -> None:
    assert Places(text).find(piece) == place
