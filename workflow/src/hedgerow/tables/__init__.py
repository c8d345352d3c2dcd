"""The tables: their schemas, and how they are written and read."""
