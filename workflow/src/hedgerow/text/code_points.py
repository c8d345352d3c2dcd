"""Code points by name, for kernels that compare characters as numbers."""

from __future__ import annotations

TAB, LINE_FEED, BLANK, DELETE = map(ord, "\t\n \x7f")
FULL_STOP, QUESTION_MARK, EXCLAMATION_MARK, ELLIPSIS = map(ord, ".?!…")
COMMA, COLON, SEMICOLON = map(ord, ",:;")
SLASH, BAR, AT_SIGN, AMPERSAND, UNDERSCORE, ASTERISK = map(ord, "/|@&_*")
PLUS, EQUALS, BOX_FIRST, BOX_LAST = map(ord, "+=\u2500\u257f")
HYPHEN_MINUS, FIGURE_DASH, EN_DASH, MINUS = map(ord, "-‒–−")
OPEN_ROUND, CLOSE_ROUND, OPEN_SQUARE, CLOSE_SQUARE, CLOSE_CURLY = map(ord, "()[]}")
LESS_THAN, GREATER_THAN = map(ord, "<>")
QUOTATION_MARK, APOSTROPHE, GRAVE, OPEN_QUOTE, CLOSE_QUOTE = map(ord, "\"'`“”")
ZERO, ONE, NINE = map(ord, "019")
CAPITAL_A, CAPITAL_C, CAPITAL_Q, CAPITAL_Z = map(ord, "ACQZ")
SMALL_A, SMALL_B, SMALL_C, SMALL_D, SMALL_E, SMALL_I = map(ord, "abcdei")
SMALL_L, SMALL_M, SMALL_N, SMALL_O, SMALL_R, SMALL_S = map(ord, "lmnors")
SMALL_T, SMALL_V, SMALL_W, SMALL_Y, SMALL_Z = map(ord, "tvwyz")

CASE_BIT = 32
"""The bit that ASCII letters differ by in their two cases: `char | CASE_BIT` is the small one."""

ASCII_END = 0x80
"""The first code point beyond ASCII."""

BEYOND = 0x10000
"""The first code point beyond the Basic Multilingual Plane."""
