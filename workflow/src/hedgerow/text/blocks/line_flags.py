"""Flags of the lines of a text, one bit each of an int64, and the lengths that rules share."""

from __future__ import annotations

# The form of a line.
ENDS = 1 << 0
"""It ends with a full stop, question mark, exclamation mark or ellipsis, not counting closing
quotes, brackets and reference numbers ([12]) after it."""
HEAD = 1 << 1
"""It is short, opens with a capital or number and does not end as a sentence, or is a question."""
QUOTED = 1 << 2
"""It opens with >, the mark of quoted lines."""
NUMBERED = 1 << 3
"""Its item marker is a number or letter, not a bullet."""
SMALL = 1 << 4
"""Its text, after the item marker, opens with a small letter."""
PART = 1 << 5
"""It is short and ends with a semicolon, alone or before "and" or "or"."""
COLON_LAST = 1 << 6
LEADERS = 1 << 7
"""It ends with leaders and a number, as in a list of contents: . . . . 12"""
SPACED = 1 << 8
"""White space inside it is more than a space."""
AFTER_BLANK = 1 << 9
AFTER_BLANKS = 1 << 15
"""Two blank lines or more are before it."""

SPEAKER = 1 << 10
"""It opens with the name of its speaker and a colon; the marker is that label."""
BORDER = 1 << 11
"""It is a ruled line, or the border between rows of a table."""
ROW = 1 << 12
"""It is a row of a table whose cells are aligned by white space."""
MENU = 1 << 13
"""It is a run of names or choices: many words, most with capitals, none that make sentences."""
UNENGLISH = 1 << 14
"""It has fifteen words or more and hardly any function word of English."""

# Forms that only a regular expression can confirm; an unset flag is a certain no.
MAY_BYLINE = 1 << 16
MAY_DATE = 1 << 17
MAY_NAMES = 1 << 18
MAY_CAPTION = 1 << 19
MAY_QUOTE = 1 << 20
MAY_ENTRY = 1 << 21
MAY_SUMMARY = 1 << 22
MAY_SPEAKER = 1 << 23
CANDIDATE = (
    MAY_BYLINE | MAY_DATE | MAY_NAMES | MAY_CAPTION | MAY_QUOTE | MAY_ENTRY | MAY_SUMMARY
)  # fmt: skip

ASIDE = 1 << 24
"""It is a line of a transcript in brackets: (pause), [laughter]."""

LABEL = 1 << 25
"""It is the name of a speaker, with a time, above the lines of the speech."""

ASKS = 1 << 26
"""It opens with "Q. ", as the question of an interview may."""

# Properties of a whole text.
BARRED = 1 << 32
"""It has a bar, as between the cells of a table."""
DOTTED = 1 << 33
"""Three stops in a row occur in it, or two with a space between."""
TIMED = 1 << 34
"""It may have times of day (06:16): a colon between digits or characters beyond ASCII."""

# Confirmed forms, one byte a line.
IS_BYLINE, IS_NAMES, IS_CAPTION, IS_QUOTE, IS_ENTRY, IS_SUMMARY = (1 << k for k in range(6))
"""IS_BYLINE is for a byline or a date."""

NO_KIND = 255
"""The kind of a block that has none yet; any other is an index into BLOCK_KINDS."""

FRONT, BACK = 8, 2
"""Lines at the beginning and at the end of a text that may be bylines."""

LONGEST_WRAPPED = 120
"""Characters of the longest lines that texts are wrapped at."""
LONGEST_PART = 150
"""Characters of a line of an enumeration with semicolons at most."""
CREDIT_LENGTH = 120
"""Characters at the end of a line that hold any credit of a picture."""
LONGEST_KEY = 200
"""Characters from which on a line has no key: no heading or line of contents is so long."""
