"""Word lists as TSV, and what compiles them for a text."""
