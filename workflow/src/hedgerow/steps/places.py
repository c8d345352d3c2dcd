"""Where sentences stand: the columns that the tables of sentences share."""

from __future__ import annotations

from typing import Any

import numpy as np

from hedgerow.tables.strings import Choices
from hedgerow.text.blocks.block import BLOCK_KINDS
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus


def place_columns(tokenised: TokenisedCorpus, chosen: np.ndarray) -> dict[str, Any]:
    """Return where sentences stand: the columns doc_id to end of the sentence tables.

    Args:
        chosen: int64[n], sentences.
    """
    block = tokenised.sentence_block[chosen]
    doc = tokenised.block_doc[block]
    return {
        "doc_id": Choices(doc, tokenised.doc_ids),
        "sentence": chosen - tokenised.doc_sentence[doc],
        "block": block - tokenised.doc_block[doc],
        "zone": Choices(tokenised.block_kind[block].astype(np.int64), BLOCK_KINDS),
        "section": tokenised.block_section[block],
        "start": tokenised.sentence_start[chosen],
        "end": tokenised.sentence_end[chosen],
    }
