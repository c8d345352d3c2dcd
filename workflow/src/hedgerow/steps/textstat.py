"""Rule `textstat`: textstat's scores of the same prose, for a sample of the corpus.

The rule is separate because textstat takes some hundred times as long as all other rules, and a
sample is enough to show the differences.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from hedgerow.kernels import hidden
from hedgerow.lexicons.store import nltk_data
from hedgerow.readability.schemas import TEXTSTAT, TEXTSTAT_COLUMNS
from hedgerow.steps.keys import document_keys
from hedgerow.steps.passage_files import read_measured_text
from hedgerow.steps.progress import count_of, step
from hedgerow.tables.io import write_table
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus

_COLUMNS = tuple(column.name for column in TEXTSTAT_COLUMNS)


def prose_of(tokenised: TokenisedCorpus, d: int) -> str:
    """Return the prose of a document, each block a paragraph."""
    text = tokenised.text(d)
    blocks = range(tokenised.doc_block[d], tokenised.doc_block[d + 1])
    return "\n\n".join(
        text[tokenised.block_start[b] : tokenised.block_end[b]]
        for b in blocks
        if tokenised.block_prose[b]
    )


def run(texts: Sequence[Path], sample: int, out: Path, boilerplate: Path | None = None) -> None:
    """Score the `sample` documents with the lowest hashes of their ids, or all of fewer."""
    with step("textstat") as said:
        tokenised = [read_measured_text(path, boilerplate) for path in texts]
        ids = [
            (doc_id, i, d)
            for i, text in enumerate(tokenised)
            for d, doc_id in enumerate(text.doc_ids)
        ]
        order = np.argsort(document_keys([row[0] for row in ids]), kind="stable")[:sample]
        chosen = sorted(ids[k] for k in order.tolist())
        rows = [_scores(prose_of(tokenised[i], d)) for _, i, d in chosen]
        columns = {name: [row[name] for row in rows] for name in _COLUMNS}
        write_table(out, TEXTSTAT, {"doc_id": [row[0] for row in chosen]} | columns)
        said.append(f"{count_of(len(chosen), 'document')} of {len(ids):,}")


_UNUSED = ("scipy", "sklearn")
"""What NLTK imports where it is installed, for tests of collocations and for classifiers: loading
that takes longer than the scores."""


def _scores(prose: str) -> dict[str, float | None]:
    """Return textstat's values of a text; null for a text without words."""
    if not prose.strip():
        return dict.fromkeys(_COLUMNS)
    with hidden(_UNUSED):
        import nltk

    # textstat loads CMUdict through NLTK, which would otherwise look for it on the network
    folder = str(nltk_data())
    if folder not in nltk.data.path:
        nltk.data.path.insert(0, folder)
    import textstat

    return {name: getattr(textstat, name.removeprefix("textstat_"))(prose) for name in _COLUMNS}
