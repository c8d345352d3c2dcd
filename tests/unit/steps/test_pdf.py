"""Printing the report to a PDF: what is said where it cannot be done."""

from __future__ import annotations

from pathlib import Path

import pytest

from hedgerow.errors import UserError
from hedgerow.steps import pdf


def test_without_a_browser_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(pdf, "BROWSERS", ("chromium",))
    with pytest.raises(UserError, match=r"Install one .* or open report.html in any browser"):
        pdf.run(tmp_path / "report.html", tmp_path / "report.pdf")


def test_a_browser_that_makes_nothing_is_named_with_its_last_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\necho no display >&2\nexit 3\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UserError, match=r"made no PDF of .*no display"):
        pdf.run(tmp_path / "report.html", tmp_path / "report.pdf")
    assert not (tmp_path / "report.pdf").exists()
