"""One Chromium for the tests of a module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from watching import CHROMIUM, Watched


@pytest.fixture(scope="module")
def browser() -> Iterator:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def opened(browser, made_up_report: Path) -> Iterator[Watched]:
    watched = Watched(browser, made_up_report, viewport={"width": 1280, "height": 800})
    yield watched
    watched.context.close()
