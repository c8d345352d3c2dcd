"""Hedgerow: readability, hedging, claim strength and key phrases over a corpus of articles."""

__version__ = "0.2.0"
