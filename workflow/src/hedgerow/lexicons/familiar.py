"""The familiar words of Dale and Chall, from the list in the installed textstat package."""

from __future__ import annotations

from functools import cache

from hedgerow.lexicons.store import package_folder


@cache
def familiar_words() -> frozenset[str]:
    """Return the familiar-word list (Chall & Dale 1995, about 3,000 words), lower case.

    Without the stops of "mr." and "mrs.", because a stop is a separate token.
    """
    path = package_folder("textstat") / "resources" / "en" / "easy_words.txt"
    return frozenset(
        line.strip().lower().rstrip(".") for line in path.read_text("utf-8").splitlines()
    )
