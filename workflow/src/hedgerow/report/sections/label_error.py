"""How sure the shares are that rest on labels, and how far coders and labels agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from hedgerow.lexicons.reference_shares import ReferenceShare, reference_shares
from hedgerow.report import numbers
from hedgerow.report.results import Results, rows
from hedgerow.report.sections.comparison import pairs_of_largest
from hedgerow.report.sections.section import Fold, Page, Part, Section, paragraph
from hedgerow.report.tabulate import (
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
    from hedgerow.report.links import Links


def parts(page: Page) -> Iterator[Part]:
    """Yield the corrected shares, the differences of groups, and what coders found."""
    results, links = page.results, page.links
    coding = results.part("coding")
    yield paragraph(_introduction(coding))
    yield Fold(
        "Shares that rest on labels, beside other sites and between groups",
        [
            _shares(results),
            _among_others(results),
            _differences(results) if results.grouped else None,
        ],
    )
    if coding.get("sentences"):
        yield Fold(
            "Coders: their agreement, the labels against them, and disagreements",
            [
                _coders(coding),
                _coder_agreement(results),
                _label_agreement(results),
                _disagreements(results, links),
            ],
        )


SECTION = Section("label-error", "How right the labels are", parts, view="methods")


def _introduction(coding: Mapping[str, Any]) -> str:
    if coding.get("sentences"):
        return (
            "The labels err. The shares below are estimated from the labels of all sentences and"
            " from the sentences that people coded, so that the errors of the labels are in their"
            " intervals."
        )
    return (
        "The labels err. Without codes of your own, the shares below are corrected by what the"
        " labels did on annotated sites that nobody tuned on, as far as that shows a difference"
        " beyond the spread between sites; the intervals hold both. They become narrower when you"
        " code a sample of your own: <code>snakemake coding</code> makes the page for it."
    )


def _interval(value: str, low: str, high: str) -> Any:
    def cell(row: Mapping[str, Any]) -> Cell:
        return estimate(row[value], row[low], row[high], 1, "share")

    return cell


def _coders(coding: Mapping[str, Any]) -> ReportTable:
    return ReportTable(
        "coders",
        "Coders",
        [
            text_column("coder", "coder"),
            count_column("sentences coded", "coded"),
            count_column("of those, no longer in the corpus", "lost"),
        ],
        list(coding.get("coders") or ()),
        n=numbers.plural(int(coding.get("sentences") or 0), "coded sentence"),
        file="summary.json",
    )


def _shares(results: Results) -> ReportTable:
    frame = results.table("label_shares")
    frame = frame[frame["measure"] != "certainty"]
    return ReportTable(
        "label-shares",
        "Shares that rest on labels",
        [
            text_column("share", "label"),
            text_column("of", "whole"),
            text_column("group", "group"),
            Column("as counted", _interval("counted", "counted_low", "counted_high"), "num"),
            Column("corrected", _interval("corrected", "low", "high"), "num"),
            text_column("by", "method"),
            count_column("coded sentences", "n_coded"),
            text_column("why not", "reason", "wide"),
        ],
        rows(frame),
        n=numbers.plural(results.n_included, "document"),
        unit="95 % intervals; those as counted take every label for right",
        file=results.table_file("label_shares"),
    )


def _among_others(results: Results) -> ReportTable:
    """Return the shares as counted beside those of sites of several kinds."""
    known = reference_shares()
    kinds = list(dict.fromkeys(kind for own in known.values() for kind in own))
    frame = results.table("label_shares")
    frame = frame[(frame["group"] == "all") & frame["measure"].isin(list(known))]

    def of_kind(kind: str) -> Column:
        own = next(shares[kind] for shares in known.values() if kind in shares)
        words = f"{numbers.plural(own.sites, 'site')}, {numbers.plural(own.documents, 'page')}"
        return Column(kind, lambda row: _reference(known[row["measure"]].get(kind)), "num", words)

    return ReportTable(
        "among-others",
        "This corpus among others",
        [
            text_column("share", "label"),
            text_column("of", "whole"),
            Column("this corpus", _interval("counted", "counted_low", "counted_high"), "num"),
            *(of_kind(kind) for kind in kinds),
        ],
        rows(frame),
        n=numbers.plural(results.n_included, "document"),
        unit="all as counted, by the same labels; of other sites the share of all pages, and in"
        " brackets the sites with the lowest and the highest share. What is usual is not"
        " what is right, so no threshold is set",
        file=results.table_file("label_shares"),
    )


def _reference(own: ReferenceShare | None) -> Cell:
    if own is None:
        return Cell(numbers.UNDEFINED, None, tip="too few sentences")
    return estimate(own.share, own.site_low, own.site_high, 0, "share")


def _differences(results: Results) -> ReportTable:
    frame = results.table("label_differences")
    clear = frame[frame["verdict"] != "no clear difference"]
    return ReportTable(
        "label-differences",
        "Differences of groups that are clear as counted",
        [
            text_column("share", "label"),
            text_column("group", "group_a"),
            text_column("less that of", "group_b"),
            Column("as counted", _interval("counted", "counted_low", "counted_high"), "num"),
            Column("corrected", _interval("corrected", "low", "high"), "num"),
            text_column("with the errors of the labels", "verdict", "wide"),
        ],
        rows(clear),
        n=numbers.plural(len(frame), "comparison"),
        unit="differences of shares; labels may err differently in each group"
        + pairs_of_largest(results),
        file=results.table_file("label_differences"),
    )


def _coder_agreement(results: Results) -> ReportTable:
    def alpha(row: Mapping[str, Any]) -> Cell:
        return estimate(row["alpha"], row["alpha_low"], row["alpha_high"], 2)

    frame = results.table("coder_agreement")
    return ReportTable(
        "coder-agreement",
        "Agreement of the coders",
        [
            text_column("label", "label"),
            count_column("coders", "coders"),
            count_column("sentences with two codes", "sentences"),
            number_column("equal codes", "equal", 0, "share"),
            Column("Krippendorff’s alpha", alpha, "num"),
        ],
        rows(frame),
        n=numbers.plural(len(frame), "label"),
        unit="95 % intervals over resampled sentences; 0.8 and more is called reliable",
        file=results.table_file("coder_agreement"),
    )


def _label_agreement(results: Results) -> ReportTable:
    frame = results.table("label_agreement")
    return ReportTable(
        "label-agreement",
        "Labels against coders",
        [
            text_column("label", "label"),
            text_column("value", "value"),
            count_column("by the program", "by_program"),
            number_column("by coders", "by_coders", 1),
            Column("precision", _interval("precision", "precision_low", "precision_high"), "num"),
            Column("recall", _interval("recall", "recall_low", "recall_high"), "num"),
        ],
        rows(frame),
        n=numbers.plural(int(frame["coded"].max()) if len(frame) else 0, "coded sentence"),
        unit="weighted to the corpus, 95 % intervals over documents",
        file=results.table_file("label_agreement"),
    )


def _disagreements(results: Results, links: Links) -> ReportTable:
    frame = results.table("disagreements")
    frame = frame.sort_values("between_coders", ascending=False, kind="stable")
    return ReportTable(
        "disagreements",
        "Sentences on which coders and labels disagree, those between coders first",
        [
            quote_column(
                "sentence", "text", lambda row: links.sentence(row["doc_id"], row["sentence"])
            ),
            text_column("label", "label"),
            text_column("coders", "coders"),
            text_column("program", "program"),
            document_column(links),
        ],
        rows(frame),
        n=numbers.plural(len(frame), "disagreement"),
        file=results.table_file("disagreements"),
    )
