"""Changes of one operator or number in whole folders of the library: do their tests notice?"""

from __future__ import annotations

import os
import random
from typing import Any

from cases import Cases

from mutation_score import LIBRARY, ROOT, Change, load_libraries, sites_of

QUICK = "not other_instruction_sets and not long-careful and not compare_readability"
"""Tests that take seconds are left out; what they alone would notice counts as not noticed."""

FROM_ALL, FROM_THE_REST, DRAW = (18, 101, 2), (3, 4), 5
"""Seeds of the draws that tests were written for, whose changes are left out, and of this one.

The first ones drew from all changes, each later one from those that the earlier ones had left.
"""

FOLDERS = ("labels", "readability", "phrases", "overlap", "statistics")


def measure(number: int, cases: Cases) -> str:
    """Make so many random changes of each folder; return the share that is noticed, as a table."""
    load_libraries()
    drawn = {folder: _drawn(folder, number) for folder in FOLDERS}
    names = [name for k in range(number) for folder in FOLDERS for name in drawn[folder][k : k + 1]]
    done = cases.run(names, _noticed)
    rows, noticed_, made = [], 0, 0
    for folder in FOLDERS:
        found = [done[name]["noticed"] for name in drawn[folder] if name in done]
        noticed_, made = noticed_ + sum(found), made + len(found)
        rows.append(f"| `{folder}/` | {len(found)} | {sum(found)} |")
    share = f"{noticed_} of {made} ({noticed_ / max(1, made):.0%})"
    left = sorted(found["what"] for found in done.values() if not found["noticed"])
    return f"{share} are noticed.\n\n| folder | changes | noticed |\n|---|---:|---:|\n" + (
        "\n".join(rows) + "\n\nNot noticed:\n\n" + "".join(f"- `{what}`\n" for what in left)
    )


def _drawn(folder: str, number: int) -> list[str]:
    """Return some of the changes of all modules of a folder that no test was written for.

    Each is named by its module and place.
    """
    places = [
        f"{path.relative_to(LIBRARY).with_suffix('')} {place}"
        for path in sorted((LIBRARY / folder).rglob("*.py"))
        for place in range(len(sites_of(path)))
    ]
    known = {name for seed in FROM_ALL for name in random.Random(seed).sample(places, 70)}
    places = [name for name in places if name not in known]
    for seed in FROM_THE_REST:
        known = set(random.Random(seed).sample(places, 40))
        places = [name for name in places if name not in known]
    return random.Random(DRAW).sample(places, min(number, len(places)))


def _noticed(name: str) -> dict[str, Any]:
    module, place = name.split()
    change = Change.make(LIBRARY / f"{module}.py", int(place))
    # Those that name the module come first: the first failure ends the tests.
    tests = sorted((ROOT / "tests/unit" / module.partition("/")[0]).glob("test_*.py"))
    tests.sort(key=lambda path: change.path.stem not in path.read_text("utf-8"))
    os.environ.pop("HEDGEROW_SHARED", None)
    examples = [f"{ROOT}/tests/unit/test_doctests.py::test_examples_hold[{change.module}]"]
    if change.path.stem == "__init__":
        examples = []
    noticed = change.noticed([*examples, *map(str, tests), "-k", QUICK])
    return {"noticed": noticed, "what": change.what}
