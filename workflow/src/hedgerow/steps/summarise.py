"""Rule `summarise`: the shards become the tables of the corpus and its summary."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from hedgerow.corpus.assemble import Corpus, assemble
from hedgerow.corpus.group_tests import compare_measures
from hedgerow.corpus.keywords_compared import compare_words
from hedgerow.corpus.membership import read_metadata
from hedgerow.corpus.schemas import CORPUS
from hedgerow.corpus.shard_tables import Shards
from hedgerow.corpus.summary import summary as summed_up
from hedgerow.steps.progress import count_of, step
from hedgerow.tables.arrays import replacing
from hedgerow.tables.io import read_arrow, write_arrow_table, write_corpus_table


def run(
    shards: Path,
    textstat: Path,
    metadata: Path | None,
    settings: dict[str, Any],
    tables: Path,
    summary: Path,
) -> None:
    """Write every table of the output contract, and summary.json."""
    with step("summarise") as said:
        groups, target = settings["groups"], settings["keywords"]["target"]
        corpus = assemble(
            Shards.under(shards),
            read_arrow(textstat).to_pandas(),
            read_metadata(metadata, groups["column"], groups["pair"], target) if metadata else None,
            settings,
        )
        _add_comparisons(corpus, settings)
        _write_tables(corpus, Path(tables))
        result = summed_up(corpus, settings)
        with replacing(Path(summary)) as temporary:
            text = json.dumps(result, indent=1, ensure_ascii=False, allow_nan=False)
            temporary.write_text(text + "\n", "utf-8")
        said += [
            count_of(result["flow"]["found"], "document"),
            f"{result['flow']['included']:,} in the statistics",
        ]


def _add_comparisons(corpus: Corpus, settings: Mapping[str, Any]) -> None:
    resamples, seed = settings["statistics"]["resamples"], settings["seed"]
    phrases = corpus.frames["phrase_documents"]
    corpus.frames["keyness"] = compare_words(corpus.words, corpus.documents, phrases)
    corpus.frames["groups"] = compare_measures(corpus.documents, resamples, seed)


def _write_tables(corpus: Corpus, folder: Path) -> None:
    """Write the tables; those that come from the shards as they are stay Arrow throughout."""
    for name, schema in CORPUS.items():
        if name in corpus.arrows:
            write_arrow_table(folder, schema, corpus.arrows[name])
        else:
            frame: pd.DataFrame = corpus.frames[name]
            write_corpus_table(folder, schema, {c: frame[c].tolist() for c in schema.names})
