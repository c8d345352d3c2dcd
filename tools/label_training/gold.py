"""Gold sentences with their labels, and the features that they have."""

from __future__ import annotations

import json
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy.sparse as sp

from hedgerow.labels import feature_space
from hedgerow.labels.features import prepare, sentence_features
from hedgerow.labels.lexicon_matcher import Marks, find_terms
from hedgerow.labels.rule_labels import apply_rules
from hedgerow.lexicons.load import Lexicon
from hedgerow.text.blocks.block import Block
from hedgerow.text.blocks.document import Document
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokeniser import encode

SEED = 1


@dataclass(frozen=True)
class Item:
    """One gold sentence: its file, its text, its document and its labels."""

    source: str
    text: str
    group: str
    gold: dict


@dataclass(frozen=True)
class Data:
    """Gold items, tokenised, with the features of their sentences."""

    items: list[Item]
    tokenised: TokenisedCorpus
    marks: Marks
    space: feature_space.FeatureSpace
    matrix: sp.csr_matrix
    keys: np.ndarray

    @property
    def groups(self) -> list[str]:
        """Return the document of each item."""
        return [item.group for item in self.items]

    @property
    def sources(self) -> np.ndarray:
        """Return the gold file of each item."""
        return np.array([item.source for item in self.items])


def shared() -> Path:
    """Return the folder with gold files and corpora, or stop with a word."""
    folder = os.environ.get("HEDGEROW_SHARED")
    if not folder or not Path(folder, "gold").is_dir():
        sys.exit("Set HEDGEROW_SHARED to the folder that holds gold/ and corpora/.")
    return Path(folder)


def gold_items(folder: Path, names: list[str]) -> list[Item]:
    """Read gold files; the document of a sentence keeps folds apart."""
    items = []
    for name in names:
        for line in (folder / "gold" / f"{name}.jsonl").open(encoding="utf-8"):
            row = json.loads(line)
            items.append(Item(name, row["text"], document_of(name, row), row))
    return items


def document_of(name: str, row: dict) -> str:
    """Return the document that a row of a gold file comes from, its own id where none is known."""
    parts = row["id"].split(":")
    if "bioscope" in name or name == "polnear_dev":
        return parts[-2]
    if name == "gum_attribution":
        return parts[0]
    if name == "advice_threads":
        return parts[-1].split("-")[0]
    if name == "consumer_health":
        return parts[1]
    if name == "sfu_review":
        return ":".join(parts[1:3])
    if name == "eurekalert_claim_strength":
        return parts[1].rsplit("-", 2)[0]
    return row.get("doc") or row.get("file") or row.get("pmid") or row["id"]


def consumer_sentences(folder: Path, count: int) -> list[Item]:
    """Return sentences of consumer-health texts without labels, none of them in the gold file.

    The guidelines for consumer-health sentences say which words are hedges there (may, might,
    could, potential, seem, likely, thought to, unclear ...) and which are not (can, should, must,
    if, or), so these texts give examples of both without anybody having to annotate them.
    """
    from lxml import etree

    known = {item.text for item in gold_items(folder, ["consumer_health"])}
    paragraphs = [
        answer.text or ""
        for path in sorted((folder / "corpora" / "medquad" / "docs").rglob("*.xml"))
        for answer in etree.parse(str(path)).iter("Answer")
    ]
    summaries = folder / "corpora" / "cochrane" / "docs" / "plain_language_summary"
    paragraphs += [path.read_text("utf-8") for path in sorted(summaries.glob("*.txt"))[:300]]
    texts: dict[str, None] = {}
    for paragraph in paragraphs:
        for text in re.split(r"(?<=[.?!])\s+", " ".join(paragraph.split())):
            if 20 < len(text) < 400 and text not in known:
                texts[text] = None
    chosen = np.random.default_rng(SEED).permutation(len(texts))[:count]
    listed = list(texts)
    return [Item("guideline", listed[i], f"guideline{i}", {"cues": []}) for i in chosen.tolist()]


def tokenised_items(items: list[Item]) -> TokenisedCorpus:
    """Code each item as one block."""
    return encode(
        Document(str(i), item.text, (Block("paragraph", 0, len(item.text), 0, True),), "text",
                 "utf-8", len(item.text))
        for i, item in enumerate(items)
    )  # fmt: skip


def vocabulary(tokenised: TokenisedCorpus, least: int) -> list[str]:
    """Return the words that occur at least so often and can stand in a feature's name."""
    count = np.bincount(tokenised.token_base, minlength=len(tokenised.word_text))
    plain = re.compile(r'[^|_>\s"]+$')
    words = [
        word
        for word, n in zip(tokenised.word_text, count.tolist(), strict=True)
        if n >= least and plain.match(word) and not re.fullmatch(r"[\d.,]+", word)
    ]
    return ["#", '"', *words]


def design(
    unit: np.ndarray, key: np.ndarray, units: int, least: int
) -> tuple[sp.csr_matrix, np.ndarray]:
    """Return the 0/1 matrix of units and features that occur at least so often, and their keys."""
    keys, place, count = np.unique(key, return_inverse=True, return_counts=True)
    keep = count >= least
    column = np.cumsum(keep) - 1
    chosen = keep[place]
    shape = (units, int(keep.sum()))
    matrix = sp.csr_matrix((np.ones(chosen.sum()), (unit[chosen], column[place[chosen]])), shape)
    matrix.data[:] = 1.0
    return matrix, keys[keep]


def sentence_data(items: list[Item], lexicon: Lexicon, drop: tuple[str, ...]) -> Data:
    """Return the feature matrix of items; features of the templates and classes in `drop` are left
    out.
    """
    tokenised = tokenised_items(items)
    marks = find_terms(tokenised, lexicon)
    space = feature_space.open_space(vocabulary(tokenised, 2), lexicon)
    ready = prepare(tokenised, lexicon, marks, space)
    rules = apply_rules(tokenised, lexicon, marks).features()
    unit, key = sentence_features(tokenised, ready, space, rules)
    used = ~_dropped(key, space, drop)
    x, keys = design(tokenised.sentence_doc[unit[used]], key[used], len(items), 3)
    return Data(items, tokenised, marks, space, x, keys)


def _dropped(
    key: np.ndarray, space: feature_space.FeatureSpace, drop: tuple[str, ...]
) -> np.ndarray:
    """Return bool[N]: the feature has a template or speaks of a class in `drop`."""
    template = key >> 48
    out = np.isin(
        template,
        [feature_space.TEMPLATE_NUMBER[name] for name in drop if name in feature_space.TEMPLATES],
    )
    classes = [space.classes.index(name) for name in drop if name in space.classes]
    for name, kinds in feature_space.TEMPLATES.items():
        for kind, part in zip(kinds, ((key >> 24) & 0xFFFFFF, key & 0xFFFFFF), strict=False):
            if kind == "c" and classes:
                out |= (template == feature_space.TEMPLATE_NUMBER[name]) & np.isin(part, classes)
    return out
