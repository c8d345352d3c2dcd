"""Rule `boilerplate`: what repeats over the corpus, before anything is measured.

The list of hashes is a file of its own: the measures depend on it alone, so that a changed document
that leaves the list as it is reruns only its own shard.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from hedgerow.corpus.schemas import CORPUS
from hedgerow.overlap.boilerplate import Boilerplate, find_boilerplate
from hedgerow.overlap.families import Texts, families_of, family_tables
from hedgerow.overlap.passage_hashes import PassageHashes, count_repeated
from hedgerow.overlap.signatures import SignedShards
from hedgerow.steps.passage_files import read_passages, write_boilerplate
from hedgerow.steps.progress import count_of, step
from hedgerow.steps.signature_files import SignatureFiles
from hedgerow.tables.freed_memory import return_freed_memory
from hedgerow.tables.io import write_table
from hedgerow.text.tokens.token_file import map_tokens


def run(
    texts: Sequence[Path],
    passages: Sequence[Path],
    signatures: Sequence[Path],
    share: float,
    keep: bool,
    hashes: Path,
    boilerplate: Path,
    families: Path,
    differences: Path,
) -> None:
    """Write the hashes of the boilerplate, its table, and the tables of the families of pages.

    Args:
        share: of the families of documents, from which a passage is boilerplate.
        keep: list the boilerplate, but leave it in the text.
    """
    return_freed_memory()
    with step("boilerplate") as said:
        signed = SignedShards(SignatureFiles(signatures))
        documents = Texts([map_tokens(path) for path in texts])
        doc_ids, family = signed.doc_ids, families_of(signed, documents)
        del signed
        found = boilerplate_of(lambda: map(read_passages, passages), family, share)
        write_boilerplate(hashes, found.hash[:0] if keep else found.hash)
        rows = boilerplate_columns(found, documents, removed=not keep)
        write_table(boilerplate, CORPUS["boilerplate"], rows)
        tables = family_tables(doc_ids, family, documents)
        write_table(families, CORPUS["families"], tables.members)
        write_table(differences, CORPUS["family_differences"], tables.differences)
        said += [
            f"{count_of(len(found.hash), 'passage')} of boilerplate",
            f"{count_of(int((family > 0).sum()), 'document')} with copies or of a template",
        ]


def boilerplate_of(
    parts: Callable[[], Iterable[PassageHashes]], family: np.ndarray, share: float
) -> Boilerplate:
    """Return the boilerplate of a corpus.

    Args:
        parts: gives the passages of each shard.
        family: int64[D], the family of each document, 0 for none.
        share: of the families of documents, from which a passage is boilerplate.
    """
    families = int((family == 0).sum()) + len(np.unique(family[family > 0]))
    return find_boilerplate(count_repeated(parts, family), families, share)


def boilerplate_columns(found: Boilerplate, texts: Texts, removed: bool) -> dict[str, Any]:
    """Return the columns of CORPUS["boilerplate"]: by words that it takes up, then by text."""
    example = found.example
    ids = [example.doc_ids[d] for d in example.doc.tolist()]
    places = zip(ids, example.start.tolist(), example.end.tolist(), strict=True)
    text = [texts.characters(*place) for place in places]
    weight = (found.words * found.occurrences).tolist()
    order = sorted(range(len(text)), key=lambda k: (-weight[k], text[k]))
    return {
        "text": [text[k] for k in order],
        "kind": ["block" if found.whole[k] else "sentence" for k in order],
        "words": found.words[order],
        "documents": found.documents[order],
        "families": found.families[order],
        "occurrences": found.occurrences[order],
        "removed": np.full(len(order), removed),
        "example": [ids[k] for k in order],
    }
