"""A damaged summary to compare with is refused in one sentence, or is compared."""

from __future__ import annotations

import copy
import json
import os
import random
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hedgerow.errors import UserError
from hedgerow.report.links import Links
from hedgerow.report.results import Results
from hedgerow.report.sections import run_comparison
from hedgerow.report.sections.section import Page
from hedgerow.report.summary_shape import misshapen
from make_results import make_results

OTHER: tuple[Any, ...] = (None, 7, -1.5, "tea", True, [], [1, "a"], {}, {"a": 1}, [[{}]])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_results(tmp_path_factory.mktemp("results"), n=4)


def places(value: Any, path: tuple = ()) -> Iterator[tuple]:
    """Yield the place of every value in a summary, for lists that of the first three."""
    yield path
    inner = dict(enumerate(value[:3])) if isinstance(value, list) else value
    for key, one in inner.items() if isinstance(inner, dict) else ():
        yield from places(one, (*path, key))


def changed(summary: Any, path: tuple, value: Any) -> Any:
    if not path:
        return value
    result = copy.deepcopy(summary)
    inner = result
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return result


def compare(folder: Path, earlier: Path) -> None:
    """Make the section that compares, to the last cell."""
    results = Results.read(folder / "tables", folder / "summary.json", None, [earlier])
    assert list(run_comparison.parts(Page(results, Links({}, {}, {}), {})))


def test_a_sound_summary_has_the_shape(folder: Path) -> None:
    assert misshapen(json.loads((folder / "summary.json").read_text("utf-8"))) is None


def test_any_damage_is_refused_or_harmless(folder: Path, tmp_path: Path) -> None:
    summary = json.loads((folder / "summary.json").read_text("utf-8"))
    read = {"schema", "corpus", "flow", "settings", "versions", "lexicons", "measures", "rates",
            "tiles", "groups"}  # fmt: skip
    where = [path for path in places({key: summary[key] for key in read & summary.keys()}) if path]
    draw = random.Random(3)
    refused = 0
    for path in [(key,) for key in sorted(read)] + draw.sample(where, 40):
        for value in draw.sample(OTHER, 2):
            earlier = tmp_path / "summary.json"
            earlier.write_text(json.dumps(changed(summary, path, value)), encoding="utf-8")
            try:
                compare(folder, earlier)
            except UserError as error:
                refused += 1
                assert str(earlier) in str(error)
                assert "\n" not in str(error)
    assert refused > 15


@pytest.mark.parametrize(
    "content", [b"", b"[" * 100_000, b"\xff\xfe\xfd", b'{"schema": 1', b'{"schema": [1]}', b"null"]
)
def test_what_is_no_summary_is_refused(folder: Path, tmp_path: Path, content: bytes) -> None:
    earlier = tmp_path / "summary.json"
    earlier.write_bytes(content)
    with pytest.raises(UserError, match=r"summary\.json"):
        compare(folder, earlier)


def test_a_damaged_table_beside_it_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "summary.json").write_bytes((folder / "summary.json").read_bytes())
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables/documents.parquet").write_bytes(b"PAR1 but damaged")
    with pytest.raises(UserError, match=r"documents\.parquet"):
        compare(folder, tmp_path / "summary.json")


@pytest.mark.parametrize("number", ["1" + "0" * 400, "-1" + "0" * 400, "1e400", "NaN", "-Infinity"])
def test_a_number_beyond_all_measures_is_refused(folder: Path, tmp_path: Path, number: str) -> None:
    summary = json.loads((folder / "summary.json").read_text("utf-8"))
    measure = next(iter(summary["measures"]))
    changed_one = changed(summary, ("measures", measure, "all", "value"), "NUMBER")
    earlier = tmp_path / "summary.json"
    earlier.write_text(json.dumps(changed_one).replace('"NUMBER"', number), encoding="utf-8")
    with pytest.raises(UserError, match=r"summary\.json: (is damaged at|cannot be read)") as raised:
        compare(folder, earlier)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("kind", ["pipe", "link to a pipe", "device", "socket", "folder"])
def test_what_is_no_file_is_refused_at_once(folder: Path, tmp_path: Path, kind: str) -> None:
    earlier = tmp_path / "summary.json"
    if kind == "pipe":
        os.mkfifo(earlier)
    elif kind == "link to a pipe":
        os.mkfifo(tmp_path / "pipe")
        earlier.symlink_to("pipe")
    elif kind == "device":
        earlier.symlink_to("/dev/zero")
    elif kind == "socket":
        os.mknod(earlier, stat.S_IFSOCK | 0o600)
    else:
        earlier.mkdir()
    with pytest.raises(UserError, match=r"summary\.json: is no file"):
        compare(folder, earlier)
