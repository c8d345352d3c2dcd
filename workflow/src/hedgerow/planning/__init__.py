"""What the workflow asks of the library before and after a run: files, shards, messages."""
