"""Peers: what the same counts cost with other packages, measured in turn in one run.

    benchmarks/peers.py [--documents 40] [--rounds 3] [--publish]

counts the words, sentences and syllables of texts (the corpus of the benchmark; other ones in each
round, since textstat remembers texts) by a plain loop, by textstat, TextDescriptives and LFTK in
.tools/peers (`make peers`; both on spaCy's sentencizer), by quanteda.textstats and tokenizers where
R has them (Debian has r-cran-tokenizers, which counts no syllables), and by Hedgerow's rules
`normalise` and `readability`, which do more; and splits the texts by `re.findall` and `wc -w`. The
first round loads modules and is left out. Only ratios of processor time within a round are given.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from timing import processor_seconds, use_one_core

use_one_core()

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "workflow" / "src"))

import loop  # noqa: E402
from corpus import Vocabulary, make_document, read_pieces  # noqa: E402
from rules import Shards, in_this_process  # noqa: E402

from hedgerow.errors import UserError  # noqa: E402
from hedgerow.lexicons.store import nltk_data  # noqa: E402
from hedgerow.tables.io import read_arrow  # noqa: E402
from hedgerow.tables.marked_sections import write_part  # noqa: E402

PEERS = ROOT / ".tools" / "peers" / "bin" / "python"
PACKAGES = {"textstat": "textstat", "TextDescriptives": "textdescriptives", "LFTK": "lftk"}
IN_R = ("quanteda.textstats", "tokenizers")
HEDGEROW = "Hedgerow, normalise and readability"
_SPLITS = 20
"""How often the texts are split in a round: once takes too little time to be measured well."""
_TABLES = (
    ("documents", "words"),
    ("readability", "sentences"),
    ("readability", "syllables"),
)

Result = dict[str, float | str]


def plain_loop(texts: list[str]) -> Result:
    """Count as people do without a package: letters, stops, groups of vowels."""
    words = [word for text in texts for word in re.findall(r"[A-Za-z']+", text)]
    return {
        "words": len(words),
        "sentences": sum(len(re.findall(r"[.!?]+(?:\s|$)", text)) for text in texts),
        "syllables": sum(max(1, len(re.findall("[aeiouy]+", word.lower()))) for word in words),
    }


def hedgerow(shards: Shards) -> Result:
    """Run the two rules over all shards; count the words, sentences and syllables of prose."""
    found: Result = dict.fromkeys(("words", "sentences", "syllables"), 0.0)
    for shard in range(len(shards.fingerprints)):
        for rule in ("normalise", "readability"):
            in_this_process(shards.arguments(rule, shard))
        for table, name in _TABLES:
            column = read_arrow(shards.folder(shard) / f"{table}.parquet")[name]
            found[name] = float(found[name]) + sum(filter(None, column.to_pylist()))
    return found


class OtherPackages:
    """A process in .tools/peers that counts by the packages there."""

    def __init__(self) -> None:
        if not PEERS.exists():
            raise UserError(f"{PEERS}: there are no other packages; run `make peers`")
        script = str(Path(__file__).with_name("peer_counts.py"))
        self._process = subprocess.Popen(
            [str(PEERS), script],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "NLTK_DATA": str(nltk_data())},
        )

    def count(self, package: str, texts: list[str]) -> Result:
        """Return seconds, version and counts; or why the package cannot count."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps([package, texts]) + "\n")
        self._process.stdin.flush()
        return dict(json.loads(self._process.stdout.readline()))

    def end(self) -> None:
        """End the process."""
        self._process.communicate()


def in_r(package: str, paths: list[Path]) -> Result:
    """Count by a package of R; return what `OtherPackages.count` returns."""
    script = str(Path(__file__).with_name("peer_counts.R"))
    try:
        done = subprocess.run(
            ["Rscript", script, package, *map(str, paths)],
            capture_output=True,
            text=True,
            check=True,
        )
    except FileNotFoundError:
        return {"missing": "R is not installed"}
    except subprocess.CalledProcessError as error:
        return {"missing": error.stderr.strip().partition("\n")[0]}
    seconds, version, *counts = done.stdout.split()
    kinds = zip(("words", "sentences", "syllables"), counts, strict=True)
    counted = {kind: float(count) for kind, count in kinds if count != "NA"}
    return {"seconds": float(seconds), "version": version, **counted}


def one_round(folder: Path, texts: list[str], others: OtherPackages) -> dict[str, Result]:
    """Return what each way of counting found in some texts, and its seconds."""
    source = folder / "corpus"
    source.mkdir(parents=True)
    paths = [source / f"{i:04d}.txt" for i in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, "utf-8")
    (folder / "phrases.txt").write_text("", "utf-8")
    shards = Shards(source, folder / "phrases.txt", folder / "shards")
    found: dict[str, Result] = {}
    for name, times, run in (
        ("re.findall", _SPLITS, lambda: {"words": loop.split_words(texts)}),
        ("wc -w", 1, lambda: loop.run_wc(paths) or {}),
        ("plain loop", 1, lambda: plain_loop(texts)),
        (HEDGEROW, 1, lambda: hedgerow(shards)),
    ):
        begun = processor_seconds()
        for _ in range(times):
            counted = run()
        found[name] = {**counted, "seconds": (processor_seconds() - begun) / times}
    found |= {name: others.count(module, texts) for name, module in PACKAGES.items()}
    return found | {f"R, {package}": in_r(package, paths) for package in IN_R}


def as_table(rounds: list[dict[str, Result]], documents: int) -> str:
    """Write ratios and mean counts as a table for docs/performance.md."""
    rows = []
    for name, last in rounds[-1].items():
        if "missing" in last:
            rows.append(f"| {name} | | | | | cannot count: {last['missing']} |")
            continue
        ratios = [float(r[name]["seconds"]) / float(r[HEDGEROW]["seconds"]) for r in rounds]
        means = [
            f"{float(last[what]) / documents:,.0f}" if what in last else ""
            for what in ("words", "sentences", "syllables")
        ]
        spread = f"{min(ratios):.2g} to {max(ratios):.2g}"
        title = f"{name} {last.get('version', '')}".strip()
        rows.append(f"| {title} | {' | '.join(means)} | {median(ratios):.2g} | {spread} |")
    return "\n".join(
        [
            f"Written by `benchmarks/peers.py --documents {documents} --rounds {len(rounds)}"
            " --publish`: processor time for the same texts as a multiple of Hedgerow's, median of"
            " the rounds, start and loading left out; counts are means of a document in the last"
            " round.",
            "",
            "| | words | sentences | syllables | times Hedgerow's | least to most |",
            "|---|---:|---:|---:|---:|---:|",
            *rows,
        ]
    )


def main() -> int:
    """Run it; return 0, or 1 after an error."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--documents", type=int, default=40, help="texts of a round (40)")
    parser.add_argument("--rounds", type=int, default=3, help="how often all is measured (3)")
    parser.add_argument("--publish", action="store_true", help="write to docs/performance.md")
    given = parser.parse_args()
    try:
        pieces, vocabulary = read_pieces(ROOT / "data" / "raw" / "demo"), Vocabulary(1)
        others, rounds = OtherPackages(), []
        with tempfile.TemporaryDirectory(prefix="hedgerow-peers-") as folder:
            for k in range(given.rounds + 1):
                numbers = range(k * given.documents, (k + 1) * given.documents)
                texts = [make_document(pieces, vocabulary, 1, number) for number in numbers]
                rounds.append(one_round(Path(folder, str(k)), texts, others))
        others.end()
    except UserError as error:
        print(f"benchmark: error: {error}", file=sys.stderr)
        return 1
    table = as_table(rounds[1:], given.documents)
    print(table)
    if given.publish:
        write_part(ROOT / "docs" / "performance.md", "peers", table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
