"""Sixty numbers of a report, drawn at random, against counts of the raw files made here by hand.

The articles are put together from words whose syllables are given here, so that nothing of the
library is needed to count them: words are split at blanks, sentences at full stops.
"""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from running import snakemake

from hedgerow.report.packed.pack import unpacked

DRAWN = 60
ARTICLES = 14
SYLLABLES = {
    **dict.fromkeys("the in with of a and tea cup night sleep plant leaf may might".split(), 1),
    **dict.fromkeys("doctor people evening kettle garden water ginger helper reader".split(), 2),
    **dict.fromkeys("medicine energy library hospital banana customer".split(), 3),
    **dict.fromkeys("helps drinks calms warms brings keeps finds".split(), 1),
    **dict.fromkeys("small old warm dark cold green".split(), 1),
    **dict.fromkeys("bitter yellow gentle quiet healthy".split(), 2),
    "help": 1,
    "drink": 1,
    "calm": 1,
}
NOUNS = (
    "tea cup night plant leaf doctor evening kettle garden water ginger helper reader medicine "
    "energy library hospital banana customer"
).split()
ADJECTIVES = "small old warm dark cold green bitter yellow gentle quiet healthy".split()
VERBS = "helps drinks calms warms brings keeps finds".split()


class Number(NamedTuple):
    """A number: where it is, as the report has it, and as it is counted here."""

    name: str
    shown: float
    counted: float


def _sentence(draw: random.Random) -> str:
    noun, adjective = (lambda: draw.choice(NOUNS)), (lambda: draw.choice(ADJECTIVES))
    verb = draw.choice(VERBS)
    if draw.random() < 0.3:
        verb = f"{draw.choice(['may', 'might'])} {draw.choice(['help', 'drink', 'calm'])}"
    end = f" in the {adjective()} {noun()}" if draw.random() < 0.6 else ""
    more = f" with the {noun()} of a {adjective()} {noun()}" if draw.random() < 0.5 else ""
    return f"The {adjective()} {noun()} {verb} the {adjective()} {noun()}{end}{more}."


def _articles(folder: Path) -> dict[str, str]:
    draw, texts = random.Random(7), {}
    for k in range(ARTICLES):
        paragraphs = [
            " ".join(_sentence(draw) for _ in range(draw.randint(4, 7))) for _ in range(5)
        ]
        name = f"{'ab'[k % 2]}/page-{k:02}.txt"
        texts[name] = "\n\n".join(paragraphs) + "\n"
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(texts[name])
    return texts


@pytest.fixture(scope="module")
def numbers(tmp_path_factory: pytest.TempPathFactory) -> list[Number]:
    folder = tmp_path_factory.mktemp("numbers")
    texts = _articles(folder / "articles")
    run = snakemake(folder, "-j2", "--config", "corpus=counted", "source=articles")
    assert run.status == 0, run.text
    html = (folder / "results/counted/report.html").read_text(encoding="utf-8")

    def bundle(name: str) -> Any:
        return unpacked(re.search(rf'<template data-bundle="{name}">([^<]*)<', html)[1])

    totals = json.loads((folder / "results/counted/summary.json").read_text())["totals"]
    return [
        *_of_documents(bundle("documents"), texts),
        *_of_the_corpus(html, totals, texts),
    ]


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.lower())


def _of_documents(index: dict[str, Any], texts: dict[str, str]) -> list[Number]:
    values = {m["key"]: v for m, v in zip(index["measures"], index["values"], strict=True)}
    found = []
    for place, doc_id in enumerate(index["id"]):
        words = _words(texts[doc_id])
        n, sentences = len(words), texts[doc_id].count(".")
        syllables = sum(SYLLABLES[word] for word in words)
        hedges = sum(word in ("may", "might") for word in words)
        counted = {
            "words": n,
            "flesch_kincaid_grade": 0.39 * n / sentences + 11.8 * syllables / n - 15.59,
            "flesch_reading_ease": 206.835 - 1.015 * n / sentences - 84.6 * syllables / n,
            "hedge_rate": 1000 * hedges / n,
        }
        found += [
            Number(f"{key} of {doc_id}", values[key][place], value)
            for key, value in counted.items()
        ]
    return found


def _of_the_corpus(html: str, totals: dict[str, int], texts: dict[str, str]) -> list[Number]:
    words = sum(len(_words(text)) for text in texts.values())
    sentences = sum(text.count(".") for text in texts.values())
    # The first line of the overview.
    first = re.search(r"<strong>(\d+)\D+documents, ([\d,]+)\D+words of prose", html)
    assert first is not None
    return [
        Number("documents in the overview", int(first[1]), len(texts)),
        Number("words in the overview", int(first[2].replace(",", "")), words),
        Number("words of the corpus", totals["words"], words),
        Number("sentences of the corpus", totals["sentences"], sentences),
        Number("documents of the corpus", totals["documents"], len(texts)),
    ]


def test_sixty_numbers_drawn_at_random_are_those_of_the_raw_files(numbers: list[Number]) -> None:
    drawn = random.Random(11).sample(numbers, DRAWN)
    wrong = [n for n in drawn if n.shown != pytest.approx(n.counted, abs=0.06, rel=1e-3)]
    assert wrong == []
