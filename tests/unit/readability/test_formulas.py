"""The records of the formulas: complete, used everywhere, right on their worked examples."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import formulas as docs
from hedgerow.corpus.schemas import CORPUS
from hedgerow.readability.formulas import FORMULAS, Formula, formula_scores
from hedgerow.tables.bibtex import bibtex_fields
from worked_examples import WORKED

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("formula", FORMULAS.values(), ids=FORMULAS)
def test_a_record_is_complete(formula: Formula) -> None:
    name = formula.name
    assert formula.unit in {"grade", "points", "ratio"}, f"{name}: no unit"
    assert formula.label and formula.text, f"{name}: no label, or no formula in words"
    for field in ("author", "title", "year"):
        assert bibtex_fields(formula.reference).get(field), f"{name}: its reference has no {field}"
    assert name in WORKED, f"{name}: add a worked example to tools/worked_examples.py"
    for table in ("documents", "sections"):
        assert name in CORPUS[table].names, f"{name}: no column in the table {table}"
    assert f"| `{name}` |" in docs.PAGE.read_text("utf-8"), f"{name}: run python tools/formulas.py"


def test_labels_and_names_are_unique() -> None:
    assert len({f.label for f in FORMULAS.values()}) == len(FORMULAS)
    assert all(name == formula.name for name, formula in FORMULAS.items())


def test_the_page_is_up_to_date() -> None:
    page = docs.PAGE.read_text("utf-8")
    for name, make in docs.PARTS.items():
        part = f"<!-- {name} -->\n{make()}\n<!-- end {name} -->"
        assert part in page, f"docs/measures.md, {name}: run python tools/formulas.py"


@pytest.mark.parametrize("name", [n for n, row in WORKED.items() if np.isfinite(row.value)])
def test_worked_example(name: str) -> None:
    example = WORKED[name]
    counts = {k: np.array([v]) for k, v in example.counts.items()}
    got = float(formula_scores(counts, [name])[name][0])
    assert got == pytest.approx(example.value, abs=0.5 * 10**-example.digits + 1e-9)


@pytest.mark.parametrize("formula", FORMULAS.values(), ids=FORMULAS)
def test_a_score_needs_its_sentences(formula: Formula) -> None:
    least = formula.fewest_sentences
    few, enough = max(least - 1, 0), max(least, 1)
    counts = {**WORKED[formula.name].counts, "sentences": np.array([few, enough])}
    values = formula_scores({k: np.resize(v, 2) for k, v in counts.items()}, [formula.name])
    assert np.isnan(values[formula.name]).tolist() == [least > 0, False]


_RECORD = """
    Formula(
        "test_grade", "Test grade", "grade",
        "W/S + 1",
        r"@book{green2001, author = {Green, Ann}, title = {A test}, year = {2001}}",
        lambda c: c["words"] / c["sentences"] + 1,
    ),
)  # fmt: skip
"""


def test_a_new_formula_is_one_record(tmp_path: Path) -> None:
    """The recipe of CONTRIBUTING.md: a record alone makes column, label, methods and docs row."""
    library = tmp_path / "hedgerow"
    subprocess.run(["cp", "-r", ROOT / "workflow/src/hedgerow", library], check=True)
    path = library / "readability" / "formulas.py"
    text = path.read_text("utf-8")
    assert text.count("\n)  # fmt: skip\n") == 1
    path.write_text(text.replace("\n)  # fmt: skip\n", _RECORD), "utf-8")
    code = (
        "import formulas\n"
        "from hedgerow.corpus.schemas import CORPUS\n"
        "from hedgerow.report.labels import measure\n"
        "from hedgerow.report.methods import _formulas, bibliography\n"
        "print([c.unit for c in CORPUS['documents'].columns if c.name == 'test_grade'])\n"
        "print(measure('test_grade').label, measure('test_grade').digits)\n"
        "print(_formulas()[-1])\n"
        "print('green2001' in bibliography('[@green2001]'))\n"
        "print([row for row in formulas.table().splitlines() if 'test_grade' in row])\n"
    )
    path_of = os.pathsep.join([str(tmp_path), str(ROOT / "tools")])
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": path_of},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "['grade']",
        "Test grade 1",
        "('Test grade', 'W/S + 1 [@green2001]')",
        "True",
        "['| `test_grade` | W/S + 1 | Green 2001 |']",
    ]
