"""What corpora write, made safe and visible.

Jinja2 escapes the markup characters; here the characters that a page would obey or swallow instead
of showing (bidirectional controls, C0 and C1 controls, noncharacters, lone surrogates) become a
visible code such as `[U+202E]`.
"""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup

from hedgerow.report.numbers import UNDEFINED, defined

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)


def visible(text: str) -> str:
    """Return the text with each control that would act on the page replaced by its code."""
    return _INVISIBLE.sub(lambda match: f"[U+{ord(match.group()):04X}]", text)


def shown(value: Any) -> Any:
    """Return what a template prints for a value: text made visible, undefined as a dash."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return value if defined(value) else UNDEFINED
