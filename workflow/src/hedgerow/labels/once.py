"""What several rules ask of the same text is computed once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import numpy as np

from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus


def once_a_text(function: Callable[..., np.ndarray]) -> Callable[..., np.ndarray]:
    """Keep the result of `function(tokenised, ...)` with the text, for the same other arguments.

    Arguments are the same if they are one object, or equal strings. The result can only be read.
    """

    @wraps(function)
    def kept(tokenised: TokenisedCorpus, *rest: Any) -> np.ndarray:
        results = tokenised.__dict__.setdefault("_once", {})
        key = (function, *(a if isinstance(a, str) else id(a) for a in rest))
        if key not in results:
            result = function(tokenised, *rest)
            result.flags.writeable = False
            results[key] = (result, rest)  # what is kept alive keeps its id
        return results[key][0]

    return kept
