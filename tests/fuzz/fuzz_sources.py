"""Feed any bytes to the readers, guided by coverage: `make fuzz`, or with libFuzzer's options

    python tests/fuzz/fuzz_sources.py .pdf -max_total_time=60

The first argument is the ending of the format. It stops at an input that a reader fails on, or that
takes longer than ten seconds, and leaves that input in a file. Needs atheris, which is not among
the project's requirements.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["hedgerow", "pypdfium2", "markdown_it", "trafilatura"]):
    from hedgerow.sources import readers
    from hedgerow.sources.records import Fields

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "unit/sources"))


def main() -> None:
    if len(sys.argv) < 2 or not sys.argv[1].startswith("."):
        sys.exit(__doc__)
    suffix = sys.argv.pop(1)
    from test_fuzz import check

    from hedgerow.sources.formats import BY_ENDING
    from samples import SAMPLES

    whole, _ = SAMPLES[BY_ENDING[suffix].name]

    with tempfile.TemporaryDirectory() as name:
        folder, seeds = Path(name, "any"), Path(name, "seeds")
        folder.mkdir()
        seeds.mkdir()
        (seeds / "whole").write_bytes(whole)
        # The reader's module is instrumented where it is imported for the first time.
        with atheris.instrument_imports(include=["hedgerow"]):
            (folder / f"a{suffix}").write_bytes(whole)
            list(readers.read_sources(folder, f"a{suffix}", Fields(), lambda doc_id: True))
        options = [*sys.argv, "-timeout=10", "-max_len=20000", str(seeds)]
        atheris.Setup(options, lambda data: check(folder, suffix, data))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
