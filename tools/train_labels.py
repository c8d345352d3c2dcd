"""Train the linear models of the sentence labels and write their weights as a table.

    python tools/train_labels.py            # trains; writes label_weights.tsv
    python tools/train_labels.py --check    # cross-validates only

Reads the gold files and corpora that the environment variable HEDGEROW_SHARED points to. Each model
is a regularised linear model over the named features of hedgerow.labels.feature_space, its
features weighed beforehand by their naive-Bayes log ratio (Wang & Manning 2012) and then cut to the
strongest few thousand. Cross-validation keeps sentences of one document in one fold and weighs and
selects features inside each fold, so that its figures are those of unseen documents; they are
means over several divisions into folds.
"""

from __future__ import annotations

import argparse
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # short vectors: threads only wait for each other

from hedgerow.lexicons.load import FOLDER, Lexicon, Weights, load_lexicon
from label_training.gold import shared
from label_training.hedges import hedge_tasks
from label_training.results import (
    Errors,
    Figure,
    Rows,
    merge,
    print_figures,
    write_weights,
)
from label_training.sentences import SENTENCE_TASKS, sentence_task


def main() -> None:
    """Train and write, or only cross-validate."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="cross-validate only")
    parser.add_argument("--task", help="only this model (with --check)")
    given = parser.parse_args()
    folder = shared()
    lexicon = load_lexicon()
    lexicon = Lexicon(lexicon.entries, lexicon.classes, Weights())
    rows: Rows = {}
    figures: list[Figure] = []
    errors: list[Errors] = []
    parts = {"hedge": lambda: hedge_tasks(folder, lexicon, given.check)}
    for task in SENTENCE_TASKS:
        parts[task.name] = lambda task=task: sentence_task(task, folder, lexicon, given.check)
    for name, part in parts.items():
        if given.task in (None, name):
            trained, found, wrong = part()
            merge(rows, trained)
            figures += found
            errors += wrong
    print_figures(figures, errors)
    if not given.check:
        write_weights(FOLDER / "label_weights.tsv", rows)
        print(f"{len(rows)} features written")


if __name__ == "__main__":
    main()
