"""What is asked stands beside what was published, and follows it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def reach() -> Iterator[ModuleType]:
    sys.path.insert(0, str(ROOT / "benchmarks"))
    import reach

    yield reach
    sys.path.remove(str(ROOT / "benchmarks"))


@pytest.fixture(scope="module")
def page() -> str:
    return (ROOT / "docs" / "performance.md").read_text("utf-8")


def test_the_table_is_what_the_other_parts_of_the_page_give(reach, page) -> None:
    assert reach.part_of(page, "reach") == reach.as_table(page) + "\n"


def test_what_no_command_could_measure_is_the_only_figure_that_is_missing(reach, page) -> None:
    missing = [
        goal.what
        for goal in reach.GOALS
        if reach.figure_of(goal, reach.part_of(page, goal.part)) is None
    ]
    assert all("quanteda" in what for what in missing)


def test_a_figure_follows_its_part(reach) -> None:
    goal = reach.Goal("share: %", 15, False, "growth", r"took (\d+)% (more|less)")
    assert reach.figure_of(goal, "A document took 16% more time.") == 16
    assert reach.figure_of(goal, "A document took 16% less time.") == -16
    assert reach.figure_of(goal, "Nothing.") is None
    assert not goal.reached_by(16)
    assert goal.reached_by(15)
    least = reach.Goal("times", 60, True, "measured", reach.cell("all rules", 2))
    table = "| all rules of others | 1 | 70 |\n| all rules | 0.5 | 1,060 |\n"
    assert reach.figure_of(least, table) == 1_060
    assert least.reached_by(60)
    assert not least.reached_by(59.9)


def test_the_seconds_after_a_change_are_found_in_what_is_written_of_it(reach) -> None:
    import changed

    jobs = {"keywords": [changed.Job(1, 3)], "hedging": [changed.Job(1, 2), changed.Job(1, 4)]}
    table = changed.as_table(20_000, 1_200, 1_100, jobs)
    (goal,) = (goal for goal in reach.GOALS if goal.part == "changed")
    assert reach.figure_of(goal, table) == 1_100
    assert table.endswith("| hedging | 2 | 6 |\n| keywords | 1 | 3 |")
