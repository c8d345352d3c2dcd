"""Numbers that are appended, and read a part at a time."""

from pathlib import Path

import numpy as np
import pytest

from hedgerow.tables import number_file
from hedgerow.tables.number_file import NumberFile


@pytest.mark.parametrize("in_memory", [1, 1 << 20])
def test_what_was_appended_is_read_in_parts_as_often_as_asked(
    tmp_path, monkeypatch, in_memory
) -> None:
    monkeypatch.setattr(number_file, "IN_MEMORY", in_memory)
    monkeypatch.setattr(number_file, "_AT_ONCE", 7)
    numbers, wanted = NumberFile(np.int64, tmp_path), []
    for size in (3, 0, 20, 1):
        own = np.random.default_rng(size).integers(0, 1 << 40, size)
        numbers.extend(own)
        wanted += own.tolist()
    for _ in range(2):
        parts = list(numbers.parts())
        assert [len(part) for part in parts] == [7, 7, 7, 3]
        assert np.concatenate(parts).tolist() == wanted
    assert len(numbers) == 24
    assert np.cumsum(np.concatenate(list(numbers.steps()))).tolist() == wanted
    assert not list(tmp_path.iterdir())


def test_no_numbers(tmp_path: Path) -> None:
    numbers = NumberFile(np.int32, tmp_path)
    assert (len(numbers), list(numbers.parts()), list(numbers.steps())) == (0, [], [])
