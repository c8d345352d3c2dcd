"""Reach: what the project asks of itself, beside what the other benchmarks published last.

    benchmarks/reach.py [--publish]

reads the figures in docs/performance.md that the other commands wrote there and measures nothing
itself. With `--publish` the table goes into that page; run it after any other command that does.
"""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "workflow" / "src"))

from hedgerow.errors import UserError  # noqa: E402
from hedgerow.tables.marked_sections import write_part  # noqa: E402

PAGE = ROOT / "docs" / "performance.md"
TIMES_THE_LOOP = {"normalise + readability + keywords": 150, "all five rules": 60}
"""How many times as fast as the loop rules should be, each a process."""


def cell(row: str, column: int) -> str:
    """Return the pattern of a number in a table.

    Args:
        row: pattern of the first cell.
        column: 1 for the cell after it.
    """
    return rf"^\| {row} \|(?:[^|\n]*\|){{{column - 1}}} ([\d.,]+)"


@dataclass(frozen=True)
class Goal:
    """A figure that is asked for, and where it is published.

    Attributes:
        what: the figure, in words, with its unit.
        asked: the figure that reaches the goal.
        at_least: a larger figure is better; else a smaller one.
        part: the part of the page that has the figure.
        pattern: finds it there: the first group is the number, which a second group "less" turns
            negative.
    """

    what: str
    asked: float
    at_least: bool
    part: str
    pattern: str

    def reached_by(self, figure: float) -> bool:
        """Say whether a figure reaches the goal."""
        return figure >= self.asked if self.at_least else figure <= self.asked


_THREE, _FIVE = TIMES_THE_LOOP
GOALS = (
    Goal(f"{_THREE}: times the loop",
         TIMES_THE_LOOP[_THREE], True, "measured", cell(re.escape(_THREE), 1)),
    Goal(f"{_FIVE}: times the loop", TIMES_THE_LOOP[_FIVE], True, "measured", cell(_FIVE, 1)),
    Goal(f"{_FIVE}: share of the speed of re.findall", 0.3, True, "measured", cell(_FIVE, 4)),
    Goal("`hedgerow --version`: s", 0.25, False, "start", cell("`hedgerow --version`", 3)),
    Goal("nothing to do: times an empty Snakefile",
         1, False, "start", cell("the same again: nothing to do", 1)),
    Goal("five articles with their report: s", 7, False, "start",
         cell("5 articles, from nothing to the report", 3)),
    Goal("one changed document in 20,000: s",
         8, False, "changed", r"20,000 documents .* after the change ([\d,]+) s"),
    Goal("20,000 documents with their report: s",
         30, False, "growth", r"20,000 documents ([\d,]+) s"),
    Goal("20,000 documents: most MB of a job",
         1_000, False, "growth",
         r"^\| rule \| MB, 2,000 \| MB, 20,000 \|(?:.|\n)*?" + cell("all rules", 2)),
    Goal("200,000 documents: % more processor time a document than at 20,000",
         15, False, "growth",
         r"took (\d+)% (more|less) processor time at 200,000 documents than at 20,000"),
    Goal("documents at which a job first holds 2,000 MB",
         400_000, True, "growth", r"first holds 2,000 MB at ([\d,]+) documents"),
    Goal("report.html at the largest size: MB",
         10, False, "growth", r", ([\d.]+) MB\. By the lines"),
    Goal("quanteda.textstats on the same counts: times Hedgerow's",
         1, True, "peers", cell("R, quanteda.textstats[^|]*", 4)),
)  # fmt: skip


def part_of(page: str, name: str) -> str:
    """Return what stands between the marks of a part.

    Raises:
        UserError: the page has no such part.
    """
    found = re.search(rf"<!-- {name} -->\n(.*?)<!-- end {name} -->", page, re.DOTALL)
    if not found:
        raise UserError(f"{PAGE}: there is no part {name}")
    return found[1]


def figure_of(goal: Goal, part: str) -> float | None:
    """Return the figure that was published; None where the part has none."""
    found = re.search(goal.pattern, part, re.MULTILINE)
    if not found:
        return None
    number = float(found[1].replace(",", ""))
    return 0 - number if "less" in found.groups() else number  # -0 would be printed as it is


def as_table(page: str) -> str:
    """Write all goals with what the page has of them."""
    rows = []
    for goal in GOALS:
        part = part_of(page, goal.part)
        figure = figure_of(goal, part)
        asked = f"{'at least' if goal.at_least else 'at most'} {goal.asked:,}"
        verdict = "not measured"
        if figure is not None:
            verdict = "reached" if goal.reached_by(figure) else "missed"
        cells = [
            goal.what,
            asked,
            "" if figure is None else f"{figure:,.10g}",
            verdict,
            f"`{part.split('`')[1]}`",  # "Written by `command`: ..."
        ]
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(
        [
            "Written by `benchmarks/reach.py --publish` from the parts below.",
            "",
            "| figure | asked | measured | | by |",
            "|---|---:|---:|---|---|",
            *rows,
        ]
    )


def main() -> int:
    """Run it; return 0, or 1 after an error."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--publish", action="store_true", help="write to docs/performance.md")
    given = parser.parse_args()
    try:
        table = as_table(PAGE.read_text("utf-8"))
    except UserError as error:
        print(f"benchmark: error: {error}", file=sys.stderr)
        return 1
    print(table)
    if given.publish:
        write_part(PAGE, "reach", table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
