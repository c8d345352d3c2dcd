"""Measure a report in Chromium, from its file, without a network.

    python tools/measure_report.py results/demo/report.html [more reports]

Prints for each report its size; the screens of each view on a desktop, folds closed; how long it
takes to open, beside an empty page; and how long searches take: each as the first one of a window,
which unpacks what it needs, and then all in one window; from the address to the lines. Needs
Chromium and the packages of the `test` extra. The times depend on the machine and on what else it
does; the ratio to the empty page depends on them less.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
RUNS = 5
WIDTH, HEIGHT = 1280, 900
VIEWS = "overview documents read claims phrases shared compare search methods".split()
SEARCHES = ("sleep", "may help", "of the", "caus*", "the * of", "claim:direct source:none sleep")
"""A word, a rare and a frequent phrase, a beginning, a gap, labels."""

_DRAWN = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
_FOUND = "() => document.querySelector('[data-searching]').dataset.milliseconds !== undefined"


def _opens(browser: Browser, address: str) -> float:
    """Return the median seconds until a page is loaded and drawn, each time in a new window."""
    taken = []
    for _ in range(RUNS):
        context = browser.new_context(offline=True, viewport={"width": WIDTH, "height": HEIGHT})
        page = context.new_page()
        begun = time.perf_counter()
        page.goto(address, wait_until="load")
        page.evaluate(_DRAWN)
        taken.append(time.perf_counter() - begun)
        context.close()
    return statistics.median(taken)


def _screens(page: Page, view: str) -> float:
    """Return the length of a view in screens; that of the reading view with a document in it."""
    page.evaluate("view => { location.hash = `view-${view}`; }", view)
    page.wait_for_selector(f"#view-{view}:not([hidden])")
    page.wait_for_timeout(300)
    return page.evaluate("document.documentElement.scrollHeight") / HEIGHT


def _first_search(browser: Browser, address: str, query: str) -> float:
    """Return the milliseconds of the first search of a window."""
    context = browser.new_context(offline=True, viewport={"width": WIDTH, "height": HEIGHT})
    page = context.new_page()
    page.goto(address, wait_until="load")
    page.evaluate(_DRAWN)
    taken = _search(page, query)
    context.close()
    return taken


def _search(page: Page, query: str) -> float:
    """Return the milliseconds of a search."""
    box = "document.querySelector('[data-searching]').dataset.milliseconds"
    page.evaluate(f"() => {{ delete {box}; }}")
    page.evaluate("q => { location.hash = `search=${encodeURIComponent(q)}`; }", query)
    page.wait_for_function(_FOUND, timeout=120_000)
    return float(page.evaluate(box))


def measure(browser: Browser, report: Path) -> str:
    """Return the measurements of a report in words."""
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder, "empty.html")
        empty.write_text("<!doctype html><title>empty</title>")
        nothing = _opens(browser, empty.as_uri())
    opened = _opens(browser, report.resolve().as_uri())
    context = browser.new_context(offline=True, viewport={"width": WIDTH, "height": HEIGHT})
    page = context.new_page()
    page.goto(report.resolve().as_uri())
    screens = {view: _screens(page, view) for view in VIEWS}
    address = report.resolve().as_uri()
    first = {query: _first_search(browser, address, query) for query in SEARCHES}
    later = [_search(page, query) for query in SEARCHES * 2][len(SEARCHES) :]
    context.close()
    firsts = ", ".join(f"{query} {taken:.0f} ms" for query, taken in first.items())
    long = ", ".join(f"{view} {n:.1f}" for view, n in screens.items())
    return (
        f"{report}: {report.stat().st_size / 1e6:.1f} MB\n"
        f"  opens in {opened:.2f} s ({opened / nothing:.1f} times an empty page)\n"
        f"  the first search of a window: {firsts}\n"
        f"  again: {statistics.median(later):.0f} ms (median), {max(later):.0f} ms at most\n"
        f"  {sum(screens.values()):.1f} screens: {long}"
    )


def main(reports: list[str]) -> None:
    """Print the measurements of each report."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        sys.exit(f"A browser is needed: none of {', '.join(BROWSERS)} is installed.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for report in reports:
            print(measure(browser, Path(report)))
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1:])
