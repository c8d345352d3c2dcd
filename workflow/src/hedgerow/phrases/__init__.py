"""Phrases: occurrences, densities, discovery, stuffing, unnatural occurrences."""
