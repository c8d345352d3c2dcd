"""The messages of a run."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from hedgerow.planning import messages
from hedgerow.planning.messages import MOST_NAMED, documents_not_used, reason_of_failure


def test_documents_are_named_up_to_a_limit(tmp_path: Path) -> None:
    table = tmp_path / "excluded.csv"
    assert list(documents_not_used(table)) == []
    rows = "".join(f"{k}.txt,empty,no text\n" for k in range(MOST_NAMED + 3))
    table.write_text("doc_id,status,reason\n" + rows + "z.txt,too_short,short\n", encoding="utf-8")
    lines = list(documents_not_used(table))
    assert lines[0] == "Not used (empty): 0.txt: no text"
    assert len(lines) == MOST_NAMED + 1
    assert lines[-1].startswith("Not used: 3 more;")


def test_the_newest_reason_is_given(tmp_path: Path) -> None:
    started = time.time() - 60
    old, log = tmp_path / "old.log", tmp_path / "a" / "new.log"
    log.parent.mkdir()
    old.write_text("hedgerow: error: an old one")
    os.utime(old, (started - 60, started - 60))
    log.write_text("read 3 files\nhedgerow: error: There is no file 'x'.\n")
    assert reason_of_failure(tmp_path, started) == (
        f"Hedgerow stopped: There is no file 'x'. (log: {log})"
    )


def test_a_traceback_is_a_fault_of_hedgerow(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text("Traceback (most recent call last):\nKeyError: 'a'\n")
    assert "fault of its own: KeyError" in reason_of_failure(tmp_path, 0)


def test_without_a_reason_the_logs_are_named(tmp_path: Path) -> None:
    assert str(tmp_path) in reason_of_failure(tmp_path, 0)


def test_a_full_disk_is_no_fault_of_hedgerow(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "a.log").write_text("hedgerow: error: the disk is full; free some space\n")
    assert "fault of its own" not in reason_of_failure(tmp_path, 0)
    (tmp_path / "a.log").write_text("")  # the log could not be written either
    monkeypatch.setattr(messages, "_free_bytes", lambda folder: 0)
    assert "disk is full" in reason_of_failure(tmp_path, 0)


@pytest.mark.parametrize("how", ["died with <Signals.SIGKILL: 9>", "exit status 137"])
def test_a_step_that_was_killed_is_named_as_that(tmp_path: Path, how: str) -> None:
    run_log = tmp_path / "run.snakemake.log"
    run_log.write_text(f"CalledProcessError: Command 'hedgerow summarise' {how}.\n")
    assert "was killed" in reason_of_failure(tmp_path / "logs", 0, [str(run_log)])


def test_an_error_of_a_library_is_named_with_it(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text(
        "Traceback (most recent call last):\n"
        '  File "/a/src/hedgerow/steps/summarise.py", line 3, in run\n'
        '  File "/a/lib/python3.11/site-packages/pyarrow/parquet/core.py", line 7, in read\n'
        "pyarrow.lib.ArrowInvalid: damaged\n"
    )
    assert "an error in the library pyarrow: pyarrow.lib.Arrow" in reason_of_failure(tmp_path, 0)


@pytest.mark.parametrize("where", ["src/hedgerow", "site-packages/hedgerow"])
def test_an_error_of_hedgerow_is_its_own(tmp_path: Path, where: str) -> None:
    frame = f'  File "/a/{where}/steps/summarise.py", line 3, in run\n'
    (tmp_path / "a.log").write_text(f"Traceback (most recent call last):\n{frame}KeyError: 'a'\n")
    assert "fault of its own" in reason_of_failure(tmp_path, 0)
