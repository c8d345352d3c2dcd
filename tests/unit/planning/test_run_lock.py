"""Whose lock it is: that of a run that is gone is lifted, that of one that goes on never."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from hedgerow.planning import run_lock
from hedgerow.planning.run_lock import FREE, LIVE, STALE, UNKNOWN, lift_stale_lock, lock_of
from hedgerow.tables.processes import start_of


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    """A folder with a lock of Snakemake, whose holder nobody has noted."""
    locks = tmp_path / ".snakemake/locks"
    locks.mkdir(parents=True)
    (locks / "0.output.lock").write_text("results/a/report.html\n")
    return tmp_path


def note(folder: Path, **changes: object) -> None:
    """Write the note of a run that another process made."""
    other = subprocess.Popen([sys.executable, "-c", "pass"])
    other.wait()
    mine = run_lock.note_run(folder)
    content = json.loads(mine.read_text()) | {"pid": other.pid, "start": "gone"} | changes
    mine.unlink()
    mine.with_name(f"{content['pid']}.json").write_text(json.dumps(content))


def left(folder: Path) -> int:
    return len(list((folder / ".snakemake/locks").iterdir()))


def test_no_lock_is_no_matter(tmp_path: Path) -> None:
    assert lock_of(tmp_path).state == FREE
    assert run_lock.sentence(lock_of(tmp_path), []) == ""


def test_the_lock_of_a_run_that_is_gone_is_lifted(locked: Path) -> None:
    note(locked)
    assert run_lock.sentence(lock_of(locked), ["-j1", "--config", "source=My articles"]).endswith(
        "snakemake --unlock -j1 --config 'source=My articles'"
    )
    assert lift_stale_lock(locked).state == STALE
    assert left(locked) == 0
    assert list((locked / ".snakemake/hedgerow").iterdir()) == []


def test_a_number_that_another_process_has_now_is_a_run_that_is_gone(locked: Path) -> None:
    note(locked, pid=os.getppid())
    assert lift_stale_lock(locked).state == STALE


@pytest.mark.parametrize("with_one_that_is_gone", [False, True])
def test_the_lock_of_a_run_that_goes_on_stays(locked: Path, with_one_that_is_gone: bool) -> None:
    note(locked, pid=os.getppid(), start=start_of(os.getppid()))
    if with_one_that_is_gone:
        note(locked)
    lock = lift_stale_lock(locked)
    assert (lock.state, lock.holder) == (LIVE, f"process {os.getppid()}")
    assert left(locked) == 1
    assert "wait for its end" in run_lock.sentence(lock, [])


def test_the_lock_of_another_machine_stays(locked: Path) -> None:
    note(locked, host="elsewhere")
    assert lift_stale_lock(locked).state == UNKNOWN
    assert left(locked) == 1
    assert "elsewhere" in run_lock.sentence(lock_of(locked), [])


def test_a_lock_that_nobody_noted_stays(locked: Path) -> None:
    assert lift_stale_lock(locked).state == UNKNOWN
    assert left(locked) == 1


def test_a_note_that_was_cut_off_is_of_a_run_that_is_gone(locked: Path) -> None:
    (locked / ".snakemake/hedgerow").mkdir()
    (locked / ".snakemake/hedgerow/1.json").write_text('{"pid": 1, "ho')
    assert lift_stale_lock(locked).state == STALE


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux shows the folder")
def test_a_snakemake_of_another_workflow_in_the_folder_keeps_its_lock(locked: Path) -> None:
    note(locked)
    script = locked / "snakemake"
    script.write_text("input()")
    for _ in range(10):  # most often, one has no command line yet when it is looked at
        other = subprocess.Popen(
            [sys.executable, str(script)],
            cwd=locked,
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        try:
            assert lift_stale_lock(locked).state == LIVE
        finally:
            other.kill()
            other.wait()
        assert left(locked) == 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux shows the folder")
def test_a_process_in_the_folder_that_does_not_say_what_it_is_keeps_the_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_lock, "_STARTING", 0.1)
    silent = tmp_path / "1"
    silent.mkdir()
    (silent / "cmdline").write_bytes(b"")
    (silent / "exe").symlink_to(sys.executable)
    assert run_lock._may_be_snakemake(silent)


def test_a_lock_that_is_taken_while_another_is_judged_stays(
    locked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def judge(folder: Path) -> run_lock.Lock:
        (folder / ".snakemake/locks/1.output.lock").write_text("results/b/report.html\n")
        return run_lock.Lock(STALE)

    monkeypatch.setattr(run_lock, "lock_of", judge)
    assert lift_stale_lock(locked).state == STALE
    assert [path.name for path in (locked / ".snakemake/locks").iterdir()] == ["1.output.lock"]
