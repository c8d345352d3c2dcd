"""Processes: which one of which machine this is, whether another goes on, and work side by side."""

from __future__ import annotations

import hashlib
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

Task = Callable[[], object]

_DIGITS = 2
"""Bytes of the number of a task in the pipe from which processes take them: a pipe holds at least
4,096 bytes, which is 2,048 tasks."""


def start_of(pid: int) -> str:
    """Return the start of a process, which a later process of the same number does not share.

    Empty where there is no such process on this machine, or it has ended and is not yet cleared.
    """
    if sys.platform.startswith("linux"):
        try:
            boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
            ticks = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return ""
        return "" if ticks[0] == "Z" else f"{boot} {ticks[19]}"
    done = subprocess.run(
        ["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return done.stdout.strip()


@cache
def this_machine() -> str:
    """Return eight digits for the machine, or the container, that numbers this process.

    The number of a process means the same process only where these digits are the same. They stay
    the same when the machine starts anew.
    """
    try:
        numbers = Path("/proc/self/ns/pid").readlink()  # a container counts its own processes
    except OSError:
        numbers = Path()
    return hashlib.sha256(f"{socket.gethostname()} {numbers}".encode()).hexdigest()[:8]


def side_by_side(tasks: Sequence[Task], processes: int) -> None:
    """Do tasks that write files in several processes that share what is in memory.

    Each process takes the next task as it ends one, so that none waits long for another. One after
    the other where the system has no safe fork (Windows, macOS). What another process could not do
    is done again here, so that its error is raised here.

    Args:
        processes: this one and those that it starts.
    """
    if not sys.platform.startswith("linux"):
        processes = 1
    waiting, numbers = os.pipe()
    os.write(numbers, b"".join(k.to_bytes(_DIGITS) for k in range(len(tasks))))
    os.close(numbers)
    started = [_in_another_process(tasks, waiting) for _ in range(min(processes, len(tasks)) - 1)]
    done = _do_waiting(tasks, waiting)
    os.close(waiting)
    failed = [os.waitpid(process, 0)[1] != 0 for process in started]
    if any(failed):
        for k in sorted(set(range(len(tasks))) - done):
            tasks[k]()


def _in_another_process(tasks: Sequence[Task], waiting: int) -> int:
    """Start a process that does waiting tasks and ends with status 0 if all went well."""
    process = os.fork()
    if process == 0:
        status = 1
        try:
            _do_waiting(tasks, waiting)
            status = 0
        finally:
            os._exit(status)
    return process


def _do_waiting(tasks: Sequence[Task], waiting: int) -> set[int]:
    """Do tasks whose numbers wait in a pipe, until it is empty; return their numbers."""
    done = set()
    while number := os.read(waiting, _DIGITS):
        k = int.from_bytes(number)
        tasks[k]()
        done.add(k)
    return done
