"""Automatic proxies of the JAMA benchmarks: author, date, references, disclosure, found or not.

Source: Silberg, Lundberg & Musacchio (1997), JAMA 277. A proxy says that such a text was found, not
that what it says is true.
"""

from __future__ import annotations

import re

import pandas as pd

from hedgerow.text.block import BLOCK_KINDS
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
    r"|(?:funded|sponsored|paid for|financed) by|no (?:financial|commercial) (?:ties|interests?)"
    r"|(?:accepts?|takes?|receives?|carries) no (?:money|payment|advertis|fund))",
    re.IGNORECASE,
)
_LONGEST = 160

_COLUMNS = ("references_text", "disclosure_text")


def find_proxies(coded: CodedText) -> pd.DataFrame:
    """Return doc_id and the text that was taken for references and for a disclosure, null if none.

    References: a heading of that name, with the block below it. A disclosure: a block that speaks
    of one. Author and date come from reading the document.
    """
    rows = []
    heading = BLOCK_KINDS.index("heading")
    for d, doc_id in enumerate(coded.doc_ids):
        text = coded.text(d)
        references = disclosure = None
        blocks = range(coded.doc_block[d], coded.doc_block[d + 1])
        found = _DISCLOSURE.search(text)
        for b in blocks:
            start, end = coded.block_start[b], coded.block_end[b]
            is_heading = coded.block_kind[b] == heading
            if is_heading and references is None and _REFERENCES.match(text[start:end].strip()):
                following = coded.block_end[min(b + 1, blocks[-1])]
                references = _short(text[start:following])
            if found and disclosure is None and start <= found.start() < end:
                following = coded.block_end[min(b + 1, blocks[-1])]
                disclosure = _short(text[start : following if is_heading else end])
        rows.append((doc_id, references, disclosure))
    return pd.DataFrame(rows, columns=["doc_id", *_COLUMNS])


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"
