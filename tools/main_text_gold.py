"""The pages of a benchmark of main text, in two halves by site, and its metric.

A folder holds ground-truth.json and html/ID.html.gz (WCXB: of each ID `main_content`, `type`,
`url`, snippets `with` and `without`, `title`, `author`, `publish_date`).

A page belongs to the kept half where the SHA-256 digest of its site (the host of its address
without www, or its ID where it has no address) is odd, read as one number, and to the tuning half
otherwise. Rules were made on the tuning half alone until the figures of the kept half had been
measured several times; then the kept half was divided once more, into a part whose pages have been
read and a part whose pages nobody has read (`is_read`).
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from hedgerow.errors import UserError

HALVES = {"tuned": "the tuning half", "kept": "the kept half"}
PARTS = {"read": "the part of the kept half that was read", "unread": "the part that nobody read"}


@dataclass(frozen=True)
class GoldPage:
    """One page of the benchmark: its bytes and its truth."""

    id: str
    kind: str
    site: str
    data: bytes
    gold: str
    wanted: list[str]
    unwanted: list[str]
    title: str
    author: str
    date: str

    @property
    def words(self) -> list[str]:
        return re.findall(r"\w+", self.gold.lower())


def site_of(name: str, address: str) -> str:
    """Return the site of a page: the host of its address without www, or its name."""
    return urlsplit(address).netloc.removeprefix("www.") or name


def is_kept(site: str) -> bool:
    """Return whether a site belongs to the kept half."""
    return int(hashlib.sha256(site.encode()).hexdigest(), 16) % 2 == 1


def is_read(site: str) -> bool:
    """Return whether a site of the kept half belongs to the part whose pages have been read."""
    return int(hashlib.sha256(f"part {site}".encode()).hexdigest(), 16) % 2 == 1


def load_pages(folder: Path, half: str) -> Iterator[GoldPage]:
    """Yield the pages of one half, `tuned` or `kept`, by ID; no page of the other is opened.

    Raises:
        UserError: the folder does not hold the benchmark.
    """
    truth = folder / "ground-truth.json"
    if not truth.is_file():
        raise UserError(f"{truth} is missing; name a folder with it and with html/ID.html.gz")
    for name, page in sorted(json.loads(truth.read_text("utf-8")).items()):
        site = site_of(name, page["url"] or "")
        if is_kept(site) != (half == "kept"):
            continue
        data = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        yield GoldPage(
            name,
            page["type"],
            site,
            data,
            page["main_content"] or "",
            page["with"] or [],
            page["without"] or [],
            page["title"] or "",
            page["author"] or "",
            page["publish_date"] or "",
        )


def words(text: str) -> Counter[str]:
    """Count the words of a text."""
    return Counter(re.findall(r"\w+", text.lower()))


def scores(text: str, gold: str) -> tuple[float, float, float]:
    """Return precision, recall and F1 of a text's words; all 1 where both have none."""
    found, wanted = words(text), words(gold)
    if not found and not wanted:
        return 1.0, 1.0, 1.0
    right = sum((found & wanted).values())
    if not right:
        return 0.0, 0.0, 0.0
    precision, recall = right / sum(found.values()), right / sum(wanted.values())
    return precision, recall, 2 * precision * recall / (precision + recall)
