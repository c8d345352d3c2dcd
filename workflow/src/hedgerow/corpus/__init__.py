"""The corpus as a whole: shard tables put together, compared and summed up, as pure functions."""
