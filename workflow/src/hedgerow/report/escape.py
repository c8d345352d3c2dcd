"""Texts of corpora made safe and visible.

Jinja2 escapes the markup characters of values in templates, and `html` those of text assembled in
Python. In both, the characters that a page would obey or hide instead of showing (bidirectional
controls, C0 and C1 controls, noncharacters, lone surrogates) become a visible code such as
`[U+202E]`.
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
    if text.isprintable():  # no control, noncharacter or surrogate is
        return text
    return _INVISIBLE.sub(lambda match: f"[U+{ord(match.group()):04X}]", text)


def visible_in_place(text: str) -> str:
    """Return the text with each such control replaced by one character, so that places hold."""
    if text.replace("\n", "").isprintable():
        return text
    return _INVISIBLE.sub("\ufffd", text)


def shown(value: Any) -> Any:
    """Return the printed form of a value: text made visible, undefined as a dash."""
    if isinstance(value, str):
        return value if isinstance(value, Markup) else visible(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return value if defined(value) else UNDEFINED


def html(value: Any) -> str:
    """Return the printed form of a value with its markup characters escaped."""
    if isinstance(value, Markup):
        return str(value)
    text = visible(value) if isinstance(value, str) else str(shown(value))
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("'", "&#39;").replace('"', "&#34;")
