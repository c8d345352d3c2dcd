"""How much the documents hedge, and with which words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hedgerow.lexicons.vocabulary import BOOSTER_TYPES, HEDGE_TYPES
from hedgerow.report import numbers
from hedgerow.report.figures.hedging import rate_rows
from hedgerow.report.labels import CUES, ZONES, in_words
from hedgerow.report.links import Links
from hedgerow.report.results import Results, of, rows
from hedgerow.report.sections.comparison import comparison_table, group_means, spread_table
from hedgerow.report.sections.section import Fold, Page, Part, Section, heading, paragraph
from hedgerow.report.tabulate import (
    ROW_LIMIT,
    Cell,
    Column,
    ReportTable,
    count_column,
    document_column,
    estimate_column,
    group_columns,
    measure_column,
    number_column,
    p_value,
    text_column,
    yes_column,
)
from hedgerow.statistics.dispersion import dp_norm

_MEASURES = (
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
    yield page.figures["hedge_types"]
    yield group_means(results, _MEASURES, "hedging-groups", "Hedging by group")
    yield _cues(results)
    yield _documents(results, page.links)
    yield Fold(
        "Rates by type and kind of block, spread over documents, and tests of groups",
        [
            _rates(results),
            _zones(results),
            page.figures["hedge_claim"],
            spread_table(results, _MEASURES, "hedging", "Hedging and certainty in the corpus"),
            comparison_table(results, _MEASURES, "hedging-tests", "Hedging: groups compared"),
        ],
    )
    if results.grouped:
        yield heading("Words that distinguish the groups")
        yield page.figures["keyness"]
        yield _keyness(results)


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
        n=numbers.plural(len(results.included), "document"),
        unit="cues per 1,000 words of prose; intervals by resampling documents",
        file="summary.json",
    )


def _cues(results: Results) -> ReportTable:
    """Return the most frequent cues, the documents that use them and their dispersion."""
    included = results.included
    frame = of(results.table("cues"), included["doc_id"])
    frame = frame[frame["prose"]]
    # The form in the text: an entry of the lexicon may be a pattern of many forms.
    frame = frame.assign(cue=frame["surface"].str.lower())
    sizes = included.set_index("doc_id")["words"].fillna(0).astype(float)
    total = float(sizes.sum())
    counts = frame.groupby(["cue", "type"]).size().reset_index(name="n")
    counts = counts.sort_values(["n", "cue", "type"], ascending=[False, True, True])
    records = []
    for row in rows(counts.head(_TOP_CUES)):
        uses = frame[(frame["cue"] == row["cue"]) & (frame["type"] == row["type"])]
        per = uses.groupby("doc_id").size().reindex(sizes.index, fill_value=0)
        even = float(dp_norm(per.to_numpy(float), sizes.to_numpy())) if total else None
        rate = 1000 * row["n"] / total if total else None
        records.append({**row, "rate": rate, "documents": int((per > 0).sum()), "even": even})
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
        ],
        records,
        n=f"{numbers.plural(len(frame), 'cue')} in {numbers.plural(len(counts), 'form')}",
        unit="occurrences in prose; dispersion is DPnorm over documents",
        file=results.table_file("cues"),
    )


def _zones(results: Results) -> ReportTable:
    """Return rates by kind of block: summaries against paragraphs and lists."""
    ids = results.included["doc_id"]
    words = of(results.table("sentences"), ids).groupby("zone")["words"].sum()
    cues = of(results.table("cues"), ids)
    cues = cues[cues["prose"]]
    hedges = cues[cues["type"].isin(HEDGE_TYPES)].groupby("zone").size()
    boosters = cues[cues["type"].isin(BOOSTER_TYPES)].groupby("zone").size()
    records = [
        {
            "zone": zone,
            "words": n,
            "hedges": 1000 * hedges.get(zone, 0) / n,
            "boosters": 1000 * boosters.get(zone, 0) / n,
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
        n=numbers.plural(len(ids), "document"),
        unit="pooled over documents, prose blocks",
        file=results.table_file("cues"),
    )


def _ranges(row: Mapping[str, Any]) -> Cell:
    return Cell(f"{numbers.count(row['range'])}, {numbers.count(row['range_rest'])}", row["range"])


_KEYNESS = (
    text_column("item", "item"),
    text_column("group", "group"),
    count_column("occurrences in the group", "count"),
    count_column("in the rest", "rest"),
    Column("documents (group, rest)", _ranges, "num"),
    number_column("log ratio", "log_ratio", 2),
    number_column("LL", "log_likelihood"),
    number_column("difference, %", "pct_diff", 0),
    number_column("BIC", "bic"),
    Column("p, Holm", lambda row: p_value(row["p_holm"]), "num"),
    number_column("dispersion", "dp_norm", 2),
    yes_column("reliable", "reliable", "yes", "no: expected counts too small"),
)


def _keyness(results: Results) -> ReportTable:
    frame = results.table("keyness")
    # With two groups each item is in the table twice, once for either group.
    frame = frame[(frame["log_ratio"] > 0) & (frame["against"] == "rest")].sort_values(
        ["log_likelihood", "group", "item"], ascending=[False, True, True]
    )
    return ReportTable(
        "keyness",
        "Words and phrases that are more frequent in a group",
        _KEYNESS,
        rows(frame.head(ROW_LIMIT)),
        n=f"{numbers.plural(len(frame), 'item')}",
        unit="two-cell log-likelihood (LL); a log ratio of 1 is a doubling",
        file=results.table_file("keyness"),
        total=len(frame),
    )


def _documents(results: Results, links: Links) -> ReportTable:
    frame = results.included[results.included["hedge_rate"].notna()]
    frame = frame.sort_values(["hedge_rate", "doc_id"], ascending=[False, True])
    return ReportTable(
        "hedging-documents",
        "Hedging of each document, most hedged first",
        [
            document_column(links),
            *group_columns(results.grouped),
            measure_column("hedge_rate", "hedges per 1,000 words"),
            measure_column("booster_rate", "boosters and hype per 1,000 words"),
            measure_column("hedge_booster_ratio", "hedges per booster"),
            measure_column("hedged_share", "hedged sentences"),
            number_column("certainty", "certainty", 2, label="1 to 6"),
            *(count_column(kind.replace("_", " "), f"{kind}_cues") for kind in CUES),
        ],
        rows(frame.head(ROW_LIMIT)),
        n=numbers.plural(len(frame), "document"),
        unit="types of cue as counts in prose",
        file=results.table_file("documents"),
        total=len(frame),
    )
