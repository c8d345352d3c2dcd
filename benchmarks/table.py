"""The results as a table for people, as JSON, and as ratios for the README."""

from __future__ import annotations

import json
import platform
from importlib import metadata
from pathlib import Path

from hedgerow.tables.marked_sections import write_part

_GROUPS = {
    "process": "Hedgerow, each rule a process (its start and imports included)",
    "inside": "Hedgerow, all rules in one process",
    "careful": "Hedgerow in one process, sentences labelled by the network",
    "loop": "the loop: for each document textstat, and one compiled regex a phrase",
    "floor": "only splitting into words",
    "label": "labels of sentences; the ratio is to one compiled regex a cue",
}


def machine() -> dict:
    """Say what the measurement ran on."""
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return {
        "processor": (names or [platform.processor() or platform.machine()])[0],
        "python": platform.python_version(),
        "textstat": metadata.version("textstat"),
    }


def as_text(results: dict) -> str:
    """Write the results as lines of plain text."""
    corpus = results["corpus"]
    core = "one core each" if results["core"] is None else f"core {results['core']} only"
    lines = [
        f"{corpus['documents']:,} documents, {_number(corpus['megabytes'])} MB, "
        f"{corpus['words']:,} words of {corpus['word_types']:,} types, "
        f"{corpus['shards']} shard{'s' if corpus['shards'] > 1 else ''}, "
        f"{results['phrases']} phrases",
        f"{results['processor']}, Python {results['python']}, {core}, one thread; "
        "processor time, medians of "
        f"{results['rounds']} round{'s' if results['rounds'] > 1 else ''} (all rows in each round)",
    ]
    group = ""
    for row in results["rows"]:
        if row["group"] != group:
            group = row["group"]
            lines += ["", f"{_GROUPS[group]:<70}docs/s    MB/s  times the loop"]
        lines.append(
            f"  {row['name']:<62}{_number(row['documents_per_second']):>12}"
            f"{_number(row['megabytes_per_second']):>8}  {_times(row['times'])}"
        )
    return "\n".join([*lines, "", *_remarks(results)])


def _remarks(results: dict) -> list[str]:
    few = results["loop_documents"]
    verdicts = ", ".join(
        f"{'kept' if row['times']['median'] >= row['asked'] else 'MISSED'} by {row['name']}"
        f" ({_number(row['times']['median'])}, asked {row['asked']})"
        for row in results["rows"]
        if row["asked"]
    )
    return [
        f"The loops are slow: they ran on {few} document{'s' if few > 1 else ''} a round, other "
        "ones each time, and their rates are extrapolated by bytes.",
        f"textstat {results['textstat']} had its dictionary loaded before; Hedgerow's processes "
        "load theirs each time.",
        f"Uses of the phrases in those documents: the loop {results['uses_by_loop']:,}, Hedgerow "
        f"{results['uses_by_hedgerow']:,} (which finds none in parts of hyphenated words).",
        f"What the project asks of itself, times the loop: {verdicts}.",
    ]


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _times(times: dict) -> str:
    least, most = _number(times["least"]), _number(times["most"])
    return f"{_number(times['median']):>7} ({least} to {most})"


def write_json(path: Path, results: dict) -> None:
    """Write everything that was measured."""
    path.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", "utf-8")


def publish(root: Path, results: dict) -> None:
    """Put the ratios into docs/performance.md, and what normalising costs into docs/validation.md.

    Args:
        root: folder of the project.
    """
    write_part(root / "docs" / "performance.md", "measured", _ratios(results))
    write_part(root / "docs" / "validation.md", "speed", _speed(results))


def _command(results: dict) -> str:
    documents, rounds = results["corpus"]["documents"], results["rounds"]
    return f"`benchmarks/run.py --documents {documents} --rounds {rounds} --publish`"


def _speed(results: dict) -> str:
    """Write how fast plain text is normalised and tokenised, and how fast it is only split."""
    rows = {(row["group"], row["name"]): row for row in results["rows"]}
    chosen = {
        "`normalise`, a process": rows["process", "normalise"],
        "`normalise`, without start": rows["inside", "normalise"],
        r'`re.findall(r"\w+", text)`, text in memory': rows["floor", r're.findall(r"\w+", text)'],
    }
    if ("floor", "wc -w") in rows:
        chosen["`wc -w`"] = rows["floor", "wc -w"]
    own = rows["process", "normalise"]["times"]["median"]
    lines = [
        f"Written by {_command(results)}: {_number(results['corpus']['megabytes'])} MB of plain"
        f" text in {results['corpus']['documents']:,} files, one core of an"
        f" {results['processor']}. Rates are true for that machine; the ratios were taken within"
        " each round.",
        "",
        "| | MB a second of processor time | times `normalise` as a process |",
        "|---|---:|---:|",
        *(
            f"| {name} | {_number(row['megabytes_per_second'])} |"
            f" {_number(row['times']['median'] / own)} |"
            for name, row in chosen.items()
        ),
    ]
    return "\n".join(lines)


def _ratios(results: dict) -> str:
    corpus = results["corpus"]
    (split,) = (row for row in results["rows"] if row["name"].startswith("re.findall"))
    lines = [
        f"Written by {_command(results)}: {_number(corpus['megabytes'])} MB, "
        f"{results['phrases']} phrases, {results['processor']}, Python {results['python']}. Asked: "
        "what the project asks of itself.",
        "",
        "| | times the loop | least to most | asked | share of the speed of re.findall |",
        "|---|---:|---:|---:|---:|",
    ]
    group = ""
    for row in results["rows"]:
        if row["group"] != group:
            group = row["group"]
            lines.append(f"| **{_GROUPS[group]}** | | | | |")
        times = row["times"]
        span = f"{_number(times['least'])} to {_number(times['most'])}"
        share = "" if group == "label" else _number(times["median"] / split["times"]["median"])
        cells = (row["name"], _number(times["median"]), span, str(row["asked"] or ""), share)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)
