"""Rule `readability`: counts and scores per document, section and sentence of one shard."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from hedgerow.lexicons.familiar import familiar_words
from hedgerow.lexicons.frequency import word_frequencies
from hedgerow.lexicons.pronunciations import pronunciations
from hedgerow.measures import readability as rd
from hedgerow.measures.costs import hard_words, sentence_gains
from hedgerow.measures.syllables import Syllables, word_syllables
from hedgerow.statistics.bootstrap import bootstrap_sums, interval
from hedgerow.statistics.diversity import diversity
from hedgerow.steps.keys import document_keys
from hedgerow.steps.places import place_columns
from hedgerow.steps.progress import count_of, step
from hedgerow.tables.io import write_table, writing
from hedgerow.tables.schemas import SHARD
from hedgerow.tables.spans import offsets_of
from hedgerow.tables.strings import Spelled, Speller
from hedgerow.text.block import BLOCK_KINDS
from hedgerow.text.coded import CodedText
from hedgerow.text.coded_file import read_coded

_INTERVALS = ("flesch_kincaid_grade", "consensus_grade", "hedgerow_grade")
_BATCH = 64
"""Documents resampled at once: bounds the memory of the resamples."""

_COUNTS = tuple(name for name in rd.SUMS if name not in ("words", "mini_words"))


def run(
    text: Path, scores: Path, sections: Path, sentences: Path, hardwords: Path, oddwords: Path,
    seed: int, resamples: int, syllables: Sequence[Path] = (),
) -> None:  # fmt: skip
    """Score every document of the coded text; write the tables of the rule.

    `syllables` are the user's own tables of syllables.
    """
    with step("readability") as said:
        coded = read_coded(text)
        known = pronunciations(syllables)
        counted = word_syllables(coded.word_text, known)
        features = rd.type_features(coded, counted, familiar_words(), known, word_frequencies())
        speller = Speller.of(coded.type_text)
        used = np.zeros(len(coded.word_text), np.int64)
        n_sentences = 0
        with (
            writing(scores, SHARD["readability"]) as write_scores,
            writing(sections, SHARD["sections"]) as write_sections,
            writing(sentences, SHARD["sentences"]) as write_sentences,
            writing(hardwords, SHARD["hard_words"]) as write_hard_words,
        ):
            for part in coded.parts():
                sums = rd.sentence_sums(part, features)
                write_scores(document_columns(part, features, sums, seed, resamples))
                write_sections(section_columns(part, features, sums))
                write_sentences(sentence_columns(part, features, sums, speller))
                write_hard_words(hard_word_columns(part, features, sums))
                used += np.bincount(part.prose_words[0], minlength=len(used))
                n_sentences += int(part.sentence_prose.sum())
        write_table(oddwords, SHARD["oddwords"], _odd_words(coded.word_text, used, counted))
        said += [
            count_of(len(coded.doc_ids), "document"),
            count_of(n_sentences, "sentence"),
        ]


def prose_rows(coded: CodedText, sums: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the sums of the prose sentences and the rows of each document, int64[D + 1]."""
    prose = coded.sentence_prose
    return sums[prose], offsets_of(prose)[coded.doc_sentence]


def document_columns(
    coded: CodedText, features: np.ndarray, sums: np.ndarray, seed: int, resamples: int
) -> dict[str, Any]:
    """Return the columns of SHARD["readability"] for the documents of a text."""
    rows, offsets = prose_rows(coded, sums)
    n = len(coded.doc_ids)
    counts = rd.totals(rows, offsets)
    owner = np.where(coded.sentence_prose, coded.sentence_doc, -1)
    counts["unfamiliar_types"] = rd.distinct_unfamiliar(coded, features, owner, n)
    scored = rd.scores(counts)
    variants = variant_counts(coded, sums)
    grades = {"prose": scored["flesch_kincaid_grade"]} | {
        name: rd.scores(c)["flesch_kincaid_grade"] for name, c in variants.items()
    }
    gaps = [np.abs(grades[name] - grades["prose"]) for name in variants]
    columns: dict[str, Any] = {"doc_id": coded.doc_ids}
    columns |= {name: counts[name] for name in (*_COUNTS, "unfamiliar_types")}
    columns |= scored
    columns |= _intervals(rows, offsets, document_keys(coded.doc_ids), seed, resamples)
    columns |= {
        "flesch_kincaid_grade_as_is": grades["as_is"],
        "flesch_kincaid_grade_closed": grades["closed"],
        "flesch_kincaid_grade_spread": np.maximum(*gaps),
    }
    return columns | _diversity(coded)


def variant_counts(coded: CodedText, sums: np.ndarray) -> dict[str, dict[str, np.ndarray]]:
    """Return the counts of the two variants over all blocks: glued together, and each closed.

    They have the same words and differ by the sentences that these are cut into.
    """
    closed = rd.totals(sums, coded.doc_sentence)
    return {"as_is": closed | rd.glued_sentences(coded), "closed": closed}


def _intervals(
    rows: np.ndarray, offsets: np.ndarray, keys: np.ndarray, seed: int, resamples: int
) -> dict[str, np.ndarray]:
    """Return the 95 % bounds of each score in _INTERVALS, sentences resampled."""
    n = len(offsets) - 1
    rows = np.ascontiguousarray(rows[:, [rd.SUMS.index(name) for name in rd.GRADE_SUMS]])
    rarity = rd.GRADE_SUMS.index("rarity")
    rows[:, rarity] = np.rint(100 * rows[:, rarity])  # whole numbers are resampled in less time
    bounds = {f"{name}_{end}": np.full(n, np.nan) for name in _INTERVALS for end in ("low", "high")}
    for begin in range(0, n, _BATCH):
        stop = min(n, begin + _BATCH)
        drawn = bootstrap_sums(
            rows, offsets[begin : stop + 1], keys[begin:stop], resamples=resamples, seed=seed
        )
        drawn[..., rarity] /= 100
        sums = {name: drawn[..., k] for k, name in enumerate(rd.GRADE_SUMS)}
        # a resample has as many sentences as the document
        sums["sentences"] = np.diff(offsets[begin : stop + 1])[:, None].astype(float)
        scored = rd.grades(sums)
        for name in _INTERVALS:
            low, high = interval(scored[name])
            bounds[f"{name}_low"][begin:stop] = low
            bounds[f"{name}_high"][begin:stop] = high
    return bounds


def _diversity(coded: CodedText) -> dict[str, np.ndarray]:
    measured = diversity(*coded.prose_words)
    return {name: getattr(measured, name) for name in ("ttr", "mattr", "mtld", "hdd")}


def section_columns(coded: CodedText, features: np.ndarray, sums: np.ndarray) -> dict:
    """Return the columns of SHARD["sections"]: the sections that have prose."""
    prose = coded.sentence_prose
    block = coded.sentence_block[prose]
    doc, section = coded.block_doc[block], coded.block_section[block].astype(np.int64)
    code = doc << 32 | section
    keys, first = np.unique(code, return_index=True)
    offsets = np.concatenate([first, [len(code)]]).astype(np.int64)
    counts = rd.totals(sums[prose], offsets)
    of_sentence = np.full(len(prose), -1, np.int64)
    of_sentence[prose] = np.repeat(np.arange(len(keys)), np.diff(offsets))
    counts["unfamiliar_types"] = rd.distinct_unfamiliar(coded, features, of_sentence, len(keys))
    headings = _headings(coded)
    docs, sections = (keys >> 32).tolist(), (keys & 0xFFFFFFFF).tolist()
    return {
        "doc_id": [coded.doc_ids[d] for d in docs],
        "section": sections,
        "heading": [headings.get((d, s)) for d, s in zip(docs, sections, strict=True)],
        "words": counts["words"],
        **{name: counts[name] for name in (*_COUNTS, "unfamiliar_types")},
        **rd.scores(counts),
    }


def _headings(coded: CodedText) -> dict[tuple[int, int], str]:
    """Return (document, section) -> the text of its heading."""
    found = {}
    for b in np.flatnonzero(coded.block_kind == BLOCK_KINDS.index("heading")).tolist():
        d = int(coded.block_doc[b])
        start, end = coded.block_start[b], coded.block_end[b]
        found[d, int(coded.block_section[b])] = coded.piece(d, start, end)
    return found


def sentence_columns(
    coded: CodedText, features: np.ndarray, sums: np.ndarray, speller: Speller
) -> dict:
    """Return the columns of SHARD["sentences"]: every prose sentence.

    Args:
        speller: has the types of the text.
    """
    chosen = np.flatnonzero(coded.sentence_prose)
    rows, offsets = prose_rows(coded, sums)
    counts = {name: rows[:, k] for k, name in enumerate(rd.SUMS)}
    columns = ("words", "syllables", "polysyllables", "difficult_words")
    return {
        **place_columns(coded, chosen),
        **{name: counts[name] for name in columns},
        **rd.formulas(counts, ["flesch_kincaid_grade"]),
        "gain": sentence_gains(rows, offsets),
        "hard_words": _hard_words(coded, features, chosen, speller),
    }


def _hard_words(
    coded: CodedText, features: np.ndarray, chosen: np.ndarray, speller: Speller
) -> Spelled:
    """Return, for each sentence, its words that are off the familiar list and have 3+ syllables."""
    hard_type = (features[:, rd.FEATURES.index("difficult_words")] > 0) & (
        features[:, rd.FEATURES.index("polysyllables")] > 0
    )
    return speller.join(*rd.chosen_types(coded, hard_type, chosen))


def hard_word_columns(coded: CodedText, features: np.ndarray, sums: np.ndarray) -> dict:
    """Return the columns of SHARD["hard_words"]: the dearest words of each document."""
    found = hard_words(coded, features, rd.totals(*prose_rows(coded, sums))["words"])
    return {
        "doc_id": [coded.doc_ids[d] for d in found.doc.tolist()],
        "rank": found.rank,
        "word": [coded.word_text[w] for w in found.word.tolist()],
        "uses": found.uses,
        "syllables": found.syllables,
        "cost": found.cost,
    }


def _odd_words(words: Sequence[str], count: np.ndarray, syllables: Syllables) -> dict:
    """Return the words of prose that no dictionary has, most frequent first."""
    odd = np.flatnonzero((count > 0) & ~syllables.known)
    odd = np.array(sorted(odd.tolist(), key=lambda w: (-count[w], words[w])), np.int64)
    return {
        "word": [words[w] for w in odd.tolist()],
        "count": count[odd],
        "syllables": syllables.count[odd],
    }
