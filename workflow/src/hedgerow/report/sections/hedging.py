"""How much the documents hedge, and with which words."""

from __future__ import annotations

from typing import Any

from hedgerow.lexicons.vocabulary import HEDGE_TYPES
from hedgerow.report import numbers
from hedgerow.report import tabulate as t
from hedgerow.report.figures.hedging import rate_rows
from hedgerow.report.labels import CUES, ZONES, in_words
from hedgerow.report.links import Links
from hedgerow.report.results import Results, of, rows
from hedgerow.report.sections.attention import document_cell
from hedgerow.report.sections.comparison import comparison_table, group_means, spread_table
from hedgerow.statistics.dispersion import dp_norm

_MEASURES = (
    "hedge_rate",
    "booster_rate",
    "hedged_share",
    "certainty",
)
_TOP_CUES = 60


def context(results: Results, links: Links) -> dict[str, Any]:
    """Return the hedging tables."""
    return {
        "spread": spread_table(
            results, _MEASURES, "hedging", "Hedging and certainty in the corpus"
        ),
        "rates": _rates(results),
        "means": group_means(results, _MEASURES, "hedging-groups", "Hedging by group"),
        "compared": comparison_table(
            results, _MEASURES, "hedging-tests", "Hedging: groups against each other"
        ),
        "cues": _cues(results),
        "zones": _zones(results),
        "keyness": _keyness(results),
        "documents": _documents(results, links),
    }


def _rates(results: Results) -> t.ReportTable:
    return t.ReportTable(
        "rates",
        "Cues by type, pooled over documents",
        [
            t.Heading("type of cue"),
            t.Heading("headline hedge"),
            t.Heading("group"),
            t.Heading("documents", "num"),
            t.Heading("per 1,000 words (95 % interval)", "num"),
        ],
        [
            [
                t.text(CUES.get(str(row["type"]), "all headline hedges")),
                t.yes(row["type"] in (*HEDGE_TYPES, "hedges")),
                t.text(row["group"]),
                t.num(row["n"], 0),
                t.num_interval(row["value"], row["low"], row["high"], 2),
            ]
            for row in rate_rows(results)
        ],
        n=numbers.plural(len(results.included), "document"),
        unit="cues per 1,000 words of prose; intervals by resampling documents",
        file="summary.json",
    )


def _cues(results: Results) -> t.ReportTable:
    """The most frequent cues, with the documents that use them and how evenly they do."""
    included = results.included
    frame = of(results.table("cues"), included["doc_id"])
    # As it stands in the text: an entry of the lexicon may be a pattern of many forms.
    frame = frame.assign(cue=frame["surface"].str.lower())
    sizes = included.set_index("doc_id")["words"].fillna(0).astype(float)
    total = float(sizes.sum())
    counts = frame.groupby(["cue", "type"]).size().reset_index(name="n")
    counts = counts.sort_values(["n", "cue", "type"], ascending=[False, True, True])
    lines = []
    for row in rows(counts.head(_TOP_CUES)):
        uses = frame[(frame["cue"] == row["cue"]) & (frame["type"] == row["type"])]
        per = uses.groupby("doc_id").size().reindex(sizes.index, fill_value=0)
        even = float(dp_norm(per.to_numpy(float), sizes.to_numpy())) if total else None
        lines.append(
            [
                t.text(row["cue"]),
                t.text(in_words({}, row["type"])),
                t.num(row["n"], 0),
                t.num(1000 * row["n"] / total if total else None, 2),
                t.num((per > 0).sum(), 0),
                t.num(even, 2),
            ]
        )
    return t.ReportTable(
        "cues",
        f"The {min(_TOP_CUES, len(counts))} most frequent cues",
        [
            t.Heading("cue"),
            t.Heading("type"),
            t.Heading("uses", "num"),
            t.Heading("per 1,000 words", "num"),
            t.Heading("documents", "num"),
            t.Heading("dispersion (0 even, 1 in one place)", "num"),
        ],
        lines,
        n=f"{numbers.plural(len(frame), 'cue')} in {numbers.plural(len(counts), 'form')}",
        unit="uses in prose; dispersion is DPnorm over documents",
        file=results.table_file("cues"),
    )


def _zones(results: Results) -> t.ReportTable:
    """Rates by kind of block: summaries against paragraphs and lists."""
    ids = results.included["doc_id"]
    words = of(results.table("sentences"), ids).groupby("zone")["words"].sum()
    cues = of(results.table("cues"), ids)
    hedges = cues[cues["type"].isin(HEDGE_TYPES)].groupby("zone").size()
    boosters = cues[cues["type"].isin(["booster", "hype"])].groupby("zone").size()
    lines = []
    for zone, n in words.sort_values(ascending=False).items():
        if not n:
            continue
        lines.append(
            [
                t.text(in_words(ZONES, zone)),
                t.num(n, 0),
                t.num(1000 * hedges.get(zone, 0) / n),
                t.num(1000 * boosters.get(zone, 0) / n),
            ]
        )
    return t.ReportTable(
        "zones",
        "Hedges and boosters by kind of block",
        [
            t.Heading("kind of block"),
            t.Heading("words", "num"),
            t.Heading("hedges per 1,000 words", "num"),
            t.Heading("boosters and hype per 1,000 words", "num"),
        ],
        lines,
        n=numbers.plural(len(ids), "document"),
        unit="pooled over documents, prose blocks",
        file=results.table_file("cues"),
    )


def _keyness(results: Results) -> t.ReportTable | None:
    if not results.grouped:
        return None
    frame = results.table("keyness")
    # With two groups each item would stand there twice, once for either side.
    frame = frame[(frame["log_ratio"] > 0) & (frame["against"] == "rest")].sort_values(
        ["log_likelihood", "group", "item"], ascending=[False, True, True]
    )
    lines = []
    for row in rows(frame.head(t.ROW_LIMIT)):
        lines.append(
            [
                t.text(row["item"]),
                t.text(row["group"]),
                t.num(row["count"], 0),
                t.num(row["rest"], 0),
                t.Cell(
                    f"{numbers.count(row['range'])}, {numbers.count(row['range_rest'])}",
                    row["range"],
                ),
                t.num(row["log_ratio"], 2),
                t.num(row["log_likelihood"], 1),
                t.num(row["pct_diff"], 0),
                t.num(row["bic"], 1),
                t.Cell(numbers.p_value(row["p_holm"]), row["p_holm"]),
                t.num(row["dp_norm"], 2),
                t.yes(row["reliable"], "yes", "no: expected counts too small"),
            ]
        )
    return t.ReportTable(
        "keyness",
        "Words and phrases that a group over-uses",
        [
            t.Heading("item"),
            t.Heading("group"),
            t.Heading("uses in group", "num"),
            t.Heading("in the rest", "num"),
            t.Heading("documents (group, rest)", "num"),
            t.Heading("log ratio", "num"),
            t.Heading("LL", "num"),
            t.Heading("difference, %", "num"),
            t.Heading("BIC", "num"),
            t.Heading("p, Holm", "num"),
            t.Heading("dispersion", "num"),
            t.Heading("reliable"),
        ],
        lines,
        n=f"{numbers.plural(len(frame), 'item')}",
        unit="LL in its two-cell form; log ratio in doublings",
        file=results.table_file("keyness"),
        total=len(frame),
    )


def _documents(results: Results, links: Links) -> t.ReportTable:
    frame = results.included[results.included["hedge_rate"].notna()]
    frame = frame.sort_values(["hedge_rate", "doc_id"], ascending=[False, True])
    lines = [
        [
            document_cell(row["doc_id"], links),
            *([t.text(row["group"])] if results.grouped else []),
            t.num(row["hedge_rate"]),
            t.num(row["booster_rate"]),
            t.num(row["hedge_booster_ratio"], 2),
            t.num(row["hedged_share"], 1, "share"),
            t.num(row["certainty"], 2),
            *(t.num(row[f"{kind}_cues"], 0) for kind in CUES),
        ]
        for row in rows(frame.head(t.ROW_LIMIT))
    ]
    return t.ReportTable(
        "hedging-documents",
        "Hedging of each document, most hedged first",
        [
            t.Heading("document"),
            *([t.Heading("group")] if results.grouped else []),
            t.Heading("hedges per 1,000 words", "num"),
            t.Heading("boosters and hype per 1,000", "num"),
            t.Heading("hedges to boosters", "num"),
            t.Heading("hedged sentences", "num", "%"),
            t.Heading("certainty", "num", "1 to 6"),
            *(t.Heading(kind.replace("_", " "), "num") for kind in CUES),
        ],
        lines,
        n=numbers.plural(len(frame), "document"),
        unit="counts of cues in prose where nothing else is said",
        file=results.table_file("documents"),
        total=len(frame),
    )
