"""Reading of one file, for tests and tools; the workflow reads whole shards.

This module is apart from the rest of `text/`, so that the measures do not depend on the readers.
"""

from __future__ import annotations

from pathlib import Path

from hedgerow.sources.readers import read_source
from hedgerow.text.blocks.document import Document, document_of


def read_document(root: Path, relative: str) -> Document:
    """Read one file below `root` into a document, whatever it contains."""
    return document_of(relative, read_source(root, relative))
