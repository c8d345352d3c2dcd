"""A page in Chromium with what it asked for, complained about and tried to pop up."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((path for path in map(shutil.which, NAMES) if path), None)

needs_chromium = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the PATH: install chromium"),
]

UNFOLD = "document.querySelectorAll('details').forEach(d => { d.open = true; })"

VIEWS = "overview documents read claims phrases shared compare search methods".split()
"""Keys of the views in the order of the navigation."""


class Watched:
    """A page with what it asked for and complained about."""

    def __init__(self, browser, path: Path, **options) -> None:
        self.context = browser.new_context(offline=True, **options)
        self.page = self.context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.dialogs: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", self._dialog)
        self.page.goto(path.as_uri())

    def show(self, address: str) -> None:
        """Show what an address of the page names, and wait until it is there."""
        self.page.evaluate("address => { location.hash = address; }", address)
        key = {"doc-": "read", "sear": "search"}.get(address[:4]) or address.removeprefix("view-")
        if key in VIEWS:
            self.page.wait_for_selector(f"#view-{key}:not([hidden])")
        self.page.wait_for_timeout(150)

    def _dialog(self, dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()
