"""From typed blocks to sentences and integer-tokenised tokens."""
