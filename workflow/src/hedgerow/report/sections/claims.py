"""What the documents claim, how strongly, and on whose word."""

from __future__ import annotations

import re
from typing import Any

from hedgerow.labels.contradictions import PAIRS
from hedgerow.report import numbers
from hedgerow.report import tabulate as t
from hedgerow.report.labels import ATTRIBUTIONS, CLAIMS
from hedgerow.report.links import Links
from hedgerow.report.results import Results, of, rows
from hedgerow.report.sections.attention import document_cell
from hedgerow.report.sections.comparison import comparison_table, group_means, spread_table

_MEASURES = (
    "overstatement",
    "direct_unattributed_share",
    "research_named_share",
)
_POOLED = {
    "direct_causal": ("direct causal claims", "direct and conditional causal claims"),
    "direct_unattributed": ("direct causal claims on nobody’s word", "direct causal claims"),
    "research_named": ("mentions of research that name it", "sentences attributed to research"),
}
_STRONGEST = 100
_PAIRS = 60


def context(results: Results, links: Links) -> dict[str, Any]:
    """Return the tables of claims, attribution, advice and contradiction candidates."""
    return {
        "spread": spread_table(results, _MEASURES, "claims", "Claims, one value a document"),
        "pooled": _pooled(results),
        "means": group_means(results, _MEASURES, "claims-groups", "Claims by group"),
        "compared": comparison_table(
            results, _MEASURES, "claims-tests", "Claims: groups against each other"
        ),
        "strongest": _strongest(results, links),
        "attribution": _attribution(results),
        "advice": _advice(results, links),
        "overclaims": _overclaims(results, links),
        "pairs": _pairs(results, links),
        "pairs_total": len(results.table("contradictions")),
        "pairs_capped": len(results.table("contradictions")) >= PAIRS,
        "pairs_file": results.table_file("contradictions"),
        "proxies": _proxies(results, links),
    }


def _pooled(results: Results) -> t.ReportTable:
    """Shares over all sentences of the corpus and of each group."""
    rates = results.part("rates")
    lines = []
    for key, (label, of_what) in _POOLED.items():
        for group, cells in sorted(
            (rates.get(key) or {}).items(), key=lambda item: (item[0] != "all", item[0])
        ):
            lines.append(
                [
                    t.text(label),
                    t.text(group),
                    t.num(cells.get("count"), 0),
                    t.num(cells.get("of"), 0),
                    t.text(of_what),
                    t.num_interval(
                        cells.get("value"), cells.get("low"), cells.get("high"), 1, "share"
                    ),
                ]
            )
    return t.ReportTable(
        "claims-pooled",
        "Claims and sources, pooled over documents",
        [
            t.Heading("share"),
            t.Heading("group"),
            t.Heading("sentences", "num"),
            t.Heading("of", "num"),
            t.Heading("of what"),
            t.Heading("share (95 % interval)", "num"),
        ],
        lines,
        n=numbers.plural(len(results.included), "document"),
        unit="intervals by resampling documents",
        file="summary.json",
    )


def sentence_cell(row: dict[str, Any], links: Links) -> t.Cell:
    """A sentence in full, with the way to its place in the document."""
    href = links.sentence(row["doc_id"], row["sentence"])
    return t.Cell(row["text"] or "", row["start"], href, "quote")


def _strongest(results: Results, links: Links) -> t.ReportTable:
    frame = of(results.table("claims"), results.included["doc_id"])
    direct = frame[frame["claim"] == "direct_causal"]
    bare = direct[
        (direct["attribution"].fillna("none") == "none")
        & ~direct["hedged"].fillna(False).astype(bool)
        & (direct["stance"] == "asserted")
        & ~direct["is_question"].fillna(False).astype(bool)
    ]
    order = {"benefit": 0, "harm": 1, "neutral": 2}
    bare = bare.assign(_order=bare["direction"].map(order).fillna(3))
    bare = bare.sort_values(
        ["_order", "certainty", "doc_id", "sentence"], ascending=[True, False, True, True]
    )
    return t.ReportTable(
        "strongest",
        "Claims put most strongly: direct, unhedged and on nobody’s word, "
        "benefits first and of these the surest",
        [
            t.Heading("sentence", "wide"),
            t.Heading("document"),
            t.Heading("direction"),
            t.Heading("certainty", "num"),
            t.Heading("why it is a direct claim"),
        ],
        [
            [
                sentence_cell(row, links),
                document_cell(row["doc_id"], links),
                t.text(row["direction"]),
                t.num(row["certainty"], 1),
                t.text(_reason(row["rule"]), css="wide"),
            ]
            for row in rows(bare.head(_STRONGEST))
        ],
        n=f"{numbers.count(len(bare))} of {numbers.plural(len(direct), 'direct causal sentence')}",
        file=results.table_file("claims"),
        total=len(bare),
    )


def _reason(rule: str | None) -> str:
    """Return what a reader can check of the reason of a label: the words that gave it.

    The weights that are named after them are in the table of claims.
    """
    parts = [part.strip() for part in (rule or "").split(";")]
    words = [p for p in parts if p and p not in CLAIMS and not p.startswith("strongest features")]
    return re.sub(r'"([^"]*)"', "“\\1”", "; ".join(words)) or "the weights of its words together"


def _attribution(results: Results) -> t.ReportTable:
    frame = of(results.table("claims"), results.included["doc_id"])
    frame = frame.assign(attribution=frame["attribution"].fillna("none"))
    lines = []
    for key, label in ATTRIBUTIONS.items():
        part = frame[frame["attribution"] == key]
        claims = part["claim"].value_counts()
        named = int(part["attribution_named"].fillna(False).astype(bool).sum())
        making = sum(int(claims.get(kind, 0)) for kind in CLAIMS if kind != "none")
        lines.append(
            [
                t.text(label),
                *(t.num(claims.get(kind, 0), 0) for kind in CLAIMS if kind != "none"),
                t.num(making, 0),
                t.num(named, 0) if key != "none" else t.Cell(numbers.UNDEFINED, None),
                t.num(len(part), 0) if key != "none" else t.Cell(numbers.UNDEFINED, None),
            ]
        )
    return t.ReportTable(
        "attribution",
        "Who vouches for the claims",
        [
            t.Heading("on the word of"),
            *(t.Heading(CLAIMS[kind], "num") for kind in CLAIMS if kind != "none"),
            t.Heading("claims in all", "num"),
            t.Heading("attributed sentences that name the source", "num"),
            t.Heading("attributed sentences", "num"),
        ],
        lines,
        n=numbers.plural(int((frame["claim"].fillna("none") != "none").sum()), "claim"),
        unit="sentences of the included documents",
        file=results.table_file("claims"),
    )


def _advice(results: Results, links: Links) -> t.ReportTable:
    frame = of(results.table("claims"), results.included["doc_id"])
    frame = frame[frame["advice"].isin(["strong", "weak"])]
    frame = frame.sort_values(["advice", "doc_id", "sentence"])
    return t.ReportTable(
        "advice",
        "Sentences that advise, strong advice first",
        [t.Heading("sentence", "wide"), t.Heading("document"), t.Heading("advice")],
        [
            [
                sentence_cell(row, links),
                document_cell(row["doc_id"], links),
                t.text(row["advice"]),
            ]
            for row in rows(frame.head(_STRONGEST))
        ],
        n=numbers.plural(len(frame), "sentence"),
        file=results.table_file("claims"),
        total=len(frame),
    )


def _overclaims(results: Results, links: Links) -> t.ReportTable:
    frame = results.included
    frame = frame[frame["summary_overclaims"].fillna(0) > 0]
    frame = frame.sort_values(["summary_overclaims", "doc_id"], ascending=[False, True])
    return t.ReportTable(
        "overclaims",
        "Documents whose summary puts a claim more strongly than their body",
        [t.Heading("document"), t.Heading("summary claims stronger than in the body", "num")],
        [
            [document_cell(row["doc_id"], links), t.num(row["summary_overclaims"], 0)]
            for row in rows(frame.head(t.ROW_LIMIT))
        ],
        n=numbers.plural(len(frame), "document"),
        unit="claims",
        file=results.table_file("documents"),
        total=len(frame),
    )


def _pairs(results: Results, links: Links) -> list[dict[str, Any]]:
    """Contradiction candidates side by side, those inside one document first.

    Those that differ in dose or strain come last.
    """
    frame = results.table("contradictions")
    differs = frame["difference"].fillna("")
    frame = frame.assign(
        _across=~frame["within"].fillna(False).astype(bool), _explained=differs != ""
    )
    order = ["_explained", "_across", "doc_a", "sentence_a", "doc_b", "sentence_b"]
    frame = frame.sort_values(order)
    found = []
    for row in rows(frame.head(_PAIRS)):
        sides = [
            {
                "doc_id": row[f"doc_{side}"],
                "href": links.sentence(row[f"doc_{side}"], row[f"sentence_{side}"]),
                "text": row[f"text_{side}"],
                "direction": row[f"direction_{side}"],
            }
            for side in ("a", "b")
        ]
        found.append(
            {
                "sides": sides,
                "agent": _agent(row),
                "effect": row["effect"],
                "within": bool(row["within"]),
                "difference": str(row["difference"] or ""),
            }
        )
    return found


def _agent(row: dict[str, Any]) -> str:
    """Return the agent of a pair where both sentences hold it as a word; it is else a stem."""
    name = str(row["agent"] or "")
    word = re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE)
    return name if name and all(word.search(row[f"text_{s}"] or "") for s in "ab") else ""


def _proxies(results: Results, links: Links) -> dict[str, Any]:
    frame = results.included.sort_values("doc_id")
    kinds = ("author", "date", "references", "disclosure")
    totals = [
        numbers.share_of(
            int(frame[f"has_{kind}"].fillna(False).astype(bool).sum()), len(frame), "document"
        )
        for kind in kinds
    ]

    def found(row: dict[str, Any], kind: str) -> t.Cell:
        if not row[f"has_{kind}"]:
            return t.Cell("not found", 0.0)
        words = str(row[f"{kind}_text"] or "found")
        return t.Cell(words if len(words) <= 120 else f"{words[:119]}…", 1.0, css="wide")

    table = t.ReportTable(
        "proxies",
        "Signs of who is speaking: automatic proxy of the JAMA benchmarks",
        [t.Heading("document"), *(t.Heading(kind) for kind in kinds)],
        [
            [document_cell(row["doc_id"], links), *(found(row, kind) for kind in kinds)]
            for row in rows(frame.head(t.ROW_LIMIT))
        ],
        n=numbers.plural(len(frame), "document"),
        file=results.table_file("documents"),
        total=len(frame),
    )
    return {"table": table, "totals": list(zip(kinds, totals, strict=True))}
