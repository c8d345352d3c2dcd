"""Rule `readability`: counts and scores per document, section and sentence of one shard."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from hedgerow.lexicons.familiar import familiar_words
from hedgerow.lexicons.frequency import word_frequencies
from hedgerow.lexicons.pronunciations import pronunciations
from hedgerow.readability import schemas, word_features
from hedgerow.readability.editing_gain import HardWords, hard_words, sentence_gains
from hedgerow.readability.formulas import formula_scores
from hedgerow.readability.scores import RESAMPLED, all_scores, bounded_scores
from hedgerow.readability.syllables import Syllables, word_syllables
from hedgerow.statistics.diversity import diversity
from hedgerow.steps.grade_intervals import grade_intervals, resampled_rows
from hedgerow.steps.passage_files import read_measured_text
from hedgerow.steps.places import place_columns
from hedgerow.steps.progress import Progress, count_of, step
from hedgerow.tables.io import Columns, writing
from hedgerow.tables.spans import offsets_of
from hedgerow.tables.strings import Choices, Spelled, Speller
from hedgerow.text.blocks.block import HEADING
from hedgerow.text.tokens.excerpts import excerpts
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus

_GRADE = "flesch_kincaid_grade"

_COUNTS = tuple(name for name in word_features.SUMS if name not in ("words", "mini_words"))


def run(
    text: Path, scores: Path, sections: Path, sentences: Path, hardwords: Path, oov_words: Path,
    seed: int, resamples: int, syllables: Sequence[Path] = (), boilerplate: Path | None = None,
) -> None:  # fmt: skip
    """Score every document of the tokenised text; write the tables of the rule.

    `syllables` are the user's own tables of syllables.
    """
    with (
        step("readability") as said,
        writing(scores, schemas.READABILITY) as write_scores,
        writing(sections, schemas.SECTIONS) as write_sections,
        writing(sentences, schemas.SENTENCES) as write_sentences,
        writing(hardwords, schemas.HARD_WORDS) as write_hard_words,
        writing(oov_words, schemas.OOV_WORDS) as write_oov_words,
    ):
        tokenised = read_measured_text(text, boilerplate)
        write = {
            "readability": write_scores,
            "sections": write_sections,
            "sentences": write_sentences,
            "hard_words": write_hard_words,
            "oov_words": write_oov_words,
        }
        n_prose = measure(tokenised, pronunciations(syllables), seed, resamples, write)
        said += [
            count_of(len(tokenised.doc_ids), "document"),
            count_of(n_prose, "sentence"),
        ]


def measure(
    tokenised: TokenisedCorpus,
    known: Mapping[str, int],
    seed: int,
    resamples: int,
    write: Mapping[str, Callable[[Columns], None]],
) -> int:
    """Score every document of the tokenised text; return the number of sentences of prose.

    Args:
        known: word -> syllables.
        write: for the name of each table of the rule, what takes its columns, part by part.
    """
    counted = word_syllables(tokenised.word_text, known)
    features = word_features.type_features(
        tokenised, counted, familiar_words(), known, word_frequencies()
    )
    speller = Speller.of(tokenised.type_text)
    used = np.zeros(len(tokenised.word_text), np.int64)
    scored: list[dict[str, np.ndarray]] = []
    n_prose = int(np.diff(tokenised.block_sentence)[tokenised.block_prose > 0].sum())
    resampled = np.empty((len(RESAMPLED), n_prose), np.float32)
    done = 0
    progress = Progress("readability", len(tokenised.doc_ids))
    for part in tokenised.parts():
        sums = word_features.sentence_sums(part, features)
        rows, offsets = prose_rows(part, sums)
        counts = word_features.totals(rows, offsets)
        off_list = word_features.unfamiliar_words(part, features)
        scored.append(document_columns(part, sums, counts, off_list))
        write["sections"](section_columns(part, rows, off_list))
        listed = _hard_words(part, features, off_list, speller)
        write["sentences"](sentence_columns(part, rows, offsets, listed))
        hardest = hard_words(part, features, off_list, counts["words"])
        write["hard_words"](hard_word_columns(part, hardest))
        used += np.bincount(part.prose_words[0], minlength=len(used))
        resampled_rows(rows, resampled[:, done : done + len(rows)])
        done += len(rows)
        progress.add(len(part.doc_ids))
    if scored:
        write["readability"](_score_columns(tokenised.doc_ids, scored, resampled, seed, resamples))
    write["oov_words"](_odd_words(tokenised.word_text, used, counted))
    return n_prose


def prose_rows(tokenised: TokenisedCorpus, sums: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the sums of the prose sentences and the rows of each document, int64[D + 1]."""
    return _rows(tokenised, sums, tokenised.sentence_prose)


def _rows(
    tokenised: TokenisedCorpus, sums: np.ndarray, chosen: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    return sums[chosen], offsets_of(chosen)[tokenised.doc_sentence]


def words_in_long_sentences(tokenised: TokenisedCorpus, sums: np.ndarray) -> np.ndarray:
    """Return the words of each document in sentences of prose that are long or were cut."""
    chosen = tokenised.sentence_prose & tokenised.sentence_doubtful
    return word_features.totals(*_rows(tokenised, sums, chosen))["words"]


def with_lists_counts(tokenised: TokenisedCorpus, sums: np.ndarray) -> dict[str, np.ndarray]:
    """Return the counts of prose and of the list items that state something, by document."""
    return word_features.totals(*_rows(tokenised, sums, tokenised.sentence_stated))


def _score_columns(
    doc_ids: Sequence[str], scored: Sequence[dict[str, np.ndarray]],
    resampled: np.ndarray, seed: int, resamples: int,
) -> dict[str, Any]:  # fmt: skip
    """Return the columns of schemas.READABILITY, which come in parts, with their intervals."""
    columns: dict[str, Any] = {"doc_id": doc_ids}
    columns |= {name: np.concatenate([part[name] for part in scored]) for name in scored[0]}
    offsets = offsets_of(columns["sentences"].astype(np.int64))
    return columns | grade_intervals(resampled, offsets, seed, resamples)


def document_columns(
    tokenised: TokenisedCorpus,
    sums: np.ndarray,
    counts: dict[str, np.ndarray],
    off_list: word_features.UnfamiliarWords,
) -> dict[str, np.ndarray]:
    """Return the columns of schemas.READABILITY for the documents of a text, without intervals.

    Args:
        sums: of all sentences.
        counts: totals of the prose of each document; `unfamiliar_types` is added.
    """
    n = len(tokenised.doc_ids)
    owner = np.where(tokenised.sentence_prose, tokenised.sentence_doc, -1)
    counts["unfamiliar_types"] = word_features.distinct_unfamiliar(tokenised, off_list, owner, n)
    scored = all_scores(counts)
    variants = variant_counts(tokenised, sums)
    grades = {"prose": scored[_GRADE]} | {
        name: formula_scores(c, [_GRADE])[_GRADE] for name, c in variants.items()
    }
    gaps = [np.abs(grades[name] - grades["prose"]) for name in variants]
    columns = {name: counts[name] for name in (*_COUNTS, "unfamiliar_types")}
    columns |= scored
    columns |= {
        "flesch_kincaid_grade_unsegmented": grades["unsegmented"],
        "flesch_kincaid_grade_block_closed": grades["block_closed"],
        "flesch_kincaid_grade_segmentation_range": np.maximum(*gaps),
    }
    columns["words_in_long_sentences"] = words_in_long_sentences(tokenised, sums)
    lists = with_lists_counts(tokenised, sums)
    lists = {name: lists[name] for name in ("words", "sentences")} | bounded_scores(lists)
    columns |= {f"{name}_with_lists": values for name, values in lists.items()}
    return columns | _diversity(tokenised)


def variant_counts(
    tokenised: TokenisedCorpus, sums: np.ndarray
) -> dict[str, dict[str, np.ndarray]]:
    """Return the counts over all blocks without line breaks, and with each block closed.

    The words are the same; the number and lengths of the sentences differ.
    """
    closed = word_features.totals(sums, tokenised.doc_sentence)
    return {
        "unsegmented": closed | word_features.unsegmented_counts(tokenised),
        "block_closed": closed,
    }


def _diversity(tokenised: TokenisedCorpus) -> dict[str, np.ndarray]:
    measured = diversity(*tokenised.prose_words)
    return {name: getattr(measured, name) for name in ("ttr", "mattr", "mtld", "hdd")}


def section_columns(
    tokenised: TokenisedCorpus, rows: np.ndarray, off_list: word_features.UnfamiliarWords
) -> dict[str, Any]:
    """Return the columns of schemas.SECTIONS: the sections that have prose.

    Args:
        rows: `prose_rows`.
    """
    prose = tokenised.sentence_prose
    block = tokenised.sentence_block[prose]
    doc, section = tokenised.block_doc[block], tokenised.block_section[block].astype(np.int64)
    code = doc << 32 | section
    keys, first = np.unique(code, return_index=True)
    offsets = np.concatenate([first, [len(code)]]).astype(np.int64)
    counts = word_features.totals(rows, offsets)
    of_sentence = np.full(len(prose), -1, np.int64)
    of_sentence[prose] = np.repeat(np.arange(len(keys)), np.diff(offsets))
    counts["unfamiliar_types"] = word_features.distinct_unfamiliar(
        tokenised, off_list, of_sentence, len(keys)
    )
    return {
        "doc_id": Choices(keys >> 32, tokenised.doc_ids),
        "section": keys & 0xFFFFFFFF,
        "heading": _headings(tokenised, keys),
        "words": counts["words"],
        **{name: counts[name] for name in (*_COUNTS, "unfamiliar_types")},
        **all_scores(counts),
    }


def _headings(tokenised: TokenisedCorpus, code: np.ndarray) -> Spelled:
    """Return the heading of each section; None for the text before the first heading.

    Args:
        code: int64[n], rising: document << 32 | number of the section.
    """
    heading = np.flatnonzero(tokenised.block_kind == HEADING)
    own = tokenised.block_doc[heading] << 32 | tokenised.block_section[heading].astype(np.int64)
    place = np.searchsorted(own, code)
    found = np.append(own, -1)[place] == code
    block = np.append(heading, 0)[place]
    edges = np.stack([tokenised.block_start[block], tokenised.block_end[block]]).astype(np.int64)
    edges[:, ~found] = 0
    [text] = excerpts(tokenised, code >> 32, edges, joined=False)
    return Spelled(text.offset, text.data, ~found)


def sentence_columns(
    tokenised: TokenisedCorpus, rows: np.ndarray, offsets: np.ndarray, listed: Spelled
) -> dict[str, Any]:
    """Return the columns of schemas.SENTENCES: every prose sentence.

    Args:
        rows, offsets: `prose_rows`.
        listed: the hard words of each.
    """
    chosen = np.flatnonzero(tokenised.sentence_prose)
    counts = {name: rows[:, k] for k, name in enumerate(word_features.SUMS)}
    columns = ("words", "syllables", "polysyllables", "difficult_words")
    return {
        **place_columns(tokenised, chosen),
        **{name: counts[name] for name in columns},
        **formula_scores(counts, [_GRADE]),
        "gain": sentence_gains(rows, offsets),
        "hard_words": listed,
        "is_long": tokenised.sentence_long[chosen],
    }


def _hard_words(
    tokenised: TokenisedCorpus,
    features: np.ndarray,
    off_list: word_features.UnfamiliarWords,
    speller: Speller,
) -> Spelled:
    """Return the unfamiliar words of three or more syllables in each prose sentence.

    Args:
        speller: holds the types of the text.
    """
    prose = tokenised.sentence_prose
    hard = features[off_list.type, word_features.FEATURES.index("polysyllables")] > 0
    hard &= np.repeat(prose, np.diff(off_list.offsets))
    ends = offsets_of(hard)[off_list.offsets]
    return speller.join(off_list.type[hard], np.append(ends[:-1][prose], ends[-1]))


def hard_word_columns(tokenised: TokenisedCorpus, found: HardWords) -> dict[str, Any]:
    """Return the columns of schemas.HARD_WORDS: the costliest words of each document."""
    return {
        "doc_id": Choices(found.doc, tokenised.doc_ids),
        "rank": found.rank,
        "word": [tokenised.word_text[w] for w in found.word.tolist()],
        "uses": found.uses,
        "syllables": found.syllables,
        "cost": found.cost,
    }


def _odd_words(words: Sequence[str], count: np.ndarray, syllables: Syllables) -> dict:
    """Return the words of prose that are in no dictionary, most frequent first."""
    odd = np.flatnonzero((count > 0) & ~syllables.known)
    odd = np.array(sorted(odd.tolist(), key=lambda w: (-count[w], words[w])), np.int64)
    return {
        "word": [words[w] for w in odd.tolist()],
        "count": count[odd],
        "syllables": syllables.count[odd],
    }
