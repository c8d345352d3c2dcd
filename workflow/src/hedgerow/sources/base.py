"""What every reader gives: characters, or blocks where there is markup."""

from __future__ import annotations

from dataclasses import dataclass


class UnreadableError(Exception):
    """A file or record can't be read; the message says why, as a reason for the report."""


@dataclass(frozen=True, slots=True)
class SourceBlock:
    """One marked-up element: its kind (None where the markup does not say), text and level."""

    kind: str | None
    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """What was read from one file or record, before any cleaning.

    Either `text` (plain text, all of it) or `blocks` (from markup) is there; with a `reason`
    there is neither, and the document could not be read. `title`, `byline` and `date` are what the
    markup or the record says, `group` what a record says, `links` the addresses of other
    sites that the text links to. `boilerplate` counts the elements that
    were left out because they are not the document's own text.
    """

    format: str
    encoding: str
    bytes: int
    text: str | None = None
    blocks: tuple[SourceBlock, ...] | None = None
    title: str | None = None
    byline: str | None = None
    date: str | None = None
    group: str | None = None
    links: tuple[str, ...] = ()
    boilerplate: int = 0
    reason: str | None = None
