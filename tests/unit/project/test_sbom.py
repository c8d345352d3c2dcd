"""The list of packages names every pin of the lock, with the hashes of its files."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT / "tools"))

from sbom import rendered  # noqa: E402  tools/ is no package


def test_every_pin_is_a_component_with_its_hashes() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    pins = re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", lock, re.M)
    found = json.loads(rendered())
    assert [(one["name"], one["version"]) for one in found["components"]] == pins
    assert sum(len(one["hashes"]) for one in found["components"]) == lock.count("--hash=sha256:")
    assert all(one["hashes"] for one in found["components"])
    assert (found["bomFormat"], found["specVersion"]) == ("CycloneDX", "1.6")


def test_the_same_lock_gives_the_same_bytes() -> None:
    assert rendered() == rendered()
