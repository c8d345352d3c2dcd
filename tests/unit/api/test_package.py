"""The package as it is imported: light, typed, its examples true, never silent for long."""

from __future__ import annotations

import doctest
import importlib
import subprocess
import sys
import time
from pathlib import Path

import pytest

import hedgerow as hr
from hedgerow.api import notice

HEAVY = ("numpy", "pandas", "pyarrow", "numba", "sklearn", "polars", "spacy", "yaml")
MODULES = ("hedgerow", "hedgerow.api.measures", "hedgerow.api.corpus", "hedgerow.api.texts")


def test_import_loads_nothing_heavy() -> None:
    code = f"import hedgerow, sys; print([m for m in {HEAVY} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_rooms_do_not_hide_the_functions() -> None:
    code = (
        "import hedgerow as hr; import hedgerow.phrases.schemas, hedgerow.corpus.schemas;"
        " from hedgerow import corpus, phrases;"
        " print(callable(hr.phrases), callable(hr.corpus), phrases is hr.phrases)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True", "True"]


def test_names_are_listed_and_others_refused() -> None:
    assert set(hr.__all__) <= set(dir(hr))
    with pytest.raises(AttributeError, match="no attribute 'scores'"):
        hr.scores  # noqa: B018
    assert Path(hr.__file__).with_name("py.typed").is_file()


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_examples_of_the_features_hold() -> None:
    pytest.importorskip("sklearn", reason="scikit-learn is not installed")
    assert doctest.testmod(importlib.import_module("hedgerow.api.features")).failed == 0


def test_a_long_call_says_so_once(
    capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notice, "_printed", notice.threading.Event())
    with notice.announced(patience=0.01):
        time.sleep(0.3)
    with notice.announced(patience=0.01):
        time.sleep(0.1)
    assert capsys.readouterr().err.count("hedgerow: still working") == 1
    with notice.announced(patience=5):
        pass
    assert notice.PATIENCE < 3
