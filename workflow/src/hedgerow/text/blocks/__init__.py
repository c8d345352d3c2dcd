"""From the characters of a source to clean text in typed blocks."""
