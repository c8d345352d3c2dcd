"""Which gold sentences are trained on, which choose settings, and which are only reported.

Sites of consumer-health text are ordered by a hash of their name, those with fewer than 60
sentences left out: the first five are set aside (none of their sentences, gold or free, is seen
before the final figures), the next five choose settings. Of the other gold files every fifth
document, by a hash of its name, belongs to the development part.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

DEVELOPMENT, SET_ASIDE, TRAINING = "development", "set aside", "training"

USES: dict[str, tuple[str, ...]] = {
    "choose": (TRAINING,),
    "measure": (TRAINING, DEVELOPMENT),
}
"""What a model is trained on: to choose settings, and to be shipped and reported on the others."""

_LEAST_SENTENCES, _SITES_EACH, _FOLDS = 60, 5, 5


def hashed(name: str) -> str:
    """Return the BLAKE2b digest of a name, in hexadecimal digits."""
    return hashlib.blake2b(name.encode()).hexdigest()


def site_parts(sites: Iterable[str]) -> dict[str, str]:
    """Return the part of each site that is not for training, from the sites of all sentences.

    Example:
        >>> names = [f"site{i}" for i in range(12) for _ in range(60)]
        >>> sorted(site_parts(names).values()) == [DEVELOPMENT] * 5 + [SET_ASIDE] * 5
        True
    """
    count = Counter(sites)
    order = sorted((s for s, n in count.items() if n >= _LEAST_SENTENCES), key=hashed)
    parts = dict.fromkeys(order[:_SITES_EACH], SET_ASIDE)
    parts.update(dict.fromkeys(order[_SITES_EACH : 2 * _SITES_EACH], DEVELOPMENT))
    return parts


def document_part(document: str) -> str:
    """Return the part of a document of the other gold files."""
    return DEVELOPMENT if int(hashed(document)[:8], 16) % _FOLDS == 0 else TRAINING
