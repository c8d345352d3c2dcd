"""Rule `repeats`: hashes of the blocks and sentences of one shard, to find what recurs."""

from __future__ import annotations

from pathlib import Path

from hedgerow.overlap.passage_hashes import passage_hashes
from hedgerow.steps.passage_files import write_passages
from hedgerow.steps.progress import count_of, step
from hedgerow.text.tokens.token_file import read_tokens


def run(text: Path, passages: Path) -> None:
    """Write a hash for each block and sentence."""
    with step("repeats") as said:
        found = passage_hashes(read_tokens(text))
        write_passages(passages, found)
        said += [count_of(len(found.doc_ids), "document"), count_of(len(found.hash), "passage")]
