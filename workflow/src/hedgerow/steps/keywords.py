"""Rule `keywords`: occurrences of the listed phrases, and the word counts of one shard."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

from hedgerow.phrases import phrase_tables, schemas
from hedgerow.phrases.occurrences import occurrences_of
from hedgerow.phrases.phrase_list import read_phrases
from hedgerow.phrases.phrase_matcher import compile_phrases
from hedgerow.phrases.unnatural import unnatural_reasons
from hedgerow.phrases.word_counts import WordCounts, count_words, word_flags
from hedgerow.steps.passage_files import read_measured_text
from hedgerow.steps.progress import Progress, count_of, step
from hedgerow.steps.word_files import writing_words
from hedgerow.tables.io import Columns, writing
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus


def run(
    text: Path,
    phrases: Path | None,
    occurrences: Path,
    per_document: Path,
    unnatural: Path,
    words: Path,
    forms: Collection[str] = (),
    boilerplate: Path | None = None,
) -> None:
    """Write the tables of the rule; without a list, the tables of phrases have no rows."""
    with step("keywords") as said:
        tokenised = read_measured_text(text, boilerplate)
        notes: list[str] = []
        listed = read_phrases(phrases, notes) if phrases else []
        for note in notes:
            print(f"keywords: {note}", file=sys.stderr)
        with (
            writing(occurrences, schemas.PHRASES) as write_occurrences,
            writing(per_document, schemas.SHARD_PHRASE_DOCUMENTS) as write_per_document,
            writing(unnatural, schemas.UNNATURAL) as write_unnatural,
            writing_words(words) as write_words,
        ):
            write = {
                "phrases": write_occurrences,
                "phrase_documents": write_per_document,
                "unnatural": write_unnatural,
            }
            n_found = measure(tokenised, listed, forms, write)
            n_rows = _write_words(tokenised, write_words)
        said += [
            count_of(len(tokenised.doc_ids), "document"),
            f"{count_of(n_found, 'occurrence')} of {count_of(len(listed), 'phrase')}",
            f"{n_rows:,} words and sequences",
        ]


def measure(
    tokenised: TokenisedCorpus,
    listed: Sequence[str],
    forms: Collection[str],
    write: Mapping[str, Callable[[Columns], None]],
) -> int:
    """Find the listed phrases in the tokenised text; return the number of occurrences.

    Args:
        forms: families of forms that count as the phrase.
        write: for the name of each table of phrases, what takes its columns, part by part.
    """
    search = compile_phrases(listed, tokenised, forms)
    n_found = 0
    progress = Progress("keywords", len(tokenised.doc_ids))
    for part in tokenised.parts():
        found = occurrences_of(search, part)
        uses = part, found, listed
        forms = phrase_tables.occurrence_forms(*uses)
        reasons = unnatural_reasons(*uses)
        write["phrases"](phrase_tables.phrase_rows(*uses, forms, reasons))
        write["phrase_documents"](phrase_tables.phrase_documents(*uses, forms, reasons))
        write["unnatural"](phrase_tables.unnatural_rows(*uses, reasons))
        n_found += len(found)
        progress.add(len(part.doc_ids))
    return n_found


def _write_words(tokenised: TokenisedCorpus, write: Callable[[WordCounts], None]) -> int:
    """Write the words and sequences of the tokenised text; return their number."""
    flags = word_flags(tokenised.word_text)
    n_rows = 0
    for part in tokenised.parts():
        counted = count_words(part, flags)
        write(counted)
        n_rows += len(counted)
    return n_rows
