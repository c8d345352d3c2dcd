"""A document that takes too long, too much memory, or ends its reader, costs nothing but itself."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

import hostile
from hedgerow.sources import text
from hedgerow.sources.base import Source, UnreadableError
from hedgerow.sources.limits import (
    LONG_BYTES,
    LimitError,
    Limits,
    document_limits,
    limited,
    limited_items,
)
from hedgerow.sources.readers import read_sources
from hedgerow.sources.records import Fields
from samples import SAMPLES, prose

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the limits are kept on Linux"
)
FEW = Limits(seconds=0.3, megabytes=100)


READ_WITHIN = """
import resource, sys
from pathlib import Path
from hedgerow.sources.limits import Limits, document_limits
from hedgerow.sources.readers import read_sources
from hedgerow.sources.records import Fields

with document_limits(Limits(2, 300)):
    ((_, source),) = read_sources(Path(sys.argv[1]), sys.argv[2], Fields(), bool)
print(source.reason)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
"""A program that reads one file and prints the largest memory of its readers in kB.

The readers start from the memory of the process they are forked from, which is that of the tests
unless it is a new one.
"""


def compute_for_ever() -> None:
    while True:
        pass


def take_memory() -> None:
    taken = []
    while True:
        taken.append(bytearray(10_000_000))
        time.sleep(0.001)


def raise_error(error: Exception) -> None:
    raise error


def three_then_for_ever() -> Iterator[int]:
    yield from range(3)
    compute_for_ever()


def end_by(number: int) -> None:
    os.kill(os.getpid(), number)


@pytest.mark.parametrize(
    ("function", "reason"),
    [
        (compute_for_ever, "more than 0.3 s"),
        (take_memory, "more than 100 MB"),
        (partial(end_by, signal.SIGKILL), "SIGKILL"),
        (partial(os._exit, 3), "status 3"),
    ],
)
def test_what_goes_beyond_the_limits_is_ended_with_the_reason(function, reason) -> None:
    with document_limits(FEW):
        with pytest.raises(LimitError, match=reason):
            limited(function)
        assert limited(partial(int, "7")) == 7


def test_waiting_counts_as_a_standstill_not_as_time() -> None:
    with document_limits(FEW):
        assert limited(partial(time.sleep, 1)) is None
        with pytest.raises(LimitError, match="standstill"):
            limited(partial(time.sleep, 60))


def test_an_error_comes_back_as_it_is() -> None:
    with document_limits(FEW), pytest.raises(UnreadableError, match="no page in it"):
        limited(partial(raise_error, UnreadableError("no page in it")))


def test_items_before_the_limit_are_given() -> None:
    got = []
    with document_limits(FEW), pytest.raises(LimitError):
        for item in limited_items(three_then_for_ever):
            got.append(item)
    assert got == [0, 1, 2]


def test_one_process_serves_many_documents_and_none_is_left() -> None:
    with document_limits(FEW):
        numbers = {limited(os.getpid) for _ in range(20)}
    assert len(numbers) == 1
    assert os.getpid() not in numbers
    with pytest.raises(ProcessLookupError):
        os.kill(numbers.pop(), 0)


def test_within_a_limited_reading_another_may_be_limited() -> None:
    with document_limits(FEW):
        assert limited(partial(limited, partial(int, "7"))) == 7


def slow_where_marked(data: bytes, *rest: object) -> Source:
    if data.startswith(b"slow"):
        compute_for_ever()
    return Source("text", "utf-8", len(data), text=data.decode())


def test_the_others_of_an_archive_are_read(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(text, "documents", slow_where_marked)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name, start in (("a.txt", "a"), ("b.txt", "slow"), ("c.txt", "c")):
            archive.writestr(name, start + "x" * LONG_BYTES)
    with document_limits(FEW):
        found = dict(read_sources(tmp_path, "a.zip", Fields(), bool))
    assert {name: source.reason is None for name, source in found.items()} == {
        "a.zip#a.txt": True, "a.zip#b.txt": False, "a.zip#c.txt": True,
    }  # fmt: skip
    assert "limits.seconds" in (found["a.zip#b.txt"].reason or "")


def test_the_records_after_a_hostile_one_are_read(tmp_path: Path) -> None:
    crossed = "<b><p><i></b>" * 300_000
    lines = [{"id": k, "text": crossed if k == 1 else prose(k)} for k in range(3)]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, lines)))
    # Four megabytes of crossed tags take any machine many times as long.
    with document_limits(Limits(seconds=0.01, megabytes=100)):
        found = dict(read_sources(tmp_path, "a.jsonl", Fields(), bool))
    assert [source.reason is None for source in found.values()] == [True, False, True]


@pytest.mark.parametrize("name", SAMPLES)
def test_limits_change_nothing_in_a_document_within_them(tmp_path: Path, name: str) -> None:
    from hedgerow.sources.formats import FORMATS

    ending = next(form.endings[0] for form in FORMATS if form.name == name)
    (tmp_path / f"a{ending}").write_bytes(SAMPLES[name][0])
    plain = list(read_sources(tmp_path, f"a{ending}", Fields(), bool))
    with document_limits(Limits(60, 800)):
        assert list(read_sources(tmp_path, f"a{ending}", Fields(), bool)) == plain


@pytest.mark.parametrize("name", ["brackets.md", "forms.pdf", "paragraphs.docx", "packed-page.pdf"])
def test_a_large_hostile_file_keeps_within_the_limits(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(hostile.LARGE[name]())
    command = [sys.executable, "-c", READ_WITHIN, str(tmp_path), name]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    reason, kilobytes = done.stdout.splitlines()
    assert "limits." in reason
    assert int(kilobytes) < 1_000_000
