"""Every control of a page used once, and what that did."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from watching import VIEWS, Watched

CONTROLS = "a[href], button, input, select, textarea, summary"

_SCRIPT = Path(__file__).with_name("exercise.js")


def use_every_control(
    watched: Watched, places: Sequence[str] = (*VIEWS, "search=fennel")
) -> dict[str, list[str]]:
    """Use every control of views; return what was missed, did nothing, and leads outside.

    One control is one element, or all that are drawn alike: the links to documents of a column, the
    buttons of a table that is drawn anew. What is never shown is no control.
    """
    page = watched.page
    page.evaluate(_SCRIPT.read_text(encoding="utf-8"))
    for place in places:
        address = place if "=" in place else f"view-{place}"
        watched.show(address)
        page.evaluate("(given) => useControls(given)", [CONTROLS, f"#{address}"])
    return page.evaluate(
        """() => ({
            met: [...met.values()], idle: [...idle], outside: [...outside],
            missed: [...met].filter(([key]) => !used.has(key)).map(([, html]) => html),
            did: Object.entries(did).filter(([, times]) => times).map(([name]) => name),
        })"""
    )


def leads_nowhere(outside: list[str], report: Path) -> list[str]:
    """Return the links that leave the page for a file that is not beside it."""
    files = [href for href in outside if not href.startswith("https://")]
    return [href for href in files if not (report.parent / href.partition("#")[0]).exists()]
