"""Readability: counts, syllables, formulas and what would lower a grade."""
