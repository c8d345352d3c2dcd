"""The texts of the shards, read when they are needed."""

from __future__ import annotations

import numpy as np

from hedgerow.steps import shard_tables
from hedgerow.steps.shard_tables import ShardTexts
from hedgerow.text.blocks.document import document_from_text
from hedgerow.text.tokens.sentence_filter import without_sentences
from hedgerow.text.tokens.token_file import read_tokens, write_tokens
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokeniser import encode


def test_no_text_stays_in_memory_after_a_loop_over_several(tmp_path, monkeypatch) -> None:
    paths = [tmp_path / f"{name}.arrow" for name in "ab"]
    for path in paths:
        write_tokens(path, encode([document_from_text(path.stem, "Tea helps. So they say.")]))
    read: list[str] = []

    def counted(path):
        read.append(path.stem)
        return read_tokens(path)

    monkeypatch.setattr(shard_tables, "read_tokens", counted)
    several, one = (
        ShardTexts(some, np.zeros(0, np.uint64), tmp_path) for some in (paths, paths[:1])
    )
    for texts in (several, several, one, one):
        assert [text.doc_ids[0] for text in texts] == ["a", "b"][: len(texts)]
    # the next loop over several begins with another text than the last; over one with the same
    assert read == ["a", "b", "a", "b", "a"]


def test_what_boilerplate_changes_is_worked_out_once_and_reads_the_same(tmp_path, monkeypatch):
    sentences = "Tea helps a lot of tired people. Sign up for our free weekly letter. Mint may too."
    text = encode([document_from_text("a", sentences), document_from_text("b", "Rest helps.")])
    write_tokens(tmp_path / "a.arrow", text)
    dropped = np.zeros(len(text.sentence_start), bool)
    dropped[1] = True
    found: list[int] = []
    monkeypatch.setattr(
        shard_tables, "repeated_passages", lambda text, _: found.append(1) or dropped
    )
    # two files, so that the first is read again in the second loop
    write_tokens(tmp_path / "b.arrow", text)
    paths = [tmp_path / "a.arrow", tmp_path / "b.arrow"]
    texts = ShardTexts(paths, np.ones(1, np.uint64), tmp_path)
    for _ in range(2):
        for measured in texts:
            expected = without_sentences(text, dropped)
            for name in TokenisedCorpus.__dataclass_fields__:
                if isinstance(value := getattr(expected, name), np.ndarray):
                    np.testing.assert_array_equal(getattr(measured, name), value)
                    assert getattr(measured, name).dtype == value.dtype
    assert len(found) == 2
