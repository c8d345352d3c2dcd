"""The report and the files it leads to in one archive, for reports that are a folder."""

from __future__ import annotations

import shutil
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_FILES = (
    "report.html",
    "quality.html",
    "report-data/*.js",
    "methods.md",
    "references.bib",
    "datapackage.json",
    "summary.json",
    "figures/*",
    "tables/*.csv",
)
_PACKED = ".js"
"""Ending of the data beside the page: base64 of what is deflated already."""

_DATE = (1980, 1, 1, 0, 0, 0)


def write_archive(folder: Path, out: Path | None) -> None:
    """Write the report of a folder as a ZIP archive, or remove an older archive for None.

    The archive has the same bytes for the same files: names are sorted, and it holds no times.
    """
    if out is None:
        (folder / "report.zip").unlink(missing_ok=True)
        return
    temporary = out.with_name(f".{out.name}.part")
    with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for path in _files(folder):
            name = path.relative_to(folder).as_posix()
            entry = zipfile.ZipInfo(f"report/{name}", _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.file_size = path.stat().st_size
            with path.open("rb") as content, archive.open(entry, "w") as stored:
                if path.suffix == _PACKED:
                    stored._compressor = _of_base64()  # type: ignore[attr-defined]
                shutil.copyfileobj(content, stored, 1 << 20)
    temporary.replace(out)


def _of_base64() -> Any:
    """Return a compressor that gives each character six bits and looks for no repetitions.

    There are none in base64 of deflated data; looking for them takes five times as long.
    """
    return zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS, strategy=zlib.Z_HUFFMAN_ONLY)


def _files(folder: Path) -> Iterator[Path]:
    for pattern in _FILES:
        yield from sorted(path for path in folder.glob(pattern) if path.is_file())
