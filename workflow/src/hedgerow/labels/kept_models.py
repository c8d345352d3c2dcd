"""Compiled models of the labels, kept between processes in the folder of reference data.

Numbering the features of 19,000 and of 60,000 named weights takes longer than labelling an article.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from hashlib import blake2b
from pathlib import Path

import numpy as np

from hedgerow.labels.feature_space import FeatureSpace
from hedgerow.lexicons.store import cache_folder
from hedgerow.tables.replacing import replacing

Parts = tuple[FeatureSpace, tuple[str, ...], dict[str, np.ndarray]]
"""The space, the names of the features, and the arrays of that order."""


def place_of(files: Iterable[Path]) -> Path:
    """Return the file in which what is compiled from these files is kept, whether it exists or not.

    Args:
        files: the lexicons, the weights and the modules that compile them; a change in any of them
            leads to another name.
    """
    digest = blake2b(digest_size=8)
    for path in sorted(files):
        digest.update(f"{path.name}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return cache_folder() / f"label-models-{digest.hexdigest()}.npz"


def read_parts(path: Path, names: Iterable[str]) -> Parts | None:
    """Return what was kept, with arrays of these names; None without a file or if it is damaged."""
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in names}
            text = json.loads(bytes(file["text"]))
        space = FeatureSpace(**{name: tuple(words) for name, words in text["space"].items()})
        return space, tuple(text["names"]), arrays
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile):
        return None


def keep_parts(path: Path, parts: Parts) -> None:
    """Keep the parts of a model; a folder that cannot be written to is left as it is."""
    space, names, arrays = parts
    text = json.dumps({"space": asdict(space), "names": names}, ensure_ascii=False).encode()
    with suppress(OSError), replacing(path) as temporary, temporary.open("wb") as file:
        np.savez(file, text=np.frombuffer(text, np.uint8), **arrays)  # type: ignore[arg-type]
