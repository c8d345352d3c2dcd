"""What a line table says of a line: the bits of its form, and the rows of the table."""

from __future__ import annotations

# Bits of the form of a line: what is so.
ENDS = 1 << 0
"""It ends with a full stop, question mark, exclamation mark or ellipsis; closing quotes, brackets
and marks of reference ([12]) after it do not count."""
HEAD = 1 << 1
"""It is short, opens with a capital or number and does not end as a sentence, or is a question."""
QUOTED = 1 << 2
""">, as before lines that are quoted, opens it."""
NUMBERED = 1 << 3
"""What marks it as an item is a number or letter, not a bullet."""
SMALL = 1 << 4
"""Its text, after the mark of an item, opens with a small letter."""
PART = 1 << 5
"""It is short and ends with a semicolon, alone or before "and" or "or"."""
COLON_LAST = 1 << 6
LEADERS = 1 << 7
"""It ends with leaders and a number, as in a list of contents: . . . . 12"""
SPACED = 1 << 8
"""White space inside it is more than a space."""
AFTER_BLANK = 1 << 9
# What is worth asking about it.
MAY_BYLINE = 1 << 10
MAY_DATE = 1 << 11
MAY_NAMES = 1 << 12
MAY_CAPTION = 1 << 13
MAY_QUOTE = 1 << 14
MAY_ENTRY = 1 << 15
MAY_SUMMARY = 1 << 16
ASKED = MAY_BYLINE | MAY_DATE | MAY_NAMES | MAY_CAPTION | MAY_QUOTE | MAY_ENTRY | MAY_SUMMARY
# What is so of the whole text; these are in `every` alone.
BARRED = 1 << 17
"""It has a bar, as between the cells of a table."""
DOTTED = 1 << 18
"""Three stops stand in a row, or two with a space between."""

FRONT, BACK = 8, 2
"""Lines at the beginning and at the end of a text that may be bylines."""

LONGEST_WRAPPED = 120
"""Characters of the longest lines that a text is ever wrapped at."""
LONGEST_PART = 150
CREDIT = 120
"""Characters at the end of a line that hold any credit of a picture, with what it begins with."""
LONGEST_KEY = 200
"""Characters from which on a line has no key: no heading is so long, nor a line of contents."""

START, END, FORM, MARKER, SPACES, NUMBER, BARS, KEY, OPENING = range(9)
"""Rows of a line table."""

IS_BYLINE, IS_NAMES, IS_CAPTION, IS_QUOTE, IS_ENTRY, IS_SUMMARY = (1 << k for k in range(6))
"""Answers to what `line_table` says is worth asking; IS_BYLINE for a byline or a date."""

NO_KIND = 255
"""The kind of a block that has none yet; else it is a place in BLOCK_KINDS."""
