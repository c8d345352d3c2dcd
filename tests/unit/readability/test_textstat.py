"""Rule `textstat`: one sample whatever the shards, textstat's own values, null without prose."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from nltk.corpus.reader.cmudict import CMUDictCorpusReader

from hedgerow.lexicons.store import nltk_data
from hedgerow.overlap.passage_hashes import passage_hashes
from hedgerow.steps import textstat as step
from hedgerow.steps.passage_files import write_boilerplate
from hedgerow.tables.io import read_table
from hedgerow.text.blocks.document import document_from_text
from hedgerow.text.tokens.token_file import write_tokens
from hedgerow.text.tokens.tokeniser import encode

_PROSE = "Sleep helps many people who rest badly. It costs 2.5 pounds. Nobody knows why it does."


def shards(folder: Path, *groups: dict[str, str]) -> list[Path]:
    paths = []
    for k, group in enumerate(groups):
        path = folder / f"{k}.arrow"
        write_tokens(path, encode([document_from_text(d, t) for d, t in sorted(group.items())]))
        paths.append(path)
    return paths


def test_prose_leaves_headings_out() -> None:
    tokenised = encode([document_from_text("d", f"Sleep and rest\n\n{_PROSE}\n")])
    assert step.prose_of(tokenised, 0) == _PROSE


def test_values_are_textstats_own(tmp_path) -> None:
    (text,) = shards(tmp_path, {"a": _PROSE})
    step.run([text], 10, tmp_path / "out.parquet")
    row = {name: values[0] for name, values in read_table(tmp_path / "out.parquet").items()}
    import textstat

    assert row["doc_id"] == "a"
    assert row["textstat_flesch_kincaid_grade"] == textstat.flesch_kincaid_grade(_PROSE)
    assert row["textstat_lexicon_count"] == textstat.lexicon_count(_PROSE)


def test_the_dictionary_is_that_of_nltk() -> None:
    folder = nltk_data() / "corpora" / "cmudict"
    reader = CMUDictCorpusReader(str(folder), ["cmudict"])
    assert dict(step._Cmudict(folder / "cmudict")) == dict(reader.dict())


def test_the_sample_does_not_depend_on_the_shards(tmp_path) -> None:
    texts = {f"{i:02}": f"{_PROSE} Number {i} ends here." for i in range(12)}
    one = shards(tmp_path / "one", texts)
    halves = [{d: t for d, t in texts.items() if int(d) % 2 == k} for k in (0, 1)]
    two = shards(tmp_path / "two", *halves)
    step.run(one, 5, tmp_path / "a")
    step.run(two, 5, tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert len(read_table(tmp_path / "a")["doc_id"]) == 5


@pytest.mark.parametrize("text", ["Sleep", "#"])
def test_a_text_without_prose_has_no_values(tmp_path, text) -> None:
    (path,) = shards(tmp_path, {"a": text})
    step.run([path], 5, tmp_path / "out")
    values = read_table(tmp_path / "out")
    assert values["doc_id"] == ["a"]
    if not step.prose_of(encode([document_from_text("a", text)]), 0):
        assert all(np.isnan(v[0]) for name, v in values.items() if name != "doc_id")


def test_no_documents(tmp_path) -> None:
    step.run(shards(tmp_path, {}), 5, tmp_path / "out")
    assert read_table(tmp_path / "out")["doc_id"] == []


def test_boilerplate_is_left_out_in_any_shard(tmp_path) -> None:
    notice = "Our team of nurses reviews every page of this site before it is put online for you."
    texts = {f"{i:02}": f"{_PROSE}\n\n{notice}\n\nNumber {i} ends here." for i in range(4)}
    without = {d: text.replace(f"\n\n{notice}", "") for d, text in texts.items()}
    passages = passage_hashes(encode([document_from_text("d", notice)]))
    write_boilerplate(tmp_path / "boilerplate.txt", passages.hash)
    halves = [{d: texts[d] for d in own} for own in (("00", "02"), ("01", "03"))]
    step.run(shards(tmp_path, *halves), 3, tmp_path / "a", tmp_path / "boilerplate.txt")
    step.run(shards(tmp_path / "whole", without), 3, tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
