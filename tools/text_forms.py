"""Forms of the same text; none of them may change a score."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable


def straight(text: str) -> str:
    return text.translate(str.maketrans("‘’“”", "''\"\""))


def curly(text: str) -> str:
    """Make straight quotation marks and apostrophes curly, as a word processor does."""
    text = re.sub(r"(^|[\s(\[])\"", r"\1“", text).replace('"', "”")
    return re.sub(r"(^|[\s(\[])'", r"\1‘", text).replace("'", "’")


def wrapped(text: str, between: str = "\n\n") -> str:
    """Wrap each line, a paragraph of its own, at 72 columns, with blank lines between."""
    lines = (textwrap.fill(line, 72, break_long_words=False) for line in text.split("\n"))
    return between.join(lines)


FORMS: dict[str, Callable[[str], str]] = {
    "straight quotes": straight,
    "curly quotes": curly,
    "windows line ends": lambda text: text.replace("\n", "\r\n"),
    "old mac line ends": lambda text: text.replace("\n", "\r"),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "double spaces": lambda text: text.replace(" ", "  "),
    "tabs": lambda text: text.replace(" ", "\t"),
    "trailing spaces": lambda text: text.replace("\n", "  \n") + "  \n\n",
    "blank lines between": lambda text: text.replace("\n", "\n\n"),
    "byte order mark": lambda text: "\ufeff" + text,
    "wrapped at 72": wrapped,
}

LOSSY_FORMS: dict[str, Callable[[str], str]] = {
    "wrapped at 72, no blank lines": lambda text: wrapped(text, "\n"),
}
"""Forms that lose the end of a block whose last line is full."""
