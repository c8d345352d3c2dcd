"""How far coders agree with each other, and the labels of the program with the coders."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hedgerow.corpus.coded_sentences import CodedSentences, coded_sample
from hedgerow.corpus.estimates import number
from hedgerow.corpus.label_error_schemas import (
    CODER_AGREEMENT,
    DISAGREEMENTS,
    LABEL_AGREEMENT,
)
from hedgerow.corpus.label_measures import LABEL_VALUES
from hedgerow.corpus.labelled import Labelled
from hedgerow.statistics.coder_agreement import nominal_alpha, percent_agreement
from hedgerow.statistics.estimate import Estimate
from hedgerow.statistics.prediction_powered import weighted_ratio


def coder_agreement(coded: CodedSentences, *, resamples: int, seed: int) -> pd.DataFrame:
    """Return the rows of CORPUS["coder_agreement"]; none for a single coder."""
    rows: list[dict[str, Any]] = []
    for label, values in LABEL_VALUES.items() if len(coded.coders) > 1 else ():
        codes = coded.codes[label]
        equal, sentences = percent_agreement(codes)
        alpha = nominal_alpha(codes, len(values), resamples=resamples, seed=seed)
        rows.append(
            {
                "label": label,
                "coders": int((codes >= 0).any(1).sum()),
                "sentences": sentences,
                "equal": number(equal),
                **_named("alpha", alpha),
            }
        )
    return pd.DataFrame(rows, columns=list(CODER_AGREEMENT.names))


def label_agreement(labelled: Labelled, coded: CodedSentences) -> pd.DataFrame:
    """Return the rows of CORPUS["label_agreement"]: precision and recall, weighted."""
    rows: list[dict[str, Any]] = []
    for label, values in LABEL_VALUES.items():
        known = coded.codes[label] >= 0
        which = np.asarray(known.any(0), bool)
        if not which.any():
            continue
        sample = coded_sample(coded, which, labelled.document, labelled.stratum)
        program = labelled.labels[label][coded.rows[which]]
        for v, value in enumerate(values):
            by_coders = _share(coded.codes[label][:, which], v)
            by_program = (program == v).astype(float)
            if not by_coders.any() and not by_program.any():
                continue
            both = by_coders * by_program
            rows.append(
                {
                    "label": label,
                    "value": value,
                    "coded": int(which.sum()),
                    "by_program": int(by_program.sum()),
                    "by_coders": number(float(by_coders.sum())),
                    **_named("precision", weighted_ratio(both, by_program, sample)),
                    **_named("recall", weighted_ratio(both, by_coders, sample)),
                }
            )
    return pd.DataFrame(rows, columns=list(LABEL_AGREEMENT.names))


def disagreements(labelled: Labelled, coded: CodedSentences) -> pd.DataFrame:
    """Return the rows of CORPUS["disagreements"], those between coders first in each document."""
    taken = labelled.claims.take(coded.rows)
    documents, numbers = taken["doc_id"].to_pylist(), taken["sentence"].to_pylist()
    texts = taken["text"].to_pylist()
    rows = []
    for label, values in LABEL_VALUES.items():
        codes = coded.codes[label]
        program = labelled.labels[label][coded.rows]
        for i in range(len(coded.rows)):
            given = [(c, v) for c, v in enumerate(codes[:, i].tolist()) if v >= 0]
            found = {v for _, v in given}
            if not found or found == {int(program[i])}:
                continue
            rows.append(
                {
                    "doc_id": documents[i],
                    "sentence": numbers[i],
                    "text": texts[i],
                    "label": label,
                    "coders": "; ".join(f"{coded.coders[c]}: {values[v]}" for c, v in given),
                    "program": values[program[i]] if program[i] >= 0 else None,
                    "between_coders": len(found) > 1,
                }
            )
    table = pd.DataFrame(rows, columns=list(DISAGREEMENTS.names))
    return table.sort_values(["doc_id", "sentence", "label"], kind="stable", ignore_index=True)


def coding_summary(coded: CodedSentences) -> dict[str, Any]:
    """Return the coders with their sentences, and those that are not in the corpus any more."""
    return {
        "sentences": len(coded.rows),
        "coders": [
            {"coder": name, "coded": n, "lost": lost}
            for name, n, lost in zip(coded.coders, coded.answered, coded.lost, strict=True)
        ],
    }


def _share(codes: NDArray[np.int64], value: int) -> NDArray[np.float64]:
    """Return for each sentence the share of its codes that are this value."""
    return np.asarray((codes == value).sum(0) / (codes >= 0).sum(0))


def _named(name: str, estimate: Estimate) -> dict[str, float | None]:
    return {
        name: number(estimate.value),
        f"{name}_low": number(estimate.low),
        f"{name}_high": number(estimate.high),
    }
