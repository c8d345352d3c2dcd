"""One file read to the end, for tests and tools; the workflow reads whole shards.

Apart from the rest of `text/`, so that what works on tokenised text does not depend on the readers.
"""

from __future__ import annotations

from pathlib import Path

from hedgerow.sources.readers import read_source
from hedgerow.text.blocks.document import Document, document_of


def read_document(root: Path, relative: str) -> Document:
    """Read one file below `root`; whatever is in it, a document comes back."""
    return document_of(relative, read_source(root, relative))
