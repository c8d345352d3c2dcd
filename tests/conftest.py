"""Fixtures that several test folders share; being here puts this folder on the import path."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import settings

from hedgerow import code_digest

# How long an example takes says more about what else the machine does than about the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--quick", action="store_true", help="only unit tests that need no compiled kernels"
    )


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """With --quick, leave out whole runs, the browser, and what numba would compile for."""
    if not config.getoption("--quick") or collection_path.suffix != ".py":
        return None
    unit = Path(__file__).parent / "unit"
    return not collection_path.is_relative_to(unit) or needs_kernels(collection_path) or None


def needs_kernels(test: Path) -> bool:
    """Return whether a test file uses, directly or not, a module with compiled kernels."""
    tree = ast.parse(test.read_bytes())
    names = {name for node in ast.walk(tree) for name in code_digest.imported(node, "")}
    beside = {path.stem: path for path in Path(__file__).parent.glob("*.py")}
    helpers = [beside[name] for name in names if name in beside and beside[name] != test]
    modules = code_digest.used_modules(names)
    return any(b"@njit" in module.path.read_bytes() for module in modules) or any(
        needs_kernels(helper) for helper in helpers
    )


@pytest.fixture(scope="session")
def made_up_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on a small made-up corpus with one hostile article: the path of report.html."""
    from hedgerow.steps import figures, influence, report
    from make_results import make_results

    folder = make_results(tmp_path_factory.mktemp("results"))
    texts = [folder / "text.arrow"]
    figures.run(folder / "tables", folder / "summary.json", texts, folder / "figures")
    influence.run(folder / "tables", folder / "summary.json", folder / "claim_words.parquet")
    report.run(folder, texts, {}, folder / "report.html")
    return folder / "report.html"
