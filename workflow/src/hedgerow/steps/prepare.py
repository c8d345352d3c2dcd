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


def run() -> None:
    """Write CMUdict in the forms that are read, and run every compiled step on a small corpus."""
    import tempfile

    from hedgerow.labels.sentence_labels import LABELLERS
    from hedgerow.sources.inventory import fingerprint, inventory
    from hedgerow.statistics.bootstrap import bootstrap_mean
    from hedgerow.steps import hedging, keywords, normalise, readability, similarity

    with step("prepare") as said, tempfile.TemporaryDirectory() as folder:
        forget_stale_kernels()
        pronunciations()
        nltk_data()
        root = Path(folder)
        source = root / "source"
        source.mkdir()
        for name in ("a.txt", "b.txt"):
            (source / name).write_text(_SAMPLE * 8, "utf-8")
        text = root / "text.arrow"
        mark = fingerprint(inventory(source), source)
        normalise.run(source, 0, 1, mark, root / "d", text, root / "c")
        readability.run(text, root / "r", root / "s", root / "t", root / "h", root / "o", 1, 10)
        for labeller in LABELLERS:
            hedging.run(text, root / "cues", root / "claims", [], labels=labeller)
        phrases = root / "phrases.txt"
        phrases.write_text("quiet room\ndoes a quiet room help\n", "utf-8")
        keywords.run(
            text,
            phrases,
            root / "occurrences",
            root / "documents",
            root / "u",
            root / "words",
        )
        similarity.run(text, root / "signatures.arrow")
        bootstrap_mean([1.0, 2.0], resamples=10, seed=1)  # the resampling of documents
        said.append(f"reference data in {cache_folder()}")
