"""Flags of word types at sentence ends, one bit each of an int64.

The meaning of a stop depends on the words beside it: an abbreviation, an initial, a month, a word
that opens sentences. Each such property is one flag of the word type (`sentence_flags.py`), so that
the rules for sentence ends are arithmetic over the flags of neighbouring tokens.
"""

from __future__ import annotations

# Marks.
STOP = 1 << 0
"""A run of . ! ? … and their kin."""
ELLIPSIS = 1 << 1
LOUD = 1 << 2
"""A stop with a question mark or an exclamation mark in it."""
DOTTED = 1 << 3
"""A word with a stop of its own at its end: U.S., e.g., Ph.D."""
COMMA = 1 << 4
OPENER = 1 << 5
"""An opening bracket or quotation mark."""
CLOSER = 1 << 6
QUOTE = 1 << 7
"""A quotation mark; a straight one is neither OPENER nor CLOSER."""
ROUND = 1 << 8
"""A round bracket, which may also be the mouth of a smiley."""
SQUARE = 1 << 9
EYES = 1 << 10
"""A colon, semicolon or equals sign, which may be the eyes of a smiley."""
NOSE = 1 << 11
"""A hyphen or dash, alone or doubled, which may be the nose of a smiley."""
RULE = 1 << 12
"""A mark that ruled lines are made of."""

# Forms of words and numbers.
UPPER = 1 << 13
"""A word with a capital letter."""
LOWER = 1 << 14
"""A word in small letters."""
INITIAL = 1 << 15
"""A word of one letter."""
DIGITS = 1 << 16
"""A number, or a word that begins with a digit."""
ADDRESS = 1 << 17
"""A URL, e-mail address, domain or file name."""
WEB = 1 << 18
"""An address with a scheme or www."""
DATE = 1 << 19
"""A number with two slashes: 11/28/2000."""
CLOCK = 1 << 20
"""A number with a colon (06:16), or "am" or "pm"."""

# Words by lists.
NEVER = 1 << 21
"""An abbreviation whose stop never ends a sentence."""
BEFORE_NUMBER = 1 << 22
"""An abbreviation whose stop does not end a sentence before a number or a month."""
SOMETIMES = 1 << 23
"""An abbreviation whose stop ends a sentence only before a word that opens one."""
STARTER = 1 << 24
"""A function word that opens sentences."""
ENUMERATOR = 1 << 25
"""A word before a capital letter or number that is a name of its own: vitamin C."""
LABEL = 1 << 26
"""A word that, with a number, labels a caption; among numbers, 1, which opens lists."""
SPEECH = 1 << 27
"""A verb that continues the sentence after a quoted question: "Why?" Ann asked."""
MONTH = 1 << 28
WEEKDAY = 1 << 29
CREDIT = 1 << 30
"""A word that, with a colon, names the maker of a picture."""
SIGN_OFF = 1 << 31
"""A word that, with a comma, closes a letter."""
ORDINARY = 1 << 32
"""An abbreviation that is an ordinary word as well: no, art."""
OF = 1 << 33
"""The word "of", before which even such a word is an abbreviation: no. of cases."""
CONJUNCTION = 1 << 34
"""A word before which a sentence without end is cut: and, but, because."""

# Forms of numbers and symbols.
CARDINAL = 1 << 35
"""A number of up to three digits, or a decimal."""
YEAR = 1 << 36
"""A number of four digits."""
ROMAN = 1 << 37
"""A Roman numeral of two letters or more."""
UNIT = 1 << 38
"""A capital letter that is a unit after a number: C, F, K."""
DEGREE = 1 << 39
"""The sign of degrees."""
NOTE = 1 << 40
"""A mark of a note: * † ‡ § ¶ and raised digits."""
EMOJI = 1 << 41
FACE = 1 << 42
"""An emoji that closes a sentence without a stop; hearts and signs also occur inside one."""
