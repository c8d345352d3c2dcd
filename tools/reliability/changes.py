"""Changes of one operator or number in whole folders of the library: do their tests notice?"""

from __future__ import annotations

import random
from typing import Any

from cases import Cases

from mutation_score import LIBRARY, ROOT, Change, load_libraries, sites_of

SLOW = {"test_encoder_training.py", "test_traps.py"}
"""Test files that would take minutes for each change; what only they notice is not noticed here."""

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
    return f"{share} are noticed.\n\n| folder | changes | noticed |\n|---|---:|---:|\n" + (
        "\n".join(rows) + "\n"
    )


def _drawn(folder: str, number: int) -> list[str]:
    """Return some of the changes of all modules of a folder, by module and place."""
    places = [
        f"{path.relative_to(LIBRARY).with_suffix('')} {place}"
        for path in sorted((LIBRARY / folder).rglob("*.py"))
        for place in range(len(sites_of(path)))
    ]
    return random.Random(18).sample(places, min(number, len(places)))


def _noticed(name: str) -> dict[str, Any]:
    module, place = name.split()
    change = Change.make(LIBRARY / f"{module}.py", int(place))
    folder = module.partition("/")[0]
    tests = [str(path) for path in sorted((ROOT / "tests/unit" / folder).glob("test_*.py"))
             if path.name not in SLOW]  # fmt: skip
    return {"noticed": change.noticed(tests), "what": change.what}
