"""Time pieces of work on one core, and compare them round by round."""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median

_ONE_THREAD = ("NUMBA_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS",
               "ARROW_IO_THREADS")  # fmt: skip


def use_one_core() -> int | None:
    """Keep this process and those it starts to one thread on one core.

    Call it before numpy is imported.

    Returns:
        The core's number; None where the system cannot bind processes to a core.
    """
    for variable in _ONE_THREAD:
        os.environ[variable] = "1"
    if not hasattr(os, "sched_setaffinity"):
        return None
    core = max(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})
    return core


@dataclass
class Work:
    """One kind of work and what each round of it cost.

    Attributes:
        name: what it is called.
        run: does the work, or a part of what a round has of it.
        size: bytes of text that a round works on.
        processor, wall: seconds of each round; processor time counts child processes too.
    """

    name: str
    run: Callable[..., object]
    size: Callable[[int], int]
    processor: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)

    def once(self, number: int, *given: object) -> None:
        """Do the work, or a part of it, in a round; keep what it cost."""
        with _stopwatch() as spent:
            self.run(*given)
        for kept, seconds in zip((self.processor, self.wall), spent, strict=True):
            kept.extend([0.0] * (number + 1 - len(kept)))
            kept[number] += seconds

    def seconds_per_byte(self) -> list[float]:
        """Return the processor time of each round for a byte of text."""
        return [seconds / self.size(k) for k, seconds in enumerate(self.processor)]


@dataclass(frozen=True)
class Spread:
    """Median, least and most of the rounds."""

    median: float
    least: float
    most: float


def spread(values: list[float]) -> Spread:
    """Take median, least and most of at least one value."""
    return Spread(median(values), min(values), max(values))


def ratios(seconds: list[float], others: list[float]) -> list[float]:
    """Say how many times faster than `others` a work is, in each round."""
    return [other / own for own, other in zip(seconds, others, strict=True)]


@contextmanager
def _stopwatch() -> Iterator[list[float]]:
    spent: list[float] = []
    begun, cost = time.perf_counter(), processor_seconds()
    yield spent
    spent += [processor_seconds() - cost, time.perf_counter() - begun]


def processor_seconds() -> float:
    """Return the processor time of this process and of its children that have ended."""
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )
