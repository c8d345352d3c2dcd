"""The messages of a run."""

from __future__ import annotations

import os
import time
from pathlib import Path

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
