"""The scripts of tools/ and benchmarks/ follow the library: what they import from it is there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SCRIPTS = sorted(p for folder in ("tools", "benchmarks") for p in (ROOT / folder).glob("*.py"))
SCRIPTS.append(ROOT / "tools/reliability/__main__.py")


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_script_can_be_loaded(script: Path) -> None:
    if "import torch" in script.read_text(encoding="utf-8"):
        pytest.importorskip("torch", reason="needs hedgerow[train]")
    code = (
        "import runpy, sys; from pathlib import Path; script = Path(sys.argv[1]);"
        "sys.path.insert(0, str(script.parent)); runpy.run_path(str(script), run_name='loaded')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(script)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
