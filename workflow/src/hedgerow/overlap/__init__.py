"""Overlap: what documents share, from word sequences to whole copies."""
