"""The tasks that the encoder is trained on: those it is used for, and some that only teach it."""

from __future__ import annotations

from hedgerow.labels.encoder import HEADS, TOKEN_HEADS

TEACHING: dict[str, tuple[str, ...]] = {
    "counter": ("uncausal", "causal", "countercausal"),
    "advised": ("no", "yes"),
    "evidence_gum": ("no", "yes"),
    "hedged_science": ("no", "yes"),
}
"""Heads that are dropped from the weights file: causes asserted and denied in news, advice in forum
threads, evidence in GUM, hedges as annotated in papers and reviews."""

CERTAINTY = "certainty"
ALL_HEADS: dict[str, tuple[str, ...]] = {**HEADS, CERTAINTY: ("certainty",), **TEACHING}
ALL_TOKEN_HEADS = (*TOKEN_HEADS, "cue_science")
