"""Automatic proxies of the JAMA benchmarks: author, date, references, disclosure, found or not.

Source: Silberg, Lundberg & Musacchio (1997), JAMA 277. A proxy says that such a text was found, not
that what it says is true.
"""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from hedgerow.text.block import HEADING
from hedgerow.text.coded import CodedText

_REFERENCES = re.compile(
    r"^(?:selected |further |key )?(?:references?|sources?|bibliography|citations?|works cited"
    r"|literature|notes and references|where this comes from)\b[^.?!]{0,40}:?$",
    re.IGNORECASE,
)
_DISCLOSURE = re.compile(
    r"\b(?:disclosures?\b|conflicts? of interest|competing interests?"
    r"|affiliate (?:links?|commissions?)"
    r"|(?:we|i|site) (?:may )?(?:earn|receive)s? (?:a |an )?(?:small )?(?:commission|fee|payment)"
    r"|(?:this|our) (?:\w+ ){1,2}(?:is |was |are |were |has been )?"
    r"(?:funded|sponsored|paid for|financed) by|we (?:are|were) (?:funded|sponsored|financed) by"
    r"|^(?:funding|funded by|sponsors?|sponsored by)\b[^.?!]{0,80}$"
    r"|no (?:financial|commercial) (?:ties|interests?)"
    r"|(?:accepts?|takes?|receives?|carries) no (?:money|payment|advertis|fund))",
    re.IGNORECASE | re.MULTILINE,
)
_LONGEST = 160

_COLUMNS = ("references_text", "disclosure_text")


def find_proxies(coded: CodedText) -> pd.DataFrame:
    """Return doc_id and the text that was taken for references and for a disclosure, null if none.

    References: a heading of that name, with the block below it. A disclosure: a sentence that
    speaks of what the page itself is paid by, or a heading that does, with the block below it. That
    a study in the text was funded by somebody is none. Author and date come from reading the
    document.
    """
    rows = [
        (doc_id, _references(coded, d), _disclosure(coded, d))
        for d, doc_id in enumerate(coded.doc_ids)
    ]
    return pd.DataFrame(rows, columns=["doc_id", *_COLUMNS])


def _references(coded: CodedText, d: int) -> str | None:
    text = coded.text(d)
    for b in range(coded.doc_block[d], coded.doc_block[d + 1]):
        own = text[coded.block_start[b] : coded.block_end[b]].strip()
        if coded.block_kind[b] == HEADING and _REFERENCES.match(own):
            return _with_next(coded, d, b)
    return None


def _disclosure(coded: CodedText, d: int) -> str | None:
    text = coded.text(d)
    found = _DISCLOSURE.search(text)
    if not found:
        return None
    first, last = coded.doc_sentence[d], coded.doc_sentence[d + 1]
    starts = coded.sentence_start[first:last]
    s = first + np.searchsorted(starts, found.start(), "right") - 1
    b = coded.sentence_block[s]
    if coded.block_kind[b] == HEADING:
        return _with_next(coded, d, b)
    return _short(text[coded.sentence_start[s] : coded.sentence_end[s]])


def _with_next(coded: CodedText, d: int, b: int) -> str:
    """The text of a heading and of the block below it."""
    following = min(b + 1, coded.doc_block[d + 1] - 1)
    return _short(coded.text(d)[coded.block_start[b] : coded.block_end[following]])


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"
