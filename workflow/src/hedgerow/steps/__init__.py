"""One module a rule: it reads its inputs, calls the pure functions and writes its tables."""
