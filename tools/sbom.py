"""Write sbom.cdx.json, the packages that a set-up installs (CycloneDX 1.6), from the lock.

    python tools/sbom.py

Each package has its version, the conditions under which it is installed, and the hashes of its
files. Programs that check for known vulnerabilities read this file without a network.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "sbom.cdx.json"

_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)(?:\s*;\s*([^\\\n]+?))?\s*\\?$", re.M)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def components(lock: str) -> list[dict[str, Any]]:
    """Return the components of a lock file, one for each pin, sorted as there."""
    pins = list(_PIN.finditer(lock))
    ends = [pin.start() for pin in pins[1:]] + [len(lock)]
    found = []
    for pin, end in zip(pins, ends, strict=True):
        name, version, condition = pin.groups()
        address = f"pkg:pypi/{name.lower().replace('_', '-')}@{version}"
        entry: dict[str, Any] = {
            "type": "library", "bom-ref": address, "name": name, "version": version,
            "purl": address,
        }  # fmt: skip
        if condition:
            entry["properties"] = [{"name": "marker", "value": condition}]
        hashes = _HASH.findall(lock, pin.end(), end)
        entry["hashes"] = [{"alg": "SHA-256", "content": digest} for digest in hashes]
        found.append(entry)
    return found


def rendered() -> str:
    """Return the text of sbom.cdx.json; the same lock gives the same bytes."""
    version = re.search(r'^version = "([^"]+)"', (ROOT / "pyproject.toml").read_text("utf-8"), re.M)
    assert version is not None
    content = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "name": "hedgerow", "version": version[1]}
        },
        "components": components((ROOT / "requirements.lock").read_text("utf-8")),
    }
    return json.dumps(content, indent=1) + "\n"


if __name__ == "__main__":
    TARGET.write_text(rendered(), "utf-8")
