"""From the characters of a source to clean, typed, tokenised text."""
