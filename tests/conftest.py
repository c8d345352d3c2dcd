"""Fixtures that several test folders share; being here puts this folder on the import path."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def made_up_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on a small made-up corpus with one hostile article: the path of report.html."""
    from hedgerow.steps import figures, report
    from make_results import make_results

    folder = make_results(tmp_path_factory.mktemp("results"))
    figures.run(folder / "tables", folder / "summary.json", folder / "figures")
    report.run(folder, [folder / "text.arrow"], {}, folder / "report.html")
    return folder / "report.html"
