"""From typed blocks to sentences and tokens, as integer arrays."""
