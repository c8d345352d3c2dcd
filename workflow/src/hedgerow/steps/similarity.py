"""Rule `similarity`: the signatures of the documents of one shard."""

from __future__ import annotations

from pathlib import Path

from hedgerow.overlap.signatures import sign
from hedgerow.steps.progress import count_of, step
from hedgerow.steps.signature_files import write_signatures
from hedgerow.text.tokens.token_file import read_tokens


def run(text: Path, signatures: Path) -> None:
    """Write the digest, the MinHash signature and the shingles of each document."""
    with step("similarity") as said:
        signed = sign(read_tokens(text))
        write_signatures(signatures, signed)
        said += [
            count_of(len(signed), "document"),
            count_of(len(signed.shingles), "shingle"),
        ]
