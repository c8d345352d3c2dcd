"""The views of the report: each for one purpose, one at a time on the screen.

A section belongs to a view by its `view`; a view without sections is left out.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class View:
    """A view: its key, its entry in the navigation, and what it is for."""

    key: str
    name: str
    purpose: str

    @property
    def anchor(self) -> str:
        """Return the id of the view, which no section has."""
        return f"view-{self.key}"


VIEWS: tuple[View, ...] = (
    View("overview", "Overview", "What these texts are, and what stands out"),
    View("documents", "Documents", "Every document and its measures; click one to read it"),
    View("read", "Read", "A document with its marks, and what to rewrite first"),
    View("claims", "Claims and sources", "What is claimed, how firmly, and on whose word"),
    View("phrases", "Phrases", "The phrases that pages are written around"),
    View("shared", "Shared wording", "Pages that copy each other, and wording that many use"),
    View("compare", "Compare groups", "Groups, and this run beside earlier ones"),
    View("search", "Search", "Every use of a word or phrase in its context"),
    View("methods", "Methods", "How the numbers were made, and how to cite them"),
)
"""All views in the order of the navigation."""
