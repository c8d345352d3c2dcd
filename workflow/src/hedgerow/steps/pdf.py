"""The rule `pdf`: the report printed to a file by an installed browser."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from hedgerow.errors import UserError
from hedgerow.steps.progress import step

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
"""Programs that print a page from the command line, in the order they are tried."""

SECONDS = 600


def browser() -> str:
    """Return a program that prints pages.

    Raises:
        UserError: none is installed.
    """
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        raise UserError(
            "A PDF needs Chromium or Google Chrome, and neither is on the PATH. Install one (on "
            "Debian and Ubuntu: apt install chromium), or open report.html in any browser and "
            "print it to a file."
        )
    return program


def run(report: Path, out: Path) -> None:
    """Print `report` to `out` in the print style of the page, with all folds open.

    Raises:
        UserError: there is no browser, or it made no file.
    """
    program = browser()
    with step("pdf") as notes, tempfile.TemporaryDirectory() as profile:
        part = out.with_name(f".{out.name}.part")
        part.unlink(missing_ok=True)
        command = [
            program,
            "--headless",
            "--disable-gpu",
            "--no-first-run",
            "--no-pdf-header-footer",
            f"--user-data-dir={profile}",
            f"--print-to-pdf={part.resolve()}",
        ]
        # The sandbox does not start for root, as in a container; the page loads nothing.
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.append("--no-sandbox")
        command.append(report.resolve().as_uri())
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
        except subprocess.TimeoutExpired:
            raise UserError(f"{program} did not print {report} in {SECONDS} seconds.") from None
        if not part.is_file():
            last = done.stderr.strip().rpartition("\n")[2] or f"status {done.returncode}"
            raise UserError(f"{program} made no PDF of {report}: {last}")
        part.replace(out)
        notes.append(f"{out.stat().st_size / 1e6:.1f} MB")
