"""What people would otherwise write, and the least that any reading of the texts costs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from hedgerow.lexicons.load import Lexicon
from hedgerow.lexicons.store import nltk_data

SCORES = (
    "flesch_reading_ease",
    "flesch_kincaid_grade",
    "smog_index",
    "gunning_fog",
    "coleman_liau_index",
    "automated_readability_index",
    "dale_chall_readability_score",
    "spache_readability",
    "linsear_write_formula",
    "mcalpine_eflaw",
    "lix",
    "rix",
)
"""textstat's scores for English, the same twelve indices that Hedgerow gives."""

_FILES_AT_ONCE = 1_000


def readability_scores(text: str) -> list[float]:
    """Score one text with textstat."""
    # NLTK reads the variable when it is imported, and textstat imports NLTK.
    os.environ["NLTK_DATA"] = str(nltk_data())
    import textstat

    return [getattr(textstat, name)(text) for name in SCORES]


def compile_terms(terms: Iterable[str]) -> list[re.Pattern[str]]:
    """Compile one expression for each term: whole words, any case."""
    return [re.compile(rf"\b{re.escape(term)}\b", re.IGNORECASE) for term in terms]


def count_terms(text: str, terms: Sequence[re.Pattern[str]]) -> list[int]:
    """Count each term in one text."""
    return [len(term.findall(text)) for term in terms]


def compile_cues(lexicon: Lexicon) -> list[re.Pattern[str]]:
    """Compile one expression for each cue of hedging and boosting, inflected forms included.

    The conditions on neighbouring words that the lexicon has are left out.
    """
    compiled = []
    for i in lexicon.where(table="cues").nonzero()[0].tolist():
        whole = ""
        for slot in lexicon.entries[i].slots:
            options = "|".join(r"\s+".join(map(_word, words)) for words in slot if words)
            gap = r"\s+" if whole else ""
            whole += f"(?:{gap}(?:{options})){'?' if () in slot else ''}"
        compiled.append(re.compile(rf"\b{whole}\b", re.IGNORECASE))
    return compiled


def _word(word: str) -> str:
    return r"\d+" if word == "#" else re.escape(word)


def count_cues(sentences: Iterable[str], cues: Sequence[re.Pattern[str]]) -> int:
    """Count all cues in all sentences."""
    return sum(len(cue.findall(sentence)) for sentence in sentences for cue in cues)


def split_words(texts: Iterable[str]) -> int:
    """Count words by the shortest expression there is."""
    return sum(len(re.findall(r"\w+", text)) for text in texts)


def has_wc() -> bool:
    """Say whether the system has `wc`."""
    return shutil.which("wc") is not None


def run_wc(paths: Sequence[Path]) -> None:
    """Count words by `wc -w`."""
    for begin in range(0, len(paths), _FILES_AT_ONCE):
        some = [str(path) for path in paths[begin : begin + _FILES_AT_ONCE]]
        subprocess.run(["wc", "-w", *some], check=True, stdout=subprocess.DEVNULL)
