"""Sentences of free text that were coded for Hedgerow, kept as hashes, classes and places.

No text is kept: `coded_sentences.tsv` names a sentence by the hash of its words, gives its classes
and the places of its words of cue, agent, outcome and source. The text comes from the free
documents that are trained on (free_text.py); a sentence that is not found there is left out.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hedgerow.corpus.coding_sample import sentence_key
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus

FILE = Path(__file__).with_name("coded_sentences.tsv")
CLASSES = ("claim", "stance", "direction", "advice", "attribution")
FLAGS = ("hedged", "named", "sure")
SPANS = ("cues", "agent", "outcome", "source")
COLUMNS = ("sentence", *CLASSES, *FLAGS, *SPANS)


def places(text: str, phrases: list[str]) -> str:
    """Return where the phrases are, "start-end" in characters joined by blanks.

    Example:
        >>> places("Tea may help.", ["may", "sleep"])
        '4-7'
    """
    found = [(text.find(phrase), len(phrase)) for phrase in phrases if phrase]
    return " ".join(f"{start}-{start + size}" for start, size in found if start >= 0)


def coded_line(code: dict[str, Any]) -> list[str]:
    """Return the row of the file for a coded sentence: its text, classes, flags and phrases."""
    phrases = {name: code[name] if name == "cues" else [code[name]] for name in SPANS}
    return [
        sentence_key(code["text"]),
        *(code[name] for name in CLASSES),
        *(str(int(code[name])) for name in FLAGS),
        *(places(code["text"], phrases[name]) for name in SPANS),
    ]


def read_codes(file: Path = FILE) -> dict[str, dict[str, str]]:
    """Return the rows of the file by the hash of their sentence."""
    with file.open(encoding="utf-8", newline="") as lines:
        return {row["sentence"]: row for row in csv.DictReader(lines, delimiter="\t")}


def coded_sentences(
    text: TokenisedCorpus, sites: list[str], codes: dict[str, dict[str, str]]
) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Yield text, document, site and annotation of each coded sentence, in the form of the gold.

    Args:
        text, sites: what `free_text` returns. codes: what `read_codes` returns.
    """
    left = dict(codes)
    for s, d in enumerate(text.sentence_doc.tolist()):
        start, end = int(text.sentence_start[s]), int(text.sentence_end[s])
        sentence = text.text(d)[start:end].strip()
        row = left.pop(sentence_key(sentence), None)
        if row is None:
            continue
        spans = {name: _phrases(sentence, row[name]) for name in SPANS}
        single = {name: (spans[name] or [""])[0] for name in SPANS if name != "cues"}
        flags = {name: row[name] == "1" for name in FLAGS}
        classes = {name: row[name] for name in CLASSES}
        annotation = {**classes, **flags, **single, "cues": spans["cues"]}
        yield sentence, f"{sites[d]}#{text.doc_ids[d]}", sites[d], annotation


def _phrases(text: str, where: str) -> list[str]:
    pairs = (pair.split("-") for pair in where.split())
    return [text[int(start) : int(end)] for start, end in pairs]
