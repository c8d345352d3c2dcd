"""Rule `keywords`: uses of the listed phrases, and the words and word sequences of one shard."""

from __future__ import annotations

import sys
from pathlib import Path

from hedgerow.corpus.word_files import writing_words
from hedgerow.measures import phrase_tables as pt
from hedgerow.measures.keyphrases import compile_search, uses_of
from hedgerow.measures.phrase_list import read_phrases
from hedgerow.measures.unnatural import judge_uses
from hedgerow.measures.word_counts import count_words, word_flags
from hedgerow.steps.progress import count_of, step
from hedgerow.tables.io import writing
from hedgerow.tables.schemas import SHARD
from hedgerow.text.coded_file import read_coded


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
        coded = read_coded(text)
        notes: list[str] = []
        listed = read_phrases(phrases, notes) if phrases else []
        for note in notes:
            print(f"keywords: {note}", file=sys.stderr)
        search = compile_search(coded, listed, inflected)
        flags = word_flags(coded.word_text)
        found = rows = 0
        with (
            writing(hits, SHARD["phrases"]) as write_hits,
            writing(uses, SHARD["phrase_documents"]) as write_uses,
            writing(unnatural, SHARD["unnatural"]) as write_unnatural,
            writing_words(words) as write_words,
        ):
            for part in coded.parts():
                here = uses_of(search, part)
                judged = part, here, listed, judge_uses(part, here, listed)
                write_hits(pt.phrase_rows(*judged))
                write_uses(pt.phrase_documents(*judged))
                write_unnatural(pt.unnatural_rows(*judged))
                counted = count_words(part, flags)
                write_words(counted)
                found += len(here)
                rows += len(counted)
        said += [
            count_of(len(coded.doc_ids), "document"),
            f"{count_of(found, 'use')} of {count_of(len(listed), 'phrase')}",
            f"{rows:,} words and sequences",
        ]
