"""A fresh environment that holds an installation of Hedgerow and no checkout.

Other packages are those of `.tools/outside`, which `make outside` fills with what pip gives today;
without it, those of the environment of the tests.
"""

from __future__ import annotations

import os
import shutil
import site
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from running import ROOT

from hedgerow import kernel_files
from hedgerow.code_digest import kernels_digest

OUTSIDE = ROOT / ".tools/outside"
LIBRARY = ROOT / "workflow/src/hedgerow"
PROGRAMS = {"hedgerow": "hedgerow.cli", "snakemake": "snakemake.cli"}

needs_outside = pytest.mark.skipif(
    not (OUTSIDE / "ready").exists(),
    reason="packages of others are not installed: `make outside` installs them",
)


def install(folder: Path) -> Path:
    """Make an environment with Hedgerow as pip installs it; return its folder of programs."""
    wheels = folder.parent / "wheels"
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(wheels)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    venv.create(folder, with_pip=False, symlinks=True)
    (packages,) = folder.glob("lib/python*/site-packages")
    others = OUTSIDE.glob("lib/python*/site-packages") if (OUTSIDE / "ready").exists() else ()
    shared = [str(path) for path in others] or site.getsitepackages()
    Path(packages, "shared.pth").write_text("\n".join(shared))
    (wheel,) = wheels.glob("*.whl")
    subprocess.run([sys.executable, "-m", "zipfile", "-e", str(wheel), str(packages)], check=True)
    for name, module in PROGRAMS.items():
        program = folder / "bin" / name
        program.write_text(
            f"#!{folder}/bin/python\nimport sys\nfrom {module} import main\nsys.exit(main())\n"
        )
        program.chmod(0o755)
    _take_kernels(packages / "hedgerow", folder / "cache")
    return folder / "bin"


def _take_kernels(package: Path, cache: Path) -> None:
    """Copy the kernels that were compiled from the same sources, which would take minutes."""
    for path in LIBRARY.rglob("*"):
        place = package / path.relative_to(LIBRARY)
        if path.suffix == ".py":
            times = path.stat()
            os.utime(place, ns=(times.st_atime_ns, times.st_mtime_ns))
        elif path.suffix in (".nbi", ".nbc"):
            place.parent.mkdir(exist_ok=True)
            shutil.copy2(path, place)
    cache.mkdir()
    stamp = cache / kernel_files.kernels_stamp(package).name
    stamp.write_text(kernels_digest(package), "ascii")


def hedgerow(
    programs: Path, *arguments: str, cwd: Path | None = None, given: str = "", **settings: str
) -> subprocess.CompletedProcess[str]:
    """Call the program of an installation."""
    command = [str(programs / "hedgerow"), *arguments]
    return called(programs, command, cwd or programs, given, **settings)


def called(
    programs: Path, command: list[str], cwd: Path, given: str = "", **settings: str
) -> subprocess.CompletedProcess[str]:
    """Run a command as in a shell of the environment."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    path = f"{programs}{os.pathsep}{os.defpath}"
    own = {"PATH": path, "HEDGEROW_CACHE": str(programs.parent / "cache")}
    return subprocess.run(
        command, cwd=cwd, env=kept | own | settings, capture_output=True, text=True, timeout=900,
        input=given,
    )  # fmt: skip
