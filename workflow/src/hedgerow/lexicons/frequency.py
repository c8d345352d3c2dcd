"""Frequencies of words, from the list in the installed wordfreq package."""

from __future__ import annotations

import gzip
from functools import cache

from hedgerow.lexicons.store import package_folder


@cache
def word_frequencies() -> dict[str, float]:
    """Return word -> Zipf frequency, the logarithm to base 10 of its uses in a billion words.

    The words are those used once in a million words or more, about 29,000, in lower case (Speer
    2022: subtitles, books, news, the web and other sources). The file is a list whose n-th entry,
    from 0 after a header, holds the words of -n hundredths of a power of ten (centibels).
    """
    import msgpack

    path = package_folder("wordfreq") / "data" / "small_en.msgpack.gz"
    _, *bins = msgpack.loads(gzip.decompress(path.read_bytes()), raw=False)
    return {word: 9 - n / 100 for n, words in enumerate(bins) for word in words}
