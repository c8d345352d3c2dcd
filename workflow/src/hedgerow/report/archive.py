"""The report and the files it leads to in one archive, for reports that are a folder."""

from __future__ import annotations

import shutil
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hedgerow.report.packed.pack import FASTEST

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
    with zipfile.ZipFile(temporary, "w") as archive:
        for path in _files(folder):
            name = path.relative_to(folder).as_posix()
            entry = zipfile.ZipInfo(f"report/{name}", _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.file_size = path.stat().st_size
            with path.open("rb") as content, archive.open(entry, "w") as stored:
                # zipfile takes no strategy; without it, time alone is lost
                stored._compressor = _compressor(path)  # type: ignore[attr-defined]
                shutil.copyfileobj(content, stored, 1 << 20)
    temporary.replace(out)


def _compressor(path: Path) -> Any:
    """Return what deflates a file: data beside the page get six bits a character and no more.

    In base64 of deflated data there are no repetitions; looking for them takes five times as long.
    """
    if path.suffix == _PACKED:
        return zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS, strategy=zlib.Z_HUFFMAN_ONLY)
    return zlib.compressobj(FASTEST, zlib.DEFLATED, -zlib.MAX_WBITS)


def _files(folder: Path) -> Iterator[Path]:
    for pattern in _FILES:
        yield from sorted(path for path in folder.glob(pattern) if path.is_file())
