"""How numba is started: compiled kernels run without what only a compiler needs."""

from __future__ import annotations

import os
import subprocess
import sys

_RUN = """
import sys
from hedgerow import kernels
kernels.start()
import numpy as np
from hedgerow.tables.spans import span_sums
found = span_sums(np.arange(6.0).reshape(3, 2), np.array([0, 2, 3]))
print(found.tolist(), "numba.typed.typeddict" in sys.modules, "scipy" in sys.modules)
import scipy, yaml
"""


def run(folder) -> str:
    environment = os.environ | {"NUMBA_CACHE_DIR": str(folder)}
    done = subprocess.run(
        [sys.executable, "-c", _RUN], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_a_kernel_is_compiled_once_and_then_runs_without_the_compiler(tmp_path) -> None:
    sums = "[[2.0, 4.0], [4.0, 5.0]]"
    assert run(tmp_path) == f"{sums} True False"
    assert run(tmp_path) == f"{sums} False False"
