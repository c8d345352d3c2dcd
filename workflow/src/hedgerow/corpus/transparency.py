"""Automatic proxies of the JAMA benchmarks: author, date, references, disclosure, found or not.

Source: Silberg, Lundberg & Musacchio (1997), JAMA 277. A proxy says that such a text was found, not
that what it says is true.
"""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from hedgerow.text.blocks.block import HEADING
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus

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


def find_proxies(tokenised: TokenisedCorpus) -> pd.DataFrame:
    """Return doc_id and the text that was taken for references and for a disclosure, null if none.

    References: a heading of that name, with the block below it. A disclosure: a sentence that
    speaks of what the page itself is paid by, or a heading that does, with the block below it. That
    a study in the text was funded by somebody is none. Author and date come from reading the
    document.
    """
    rows = [
        (doc_id, _references(tokenised, d), _disclosure(tokenised, d))
        for d, doc_id in enumerate(tokenised.doc_ids)
    ]
    return pd.DataFrame(rows, columns=["doc_id", *_COLUMNS])


def _references(tokenised: TokenisedCorpus, d: int) -> str | None:
    text = tokenised.text(d)
    for b in range(tokenised.doc_block[d], tokenised.doc_block[d + 1]):
        own = text[tokenised.block_start[b] : tokenised.block_end[b]].strip()
        if tokenised.block_kind[b] == HEADING and _REFERENCES.match(own):
            return _with_next(tokenised, d, b)
    return None


def _disclosure(tokenised: TokenisedCorpus, d: int) -> str | None:
    text = tokenised.text(d)
    found = _DISCLOSURE.search(text)
    if not found:
        return None
    first, last = tokenised.doc_sentence[d], tokenised.doc_sentence[d + 1]
    starts = tokenised.sentence_start[first:last]
    s = first + np.searchsorted(starts, found.start(), "right") - 1
    b = tokenised.sentence_block[s]
    if tokenised.block_kind[b] == HEADING:
        return _with_next(tokenised, d, b)
    return _short(text[tokenised.sentence_start[s] : tokenised.sentence_end[s]])


def _with_next(tokenised: TokenisedCorpus, d: int, b: int) -> str:
    """The text of a heading and of the block below it."""
    following = min(b + 1, tokenised.doc_block[d + 1] - 1)
    return _short(tokenised.text(d)[tokenised.block_start[b] : tokenised.block_end[following]])


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"
