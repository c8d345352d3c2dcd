"""The words of a line: how many have capitals, are English function words, or are verbs.

The counts find runs of names and choices (menus, forms), text that is not English, and list items
that state something.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from hedgerow.lean_kernels import LEAN
from hedgerow.text.blocks import line_flags as flag
from hedgerow.text.blocks.line_keys import LineText, cased_class
from hedgerow.text.characters import APOSTROPHE, DIGIT, LETTER, UPPER_BIT
from hedgerow.text.code_points import BEYOND, CASE_BIT, NINE, SMALL_A, SMALL_Z, ZERO

_FUNCTION_WORDS = (
    "the a an of and to in is it that with for are this from by on be as was or have not you they"
    " which can were has at but we i he she his her its their your our if may will do does than"
    " so no all more about what when who how there these some my would could should had been"
)
_FINITE = (
    "is are was were am has have had do does did can could may might must will would shall should"
    " isn't aren't wasn't weren't hasn't haven't don't doesn't didn't can't couldn't won't wouldn't"
    " shouldn't cannot it's that's they're you're we're"
    " helps reduces improves increases relieves promotes boosts eases prevents contains provides"
    " makes gives takes lowers decreases enhances protects fights stimulates alleviates lessens"
    " acts binds affects produces leads offers allows keeps strengthens soothes calms restores"
    " supplies delivers inhibits blocks activates regulates maintains slows speeds raises removes"
    " kills cleanses detoxifies repairs rebuilds comes goes becomes remains depends requires"
    " includes means shows suggests lasts occurs develops begins starts ends tastes feels seems"
    " appears varies interacts interferes worsens triggers contributes"
)
_IMPERATIVE = (
    "avoid consult take drink eat keep use start try talk ask check store stop choose consider make"
    " do don't never always read follow wear seek call tell limit reduce increase add mix stir rest"
    " sleep get let give find look buy know learn remember ensure speak discuss wait begin apply"
    " wash clean exercise stay help improve promote prevent supports works indicates aids treats"
    " pairs stabilizes stabilises targets heals nourishes balances combats counteracts energizes"
)
_BASES = "help reduce improve relieve prevent promote protect include contain provide enhance"


def _key_of(word: str) -> int:
    """Return the key of a word: eight bits a letter, the last seven letters."""
    key = 0
    for char in word:
        key = (key << 8 | ord(char)) & _MASK
    return key


def _table_of(words: str) -> np.ndarray:
    """Return int64[n], an open hash table of the keys of words: a slot in four is in use."""
    keys = sorted({_key_of(word) for word in words.split()})
    table = np.zeros(4 << (len(keys) - 1).bit_length(), np.int64)
    for key in keys:
        slot = (key * _MIX >> _SHIFT) % len(table)
        while table[slot]:
            slot = (slot + 1) % len(table)
        table[slot] = key
    return table


_MASK = (1 << 56) - 1
_MIX, _SHIFT = 0x9E3779B1, 24
_ENGLISH = _table_of(_FUNCTION_WORDS)
_VERBS = _table_of(_FINITE)
_ORDERS = _table_of(_IMPERATIVE)
_PLURALS = _table_of(_BASES)
_TO = _key_of("to")

_FEWEST_MENU_WORDS, _FEWEST_FOREIGN_WORDS, _FEWEST_STATED_WORDS = 12, 15, 3
"""Words at least of a run of names, of a line in another language, and of an item that states."""
_ENGLISH_SHARE, _MENU_SHARE = 8, 10
"""A line has an English function word in so many words, a run of names in so many, or is none."""
_FEWEST_LISTED_WORDS = 20
"""Words at least of a run of names that ends as a sentence does (the ingredients of a product)."""


@njit(cache=True, inline="always")
def _has(table, key):
    slot = (key * _MIX >> _SHIFT) & (len(table) - 1)
    while table[slot] != 0 and table[slot] != key:
        slot = (slot + 1) & (len(table) - 1)
    return table[slot] == key


@njit(**LEAN)
def _next_word(text, k, end):
    """Return (start, end, key) of the next word from k on; start is `end` where there is none."""
    while k < end and cased_class(text, k) & (UPPER_BIT - 1) not in (LETTER, DIGIT):
        k += 1
    start = k
    key = np.int64(0)
    while k < end:
        kind = cased_class(text, k) & (UPPER_BIT - 1)
        if kind not in (LETTER, DIGIT) and not (kind == APOSTROPHE and k > start):
            break
        char = text.lower[text.points[k]] if text.points[k] < BEYOND else text.points[k]
        key = (key << 8 | np.int64(char)) & _MASK
        k += 1
    return start, k, key


@njit(**LEAN)
def _most_words(points):
    """Return how many words a line may have: one more than its characters that are in none.

    Letters beyond ASCII count as such, too. The loop is without branches, so that the compiler can
    vectorise it.
    """
    parted = np.uint32(1)
    for k in range(len(points)):
        small = points[k] | np.uint32(CASE_BIT)
        letter = (small >= np.uint32(SMALL_A)) & (small <= np.uint32(SMALL_Z))
        digit = (points[k] >= np.uint32(ZERO)) & (points[k] <= np.uint32(NINE))
        parted += np.uint32(not (letter | digit))
    return parted


@njit(**LEAN)
def word_flags(text: LineText, i: int, end: int, ends: bool) -> int:
    """Return MENU and UNENGLISH of a line.

    Args:
        ends: whether it ends as a sentence does, or may be a heading.
    """
    words = capitals = english = 0
    most = _most_words(text.points[i:end])
    k = i
    while True:
        start, k, key = _next_word(text, k, end)
        if start == k:
            break
        words += 1
        first = cased_class(text, start)
        capitals += first >= UPPER_BIT or first == DIGIT
        if k - start <= 6 and _has(_ENGLISH, key):
            english += 1
            if english * _ENGLISH_SHARE >= most:  # whatever follows: most lines are English
                return 0
    form = 0
    named = english * _MENU_SHARE < words and capitals * 10 >= words * 7
    if named and words >= (_FEWEST_LISTED_WORDS if ends else _FEWEST_MENU_WORDS):
        form |= flag.MENU
    if words >= _FEWEST_FOREIGN_WORDS and english * _ENGLISH_SHARE < words:
        form |= flag.UNENGLISH
    return form


@njit(**LEAN)
def states(text: LineText, i: int, end: int) -> bool:
    """Test whether a list item states something: it has a finite verb, or opens with an order.

    "Supports digestion" counts as one, because the noun "supports" hardly opens an item.
    """
    words = before = 0
    verb = False
    k = i
    while True:
        start, k, key = _next_word(text, k, end)
        if start == k:
            break
        verb = verb or _has(_VERBS, key) or (words == 0 and _has(_ORDERS, key))
        verb = verb or (words > 0 and before != _TO and _has(_PLURALS, key))
        words += 1
        before = key
    return verb and words >= _FEWEST_STATED_WORDS
