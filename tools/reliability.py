"""Measure how Hedgerow bears hostile files, and publish the figures in docs/reliability.md:

python tools/reliability.py hostile 60        large hostile files (or some, by name), with that
                                              limit in seconds
python tools/reliability.py mutated 10000     that many mutated files of each format
python tools/reliability.py unstopped 60000   a text of that many repetitions without a stop
"""

from __future__ import annotations

import multiprocessing
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import hostile  # noqa: E402  tests/ is no package
from hedgerow.planning.plan import Plan  # noqa: E402
from hedgerow.sources.formats import FORMATS  # noqa: E402
from hedgerow.sources.limits import Limits, document_limits  # noqa: E402
from hedgerow.sources.readers import read_sources  # noqa: E402
from hedgerow.sources.records import Fields  # noqa: E402
from hedgerow.steps import normalise  # noqa: E402
from hedgerow.tables.marked_sections import write_part  # noqa: E402
from samples import SAMPLES  # noqa: E402

PAGE = ROOT / "docs/reliability.md"
LIMITS = Limits(**yaml.safe_load((ROOT / "config/config.yaml").read_text("utf-8"))["limits"])


def hostile_files(limit: int) -> str:
    """Normalise a corpus of each large hostile file and one good one; return the table."""
    rows, within = [], 0
    for name in sys.argv[3:] or hostile.LARGE:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder, "source")
            (source / "hostile").mkdir(parents=True)
            (source / "hostile" / name).write_bytes(hostile.LARGE[name]())
            (source / "good.txt").write_text("People who sleep well often feel better.\n" * 20)
            size = (source / "hostile" / name).stat().st_size
            results = multiprocessing.get_context("spawn").Queue()
            started = time.monotonic()
            worker = multiprocessing.get_context("spawn").Process(
                target=_normalised, args=(source, results, limit)
            )
            worker.start()
            outcome, own, child = results.get()
            worker.join()
        seconds = time.monotonic() - started
        within += own + child < 1000
        rows.append(
            f"| {name} | {size / 1e6:.1f} | {seconds:.0f} | {max(own, child):.0f} | {outcome} |"
        )
    head = (
        f"{len(rows)} files with limits of {limit} s and {LIMITS.megabytes:g} MB, each beside one"
        " good document, which was read every time."
        f" {within} kept within 1,000 MB for both processes together.\n\n"
        "| file | MB | seconds | largest process, MB | what became of it |\n"
        "|---|---:|---:|---:|---|\n"
    )
    return head + "\n".join(rows) + "\n"


def _normalised(source: Path, results: multiprocessing.Queue, limit: int) -> None:
    from hedgerow.tables.io import read_table

    with tempfile.TemporaryDirectory() as name:
        out = [Path(name, part) for part in ("documents", "text", "cleaning")]
        mark = Plan(str(source)).fingerprint(1, 0)
        normalise.run(source, 0, 1, mark, *out, seconds=limit, megabytes=LIMITS.megabytes)
        table = read_table(out[0])
    found = dict(zip(table["doc_id"], range(len(table["doc_id"])), strict=True))
    assert table["status"][found.pop("good.txt")] == "analysed"
    row = next(iter(found.values()))
    words, reason = table["status"][row], table["reason"][row]
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
    what = words + (f": {reason.partition(';')[0]}" if reason else "")
    results.put((what, peak_megabytes(), child))


def peak_megabytes() -> float:
    """Return the most memory that this program has had, in MB.

    `ru_maxrss` would not do: it begins with the memory of the process that started this one.
    """
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1000


def mutated_files(each: int) -> str:
    """Read mutated files of each format; return the count of each outcome."""
    rows = []
    for form in FORMATS:
        outcomes: Counter[str] = Counter()
        with tempfile.TemporaryDirectory() as name, document_limits(LIMITS):
            for data in _mutated(SAMPLES[form.name][0], each):
                path = Path(name, f"a{form.endings[0]}")
                path.write_bytes(data)
                for _, source in read_sources(path.parent, path.name, Fields(), bool):
                    outcomes[_outcome(source.reason)] += 1
        rows.append(f"| {form.name} | {each:,} | {outcomes['error']} | {outcomes['limit']} |")
    head = (
        "| format | mutated files | errors of a reader | beyond the limits |\n"
        "|---|---:|---:|---:|\n"
    )
    return head + "\n".join(rows) + "\n"


def _outcome(reason: str | None) -> str:
    if reason and "reader failed" in reason:
        return "error"
    return "limit" if reason and ("limits." in reason or "ended the program" in reason) else "fine"


def _mutated(whole: bytes, number: int) -> Iterator[bytes]:
    """Yield copies with bytes changed, put in, taken out or repeated; the seed is fixed."""
    draw = random.Random(18)
    for _ in range(number):
        data = bytearray(whole)
        for _ in range(draw.randint(1, 8)):
            place = draw.randrange(len(data) + 1)
            end = min(len(data), place + draw.randint(0, 16))
            choice = draw.random()
            new = (
                bytes(data[place:end]) * draw.randint(2, 50)
                if choice < 0.2
                else draw.randbytes(draw.randint(0, 12))
            )
            data[place:end] = new
        yield bytes(data[: draw.randint(0, len(data))] if draw.random() < 0.1 else data)


STEPS: dict[str, Callable[[Path], list[str]]] = {
    "readability": lambda f: ["--scores", f"{f}/a", "--sections", f"{f}/b", "--sentences", f"{f}/c",
                              "--hardwords", f"{f}/d", "--oov_words", f"{f}/e", "--seed", "1",
                              "--resamples", "500"],
    "hedging": lambda f: ["--cues", f"{f}/f", "--claims", f"{f}/g", "--labels", "fast"],
    "keywords": lambda f: ["--occurrences", f"{f}/h", "--per_document", f"{f}/i", "--unnatural",
                           f"{f}/j", "--words", f"{f}/k"],
    "similarity": lambda f: ["--signatures", f"{f}/l"],
    "repeats": lambda f: ["--passages", f"{f}/m"],
}  # fmt: skip
"""The steps of a shard after `normalise`, with their outputs in a folder."""


_STEP = """
import sys
from pathlib import Path
from hedgerow.cli import main

status = main(sys.argv[1:])
memory = Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]
print(int(memory) / 1000)
sys.exit(status)
"""
"""A program that runs one step and prints the most memory that it had, in MB."""


def unstopped_text(times: int) -> str:
    """Measure every step on one text without a stop; return the memory and time of each."""
    rows = []
    for step, megabytes, seconds in step_costs("kratom may help pain and " * times):
        rows.append(f"| `{step}` | {megabytes:,.0f} | {seconds:.0f} |")
    head = f"`kratom may help pain and `, {times:,} times:\n\n| step | MB | seconds |\n"
    return f"{head}|---|---:|---:|\n" + "\n".join(rows) + "\n"


def step_costs(text: str) -> Iterator[tuple[str, float, float]]:
    """Yield name, peak memory in MB and seconds of every step of a shard over one text."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "source").mkdir()
        (folder / "source/a.txt").write_text(text)
        mark = Plan(str(folder / "source")).fingerprint(1, 0)
        first = ["--source", f"{name}/source", "--shard", "0", "--of", "1", "--fingerprint", mark,
                 "--documents", f"{name}/doc", "--text", f"{name}/text", "--cleaning",
                 f"{name}/clean"]  # fmt: skip
        for step, arguments in [("normalise", first), *((s, a(folder)) for s, a in STEPS.items())]:
            given = arguments if step == "normalise" else ["--text", f"{name}/text", *arguments]
            yield step, *_cost([step, *given])


def _cost(arguments: list[str]) -> tuple[float, float]:
    started = time.monotonic()
    command = [sys.executable, "-c", _STEP, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return float(done.stdout.splitlines()[-1]), time.monotonic() - started


def main() -> None:
    """Run the measurement that the command line names and publish its part of the page."""
    made: dict[str, Callable[[int], str]] = {
        "hostile": hostile_files,
        "mutated": mutated_files,
        "unstopped": unstopped_text,
    }
    if len(sys.argv) < 2 or sys.argv[1] not in made:
        raise SystemExit(__doc__)
    part = made[sys.argv[1]](int(sys.argv[2]) if len(sys.argv) > 2 else 0)
    print(part)
    write_part(PAGE, sys.argv[1], part)


if __name__ == "__main__":
    main()
