"""The words of a line: how many have capitals, are English function words, or are verbs.

The counts find runs of names and choices (menus, forms), text that is not English, and list items
that state something.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from hedgerow.text.blocks import line_flags as flag
from hedgerow.text.blocks.line_keys import LineText, cased_class
from hedgerow.text.characters import APOSTROPHE, DIGIT, LETTER, UPPER_BIT
from hedgerow.text.code_points import BEYOND

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


def _packed(words: str) -> np.ndarray:
    """Return the sorted keys of words, int64[n]: eight bits a letter, the last eight letters."""
    keys = set()
    for word in words.split():
        key = 0
        for char in word:
            key = (key << 8 | ord(char)) & _MASK
        keys.add(key)
    return np.array(sorted(keys), np.int64)


_MASK = (1 << 56) - 1
_ENGLISH = _packed(_FUNCTION_WORDS)
_VERBS = _packed(_FINITE)
_ORDERS = _packed(_IMPERATIVE)
_PLURALS = _packed(_BASES)
_TO = _packed("to")[0]

_FEWEST_MENU_WORDS, _FEWEST_FOREIGN_WORDS, _FEWEST_STATED_WORDS = 12, 15, 3
"""Words at least of a run of names, of a line in another language, and of an item that states."""
_FEWEST_LISTED_WORDS = 20
"""Words at least of a run of names that ends as a sentence does (the ingredients of a product)."""


@njit(cache=True)
def _has(keys, key):
    k = np.searchsorted(keys, key)
    return k < len(keys) and keys[k] == key


@njit(cache=True)
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


@njit(cache=True)
def word_flags(text: LineText, i: int, end: int, ends: bool) -> int:
    """Return MENU and UNENGLISH of a line.

    Args:
        ends: whether it ends as a sentence does, or may be a heading.
    """
    words = capitals = english = 0
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
    form = 0
    named = english * 10 < words and capitals * 10 >= words * 7
    if named and words >= (_FEWEST_LISTED_WORDS if ends else _FEWEST_MENU_WORDS):
        form |= flag.MENU
    if words >= _FEWEST_FOREIGN_WORDS and english * 8 < words:
        form |= flag.UNENGLISH
    return form


@njit(cache=True)
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
