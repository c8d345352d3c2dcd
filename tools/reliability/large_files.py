"""Large hostile files: what becomes of each, and what it costs."""

from __future__ import annotations

import multiprocessing
import resource
import tempfile
import time
from pathlib import Path
from typing import Any

import yaml
from cases import Cases

import hostile
from hedgerow.planning.plan import Plan
from hedgerow.sources.limits import Limits
from hedgerow.steps import normalise

ROOT = Path(__file__).resolve().parents[2]
LIMITS = Limits(**yaml.safe_load((ROOT / "config/config.yaml").read_text("utf-8"))["limits"])


def measure(seconds: int, cases: Cases) -> str:
    """Normalise a corpus of each large hostile file and one good one; return the table."""
    done = cases.run(hostile.LARGE, lambda name: _alone(name, seconds))
    rows = [
        f"| {name} | {found['size']:.1f} | {found['seconds']:.0f} | {found['memory']:.0f}"
        f" | {found['outcome']} |"
        for name, found in done.items()
    ]
    within = sum(found["memory"] < 1000 for found in done.values())
    read = sum(found["outcome"].startswith("analysed") for found in done.values())
    head = (
        f"{len(rows)} files with limits of {seconds} s and {LIMITS.megabytes:g} MB, each beside one"
        f" good document, which was measured every time. {within} kept within 1,000 MB; {read}"
        f" were measured, and the other {len(rows) - read} are listed with the reason. The memory"
        " is that of the step or of its reader, whichever had more; they share the libraries.\n\n"
        "| file | MB | seconds | memory, MB | what became of it |\n"
        "|---|---:|---:|---:|---|\n"
    )
    return head + "\n".join(rows) + "\n"


def _alone(name: str, limit: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "source")
        (source / "hostile").mkdir(parents=True)
        (source / "hostile" / name).write_bytes(hostile.LARGE[name]())
        (source / "good.txt").write_text("People who sleep well often feel better.\n" * 20)
        size = (source / "hostile" / name).stat().st_size / 1e6
        context = multiprocessing.get_context("spawn")
        results = context.Queue()
        started = time.monotonic()
        worker = context.Process(target=_normalised, args=(source, results, limit))
        worker.start()
        outcome, own, child = results.get(timeout=900)
        worker.join()
    seconds = time.monotonic() - started
    return {"size": size, "seconds": seconds, "memory": max(own, child), "outcome": outcome}


def _normalised(source: Path, results: multiprocessing.Queue, limit: int) -> None:
    from hedgerow.tables.io import read_table

    with tempfile.TemporaryDirectory() as name:
        out = [Path(name, part) for part in ("documents", "text", "cleaning")]
        mark = Plan(str(source)).fingerprint(1, 0)
        normalise.run(source, 0, 1, mark, *out, seconds=limit, megabytes=LIMITS.megabytes)
        table = read_table(out[0])
    found = dict(zip(table["doc_id"], range(len(table["doc_id"])), strict=True))
    assert table["status"][found.pop("good.txt")] == "analysed"
    # A file of records that is not read to its end is listed itself, besides its records.
    row = next((row for doc_id, row in found.items() if "#" not in doc_id), min(found.values()))
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
