"""The examples in the docstrings of the library hold."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import hedgerow
from hedgerow.code_digest import used_modules

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(hedgerow.__path__, f"{hedgerow.__name__}.")
    if not module.ispkg and not module.name.startswith(("hedgerow.api.", "hedgerow.__main__"))
)
"""Those of `hedgerow.api` have a test beside theirs: they need packages that may be missing.
`__main__` is the command itself."""


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name: str, pytestconfig: pytest.Config) -> None:
    if pytestconfig.getoption("--quick") and any(
        b"@njit" in module.path.read_bytes() for module in used_modules({name})
    ):
        pytest.skip("it needs compiled kernels")
    assert doctest.testmod(importlib.import_module(name)).failed == 0
