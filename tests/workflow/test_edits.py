"""Random edits give the results of a fresh run, and start the jobs that they must and no others.

`tools/reliability` makes two hundred of them.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from edits import compared, jobs_of, study_of, write_study
from running import ROOT

KINDS_OF_A_TEST = (("document", "metadata"), ("setting", "lexicon", "new document"))


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_study(tmp_path_factory.mktemp("study"))
    jobs_of(folder, ROOT / "Snakefile")
    return folder


@pytest.mark.parametrize("kinds", KINDS_OF_A_TEST)
def test_edits_give_what_a_fresh_run_gives(
    study: Path, tmp_path: Path, kinds: tuple[str, ...]
) -> None:
    edited = study_of(study, tmp_path / "edited", seed=len(kinds))
    for kind in kinds:
        edited.edit(kind)
    differing = compared(edited, tmp_path / "fresh")
    assert not any(differing.values()), (edited.done, differing)
