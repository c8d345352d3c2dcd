"""How much of a page's main text is found, and how much else, beside the libraries that do it.

    python tools/main_text_accuracy.py FOLDER                        # prints the tables
    python tools/main_text_accuracy.py FOLDER docs/validation.md     # and writes them into the page
    python tools/main_text_accuracy.py FOLDER --half tuned           # prints one half

FOLDER holds ground-truth.json and html/ID.html.gz (WCXB: of each ID `main_content`, `type`, `url`,
snippets `with` and `without`, `title`, `author`, `publish_date`).

The split: a page belongs to the kept half where the SHA-256 digest of its site (the host of its
address without www, or its ID where it has no address) is odd, read as one number, and to the
tuning half otherwise. Weights and rules are made on the tuning half alone; no page of the kept half
and no figure of one of its pages is looked at.

The metrics are those of the benchmark: words (`\\w+` of the text in lower case) compared as a bag,
the F1 of each page, means over pages; a snippet is found where the text holds it, both with white
space folded.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import logging
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np

from hedgerow.errors import UserError
from hedgerow.sources.decode import decode
from hedgerow.sources.html import read
from hedgerow.sources.html_dates import iso_date
from hedgerow.statistics.bootstrap import bootstrap_mean
from hedgerow.tables.marked_sections import write_part
from hedgerow.text.blocks.document import Document, document_of

TYPES = ("article", "forum", "product", "collection", "listing", "documentation", "service")
HALVES = {"tuned": "the tuning half", "kept": "the kept half"}
BESIDE = ("byline", "caption")
"""Blocks that are not taken for main text."""
SEED, RESAMPLES = 1, 2000


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


@dataclass(frozen=True)
class Measured:
    """One page: precision, recall and F1, and the shares of snippets, by method; facts found."""

    kind: str
    scores: dict[str, tuple[float, float, float]] = field(default_factory=dict)
    wanted: dict[str, float | None] = field(default_factory=dict)
    unwanted: dict[str, float | None] = field(default_factory=dict)
    facts: dict[str, tuple[bool, bool, bool]] = field(default_factory=dict)


def site_of(name: str, address: str) -> str:
    """Return the site of a page: the host of its address without www, or its name."""
    return urlsplit(address).netloc.removeprefix("www.") or name


def is_kept(site: str) -> bool:
    """Return whether a site belongs to the kept half."""
    return int(hashlib.sha256(site.encode()).hexdigest(), 16) % 2 == 1


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


def share(text: str, snippets: list[str]) -> float | None:
    """Return the share of the snippets that a text holds; null where there are none."""
    whole = " ".join(text.lower().split())
    found = [" ".join(snippet.lower().split()) in whole for snippet in snippets]
    return sum(found) / len(found) if found else None


def hedgerow_text(document: Document) -> str:
    """Return the main text of a document: all its blocks but bylines and captions."""
    return "\n".join(
        document.text[block.start : block.end]
        for block in document.blocks
        if block.kind not in BESIDE
    )


def _trafilatura(**options: bool) -> Callable[[GoldPage], str]:
    def method(page: GoldPage) -> str:
        import trafilatura

        return trafilatura.extract(page.data, **options) or ""

    return method


def _resiliparse(page: GoldPage) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    text, _ = decode(page.data)
    return extract_plain_text(text or "", main_content=True, alt_texts=False)


OTHERS: dict[str, Callable[[GoldPage], str]] = {
    "trafilatura": _trafilatura(),
    "trafilatura, without comments": _trafilatura(include_comments=False),
    "trafilatura, favouring precision": _trafilatura(include_comments=False, favor_precision=True),
    "trafilatura, favouring recall": _trafilatura(favor_recall=True),
    "resiliparse, main content": _resiliparse,
}
"""Method -> what it takes for the main text."""


def measure(page: GoldPage, methods: dict[str, Callable[[GoldPage], str]] = OTHERS) -> Measured:
    """Read one page with Hedgerow and the other methods."""
    document = document_of(page.id, read(page.data))
    texts = {"Hedgerow": hedgerow_text(document)}
    texts |= {name: method(page) for name, method in methods.items()}
    result = Measured(page.kind)
    for name, text in texts.items():
        result.scores[name] = scores(text, page.gold)
        result.wanted[name] = share(text, page.wanted)
        result.unwanted[name] = share(text, page.unwanted)
    found = {
        "title": (document.title, page.title, same_title),
        "author": (document.byline, page.author, same_author),
        "date": (document.date, page.date, same_date),
    }
    for name, (ours, gold, same) in found.items():
        result.facts[name] = (bool(ours), bool(gold), bool(ours and gold and same(ours, gold)))
    return result


def same_title(found: str, gold: str) -> bool:
    """Return whether two titles agree: the words of one are the first or the last of the other."""
    one, other = (re.findall(r"\w+", text.lower()) for text in (found, gold))
    short, long = sorted((one, other), key=len)
    return bool(short) and (long[: len(short)] == short or long[-len(short) :] == short)


def same_author(found: str, gold: str) -> bool:
    """Return whether two names agree: one holds all words of the other."""
    one, other = (set(re.findall(r"\w+", text.lower())) for text in (found, gold))
    return bool(one and other) and (one <= other or other <= one)


def same_date(found: str, gold: str) -> bool:
    """Return whether two dates are the same day."""
    return iso_date(found) is not None and iso_date(found) == iso_date(gold)


def _mean(values: list[float | None]) -> float:
    given = [value for value in values if value is not None]
    return float(np.mean(given)) if given else float("nan")


def report(half: str, pages: list[Measured]) -> str:
    """Return the tables of one half in Markdown."""
    methods = list(pages[0].scores)
    present = [kind for kind in TYPES if any(page.kind == kind for page in pages)]
    counts = [sum(page.kind == kind for page in pages) for kind in present]
    heads = [f"{kind} (n = {count})" for kind, count in zip(present, counts, strict=True)]
    lines = [
        f"**F1 of words, {HALVES[half]}**, n = {len(pages)} pages; the interval from"
        f" {RESAMPLES:,} resamples of the pages.",
        "",
        f"| method | all | 95 % interval | precision | recall | {' | '.join(heads)} |",
        f"|---|---:|---|---:|---:|{'---:|' * len(present)}",
    ]
    for name in methods:
        values = np.array([page.scores[name] for page in pages])
        mean = bootstrap_mean(values[:, 2], resamples=RESAMPLES, seed=SEED)
        kinds = [_mean([p.scores[name][2] for p in pages if p.kind == kind]) for kind in present]
        cells = [f"{value:.3f}" for value in (*values.mean(0)[:2], *kinds)]
        lines.append(
            f"| {name} | {mean.value:.4f} | {mean.low:.4f} to {mean.high:.4f} |"
            f" {' | '.join(cells)} |"
        )
    lines += [
        "",
        f"| articles, {HALVES[half]} | wanted snippets found | unwanted snippets found"
        " | nearly empty (F1 below 0.2) |",
        "|---|---:|---:|---:|",
    ]
    articles = [page for page in pages if page.kind == "article"]
    for name in methods:
        empty = sum(page.scores[name][2] < 0.2 for page in articles)
        wanted, unwanted = (_mean([getattr(page, kind)[name] for page in articles])
                            for kind in ("wanted", "unwanted"))  # fmt: skip
        lines.append(f"| {name} | {wanted:.3f} | {unwanted:.3f} | {empty} |")
    lines += ["", f"| facts, {HALVES[half]} | in the gold | found | right | recall | precision |",
              "|---|---:|---:|---:|---:|---:|"]  # fmt: skip
    for name in ("title", "author", "date"):
        found, given, right = np.array([page.facts[name] for page in pages]).sum(0)
        # Where the gold gives none, it cannot be seen whether one that was found is right.
        both = sum(page.facts[name][0] and page.facts[name][1] for page in pages)
        lines.append(
            f"| {name} | {given} | {found} | {right} | {right / max(1, given):.3f} |"
            f" {right / max(1, both):.3f} |"
        )
    return "\n".join(lines) + "\n"


HEAD = """## Main text of web pages

Written by `python tools/main_text_accuracy.py FOLDER docs/validation.md`. The pages are those of
seven types of the Web Content Extraction Benchmark (Foley 2026, CC BY 4.0), which is not part of
this project. They are divided by site: Hedgerow's weights and rules were made on the tuning half,
so its figures there are too good; the kept half was not looked at. The figures of the libraries are
comparable in both. Precision of a fact is counted on the pages for which the gold gives it.
"""


def main() -> None:
    """Measure one half or both, print the tables, and write them into a page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("page", type=Path, nargs="?", help="page to write the tables into")
    parser.add_argument("--half", choices=list(HALVES), help="print this half only")
    given = parser.parse_args()
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        halves = [given.half] if given.half else list(HALVES)
        parts = [
            report(half, list(map(measure, load_pages(given.folder, half)))) for half in halves
        ]
        print("\n".join(parts), end="")
        if given.page and not given.half:
            write_part(given.page, "main text", f"{HEAD}\n" + "\n".join(parts))
    except UserError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
