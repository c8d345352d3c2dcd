"""The lock that a killed run leaves: whose it is, and lifting it where its run is gone.

Snakemake locks the working folder without a word on who holds the lock. So each run notes its
process here beside it, and a lock is lifted only where every run that may hold it is gone.
"""

from __future__ import annotations

import json
import os
import shlex
import socket
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hedgerow.tables.processes import start_of

STATE = Path(".snakemake")
"""Snakemake's folder below the working folder."""

_STARTING = 2.0
"""Seconds within which a program that is started has its command line."""

FREE, STALE, LIVE, UNKNOWN = "free", "stale", "live", "unknown"


@dataclass(frozen=True)
class Lock:
    """The state of the lock of a folder.

    Attributes:
        state: `FREE`; `STALE`, where all runs that may hold it are gone; `LIVE`, where one goes on;
            `UNKNOWN`, where that cannot be found out from here.
        holder: the run that holds it, in words; empty where there is none to name.
    """

    state: str
    holder: str = ""


def note_run(folder: Path) -> Path:
    """Note this process as a run in a folder; the caller removes the file at the end of the run."""
    notes = folder / STATE / "hedgerow"
    notes.mkdir(parents=True, exist_ok=True)
    mine = notes / f"{os.getpid()}.json"
    note = {"pid": os.getpid(), "host": socket.gethostname(), "start": start_of(os.getpid())}
    mine.write_text(json.dumps(note), "utf-8")
    return mine


def lock_of(folder: Path) -> Lock:
    """Return the state of the lock of a folder; this process does not count as a run."""
    if not _lock_files(folder):
        return Lock(FREE)
    others = [note for note in _notes(folder) if note.get("pid") != os.getpid()]
    here = socket.gethostname()
    for note in others:
        if note.get("host") == here and start_of(note["pid"]) == note.get("start") != "":
            return Lock(LIVE, f"process {note['pid']}")
    for pid in _snakemakes_in(folder):
        return Lock(LIVE, f"process {pid}")
    for note in others:
        if note.get("host") != here:
            return Lock(UNKNOWN, f"a run on the machine {note.get('host')}")
    return Lock(STALE) if others else Lock(UNKNOWN, "a run of another program")


def lift_stale_lock(folder: Path) -> Lock:
    """Lift the lock of a folder if its run is gone; return the state that it had."""
    files = _lock_files(folder)  # what a run adds after this look is not lifted
    notes = sorted((folder / STATE / "hedgerow").glob("*.json"))
    lock = lock_of(folder)
    if lock.state == STALE:
        for path in (*files, *notes):
            path.unlink(missing_ok=True)
    return lock


def sentence(lock: Lock, arguments: Sequence[str]) -> str:
    """Return what to do about a lock, with the exact command; empty where nothing is to be done.

    Args:
        arguments: those that Snakemake was called with.
    """
    command = shlex.join(["snakemake", "--unlock", *arguments])
    if lock.state == STALE:
        return (
            f"The lock of this folder is left from a run that was killed. Lift it with: {command}"
        )
    if lock.state == LIVE:
        return f"Another run is going on in this folder ({lock.holder}); wait for its end."
    if lock.state == UNKNOWN:
        return (
            f"This folder has the lock of {lock.holder}; if that is over, lift it with: {command}"
        )
    return ""


def _lock_files(folder: Path) -> list[Path]:
    return sorted((folder / STATE / "locks").glob("*.lock"))


def _notes(folder: Path) -> list[dict]:
    """Return the noted runs; one that was cut off while it was written is a run that is gone."""
    found = []
    for path in sorted((folder / STATE / "hedgerow").glob("*.json")):
        try:
            note = json.loads(path.read_text("utf-8"))
            found.append(note | {"pid": int(path.stem)})
        except (OSError, ValueError, TypeError):
            found.append({"pid": -1, "host": socket.gethostname(), "start": "cut off"})
    return found


def _snakemakes_in(folder: Path) -> list[int]:
    """Return the processes of Snakemake that work in a folder, as far as Linux shows them."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            inside = (process / "cwd").samefile(folder)
            if inside and int(process.name) != os.getpid() and _may_be_snakemake(process):
                found.append(int(process.name))
        except OSError:
            continue
    return sorted(found)


def _may_be_snakemake(process: Path) -> bool:
    """Return whether a process in /proc is Snakemake, or does not say what it is.

    A program that has just been started has no command line for a moment.

    Raises:
        OSError: the process is gone, or of the kernel.
    """
    latest = time.monotonic() + _STARTING
    while not (command := (process / "cmdline").read_bytes()):
        (process / "exe").readlink()
        if time.monotonic() > latest:
            return True
        time.sleep(0.01)
    return any(map(_is_snakemake, command.split(b"\0")[:3]))


def _is_snakemake(word: bytes) -> bool:
    return word.rpartition(b"/")[2] == b"snakemake"


def main() -> int:
    """Lift a stale lock of the working folder: `python -m hedgerow.planning.run_lock`."""
    if lift_stale_lock(Path()).state == STALE:
        print("The lock of a run that was killed is lifted.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
