"""What a person sees of a running step, on standard error: how far it is, and a line at its end."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

_EVERY = 3.0
"""Seconds between two lines of progress."""


@contextmanager
def step(name: str) -> Iterator[list[str]]:
    """Time a step and say what it did; the caller puts the words into the list it is given."""
    begun = time.perf_counter()
    words: list[str] = []
    yield words
    seconds = time.perf_counter() - begun
    print(f"{name}: {', '.join(words)} in {seconds:.1f} s", file=sys.stderr)


class Progress:
    """How far a step is, in lines a few seconds apart: none for a short one.

    >>> progress = Progress("hedging", 10)
    >>> progress.add(5)
    """

    def __init__(self, name: str, documents: int) -> None:
        self._name = name
        self._of = documents
        self._done = 0
        self._begun = self._said = time.monotonic()

    def add(self, documents: int) -> None:
        """Count documents that are done; print a line if the last one is some seconds old.

        The line at the end of the step takes the place of one for the last documents.
        """
        self._done += documents
        now = time.monotonic()
        if now - self._said < _EVERY or self._done >= self._of:
            return
        self._said = now
        rate = self._done / (now - self._begun)
        left = (self._of - self._done) / rate
        print(
            f"{self._name}: {self._done:,} of {self._of:,} documents, {rate:,.0f} a second,"
            f" about {left:,.0f} s left",
            file=sys.stderr,
            flush=True,
        )


def say(text: str) -> None:
    """Tell a person something, at once."""
    print(text, file=sys.stderr)


def in_print(name: str) -> str:
    """Return a name as it can be printed on one line: control characters are written as escapes."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)


def count_of(n: int, what: str) -> str:
    """Return "1 document" or "1,200 documents"."""
    return f"{n:,} {what if n == 1 else what + 's'}"
