"""Notebooks run from top to bottom on the results of a run, and are committed without output."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from running import Run

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LARGEST = 60_000

# What Jupyter does with a notebook, less the showing: its code cells, in order, in one namespace.
RUN_CELLS = """
import json, sys
names = {"__name__": "__main__"}
for number, cell in enumerate(json.load(open(sys.argv[1], encoding="utf-8"))["cells"]):
    if cell["cell_type"] == "code":
        exec(compile("".join(cell["source"]), f"cell {number}", "exec"), names)
"""


def read(notebook: Path) -> dict[str, Any]:
    return json.loads(notebook.read_text(encoding="utf-8"))


def run_cells(notebook: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the code cells of a notebook in a plain Python, started in `folder`."""
    return subprocess.run(
        [sys.executable, "-c", RUN_CELLS, str(notebook)],
        cwd=folder,
        env=os.environ | {"MPLBACKEND": "Agg", "PYTHONPATH": str(ROOT / "workflow/src")},
        capture_output=True,
        text=True,
        timeout=300,
    )


def test_there_is_a_notebook() -> None:
    assert NOTEBOOKS


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.name)
def test_committed_without_output(notebook: Path) -> None:
    content = read(notebook)
    assert (content["nbformat"], content["nbformat_minor"]) == (4, 5)
    assert notebook.stat().st_size < LARGEST
    ids = [cell["id"] for cell in content["cells"]]
    assert len(ids) == len(set(ids))
    for cell in content["cells"]:
        assert cell["cell_type"] in ("markdown", "code")
        assert cell["metadata"] == {}
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            assert cell["execution_count"] is None


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.name)
def test_runs_on_the_demonstration_results(notebook: Path) -> None:
    if not (ROOT / "results/demo/summary.json").is_file():
        pytest.skip("there are no results of the demonstration corpus here; `make` makes them")
    done = run_cells(notebook, notebook.parent)
    assert done.returncode == 0, done.stderr


@pytest.mark.workflow
@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.name)
def test_runs_on_a_fresh_run(notebook: Path, finished: Run, tmp_path: Path) -> None:
    (tmp_path / "results").mkdir()
    (tmp_path / "results/demo").symlink_to(finished.folder / "results/tiny")
    done = run_cells(notebook, tmp_path)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.name)
def test_says_what_to_do_without_results(notebook: Path, tmp_path: Path) -> None:
    done = run_cells(notebook, tmp_path)
    assert done.returncode != 0
    assert done.stderr.strip().splitlines()[-1].endswith("run `make` first.")
