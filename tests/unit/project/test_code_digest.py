"""What a rule depends on inside the library."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from hedgerow import code_digest, kernel_files
from hedgerow.code_digest import ROOT, step_digest, step_files

RULES = (
    "normalise",
    "readability",
    "textstat",
    "hedging",
    "keywords",
    "similarity",
    "summarise",
    "coding",
    "figures",
    "influence",
    "report",
    "pdf",
)

PACKAGE = {
    "__init__.py": "",
    "steps/__init__.py": "",
    "steps/score.py": "def run():\n    from hedgerow.readability import grade\n",
    "steps/label.py": "from ..labels.claims import find\n",
    "readability/__init__.py": "",
    "labels/__init__.py": "",
    "readability/grade.py": "import hedgerow.lexicons.easy as easy\n",
    "labels/claims.py": '"""Reads easy.tsv."""\nfrom hedgerow.lexicons import store\n',
    "lexicons/__init__.py": "",
    "lexicons/easy.py": "from pathlib import Path\nDATA = ('lexicons/easy.tsv',)\n",
    "lexicons/store.py": "DATA = ('lexicons/cues.tsv', 'lexicons/advice.tsv')\n",
    "lexicons/easy.tsv": "a",
    "lexicons/cues.tsv": "may",
    "lexicons/advice.tsv": "should",
    "report/__init__.py": (
        "from typing import TYPE_CHECKING\n"
        "if TYPE_CHECKING:\n    from hedgerow.readability import grade\n"
    ),
    "report/templates/page.html.j2": "{% include 'part.html.j2' %}",
    "report/templates/part.html.j2": "<p>",
    "steps/report.py": "import hedgerow.report\nDATA = ('report/templates/*.j2',)\n",
}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    for name, text in PACKAGE.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def forget() -> None:
    """Let the digests see files that changed since they were read."""
    code_digest.read_module.cache_clear()
    code_digest.file_digest.cache_clear()


def files(rule: str, root: Path) -> set[str]:
    names = {path.relative_to(root).as_posix() for path in step_files(rule, root)}
    return {name for name in names if not name.endswith("__init__.py")}


def test_modules_are_found_wherever_they_are_imported(package: Path) -> None:
    assert files("score", package) == {
        "steps/score.py",
        "readability/grade.py",
        "lexicons/easy.py",
        "lexicons/easy.tsv",
    }


def test_data_files_belong_to_the_modules_that_declare_them(package: Path) -> None:
    assert files("label", package) == {
        "steps/label.py",
        "labels/claims.py",
        "lexicons/store.py",
        "lexicons/cues.tsv",
        "lexicons/advice.tsv",
    }


def test_a_pattern_declares_several_files(package: Path) -> None:
    assert files("report", package) == {
        "steps/report.py",
        "report/templates/page.html.j2",
        "report/templates/part.html.j2",
    }


@pytest.mark.parametrize(
    ("edited", "changed"),
    [
        ("readability/grade.py", {"score"}),
        ("lexicons/cues.tsv", {"label"}),
        ("report/templates/part.html.j2", {"report"}),
        ("readability/__init__.py", {"score"}),
        ("__init__.py", {"score", "label", "report"}),
    ],
)
def test_an_edit_changes_the_digest_of_its_users(
    package: Path, edited: str, changed: set[str]
) -> None:
    rules = ("score", "label", "report")
    before = {rule: step_digest(rule, package) for rule in rules}
    (package / edited).write_text((package / edited).read_text() + "\n# edited\n")
    forget()
    assert {rule for rule in rules if step_digest(rule, package) != before[rule]} == changed


def test_a_module_is_parsed_again_only_after_an_edit(
    package: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path_factory.mktemp("cache")
    parsed: list[str] = []
    running = code_digest._running_nodes
    monkeypatch.setattr(code_digest, "ROOT", package)
    monkeypatch.setattr(code_digest, "cache_folder", lambda: cache)
    monkeypatch.setattr(code_digest, "_keep_at_exit", lambda: None)
    monkeypatch.setattr(
        code_digest,
        "_running_nodes",
        lambda tree: parsed.append(ast.unparse(tree)) or running(tree),
    )

    def parsed_for(rule: str) -> list[str]:
        forget()
        code_digest._kept_parsed.cache_clear()
        parsed.clear()
        step_digest(rule, package)
        code_digest._keep_parsed()
        return parsed.copy()

    assert "from ..labels.claims import find" in parsed_for("label")
    assert parsed_for("label") == []
    assert "labels/claims.py" in files("label", package)
    (package / "labels/claims.py").write_text("import hedgerow.lexicons.store")
    assert parsed_for("label") == ["import hedgerow.lexicons.store"]


def test_a_declared_file_that_is_missing_is_an_error(package: Path) -> None:
    (package / "lexicons/easy.tsv").unlink()
    forget()
    with pytest.raises(FileNotFoundError, match=r"easy\.tsv"):
        step_digest("score", package)


def test_a_rule_without_a_step_is_an_error(package: Path) -> None:
    with pytest.raises(FileNotFoundError):
        step_digest("nothing", package)


def test_modules_that_are_imported_by_name_count() -> None:
    from hedgerow.sources.formats import FORMATS

    files = {path.relative_to(ROOT).as_posix() for path in step_files("normalise")}
    for module in {form.module for form in FORMATS}:
        assert f"{module.replace('.', '/')}.py".removeprefix("hedgerow/") in files
    for step in ("readability", "hedging", "keywords", "similarity"):
        files = {path.relative_to(ROOT).as_posix() for path in step_files(step)}
        assert "sources/pdf.py" not in files


def test_each_step_knows_its_own_lexicons() -> None:
    lexicons = {
        rule: {p.name for p in step_files(rule) if p.parent.name == "lexicons"} for rule in RULES
    }
    assert "cues.tsv" in lexicons["hedging"]
    assert "cues.tsv" not in lexicons["readability"] | lexicons["keywords"] | lexicons["similarity"]
    assert "syllables.tsv" in lexicons["readability"]
    assert "syllables.tsv" not in lexicons["hedging"] | lexicons["keywords"]


def test_no_data_file_of_the_library_is_forgotten() -> None:
    used = {path for rule in RULES for path in step_files(rule)}
    people = {path for step in ("label", "score", "validate") for path in step_files(step)}
    study = set(code_digest.read_module("hedgerow.commands.init", ROOT).data)
    files = (p for p in ROOT.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    data = {p for p in files if p.suffix not in (".py", ".pyc") and p.name != "py.typed"}
    assert data - used - people - study == set()


def test_kernels_are_compiled_anew_where_what_they_import_has_changed(
    tmp_path, monkeypatch
) -> None:
    monkeypatch.setattr(kernel_files, "cache_folder", lambda: tmp_path)
    root = tmp_path / "hedgerow"
    sources = {
        "__init__.py": "",
        "labels/__init__.py": "",
        "labels/kernels.py": "from .codes import A\n@njit(cache=True)\ndef f(): ...\n",
        "labels/codes.py": "A = 1\n",
        "labels/other.py": "B = 1\n",
    }
    for name, text in sources.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    compiled = root / "labels" / "__pycache__" / "kernels.f-1.py311.nbi"
    compiled.parent.mkdir()

    def is_kept() -> bool:
        forget()
        compiled.touch()
        kernel_files.forget_stale_kernels(root)
        return compiled.exists()

    assert not is_kept()  # nothing is known of what it was compiled from
    assert is_kept()
    (root / "labels" / "other.py").write_text("B = 2\n")
    assert is_kept()
    (root / "labels" / "codes.py").write_text("A = 2\n")
    assert not is_kept()
    assert is_kept()
