"""Rule `keywords`: occurrences of the listed phrases, and the word counts of one shard."""

from __future__ import annotations

import sys
from collections.abc import Collection
from pathlib import Path

from hedgerow.phrases import phrase_tables, schemas
from hedgerow.phrases.occurrences import occurrences_of
from hedgerow.phrases.phrase_list import read_phrases
from hedgerow.phrases.phrase_matcher import compile_phrases
from hedgerow.phrases.unnatural import unnatural_reasons
from hedgerow.phrases.word_counts import count_words, word_flags
from hedgerow.steps.passage_files import read_measured_text
from hedgerow.steps.progress import count_of, step
from hedgerow.steps.word_files import writing_words
from hedgerow.tables.io import writing


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
        search = compile_phrases(listed, tokenised, forms)
        flags = word_flags(tokenised.word_text)
        n_found = n_rows = 0
        with (
            writing(occurrences, schemas.PHRASES) as write_occurrences,
            writing(per_document, schemas.SHARD_PHRASE_DOCUMENTS) as write_per_document,
            writing(unnatural, schemas.UNNATURAL) as write_unnatural,
            writing_words(words) as write_words,
        ):
            for part in tokenised.parts():
                found = occurrences_of(search, part)
                judged = part, found, listed, unnatural_reasons(part, found, listed)
                write_occurrences(phrase_tables.phrase_rows(*judged))
                write_per_document(phrase_tables.phrase_documents(*judged))
                write_unnatural(phrase_tables.unnatural_rows(*judged))
                counted = count_words(part, flags)
                write_words(counted)
                n_found += len(found)
                n_rows += len(counted)
        said += [
            count_of(len(tokenised.doc_ids), "document"),
            f"{count_of(n_found, 'occurrence')} of {count_of(len(listed), 'phrase')}",
            f"{n_rows:,} words and sequences",
        ]
