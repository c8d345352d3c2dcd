"""What is written takes its place whole, and what is no plain file is written into."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from hedgerow.steps.records import write_records
from hedgerow.tables import replacing as module
from hedgerow.tables.processes import start_of, this_machine
from hedgerow.tables.replacing import _DEVICES, replacing, replacing_folder


def write(path: Path, text: str) -> None:
    with replacing(path) as temporary:
        temporary.write_text(text)


def test_a_link_stays_and_its_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "far/file").write_text("old")
    (tmp_path / "link").symlink_to("far/file")
    write(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "far/file").read_text() == "new"
    assert sorted([one.name for one in (tmp_path / "far").iterdir()]) == ["file"]


def test_hard_links_stay_together(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a long old text")
    (tmp_path / "b").hardlink_to(tmp_path / "a")
    write(tmp_path / "b", "new")
    assert (tmp_path / "a").read_text() == "new"


def test_a_pipe_gets_the_content_and_stays(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    got: list[str] = []
    reader = threading.Thread(target=lambda: got.append((tmp_path / "pipe").read_text()))
    reader.start()
    write(tmp_path / "pipe", "new" * 50_000)
    reader.join(timeout=20)
    assert got == ["new" * 50_000]
    assert (tmp_path / "pipe").is_fifo()


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="there is no /dev/stdout")
@pytest.mark.parametrize("through_a_pipe", [True, False])
def test_the_standard_output_gets_the_content(tmp_path: Path, through_a_pipe: bool) -> None:
    code = (
        "import pathlib, hedgerow.steps.records as r; print('before', flush=True);"
        "r.write_records(pathlib.Path('/dev/stdout'), [{'id': 'a'}]); print('after')"
    )
    command = [sys.executable, "-c", code]
    if through_a_pipe:
        text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    else:
        with (tmp_path / "out").open("w") as out:
            subprocess.run(command, stdout=out, check=True)
        text = (tmp_path / "out").read_text()
    assert text == 'before\n{"id":"a"}\nafter\n'
    assert Path("/dev/stdout").exists()


def test_a_device_stays(tmp_path: Path) -> None:
    before = Path("/dev/null").stat().st_rdev
    assert write_records(Path("/dev/null"), [{"id": "a"}]) == 1
    assert Path("/dev/null").stat().st_rdev == before
    assert not list(Path("/dev").glob(".null*"))


@pytest.mark.skipif(not os.access("/dev/shm", os.W_OK), reason="there is no /dev/shm to write to")
def test_files_in_shared_memory_are_files() -> None:
    with tempfile.TemporaryDirectory(dir="/dev/shm") as name:
        write(Path(name, "new"), "one")
        write(Path(name, "new"), "two")
        assert Path(name, "new").read_text() == "two"
        assert [one.name for one in Path(name).iterdir()] == ["new"]


@pytest.mark.parametrize("folder", ["/devices", "/processed/fd", "/dev/shm/fd", "/proc-2", "/srv"])
def test_only_folders_of_devices_are_such(folder: str) -> None:
    assert not _DEVICES.fullmatch(folder)


def test_a_folder_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    for names in (("a", "b"), ("b", "c")):
        with replacing_folder(tmp_path / "tables") as folder:
            for name in names:
                (folder / name).write_text(name)
    assert sorted([one.name for one in (tmp_path / "tables").iterdir()]) == ["b", "c"]
    assert [one.name for one in tmp_path.iterdir()] == ["tables"]


def test_a_failure_leaves_the_old_folder(tmp_path: Path) -> None:
    with replacing_folder(tmp_path / "tables") as folder:
        (folder / "a").write_text("old")
    with pytest.raises(RuntimeError), replacing_folder(tmp_path / "tables") as folder:
        (folder / "a").write_text("half")
        raise RuntimeError
    assert (tmp_path / "tables/a").read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["tables"]


_KILLED = """
import os, pathlib, signal, sys
from hedgerow.tables.replacing import replacing, replacing_folder
with {function}(pathlib.Path(sys.argv[1])) as temporary:
    (temporary / "half" if temporary.is_dir() else temporary).write_text("half")
    print(temporary.name, flush=True)
    {then}
"""


def left_by_a_killed_process(path: Path, function: str) -> str:
    """Have a process killed while it writes to `path`; return the name that it leaves."""
    code = _KILLED.format(function=function, then="os.kill(os.getpid(), signal.SIGKILL)")
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True)
    assert done.returncode == -9, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("function", ["replacing", "replacing_folder"])
def test_what_a_killed_process_leaves_is_removed_by_the_next(tmp_path: Path, function: str) -> None:
    left = left_by_a_killed_process(tmp_path / "new", function)
    other = left_by_a_killed_process(tmp_path / "newer", function)
    assert {one.name for one in tmp_path.iterdir()} == {left, other}
    with getattr(module, function)(tmp_path / "new") as temporary:
        if function == "replacing":
            temporary.write_text("whole")
    assert {one.name for one in tmp_path.iterdir()} == {"new", other}


@pytest.mark.parametrize("function", ["replacing", "replacing_folder"])
def test_what_a_process_is_writing_stays(tmp_path: Path, function: str) -> None:
    code = _KILLED.format(function=function, then="sys.stdin.read()")
    command = [sys.executable, "-c", code, str(tmp_path / "new")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as one:
        assert one.stdin and one.stdout
        name = one.stdout.readline().strip()
        with getattr(module, function)(tmp_path / "new") as temporary:
            if function == "replacing":
                temporary.write_text("whole")
        assert (tmp_path / name).exists()
        one.stdin.close()
    assert one.returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


@pytest.mark.parametrize(
    "name", [".new.{other}.{gone}.part", ".new.{here}.{gone}.text", ".new.{gone}.part", ".new.part"]
)
def test_what_another_machine_or_program_wrote_stays(tmp_path: Path, name: str) -> None:
    ended = subprocess.Popen([sys.executable, "-c", "pass"])
    ended.wait()
    assert start_of(ended.pid) == "" != start_of(os.getpid())
    other = tmp_path / name.format(other="0" * 8, here=this_machine(), gone=ended.pid)
    other.mkdir()
    with replacing_folder(tmp_path / "new"):
        pass
    assert {path.name for path in tmp_path.iterdir()} == {"new", other.name}


def test_the_old_folder_of_a_killed_process_stays_until_there_is_a_new_one(tmp_path: Path) -> None:
    left = tmp_path / left_by_a_killed_process(tmp_path / "new", "replacing_folder")
    old = left.rename(left.with_suffix(".old"))
    with pytest.raises(RuntimeError), replacing_folder(tmp_path / "new"):
        raise RuntimeError
    assert [path.name for path in tmp_path.iterdir()] == [old.name]
    with replacing_folder(tmp_path / "new"):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["new"]
