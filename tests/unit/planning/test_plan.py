"""The plan of a run: documents, shards, and what each shard depends on."""

from __future__ import annotations

from pathlib import Path

import pytest

from hedgerow.errors import UserError
from hedgerow.planning.plan import Plan


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for k in range(30):
        (folder / f"{k}.txt").write_text(f"Article number {k} is about sleep.\n")
    return folder


def test_every_document_has_one_shard(source: Path) -> None:
    plan = Plan(str(source))
    assert plan.documents == 30
    sizes = [len(files) for files in plan.shard_files(4)]
    assert sum(sizes) == 30
    assert plan.documents_in(4, 1) == f"{sizes[1]} documents (part 2 of 4)"
    assert plan.documents_in(1, 0) == "30 documents"


def test_a_changed_document_changes_the_fingerprint_of_its_shard_alone(source: Path) -> None:
    before = Plan(str(source))
    prints = [before.fingerprint(4, k) for k in range(4)]
    (source / "7.txt").write_text("Another article.\n")
    after = Plan(str(source))
    changed = [k for k in range(4) if prints[k] != after.fingerprint(4, k)]
    assert changed == [
        k for k in range(4) if "7.txt" in [file.path for file in after.shard_files(4)[k]]
    ]


def test_no_more_shards_than_documents(source: Path, tmp_path: Path) -> None:
    plan = Plan(str(source))
    assert plan.shards(100, 2, tmp_path) == 30
    assert plan.shards("auto", 2, tmp_path) == 1
    (tmp_path / "shards" / "2").mkdir(parents=True)
    assert plan.shards("auto", 8, tmp_path) in (1, 2)


def test_an_unusable_file_belongs_to_one_shard(source: Path) -> None:
    (source / "out.txt").symlink_to(source.parent)
    plan = Plan(str(source))
    assert [entry for k in range(4) for entry in plan.problems(4, k)] == list(plan.survey.problems)
    assert len(plan.survey.problems) == 1


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="holds no articles"):
        Plan(str(tmp_path))
