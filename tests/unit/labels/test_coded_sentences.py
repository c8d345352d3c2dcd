"""Coded sentences are kept as hashes and places, and found again in the free text."""

from __future__ import annotations

import csv

from encoder_training.coded import (
    COLUMNS,
    FILE,
    coded_line,
    coded_sentences,
    places,
    read_codes,
)
from hedgerow.corpus.coding_sample import sentence_key
from hedgerow.labels.encoder import HEADS
from hedgerow.text.blocks.block import Block
from hedgerow.text.blocks.document import Document
from hedgerow.text.tokens.tokeniser import encode

TEXT = "The tea may ease a cough. Doctors drink it too."
CODE = {
    "text": "The tea may ease a cough.", "claim": "conditional_causal", "stance": "asserted",
    "direction": "benefit", "advice": "none", "attribution": "none", "hedged": True,
    "named": False, "sure": True, "cues": ["may"], "agent": "The tea", "outcome": "a cough",
    "source": "",
}  # fmt: skip


def free_text():
    block = Block("paragraph", 0, len(TEXT), 0, True)
    return encode([Document("0", TEXT, (block,), "text", "utf-8", len(TEXT))]), ["shop"]


def written(tmp_path, *codes):
    file = tmp_path / "codes.tsv"
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, delimiter="\t", lineterminator="\n")
        rows.writerow(COLUMNS)
        rows.writerows(coded_line(code) for code in codes)
    return file


def test_what_was_coded_comes_back_with_its_words(tmp_path):
    codes = read_codes(written(tmp_path, CODE))
    ((text, document, site, row),) = coded_sentences(*free_text(), codes)
    assert (text, document, site) == (CODE["text"], "shop#0", "shop")
    assert row == {name: value for name, value in CODE.items() if name != "text"}


def test_a_sentence_that_the_text_does_not_have_is_left_out(tmp_path):
    codes = read_codes(written(tmp_path, CODE | {"text": "The tea cures."}))
    assert not list(coded_sentences(*free_text(), codes))


def test_the_file_holds_no_words(tmp_path):
    assert "tea" not in written(tmp_path, CODE).read_text()


def test_places_leave_out_what_is_not_there():
    assert places("Tea may help, it may.", ["may", "cure", ""]) == "4-7"


def test_the_committed_codes_are_of_the_scheme():
    codes = read_codes(FILE)
    assert len(codes) > 5000
    for name in ("claim", "stance", "direction", "advice", "attribution"):
        assert {row[name] for row in codes.values()} <= set(HEADS[name])
    for row in codes.values():
        assert (row["claim"] != "none") == (row["stance"] in ("asserted", "denied"))
        assert (row["stance"] == "absent") == (row["direction"] == "none")
    assert all(len(name) == len(sentence_key("")) for name in codes)
