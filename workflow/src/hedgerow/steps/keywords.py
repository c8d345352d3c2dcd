"""Rule `keywords`: uses of the listed phrases, and the words and word sequences of one shard."""

from __future__ import annotations

import sys
from pathlib import Path

from hedgerow.corpus.word_files import writing_words
from hedgerow.phrases import phrase_tables, schemas
from hedgerow.phrases.occurrences import compile_search, uses_of
from hedgerow.phrases.phrase_list import read_phrases
from hedgerow.phrases.unnatural import judge_uses
from hedgerow.phrases.word_counts import count_words, word_flags
from hedgerow.steps.progress import count_of, step
from hedgerow.tables.io import writing
from hedgerow.text.tokens.token_file import read_tokens


def run(
    text: Path,
    phrases: Path | None,
    hits: Path,
    uses: Path,
    unnatural: Path,
    words: Path,
    inflected: bool,
) -> None:
    """Write the tables of the rule; without a list of phrases those about phrases have no rows."""
    with step("keywords") as said:
        tokenised = read_tokens(text)
        notes: list[str] = []
        listed = read_phrases(phrases, notes) if phrases else []
        for note in notes:
            print(f"keywords: {note}", file=sys.stderr)
        search = compile_search(tokenised, listed, inflected)
        flags = word_flags(tokenised.word_text)
        found = rows = 0
        with (
            writing(hits, schemas.PHRASES) as write_hits,
            writing(uses, schemas.SHARD_PHRASE_DOCUMENTS) as write_uses,
            writing(unnatural, schemas.UNNATURAL) as write_unnatural,
            writing_words(words) as write_words,
        ):
            for part in tokenised.parts():
                here = uses_of(search, part)
                judged = part, here, listed, judge_uses(part, here, listed)
                write_hits(phrase_tables.phrase_rows(*judged))
                write_uses(phrase_tables.phrase_documents(*judged))
                write_unnatural(phrase_tables.unnatural_rows(*judged))
                counted = count_words(part, flags)
                write_words(counted)
                found += len(here)
                rows += len(counted)
        said += [
            count_of(len(tokenised.doc_ids), "document"),
            f"{count_of(found, 'use')} of {count_of(len(listed), 'phrase')}",
            f"{rows:,} words and sequences",
        ]
