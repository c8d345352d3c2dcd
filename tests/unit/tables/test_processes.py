"""Work of several processes."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path

import pytest

from hedgerow.tables.processes import side_by_side


def write_process(path: Path) -> None:
    path.write_text(str(os.getpid()))


@pytest.mark.parametrize(("processes", "different"), [(1, 1), (2, 2), (9, 5)])
def test_tasks_are_dealt_out_to_processes(tmp_path: Path, processes: int, different: int) -> None:
    paths = [tmp_path / str(k) for k in range(5)]
    side_by_side([partial(write_process, path) for path in paths], processes)
    found = {path.read_text() for path in paths}
    assert len(found) == (different if sys.platform.startswith("linux") else 1)
    assert str(os.getpid()) in found


def test_an_error_of_another_process_is_raised_in_this_one(tmp_path: Path) -> None:
    missing = tmp_path / "missing" / "file"
    tasks = [partial(write_process, tmp_path / "first"), partial(write_process, missing)]
    with pytest.raises(FileNotFoundError, match="missing"):
        side_by_side(tasks, 2)
    assert (tmp_path / "first").exists()


def test_no_tasks_are_done_at_once() -> None:
    side_by_side([], 2)
