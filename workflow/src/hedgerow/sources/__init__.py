"""From the bytes of a file to its characters and, where there is markup, its blocks."""
