"""Print environment.yml, the conda environment, made from pyproject.toml.

The ranges are the same as pip's; only names differ, and what conda-forge and
bioconda do not carry goes to the ``pip:`` list. A test compares the file with
what this prints, so edit pyproject.toml and run ``make environment``.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from packaging.requirements import Requirement

PYPROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"

CHANNELS = ("conda-forge", "bioconda", "nodefaults")

# Name on PyPI -> name on conda-forge or bioconda, where the two differ. The
# -minimal and -base packages leave out the remote storage and the Qt window.
CONDA_NAMES = {
    "matplotlib": "matplotlib-base",
    "msgpack": "msgpack-python",
    "snakemake": "snakemake-minimal",
}

# Not, or not for certain, on the two channels.
FROM_PIP = frozenset({"fastwarc", "py3langid", "resiliparse", "wordfreq"})

HEADER = """\
# For conda and mamba users: conda env create -f environment.yml
# Made from pyproject.toml by `make environment`; do not edit by hand.
"""


def conda_spec(requirement: Requirement) -> str:
    """Return one requirement as a conda match specification, e.g. ``numpy >=2.0``."""
    name = CONDA_NAMES.get(requirement.name, requirement.name)
    # Conda reads the comma-separated range as pip does; sorted, for stable output.
    ranges = ",".join(sorted(map(str, requirement.specifier), reverse=True))
    return f"{name} {ranges}".rstrip()


def render(pyproject: Path = PYPROJECT) -> str:
    """Return the text of environment.yml for the given pyproject.toml."""
    project = tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]
    requirements = sorted(map(Requirement, project["dependencies"]), key=lambda r: r.name)
    lines = [f"name: {project['name']}", "channels:"]
    lines += [f"  - {channel}" for channel in CHANNELS]
    lines += ["dependencies:", f"  - python {project['requires-python']}", "  - pip"]
    lines += [f"  - {conda_spec(r)}" for r in requirements if r.name not in FROM_PIP]
    lines += ["  - pip:"]
    lines += [f"      - {r}" for r in requirements if r.name in FROM_PIP]
    return HEADER + "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(render(), end="")
