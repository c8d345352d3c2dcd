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


_CALLER = """
from hedgerow import kernels
kernels.start()
import numpy as np
from numba import njit
from hedgerow.tables.spans import _add_up
values, begin, sums = np.arange(6.0).reshape(3, 2), np.array([0, 2, 3]), np.zeros((2, 2))
_add_up(values, begin, sums)
@njit
def twice(values, begin, sums):
    _add_up(values, begin, sums)
    _add_up(values, begin, sums)
twice(values, begin, sums)
print(sums.tolist())
"""


def run(folder, program: str = _RUN) -> str:
    environment = os.environ | {"NUMBA_CACHE_DIR": str(folder)}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_a_kernel_is_compiled_once_and_then_runs_without_the_compiler(tmp_path) -> None:
    sums = "[[2.0, 4.0], [4.0, 5.0]]"
    assert run(tmp_path) == f"{sums} True False"
    assert run(tmp_path) == f"{sums} False False"


def test_a_kernel_that_is_compiled_anew_calls_one_from_the_cache(tmp_path) -> None:
    for _ in range(2):  # the second time the kernel that is called comes from the cache
        assert run(tmp_path, _CALLER) == "[[6.0, 12.0], [12.0, 15.0]]"
