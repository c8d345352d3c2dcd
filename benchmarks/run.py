"""Measure what Hedgerow costs on one core, against what people would otherwise write.

`make bench`, or `.venv/bin/python benchmarks/run.py --help`; README.md says how to read the table.
"""

from __future__ import annotations

import argparse
import gc
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from timing import Work, ratios, spread, use_one_core

CORE = use_one_core()
# Users have compiled modules; without them every start would compile all anew.
sys.dont_write_bytecode = False
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "workflow" / "src"))

import loop  # noqa: E402
import table  # noqa: E402
from corpus import make_phrases, read_pieces, write_corpus  # noqa: E402
from reach import TIMES_THE_LOOP  # noqa: E402
from rules import RULES, SAME_WORK, Shards, in_process_of_its_own, in_this_process  # noqa: E402

from hedgerow.errors import UserError  # noqa: E402
from hedgerow.lexicons.load import load_lexicon  # noqa: E402
from hedgerow.steps.records import write_records  # noqa: E402
from hedgerow.tables.io import read_table  # noqa: E402
from hedgerow.text.tokens.token_file import read_tokens  # noqa: E402

SAME = " + ".join(SAME_WORK)
ALL = "all five rules"
"""Times the loop on one core that the project asks of itself."""
SEED = 1
PHRASES = 600
LOOP_DOCUMENTS = 28
"""Most documents that the slow loops work on in a round; another sample in each round, since
textstat remembers the texts it has seen."""
LOOPS = ("scores", "terms", "cues")
CAREFUL_DOCUMENTS = 100
"""Most documents whose sentences the network labels; it is too slow for all of them."""


@dataclass(frozen=True)
class Bench:
    """The corpus of one benchmark, on disk and in memory."""

    source: Path
    out: Path
    paths: list[Path]
    texts: list[str]
    phrases: list[str]
    sizes: list[int]
    """Bytes of each document."""
    samples: list[list[int]]
    """Documents that the loops work on, for each round."""
    careful: Shards
    """The first documents, to be labelled by the network."""

    def size(self, _: int = 0) -> int:
        """Return the bytes of all documents, for any round."""
        return sum(self.sizes)

    def sample_size(self, number: int) -> int:
        """Return the bytes of the documents that the loops work on in a round."""
        return sum(self.sizes[i] for i in self.samples[number])

    def careful_size(self, _: int = 0) -> int:
        """Return the bytes of the documents that the network labels, for any round."""
        return sum(self.sizes[:CAREFUL_DOCUMENTS])


def prepare(source: Path, documents: int, rounds: int, work: Path) -> Bench:
    """Make the corpus, the list of phrases and the file for `hedgerow label`.

    Raises:
        UserError: the source has too little text, or there are fewer documents than rounds.
    """
    if not 1 <= rounds <= documents:
        raise UserError("ask for at least one round and for no more rounds than documents")
    pieces = read_pieces(source)
    paths = write_corpus(work / "corpus", pieces, documents, SEED)
    texts = [path.read_text("utf-8") for path in paths]
    phrases = make_phrases(pieces, PHRASES, SEED)
    (work / "phrases.txt").write_text("\n".join(phrases) + "\n", "utf-8")
    _write_texts(work / "texts.jsonl", texts)
    each = min(LOOP_DOCUMENTS, documents // rounds)
    samples = [list(range(k * each, (k + 1) * each)) for k in range(rounds)]
    sizes = [len(text.encode()) for text in texts]
    careful = _part(paths[:CAREFUL_DOCUMENTS], work / "careful", work / "phrases.txt", "careful")
    return Bench(work / "corpus", work, paths, texts, phrases, sizes, samples, careful)


def _part(paths: list[Path], folder: Path, phrases: Path, labels: str) -> Shards:
    """Copy some documents to a corpus of their own and normalise it."""
    for path in paths:
        copy = folder / "corpus" / path.name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    shards = Shards(folder / "corpus", phrases, folder / "shards", labels)
    shards.in_this_process("normalise")
    return shards


def _write_texts(path: Path, texts: Sequence[str]) -> None:
    write_records(path, ({"id": str(i), "text": text} for i, text in enumerate(texts)))


def warm_up(bench: Bench) -> None:
    """Run everything once on a little text: kernels, dictionaries and modules are then in place."""
    folder = bench.out / "warm"
    shards = _part(bench.paths[:2], folder, bench.out / "phrases.txt", "fast")
    _write_texts(folder / "texts.jsonl", bench.texts[:2])
    for rule in RULES:
        shards.in_this_process(rule)
    in_this_process(_label(folder / "texts.jsonl", folder / "labels.jsonl"))
    bench.careful.in_this_process("hedging")
    loop.readability_scores("A short text.")


def _label(given: Path, got: Path) -> list[str]:
    return ["label", "--labels", "fast", "--in", str(given), "--out", str(got)]


def works(bench: Bench, shards: Shards, uses: list[int]) -> dict[str, Work]:
    """List what is measured, in the order of a round.

    Args:
        uses: gets the number of uses of phrases that the loop finds in each document it reads.
    """
    terms = loop.compile_terms(bench.phrases)
    cues = loop.compile_cues(load_lexicon())
    sentences = _sentences(bench)
    label = _label(bench.out / "texts.jsonl", bench.out / "l.jsonl")

    def score(documents: list[int]) -> None:
        for i in documents:
            loop.readability_scores(bench.texts[i])

    def count(documents: list[int]) -> None:
        uses.extend(sum(loop.count_terms(bench.texts[i], terms)) for i in documents)

    def count_cues(documents: list[int]) -> None:
        for i in documents:
            loop.count_cues(sentences[i], cues)

    loops = zip(LOOPS, (score, count, count_cues), strict=True)
    found = [
        *(Work(name, run, bench.sample_size) for name, run in loops),
        Work("findall", lambda: loop.split_words(bench.texts), bench.size),
        *([Work("wc", lambda: loop.run_wc(bench.paths), bench.size)] if loop.has_wc() else []),
        *(Work(f"process {rule}", partial(shards.in_processes, rule), bench.size)
          for rule in RULES),
        *(Work(f"inside {rule}", partial(shards.in_this_process, rule), bench.size)
          for rule in RULES),
        Work("careful", partial(bench.careful.in_this_process, "hedging"), bench.careful_size),
        Work("process label", lambda: in_process_of_its_own(label), bench.size),
        Work("inside label", lambda: in_this_process(label), bench.size),
    ]  # fmt: skip
    return {work.name: work for work in found}


def run_round(found: dict[str, Work], number: int, sample: list[int]) -> None:
    """Do one round: each work once, and before each of them a share of the loops.

    Other programs slow a busy machine down for some seconds at a time; spread like this the loops
    meet what the rest of the round meets.
    """
    rest = [work for name, work in found.items() if name not in LOOPS]
    for k, work in enumerate(rest):
        share = sample[k :: len(rest)]
        if share:
            for name in LOOPS:
                found[name].once(number, share)
        work.once(number)


def _sentences(bench: Bench) -> dict[int, list[str]]:
    """Return the sentences of each document of the samples, as `hedgerow label` cuts them."""
    import orjson

    given, got = bench.out / "sample.jsonl", bench.out / "sample-labels.jsonl"
    documents = [i for sample in bench.samples for i in sample]
    _write_texts(given, [bench.texts[i] for i in documents])
    in_this_process(_label(given, got))
    return {
        i: [bench.texts[i][s["start"] : s["end"]] for s in orjson.loads(line)["sentences"]]
        for i, line in zip(documents, got.read_bytes().splitlines(), strict=True)
    }


def measure(bench: Bench, rounds: int) -> dict:
    """Run all rounds; return everything that the outputs are written from."""
    shards = Shards(bench.source, bench.out / "phrases.txt", bench.out / "shards")
    uses: list[int] = []
    found = works(bench, shards, uses)
    # What the libraries hold in memory should not slow down every garbage collection.
    gc.collect()
    gc.freeze()
    for number in range(rounds):
        run_round(found, number, bench.samples[number])
        print(f"round {number + 1} of {rounds} done", file=sys.stderr)
    return {
        "corpus": _corpus_facts(bench, shards),
        "rounds": rounds,
        "core": CORE,
        "loop_documents": len(bench.samples[0]),
        "phrases": len(bench.phrases),
        "uses_by_loop": sum(uses),
        "uses_by_hedgerow": _uses(bench, shards),
        "rows": _rows(found, bench),
    }


def _corpus_facts(bench: Bench, shards: Shards) -> dict:
    words = 0
    types: set[str] = set()
    for shard in range(len(shards.fingerprints)):
        tokenised = read_tokens(shards.folder(shard) / "text.arrow")
        words += int(tokenised.token_is_word.sum())
        types |= {
            tokenised.word_text[i] for i in tokenised.token_word[tokenised.token_is_word].tolist()
        }
    return {
        "documents": len(bench.paths),
        "megabytes": bench.size() / 1e6,
        "words": words,
        "word_types": len(types),
        "shards": len(shards.fingerprints),
    }


def _uses(bench: Bench, shards: Shards) -> int:
    """Count the uses of phrases that Hedgerow found in the documents that the loop read."""
    read = {
        bench.paths[i].relative_to(bench.source).as_posix()
        for sample in bench.samples
        for i in sample
    }
    return sum(
        doc_id in read
        for k in range(len(shards.fingerprints))
        for doc_id in read_table(shards.folder(k) / "phrases.parquet")["doc_id"]
    )


def _rows(found: dict[str, Work], bench: Bench) -> list[dict]:
    """Make the rows of the table: rates, and ratios to the loop that does the same work."""
    lists: list[tuple[str, str, list[str], str]] = []
    sums = {SAME: SAME_WORK, ALL: RULES}
    for way in ("process", "inside"):
        lists += [(way, rule, [f"{way} {rule}"], "loop") for rule in RULES]
        lists += [(way, name, [f"{way} {r}" for r in some], "loop") for name, some in sums.items()]
    others = [f"inside {rule}" for rule in RULES if rule != "hedging"]
    lists += [
        ("careful", "hedging", ["careful"], "loop"),
        ("careful", ALL, ["careful", *others], "loop"),
        ("loop", "textstat, twelve scores", ["scores"], "loop"),
        ("loop", "one regex a phrase", ["terms"], "loop"),
        ("loop", "both: the loop", ["scores", "terms"], "loop"),
        ("floor", r're.findall(r"\w+", text)', ["findall"], "loop"),
        *([("floor", "wc -w", ["wc"], "loop")] if "wc" in found else []),
        ("label", "hedgerow label, a process", ["process label"], "cues"),
        ("label", "hedgerow label, in one process", ["inside label"], "cues"),
        ("label", "one regex a cue", ["cues"], "cues"),
    ]
    per_byte = {name: work.seconds_per_byte() for name, work in found.items()}

    def cost(names: list[str]) -> list[float]:
        return [sum(parts) for parts in zip(*(per_byte[name] for name in names), strict=True)]

    references = {"loop": cost(["scores", "terms"]), "cues": cost(["cues"])}
    mean = bench.size() / len(bench.paths)
    rows = []
    for group, name, names, against in lists:
        seconds = cost(names)
        times = spread(ratios(seconds, references[against]))
        middle = spread(seconds).median
        rows.append(
            {
                "group": group,
                "name": name,
                "documents_per_second": 1 / (middle * mean),
                "megabytes_per_second": 1 / (middle * 1e6),
                "against": against,
                "asked": TIMES_THE_LOOP.get(name) if group == "process" else None,
                "times": {"median": times.median, "least": times.least, "most": times.most},
                "processor_seconds": {n: found[n].processor for n in names},
                "wall_seconds": {n: found[n].wall for n in names},
            }
        )
    return rows


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; return 0, or 1 after an error that the user can mend."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--documents", type=int, default=2_000, help="size of the corpus (2000)")
    parser.add_argument("--source", type=Path, default=ROOT / "data" / "raw" / "demo",
                        help="folder to take paragraphs from (data/raw/demo)")  # fmt: skip
    parser.add_argument("--rounds", type=int, default=5, help="how often all is measured (5)")
    parser.add_argument("--json", type=Path, help="write the results there too")
    parser.add_argument("--publish", action="store_true",
                        help="write to docs/performance.md and docs/validation.md")  # fmt: skip
    given = parser.parse_args(arguments)
    try:
        with tempfile.TemporaryDirectory(prefix="hedgerow-bench-") as folder:
            bench = prepare(given.source, given.documents, given.rounds, Path(folder))
            warm_up(bench)
            results = table.machine() | measure(bench, given.rounds)
    except UserError as error:
        print(f"benchmark: error: {error}", file=sys.stderr)
        return 1
    print(table.as_text(results))
    if given.json:
        table.write_json(given.json, results)
    if given.publish:
        table.publish(ROOT, results)
    return 0


if __name__ == "__main__":
    sys.exit(main())
