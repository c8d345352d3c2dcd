"""Hedging, claims and attribution per document, counted from the labelled sentences."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa

from hedgerow.tables.schemas import CUE_TYPES, HEDGE_TYPES

_STRENGTH = {"none": 0, "correlational": 1, "conditional_causal": 2, "direct_causal": 3}
_CLAIMS = ("correlational", "conditional_causal", "direct_causal")
_BODY = ("paragraph", "list_item", "quote")


def document_hedging(claims: pa.Table, cues: pa.Table, words: pd.DataFrame) -> pd.DataFrame:
    """Return the hedging columns of CORPUS["documents"] for each document with prose.

    Args:
        claims: one row for each prose sentence.
        cues: one row for each cue.
        words: columns doc_id and words (prose words).

    Returns:
        Rates are NaN where their denominator is 0.
    """
    rows = claims.drop_columns(["text", "rule"]).to_pandas()
    columns = _cue_counts(cues).join(_sentence_counts(rows), how="outer")
    columns = columns.join(_overclaims(rows)).join(words.set_index("doc_id"), how="left")
    columns = columns[columns["sentences"] > 0].fillna(dict.fromkeys(_COUNTED, 0))
    return _with_rates(columns).drop(columns=["words", "sentences"]).reset_index()


def _cue_counts(cues: pa.Table) -> pd.DataFrame:
    frame = cues.select(["doc_id", "type"]).to_pandas()
    counts = frame.groupby(["doc_id", "type"]).size().unstack(fill_value=0)
    counts = counts.reindex(columns=list(CUE_TYPES), fill_value=0)
    counts["hedge_cues"] = counts[list(HEDGE_TYPES)].sum(axis=1)
    return counts.rename(columns={kind: f"{kind}_cues" for kind in CUE_TYPES})


def _sentence_counts(rows: pd.DataFrame) -> pd.DataFrame:
    attributed = rows["attribution"] != "none"
    research = rows["attribution"] == "research"
    direct = rows["claim"] == "direct_causal"
    marks = {
        "sentences": pd.Series(True, rows.index),
        "hedged_sentences": rows["hedged"],
        "claims": rows["claim"] != "none",
        **{claim: rows["claim"] == claim for claim in _CLAIMS},
        "direct_unattributed": direct & ~attributed,
        "attributed": attributed,
        "research_attributions": research,
        "research_named": research & rows["attribution_named"],
        "advice_weak": rows["advice"] == "weak",
        "advice_strong": rows["advice"] == "strong",
    }
    grouped = pd.DataFrame(marks).astype(int).groupby(rows["doc_id"]).sum()
    grouped["certainty"] = rows.groupby("doc_id")["certainty"].mean()
    return grouped


def _overclaims(rows: pd.DataFrame) -> pd.Series:
    """Count the summary sentences whose claim is stronger than the same claim in the body.

    The same claim: equal agent and effect phrases, in any case. A claim that the body does not make
    is not counted.
    """
    made = rows[rows["effect"].notna() & (rows["claim"] != "none")]
    agent, effect = made["agent"].fillna("").str.lower(), made["effect"].str.lower()
    strength = made["claim"].map(_STRENGTH)
    body = strength[made["zone"].isin(_BODY)].groupby([made["doc_id"], agent, effect]).max()
    summary = made[made["zone"] == "summary"]
    index = pd.MultiIndex.from_arrays(
        [summary["doc_id"], agent[summary.index], effect[summary.index]]
    )
    in_body = body.reindex(index).to_numpy(float)
    stronger = strength[summary.index].to_numpy() > in_body
    count = pd.Series(stronger, summary.index).groupby(summary["doc_id"]).sum()
    return count.rename("summary_overclaims")


_COUNTED = (
    *(f"{kind}_cues" for kind in CUE_TYPES),
    "hedge_cues",
    "summary_overclaims",
)


def _with_rates(columns: pd.DataFrame) -> pd.DataFrame:
    with np.errstate(divide="ignore", invalid="ignore"):
        boosters = columns["booster_cues"] + columns["hype_cues"]
        causal = columns["direct_causal"] + columns["conditional_causal"]
        words = columns["words"].where(columns["words"] > 0)
        return columns.assign(
            hedge_rate=1000 * columns["hedge_cues"] / words,
            booster_rate=1000 * boosters / words,
            hedge_booster_ratio=columns["hedge_cues"] / boosters.where(boosters > 0),
            hedged_share=columns["hedged_sentences"] / columns["sentences"],
            overstatement=columns["direct_causal"] / causal.where(causal > 0),
            direct_unattributed_share=columns["direct_unattributed"]
            / columns["direct_causal"].where(columns["direct_causal"] > 0),
            research_named_share=columns["research_named"]
            / columns["research_attributions"].where(columns["research_attributions"] > 0),
        )


def contradiction_counts(contradictions: pd.DataFrame) -> pd.DataFrame:
    """Return doc_id and the number of contradiction candidates inside the document."""
    inside = contradictions[contradictions["within"].astype(bool)]
    counts = inside.groupby("doc_a").size().rename("contradictions")
    return counts.rename_axis("doc_id").reset_index()
