"""Draw entries of the report's lists for judging, and turn the verdicts into precisions.

    python tools/list_precision.py draw SHEETS results/A results/B --entries 60
    python tools/list_precision.py enter SHEETS
    python tools/list_precision.py count

`draw` writes SHEETS/<list>.tsv: entries of the list over all corpora at random, mixed with
sentences or pages that are not on it, so that who judges cannot know which is which. Who judges
reads question and text, and writes yes or no in the column verdict. `enter` adds the verdicts to
tools/list_verdicts.tsv, by the digest of the text, which itself stays out of the repository.
`count` writes the precision of each list to `lexicons/list_precision.tsv`, which the report
prints, and its part of docs/validation.md.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from hedgerow.corpus.schemas import CORPUS
from hedgerow.labels.summary_claims import overstated_claims
from hedgerow.lexicons.load import load_lexicon
from hedgerow.report.lists import LISTS
from hedgerow.report.results import Results
from hedgerow.report.sections.claims import advice_sentences
from hedgerow.report.sections.shared_wording import listed_sequences
from hedgerow.report.strongest_claims import strongest_claims
from hedgerow.statistics.proportions import wilson
from hedgerow.tables.marked_sections import write_part

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "workflow/src/hedgerow/lexicons/list_precision.tsv"
VERDICTS = ROOT / "tools/list_verdicts.tsv"
SHEET = ("key", "question", "before", "text", "after", "verdict")
STORED = ("list", "key", "corpus", "listed", "verdict")


class Entry(NamedTuple):
    """Something to judge: corpus, text, the text around it, and whether it is on the list."""

    corpus: str
    text: str
    before: str = ""
    after: str = ""
    listed: bool = True

    @property
    def key(self) -> str:
        """Return the digest by which a verdict is kept."""
        words = " ".join(f"{self.corpus} {self.before} {self.text}".split())
        return sha256(words.encode("utf-8", "replace")).hexdigest()[:16]


def _sentences(results: Results, chosen: pd.DataFrame, listed: bool = True) -> Iterator[Entry]:
    """Yield sentences of the claims table between their neighbours."""
    claims = results.table("claims")
    texts, documents = claims["text"].tolist(), claims["doc_id"].tolist()
    keys = zip(claims["doc_id"], claims["sentence"], strict=True)
    place = {key: row for row, key in enumerate(keys)}
    for key in zip(chosen["doc_id"], chosen["sentence"], strict=True):
        row = place[key]
        near = [
            texts[k] if 0 <= k < len(texts) and documents[k] == documents[row] else ""
            for k in (row - 1, row + 1)
        ]
        yield Entry(results.corpus, texts[row], near[0], near[1], listed)


def _labelled(results: Results) -> pd.DataFrame:
    return results.columns("claims", CORPUS["claims"].names)


def _research(named: bool) -> Callable[[Results], Iterator[Entry]]:
    def entries(results: Results) -> Iterator[Entry]:
        claims = _labelled(results)
        research = claims["attribution"] == "research"
        yield from _sentences(results, claims[research & (claims["attribution_named"] == named)])

    return entries


def _unnatural(results: Results) -> Iterator[Entry]:
    table = results.columns("unnatural", CORPUS["unnatural"].names)
    for row in table.to_dict("records"):
        yield Entry(results.corpus, row["text"], f"the phrase: {row['phrase']}")


def _overclaims(results: Results) -> Iterator[Entry]:
    claims = _labelled(results)
    claims = claims[claims["prose"]]
    doc, _ = pd.factorize(claims["doc_id"])
    columns = {n: c.astype(object).where(c.notna(), None).to_numpy() for n, c in claims.items()}
    for i, j in overstated_claims(
        doc.astype(np.int64), int(doc.max()) + 1, columns, load_lexicon()
    ):
        strongest = columns["text"][j]
        yield Entry(results.corpus, columns["text"][i], f"the body, at its strongest: {strongest}")


def _disclosures(results: Results) -> Iterator[Entry]:
    rows = results.of_included(["has_disclosure", "disclosure_text"])
    for text in rows[rows["has_disclosure"].fillna(False).astype(bool)]["disclosure_text"]:
        yield Entry(results.corpus, text)


def _opening(results: Results, doc_id: str, phrase: str) -> str:
    """Return the sentences of a page that have its phrase, at most twelve."""
    texts = results.table("claims")
    texts = texts[texts["doc_id"] == doc_id]["text"]
    own = texts[texts.str.contains(phrase, case=False, regex=False)]
    return " | ".join(own.head(12))


def _stuffed(results: Results) -> Iterator[Entry]:
    rows = results.of_included(
        ["doc_id", "title", "words", "focus_phrase", "focus_count", "stuffed"]
    )
    flagged = rows["stuffed"].fillna(False).astype(bool)
    for row in rows[rows["focus_phrase"].notna()].assign(flagged=flagged).to_dict("records"):
        about = (
            f"“{row['focus_phrase']}” {row['focus_count']:.0f} times in {row['words']:.0f} words"
        )
        before = f"{row['title'] or row['doc_id']}: {about}"
        text = _opening(results, row["doc_id"], row["focus_phrase"])
        yield Entry(results.corpus, text, before, listed=row["flagged"])


def _templates(results: Results) -> Iterator[Entry]:
    for row in listed_sequences(results.table("templates")).to_dict("records"):
        yield Entry(results.corpus, row["text"], f"in {row['documents']} documents")


def _advice(results: Results) -> pd.DataFrame:
    return advice_sentences(results, results.length("claims"))[0]


def _of_claims(chosen: Callable[[Results], pd.DataFrame]) -> Callable[[Results], Iterator[Entry]]:
    return lambda results: _sentences(results, chosen(results))


ENTRIES: dict[str, Callable[[Results], Iterator[Entry]]] = {
    "strongest": _of_claims(strongest_claims),
    "overclaims": _overclaims,
    "advice": _of_claims(_advice),
    "unnatural": _unnatural,
    "named_research": _research(True),
    "unnamed_research": _research(False),
    "disclosures": _disclosures,
    "stuffed": _stuffed,
    "templates": _templates,
}
"""Entries of each list, by name."""

_OF_SENTENCES = ("strongest", "advice", "named_research", "unnamed_research")
"""Lists of sentences, which are mixed with other sentences of the corpora."""


def draw(sheets: Path, folders: list[Path], entries: int, seed: int) -> None:
    """Write a sheet for each list, and beside it which entries are on the list."""
    corpora = [Results.read(f / "tables", f / "summary.json") for f in folders]
    sheets.mkdir(parents=True, exist_ok=True)
    for name, made in ENTRIES.items():
        random = Random(f"{seed} {name}")
        pool = sorted({entry for results in corpora for entry in made(results)})
        on_list = [entry for entry in pool if entry.listed]
        chosen = random.sample(on_list, min(entries, len(on_list)))
        others = [entry for entry in pool if not entry.listed]
        if name in _OF_SENTENCES:
            sure = {entry.text for entry in on_list}
            drawn = [
                entry
                for results in corpora
                for entry in _sentences(results, _some(results, random, entries), listed=False)
            ]
            others = [entry for entry in drawn if entry.text not in sure]
        chosen += random.sample(sorted(others), min(entries // 3, len(others)))
        random.shuffle(chosen)
        _write_sheet(sheets, name, chosen)
        print(f"{name}: {len(on_list):,} entries, {len(chosen)} to judge")


def _some(results: Results, random: Random, n: int) -> pd.DataFrame:
    claims = _labelled(results)
    return claims.loc[sorted(random.sample(claims.index.tolist(), min(n, len(claims))))]


def _write_sheet(sheets: Path, name: str, chosen: list[Entry]) -> None:
    question = f"Is it so that {LISTS[name].right}?"
    with (sheets / f"{name}.tsv").open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, delimiter="\t", lineterminator="\n")
        lines.writerow(SHEET)
        for e in chosen:
            cells = (" ".join(text.split()) for text in (e.before, e.text, e.after))
            lines.writerow([e.key, question, *cells, ""])
    with (sheets / f"{name}.drawn").open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, delimiter="\t", lineterminator="\n")
        lines.writerows([e.key, e.corpus, "yes" if e.listed else "no"] for e in chosen)


def _rows(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def enter(sheets: Path) -> None:
    """Add the verdicts of judged sheets to the committed ones; a later verdict replaces one."""
    kept = {(row["list"], row["key"]): row for row in _rows(VERDICTS)}
    for path in sorted(sheets.glob("*.tsv")):
        drawn = (path.with_suffix(".drawn")).read_text(encoding="utf-8").splitlines()
        origin = {key: (corpus, listed) for key, corpus, listed in (x.split("\t") for x in drawn)}
        for number, row in enumerate(_rows(path), 2):
            verdict = (row["verdict"] or "").strip().casefold()
            if verdict not in ("", "yes", "no"):
                raise SystemExit(
                    f"{path}, line {number}: the verdict is {verdict!r}, not yes or no"
                )
            if verdict:
                corpus, listed = origin[row["key"]]
                values = (path.stem, row["key"], corpus, listed, verdict)
                kept[path.stem, row["key"]] = dict(zip(STORED, values, strict=True))
    with VERDICTS.open("w", encoding="utf-8", newline="") as file:
        lines = csv.DictWriter(file, STORED, delimiter="\t", lineterminator="\n")
        lines.writeheader()
        lines.writerows(kept[key] for key in sorted(kept))


_TEXT = """\
Written by `python tools/list_precision.py count` from the verdicts in `tools/list_verdicts.tsv`:
entries drawn at random over corpora, mixed with others that are not on the list, and judged by the
question of the list without knowing which is which. The last column has the others that were judged
to belong on it.

| list | right | judged | precision | 95 % interval | corpora | others judged yes |
|---|---:|---:|---:|---|---|---:|
"""


def count() -> None:
    """Write the precision of each list from the verdicts."""
    right, judged, others, corpora = Counter[str](), Counter[str](), {}, {}
    for row in _rows(VERDICTS):
        name, yes = row["list"], row["verdict"] == "yes"
        if row["listed"] == "yes":
            judged[name] += 1
            right[name] += yes
            corpora.setdefault(name, set()).add(row["corpus"])
        else:
            others.setdefault(name, []).append(yes)
    head = TABLE.read_text(encoding="utf-8").splitlines()[:2]
    body = [
        f"{name}\t{right[name]}\t{judged[name]}\t{' '.join(sorted(corpora[name]))}"
        for name in sorted(judged)
    ]
    TABLE.write_text("\n".join([*head, *body]) + "\n", encoding="utf-8")
    rows = []
    for name in sorted(judged):
        k, n = right[name], judged[name]
        low, high = (float(end) for end in wilson(k, n))
        where, extra = ", ".join(sorted(corpora[name])), others.get(name, [])
        rows.append(
            f"| {name} | {k} | {n} | {k / n:.2f} | {low:.2f} to {high:.2f} | {where} |"
            f" {sum(extra)} of {len(extra)} |"
        )
    write_part(ROOT / "docs/validation.md", "list precision", _TEXT + "\n".join(rows))


def main() -> None:
    """Read the command line and run it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    drawing = commands.add_parser("draw", help="write sheets for judging")
    drawing.add_argument("sheets", type=Path, help="folder of the sheets")
    drawing.add_argument("folders", nargs="+", type=Path, help="results of corpora")
    drawing.add_argument("--entries", type=int, default=60, help="entries of each list")
    drawing.add_argument("--seed", type=int, default=1, help="seed of the draw")
    entering = commands.add_parser("enter", help="add the verdicts of sheets")
    entering.add_argument("sheets", type=Path, help="folder of the sheets, filled in")
    commands.add_parser("count", help="write the precisions")
    given = parser.parse_args()
    if given.command == "draw":
        draw(given.sheets, given.folders, given.entries, given.seed)
    elif given.command == "enter":
        enter(given.sheets)
    else:
        count()


if __name__ == "__main__":
    main()
