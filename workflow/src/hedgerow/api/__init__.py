"""The library for Python: the measures of the rules on texts and corpora in memory.

Everything here calls the functions of `hedgerow.steps`, so a number is the same in Python, on the
command line and in a report.
"""

from __future__ import annotations

from hedgerow import kernels

kernels.start()
