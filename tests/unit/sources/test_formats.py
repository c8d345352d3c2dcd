"""Each format has all its parts: a module, a sample, its row in the documentation."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from hedgerow.sources.formats import (
    FORMATS,
    READ,
    RECORDS,
    Format,
    documentation,
    format_of,
    is_container,
)
from samples import SAMPLES, write_samples

REPOSITORY = Path(__file__).parents[3]
EACH = pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)


def missing_parts(form: Format, samples: object, pages: dict[str, str]) -> list[str]:
    """Return a sentence for each part of a format that was forgotten."""
    said: list[str] = []
    try:
        module = form.load()
    except ModuleNotFoundError:
        return [f"format {form.name}: there is no module {form.module}"]
    wanted = [form.reader] + ["large"] * (form.cut_from is not None)
    said += [
        f"format {form.name}: {form.module} has no function {name}"
        for name in wanted
        if not hasattr(module, name)
    ]
    if form.container and not (hasattr(module, "count") or hasattr(module, "measure")):
        said.append(f"format {form.name}: {form.module} has neither count nor measure")
    if form.name not in samples:
        said.append(f"format {form.name}: tests/samples.py has no sample of it in SAMPLES")
    for ending in form.endings:
        if not (ending.startswith(".") and ending == ending.lower()):
            said.append(f"format {form.name}: ending {ending!r} is not a dot and small letters")
    said += [
        f"format {form.name}: {page} does not have the line {line!r}; copy it there"
        for page, text in pages.items()
        for line in lines_of(form, page)
        if line not in text
    ]
    return said


def lines_of(form: Format, page: str) -> list[str]:
    if page == "docs/data.md":
        row = next(row for row in documentation(form.container) if f"`{form.endings[0]}`" in row)
        return [row]
    return [f" {form.endings[0]}"]


@EACH
def test_no_part_of_a_format_is_forgotten(form: Format) -> None:
    names = ("docs/data.md", "config/config.yaml")
    pages = {name: (REPOSITORY / name).read_text("utf-8") for name in names}
    said = missing_parts(form, SAMPLES, pages)
    assert not said, "\n".join(said)


def test_a_forgotten_part_is_named() -> None:
    new = Format("new", (".NEW",), "hedgerow.sources.base", READ, 1.0, "new", "nothing")
    assert missing_parts(new, {}, {"config/config.yaml": ""}) == [
        "format new: hedgerow.sources.base has no function read",
        "format new: tests/samples.py has no sample of it in SAMPLES",
        "format new: ending '.NEW' is not a dot and small letters",
        "format new: config/config.yaml does not have the line ' .NEW'; copy it there",
    ]
    gone = Format("gone", (".x",), "hedgerow.sources.gone", RECORDS, 1.0, "", "")
    assert missing_parts(gone, {}, {}) == ["format gone: there is no module hedgerow.sources.gone"]


def test_no_ending_and_no_name_is_given_twice() -> None:
    endings = [ending for form in FORMATS for ending in form.endings]
    assert sorted(endings) == sorted(set(endings))
    assert len({form.name for form in FORMATS}) == len(FORMATS) == len(SAMPLES)


@EACH
def test_the_sample_of_each_format_is_read(form: Format, tmp_path: Path) -> None:
    from hedgerow.sources.readers import read_sources
    from hedgerow.sources.records import Fields

    wanted = write_samples(tmp_path)
    for ending in form.endings:
        name = f"sample{ending}"
        found = dict(read_sources(tmp_path, name, Fields(), lambda doc_id: True))
        assert set(found) == {doc_id for doc_id in wanted if doc_id.split("#")[0] == name}
        assert all(source.reason is None for source in found.values())


def test_the_format_is_that_of_the_ending_before_gz() -> None:
    assert format_of("a.TXT.gz") is format_of("b/a.txt")
    assert format_of("a.gz") is None
    assert is_container("a.jsonl.gz")


NEW_MODULE = '''
"""Shouted text: capitals, read as small letters."""
from hedgerow.sources.base import Source
def read(data):
    return Source("shouted", "ascii", len(data), text=data.decode("ascii").lower())
'''
NEW_RECORD = """
    Format("shouted", (".shout",), "hedgerow.sources.shouted", READ, 1.0, "shouts", "none"),
"""


def test_the_recipe_for_a_new_format_is_one_module_and_one_record(tmp_path: Path) -> None:
    package = tmp_path / "hedgerow"
    shutil.copytree(REPOSITORY / "workflow/src/hedgerow/sources", package / "sources")
    shutil.copy(REPOSITORY / "workflow/src/hedgerow/errors.py", package)
    (package / "__init__.py").touch()
    formats = package / "sources/formats.py"
    opening = "FORMATS: tuple[Format, ...] = ("
    before, after = formats.read_text("utf-8").split(opening)
    formats.write_text(before + opening + NEW_RECORD + after, "utf-8")
    (package / "sources/shouted.py").write_text(NEW_MODULE, "utf-8")
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus/tea.shout").write_text("TEA IS WARM.")
    code = (
        "from pathlib import Path; from hedgerow.sources.inventory import survey;"
        "from hedgerow.sources.readers import read_source; root = Path('corpus');"
        "print([read_source(root, file.path).text for file in survey(root).files])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (run.stdout, run.stderr) == ("['tea is warm.']\n", "")
