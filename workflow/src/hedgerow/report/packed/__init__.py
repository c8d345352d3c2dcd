"""The data that the page itself holds: texts, marks and words, compressed, read by its script."""
