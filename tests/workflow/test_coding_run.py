"""From a finished run to a coded sample and back, as a person would do it."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from running import Run


def _code(sheet: Path, to: Path) -> None:
    """Code every sentence of a sheet as one that claims nothing."""
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    none = dict.fromkeys(("claim", "direction", "advice", "source"), "none")
    codes = none | {"hedged": "no", "stance": "absent", "named": "no"}
    with to.open("w", encoding="utf-8", newline="") as file:
        lines = csv.DictWriter(file, rows[0])
        lines.writeheader()
        lines.writerows(row | codes for row in rows)


def test_a_sample_is_drawn_coded_and_used(again: Callable[..., Run]) -> None:
    drawn = again("--nolock", "coding")
    assert drawn.status == 0, drawn.text
    folder = again.folder / "results/tiny"
    assert drawn.jobs == {"coding": 1, "total": 1}
    assert (folder / "coding/coding.html").stat().st_size > 10_000
    inside = again("--config", "codes=[results/tiny/coding/coding.csv]")
    assert inside.status == 1 and "would write over it" in inside.text
    _code(folder / "coding/coding.csv", again.folder / "ann.csv")
    used = again("--config", "codes=[ann.csv]")
    assert used.status == 0, used.text
    assert set(used.jobs) == {"all", "summarise", "figures", "influence", "report", "total"}
    shares = pd.read_parquet(folder / "tables/label_shares.parquet").set_index("measure")
    shares = shares[shares["group"] == "all"]
    assert shares.loc["direct_causal_sentences", "method"] == "coded sample"
    assert shares.loc["direct_causal_sentences", "corrected"] < 0.02
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    assert summary["coding"]["coders"][0]["coder"] == "ann"
    assert "prediction-powered" in (folder / "methods.md").read_text(encoding="utf-8")
    assert "Labels against coders" in (folder / "report.html").read_text(encoding="utf-8")
    missing = again("--config", "codes=[nobody.csv]")
    assert missing.status == 1 and "nobody.csv" in missing.text and "codes" in missing.text
