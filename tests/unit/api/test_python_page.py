"""docs/python.md: the parts that commands write are up to date, and its programs run."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path
from typing import Any

import pytest

import ten_tasks

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs/python.md").read_text("utf-8")
RECIPES = re.findall(r"^```python\n(.*?)^```$", PAGE.partition("## Reference")[0], re.S | re.M)
TEXT = "Mint may lower blood pressure in some people. It cures colds at once. Nobody knows why."
NEEDS = {"sklearn": "scikit-learn", "spacy": "spaCy"}


def part(name: str) -> str:
    return PAGE.partition(f"<!-- {name} -->\n")[2].partition(f"<!-- end {name} -->")[0]


def run(program: str, **names: Any) -> None:
    for module, title in NEEDS.items():
        if f"import {module}" in program or f"from {module}" in program:
            pytest.importorskip(module, reason=f"{title} is not installed")
    if "add_pipe" in program:
        import hedgerow.api.spacy_component  # noqa: F401  a checkout need not be installed
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(program, "docs/python.md", "exec"), names)


@pytest.mark.parametrize("number", range(len(RECIPES)))
def test_recipes_run(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    if "results/demo" in RECIPES[number] and not Path("results/demo/summary.json").is_file():
        pytest.skip("there are no results of the demonstration corpus here; `make` makes them")
    run(RECIPES[number])


@pytest.mark.parametrize("task", ten_tasks.TASKS, ids=lambda task: task.name)
def test_the_ten_tasks_run(
    task: ten_tasks.Task, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/a.html").write_text(f"<html><body><p>{TEXT}</p></body></html>")
    texts = [TEXT, "Tea is mild. Everybody may drink some.", TEXT + " Why?", "It stops pain."]
    run(task.programs["Hedgerow"], text=TEXT, texts=texts, labels=[0, 1, 0, 1])


def test_the_table_of_tasks_is_the_generated_one() -> None:
    assert part("tasks").strip() == ten_tasks.table(), "run `python tools/ten_tasks.py`"
    assert len(ten_tasks.TASKS) == 10


def test_the_reference_is_the_generated_one() -> None:
    pytest.importorskip("sklearn", reason="scikit-learn is not installed")
    import python_reference

    expected = python_reference.reference().rstrip()
    assert part("reference").rstrip() == expected, "run `python tools/python_reference.py`"
