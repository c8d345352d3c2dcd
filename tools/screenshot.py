"""Photograph the summary of a report for the README: `make picture`.

    python tools/screenshot.py results/demo/report.html docs/images/report.png

Needs Chromium and the packages of the `test` extra.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

WIDTH, HEIGHT = 1280, 1400
# The end of the summary: findings and tiles whole.
CUT = "Math.ceil(document.querySelector('#summary').getBoundingClientRect().bottom) + 16"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def photograph(page_file: Path, picture: Path) -> None:
    """Write the summary of a report as PNG, in the light theme, with a reduced palette.

    Raises:
        SystemExit: there is no report, or no Chromium to open it with.
    """
    if not page_file.is_file():
        sys.exit(f"{page_file} is not there; run `make` first.")
    browser_path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser_path is None:
        sys.exit(f"A browser is needed: none of {', '.join(BROWSERS)} is installed.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        page.goto(page_file.resolve().as_uri())
        picture.parent.mkdir(parents=True, exist_ok=True)
        clip = {"x": 0, "y": 0, "width": WIDTH, "height": page.evaluate(CUT)}
        page.screenshot(path=picture, clip=clip)
        browser.close()
    # A page has few colours: a palette keeps the picture a third of the size.
    with Image.open(picture) as full:
        reduced = full.convert("RGB").quantize(128, dither=Image.Dither.NONE)
    reduced.save(picture, optimize=True)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    photograph(Path(sys.argv[1]), Path(sys.argv[2]))
