"""Phrases: occurrences, density, discovery, stuffing, unnatural uses."""
