"""Words that Dale and Chall's readers know, from the list that the installed textstat carries."""

from __future__ import annotations

from functools import cache

from hedgerow.lexicons.store import package_folder


@cache
def familiar_words() -> frozenset[str]:
    """Return the familiar-word list (Chall & Dale 1995, about 3,000 words), lower case.

    Without the stops of "mr." and "mrs.", for a stop is a token of its own.
    """
    path = package_folder("textstat") / "resources" / "en" / "easy_words.txt"
    return frozenset(
        line.strip().lower().rstrip(".") for line in path.read_text("utf-8").splitlines()
    )
