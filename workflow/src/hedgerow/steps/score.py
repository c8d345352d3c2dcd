"""`hedgerow score`: counts and readability of texts in JSON lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from hedgerow.lexicons.familiar import familiar_words
from hedgerow.lexicons.frequency import word_frequencies
from hedgerow.lexicons.pronunciations import pronunciations
from hedgerow.readability import word_features
from hedgerow.readability.formulas import LONG_SENTENCES_LIMIT, SEGMENTATION_LIMIT, SMOG_SAMPLE
from hedgerow.readability.scores import all_scores
from hedgerow.readability.syllables import word_syllables
from hedgerow.steps.progress import count_of, step
from hedgerow.steps.readability import (
    prose_rows,
    variant_counts,
    with_lists_counts,
    words_in_long_sentences,
)
from hedgerow.steps.records import read_records, write_records
from hedgerow.text.blocks.document import Document, document_from_text
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokeniser import encode

SHORT = 100
"""Texts with fewer words of prose are flagged."""

_BATCH = 5_000


def run(source: Path, out: Path | None = None, syllables: Sequence[Path] = ()) -> None:
    """Write the counts, scores and variants of each text of `source` to a line of `out`.

    `syllables` are the user's own tables of syllables.
    """
    with step("score") as said:
        n = write_records(out, _scored(source, pronunciations(syllables)))
        said.append(count_of(n, "text"))


def _scored(source: Path, known: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    batch: list[Document] = []
    for number, (identity, text) in enumerate(read_records(source), 1):
        batch.append(document_from_text(identity, text))
        if number % _BATCH == 0:
            yield from score_documents(batch, known)
            batch = []
    yield from score_documents(batch, known)


def score_documents(
    documents: list[Document], known: Mapping[str, int] | None = None
) -> Iterator[dict[str, Any]]:
    """Yield the line of each document, in order; spans are offsets into the text as given.

    Args:
        known: word -> syllables; by default the dictionary without any tables of the user.
    """
    tokenised = encode(documents)
    known = pronunciations() if known is None else known
    features = word_features.type_features(
        tokenised,
        word_syllables(tokenised.word_text, known),
        familiar_words(),
        known,
        word_frequencies(),
    )
    sums = word_features.sentence_sums(tokenised, features)
    rows, offsets = prose_rows(tokenised, sums)
    n = len(documents)
    counts = word_features.totals(rows, offsets)
    prose_owner = np.where(tokenised.sentence_prose, tokenised.sentence_doc, -1)
    off_list = word_features.unfamiliar_words(tokenised, features)
    counts["unfamiliar_types"] = word_features.distinct_unfamiliar(
        tokenised, off_list, prose_owner, n
    )
    scored = all_scores(counts)
    unfamiliar = word_features.distinct_unfamiliar(tokenised, off_list, tokenised.sentence_doc, n)
    variants = {}
    for name, variant in variant_counts(tokenised, sums).items():
        variant["unfamiliar_types"] = unfamiliar
        variants[name] = variant | all_scores(variant)
    flags = _flags(counts, scored, variants, words_in_long_sentences(tokenised, sums))
    lists = with_lists_counts(tokenised, sums)
    stated = np.where(tokenised.sentence_stated, tokenised.sentence_doc, -1)
    lists["unfamiliar_types"] = word_features.distinct_unfamiliar(tokenised, off_list, stated, n)
    variants["with_lists"] = lists | all_scores(lists)
    for d, document in enumerate(documents):
        yield {
            "id": document.doc_id,
            **_numbers(counts, d, whole=True),
            **_numbers(scored, d),
            "flags": [name for name, holds in flags.items() if holds[d]],
            "sentence_spans": _spans(tokenised, document, d),
            **{name: _numbers(variant, d) for name, variant in variants.items()},
        }


def _flags(
    counts: Mapping[str, np.ndarray],
    scored: Mapping[str, np.ndarray],
    variants: Mapping[str, Mapping[str, np.ndarray]],
    in_long: np.ndarray,
) -> dict[str, np.ndarray]:
    """Return the texts whose scores are doubtful, by the reason.

    They are short, have few sentences for SMOG, depend on segmentation, or have much of their words
    in sentences that are hardly sentences (`in_long`: these words).
    """
    grade = "flesch_kincaid_grade"
    away = [np.abs(variant[grade] - scored[grade]) for variant in variants.values()]
    return {
        "too_short": counts["words"] < SHORT,
        "smog_few_sentences": counts["sentences"] < SMOG_SAMPLE,
        "segmentation_range": np.maximum(*away) > SEGMENTATION_LIMIT,
        "long_sentences": in_long > LONG_SENTENCES_LIMIT * counts["words"],
    }


def _numbers(columns: dict[str, np.ndarray], d: int, whole: bool = False) -> dict[str, Any]:
    return {
        name: int(values[d]) if whole and name != "rarity" else float(values[d])
        for name, values in columns.items()
    }


def _spans(tokenised: TokenisedCorpus, document: Document, d: int) -> list[list[int]]:
    """Return [start, end] of every sentence of the document, in the text as given."""
    assert document.offsets is not None  # plain text always has them
    begin, end = tokenised.doc_sentence[d], tokenised.doc_sentence[d + 1]
    start = document.offsets[tokenised.sentence_start[begin:end]]
    stop = document.offsets[tokenised.sentence_end[begin:end]]
    return np.stack([start, stop], axis=1).tolist() if end > begin else []
