"""Work of several processes."""

from __future__ import annotations

import os
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from hedgerow.tables.processes import side_by_side


def write_process(path: Path) -> None:
    path.write_text(str(os.getpid()))


def meet(here: Path, there: Path) -> None:
    """Write one file, and wait for another."""
    write_process(here)
    until = time.monotonic() + 60
    while not there.exists():
        if time.monotonic() > until:
            raise TimeoutError(there)
        time.sleep(0.01)


@pytest.mark.parametrize("processes", [1, 2, 9])
def test_every_task_is_done(tmp_path: Path, processes: int) -> None:
    paths = [tmp_path / str(k) for k in range(300)]
    side_by_side([partial(write_process, path) for path in paths], processes)
    assert all(path.exists() for path in paths)
    assert len({path.read_text() for path in paths}) <= processes


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="no safe fork")
def test_two_processes_work_at_once(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    side_by_side([partial(meet, one, other), partial(meet, other, one)], 2)
    assert str(os.getpid()) in {one.read_text(), other.read_text()}
    assert one.read_text() != other.read_text()


def test_an_error_of_another_process_is_raised_in_this_one(tmp_path: Path) -> None:
    missing = tmp_path / "missing" / "file"
    tasks = [partial(write_process, tmp_path / "first"), partial(write_process, missing)]
    with pytest.raises(FileNotFoundError, match="missing"):
        side_by_side(tasks, 2)
    assert (tmp_path / "first").exists()


def test_no_tasks_are_done_at_once() -> None:
    side_by_side([], 2)
