"""Rule `keywords`: uses of the listed phrases, and the words and word sequences of one shard."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hedgerow.measures import keyphrases as kp
from hedgerow.measures.discovery import WordCounts, count_words, word_flags
from hedgerow.measures.unnatural import judge_uses
from hedgerow.steps.progress import count_of, step
from hedgerow.tables.io import writing
from hedgerow.tables.schemas import SHARD
from hedgerow.tables.strings import Choices, Speller
from hedgerow.text.coded import CodedText
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
        listed = kp.read_phrases(phrases, notes) if phrases else []
        for note in notes:
            print(f"keywords: {note}", file=sys.stderr)
        search = kp.compile_search(coded, listed, inflected)
        flags, speller = word_flags(coded.word_text), Speller.of(coded.word_text)
        found = rows = 0
        with (
            writing(hits, SHARD["phrases"]) as write_hits,
            writing(uses, SHARD["phrase_documents"]) as write_uses,
            writing(unnatural, SHARD["unnatural"]) as write_unnatural,
            writing(words, SHARD["words"]) as write_words,
        ):
            for part in coded.parts():
                here = kp.uses_of(search, part)
                judged = part, here, listed, judge_uses(part, here, listed)
                write_hits(kp.phrase_rows(*judged))
                write_uses(kp.phrase_documents(*judged))
                write_unnatural(kp.unnatural_rows(*judged))
                counted = count_words(part, flags)
                write_words(_word_columns(part, counted, speller))
                found += len(here)
                rows += len(counted)
        said += [
            count_of(len(coded.doc_ids), "document"),
            f"{count_of(found, 'use')} of {count_of(len(listed), 'phrase')}",
            f"{rows:,} words and sequences",
        ]


def _word_columns(coded: CodedText, counted: WordCounts, speller: Speller) -> dict[str, Any]:
    return {
        "doc_id": Choices(counted.doc, coded.doc_ids),
        "item": counted.spelled(speller),
        "n": counted.n,
        "count": counted.count,
        "prose": counted.prose,
        "title": counted.title,
    }
