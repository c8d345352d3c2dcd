"""The slow reference for uses of phrases: one regular expression a phrase, over each block.

It says in one pattern what counts as a use: the words in that order, in any case, white space and
quotation marks between them, each perhaps with a possessive ending. What a word is, is the text's
own affair: a match that begins or ends inside a token (a web address, an abbreviation with stops, a
compound with a hyphen, "it's") is no use. Nothing is looked for in tables, code
and names of speakers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Protocol

import numpy as np

from hedgerow.text.blocks.block import BLOCK_KINDS

_JOINT = r"(?:[\s\"“”„«»]|(?<![^\W_])['’‘]|['’‘](?![^\W_]))+"
_POSSESSIVE = r"(?:['’ʼ]s|(?<=s)['’ʼ])?"
_CONTRACTED = frozenset(
    # words whose 's is a verb
    "it that this there here what who where when how why he she let one everyone someone nobody"
    " somebody everything something nothing".split()
)
_LEFT_OUT = frozenset({"table", "code", "speaker"})


class Tokenised(Protocol):
    """What the reference reads of a tokenised text: the characters of blocks and tokens."""

    doc_block: np.ndarray
    doc_token: np.ndarray
    block_start: np.ndarray
    block_end: np.ndarray
    block_kind: np.ndarray
    token_start: np.ndarray
    token_end: np.ndarray

    def text(self, d: int) -> str: ...


def compile_reference(phrases: Sequence[str]) -> list[re.Pattern[str]]:
    """Return one pattern a phrase."""
    patterns = []
    for phrase in phrases:
        parts = []
        for word in phrase.lower().split():
            exact = re.escape(word).replace("'", "['’ʼ]").replace(r"\-", "[-‐‑]")
            parts.append(exact + ("" if word in _CONTRACTED else _POSSESSIVE))
        patterns.append(re.compile(r"(?<!\w)" + _JOINT.join(parts) + r"(?!\w)"))
    return patterns


def found_by_reference(
    tokenised: Tokenised, patterns: Sequence[re.Pattern[str]], docs: Iterable[int]
) -> set[tuple[int, int, int, int]]:
    """Return phrase, document, first and last character of every use, overlapping ones too."""
    found = set()
    for d in docs:
        # "in any case" is: the same in lower case (two signs of micro are not the same)
        text = "".join(low if len(low := c.lower()) == 1 else c for c in tokenised.text(d))
        tokens = slice(tokenised.doc_token[d], tokenised.doc_token[d + 1])
        starts, ends = (set(places[tokens].tolist()) for places in
                        (tokenised.token_start, tokenised.token_end))  # fmt: skip
        blocks = [
            (int(tokenised.block_start[b]), text[tokenised.block_start[b] : tokenised.block_end[b]])
            for b in range(tokenised.doc_block[d], tokenised.doc_block[d + 1])
            if BLOCK_KINDS[tokenised.block_kind[b]] not in _LEFT_OUT
        ]
        for p, pattern in enumerate(patterns):
            for begin, block in blocks:
                at = 0
                while match := pattern.search(block, at):
                    first, last = begin + match.start(), begin + match.end()
                    if last - 1 in ends and block[match.end() - 1] in "'’ʼ":
                        last -= 1  # that apostrophe is a token: it closes a quotation
                    if first in starts and last in ends:
                        found.add((p, d, first, last))
                    at = match.start() + 1
    return found
