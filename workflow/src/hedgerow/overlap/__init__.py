"""Overlap: what documents share, from word sequences to whole copies."""

FEWEST_DOCUMENTS = 20
"""Families in a corpus below which nothing counts as boilerplate."""
