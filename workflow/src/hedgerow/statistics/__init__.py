"""Corpus statistics: pure functions over numpy arrays, without I/O, globals or pandas."""
