"""Measures: pure functions over coded text."""
