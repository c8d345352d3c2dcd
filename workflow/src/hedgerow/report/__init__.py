"""From the finished tables to the figures, the HTML report, the methods text and the data package.

Everything here reads `results/<corpus>/tables`, `summary.json` and, for the marked-up pages alone,
the tokenised text. Nothing is measured here: each number is a cell of a table or of the summary.
"""
