"""Results of a made-up corpus, written with the real schemas, to test the report alone.

The values are invented: what is tested is that the report shows what the tables hold, and copes
with what they do not hold. One article is hostile on purpose.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import yaml

from hedgerow.corpus.schemas import CORPUS
from hedgerow.lexicons.vocabulary import CUE_TYPES, HEDGE_TYPES
from hedgerow.readability.formulas import FORMULAS
from hedgerow.tables.io import write_table
from hedgerow.tables.schema import Table
from hedgerow.text.blocks.block import Block
from hedgerow.text.blocks.document import Document
from hedgerow.text.tokens.token_file import write_tokens
from hedgerow.text.tokens.tokeniser import encode

SETTINGS = yaml.safe_load(
    (Path(__file__).parents[1] / "config/config.yaml").read_text(encoding="utf-8")
)
HOSTILE = (
    '<script>document.title="owned"</script> "><img src=x onerror="document.title=1"> </style> '
    "</title> \u202eesrever\u202c {{ 7*7 }} <!-- ]]> &lt;b&gt; may $x$ javascript:alert(1)"
)
PHRASE = "does fennel tea help sleep"

_CUES = {
    "may": "modal",
    "might": "modal",
    "suggest": "epistemic",
    "possible": "possibility",
    "often": "approximator",
    "experts": "weasel",
    "clearly": "booster",
    "miracle": "hype",
    "if": "conditional",
}
_PARAGRAPHS = (
    "Fennel tea may help people who lie awake at night. Two small studies suggest that a cup "
    "before bed is linked to longer sleep. If you take medicines, ask your doctor first.",
    "Many readers ask, does fennel tea help sleep, and experts often disagree. A warm drink "
    "clearly calms the stomach. The evidence is thin and further research is needed.",
    "Fennel contains anethole, a compound with an aromatic constitution that pharmacological "
    "investigations have characterised extensively. It reduces bloating after heavy meals. You "
    "should not drink more than three cups a day.",
    "Is it a miracle? It might be, for some. Of whether does fennel tea help sleep nobody is sure, "
    "but it is possible that the ritual matters more than the herb.",
)


def _blocks(n: int, hostile: bool) -> tuple[str, tuple[Block, ...]]:
    units = [("title", HOSTILE if hostile else f"Fennel tea and sleep, part {n}", 1, False)]
    for i in range(3 + n % 2):
        units.append(("heading", f"Question {i + 1}", 2, False))
        units.append(("paragraph", _PARAGRAPHS[(n + i) % len(_PARAGRAPHS)], 0, True))
    if hostile:
        units.append(("paragraph", f"{HOSTILE} It reduces pain. {PHRASE}", 0, True))
    text, blocks = "", []
    for kind, words, level, prose in units:
        blocks.append(Block(kind, len(text), len(text) + len(words), level, prose))
        text += words + "\n"
    return text, tuple(blocks)


def _columns(table: Table, rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    empty: dict[str, Any] = {}
    return {name: [{**empty, **row}.get(name) for row in rows] for name in table.names}


def _sentences(doc_id: str, text: str, blocks: tuple[Block, ...]) -> list[dict[str, Any]]:
    rows, number, section = [], 0, 0
    for place, block in enumerate(blocks):
        section += block.kind == "heading"
        for match in re.finditer(r"\S.*?(?:[.?!](?=\s|$)|$)", text[block.start : block.end]):
            if block.prose:
                words = match[0].split()
                rows.append(
                    {
                        "doc_id": doc_id,
                        "sentence": number,
                        "block": place,
                        "zone": block.kind,
                        "section": section,
                        "start": block.start + match.start(),
                        "end": block.start + match.end(),
                        "words": len(words),
                        "syllables": 2 * len(words),
                        "polysyllables": len([w for w in words if len(w) > 9]),
                        "difficult_words": len([w for w in words if len(w) > 7]),
                        "flesch_kincaid_grade": 0.39 * len(words) + 6.0,
                        "gain": 0.01 * len(words) - 0.05,
                        "hard_words": " ".join(w for w in words if len(w) > 9),
                        "is_long": len(words) > 80,
                        "text": match[0],
                    }
                )
            number += 1
    return rows


def _label(row: dict[str, Any]) -> dict[str, Any]:
    text = row["text"].lower()
    claim = "none"
    if "reduces" in text or "calms" in text:
        claim = "direct_causal"
    elif "may help" in text:
        claim = "conditional_causal"
    elif "linked" in text:
        claim = "correlational"
    return {
        **{k: row[k] for k in ("doc_id", "sentence", "block", "zone", "section", "start", "end")},
        "prose": True,
        "text": row["text"],
        "hedged": "may" in text,
        "certainty": 3.0 if "may" in text else 5.0,
        "claim": claim,
        "claim_probability": 0.97,
        "stance": "asserted" if claim != "none" else "absent",
        "direction": "benefit" if claim != "none" else "none",
        "agent": "fennel tea",
        "effect": "reduces bloating" if "bloating" in text else None,
        "outcome": "bloating" if "bloating" in text else "the stomach",
        "advice": "strong" if "should" in text else "weak" if "ask" in text else "none",
        "attribution": "research" if "studies" in text else "none",
        "attribution_named": False,
        "evidence": "studies" in text,
        "is_question": text.endswith("?"),
        "rule": f"made up: {claim}",
    }


def _cues(row: dict[str, Any]) -> list[dict[str, Any]]:
    found = []
    for match in re.finditer(r"\w+", row["text"]):
        kind = _CUES.get(match[0].lower())
        if kind:
            found.append(
                {
                    "doc_id": row["doc_id"],
                    "sentence": row["sentence"],
                    "zone": row["zone"],
                    "prose": True,
                    "start": row["start"] + match.start(),
                    "end": row["start"] + match.end(),
                    "surface": match[0],
                    "cue": match[0].lower(),
                    "type": kind,
                }
            )
    return found


def _uses(row: dict[str, Any], text: str) -> list[dict[str, Any]]:
    found = []
    for match in re.finditer(PHRASE, row["text"]):
        start, end = row["start"] + match.start(), row["start"] + match.end()
        odd = "whether" in row["text"]
        found.append(
            {
                "doc_id": row["doc_id"],
                "phrase": PHRASE,
                "start": start,
                "end": end,
                "zone": row["zone"],
                "sentence": row["sentence"],
                "place": "body",
                "natural": not odd,
                "reason": "a question stands after “whether”" if odd else None,
                "left": text[max(start - 60, 0) : start],
                "surface": match[0],
                "right": text[end : end + 60],
                "text": row["text"],
            }
        )
    return found


def _document(
    n: int, doc_id: str, group: str, rows: list[dict[str, Any]], parts: dict[str, Any]
) -> dict[str, Any]:
    words = sum(row["words"] for row in rows)
    grade = 6.0 + n * 0.7
    cues = {kind: sum(c["type"] == kind for c in parts["cues"]) for kind in CUE_TYPES}
    claims = [row["claim"] for row in parts["claims"]]
    hedges = sum(cues[kind] for kind in HEDGE_TYPES)
    return {
        **dict.fromkeys(FORMULAS, grade),
        "flesch_reading_ease": 80.0 - 2 * n,
        "doc_id": doc_id,
        "path": doc_id,
        "format": "text",
        "encoding": "utf-8 (strict)",
        "bytes": 1000 + n,
        "language": "en",
        "title": HOSTILE if n == 0 else f"Fennel tea and sleep, part {n}",
        "status": "analysed",
        "blocks": 7,
        "tokens": words + 10,
        "words": words,
        "words_all": words + 12,
        "group": group,
        "included": True,
        "sentences": len(rows),
        "consensus_grade": grade,
        "consensus_min": grade - 1,
        "consensus_max": grade + 1,
        "flesch_kincaid_grade_low": grade - 0.8,
        "flesch_kincaid_grade_high": grade + 0.9,
        "consensus_grade_low": grade - 0.7,
        "consensus_grade_high": grade + 0.7,
        "hedgerow_grade_low": grade - 1.2,
        "hedgerow_grade_high": grade + 1.1,
        "flesch_kincaid_grade_unsegmented": grade + 0.6,
        "flesch_kincaid_grade_block_closed": grade - 0.2,
        "flesch_kincaid_grade_segmentation_range": 0.8,
        "words_in_long_sentences": 0,
        "textstat_flesch_kincaid_grade": grade + 0.1,
        **{f"{kind}_cues": count for kind, count in cues.items()},
        "hedge_cues": hedges,
        "hedge_rate": 1000 * hedges / words,
        "booster_rate": 1000 * (cues["booster"] + cues["hype"]) / words,
        "hedged_sentences": 2,
        "hedged_share": 2 / len(rows),
        "certainty": 4.2,
        "claims": sum(claim != "none" for claim in claims),
        "correlational": claims.count("correlational"),
        "conditional_causal": claims.count("conditional_causal"),
        "direct_causal": claims.count("direct_causal"),
        "overstatement": 0.5 if claims.count("direct_causal") else None,
        "direct_unattributed": claims.count("direct_causal"),
        "direct_unattributed_share": 1.0 if claims.count("direct_causal") else None,
        "advice_weak": 1,
        "advice_strong": 1,
        "summary_overclaims": 1 if n == 1 else 0,
        "focus_phrase": PHRASE if parts["phrases"] else None,
        "focus_count": len(parts["phrases"]),
        "focus_density_terms": 0.4,
        "focus_density_words": 2.1,
        "focus_score": "good",
        "unnatural_occurrences": sum(not use["natural"] for use in parts["phrases"]),
        "stuffed": n == 3,
        "stuffing_reasons": "density 3.4 % of words; 2 unnatural uses" if n == 3 else None,
        "template_share": 0.1 + 0.04 * n,
        "has_author": n == 0,
        "author_text": HOSTILE if n == 0 else None,
        "has_date": False,
        "has_references": False,
        "has_disclosure": False,
        "failed": 1 + n % 2 if n > 2 else 0,
        "failed_reasons": "; ".join(
            ["hard to read: consensus grade 8.1, above 8"]
            + n % 2 * ["templated: 22 % of the words"]
        )
        if n > 2
        else None,
        "flags": "smog_few_sentences",
    }


def _spread(values: list[float | None]) -> dict[str, Any]:
    kept = sorted(v for v in values if v is not None)
    if not kept:
        return {"n": 0}
    mean, middle = sum(kept) / len(kept), kept[len(kept) // 2]
    return {
        "n": len(kept),
        "mean": mean,
        "mean_low": mean - 0.5,
        "mean_high": mean + 0.5,
        "sd": 1.0,
        "median": middle,
        "median_low": middle - 0.5,
        "median_high": middle + 0.5,
        "q1": kept[len(kept) // 4],
        "q3": kept[3 * len(kept) // 4],
        "min": kept[0],
        "max": kept[-1],
    }


def _summary(documents: list[dict[str, Any]], groups: list[str]) -> dict[str, Any]:
    good = [row for row in documents if row["status"] == "analysed"]
    columns = ("consensus_grade", *FORMULAS, "hedge_rate", "overstatement", "claims")
    names = sorted(groups)
    tiles = [
        ("grade", "Documents at or below grade 8", 0.5, 0.2, 0.8, "share", 0.5, "warn"),
        ("consensus", "Median consensus grade", 7.4, 6.9, 8.3, "grade", 8, "pass"),
        ("hedges", "Hedges per 1,000 words", 21.3, 17.0, 25.2, "per 1,000 words", None, "none"),
        ("direct_causal", "Causal claims that are direct", 0.8, 0.6, 0.9, "share", 0.6, "fail"),
        ("research_named", "Research that is named", None, None, None, "share", 0.5, "none"),
        ("stuffing", "Documents stuffed", 1 / 6, 0.03, 0.56, "share", 0, "warn"),
        ("templates", "Documents over 20%", 2 / 6, 0.1, 0.7, "share", 0, "fail"),
    ]
    keys = ("key", "label", "value", "low", "high", "unit", "threshold", "status")
    found = len(documents)
    return {
        "schema": 1,
        "corpus": "made-up",
        "settings": {**SETTINGS, "corpus": "made-up"},
        "seed": 1,
        "flow": {"found": found, "unreadable": 1, "analysed": len(good), "included": len(good)},
        "measured": {"words": 500, "of": 900, "share": 0.5556, "low_documents": 2},
        "totals": {
            "words": sum(row["words"] for row in good),
            "sentences": sum(row["sentences"] for row in good),
            "documents": len(good),
        },
        "groups": {name: sum(row["group"] == name for row in good) for name in names},
        "families": {
            "documents": 3,
            "families": 1,
            "sizes": [3],
            "text": "3 pages are 1 template",
        },
        "boilerplate": {"passages": 1, "words": 60, "removed": True},
        "tiles": [
            {**dict(zip(keys, tile, strict=True)), "n": len(good), "why": "A reason in words."}
            for tile in tiles
        ],
        "findings": [
            {
                "text": "Half of the documents read at grade 8.",
                "section": "readability",
                "evidence": "grades",
            },
            {
                "text": f"A finding that quotes {HOSTILE}",
                "section": "claims",
                "evidence": "nowhere",
            },
        ],
        "measures": {
            column: {
                "all": _spread([row.get(column) for row in good]),
                "groups": {
                    name: _spread([r.get(column) for r in good if r["group"] == name])
                    for name in names
                },
            }
            for column in columns
        },
        "grades": [
            {
                "grade": grade,
                "group": "all",
                "k": 3,
                "n": 6,
                "share": 0.5,
                "low": 0.19,
                "high": 0.81,
            }
            for grade in (6, 8)
        ],
        "rates": {
            kind: {
                name: {"value": 4.0 + i, "low": 3.0 + i, "high": 5.5 + i, "n": 3}
                for i, name in enumerate(["all", *names])
            }
            for kind in ("hedges", *CUE_TYPES)
        },
        "agreement": {
            "columns": ["flesch_kincaid_grade", "smog"],
            "spearman": [[1.0, 0.9], [0.9, 1.0]],
            "icc": {"value": 0.71, "low": 0.5, "high": 0.88, "n": 6},
        },
        "variants": {
            name: {"n": len(good), "median": value}
            for name, value in (("prose", 7.4), ("unsegmented", 8.0), ("block_closed", 7.2))
        },
        "textstat": {
            "documents": 6,
            "differences": {
                "textstat_flesch_kincaid_grade": {"mean": 0.1, "median": 0.1, "max": 0.3}
            },
        },
        "oov_words": {"share": 0.012, "top": [["anethole", 6, 4], ["<b>bold</b>", 2, 1]]},
        "lexicons": {
            name: {"entries": 300, "sha256": "a" * 64} for name in ("cues.tsv", "label_weights.tsv")
        },
        "versions": {"hedgerow": "0.2.0"},
    }


def _repeated_rows(ids: list[str]) -> dict[str, list[dict[str, Any]]]:
    """Rows of a family of pages and of a passage of boilerplate."""
    member = {"family": 1, "documents": 3, "equal": 0.97, "differs": "tea → infusion (2)"}
    difference = {"family": 1, "doc_a": ids[0], "start_a": 10, "end_a": 13, "text_a": "tea"}
    families = [
        {**member, "doc_id": doc_id, "compared_with": None if doc_id == ids[0] else ids[0]}
        for doc_id in ids[:3]
    ]
    return {
        "families": families if len(ids) > 2 else [],
        "family_differences": [
            {**difference, "doc_b": ids[1], "start_b": 10, "end_b": 16, "text_b": HOSTILE}
        ]
        if len(ids) > 2
        else [],
        "boilerplate": [
            {
                "text": f"Sign up for our newsletter {HOSTILE}",
                "kind": "block",
                "words": 5,
                "documents": 4,
                "families": 3,
                "occurrences": 4,
                "removed": True,
                "example": ids[0],
            }
        ],
    }


def _other_rows(ids: list[str], groups: list[str]) -> dict[str, list[dict[str, Any]]]:
    """Rows of the tables that are about more than one document."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in CORPUS}
    rows["templates"] = [
        {
            "text": "should not drink more than three cups a day",
            "words": 9,
            "documents": len(ids),
            "occurrences": len(ids),
            "doc_ids": ";".join(ids[:20]),
        }
    ]
    rows["passages"] = [{"doc_id": doc_id, "start": 0, "end": 12} for doc_id in ids]
    rows["openings"] = [
        {
            "kind": "sentence",
            "skeleton": "… from the … of a …",
            "elements": 7,
            "documents": 2,
            "occurrences": 2,
            "doc_ids": ";".join(ids[:2]),
            "example": "Kratom, made from the leaves of a tree, is sold.",
        }
    ]
    rows["repeated_sentences"] = [
        {
            "doc_id": doc_id,
            "sentence": 1,
            "start": 0,
            "end": 40,
            "text": "It should be used under guidance of a doctor.",
            "of_doc": ids[0],
            "of_sentence": 1,
            "of_text": "It must be used under guidance of a doctor.",
            "jaccard": 0.8,
        }
        for doc_id in ids[1:3]
    ]
    rows["similar"] = [
        {"doc_a": ids[0], "doc_b": other, "jaccard": 0.9 - 0.1 * i, "kind": "related"}
        for i, other in enumerate(ids[1:3])
    ]
    rows |= _repeated_rows(ids)
    rows["excluded"] = [{"doc_id": "broken.txt", "status": "unreadable", "reason": "is not text"}]
    rows["cleaning"] = [{"doc_id": ids[0], "change": "nbsp", "count": 3}]
    if len(ids) > 2:
        rows["contradictions"] = [
            {
                "doc_a": ids[0],
                "sentence_a": 2,
                "text_a": "It reduces pain.",
                "direction_a": "benefit",
                "doc_b": ids[1],
                "sentence_b": 3,
                "text_b": HOSTILE,
                "direction_b": "harm",
                "agent": "it",
                "effect": "pain",
                "within": False,
                "difference": "",
            }
        ]
    if len(groups) > 1:
        rows["keyness"] = [
            {
                "group": groups[0],
                "against": "rest",
                "item": item,
                "kind": "word",
                "count": a,
                "rest": b,
                "range": 3,
                "range_rest": 2,
                "per_million": 1e4,
                "per_million_rest": 2e3,
                "expected": 20.0,
                "expected_rest": 21.0,
                "log_likelihood": 20.0 + a,
                "log_ratio": ratio,
                "pct_diff": 300.0,
                "bic": 9.0,
                "p_holm": 0.001,
                "reliable": True,
                "dp_norm": 0.3,
            }
            for item, a, b, ratio in (("tea", 40, 6, 2.6), ("pills", 4, 41, -3.1), ("$x$", 9, 1, 2))
        ]
        rows["groups"] = [
            {
                "measure": "consensus_grade",
                "group_a": groups[0],
                "group_b": groups[1],
                "n_a": 3,
                "n_b": 3,
                "mean_a": 7.0,
                "mean_b": 8.0,
                "difference": -1.0,
                "difference_low": -1.9,
                "difference_high": 0.2,
                "hedges_g": -0.8,
                "hedges_g_low": -1.9,
                "hedges_g_high": 0.4,
                "paired": False,
                "reason": "fewer than 10 documents in a group",
            }
        ]
    return rows


def make_results(
    folder: Path, n: int = 6, groups: tuple[str, ...] = ("herbs", "pills"), hostile: bool = True
) -> Path:
    """Write tables, summary and tokenised text of a corpus of `n` made-up documents.

    Return the folder.

    `n = 0` gives a corpus in which nothing could be read.
    """
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in CORPUS}
    texts: list[Document] = []
    ids = [f"{groups[i % len(groups)]}/article-{i:02d}.txt" for i in range(n)]
    if ids and hostile:
        ids[0] = f"{groups[0]}/a <b>'\"&\u202e.txt"
    for i, doc_id in enumerate(ids):
        text, blocks = _blocks(i, hostile and i == 0)
        texts.append(Document(doc_id, text, blocks, "text", "utf-8", len(text)))
        sentences = _sentences(doc_id, text, blocks)
        parts = {
            "claims": [_label(row) for row in sentences],
            "cues": [cue for row in sentences for cue in _cues(row)],
            "phrases": [use for row in sentences for use in _uses(row, text)],
        }
        rows["sentences"] += sentences
        for name, part in parts.items():
            rows[name] += part
        rows["unnatural"] += [use for use in parts["phrases"] if not use["natural"]]
        rows["documents"].append(_document(i, doc_id, groups[i % len(groups)], sentences, parts))
        if parts["phrases"]:
            rows["phrase_documents"].append(
                {
                    "doc_id": doc_id,
                    "phrase": PHRASE,
                    "origin": "listed",
                    "phrase_words": 5,
                    "count": len(parts["phrases"]),
                    "density_words": 2.0,
                    "first": 0.2,
                    "evenness": 0.6,
                    "body": 1,
                    "unnatural": 0,
                    "score": "good",
                }
            )
    if ids:
        for name, more in _other_rows(ids, list(groups)).items():
            rows[name] += more
    rows["documents"].append(
        {
            "doc_id": "broken.txt",
            "path": "broken.txt",
            "bytes": 4,
            "status": "unreadable",
            "reason": "is not text",
            "group": groups[0],
            "included": False,
        }
    )
    (folder / "tables").mkdir(parents=True, exist_ok=True)
    for name, table in CORPUS.items():
        if "doc_id" in table.names:
            rows[name].sort(key=lambda row: row["doc_id"])
        write_table(folder / "tables" / f"{name}.parquet", table, _columns(table, rows[name]))
    summary = _summary(rows["documents"], list(groups) if n else [])
    (folder / "summary.json").write_text(json.dumps(summary), encoding="utf-8")
    write_tokens(folder / "text.arrow", encode(sorted(texts, key=lambda d: d.doc_id)))
    return folder
