"""Words, sentences and syllables by other packages: run by peers.py in an environment of their own.

Reads lines of JSON, [package, texts], and answers each with {"seconds": ..., "version": ...,
"words": ..., "sentences": ..., "syllables": ...}, processor time and sums over the texts, or with
{"missing": reason}. Loading a package is not in the time.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from functools import cache
from importlib import metadata

Counts = tuple[float, float, float]


@cache
def textstat() -> Callable[[str], Counts]:
    """Return the counter of textstat."""
    import textstat as package

    package.syllable_count("loaded")
    return lambda text: (
        package.lexicon_count(text),
        package.sentence_count(text),
        package.syllable_count(text),
    )


@cache
def textdescriptives() -> Callable[[str], Counts]:
    """Return the counter of TextDescriptives, on spaCy's rule-based sentencizer."""
    import spacy
    import textdescriptives as package  # noqa: F401  registers its parts with spaCy

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("textdescriptives/descriptive_stats")

    def count(text: str) -> Counts:
        doc = nlp(text)
        counts, syllables = doc._.counts, doc._.syllables
        words = counts["n_tokens"]
        return words, counts["n_sentences"], words * syllables["syllables_per_token_mean"]

    return count


@cache
def lftk() -> Callable[[str], Counts]:
    """Return the counter of LFTK, on spaCy's rule-based sentencizer."""
    import lftk as package
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    names = ("t_word", "t_sent", "t_syll")

    def count(text: str) -> Counts:
        found = package.Extractor(docs=nlp(text)).extract(features=list(names))
        return found["t_word"], found["t_sent"], found["t_syll"]

    return count


PACKAGES = {"textstat": textstat, "textdescriptives": textdescriptives, "lftk": lftk}


def answer(package: str, texts: list[str]) -> dict[str, object]:
    """Count in all texts; return what the module describes."""
    try:
        count = PACKAGES[package]()
        begun = time.process_time()
        counts = [count(text) for text in texts]
        seconds = time.process_time() - begun
    except Exception as error:
        return {"missing": f"{type(error).__name__}: {error}"}
    names = ("words", "sentences", "syllables")
    sums = dict(zip(names, (sum(column) for column in zip(*counts, strict=True)), strict=True))
    return {"seconds": seconds, "version": metadata.version(package), **sums}


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(answer(*json.loads(line))), flush=True)
