"""Measure how a report opens and sorts in Chromium, from its file, without a network.

    python tools/measure_report.py results/demo/report.html [more reports]

Prints for each report its size, the time until it has opened and until its longest table is
sorted, each the median of five. Needs Chromium and the packages of the `test` extra. The times
depend on the machine and on what else it does.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
RUNS = 5
# Opens the longest table, sorts it by its last column, and waits until it is drawn.
SORT = """() => new Promise((done) => {
    const rows = (figure) => {
        const unfold = figure.querySelector(".unfold");
        return unfold ? Number(unfold.textContent.match(/\\d+/)[0]) : 0;
    };
    const tables = [...document.querySelectorAll("main > section > figure.table")];
    const longest = tables.sort((a, b) => rows(b) - rows(a))[0];
    const length = rows(longest);
    longest.querySelector(".unfold").click();
    const heads = longest.querySelectorAll("button.sort");
    const begun = performance.now();
    heads[heads.length - 1].click();
    requestAnimationFrame(() => setTimeout(() => done([performance.now() - begun, length])));
})"""


def measure(browser: Browser, report: Path) -> dict[str, float]:
    """Return megabytes, seconds to open, seconds to sort, rows of the table that is sorted."""
    opened, sorted_in, rows = [], [], 0.0
    for _ in range(RUNS):
        context = browser.new_context(offline=True)
        page = context.new_page()
        begun = time.perf_counter()
        page.goto(report.resolve().as_uri(), wait_until="load")
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        opened.append(time.perf_counter() - begun)
        milliseconds, rows = page.evaluate(SORT)
        sorted_in.append(milliseconds / 1000)
        context.close()
    return {
        "megabytes": report.stat().st_size / 1e6,
        "open": statistics.median(opened),
        "sort": statistics.median(sorted_in),
        "rows": rows,
    }


def main(reports: list[str]) -> None:
    """Print a line for each report."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        sys.exit(f"A browser is needed: none of {', '.join(BROWSERS)} is installed.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for report in reports:
            found = measure(browser, Path(report))
            print(
                f"{report}: {found['megabytes']:.1f} MB, opens in {found['open']:.2f} s, sorts "
                f"{found['rows']:.0f} rows in {found['sort']:.3f} s"
            )
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1:])
