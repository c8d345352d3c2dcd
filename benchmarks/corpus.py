"""A corpus of any size for the benchmark, made of real paragraphs.

Document k depends on the seed, on k and on the paragraphs alone, so a corpus of 100 documents is
the beginning of one of 1,000. Lengths are lognormal, as those of web articles are.

Paragraphs that come again and again would give a corpus the vocabulary of the few pages they are
from. So one in `_EXCHANGED` of the lower-case words of five letters or more is exchanged for a word
drawn from CMUdict, with frequencies by Zipf's law as Mandelbrot (1953) wrote it; every third of the
words to draw from is the head of one dictionary word on the tail of another, since real text has
names, terms and slips that no dictionary holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import numpy as np

from hedgerow.errors import UserError
from hedgerow.lexicons.store import syllable_dictionary
from hedgerow.sources.inventory import survey
from hedgerow.text.blocks.reading import read_document

MEAN_BYTES = 7_700
_SPREAD = 0.6
"""Standard deviation of the logarithm of the length."""
_SHORTEST, _LONGEST = 600, 60_000
_FEWEST_PARAGRAPHS = 10
_EXCHANGED = 6
_ZIPF_SHIFT = 30.0
_EXCHANGEABLE = re.compile(r"(?<![\w'’.@/-])[a-z]{5,}(?![\w'’@/-]|\.\w)")
_PLAIN_RUN = re.compile(r"(?<![\w'’-])[A-Za-z]+(?: [A-Za-z]+)*(?![\w'’-])")
_PHRASE_LENGTHS = (0.15, 0.35, 0.25, 0.15, 0.10)
"""Share of phrases of one, two, ... words."""
_GROUPS = 10
_PER_FOLDER = 1_000


@dataclass(frozen=True)
class Pieces:
    """What documents are put together from, in the order of the source's files."""

    paragraphs: tuple[str, ...]
    headings: tuple[str, ...]
    items: tuple[str, ...]


def read_pieces(folder: Path) -> Pieces:
    """Take paragraphs, headings and list items from every English document below a folder.

    Raises:
        UserError: the folder cannot be read, or holds fewer than ten paragraphs.
    """
    found: dict[str, list[str]] = {"paragraphs": [], "headings": [], "items": []}
    kinds = {"paragraph": "paragraphs", "summary": "paragraphs", "quote": "paragraphs",
             "title": "headings", "heading": "headings", "list_item": "items"}  # fmt: skip
    for file in survey(folder).files:
        document = read_document(folder, file.path)
        if document.status != "analysed":
            continue
        for block in document.blocks:
            # Paragraphs and list items that are no sentences are footers, menus and the like.
            if block.kind in kinds and (block.prose or kinds[block.kind] == "headings"):
                found[kinds[block.kind]].append(document.text[block.start : block.end])
    pieces = Pieces(**{name: tuple(dict.fromkeys(texts)) for name, texts in found.items()})
    if len(pieces.paragraphs) < _FEWEST_PARAGRAPHS:
        raise UserError(
            f"{folder}: {len(pieces.paragraphs)} paragraphs are too few to make a corpus from; "
            "name a folder with more English articles"
        )
    return pieces


class Vocabulary:
    """Words to draw from, commonest first."""

    def __init__(self, seed: int) -> None:
        rng = np.random.default_rng([seed, 1])
        self._known = sorted(
            word
            for word in syllable_dictionary()
            if len(word) >= 4 and word.isascii() and word.isalpha()
        )
        self._order = rng.permutation(len(self._known))
        self._other = rng.permutation(len(self._known))
        weights = 1 / (np.arange(len(self._known) // 2 * 3) + _ZIPF_SHIFT)
        self._cumulated = np.cumsum(weights) / weights.sum()

    def draw(self, n: int, rng: np.random.Generator) -> list[str]:
        """Draw n words."""
        return [
            self._word(rank) for rank in np.searchsorted(self._cumulated, rng.random(n)).tolist()
        ]

    def _word(self, rank: int) -> str:
        """Return the word of a rank: of each three two from the dictionary, and one joined."""
        pair, place = divmod(rank, 3)
        at = 2 * pair + min(place, 1)
        head = self._known[self._order[at]]
        if place < 2:
            return head
        tail = self._known[self._other[at]]
        return head[: len(head) // 2 + 1] + tail[len(tail) // 2 :]


def make_document(pieces: Pieces, vocabulary: Vocabulary, seed: int, number: int) -> str:
    """Make the text of one document: a title, and sections of paragraphs and lists."""
    rng = np.random.default_rng([seed, 2, number])
    # The mean of a lognormal is exp(mu + sigma^2 / 2).
    drawn = rng.lognormal(np.log(MEAN_BYTES) - _SPREAD**2 / 2, _SPREAD)
    length = min(max(drawn, _SHORTEST), _LONGEST)
    paragraphs, headings, items = (
        cycle([texts[i] for i in rng.permutation(len(texts)).tolist()])
        for texts in (pieces.paragraphs, pieces.headings, pieces.items)
    )
    blocks: list[str] = []
    size = until_heading = 0
    while True:
        new = []
        if not until_heading:
            until_heading = int(rng.integers(2, 6))
            new += [next(headings)] if pieces.headings else []
        new.append(next(paragraphs))
        if pieces.items and rng.random() < 0.1:
            new.append("\n".join(f"- {next(items)}" for _ in range(3)))
        until_heading -= 1
        grown = size + sum(len(block.encode()) + 2 for block in new)
        # Stop on the side that is nearer, so that the mean is kept.
        if blocks and grown - length > length - size:
            break
        blocks += new
        size = grown
    return _exchange("\n\n".join(blocks) + "\n", vocabulary, rng)


def _exchange(text: str, vocabulary: Vocabulary, rng: np.random.Generator) -> str:
    places = [match.span() for match in _EXCHANGEABLE.finditer(text)]
    chosen = np.flatnonzero(rng.random(len(places)) < 1 / _EXCHANGED).tolist()
    kept: list[str] = []
    at = 0
    for i, word in zip(chosen, vocabulary.draw(len(chosen), rng), strict=True):
        start, end = places[i]
        kept += [text[at:start], word]
        at = end
    return "".join([*kept, text[at:]])


def write_corpus(folder: Path, pieces: Pieces, documents: int, seed: int) -> list[Path]:
    """Write documents as .txt files, in ten groups whatever their number; return their paths.

    A folder holds a thousand.
    """
    vocabulary = Vocabulary(seed)
    paths = []
    for number in range(documents):
        group, place = number % _GROUPS, number // _GROUPS // _PER_FOLDER
        path = folder / f"{group:02d}" / f"{place:04d}" / f"{number:07d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(make_document(pieces, vocabulary, seed, number).encode())
        paths.append(path)
    return paths


def make_phrases(pieces: Pieces, number: int, seed: int) -> list[str]:
    """Draw distinct phrases of one to five words that stand in the paragraphs; sorted.

    A source too small for that many gives fewer.
    """
    rng = np.random.default_rng([seed, 3])
    runs = [
        match.group().lower().split()
        for paragraph in pieces.paragraphs
        for match in _PLAIN_RUN.finditer(paragraph)
    ]
    phrases: list[str] = []
    for n, share in enumerate(_PHRASE_LENGTHS, 1):
        found = {" ".join(run[i : i + n]) for run in runs for i in range(len(run) - n + 1)}
        # Nobody lists "the" as a phrase.
        pool = sorted(phrase for phrase in found if len(phrase) >= 6)
        wanted = min(round(share * number), len(pool))
        phrases += [pool[i] for i in rng.choice(len(pool), wanted, replace=False).tolist()]
    return sorted(phrases)
