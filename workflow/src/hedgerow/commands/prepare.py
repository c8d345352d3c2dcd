"""`hedgerow prepare`: work out reference data and compile the kernels, once after installing."""

from __future__ import annotations

from pathlib import Path

from hedgerow.kernel_files import forget_stale_kernels
from hedgerow.lexicons.pronunciations import pronunciations
from hedgerow.lexicons.store import cache_folder, nltk_data
from hedgerow.steps.progress import step

_SAMPLE = (
    "Sleep and rest\n\nResting may help some people who sleep badly, studies suggest. It is likely"
    " that a quiet room helps. Does a quiet room help? Ask your doctor.\n"
)
_PHRASES = ["quiet room", "does a quiet room help"]


def run() -> None:
    """Write CMUdict in the forms that are read, and run all that is compiled on a small corpus."""
    import tempfile

    with step("prepare") as said, tempfile.TemporaryDirectory() as folder:
        forget_stale_kernels()
        pronunciations()
        nltk_data()
        _run_rules(Path(folder))
        _measure_in_memory(Path(folder) / "source")
        said.append(f"reference data in {cache_folder()}")


def _run_rules(root: Path) -> None:
    """Run the rules up to the tables of a corpus, as a run does."""
    from hedgerow.labels.sentence_labels import LABELLERS
    from hedgerow.planning.home import defaults
    from hedgerow.sources.inventory import fingerprint, inventory
    from hedgerow.steps import (
        boilerplate,
        hedging,
        keywords,
        normalise,
        readability,
        repeats,
        similarity,
        summarise,
        textstat,
    )
    from hedgerow.steps.passage_files import read_passages, write_boilerplate

    source, shard = root / "source", root / "shards/1/00"
    source.mkdir()
    shard.mkdir(parents=True)
    for name, sample in {"a.txt": _SAMPLE, "b.txt": f"Rest\n\n{_SAMPLE}"}.items():
        (source / name).write_text(sample * 8, "utf-8")
    phrases = root / "phrases.txt"
    phrases.write_text("\n".join(_PHRASES), "utf-8")

    def at(name: str) -> Path:
        return shard / f"{name}.parquet"

    text, signatures, passages = (shard / f"{k}.arrow" for k in ("text", "signatures", "passages"))
    mark = fingerprint(inventory(source), source)
    normalise.run(source, 0, 1, mark, at("documents"), text, at("cleaning"))
    similarity.run(text, signatures)
    repeats.run(text, passages)
    hashes, scores = root / "boilerplate.txt", root / "textstat.parquet"
    names = ("boilerplate", "families", "family_differences")
    passed, families, differences = repeated = [root / f"{name}.parquet" for name in names]
    boilerplate.run(
        [text], [passages], [signatures], 0.5, True, hashes, passed, families, differences
    )
    some = root / "some_boilerplate.txt"
    write_boilerplate(some, read_passages(passages).hash[-1:])
    for left_out in (some, hashes):  # a text without some of its sentences is other arrays
        readability.run(
            text, at("readability"), at("sections"), at("sentences"), at("hard_words"),
            at("oov_words"), 1, 10, boilerplate=left_out,
        )  # fmt: skip
        for labeller in LABELLERS:
            hedging.run(text, at("cues"), at("claims"), [], left_out, labeller)
        keywords.run(
            text, phrases, at("phrases"), at("phrase_documents"), at("unnatural"),
            shard / "words.arrow", boilerplate=left_out,
        )  # fmt: skip
    textstat.run([text], 2, scores, hashes)
    settings = defaults() | {"phrases": str(phrases)}
    tables, summary = root / "tables", root / "summary.json"
    summarise.run(shard.parent, scores, hashes, repeated, None, settings, tables, summary)
    _run_on_large_texts(root)


def _run_on_large_texts(folder: Path) -> None:
    """Run what only texts of many words need."""
    import numpy as np

    from hedgerow.report.packed.word_positions import WordPositions
    from hedgerow.text.tokens.tokens import TypeTable

    many = " ".join(map(str, range(20_000)))
    TypeTable().code(many, np.array([0]), np.array([len(many)]))
    # the report indexes the words of a corpus whose texts are beside the page
    words = WordPositions(folder)
    words.add([many.encode()], [np.array([[0, len(many), 0, 0]])])
    for parts in (words.parts(), words.breaks(), words.labels()):
        list(parts)


def _measure_in_memory(folder: Path) -> None:
    """Measure texts in memory, for which other kernels are compiled than for those in files."""
    from hedgerow.api.corpus import corpus
    from hedgerow.api.measures import phrases
    from hedgerow.commands.findings import Options, Thresholds, checked_file
    from hedgerow.corpus.explanations import rests_on
    from hedgerow.planning.home import defaults

    options = Options(Thresholds(1.0, 0, 0), [], [], "careful", defaults())
    list(checked_file(folder / "a.txt", options))
    phrases(_SAMPLE, _PHRASES)
    rests_on(["A quiet room helps."])
    _ = corpus(folder).boilerplate
