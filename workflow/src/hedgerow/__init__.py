"""Hedgerow: readability, hedging, claim strength and key phrases over a corpus of articles.

>>> import hedgerow as hr
>>> hr.score("The cat sat on the mat. It was warm.")["words"].tolist()
[9]

What is named in `__all__` is the library for Python; docs/python.md is its reference. Each name is
loaded when it is first used, so that `import hedgerow` costs nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hedgerow.api.corpus import Corpus, corpus
    from hedgerow.api.features import HedgerowFeatures
    from hedgerow.api.measures import label, phrases, score
    from hedgerow.errors import UserError

__version__ = "0.2.0"

__all__ = ["Corpus", "HedgerowFeatures", "UserError", "corpus", "label", "phrases", "score"]

_PLACES = {
    "Corpus": ".api.corpus",
    "HedgerowFeatures": ".api.features",
    "UserError": ".errors",
    "corpus": ".api.corpus",
    "label": ".api.measures",
    "phrases": ".api.measures",
    "score": ".api.measures",
}


class _Package(ModuleType):
    """The package, whose rooms `corpus` and `phrases` do not hide the functions of that name.

    When a module of a room is imported, Python makes the room an attribute of the package. Code
    inside imports from the rooms by `from hedgerow.corpus import ...`, which needs no attribute.
    """

    def __getattribute__(self, name: str) -> Any:
        if name in _PLACES:
            return getattr(import_module(_PLACES[name], __name__), name)
        return super().__getattribute__(name)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *__all__})


sys.modules[__name__].__class__ = _Package
