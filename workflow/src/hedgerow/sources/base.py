"""The result of every reader: plain characters, or blocks where there is markup."""

from __future__ import annotations

from dataclasses import dataclass


class UnreadableError(Exception):
    """A file or record cannot be read; the message is the reason that the report gives."""


def may_be_marked_up(text: str) -> bool:
    """Return whether a plain text has any sign of HTML or Markdown.

    It is a quick look, without which every plain text would pay for the readers of markup.

    >>> may_be_marked_up("Tea -- it is warm."), may_be_marked_up("Tea is **warm**.")
    (False, True)
    """
    # One character is found a hundred times as fast as two.
    return (
        "<" in text
        or ("#" in text and (text.startswith("#") or "\n#" in text))
        or ("|" in text and "--" in text)
        or any(sign[0] in text and sign in text for sign in _SIGNS)
    )


_SIGNS = ("&lt;", "**", "](", "```", "~~~")
"""Signs of HTML or Markdown wherever they stand in a text."""


@dataclass(frozen=True, slots=True)
class SourceBlock:
    """One marked-up element: its kind (None where the markup has none), text and level."""

    kind: str | None
    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """The content of one file or record, before any cleaning.

    Exactly one of `text` (plain text), `blocks` (from markup) and `reason` (why the document is
    unreadable) is set. `title`, `byline`, `date` and `url`, the address of the page on the web,
    come from the markup or the record, `group` from a record. `links` are the addresses of other
    sites that the text links to. `boilerplate` is the number of elements that were left out because
    they are not the document's own text.
    """

    format: str
    encoding: str
    bytes: int
    text: str | None = None
    blocks: tuple[SourceBlock, ...] | None = None
    title: str | None = None
    byline: str | None = None
    date: str | None = None
    url: str | None = None
    group: str | None = None
    links: tuple[str, ...] = ()
    boilerplate: int = 0
    reason: str | None = None
