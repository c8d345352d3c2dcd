"""The set-up files agree with each other and with what the library imports."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

import environment

ROOT = Path(__file__).resolve().parents[3]
LIBRARY = ROOT / "workflow" / "src" / "hedgerow"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
RUNTIME = [Requirement(line) for line in PROJECT["dependencies"]]
OPTIONAL = [Requirement(line) for line in PROJECT["optional-dependencies"]["python"]]
TESTING = [Requirement(line) for line in PROJECT["optional-dependencies"]["test"]]
LOCKS = ("requirements.lock", "requirements-test.lock", "requirements-tools.lock")
PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^ ;\\]+)")


def entries(lock: str) -> list[str]:
    """Return each requirement of a lock with its hashes, as one logical line."""
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = (line.split(" #")[0].strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def pins(lock: str) -> dict[str, list[Version]]:
    """Return the version or, with markers, the versions that a lock holds per package."""
    found: dict[str, list[Version]] = {}
    for line in entries(lock):
        match = PIN.match(line)
        assert match, f"{lock}: not a pinned requirement: {line}"
        found.setdefault(canonicalize_name(match[1]), []).append(Version(match[2]))
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash(lock: str) -> None:
    for line in entries(lock):
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", line), f"{lock}: no hash: {line}"


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_name_no_host_and_no_index(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    for unwanted in ("://", "--index-url", "--extra-index-url", "--find-links", " @ "):
        assert unwanted not in text, f"{lock} contains {unwanted}"


def test_lock_leaves_out_what_nobody_needs() -> None:
    for lock in ("requirements.lock", "requirements-test.lock"):
        assert not {"torch", "uv", "hedgerow"} & set(pins(lock))
    assert not {"pytest", "playwright", "mypy", "ruff"} & set(pins("requirements.lock"))


def test_the_test_tools_change_no_pin() -> None:
    tested = pins("requirements-test.lock")
    for name, versions in pins("requirements.lock").items():
        assert tested.get(name) == versions, f"{name} differs: run `make lock`"


@pytest.mark.parametrize("requirement", RUNTIME + TESTING, ids=str)
def test_ranges_admit_the_pins(requirement: Requirement) -> None:
    lock = "requirements-test.lock" if requirement in TESTING else "requirements.lock"
    versions = pins(lock).get(canonicalize_name(requirement.name))
    assert versions, f"{requirement.name} is not in {lock}: run `make lock`"
    for version in versions:
        assert requirement.specifier.contains(version), f"{requirement} excludes {version}"


def test_every_runtime_dependency_has_a_floor() -> None:
    for requirement in RUNTIME:
        operators = {clause.operator for clause in requirement.specifier}
        assert ">=" in operators, f"{requirement.name} has no oldest version"


def test_environment_file_is_the_generated_one() -> None:
    written = (ROOT / "environment.yml").read_text(encoding="utf-8")
    assert written == environment.render(), "run `make environment`"


def conda_environment() -> tuple[list[str], list[str]]:
    """Return the conda specifications of environment.yml and its pip requirements."""
    content = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    conda = [entry for entry in content["dependencies"] if isinstance(entry, str)]
    (pip,) = (entry["pip"] for entry in content["dependencies"] if isinstance(entry, dict))
    return conda, pip


def test_environment_file_names_every_runtime_dependency_once() -> None:
    conda, pip = conda_environment()
    conda_names = [spec.split()[0] for spec in conda]
    pip_names = [Requirement(line).name for line in pip]
    expected = {environment.CONDA_NAMES.get(r.name, r.name) for r in RUNTIME}
    assert sorted(conda_names + pip_names) == sorted(expected | {"python", "pip"})
    assert "pip" in conda_names, "conda warns about a pip list without pip"


def test_conda_specifications_are_valid() -> None:
    rattler = pytest.importorskip("rattler", reason="py-rattler is not installed")
    for text in conda_environment()[0]:
        spec = rattler.MatchSpec(text, strict=True)
        wanted = text.partition(" ")[2]
        assert (str(spec.version) if spec.version else "") == wanted, text


def test_conda_channels_come_in_the_order_bioconda_asks_for() -> None:
    content = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    assert content["channels"] == ["conda-forge", "bioconda", "nodefaults"]


def imported_modules(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the top-level name of each absolute import, at any depth of the code."""
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
            if isinstance(node, ast.Import):
                yield from ((alias.name.split(".")[0], path) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                yield node.module.split(".")[0], path


def test_the_library_imports_only_what_is_declared() -> None:
    declared = {canonicalize_name(r.name) for r in RUNTIME + OPTIONAL}
    owners = packages_distributions()
    own = {"hedgerow", *sys.stdlib_module_names}
    owners = {"sklearn": ["scikit-learn"], **owners}
    undeclared = set()
    for module, path in imported_modules(LIBRARY):
        distributions = {canonicalize_name(d) for d in owners.get(module, [module])}
        if module not in own and not distributions & declared:
            undeclared.add(f"{module} ({path.relative_to(ROOT)})")
    assert not undeclared, f"not in pyproject.toml: {sorted(undeclared)}"


def test_import_walk_sees_nested_and_lazy_imports(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(
        "def f():\n    import zzz.y\n    from qqq.x import b\n    from . import c\n",
        encoding="utf-8",
    )
    assert {name for name, _ in imported_modules(tmp_path)} == {"zzz", "qqq"}


def test_package_carries_its_data_files() -> None:
    wheel = pytest.importorskip("hatchling.builders.wheel", reason="hatchling is not installed")
    builder = wheel.WheelBuilder(str(ROOT))
    carried = {Path(found.path) for found in builder.recurse_included_files()}
    suffixes = {".py", ".tsv", ".json", ".yaml", ".j2", ".css", ".js", ".html"}
    wanted = {path for path in LIBRARY.rglob("*") if path.suffix in suffixes}
    assert wanted <= carried, f"left out: {sorted(map(str, wanted - carried))}"


def test_versions_agree() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert str(citation["version"]) == PROJECT["version"]
    assert citation["license"] == PROJECT["license"] == "MIT"
    assert PROJECT["version"] in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
