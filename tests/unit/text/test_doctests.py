"""The examples in the docstrings of `hedgerow.text` hold."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

from hedgerow import text

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(text.__path__, f"{text.__name__}.")
    if not module.ispkg
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
