"""Compare Hedgerow's readability with that of other packages, on the same texts in one run.

usage: python tools/compare_readability.py GOLD --peers PYTHON [--check]

GOLD is the folder with clear.jsonl and medreadme.jsonl; PYTHON is that of an environment with any
of textstat, textdescriptives, py-readability-metrics and scireadability (`make peers` makes one in
.tools/peers). Writes its part of docs/validation.md; --check only prints.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib import metadata
from pathlib import Path

import numpy as np

from fit_grade import PAGE, records, spearman
from hedgerow.errors import UserError
from hedgerow.lexicons.store import nltk_data
from hedgerow.statistics.agreement import pearson
from hedgerow.steps.score import score_documents
from hedgerow.tables.marked_sections import write_part
from hedgerow.text.blocks.document import document_from_text

PEERS = Path(__file__).with_name("readability_peers.py")
COUNTS = ("sentences", "words", "syllables")
SCORES = (
    "flesch_reading_ease", "flesch_kincaid_grade", "smog", "gunning_fog", "coleman_liau",
    "automated_readability_index", "dale_chall",
)  # fmt: skip
MEASURES = (*COUNTS, *SCORES)
OURS = "Hedgerow"

PUBLISHED = {
    "flesch_reading_ease": "flesch_reading_ease",
    "flesch_kincaid_grade": "flesch_kincaid_grade_level",
    "dale_chall": "new_dale_chall_readability_formula",
}
"""Measure -> column of CLEAR with its published value."""

LABELS = {
    "flesch_reading_ease": "Flesch Reading Ease",
    "flesch_kincaid_grade": "Flesch-Kincaid",
    "smog": "SMOG",
    "gunning_fog": "Gunning Fog",
    "coleman_liau": "Coleman-Liau",
    "automated_readability_index": "ARI",
    "dale_chall": "Dale-Chall",
}

TRAPS: tuple[tuple[str, str, str, float], ...] = (
    ("a decimal", "The dose was 2.5 grams in all. It helped us sleep.", "sentences", 2),
    (
        "an abbreviation",
        "Mild herbs, e.g. mint, may help you. Ask Dr. Ray about it.",
        "sentences",
        2,
    ),
    ("a short sentence", "It rained. We stayed in the house all day long.", "sentences", 2),
    ("an ellipsis inside", "We waited ... and then we went home at last.", "sentences", 1),
    ("a web address", "See www.example.org for the whole of the list.", "sentences", 1),
    ("numbers are no words", "In 2019 some 40 people came to see us.", "words", 7),
    ("a slash", "Take it with tea and/or milk in the evening.", "words", 10),
    ("an em dash", "The tea\N{EM DASH}a strong one\N{EM DASH}kept us up all night.", "words", 10),
    ("a hyphen is a space", "A long-term, low-cost plan works best for us.", "words", 10),
    ("syllables of a drug", "An opioid.", "syllables", 4),
    ("syllables of a plant", "Mitragyna speciosa.", "syllables", 8),
)
"""What is tried, the text, the measure and its right value by docs/measures.md."""

Values = dict[str, np.ndarray]


def ours(texts: Sequence[str]) -> Values:
    """Return Hedgerow's values of the texts."""
    lines = list(score_documents([document_from_text(str(i), t) for i, t in enumerate(texts)]))
    return {name: np.array([line[name] for line in lines], float) for name in MEASURES}


def peers(python: str, texts: Sequence[str]) -> dict[str, dict]:
    """Return what the other packages say of the texts, by package.

    Raises:
        UserError: the environment does not start.
    """
    environment = os.environ | {"NLTK_DATA": str(nltk_data())}
    try:
        done = subprocess.run(
            [python, str(PEERS)], input=json.dumps(list(texts)), env=environment, check=True,
            capture_output=True, text=True,
        )  # fmt: skip
    except (OSError, subprocess.CalledProcessError) as error:
        said = getattr(error, "stderr", "") or str(error)
        raise UserError(
            f"{python}: can't score the texts: {said.strip().splitlines()[-1]}"
        ) from error
    return json.loads(done.stdout)


def everyone(python: str, texts: Sequence[str]) -> tuple[dict[str, Values], dict[str, str]]:
    """Return the values of Hedgerow and of each package, and a line about each package."""
    values, about = {OURS: ours(texts)}, {}
    for name, answer in peers(python, texts).items():
        if "missing" in answer:
            about[name] = f"not compared: {answer['missing']}"
            continue
        values[name] = {m: np.array(v, float) for m, v in answer["values"].items()}
        about[name] = f"{answer['version']} {answer['note']}".strip()
    return values, about


def both(a: np.ndarray, b: np.ndarray, measure: Callable[..., float]) -> str:
    """Return a measure over the texts that both have a value for; a dash where none has."""
    known = np.isfinite(a) & np.isfinite(b)
    return f"{measure(a[known], b[known]):.3f}" if known.sum() > 2 else "—"


def _mean_gap(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.abs(a - b).mean())


def row(*cells: str) -> str:
    """Return a line of a Markdown table."""
    return "| " + " | ".join(cells) + " |\n"


def head(*cells: str) -> str:
    """Return the head of a Markdown table."""
    return row(*cells) + row(*["---"] * len(cells))


def against_people(
    values: dict[str, Values], n: int, excerpts: list[dict], medical: list[dict]
) -> str:
    """Return the table of each package against published values and human judgement."""
    easiness = np.array([r["bt_easiness"] for r in excerpts], float)
    human = np.array([r["Readability"] for r in medical], float)
    cells = [head("", *values)]
    for measure, column in PUBLISHED.items():
        published = np.array([r[column] for r in excerpts], float)
        gaps = [both(v[measure][:n], published, _mean_gap) for v in values.values()]
        cells.append(row(f"{LABELS[measure]}: mean distance from the published value", *gaps))
    for measure in SCORES:
        found = [
            both(v[measure][:n], easiness, lambda a, b: abs(spearman(a, b)))
            for v in values.values()
        ]
        cells.append(row(f"{LABELS[measure]}: Spearman with teachers' easiness", *found))
    for measure in ("flesch_kincaid_grade",):
        found = [both(v[measure][n:], human, pearson) for v in values.values()]
        cells.append(row(f"{LABELS[measure]}: Pearson with readers, medical sentences", *found))
    return "".join(cells)


def against_us(values: dict[str, Values], n: int) -> str:
    """Return the table of mean differences from Hedgerow, on the excerpts."""
    others = [name for name in values if name != OURS]
    cells = [head("", OURS, *(f"{name} less {OURS}" for name in others))]
    for measure in MEASURES:
        base = values[OURS][measure][:n]
        gaps = []
        for name in others:
            other = values[name][measure][:n]
            known = np.isfinite(base) & np.isfinite(other)
            gap = (other - base)[known]
            gaps.append(f"{gap.mean():+.2f} (n = {len(gap):,})" if len(gap) else "—")
        cells.append(row(LABELS.get(measure, measure), f"{np.nanmean(base):.2f}", *gaps))
    return "".join(cells)


def traps(values: dict[str, Values], first: int) -> str:
    """Return the table of the traps: what each package counts."""
    cells = [head("trap", "text", "counted", "right", *values)]
    for k, (name, text, measure, right) in enumerate(TRAPS):
        got = [v[measure][first + k] for v in values.values()]
        marks = ["—" if g != g else f"{g:g}" if g == right else f"**{g:.3g}**" for g in got]
        cells.append(row(name, text, measure, f"{right:g}", *marks))
    return "".join(cells)


CAUSES = """\
Where the disagreements come from, package by package:

- **textstat** ends a sentence at every stop, so at decimals and abbreviations too, and leaves
  out sentences of one or two words. Numbers and addresses are words. Its Coleman-Liau has the
  factor 0.058 for 0.0588; its ARI counts punctuation as characters; its Dale-Chall takes
  inflected forms of familiar words for unfamiliar; its Fog counts words of three syllables that
  are off the familiar list, whatever Gunning left out. Words outside the dictionary are divided
  as at the end of a line, which gives fewer syllables.
- **scireadability** began as a copy of textstat and mends most of this: the factor, the
  characters, the inflected forms, decimals and a list of abbreviations. Like Hedgerow it takes
  the shortest pronunciation. Numbers are still words, sentences of one or two words still
  vanish, and -er and -ly forms are familiar.
- **TextDescriptives** counts syllables as the places where a word may be divided at the end of a
  line, which are fewer. The parts of a contraction and of a compound are words of their own, and
  sentences are spaCy's, by rule or by model. It has no Dale-Chall.
- **py-readability-metrics** refuses texts below 100 words, and SMOG below 30 sentences. It
  takes the stem of a word for the word, so unfamiliar words with a familiar stem are easy; a
  capital makes a name; curly quotation marks count as words.
- **Hedgerow** counts a compound as its parts, numbers as no words, and gives SMOG from ten
  sentences on. What is left against the published values of CLEAR is their own counting: they
  were made by another program, which counts numbers as words and fewer syllables in *io*, *ia*
  and *-ism*.
"""


def page(values: dict[str, Values], about: dict[str, str], excerpts: list, medical: list) -> str:
    """Return this command's part of the page."""
    n, m = len(excerpts), len(medical)
    versions = "".join(f"- {name}: {line}\n" for name, line in sorted(about.items()))
    short = {k: {q: v[q][: n + m] for q in MEASURES} for k, v in values.items()}
    return f"""\
## Readability beside other packages

Written by `tools/compare_readability.py GOLD --peers PYTHON`: every package scored the same texts
in the same run, the excerpts of CLEAR (n = {n:,}) and the sentences of MedReadMe (n = {m:,}). A
dash means that the package has no value. Compared with {OURS} {metadata.version("hedgerow")}:

{versions}
### Against published values and people

{against_people(short, n, excerpts, medical)}
### Differences from Hedgerow on the excerpts, means

{against_us(short, n)}
### Traps

What is wrong by the definitions of [measures.md](measures.md) is bold.

{traps(values, n + m)}
{CAUSES}"""


def main() -> None:
    """Score everything and write the part of the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument(
        "--peers", required=True, help="Python of the environment with the packages"
    )
    parser.add_argument("--check", action="store_true", help="print, write nothing")
    options = parser.parse_args()
    excerpts = records(options.gold / "clear.jsonl")
    medical = records(options.gold / "medreadme.jsonl")
    texts = [r["excerpt"] for r in excerpts] + [r["Sentence"] for r in medical]
    try:
        values, about = everyone(options.peers, texts + [text for _, text, _, _ in TRAPS])
    except UserError as error:
        sys.exit(str(error))
    part = page(values, about, excerpts, medical)
    sys.stdout.write(part)
    if not options.check:
        write_part(PAGE, "readability", part)


if __name__ == "__main__":
    main()
