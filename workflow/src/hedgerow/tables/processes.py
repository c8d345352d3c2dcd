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
    """Do tasks that write files, dealt out to several processes that share what is in memory.

    One after the other where the system has no safe fork (Windows, macOS). What another process
    could not do is done again here, so that its error is raised here.

    Args:
        processes: this one and those that it starts.
    """
    if not sys.platform.startswith("linux"):
        processes = 1
    others = [tasks[k::processes] for k in range(1, min(processes, len(tasks)))]
    started = [(_in_another_process(part), part) for part in others]
    _do(tasks[::processes])
    for process, part in started:
        if os.waitpid(process, 0)[1] != 0:
            _do(part)


def _in_another_process(tasks: Sequence[Task]) -> int:
    """Start a process that does the tasks and ends with status 0 if all went well."""
    process = os.fork()
    if process == 0:
        status = 1
        try:
            _do(tasks)
            status = 0
        finally:
            os._exit(status)
    return process


def _do(tasks: Sequence[Task]) -> None:
    for task in tasks:
        task()
