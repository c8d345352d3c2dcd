"""The texts of the shards, read when they are needed."""

from __future__ import annotations

import numpy as np

from hedgerow.steps import shard_tables
from hedgerow.steps.shard_tables import ShardTexts
from hedgerow.text.blocks.document import document_from_text
from hedgerow.text.tokens.token_file import read_tokens, write_tokens
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
    several, one = (ShardTexts(some, np.zeros(0, np.uint64)) for some in (paths, paths[:1]))
    for texts in (several, several, one, one):
        assert [text.doc_ids[0] for text in texts] == ["a", "b"][: len(texts)]
    # the next loop over several begins with another text than the last; over one with the same
    assert read == ["a", "b", "a", "b", "a"]
