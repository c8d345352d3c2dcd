"""Snakemake that looks at each job every half second for as long as it runs.

By itself it does so for 15 s and then every 30 s, and keeps the processor time that it saw last: of
a job of 27 s that of the first 15 s.
"""

import sys

from snakemake import benchmark
from snakemake.cli import main

_SECONDS = 0.5


def watch_closely() -> None:
    """Let Snakemake look at its jobs every half second from now on."""
    measured = benchmark.benchmarked.__wrapped__
    *others, _ = measured.__defaults__
    measured.__defaults__ = (*others, _SECONDS)


if __name__ == "__main__":
    watch_closely()
    sys.exit(main())
