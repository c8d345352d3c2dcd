"""Which process of which machine this is, and whether another one of this machine goes on."""

from __future__ import annotations

import hashlib
import socket
import subprocess
import sys
from functools import cache
from pathlib import Path


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
