"""What the documents claim, how strongly, and with which sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from hedgerow.labels.quotable import SURE
from hedgerow.lexicons.vocabulary import STANCE_RECORDS
from hedgerow.report import numbers
from hedgerow.report.labels import ATTRIBUTIONS, CLAIMS
from hedgerow.report.links import Links
from hedgerow.report.lists import LISTS, listed, precision_of
from hedgerow.report.results import Results, first_rows, rows
from hedgerow.report.sections.comparison import spread_table
from hedgerow.report.sections.section import Fold, Page, Part, Section, paragraph
from hedgerow.report.sections.transparency import transparency_parts
from hedgerow.report.strongest_claims import strongest_claims
from hedgerow.report.tabulate import (
    ROW_LIMIT,
    Cell,
    Column,
    ReportTable,
    count_column,
    document_column,
    estimate,
    number_column,
    quote_column,
    text_column,
)

if TYPE_CHECKING:
    from pandas import DataFrame

MEASURES = (
    "overstatement",
    "direct_unattributed_share",
    "research_named_share",
)
_POOLED = {
    "direct_causal": ("direct causal claims", "direct and conditional causal claims"),
    "direct_unattributed": (
        "direct causal claims without attribution",
        "direct causal claims",
    ),
    "research_named": ("mentions of research that name it", "sentences attributed to research"),
}
_STRONGEST = 100


def parts(page: Page) -> Iterator[Part]:
    """Yield the tables of claims, sources, advice and transparency."""
    results, links = page.results, page.links
    doubtful = bool(results.setting("report", "doubtful_lists"))
    yield paragraph(
        "Each sentence has one class: <i>direct causal</i> (X reduces Y), <i>conditional causal</i>"
        " (X may reduce Y), <i>correlational</i> (X is linked to Y) or none. A program labels each"
        " sentence by its own words; read a sentence before quoting its label."
    )
    yield page.figures["claim_sources"]
    yield listed("strongest", _strongest(page), doubtful)
    yield listed("overclaims", _overclaims(results, links), doubtful)
    advice = listed("advice", _advice(results, links), doubtful)
    yield Fold("Advice to the reader", [advice])
    yield Fold(
        "Shares with intervals, stances, claims by source",
        [
            _pooled(results),
            _attribution(results),
            _stances(results),
            spread_table(results, MEASURES, "claims", "Claims, one value per document"),
        ],
    )
    yield Fold("Author, date, references and links of each page", list(transparency_parts(page)))


SECTION = Section("claims", "Claims and sources", parts, "Claims and their sources", view="claims")


def _pooled(results: Results) -> ReportTable:
    """Return shares over all sentences of the corpus and of each group."""
    rates = results.part("rates")
    records = [
        {"of": None, **cells, "label": label, "whole": whole, "group": group}
        for key, (label, whole) in _POOLED.items()
        for group, cells in sorted(
            (rates.get(key) or {}).items(), key=lambda item: (item[0] != "all", item[0])
        )
    ]

    def share(row: Mapping[str, Any]) -> Cell:
        return estimate(row.get("value"), row.get("low"), row.get("high"), 1, "share")

    return ReportTable(
        "claims-pooled",
        "Claims and sources, pooled over documents",
        [
            text_column("part", "label"),
            text_column("group", "group"),
            count_column("sentences", lambda row: row.get("count")),
            count_column("of", "of"),
            text_column("whole", "whole"),
            Column("share (95 % interval)", share, "num"),
        ],
        records,
        n=numbers.plural(results.n_included, "document"),
        unit="intervals by resampling documents",
        file="summary.json",
    )


def _sentence_column(links: Links) -> Column:
    """Return the column of sentences in full, linked to their positions."""
    return quote_column(
        "sentence", "text", lambda row: links.sentence(row["doc_id"], row["sentence"])
    )


def _flag(column: Any) -> Any:
    return column.fillna(False).astype(bool)


def advice_sentences(results: Results, number: int) -> tuple[DataFrame, int]:
    """Return the first sentences that give advice, strong advice first, and how many do."""
    names = ("doc_id", "sentence", "text", "advice")
    parts = results.streamed("claims", names, {"advice": ["strong", "weak"]})
    return first_rows(parts, ["advice", "doc_id", "sentence"], [True, True, True], number)


def _strongest(page: Page) -> ReportTable:
    results, links = page.results, page.links
    bare = strongest_claims(results)
    shown = [
        {**row, "rests_on": page.claim_words.get((row["doc_id"], row["sentence"]))}
        for row in rows(bare.head(_STRONGEST))
    ]
    counts = results.of_included(["direct_causal", "list_direct_causal"])
    direct = int(counts.fillna(0).to_numpy().sum())
    return ReportTable(
        "strongest",
        LISTS["strongest"].caption,
        [
            _sentence_column(links),
            text_column("agent", "agent"),
            text_column("outcome", "outcome"),
            text_column("direction", "direction"),
            number_column("probability of the label", "claim_probability", 0, "share"),
            # Linear labels name no words.
            *([text_column("rests on", "rests_on")] if any(r["rests_on"] for r in shown) else []),
            document_column(links),
        ],
        shown,
        n=f"{numbers.count(len(bare))} of {numbers.plural(direct, 'direct causal claim')}",
        unit=f"asserted, with agent and outcome, and a probability of at least"
        f" {numbers.percent(SURE)} that the label is right",
        file=results.table_file("claims"),
        total=len(bare),
    )


def _attribution(results: Results) -> ReportTable:
    classes = [kind for kind in CLAIMS if kind != "none"]
    counts, named = _attributed(results)
    records = []
    for key, label in ATTRIBUTIONS.items():
        of_class = {kind: counts[key, kind] for kind in classes}
        attributed = key != "none"
        sentences = sum(n for (source, _), n in counts.items() if source == key)
        records.append(
            {
                "label": label,
                **of_class,
                "claims": sum(of_class.values()),
                "named": named[key] if attributed else None,
                "sentences": sentences if attributed else None,
            }
        )
    return ReportTable(
        "attribution",
        "Sources of the claims",
        [
            text_column("source", "label"),
            *(count_column(CLAIMS[kind], kind) for kind in classes),
            count_column("all claims", "claims"),
            count_column("attributed sentences that name the source", "named"),
            count_column("attributed sentences", "sentences"),
        ],
        records,
        n=numbers.plural(sum(n for (_, kind), n in counts.items() if kind != "none"), "claim"),
        unit=f"sentences of prose and statements in lists; named research: "
        f"{precision_of('named_research')}; unnamed: {precision_of('unnamed_research')}",
        file=results.table_file("claims"),
    )


def _attributed(results: Results) -> tuple[Counter[tuple[str, str]], Counter[str]]:
    """Return sentences that deny nothing by source and claim, and those with a name by source."""
    counts: Counter[tuple[str, str]] = Counter()
    named: Counter[str] = Counter()
    names = ("claim", "stance", "attribution", "attribution_named")
    for part in results.streamed("claims", names):
        own = part[part["stance"] != "denied"]
        source, claim = own["attribution"].fillna("none"), own["claim"].fillna("none")
        counts.update(own.groupby([source, claim]).size().to_dict())
        named.update(source[_flag(own["attribution_named"])].value_counts().to_dict())
    return counts, named


def _stances(results: Results) -> ReportTable:
    """Return how many sentences assert, deny or only mention an effect, by class of claim."""
    counts: Counter[str | None] = Counter()
    for part in results.streamed("claims", ["stance"]):
        counts.update(part["stance"].value_counts(dropna=False).to_dict())
    return ReportTable(
        "stances",
        "Effects asserted, denied and mentioned",
        [
            text_column("stance", lambda record: record.label),
            text_column("meaning", lambda record: f"the sentence {record.meaning}", "wide"),
            count_column("sentences", lambda record: counts[record.name]),
        ],
        [record for record in STANCE_RECORDS if record.name != "absent"],
        n=numbers.plural(counts.total(), "labelled sentence"),
        unit="in prose and lists; a denied effect is no claim",
        file=results.table_file("claims"),
    )


def _advice(results: Results, links: Links) -> ReportTable:
    first, total = advice_sentences(results, _STRONGEST)
    return ReportTable(
        "advice",
        LISTS["advice"].caption,
        [_sentence_column(links), document_column(links), text_column("advice", "advice")],
        rows(first),
        n=numbers.plural(total, "sentence"),
        file=results.table_file("claims"),
        total=total,
    )


def _overclaims(results: Results, links: Links) -> ReportTable:
    frame = results.of_included(["doc_id", "summary_overclaims"])
    frame = frame[frame["summary_overclaims"].fillna(0) > 0]
    frame = frame.sort_values(["summary_overclaims", "doc_id"], ascending=[False, True])
    return ReportTable(
        "overclaims",
        LISTS["overclaims"].caption,
        [
            document_column(links),
            count_column("claims stronger in the summary than in the body", "summary_overclaims"),
        ],
        rows(frame.head(ROW_LIMIT)),
        n=numbers.plural(len(frame), "document"),
        unit="claims",
        file=results.table_file("documents"),
        total=len(frame),
    )
