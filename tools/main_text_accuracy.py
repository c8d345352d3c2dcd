"""How much of a page's main text is found, and how much else, beside the libraries that do it.

    python tools/main_text_accuracy.py FOLDER                        # prints the tables
    python tools/main_text_accuracy.py FOLDER docs/validation.md     # and writes them into the page
    python tools/main_text_accuracy.py FOLDER --half tuned           # prints one half

FOLDER is laid out as `tools/main_text_gold.py` describes, where the two halves are defined. The
weights that Hedgerow is published with come from both halves; here the pages of a half are read
with weights fitted on the other half, so that no page is measured with weights that its site had a
part in. `--cache FILE` keeps the features and the texts of the libraries between runs.

The metrics are those of the benchmark: words (`\\w+` of the text in lower case) compared as a bag,
the F1 of each page, means over pages; a snippet is found where the text holds it, both with white
space, quotation marks and dashes folded (Hedgerow writes straight quotation marks).
"""

from __future__ import annotations

import argparse
import logging
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

import numpy as np

from hedgerow.errors import UserError
from hedgerow.sources.decode import decode
from hedgerow.sources.html import read
from hedgerow.sources.html_choice import Weights
from hedgerow.sources.html_dates import iso_date
from hedgerow.statistics.bootstrap import bootstrap_mean
from hedgerow.tables.marked_sections import write_part
from hedgerow.text.blocks.document import Document, document_of
from main_text_cache import Cache
from main_text_gold import HALVES, PARTS, GoldPage, is_read, load_pages, scores
from main_text_training import examples_of, fit_strong

TYPES = ("article", "forum", "product", "collection", "listing", "documentation", "service")
BESIDE = ("byline", "caption")
"""Blocks that are not taken for main text."""
SEED, RESAMPLES = 1, 2000


@dataclass(frozen=True)
class Measured:
    """One page: precision, recall and F1, and the shares of snippets, by method; facts found."""

    kind: str
    site: str = ""
    scores: dict[str, tuple[float, float, float]] = field(default_factory=dict)
    wanted: dict[str, float | None] = field(default_factory=dict)
    unwanted: dict[str, float | None] = field(default_factory=dict)
    facts: dict[str, tuple[bool, bool, bool]] = field(default_factory=dict)


_MARKS = str.maketrans("\u2018\u2019\u201c\u201d\u2013\u2014", "''\"\"--")


def _folded(text: str) -> str:
    return " ".join(text.lower().translate(_MARKS).split())


def share(text: str, snippets: list[str]) -> float | None:
    """Return the share of the snippets that a text holds; null where there are none."""
    whole = _folded(text)
    found = [_folded(snippet) in whole for snippet in snippets]
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


def measure(
    page: GoldPage,
    methods: dict[str, Callable[[GoldPage], str]] = OTHERS,
    weights: Weights | None = None,
    cache: Cache | None = None,
) -> Measured:
    """Read one page with Hedgerow and the other methods.

    Args:
        weights: those of Hedgerow's choice; the published ones where null.
        cache: where the texts of the methods are kept.
    """
    cache = cache or Cache(None)
    document = document_of(page.id, read(page.data, weights=weights))
    texts = {"Hedgerow": hedgerow_text(document)}
    for name, method in methods.items():
        key = ("text", name, *map(version, ("trafilatura", "resiliparse")), page.id)
        texts[name] = cache.get(key, lambda method=method: method(page))
    result = Measured(page.kind, page.site)
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


def report(pages: list[Measured], name: str) -> str:
    """Return the tables of the pages of a half or a part, called `name`, in Markdown."""
    methods = list(pages[0].scores)
    present = [kind for kind in TYPES if any(page.kind == kind for page in pages)]
    counts = [sum(page.kind == kind for page in pages) for kind in present]
    heads = [f"{kind} (n = {count})" for kind, count in zip(present, counts, strict=True)]
    lines = [
        f"**F1 of words, {name}**, n = {len(pages)} pages; the interval from"
        f" {RESAMPLES:,} resamples of the pages.",
        "",
        f"| method | all | 95 % interval | precision | recall | {' | '.join(heads)} |",
        f"|---|---:|---|---:|---:|{'---:|' * len(present)}",
    ]
    for method in methods:
        values = np.array([page.scores[method] for page in pages])
        mean = bootstrap_mean(values[:, 2], resamples=RESAMPLES, seed=SEED)
        kinds = [_mean([p.scores[method][2] for p in pages if p.kind == kind]) for kind in present]
        cells = [f"{value:.3f}" for value in (*values.mean(0)[:2], *kinds)]
        lines.append(
            f"| {method} | {mean.value:.4f} | {mean.low:.4f} to {mean.high:.4f} |"
            f" {' | '.join(cells)} |"
        )
    lines += [
        "",
        f"| articles, {name} | wanted snippets found | unwanted snippets found"
        " | nearly empty (F1 below 0.2) |",
        "|---|---:|---:|---:|",
    ]
    articles = [page for page in pages if page.kind == "article"]
    for method in methods:
        empty = sum(page.scores[method][2] < 0.2 for page in articles)
        wanted, unwanted = (_mean([getattr(page, kind)[method] for page in articles])
                            for kind in ("wanted", "unwanted"))  # fmt: skip
        lines.append(f"| {method} | {wanted:.3f} | {unwanted:.3f} | {empty} |")
    heads = (
        "in the gold",
        "found",
        "right",
        "recall",
        "precision",
        "found where the gold has none",
    )
    lines += ["", f"| facts, {name} | {' | '.join(heads)} |", f"|---{'|---:' * len(heads)}|"]
    for fact in ("title", "author", "date"):
        found, given, right = np.array([page.facts[fact] for page in pages]).sum(0)
        # Where the gold gives none, it cannot be seen whether one that was found is right.
        both = sum(page.facts[fact][0] and page.facts[fact][1] for page in pages)
        lines.append(
            f"| {fact} | {given} | {found} | {right} | {right / max(1, given):.3f} |"
            f" {right / max(1, both):.3f} | {found - both} |"
        )
    return "\n".join(lines) + "\n"


HEAD = """## Main text of web pages

Written by `python tools/main_text_accuracy.py FOLDER docs/validation.md`. The pages are those of
seven types of the Web Content Extraction Benchmark (Foley 2026, CC BY 4.0), which is not part of
this project. They are divided by site. The weights of each half's figures are fitted on the other
half, and those that Hedgerow is published with on both; the features and the rules around them were
made on the tuning half alone at first. The facts of the kept half then had these figures, which
were measured several times while rules were made on the other half, and are frozen here as they
were before any page of the kept half was read (the same command at commit ec9c078):

| the kept half before its pages were read | in the gold | found | right | recall | precision |
|---|---:|---:|---:|---:|---:|
| title | 240 | 240 | 206 | 0.858 | 0.858 |
| author | 111 | 117 | 90 | 0.811 | 0.900 |
| date | 124 | 152 | 104 | 0.839 | 0.867 |

The F1 of its main text was 0.850 (trafilatura 0.818), of its products 0.623 (0.643). After that the
kept half was divided by site once more. The pages of one part were read, and kinds of failure
mended, each with five pages of its kind written for the tests. **The figures to rely on are those
of the part that nobody read**, the last tables here, measured when all was mended.

Precision of a fact is counted on the pages for which the gold gives it. Some of the gold follows no
rule. It gives one title where a page shows one and states another, and takes now the one and now
the other. Of pages that show only the day of a change and state a day of publication, it takes the
first on some and the second on others; Hedgerow takes the second. Reviews by customers belong to
its text on some pages of products and not on others, of the same shop too.
"""


def measure_halves(folder: Path, halves: list[str], cache: Cache) -> dict[str, list[Measured]]:
    """Return the measured pages of each half, with weights fitted on the other half."""
    other = {"tuned": "kept", "kept": "tuned"}
    result = {}
    for half in halves:
        weights, _ = fit_strong(examples_of(folder, other[half], cache))
        pages = list(load_pages(folder, half))
        result[half] = []
        for number, page in enumerate(pages, 1):
            result[half].append(measure(page, weights=weights, cache=cache))
            cache.progress(f"{half} half: page", number, len(pages))
    return result


def main() -> None:
    """Measure one half or both, print the tables, and write them into a page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("page", type=Path, nargs="?", help="page to write the tables into")
    parser.add_argument("--half", choices=list(HALVES), help="print this half only")
    parser.add_argument("--cache", type=Path, help="file to keep features and texts in")
    given = parser.parse_args()
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    cache = Cache(given.cache)
    try:
        halves = [given.half] if given.half else list(HALVES)
        found = measure_halves(given.folder, halves, cache)
        parts = [report(pages, HALVES[half]) for half, pages in found.items()]
        for part, name in PARTS.items():
            kept = [one for one in found.get("kept", []) if is_read(one.site) == (part == "read")]
            parts += [report(kept, name)] if kept else []
        print("\n".join(parts), end="")
        if given.page and not given.half:
            write_part(given.page, "main text", f"{HEAD}\n" + "\n".join(parts))
    except UserError as error:
        sys.exit(str(error))
    finally:
        cache.save()


if __name__ == "__main__":
    main()
