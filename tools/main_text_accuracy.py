"""How much of a page's main text is found, and how much else: HTML pages against their gold text.

    python tools/main_text_accuracy.py FOLDER                # prints the tables
    python tools/main_text_accuracy.py FOLDER --out docs     # and writes them into validation.md

FOLDER holds docs/NAME.html and ground-truth.json, which gives the `articleBody` of each NAME. Words
are compared as a bag, without regard to case. Hedgerow's main text is all of its blocks but title,
byline and caption, since gold texts of this kind leave those out.
"""

from __future__ import annotations

import argparse
import json
import logging
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from hedgerow.sources.html_tree import elements_of, parse
from hedgerow.statistics.bootstrap import bootstrap_mean
from hedgerow.tables.marked_sections import write_part
from hedgerow.text.blocks.document import Document
from hedgerow.text.blocks.reading import read_document

BESIDE = ("title", "byline", "caption")
"""Blocks that are not taken for main text."""

METHODS = {
    "Hedgerow": "Hedgerow",
    "all": "Hedgerow, with title, byline and captions",
    "plain": "trafilatura, as it comes",
    "comments": "trafilatura, without comments",
    "precise": "trafilatura, favouring precision (what Hedgerow starts from)",
}
SEED, RESAMPLES = 1, 2000


@dataclass(frozen=True)
class Page:
    """One page: precision, recall, F1 by method; kept and wanted lines by kind and method."""

    scores: dict[str, tuple[float, float, float]]
    structure: dict[str, dict[str, tuple[int, int]]]


def words(text: str) -> Counter[str]:
    """Count the words of a text."""
    return Counter(re.findall(r"\w+", text.lower()))


def scores(text: str, gold: str) -> tuple[float, float, float]:
    """Return precision, recall and F1 of a text's words; all 0 where none is right."""
    found, wanted = words(text), words(gold)
    right = sum((found & wanted).values())
    if not right:
        return 0.0, 0.0, 0.0
    precision, recall = right / sum(found.values()), right / sum(wanted.values())
    return precision, recall, 2 * precision * recall / (precision + recall)


def measure(folder: Path, name: str, gold: str) -> Page:
    """Read one page with every method."""
    import trafilatura

    document = read_document(folder / "docs", f"{name}.html")
    data = (folder / "docs" / f"{name}.html").read_bytes()
    options: dict[str, dict] = {
        "plain": {},
        "comments": {"include_comments": False},
        "precise": {"include_comments": False, "favor_precision": True},
    }
    texts = {
        method: trafilatura.extract(data, **chosen) or "" for method, chosen in options.items()
    }
    texts["all"] = document.text
    texts["Hedgerow"] = "\n".join(
        document.text[block.start : block.end]
        for block in document.blocks
        if block.kind not in BESIDE
    )
    return Page(
        {method: scores(texts[method], gold) for method in METHODS},
        _structure(data, document, gold),
    )


def _structure(data: bytes, document: Document, gold: str) -> dict[str, dict[str, tuple[int, int]]]:
    """How many of the page's headings and list items that the gold text has as lines are kept.

    Kept as what they are: a heading as a heading, a list item as a list item.
    """
    import trafilatura

    lines = {_key(line) for line in gold.splitlines()} - {""}
    tree = parse(data.decode("utf-8", "replace"))
    marked = trafilatura.extract(data, output_format="markdown", include_comments=False) or ""
    starts = {"heading": "#", "list_item": "-"}
    result: dict[str, dict[str, tuple[int, int]]] = {}
    for kind, mark in starts.items():
        elements = elements_of(tree) if tree is not None else []
        wanted = {_key(e.text) for e in elements if e.kind == kind} & lines
        ours = {_key(document.text[b.start : b.end]) for b in document.blocks if b.kind == kind}
        theirs = {_key(line) for line in marked.splitlines() if line.lstrip().startswith(mark)}
        result[kind] = {
            "Hedgerow": (len(wanted & ours), len(wanted)),
            "trafilatura": (len(wanted & theirs), len(wanted)),
        }
    return result


def _key(line: str) -> str:
    return " ".join(re.findall(r"\w+", line.lower()))


def report(pages: list[Page]) -> str:
    """Return the tables in Markdown."""
    lines = [
        f"n = {len(pages)} pages; means over the pages, intervals from {RESAMPLES:,} resamples of"
        " them.",
        "",
        "| method | F1 | 95 % interval | precision | recall | least F1 |",
        "|---|---:|---|---:|---:|---:|",
    ]
    for method, name in METHODS.items():
        values = np.array([page.scores[method] for page in pages])
        f1 = values[:, 2]
        mean = bootstrap_mean(f1, resamples=RESAMPLES, seed=SEED)
        precision, recall = values[:, 0].mean(), values[:, 1].mean()
        lines.append(
            f"| {name} | {mean.value:.4f} | {mean.low:.4f} to {mean.high:.4f} | {precision:.4f} |"
            f" {recall:.4f} | {f1.min():.4f} |"
        )
    lines += ["", "| kept as what it is | in the gold text | Hedgerow | trafilatura |",
              "|---|---:|---:|---:|"]  # fmt: skip
    for kind, label in (("heading", "headings"), ("list_item", "list items")):
        kept = {
            who: np.sum([page.structure[kind][who] for page in pages], axis=0)
            for who in ("Hedgerow", "trafilatura")
        }
        ours, wanted = kept["Hedgerow"]
        lines.append(f"| {label} | {wanted} | {ours} | {kept['trafilatura'][0]} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, help="folder of validation.md")
    given = parser.parse_args()
    truth = given.folder / "ground-truth.json"
    if not truth.is_file():
        sys.exit(f"{truth} is not there; name a folder with it and with docs/*.html")
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    gold = json.loads(truth.read_text("utf-8"))
    pages = [
        measure(given.folder, name, page["articleBody"]) for name, page in sorted(gold.items())
    ]
    table = report(pages)
    print(table, end="")
    if given.out:
        write_part(given.out / "validation.md", "main text", f"{HEAD}\n{table}")


HEAD = """## Main text of HTML pages

Written by `python tools/main_text_accuracy.py FOLDER --out docs`. The pages are news pages and
blogs with all that stands around their text, and the gold text is what people took for the article
(scrapinghub's article extraction benchmark); neither is part of this project. Words are compared
as a bag. Hedgerow's main text is all its blocks but title, byline and caption, which the gold texts
leave out. These pages were looked at while the rules were made, so other pages will do a little
worse.
"""


if __name__ == "__main__":
    main()
