"""`hedgerow validate`: its figures against a hand count, its files, its errors, the word list."""

from __future__ import annotations

import json

import pytest

from hedgerow.errors import UserError
from hedgerow.steps import validate

ROWS = [
    ("Kratom may help.", True),
    ("Kratom might be useful.", True),
    ("The leaves are green.", False),
    ("The leaves are red.", True),
]


@pytest.fixture
def gold(tmp_path):
    folder = tmp_path / "gold"
    folder.mkdir()
    lines = [
        json.dumps({"id": str(i), "text": t, "label": "uncertain" if h else "certain", "cues": []})
        for i, (t, h) in enumerate(ROWS)
    ]
    (folder / "bioscope_abstracts.jsonl").write_text("\n".join(lines) + "\n")
    return folder


def test_figures_are_those_of_a_hand_count(gold):
    (result,) = validate.validate(gold)
    assert result.items == 4
    assert (result.precision, result.recall) == (1.0, pytest.approx(2 / 3))
    assert result.value == pytest.approx(0.8)
    assert result.word_list == pytest.approx(0.8)
    assert result.low <= result.value <= result.high
    assert not result.holds and not result.seen


def test_table_and_files(gold, tmp_path, capsys):
    validate.run(gold, tmp_path / "out")
    table = capsys.readouterr().out
    assert table.startswith("| gold file |")
    assert "bioscope_abstracts | hedged | 4 | F1 | 0.800" in table
    assert table in (tmp_path / "out" / "validation.md").read_text()
    (row,) = json.loads((tmp_path / "out" / "validation.json").read_text())
    assert row["file"] == "bioscope_abstracts"
    assert row["target"] == 0.91


def test_the_page_keeps_what_others_wrote(gold, tmp_path):
    page = tmp_path / "validation.md"
    page.write_text("# Head\n\n<!-- sentences -->\nkept\n<!-- end sentences -->\n")
    validate.run(gold, tmp_path)
    validate.run(gold, tmp_path)
    text = page.read_text()
    assert text.startswith("# Head\n\n<!-- sentences -->\nkept\n<!-- end sentences -->\n\n")
    assert text.count("| gold file |") == 1


def test_every_check_reads_the_keys_that_labels_have(gold):
    line = {
        "hedged": True, "certainty": 3.0, "claim": "none", "advice": "none", "attribution": "none",
        "evidence": False, "stance": "absent", "direction": "none",
    }  # fmt: skip
    for check in validate.CHECKS:
        check.found(line)
        check.plain("Studies suggest that it may help.")


def test_nothing_to_compare_with(tmp_path):
    with pytest.raises(UserError, match="none of the gold files"):
        validate.run(tmp_path, None)


def test_a_bad_line_is_named(gold):
    (gold / "sfu_review.jsonl").write_text('{"id": 1}\n')
    with pytest.raises(UserError, match=r"sfu_review\.jsonl, line 1"):
        validate.validate(gold)
