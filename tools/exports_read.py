"""How many exports of programs and services are read as what they are.

usage: python tools/exports_read.py docs/validation.md

Runs the tests of exports (`tests/unit/sources`), each on an export written for it after the
format's description, and writes a part of the page: of each kind, how many exports give
their articles, one document each, with title and date and without what stands around them.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

from hedgerow.tables.marked_sections import write_part

_SOURCES = Path(__file__).parents[1] / "tests/unit/sources"
_TESTS = [str(_SOURCES / name) for name in ("test_exports.py", "test_references.py")]
KINDS = {
    "test_wordpress": "WordPress (WXR)",
    "test_feeds": "RSS, Atom, RDF",
    "test_pubmed_gives": "PubMed XML",
    "test_medline": "PubMed, MEDLINE (.nbib or text)",
    "test_abstracts_of_pubmed": "PubMed, Abstract (text)",
    "test_ris": "RIS",
    "test_a_set_of_jats": "JATS, a set of articles",
    "test_a_tei_corpus": "TEI, a corpus",
    "test_news_exports": "Nexis and Factiva, two layouts each, as text, RTF, Word",
    "test_zotero": "Zotero, CSV",
    "test_json_files": "JSON: one article, an array, nested",
    "test_json_lines": "JSON Lines under the ending .json",
}
"""Beginning of the name of a test -> the kind of exports that it reads."""
_HEAD = """\
## Exports

Written by `python tools/exports_read.py docs/validation.md`. The exports are written
for the tests after the descriptions of the formats.

| export | read as what it is | of |
|---|---:|---:|
"""


def counts(report: Path) -> tuple[Counter[str], Counter[str]]:
    """Return the exports of each kind that are read, and all of them, from a report of pytest."""
    read: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for case in ElementTree.parse(report).iter("testcase"):
        name = case.get("name") or ""
        kind = next((kind for start, kind in KINDS.items() if name.startswith(start)), None)
        if kind is not None:
            every[kind] += 1
            read[kind] += len(case) == 0
    return read, every


def main() -> None:
    """Run the tests and write the part."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        command = [sys.executable, "-m", "pytest", *_TESTS, "-n", "0", f"--junitxml={report}"]
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
        read, every = counts(report)
    rows = [f"| {kind} | {read[kind]} | {every[kind]} |" for kind in KINDS.values()]
    rows.append(f"| all | {read.total()} | {every.total()} |")
    write_part(Path(sys.argv[1]), "exports", _HEAD + "\n".join(rows) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main()
