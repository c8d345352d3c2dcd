"""Sentences without labels, for the teacher to label."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from hedgerow.labels.wordpieces import FIRST, LAST, WordPieces
from hedgerow.text.blocks.block import Block
from hedgerow.text.blocks.document import Document
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokeniser import encode

LONGEST = 112
"""Pieces of a training sentence, its first and last among them."""

MOST_OF_A_SITE = 0.16
"""Share of the sentences that one site may give."""

_SHORT, _SHORT_KEPT = 6, 0.4


@dataclass
class Free:
    """A sentence and what the teacher gives for it."""

    pieces: np.ndarray
    sentence: int
    outputs: np.ndarray | None = None
    inside: np.ndarray | None = None


def _articles(folder: Path) -> Iterator[tuple[str, str]]:
    """Return site and text of every free document."""
    from lxml import etree

    corpora = folder / "corpora"
    articles = corpora / "web_articles" / "web_articles.jsonl.gz"
    with gzip.open(articles, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            yield article["group"], article["text"]
    for path in sorted((corpora / "medquad" / "docs").rglob("*.xml")):
        for answer in etree.parse(str(path)).iter("Answer"):
            yield "medquad", " ".join((answer.text or "").split())
    for path in sorted((corpora / "cochrane" / "docs").rglob("*.txt")):
        yield "cochrane", path.read_text("utf-8")


def _document(name: str, text: str) -> Document:
    """Return a document with a block for each line."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if stripped := line.strip():
            start = text.index(stripped, at)
            at = start + len(stripped)
            blocks.append(Block("paragraph", start, at, 0, True))
    return Document(name, text, tuple(blocks), "text", "utf-8", len(text))


def free_text(folder: Path) -> tuple[TokenisedCorpus, list[str]]:
    """Return all free documents, tokenised, and the site of each."""
    found = [(site, text) for site, text in _articles(folder) if text.strip()]
    text = encode(_document(str(i), text) for i, (_, text) in enumerate(found))
    return text, [site for site, _ in found]


def sample(
    text: TokenisedCorpus,
    sites: list[str],
    avoided: set[str],
    pieces: WordPieces,
    count: int,
    seed: int,
) -> list[Free]:
    """Draw so many different sentences, none of the avoided sites and few of very short ones."""
    random = np.random.default_rng(seed)
    flat, begin = pieces.table(text.type_text)
    ends = ([pieces.vocabulary[FIRST]], [pieces.vocabulary[LAST]])
    seen: set[bytes] = set()
    given: Counter[str] = Counter()
    found: list[Free] = []
    for s in random.permutation(len(text.sentence_start)).tolist():
        site = sites[text.sentence_doc[s]]
        types = text.token_type[text.sentence_token[s] : text.sentence_token[s + 1]]
        if site in avoided or given[site] >= MOST_OF_A_SITE * count or len(types) < 3:
            continue
        if types.tobytes() in seen or (len(types) < _SHORT and random.random() > _SHORT_KEPT):
            continue
        ids = np.concatenate([flat[begin[t] : begin[t + 1]] for t in types])
        if len(ids) > LONGEST - 2:
            continue
        seen.add(types.tobytes())
        given[site] += 1
        found.append(Free(np.concatenate([ends[0], ids, ends[1]]).astype(np.int64), s))
        if len(found) == count:
            break
    return found
