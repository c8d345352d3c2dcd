"""What the machine causes is one sentence and no traceback."""

from __future__ import annotations

import errno
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from hedgerow.errors import fault_of_the_machine


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS])
def test_the_disk_is_named(number: int) -> None:
    sentence = fault_of_the_machine(OSError(number, "no", "results/a"))
    assert sentence
    assert "\n" not in sentence


def test_other_errors_are_not_the_machine() -> None:
    assert fault_of_the_machine(FileNotFoundError("a")) is None
    assert fault_of_the_machine(ValueError("a")) is None


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_command_on_a_full_disk_ends_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "texts.jsonl").write_text('{"id": "a", "text": "People sleep well."}\n')
    command = [sys.executable, "-m", "hedgerow", "score", "--in", "texts.jsonl", "--out"]
    done = subprocess.run(
        [*command, "/dev/full"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr == "hedgerow: error: the disk is full; free some space and start again\n"


def test_too_large_a_file_is_no_traceback_of_hedgerow(tmp_path: Path) -> None:
    """A limit on the size of files is what a quota looks like to a program."""
    (tmp_path / "texts.jsonl").write_text('{"id": "a", "text": "People sleep well."}\n' * 2_000)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))

    done = subprocess.run(
        [sys.executable, "-m", "hedgerow", "score", "--in", "texts.jsonl", "--out", "out.jsonl"],
        cwd=tmp_path, capture_output=True, text=True, check=False, preexec_fn=limit,
    )  # fmt: skip
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out.jsonl").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["texts.jsonl"]
