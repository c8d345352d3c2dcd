"""Words by number, with what the discovery of phrases asks of each: its order and its stem."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from hedgerow.lexicons.function_words import FUNCTION_WORDS
from hedgerow.phrases.title_clues import content_stem

_NONE, _NOT_ASKED = -1, -2


class NumberedWords:
    """The words of a text by number; those of titles and names that it lacks are added.

    Attributes:
        text: the words.
        rank: int32[W], place of each word of the text in the order of their characters.
        is_function: bool[W], for the words of the text.

    >>> words = NumberedWords(["teas", "the", "sleep"])
    >>> words.numbers(["the", "teas", "gut"]), words.spell([2, 3])
    ([1, 0, 3], 'sleep gut')
    >>> words.rank.tolist(), words.text[words.stems(np.array([0, 1]))[0]]
    ([1, 2, 0], 'tea')
    """

    def __init__(self, words: Sequence[str]) -> None:
        """Number the words of a text, all different."""
        self.text = list(words)
        self._number = {word: i for i, word in enumerate(self.text)}
        self.rank = np.empty(len(self.text), np.int32)
        self.rank[sorted(range(len(self.text)), key=self.text.__getitem__)] = np.arange(
            len(self.text), dtype=np.int32
        )
        self.is_function = np.array([word in FUNCTION_WORDS for word in self.text], bool)
        self._stem = np.full(len(self.text), _NOT_ASKED, np.int32)

    def number(self, word: str) -> int | None:
        """Return the number of a word, None for an unknown one."""
        return self._number.get(word)

    def numbers(self, words: Iterable[str]) -> list[int]:
        """Return the numbers of words, adding those that are new."""
        return [self._added(word) for word in words]

    def spell(self, numbers: Iterable[int]) -> str:
        """Return words joined by spaces."""
        return " ".join([self.text[i] for i in numbers])

    def stems(self, words: np.ndarray) -> np.ndarray:
        """Return the stem of every word: its number, -1 where a word says nothing of a subject.

        Only the entries of `words` are filled in.

        Args:
            words: int[N], numbers.

        Returns:
            int32, by the number of the word.
        """
        if len(self._stem) < len(self.text):
            more = len(self.text) - len(self._stem)
            self._stem = np.pad(self._stem, (0, more), constant_values=_NOT_ASKED)
        for word in np.unique(words[self._stem[words] == _NOT_ASKED]).tolist():
            stem = content_stem(self.text[word])
            self._stem[word] = self._added(stem) if stem else _NONE
        return self._stem

    def _added(self, word: str) -> int:
        number = self._number.setdefault(word, len(self.text))
        if number == len(self.text):
            self.text.append(word)
        return number
