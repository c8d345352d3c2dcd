"""How much the documents hedge, and with which words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from hedgerow.lexicons.vocabulary import BOOSTER_TYPES, HEDGE_TYPES
from hedgerow.report import numbers
from hedgerow.report.figures.hedging import rate_rows
from hedgerow.report.labels import CUES, ZONES, in_words
from hedgerow.report.results import Results, rows
from hedgerow.report.sections.comparison import spread_table
from hedgerow.report.sections.section import Fold, Page, Part, Section, paragraph
from hedgerow.report.tabulate import (
    ReportTable,
    count_column,
    estimate_column,
    number_column,
    text_column,
    yes_column,
)
from hedgerow.statistics.dispersion import dp_norm
from hedgerow.statistics.keyness import keyness

if TYPE_CHECKING:
    from pandas import DataFrame, Series

MEASURES = (
    "hedge_rate",
    "booster_rate",
    "hedged_share",
    "certainty",
)
_TOP_CUES = 60


def parts(page: Page) -> Iterator[Part]:
    """Yield the tables and figures of hedging, and the key words of groups."""
    results = page.results
    yield paragraph(
        "A hedge lowers commitment (<i>may, suggest, possible, not fully understood</i>); a booster"
        " raises it (<i>clearly, proven</i>). Annotators disagree on single words, so cues are"
        " counted by type, and only four types enter the hedge rate."
    )
    yield _cues(results)
    yield Fold(
        "Rates by type and kind of block, cues beside claims, spread over documents",
        [
            page.figures["hedge_types"],
            _rates(results),
            _zones(results),
            page.figures["hedge_claim"],
            spread_table(results, MEASURES, "hedging", "Hedging and certainty in the corpus"),
        ],
    )


SECTION = Section("hedging", "Hedging and certainty", parts, view="claims")


def _rates(results: Results) -> ReportTable:
    return ReportTable(
        "rates",
        "Cues by type, pooled over documents",
        [
            text_column("type of cue", lambda row: CUES.get(str(row["type"]), "all hedges")),
            yes_column("in the hedge rate", lambda row: row["type"] in (*HEDGE_TYPES, "hedges")),
            text_column("group", "group"),
            count_column("documents", "n"),
            estimate_column("per 1,000 words", "value", 2),
        ],
        [{**row, "value_low": row["low"], "value_high": row["high"]} for row in rate_rows(results)],
        n=numbers.plural(results.n_included, "document"),
        unit="cues per 1,000 words of prose; intervals by resampling documents",
        file="summary.json",
    )


def _cues(results: Results) -> ReportTable:
    """Return the most frequent cues, the documents that use them and their dispersion."""
    included = results.of_included(["doc_id", "group", "words"])
    sizes = included["words"].fillna(0).to_numpy(float)
    total = float(sizes.sum())
    counts = _added(part.groupby(["cue", "type"]).size() for part in _prose_cues(results))
    counts, used = counts.reset_index(name="n"), int(counts.sum())
    counts = counts.sort_values(["n", "cue", "type"], ascending=[False, True, True])
    records = rows(counts.head(_TOP_CUES))
    uses = _uses(results, [(row["cue"], row["type"]) for row in records], included["doc_id"])
    for record, per in zip(records, uses, strict=True):
        record["even"] = float(dp_norm(per.astype(float), sizes)) if total else None
        record["rate"] = 1000 * record["n"] / total if total else None
        record["documents"] = int((per > 0).sum())
    if results.grouped:
        _add_keyness(records, uses, included)
    return ReportTable(
        "cues",
        f"The {min(_TOP_CUES, len(counts))} most frequent cues",
        [
            text_column("cue", "cue"),
            text_column("type", lambda row: in_words({}, row["type"])),
            count_column("occurrences", "n"),
            number_column("per 1,000 words", "rate", 2),
            count_column("documents", "documents"),
            number_column("dispersion (0 even, 1 in one document)", "even", 2),
            *(_KEY_COLUMNS if results.grouped else ()),
        ],
        records,
        n=f"{numbers.plural(used, 'cue')} in {numbers.plural(len(counts), 'form')}",
        unit="occurrences in prose; dispersion is DPnorm over documents"
        + (
            f"; a group is named where the log-likelihood (LL) is at least {_KEY_LIKELIHOOD}, in at"
            f" least {_KEY_DOCUMENTS} documents, none of which has more than half of the uses"
            if results.grouped
            else ""
        ),
        file=results.table_file("cues"),
    )


_KEY_LIKELIHOOD = 15.13
"""Log-likelihood of a cue that is typical of a group, at least (p = 0.0001)."""

_KEY_DOCUMENTS = 3
"""Documents of the group with the cue, at least, none of them with more than half of its uses."""

_KEY_COLUMNS = (
    text_column("most typical of", "key_group"),
    number_column("log ratio there", "log_ratio", 2),
    number_column("LL", "log_likelihood"),
)


def _uses(results: Results, cues: Sequence[tuple[str, str]], doc_ids: Series) -> np.ndarray:
    """Return int32[cues, documents]: uses of cues, each given by its form and type."""
    import pandas as pd

    uses = np.zeros((len(cues), len(doc_ids)), np.int32)
    if not cues:
        return uses
    wanted, documents = pd.MultiIndex.from_tuples(cues), pd.Index(doc_ids)
    for part in _prose_cues(results):
        cue = wanted.get_indexer(pd.MultiIndex.from_frame(part[["cue", "type"]]))
        own = cue >= 0
        np.add.at(uses, (cue[own], documents.get_indexer(part["doc_id"])[own]), 1)
    return uses


def _add_keyness(records: list[dict[str, Any]], used: np.ndarray, included: DataFrame) -> None:
    """Add to each cue the group that it is most typical of against the rest, by log-likelihood.

    A group is named where chance is a poor explanation and no single document is a better one.
    """
    if not records:
        return
    words = included.groupby("group")["words"].sum()
    uses = {
        group: used[:, own].astype(float)
        for group, own in included.groupby("group").indices.items()
    }
    counts = {group: own.sum(axis=1) for group, own in uses.items()}
    total, all_words = sum(counts.values()), float(words.sum())
    best = np.full(len(records), -1.0)
    for group, count in counts.items():
        found = keyness(count, total - count, float(words[group]), all_words - float(words[group]))
        spread = ((uses[group] > 0).sum(axis=1) >= _KEY_DOCUMENTS) & (
            uses[group].max(axis=1) <= count / 2
        )
        clear = (found.log_ratio > 0) & (found.log_likelihood >= _KEY_LIKELIHOOD)
        better = clear & spread & (found.log_likelihood > best)
        best = np.where(better, found.log_likelihood, best)
        for k in np.flatnonzero(better):
            records[k] |= {
                "key_group": str(group),
                "log_ratio": float(found.log_ratio[k]),
                "log_likelihood": float(found.log_likelihood[k]),
            }
    for record in records:
        for key in ("key_group", "log_ratio", "log_likelihood"):
            record.setdefault(key, None)


def _prose_cues(results: Results) -> Iterator[DataFrame]:
    """Yield the cues of prose in parts, with the form in the text.

    An entry of the lexicon may be a pattern of many forms.
    """
    for part in results.streamed("cues", ["doc_id", "surface", "type"], {"prose": [True]}):
        yield part.assign(cue=part["surface"].str.lower())


def _added(parts: Iterable[Series]) -> Series:
    """Add up what the parts of a table have in common; the index is in order."""
    import pandas as pd

    found = pd.concat(parts)
    return found.groupby(level=list(range(found.index.nlevels))).sum()


def _zones(results: Results) -> ReportTable:
    """Return rates by kind of block: summaries against paragraphs and lists."""
    words = _added(
        part.groupby("zone")["words"].sum()
        for part in results.streamed("sentences", ["zone", "words"])
    )
    cues = _added(
        part.groupby(["zone", "type"]).size()
        for part in results.streamed("cues", ["zone", "type"], {"prose": [True]})
    )
    records = [
        {
            "zone": zone,
            "words": n,
            "hedges": 1000 * sum(cues.get((zone, kind), 0) for kind in HEDGE_TYPES) / n,
            "boosters": 1000 * sum(cues.get((zone, kind), 0) for kind in BOOSTER_TYPES) / n,
        }
        for zone, n in words.sort_values(ascending=False).items()
        if n
    ]
    return ReportTable(
        "zones",
        "Hedges and boosters by kind of block",
        [
            text_column("kind of block", lambda row: in_words(ZONES, row["zone"])),
            count_column("words", "words"),
            number_column("hedges per 1,000 words", "hedges"),
            number_column("boosters and hype per 1,000 words", "boosters"),
        ],
        records,
        n=numbers.plural(results.n_included, "document"),
        unit="pooled over documents, prose blocks",
        file=results.table_file("cues"),
    )
