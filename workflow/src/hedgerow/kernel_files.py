"""Where compiled kernels are kept: beside their sources, or else with the reference data.

Whoever installs Hedgerow for others prepares it once; they read its kernels where they lie, without
the right to write there. An installation that nobody prepared keeps the kernels of each user apart.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import Any

from hedgerow.lexicons.store import cache_folder

ROOT = Path(__file__).parent


def kernels_stamp(root: Path = ROOT) -> Path:
    """Return the file with the digest of the sources that kernels were compiled from."""
    return cache_folder() / f"kernels-{_place(root)}"


def kernels_folder(root: Path = ROOT) -> Path:
    """Return the folder of the kernels that cannot be kept beside their sources."""
    return cache_folder() / f"compiled-{_place(root)}"


def _place(root: Path) -> str:
    return hashlib.blake2b(str(root).encode(), digest_size=8).hexdigest()


def are_prepared(root: Path = ROOT) -> bool:
    """Return whether `hedgerow prepare` has compiled the kernels from the sources of now."""
    from hedgerow.code_digest import kernels_digest

    stamp = kernels_stamp(root)
    return stamp.exists() and stamp.read_text("ascii") == kernels_digest(root)


def forget_stale_kernels(root: Path = ROOT) -> None:
    """Delete compiled kernels that were compiled from other sources than are there now."""
    from hedgerow.code_digest import kernels_digest

    if not are_prepared(root):
        for folder in (root, kernels_folder(root)):
            for ending in ("nbi", "nbc"):
                for path in folder.rglob(f"*.{ending}"):
                    with suppress(OSError):  # those of somebody else are not read
                        path.unlink(missing_ok=True)
        kernels_stamp(root).write_text(kernels_digest(root), "ascii")


def keep_kernels(caching: Any) -> None:
    """Let numba find a place for the kernels of Hedgerow where it knows none.

    Args:
        caching: the module `numba.core.caching`.
    """

    class Here(caching.UserWideCacheLocator):
        """A folder that need not be writable if the kernels in it were prepared."""

        def __init__(self, function: Any, file: str) -> None:
            super().__init__(function, file)
            self._beside = str(Path(file).with_name("__pycache__"))
            own = kernels_folder()
            prepared = kernels_stamp().exists() and not own.exists()
            subpath = self.get_suitable_cache_subpath(file)
            self._cache_path = self._beside if prepared else str(own / subpath)

        @classmethod
        def from_function(cls, function: Any, file: str) -> Any:
            own = Path(file).is_relative_to(ROOT)
            return super().from_function(function, file) if own else None

        def ensure_cache_path(self) -> None:
            if self._cache_path != self._beside:
                super().ensure_cache_path()

    kept = caching.Cache
    save = kept.save_overload

    def save_overload(self: Any, signature: Any, data: Any) -> None:
        try:
            save(self, signature, data)
        except OSError:  # ours is compiled again the next time
            if not self._py_func.__module__.startswith("hedgerow."):
                raise

    kept.save_overload = save_overload
    places = caching.CacheImpl._locator_classes
    places.insert(places.index(caching.UserWideCacheLocator), Here)
