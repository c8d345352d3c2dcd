"""Measures of texts in memory: `score`, `label` and `phrases`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from hedgerow.api import measuring
from hedgerow.api.frames import Output, given_as
from hedgerow.api.notice import announced
from hedgerow.api.texts import Paths, Texts, given_paths, given_texts
from hedgerow.planning.home import defaults
from hedgerow.tables.arrays import arrow_array
from hedgerow.tables.io import columns_of
from hedgerow.text.blocks.document import Document

if TYPE_CHECKING:
    import pyarrow as pa


def score(texts: Texts, *, syllables: Paths = (), output: Output = "pandas") -> Any:
    """Count and score texts for readability.

    Args:
        texts: one text; a list, Series or other iterable of texts; a mapping of keys to texts.
            They are plain text, in English, or a warning names the first that is not;
            `hedgerow.corpus` reads pages and other files.
        syllables: path of your own table of syllables, or several (docs/own-lexicons.md).
        output: the kind of frame: `pandas`, `polars` or `arrow`.

    Returns:
        One row a text, in the order given: counts of its prose, every readability formula, the
        consensus grade with a 95 % interval, lexical diversity. What is undefined, such as the
        grade of a text without prose, is null.

    Raises:
        TypeError: something given is not a string.
        UserError: a table of syllables cannot be read.

    >>> scores = score(["The cat sat on the mat.", "Multidisciplinary rehabilitation is helpful."])
    >>> scores["words"].tolist(), scores["polysyllables"].tolist()
    ([6, 4], [0, 2])
    """
    with announced():
        given = given_texts(texts)
        tokenised = measuring.tokenised(given.documents())
        table = measuring.scores(tokenised, given_paths(syllables), defaults())
        return given_as(given.named(table), output)


def label(
    texts: Texts,
    *,
    by: Literal["sentence", "text"] = "sentence",
    lexicons: Paths = (),
    labels: Literal["careful", "fast"] = "careful",
    output: Output = "pandas",
) -> Any:
    """Label the sentences of texts: hedges, claims, stance, advice, source.

    Args:
        texts: as for `hedgerow.score`.
        by: `sentence` for a row a sentence, headings and list items included (column `zone`);
            `text` for a row a text with rates and counts over its prose.
        lexicons: path of your own lexicon of cues, or several (docs/own-lexicons.md).
        labels: `careful` by the encoder, `fast` by linear models, which are less exact.
        output: as for `hedgerow.score`.

    Returns:
        Rows in the order of the texts. Places are characters of the text as given.

    Raises:
        TypeError: something given is not a string.
        ValueError: `by` or `labels` has an unknown value.
        UserError: a lexicon cannot be read.

    >>> found = label("Resting may help some people. The drug causes liver damage.")
    >>> found["hedged"].tolist(), found["claim"].tolist()[1]
    ([True, False], 'direct_causal')
    """
    measuring.one_of("by", by, ("sentence", "text"))
    measuring.one_of("labels", labels, ("careful", "fast"))
    with announced():
        given = given_texts(texts)
        documents = given.documents()
        tokenised = measuring.tokenised(documents)
        lexicon = measuring.lexicon(given_paths(lexicons))
        found = measuring.labels(tokenised, lexicon, labels, outside_prose=by == "sentence")
        if by == "text":
            table = measuring.rates(tokenised, found, lexicon)
        else:
            table = _in_given(found["claims"], documents)
        return given_as(given.named(table), output)


def phrases(
    texts: Texts,
    phrases: str | Sequence[str] | Path,
    *,
    by: Literal["text", "occurrence"] = "text",
    forms: Collection[str] | None = None,
    output: Output = "pandas",
) -> Any:
    """Find phrases in texts: how often, how dense, where, and whether each use fits its sentence.

    Args:
        texts: as for `hedgerow.score`.
        phrases: the phrases, `a | b` for synonyms; or the path of a file with one a line.
        by: `text` for a row a text and phrase that it has, `occurrence` for a row a use.
        forms: families of forms that count as the phrase; None for those of config/config.yaml.
        output: as for `hedgerow.score`.

    Raises:
        TypeError: something given is not a string.
        ValueError: `by` or `forms` has an unknown value.
        UserError: a phrase has no letter or is too long, or the file cannot be read.

    >>> phrases("Green tea is mild. We drink green tea.", ["green tea"])["count"].tolist()
    [2]
    """
    measuring.one_of("by", by, ("text", "occurrence"))
    with announced():
        given = given_texts(texts)
        documents = given.documents()
        tables = measuring.phrases(
            measuring.tokenised(documents),
            measuring.phrase_list(phrases),
            defaults()["keywords"]["forms"] if forms is None else forms,
        )
        if by == "text":
            return given_as(given.named(tables["phrase_documents"]), output)
        return given_as(given.named(_in_given(tables["phrases"], documents)), output)


def _in_given(table: pa.Table, documents: Sequence[Document]) -> pa.Table:
    """Return a table of spans with their places in the texts as given."""
    doc = np.array(table.column("doc_id").to_pylist(), str).astype(np.int64)
    places = columns_of(table.select(["start", "end"]))
    start, end = (np.array(places[name]) for name in ("start", "end"))
    for d in np.unique(doc).tolist():
        offsets = documents[d].offsets
        assert offsets is not None  # plain text always has them
        rows = np.flatnonzero(doc == d)
        start[rows], end[rows] = offsets[start[rows]], offsets[end[rows] - 1] + 1
    for name, values in (("start", start), ("end", end)):
        table = table.set_column(table.column_names.index(name), name, arrow_array(values, "int"))
    return table
