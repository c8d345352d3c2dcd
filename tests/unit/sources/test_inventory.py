"""What counts as a document, in which shard it is, and whether it changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedgerow.errors import UserError
from hedgerow.sources.formats import is_container
from hedgerow.sources.inventory import (
    SHARD_BYTES,
    SHARD_DOCUMENTS,
    SourceFile,
    compared_by_content,
    fingerprint,
    ignored_as,
    inventory,
    plan_shards,
    shard_of,
    split,
    survey,
)


def write(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(f"text of {name}")


def paths(root: Path) -> list[str]:
    return [file.path for file in inventory(root)]


def test_lists_documents_of_all_folders_sorted(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a.html", 'shop/it\'s {x} "y".md', "shop/deep/c.txt")
    assert paths(tmp_path) == ["a.html", "b.txt", "shop/deep/c.txt", 'shop/it\'s {x} "y".md']
    assert inventory(tmp_path)[0].size == len("text of a.html")


@pytest.mark.parametrize(
    "name",
    [
        ".hidden",
        ".git/config",
        "deep/.DS_Store",
        "metadata.csv",
        "Readme.MD",
        "SOURCE.md",
        "LICENSE",
        "license-cc.txt",
        "answers.json",
    ],
)
def test_leaves_out_what_is_no_document(tmp_path: Path, name: str) -> None:
    write(tmp_path, "a.txt", name)
    assert paths(tmp_path) == ["a.txt"]
    assert [path for path, _ in survey(tmp_path).ignored] == [
        ".git" if name == ".git/config" else name
    ]


@pytest.mark.parametrize("name", ["sub/README.md", "sub/a.json", "licences.txt", "my metadata.csv"])
def test_the_rules_for_the_top_do_not_hold_below(name: str) -> None:
    assert ignored_as(name) is None


def test_a_folder_is_left_out_only_if_hidden() -> None:
    assert ignored_as("license-texts", folder=True) is None
    assert ignored_as(".cache", folder=True) == "hidden"


def test_a_folder_with_the_name_of_a_file_is_a_folder(tmp_path: Path) -> None:
    write(tmp_path, "x.txt/inside.txt")
    assert paths(tmp_path) == ["x.txt/inside.txt"]


def test_a_broken_link_is_listed_so_that_the_report_can_name_it(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    (tmp_path / "gone.txt").symlink_to("nothing.txt")
    assert paths(tmp_path) == ["a.txt", "gone.txt"]


def test_links_out_of_the_folder_are_problems(tmp_path: Path) -> None:
    root = tmp_path / "corpus"
    write(root, "a.txt")
    write(tmp_path, "secret.txt", "other/b.txt")
    (root / "link.txt").symlink_to(tmp_path / "secret.txt")
    (root / "folder").symlink_to(tmp_path / "other")
    (root / "inside.txt").symlink_to("a.txt")
    found = survey(root)
    assert [file.path for file in found.files] == ["a.txt", "inside.txt"]
    assert [path for path, _ in found.problems] == ["folder", "link.txt"]
    assert all("out of the corpus folder" in why for _, why in found.problems)


def test_a_sibling_folder_with_the_same_beginning_is_outside(tmp_path: Path) -> None:
    write(tmp_path, "corpus/a.txt", "corpus2/b.txt")
    (tmp_path / "corpus/b.txt").symlink_to(tmp_path / "corpus2/b.txt")
    assert [path for path, _ in survey(tmp_path / "corpus").problems] == ["b.txt"]


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    write(tmp_path, "sub/a.txt")
    (tmp_path / "sub/up").symlink_to("..")
    found = survey(tmp_path)
    assert [file.path for file in found.files] == ["sub/a.txt"]
    assert found.problems == (("sub/up", "link leads back to a folder it lies in"),)


def test_the_corpus_folder_may_be_a_link(tmp_path: Path) -> None:
    write(tmp_path, "real/a.txt")
    (tmp_path / "link").symlink_to("real")
    assert paths(tmp_path / "link") == ["a.txt"]


def test_pipes_and_undecodable_names_are_problems(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("x")
    found = survey(tmp_path)
    assert [file.path for file in found.files] == ["a.txt"]
    assert [path for path, _ in found.problems] == ["caf\\udce9.txt", "pipe.txt"]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"nowhere' does not exist; .*source=FOLDER"):
        inventory(tmp_path / "nowhere")


def test_a_file_is_no_corpus(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    with pytest.raises(UserError, match=r"a\.txt' is a file"):
        inventory(tmp_path / "a.txt")


def test_an_empty_folder_says_so_and_why(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"holds no articles; put "):
        inventory(tmp_path)
    write(tmp_path, "README.md")
    with pytest.raises(UserError, match=r"'README.md' is there, but does not count"):
        inventory(tmp_path)


def test_the_shard_of_a_document_is_the_same_for_ever() -> None:
    assert [shard_of(name, 7) for name in ("a.txt", "shop/b.html", "naïve.md")] == [4, 4, 3]


@given(st.lists(st.text(min_size=1), unique=True), st.integers(1, 20))
def test_shards_hold_each_document_once(names: list[str], shards: int) -> None:
    files = sorted(SourceFile(name, 1, 1) for name in names)
    parts = split(files, shards)
    assert len(parts) == shards
    held = [file for part in parts for file in part]
    for file in files:  # a file of many documents has some in each shard
        assert held.count(file) == (shards if is_container(file.path) else 1)
    assert set(held) == set(files)
    assert all(part == sorted(part) for part in parts)


def test_one_more_document_moves_no_other() -> None:
    names = [f"{n}.txt" for n in range(200)]
    assert {shard_of(name, 8) for name in names} == set(range(8))


@pytest.mark.parametrize(
    ("documents", "cores", "before", "shards"),
    [
        (1, 16, [], 1),
        (199, 16, [], 1),
        (400, 4, [], 4),
        (400, 16, [], 4),
        (20_000, 2, [], 2),
        (200_001, 2, [], 21),
        (400, 2, [4], 4),  # kept: -j2 after -j4
        (399, 4, [4], 4),  # kept: one article fewer
        (400, 4, [1, 3], 3),
        (20, 4, [64], 1),  # not kept: a shard for each third of a document
        (200_000, 2, [2], 20),  # not kept: shards too large
        (10_000, 64, [4], 64),  # not kept: most of the cores would wait
    ],
)
def test_number_of_shards(documents: int, cores: int, before: list[int], shards: int) -> None:
    assert plan_shards(documents, cores, before) == shards


@given(st.integers(1, 10**7), st.integers(1, 512), st.lists(st.integers(1, 5000)))
def test_no_shard_is_too_large(documents: int, cores: int, before: list[int]) -> None:
    assert documents / plan_shards(documents, cores, before) <= SHARD_DOCUMENTS


def test_a_kept_number_stays_kept() -> None:
    chosen = plan_shards(5_000, 8)
    assert all(plan_shards(5_000, cores, [chosen]) == chosen for cores in range(1, 17))


def test_content_decides_in_a_small_corpus(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.txt")
    before = fingerprint(inventory(tmp_path), tmp_path)
    by_time = fingerprint(inventory(tmp_path))
    os.utime(tmp_path / "a.txt", ns=(1, 1))
    assert fingerprint(inventory(tmp_path), tmp_path) == before
    assert fingerprint(inventory(tmp_path)) != by_time
    (tmp_path / "a.txt").write_text("text of A.txt")
    assert fingerprint(inventory(tmp_path), tmp_path) != before


def test_a_new_name_is_a_change(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    before = fingerprint(inventory(tmp_path), tmp_path)
    (tmp_path / "a.txt").rename(tmp_path / "b.txt")
    assert fingerprint(inventory(tmp_path), tmp_path) != before


def test_a_container_is_in_every_shard_and_a_change_to_it_in_every_fingerprint() -> None:
    files = [SourceFile("a.jsonl", 10, 1), SourceFile("b.txt", 10, 1), SourceFile("c.CSV.gz", 9, 1)]
    parts = split(files, 4)
    assert all({"a.jsonl", "c.CSV.gz"} <= {file.path for file in part} for part in parts)
    assert sum(file.path == "b.txt" for part in parts for file in part) == 1
    changed = split([SourceFile("a.jsonl", 10, 2), *files[1:]], 4)
    for before, after in zip(parts, changed, strict=True):
        assert fingerprint(before) != fingerprint(after)


def test_a_file_with_the_name_of_a_record_is_a_problem(tmp_path: Path) -> None:
    write(tmp_path, "a.jsonl", "a.jsonl#1", "a.jsonl#2/x.txt", "a.txt#1.txt", "b.jsonl#1")
    found = survey(tmp_path)
    assert [file.path for file in found.files] == ["a.jsonl", "a.txt#1.txt", "b.jsonl#1"]
    assert found.problems == (
        ("a.jsonl%231", "name is that of a record; rename it"),
        ("a.jsonl%232/x.txt", "name is that of a record; rename it"),
    )


def test_much_text_needs_more_shards() -> None:
    assert plan_shards(10, cores=4, size=10 * SHARD_BYTES) == 10
    assert plan_shards(10, cores=4, size=1000) == 1


def test_an_unreadable_file_has_a_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to("nothing.txt")
    assert len(fingerprint(inventory(tmp_path), tmp_path)) == 32


def test_the_order_of_files_does_not_matter() -> None:
    files = [SourceFile("a", 1, 2), SourceFile("b", 3, 4)]
    assert fingerprint(files) == fingerprint(files[::-1])


def test_large_corpora_are_not_read() -> None:
    assert compared_by_content([SourceFile("a", 50_000_000, 1)])
    assert not compared_by_content([SourceFile("a", 50_000_001, 1)])
    assert not compared_by_content([SourceFile(f"{n}", 1, 1) for n in range(2_001)])
