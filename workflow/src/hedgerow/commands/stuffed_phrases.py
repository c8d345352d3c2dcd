"""The phrases that one document alone is stuffed with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from hedgerow.api import measuring
from hedgerow.lexicons.function_words import FUNCTION_WORDS
from hedgerow.phrases.discovery import Sequences, discover
from hedgerow.phrases.numbered_words import NumberedWords
from hedgerow.phrases.stuffing import stuffing
from hedgerow.phrases.title_clues import page_clues
from hedgerow.phrases.word_counts import count_words, word_flags
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus


def stuffed_phrases(
    text: TokenisedCorpus, title: str | None, listed: Sequence[str], settings: Mapping[str, Any]
) -> list[tuple[str, str]]:
    """Return the phrases that meet the criteria of stuffing, each with the criteria in words.

    Without other documents to compare with, the criterion `over_expected` is never met.

    Args:
        text: one document.
        listed: phrases to judge beside those that are discovered.
        settings: the settings under `keywords`.
    """
    phrases = list(dict.fromkeys([*listed, *_discovered(text, title, settings["discover"])]))
    rows = measuring.phrases(text, phrases, settings["forms"]).rows("phrase_documents")
    n = len(rows["phrase"])
    none = np.zeros(n, np.int64)
    size = np.repeat(measuring.word_columns(text)["words_all"], n)
    judged = stuffing(rows, size, none, none, settings["thresholds"])
    return [
        (str(rows["phrase"][i]), judged.reasons[i]) for i in np.flatnonzero(judged.stuffed).tolist()
    ]


def _discovered(text: TokenisedCorpus, title: str | None, top: int) -> list[str]:
    counts = count_words(text, word_flags(text.word_text))
    content = [
        text.word_text[w][:1].isalpha() and text.word_text[w] not in FUNCTION_WORDS
        for w in counts.word.tolist()
    ]
    single = np.flatnonzero(content)
    every = np.arange(len(counts.seq_n))
    found = discover(
        Sequences.of(counts, every, single, np.zeros(len(every) + len(single), np.int64)),
        NumberedWords(text.word_text),
        doc_words=measuring.word_columns(text)["words_all"],
        top=top,
        clues=page_clues([title], text.doc_ids),
    )
    return found.phrase
