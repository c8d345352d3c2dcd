"""Rule `textstat`: what textstat says of the same prose, for a sample of the corpus.

It is a rule of its own because textstat takes some hundred times as long as everything else, and a
sample is enough to show how the two differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from hedgerow.lexicons.store import nltk_data
from hedgerow.steps.keys import document_keys
from hedgerow.steps.passage_files import read_measured_text
from hedgerow.steps.progress import count_of, step
from hedgerow.tables.io import write_table
from hedgerow.tables.schemas import SHARD
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus

_COLUMNS = SHARD["textstat"].names[1:]


def prose_of(tokenised: TokenisedCorpus, d: int) -> str:
    """Return the prose blocks of a document, a paragraph each."""
    text = tokenised.text(d)
    blocks = range(tokenised.doc_block[d], tokenised.doc_block[d + 1])
    return "\n\n".join(
        text[tokenised.block_start[b] : tokenised.block_end[b]]
        for b in blocks
        if tokenised.block_prose[b]
    )


def run(texts: Sequence[Path], sample: int, out: Path, boilerplate: Path | None = None) -> None:
    """Score at most `sample` documents, those whose ids hash lowest, whatever their shard."""
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
        write_table(out, SHARD["textstat"], {"doc_id": [row[0] for row in chosen]} | columns)
        said.append(f"{count_of(len(chosen), 'document')} of {len(ids):,}")


def _scores(prose: str) -> dict[str, float | None]:
    """Return textstat's values for one text; null for a text without words."""
    if not prose.strip():
        return dict.fromkeys(_COLUMNS)
    import nltk

    # textstat takes CMUdict from NLTK, which would look for it on the network
    folder = str(nltk_data())
    if folder not in nltk.data.path:
        nltk.data.path.insert(0, folder)
    import textstat

    return {name: getattr(textstat, name.removeprefix("textstat_"))(prose) for name in _COLUMNS}
