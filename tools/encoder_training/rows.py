"""Gold sentences for the encoder: their pieces, the classes and the spans that are annotated."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from encoder_training.coded import coded_sentences, read_codes
from encoder_training.free_text import LONGEST, free_text
from encoder_training.parts import TRAINING, document_part, site_parts
from encoder_training.scheme import ALL_HEADS, ALL_TOKEN_HEADS
from hedgerow.labels.encoder import MIDDLE_CERTAINTY
from hedgerow.labels.wordpieces import FIRST, LAST, WordPieces
from label_training.gold import Item, document_of, tokenised_items

WEB = ("consumer_web", "consumer_web_targeted")
CODED = "coded"
"""Sentences of free text that were coded for Hedgerow (coded.py); hype and boosters were not."""
OWN = (*WEB, "consumer_health", CODED)
"""Sentences of consumer-health pages, annotated by one scheme."""
HEDGED = ("bioscope_full_papers", "bioscope_abstracts", "sfu_review")
REGISTERS = {
    "consumer_health": "web", "consumer_web": "web", "consumer_web_targeted": "web",
    "bioscope_full_papers": "science", "bioscope_abstracts": "science",
    "pubmed_claim_strength": "science", "health_advice_structured_abstract": "science",
    "health_advice_unstructured_abstract": "science", "health_advice_discussion": "science",
    "sciclaim": "science", "sfu_review": "review", "polnear_dev": "news",
    "countercausal_news": "news", "advice_threads": "other", "gum_attribution": "other",
}  # fmt: skip
FILES = (
    *HEDGED, "pubmed_claim_strength", "eurekalert_claim_strength",
    "health_advice_structured_abstract", "health_advice_unstructured_abstract",
    "health_advice_discussion", "polnear_dev", "sciclaim", "certainty_sentence",
    "countercausal_news", "consumer_health", *WEB, "advice_threads", "gum_attribution",
)  # fmt: skip


@dataclass
class Row:
    """One gold sentence.

    `label` has the class number of each head that is annotated (certainty: the distance from the
    middle). `inside[i, h]` says whether piece i is inside a span of token head h, -1 where that
    is not annotated.
    """

    file: str
    text: str
    document: str
    site: str | None
    part: str
    label: dict[str, float]
    spans: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    sure: bool = True
    pieces: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))
    owner: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))
    inside: np.ndarray = field(default_factory=lambda: np.zeros((0, 0), np.int8))


def _found(text: str, phrases: Iterable[str]) -> list[tuple[int, int]]:
    places = [(text.find(phrase), len(phrase)) for phrase in phrases if phrase]
    return [(start, start + size) for start, size in places if start >= 0]


def _number(head: str, name: str) -> int:
    return ALL_HEADS[head].index(name)


def _labels(file: str, row: dict) -> tuple[dict[str, float], dict[str, list[tuple[int, int]]]]:
    """Return the annotated classes and spans of a row of a gold file."""
    if file in HEDGED:
        spans = [(int(cue[0]), int(cue[1])) for cue in row["cues"]]
        return {"hedged_science": int(row["label"] == "uncertain")}, {"cue_science": spans}
    if "claim_strength" in file:
        return {"claim": _number("claim", row["label"])}, {}
    if file.startswith("health_advice"):
        return {"advice": _number("advice", row["label"])}, {}
    if file == "polnear_dev":
        spans = [(int(source[0]), int(source[1])) for source in row["sources"]]
        return {"given": int(row["label"] == "attributed")}, {"source": spans}
    if file == "gum_attribution":
        return {
            "given": int(row["label"] == "attributed"),
            "evidence_gum": int(row["evidence"]),
        }, {}
    if file == "sciclaim":
        return {"evidence": int(bool(row["evidence"]))}, {}
    if file == "certainty_sentence":
        return {"certainty": float(row["label"]) - MIDDLE_CERTAINTY}, {}
    if file == "countercausal_news":
        return {"counter": _number("counter", row["label"])}, {}
    if file == "advice_threads":
        return {"advised": int(row["label"] == "advice")}, {}
    label: dict[str, float] = {
        "claim": _number("claim", row["label"] if file == "consumer_health" else row["claim"]),
        "hedged": int(row["hedged"]),
        "advice": _number("advice", row["advice"]),
        "given": int(row["attribution"] != "none"),
        "named": int(row["named"]),
    }
    spans_of = {"cue": _found(row["text"], row["cues"])}
    if file in (*WEB, CODED):
        label |= {head: _number(head, row[head]) for head in ("stance", "direction", "attribution")}
        for head, key in (("booster", "boosters"), ("hype", "hype")):
            if key in row:
                spans_of[head] = _found(row["text"], row[key])
        for head in ("agent", "outcome", "source"):
            spans_of[head] = _found(row["text"], [row[head]])
    return label, spans_of


def gold_rows(folder: Path, pieces: WordPieces) -> list[Row]:
    """Return the rows of all gold files in `folder`/gold and the coded sentences, tokenised."""
    read = {
        file: [json.loads(line) for line in (folder / "gold" / f"{file}.jsonl").open("rb")]
        for file in FILES
    }
    sites = site_parts(row["site"] for row in read["consumer_web"])
    # Sentences that stand in two files belong to one document, so to one part.
    shared = {r["text"]: str(r["pmid"]) for r in read["health_advice_structured_abstract"]}
    rows = []
    for file, records in read.items():
        for record in records:
            label, spans = _labels(file, record)
            if file in REGISTERS:
                label["register"] = _number("register", REGISTERS[file])
            document = str(document_of(file, record))
            if file == "pubmed_claim_strength":
                document = shared.get(record["text"], document)
            site = record.get("site") if file in WEB else None
            part = sites.get(site, TRAINING) if site else document_part(document)
            rows.append(Row(file, record["text"], document, site, part, label, spans,
                            bool(record.get("sure", True))))  # fmt: skip
    for sentence, document, site, code in coded_sentences(*free_text(folder), read_codes()):
        label, spans = _labels(CODED, {"text": sentence, **code})
        label["register"] = _number("register", "science" if site == "cochrane" else "web")
        part = sites.get(site, TRAINING)
        rows.append(Row(CODED, sentence, document, site, part, label, spans, code["sure"]))
    _add_pieces(rows, pieces)
    return rows


def _add_pieces(rows: list[Row], pieces: WordPieces) -> None:
    text = tokenised_items([Item(row.file, row.text, row.document, {}) for row in rows])
    flat, begin = pieces.table(text.type_text)
    first, last = pieces.vocabulary[FIRST], pieces.vocabulary[LAST]
    for d, row in enumerate(rows):
        tokens = slice(text.doc_token[d], text.doc_token[d + 1])
        types = text.token_type[tokens]
        size = begin[types + 1] - begin[types]
        own = np.repeat(np.arange(len(types)), size)[: LONGEST - 2]
        ids = np.concatenate([flat[begin[t] : begin[t + 1]] for t in types] or [flat[:0]])
        row.pieces = np.concatenate([[first], ids[: LONGEST - 2], [last]]).astype(np.int64)
        row.owner = np.concatenate([[-1], own, [-1]])
        row.inside = np.full((len(row.pieces), len(ALL_TOKEN_HEADS)), -1, np.int8)
        for head, spans in row.spans.items():
            inside = np.zeros(len(types) + 1, np.int8)
            for start, end in spans:
                inside[:-1] |= (text.token_start[tokens] < end) & (text.token_end[tokens] > start)
            inside[-1] = -1
            row.inside[:, ALL_TOKEN_HEADS.index(head)] = inside[row.owner]
