"""What a person sees of a running step: one line at its end, on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def step(name: str) -> Iterator[list[str]]:
    """Time a step and say what it did; the caller puts the words into the list it is given."""
    begun = time.perf_counter()
    words: list[str] = []
    yield words
    seconds = time.perf_counter() - begun
    print(f"{name}: {', '.join(words)} in {seconds:.1f} s", file=sys.stderr)


def say(text: str) -> None:
    """Tell a person something, at once."""
    print(text, file=sys.stderr)


def in_print(name: str) -> str:
    """Return a name as it can be printed on one line: control characters are written as escapes."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)


def count_of(n: int, what: str) -> str:
    """Return "1 document" or "1,200 documents"."""
    return f"{n:,} {what if n == 1 else what + 's'}"
