"""The files that settings name: found, or refused with the key that names them."""

from __future__ import annotations

from pathlib import Path

import pytest

from hedgerow.errors import UserError
from hedgerow.planning.named_files import contents_digest, named_files

SETTINGS = {
    "corpus": "mine",
    "source": None,
    "phrases": None,
    "groups": {"metadata": "metadata.csv"},
    "compare": None,
    "hedging": {"lexicons": []},
    "readability": {"syllables": []},
    "codes": [],
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    return tmp_path / "checkout"


def test_nothing_named_nothing_found(home: Path) -> None:
    files = named_files(SETTINGS, home)
    assert files.source == "data/raw/mine"
    assert (files.phrases, files.metadata, files.compare) == (None, None, ())


@pytest.mark.parametrize("name", ["é" * 101, "漢" * 67, 10**200])
def test_a_name_too_long_for_a_folder_is_refused(home: Path, name: str | int) -> None:
    with pytest.raises(UserError, match=r"has 20\d bytes") as error:
        named_files(SETTINGS | {"corpus": name}, home)
    assert "choose a shorter one" in str(error.value)


def test_the_working_folder_comes_before_the_checkout(home: Path) -> None:
    for folder in (home, Path()):
        (folder / "config/phrases").mkdir(parents=True)
        (folder / "config/phrases/mine.txt").touch()
    assert named_files(SETTINGS, home).phrases == "config/phrases/mine.txt"
    Path("config/phrases/mine.txt").unlink()
    assert named_files(SETTINGS, home).phrases == str(home / "config/phrases/mine.txt")


def test_a_list_of_phrases_needs_no_file(home: Path) -> None:
    assert named_files(SETTINGS | {"phrases": ["sleep"]}, home).phrases is None


def test_the_table_of_groups_is_looked_for_in_the_corpus(home: Path) -> None:
    Path("articles").mkdir()
    Path("articles/metadata.csv").touch()
    files = named_files(SETTINGS | {"source": "articles"}, home)
    assert files.metadata == str(Path("articles/metadata.csv"))


@pytest.mark.parametrize(
    ("settings", "key"),
    [
        ({"compare": "gone.json"}, "compare"),
        ({"phrases": "gone.txt"}, "phrases"),
        ({"groups": {"metadata": "gone.csv"}}, "groups.metadata"),
        ({"hedging": {"lexicons": ["gone.tsv"]}}, "hedging.lexicons"),
        ({"readability": {"syllables": ["gone.tsv"]}}, "readability.syllables"),
    ],
)
def test_a_file_that_is_missing_is_named_with_its_key(home: Path, settings: dict, key: str) -> None:
    with pytest.raises(UserError, match=rf"gone\.\w+.*{key}"):
        named_files(SETTINGS | settings, home)


def test_a_changed_file_has_another_digest(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("one")
    before = contents_digest(str(file), None)
    file.write_text("two")
    assert len(before) == 1
    assert contents_digest(str(file), None) != before
