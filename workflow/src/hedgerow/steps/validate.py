"""`hedgerow validate`: the labels against human annotation, with a plain word list beside them."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from hedgerow.errors import UserError
from hedgerow.lexicons.load import (
    file_digest,
    label_figures,
    load_lexicon,
    training_digests,
)
from hedgerow.lexicons.vocabulary import ADVICE, CLAIMS
from hedgerow.statistics.classification import binary_scores, class_scores, correlation
from hedgerow.statistics.estimate import Estimate
from hedgerow.steps.label import label_texts
from hedgerow.steps.progress import count_of, step
from hedgerow.tables.marked_sections import write_part
from hedgerow.tables.replacing import replacing

SEED, RESAMPLES = 1, 2000

Record = dict[str, Any]


@dataclass(frozen=True)
class Check:
    """One comparison: a gold file, what is compared, the figure that counts and its target."""

    file: str
    what: str
    figure: str  # F1, macro-F1 or r
    target: float
    gold: Callable[[Record], Any]
    found: Callable[[Record], Any]
    plain: Callable[[str], Any]
    classes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
    """One row of the table; precision and recall are null where the figure has none."""

    file: str
    what: str
    items: int
    figure: str
    value: float
    low: float
    high: float
    precision: float | None
    recall: float | None
    word_list: float
    set_aside: float | None
    seen: bool  # the models were trained on this very file
    target: float
    holds: bool | None


_HEDGES = re.compile(
    r"\b(may|might|could|suggests?|suggested|suggesting|appears?|seems?|likely|possibly|possible|"
    r"probably|perhaps|potentially|unclear|unknown|whether)\b", re.I
)  # fmt: skip
_EFFECTS = re.compile(
    r"\b(caus\w+|lead\w* to|led to|improv\w+|reduc\w+|increas\w+|decreas\w+|prevent\w*|help\w*|"
    r"protect\w*|trigger\w*|effective|results? in|due to)\b", re.I
)  # fmt: skip
_RELATIONS = re.compile(
    r"\b(associat\w+|link\w*|correlat\w+|related|risk|more likely|less likely|predict\w*|higher|"
    r"lower|differ\w*)\b", re.I
)  # fmt: skip
_STRONG = re.compile(r"\b(should|must|recommend\w*|need to|needs to|advis\w+)\b", re.I)
_WEAK = re.compile(r"\b(may be|could be|can be|might be|consider\w*|useful|option)\b", re.I)
_SOURCE = re.compile(
    r"\b(sa(id|ys|y)|according to|told|report\w*|stud(y|ies) (found|show\w*|suggest\w*)|"
    r"stated|argued?|claim\w*|believes?|wrote|announced|added)\b", re.I
)  # fmt: skip
_NEGATORS = re.compile(r"\b(no|not|never|without|cannot)\b|n['’]t\b", re.I)
_EVIDENCE = re.compile(
    r"\b(stud(y|ies)|results?|findings?|data|evidence|trial|analys[ie]s)\b", re.I
)


def _plain_claim(text: str) -> str:
    if _EFFECTS.search(text):
        return "conditional_causal" if _HEDGES.search(text) else "direct_causal"
    return "correlational" if _RELATIONS.search(text) else "none"


def _plain_advice(text: str) -> str:
    return "strong" if _STRONG.search(text) else "weak" if _WEAK.search(text) else "none"


def _searches(pattern: re.Pattern) -> Callable[[str], bool]:
    return lambda text: bool(pattern.search(text))


def _hedged(file: str, target: float) -> Check:
    return Check(file, "hedged", "F1", target, lambda row: row["label"] == "uncertain",
                 lambda line: line["hedged"], _searches(_HEDGES))  # fmt: skip


def _claim(file: str, target: float) -> Check:
    return Check(file, "claim", "macro-F1", target, lambda row: row["label"],
                 lambda line: line["claim"], _plain_claim, CLAIMS)  # fmt: skip


def _advice(file: str, target: float) -> Check:
    return Check(file, "advice", "macro-F1", target, lambda row: row["label"],
                 lambda line: line["advice"], _plain_advice, ADVICE)  # fmt: skip


def _is(key: str, value: str, target: float, plain: Callable[[str], Any]) -> Check:
    """Return the check of one class of a label of consumer_web."""
    return Check("consumer_web", value, "F1", target, lambda row: row[key] == value,
                 lambda line: line[key] == value, plain)  # fmt: skip


def _directed(value: str, target: float, plain: Callable[[str], Any]) -> Check:
    """Return the check of one direction among the claims of consumer_web."""
    return Check("consumer_web", value, "F1", target,
                 lambda row: row["direction"] == value and row["claim"] != "none",
                 lambda line: line["direction"] == value, plain)  # fmt: skip


def _negated_effect(text: str) -> bool:
    return bool(_NEGATORS.search(text) and _EFFECTS.search(text))


CHECKS: tuple[Check, ...] = (
    _hedged("bioscope_full_papers", 0.82),
    _hedged("bioscope_abstracts", 0.91),
    _hedged("sfu_review", 0.92),
    Check("certainty_sentence", "certainty", "r", 0.63, lambda row: row["label"],
          lambda line: line["certainty"], lambda text: -len(_HEDGES.findall(text))),
    _claim("pubmed_claim_strength", 0.78),
    _claim("eurekalert_claim_strength", 0.78),
    _advice("health_advice_structured_abstract", 0.86),
    _advice("health_advice_unstructured_abstract", 0.80),
    _advice("health_advice_discussion", 0.75),
    Check("polnear_dev", "source given", "F1", 0.82, lambda row: row["label"] == "attributed",
          lambda line: line["attribution"] != "none", _searches(_SOURCE)),
    Check("sciclaim", "evidence", "F1", 0.88, lambda row: bool(row["evidence"]),
          lambda line: line["evidence"], _searches(_EVIDENCE)),
    _claim("consumer_health", 0.70),
    Check("consumer_health", "hedged", "F1", 0.85, lambda row: row["hedged"],
          lambda line: line["hedged"], _searches(_HEDGES)),
    Check("consumer_health", "advice given", "F1", 0.75, lambda row: row["advice"] != "none",
          lambda line: line["advice"] != "none", lambda text: _plain_advice(text) != "none"),
    Check("consumer_health", "source given", "F1", 0.80, lambda row: row["attribution"] != "none",
          lambda line: line["attribution"] != "none", _searches(_SOURCE)),
    Check("consumer_web", "claim", "macro-F1", 0.78, lambda row: row["claim"],
          lambda line: line["claim"], _plain_claim, CLAIMS),
    _is("claim", "direct_causal", 0.82, lambda text: _plain_claim(text) == "direct_causal"),
    Check("consumer_web", "any claim", "F1", 0.86, lambda row: row["claim"] != "none",
          lambda line: line["claim"] != "none", lambda text: _plain_claim(text) != "none"),
    _is("stance", "denied", 0.70, _negated_effect),
    _directed("benefit", 0.78, _searches(_EFFECTS)),
    _directed("harm", 0.72, _searches(_EFFECTS)),
    Check("consumer_web", "hedged", "F1", 0.87, lambda row: row["hedged"],
          lambda line: line["hedged"], _searches(_HEDGES)),
    Check("consumer_web", "advice given", "F1", 0.73, lambda row: row["advice"] != "none",
          lambda line: line["advice"] != "none", lambda text: _plain_advice(text) != "none"),
    Check("consumer_web", "source given", "F1", 0.79, lambda row: row["attribution"] != "none",
          lambda line: line["attribution"] != "none", _searches(_SOURCE)),
)  # fmt: skip
"""The comparisons, in the order of the table. Targets are the project's own."""


def run(gold: Path, out: Path | None) -> None:
    """Label every gold file in the folder, print the table, and write it where `out` is given.

    Of the page in the folder `out` only the table of the labels is replaced.

    Raises:
        UserError: there is no gold file in the folder, or a line of one cannot be read.
    """
    with step("validate") as notes:
        results = validate(Path(gold))
        if not results:
            names = ", ".join(sorted({check.file for check in CHECKS}))
            raise UserError(f"{gold}: none of the gold files is there; expected some of {names}")
        table = markdown(results)
        sys.stdout.write(table)
        if out is not None:
            write_part(Path(out) / "validation.md", "labels", table)
            rows = json.dumps([asdict(result) for result in results], indent=1) + "\n"
            with replacing(Path(out) / "validation.json") as temporary:
                temporary.write_text(rows, encoding="utf-8")
        held = sum(bool(result.holds) for result in results)
        notes.append(f"{held} of {count_of(len(results), 'target')} hold")


def validate(folder: Path) -> list[Result]:
    """Return one result for each check whose gold file is in the folder."""
    labelled: dict[str, tuple[list[Record], list[Record]]] = {}
    results = []
    for check in CHECKS:
        path = folder / f"{check.file}.jsonl"
        if path.exists():
            if check.file not in labelled:
                labelled = {check.file: _labelled(path, check)}
            results.append(compare(check, *labelled[check.file], file_digest(path)))
    return results


def _labelled(path: Path, check: Check) -> tuple[list[Record], list[Record]]:
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line.strip():
            try:
                row = json.loads(line)
                row["text"], check.gold(row)
            except (ValueError, KeyError, TypeError):
                raise UserError(
                    f'{path}, line {number}: not an object with "text" and labels ({check.what})'
                ) from None
            rows.append(row)
    records = [(str(i), row["text"]) for i, row in enumerate(rows)]
    return rows, list(label_texts(records, load_lexicon()))


def compare(check: Check, rows: list[Record], lines: list[Record], digest: str) -> Result:
    """Score the labels of one gold file, and those of the plain word list, by one figure.

    The figure of the sites set aside decides whether the target holds where the models were trained
    on this very file (`digest`), the figure itself on any other.
    """
    gold = [check.gold(row) for row in rows]
    found = [check.found(line) for line in lines]
    plain = [check.plain(row["text"]) for row in rows]
    precision = recall = None
    if check.figure == "r":
        value = correlation(gold, found, seed=SEED, resamples=RESAMPLES)
        word_list = correlation(gold, plain, seed=SEED, resamples=1)
    elif check.figure == "macro-F1":
        value = _macro(gold, found, check.classes)
        word_list = _macro(gold, plain, check.classes)
    else:
        scores = binary_scores(gold, found, seed=SEED, resamples=RESAMPLES)
        value, precision, recall = scores.f1, scores.precision.value, scores.recall.value
        word_list = binary_scores(gold, plain, seed=SEED, resamples=1).f1
    seen = digest in training_digests()
    unseen = label_figures().get((check.file, check.what), (None, ""))[0] if seen else None
    decisive = unseen if seen else value.value
    return Result(
        file=check.file,
        what=check.what,
        items=len(rows),
        figure=check.figure,
        value=value.value,
        low=value.low,
        high=value.high,
        precision=precision,
        recall=recall,
        word_list=word_list.value,
        set_aside=unseen,
        seen=seen,
        target=check.target,
        holds=None if decisive is None else decisive >= check.target,
    )


def _macro(gold: list[str], found: list[str], classes: tuple[str, ...]) -> Estimate:
    places = {name: i for i, name in enumerate(classes)}
    return class_scores(
        [places[g] for g in gold],
        [places[f] for f in found],
        len(classes),
        seed=SEED,
        resamples=RESAMPLES,
    ).macro_f1


_VERDICTS = {True: "holds", False: "falls short", None: "not known"}
"""Of a target; not known where only sentences that the weights have seen are at hand."""


def markdown(results: list[Result]) -> str:
    """Return the results as a Markdown table."""
    lines = [
        "| gold file | label | n | figure | value | 95 % interval | precision | recall | word list"
        " | sites set aside | target | |",
        "|---|---|---:|---|---:|---|---:|---:|---:|---:|---:|---|",
    ]
    for r in results:
        seen = " (seen)" if r.seen else ""
        lines.append(
            f"| {r.file} | {r.what} | {r.items:,} | {r.figure} | {r.value:.3f}{seen} |"
            f" {r.low:.3f} to {r.high:.3f} | {_cell(r.precision)} | {_cell(r.recall)} |"
            f" {r.word_list:.3f} | {_cell(r.set_aside)} | {r.target:.2f} |"
            f" {_VERDICTS[r.holds]} |"
        )
    return "\n".join(lines) + "\n"


def _cell(value: float | None) -> str:
    return "" if value is None or np.isnan(value) else f"{value:.3f}"
