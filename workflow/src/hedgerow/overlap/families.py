"""Families of pages: near copies, and pages that one template was filled in for.

Documents are joined (single linkage) where one of three holds:

- their texts have a Jaccard similarity of at least 0.8 on 5-word shingles;
- their frames, the texts without names and numbers, have one of at least 0.8, as estimated by
  MinHash (64 permutations, standard error 0.05): forty pages that differ in a country's name;
- their texts have one of at least 0.5, and at least 90 % of their words are equal when they are
  aligned: pages that differ in a word that is no name.

Texts are compared by all of their shingles where MinHash estimates a similarity of at least 0.2; a
pair of similarity 0.5 has a lower estimate once in 10^12 times. All blocks count, and so do
documents too short for the averages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

import numpy as np

from hedgerow.overlap.duplicates import NEAR, RELATED, agreeing_pairs
from hedgerow.overlap.signatures import Signatures, SignedShards, jaccard
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokens import NUMBER, WORD

_LIKELY = 0.2
_ALIGNED = 0.9
_MOST_ALIGNMENTS = 500
"""Pairs that are aligned to decide whether they are one family."""
_MOST_COMPARED = 200
"""Members of a family that are compared with its first one."""
_NAMED_DIFFERENCES = 5
_SHOWN_CHARACTERS = 60
_EMPTY = 0xFFFFFFFF


@dataclass(frozen=True)
class Span:
    """A word of a document: its folded form and its characters."""

    word: str
    start: int
    end: int


class Texts:
    """The documents of all shards, by id."""

    def __init__(self, tokenised: Sequence[TokenisedCorpus]) -> None:
        self._tokenised = tokenised
        self._position = {
            doc_id: (s, d) for s, c in enumerate(tokenised) for d, doc_id in enumerate(c.doc_ids)
        }

    def words(self, doc_id: str) -> list[Span]:
        """Return the words and numbers of a document."""
        s, d = self._position[doc_id]
        c = self._tokenised[s]
        # `doc_token` would read the offsets of all documents from disk
        tokens = np.arange(*c.sentence_token[c.block_sentence[c.doc_block[d : d + 2]]])
        tokens = tokens[np.isin(c.type_kind[c.token_type[tokens]], (WORD, NUMBER))]
        types = c.token_type[tokens]
        start = c.token_start[tokens]
        end = start + c.type_length[types]
        words = [c.word_text[w] for w in c.type_word[types].tolist()]
        return [Span(*row) for row in zip(words, start.tolist(), end.tolist(), strict=True)]

    def characters(self, doc_id: str, start: int, end: int) -> str:
        """Return characters of a document, line breaks as blanks."""
        s, d = self._position[doc_id]
        return " ".join(self._tokenised[s].text(d)[start:end].split())


def families_of(
    signatures: Signatures | SignedShards,
    texts: Texts,
    near: float = NEAR,
    related: float = RELATED,
) -> np.ndarray:
    """Return int64[D]: the family of each document, from 1 by size, 0 for a document alone.

    Args:
        signatures: of all documents, in the order of their ids.
    """
    n = len(signatures)
    parent = np.arange(n)

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = int(parent[i])
        return i

    def join(a: int, b: int) -> None:
        a, b = root(a), root(b)
        parent[max(a, b)] = min(a, b)

    worded = np.flatnonzero(np.diff(signatures.offset) > 0)
    pairs = agreeing_pairs(signatures.minhash, worded, _LIKELY)
    value = jaccard(signatures, *pairs.T)
    framed = np.flatnonzero((signatures.frame != _EMPTY).any(1))
    frames = agreeing_pairs(signatures.frame, framed, near)
    for a, b in [*pairs[value >= near].tolist(), *frames.tolist()]:
        join(a, b)
    open_pairs = np.flatnonzero((value >= related) & (value < near))
    open_pairs = open_pairs[np.argsort(-value[open_pairs], kind="stable")]
    checks = 0
    for p in open_pairs.tolist():
        a, b = pairs[p].tolist()
        if root(a) == root(b):
            continue
        if checks == _MOST_ALIGNMENTS:
            break
        checks += 1
        if _aligned_share(texts, signatures.doc_ids[a], signatures.doc_ids[b]) >= _ALIGNED:
            join(a, b)
    return _numbered(np.array([root(i) for i in range(n)], np.int64))


def _numbered(root: np.ndarray) -> np.ndarray:
    """Number the sets of several documents from 1, by size (descending), then by first document."""
    known, inverse, size = np.unique(root, return_inverse=True, return_counts=True)
    order = np.lexsort((known, -size))
    order = order[size[order] > 1]
    number = np.zeros(len(known), np.int64)
    number[order] = np.arange(1, len(order) + 1)
    return number[inverse]


def _aligned_share(texts: Texts, a: str, b: str) -> float:
    """Return the share of the words of two documents that are equal when aligned."""
    one, other = ([span.word for span in texts.words(d)] for d in (a, b))
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


@dataclass(frozen=True)
class FamilyTables:
    """Columns of the tables `families` and `family_differences`."""

    members: dict[str, list[Any]]
    differences: dict[str, list[Any]]


def family_tables(doc_ids: Sequence[str], family: np.ndarray, texts: Texts) -> FamilyTables:
    """Describe the members of each family by what differs from the first of them.

    Args:
        doc_ids: sorted.
        family: int64[D], as `families_of` returns it.
    """
    members: dict[str, list[Any]] = {
        name: [] for name in ("family", "doc_id", "documents", "compared_with", "equal", "differs")
    }
    pairs: dict[str, list[Any]] = {
        name: []
        for name in (
            "family", "doc_a", "start_a", "end_a", "text_a", "doc_b", "start_b", "end_b", "text_b",
        )
    }  # fmt: skip
    # the documents of one family after the other, each family in the order of the ids
    order = np.argsort(family, kind="stable")
    bounds = np.searchsorted(family[order], np.arange(1, int(family.max(initial=0)) + 2))
    for number, (first, last) in enumerate(pairwise(bounds.tolist()), 1):
        ids = [doc_ids[i] for i in order[first:last].tolist()]
        model = texts.words(ids[0])
        for k, doc_id in enumerate(ids):
            equal: float | None = None if k else 1.0
            differs: str | None = None
            if 0 < k <= _MOST_COMPARED:
                equal, rows = _differences(texts, ids[0], model, doc_id)
                differs = _summed_up(rows)
                if k == 1:
                    for difference in rows:
                        for name, value in (difference | {"family": number}).items():
                            pairs[name].append(value)
            row = (number, doc_id, len(ids), ids[0] if k else None, equal, differs)
            for name, value in zip(members, row, strict=True):
                members[name].append(value)
    return FamilyTables(members, pairs)


def _differences(
    texts: Texts, doc_a: str, model: list[Span], doc_b: str
) -> tuple[float, list[dict[str, Any]]]:
    """Return the share of equal words of two documents, and the places where they differ."""
    other = texts.words(doc_b)
    matcher = SequenceMatcher(
        None, [s.word for s in model], [s.word for s in other], autojunk=False
    )
    rows = []
    for tag, a, a_end, b, b_end in matcher.get_opcodes():
        if tag == "equal":
            continue
        row: dict[str, Any] = {}
        for side, doc_id, words, first, last in (
            ("a", doc_a, model, a, a_end), ("b", doc_b, other, b, b_end),
        ):  # fmt: skip
            if first < last:
                start, end = words[first].start, words[last - 1].end
            else:
                start = end = words[first - 1].end if first else 0
            row |= {
                f"doc_{side}": doc_id,
                f"start_{side}": start,
                f"end_{side}": end,
                f"text_{side}": texts.characters(doc_id, start, end),
            }
        rows.append(row)
    return matcher.ratio(), rows


def _summed_up(rows: Sequence[dict[str, Any]]) -> str | None:
    """Return the most frequent differences, as "Ghana → Peru (12)"; None where there are none."""
    counted = Counter((_cut(row["text_a"]), _cut(row["text_b"])) for row in rows)
    ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    texts = [f"{a or '–'} → {b or '–'} ({n})" for (a, b), n in ranked[:_NAMED_DIFFERENCES]]
    more = len(ranked) - len(texts)
    return "; ".join([*texts, f"and {more} more"] if more else texts) or None


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN_CHARACTERS else text[:_SHOWN_CHARACTERS] + " …"
