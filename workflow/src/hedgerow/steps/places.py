"""Where sentences stand: the columns that the tables of sentences share."""

from __future__ import annotations

from typing import Any

import numpy as np

from hedgerow.tables.strings import Choices
from hedgerow.text.block import BLOCK_KINDS
from hedgerow.text.coded import CodedText


def place_columns(coded: CodedText, chosen: np.ndarray) -> dict[str, Any]:
    """Return where sentences stand: the columns doc_id to end of the sentence tables.

    Args:
        chosen: int64[n], sentences.
    """
    block = coded.sentence_block[chosen]
    doc = coded.block_doc[block]
    return {
        "doc_id": Choices(doc, coded.doc_ids),
        "sentence": chosen - coded.doc_sentence[doc],
        "block": block - coded.doc_block[doc],
        "zone": Choices(coded.block_kind[block].astype(np.int64), BLOCK_KINDS),
        "section": coded.block_section[block],
        "start": coded.sentence_start[chosen],
        "end": coded.sentence_end[chosen],
    }
