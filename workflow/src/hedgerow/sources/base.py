"""What every reader gives: characters, or blocks where there is markup."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceBlock:
    """One marked-up element: its kind (None where the markup does not say), text and level."""

    kind: str | None
    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """What was read from one file, before any cleaning.

    Either `text` (plain text, all of it) or `blocks` (from markup) is there; with a `reason`
    there is neither, and the file could not be read. `boilerplate` counts the elements that were
    left out because they are not the document's own text.
    """

    format: str
    encoding: str
    bytes: int
    text: str | None = None
    blocks: tuple[SourceBlock, ...] | None = None
    title: str | None = None
    byline: str | None = None
    date: str | None = None
    boilerplate: int = 0
    reason: str | None = None
