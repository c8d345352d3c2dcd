"""The measures of the rules, called on a tokenised text in memory; tables come as Arrow."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from hedgerow.api import schemas
from hedgerow.api.frames import Collected
from hedgerow.labels.schemas import CLAIMS, CUES
from hedgerow.lexicons.load import Lexicon, load_lexicon
from hedgerow.lexicons.pronunciations import pronunciations
from hedgerow.phrases.phrase_forms import FAMILIES
from hedgerow.phrases.phrase_list import distinct_phrases, read_phrases
from hedgerow.phrases.schemas import PHRASES, SHARD_PHRASE_DOCUMENTS, UNNATURAL
from hedgerow.readability.schemas import HARD_WORDS, OOV_WORDS, READABILITY, SECTIONS, SENTENCES
from hedgerow.steps import hedging, keywords, readability
from hedgerow.tables.io import columns_of, to_arrow
from hedgerow.tables.spans import offsets_of
from hedgerow.text.blocks.document import Document
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokeniser import encode

if TYPE_CHECKING:
    import pyarrow as pa

_READABILITY = (READABILITY, SECTIONS, SENTENCES, HARD_WORDS, OOV_WORDS)
_LABELS = (CLAIMS, CUES)
_PHRASES = (PHRASES, SHARD_PHRASE_DOCUMENTS, UNNATURAL)


def tokenised(documents: Iterable[Document]) -> TokenisedCorpus:
    """Return the documents as a tokenised corpus."""
    return encode(documents)


@cache
def _known(syllables: tuple[Path, ...]) -> Mapping[str, int]:
    return pronunciations(syllables)


@cache
def _lexicon(paths: tuple[Path, ...]) -> Lexicon:
    return load_lexicon(list(paths))


def lexicon(paths: Iterable[str | Path]) -> Lexicon:
    """Return Hedgerow's lexicon with the user's own; files are read once in a process."""
    return _lexicon(tuple(Path(path) for path in paths))


def word_columns(text: TokenisedCorpus) -> dict[str, np.ndarray]:
    """Return the words of prose and of all blocks of each document, int64[D]."""
    words = text.block_words
    return {
        "words": np.diff(offsets_of(words * text.block_prose)[text.doc_block]),
        "words_all": np.diff(offsets_of(words)[text.doc_block]),
    }


def readability_tables(
    text: TokenisedCorpus, syllables: Iterable[Path], settings: Mapping[str, Any]
) -> Collected:
    """Return the tables of the rule `readability`."""
    found = Collected(*_READABILITY)
    readability.measure(
        text,
        _known(tuple(syllables)),
        settings["seed"],
        settings["readability"]["resamples"],
        found.write,
    )
    return found


def scores(
    text: TokenisedCorpus, syllables: Iterable[Path], settings: Mapping[str, Any]
) -> pa.Table:
    """Return the columns of schemas.SCORES."""
    measured = columns_of(readability_tables(text, syllables, settings)["readability"])
    return to_arrow(schemas.SCORES, {**measured, **word_columns(text)})


def labels(
    text: TokenisedCorpus, lexicon: Lexicon, labeller: str, outside_prose: bool = False
) -> Collected:
    """Return the tables of the rule `hedging`."""
    found = Collected(*_LABELS)
    hedging.measure(text, lexicon, labeller, found.write, outside_prose)
    return found


def rates(text: TokenisedCorpus, found: Mapping[str, pa.Table], lexicon: Lexicon) -> pa.Table:
    """Return the columns of schemas.RATES.

    Args:
        found: `labels` of the text.
    """
    from hedgerow.labels.contradictions import contradiction_candidates
    from hedgerow.labels.document_rates import document_measures

    counted = word_columns(text)
    measured = np.flatnonzero(counted["words"] > 0)
    claims, cues = columns_of(found["claims"]), columns_of(found["cues"])
    counts = document_measures(
        [text.doc_ids[d] for d in measured.tolist()],
        counted["words"][measured],
        claims,
        cues,
        contradiction_candidates([claims], lexicon),
        lexicon,
    )
    columns: dict[str, Any] = {"doc_id": text.doc_ids, **counted}
    for name, values in counts.items():
        columns[name] = _spread(values, measured, len(text.doc_ids))
    return to_arrow(schemas.RATES, columns)


def _spread(values: np.ndarray, rows: np.ndarray, n: int) -> np.ndarray:
    """Return float64[n] with the values in some rows and NaN in the others."""
    spread = np.full(n, np.nan)
    spread[rows] = values
    return spread


def one_of(name: str, value: Any, allowed: Sequence[str]) -> None:
    """Check the value of an argument.

    Raises:
        ValueError: it is none of those that are allowed; the sentence lists them.
    """
    if value not in allowed:
        raise ValueError(f"{name} is {value!r}, but must be one of: {', '.join(allowed)}")


def phrase_list(given: str | Sequence[str] | Path) -> list[str]:
    """Return phrases in the form that is searched for; a path is that of a list.

    Raises:
        TypeError: a phrase is not a string.
        UserError: a phrase has no letter or is too long, or the file cannot be read.
    """
    if isinstance(given, Path):
        return read_phrases(given)
    if not isinstance(given, Iterable):
        kind = type(given).__name__
        raise TypeError(f"phrases is of type {kind}: give a string, a list of strings or a Path")
    listed = [given] if isinstance(given, str) else list(given)
    for number, phrase in enumerate(listed, 1):
        if not isinstance(phrase, str):
            kind = type(phrase).__name__
            raise TypeError(f"phrase {number} is of type {kind}; give a string, or leave it out")
    return distinct_phrases(listed, [f"phrase {n}" for n in range(1, len(listed) + 1)])


def phrases(text: TokenisedCorpus, listed: Sequence[str], forms: Collection[str]) -> Collected:
    """Return the tables of the rule `keywords`, without its counts of words.

    Raises:
        ValueError: `forms` has an unknown family.
    """
    forms = [forms] if isinstance(forms, str) else forms
    for family in forms:
        one_of("forms", family, FAMILIES)
    found = Collected(*_PHRASES)
    keywords.measure(text, listed, forms, found.write)
    return found
