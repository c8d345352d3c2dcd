"""Data dictionary, settings, lexicons, files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hedgerow.corpus.schemas import CORPUS
from hedgerow.report import numbers
from hedgerow.report import tabulate as t
from hedgerow.report.figures import FIGURES
from hedgerow.report.labels import in_words
from hedgerow.report.results import Results

_TYPES = {"str": "text", "int": "whole number", "float": "number", "bool": "true or false"}


def settings_yaml(results: Results) -> str:
    """Return the settings as used, as YAML."""
    import yaml

    return yaml.safe_dump(
        results.settings, sort_keys=True, allow_unicode=True, default_flow_style=False
    )


def terms(own: Sequence[str]) -> list[dict[str, Any]]:
    """Return the entries of all lexicons, the user's `own` among them, by table and label."""
    from hedgerow.lexicons.load import load_lexicon

    found: dict[str, dict[str, list[str]]] = {}
    for entry in load_lexicon([Path(path) for path in own]).entries:
        found.setdefault(entry.table, {}).setdefault(entry.label or "", []).append(entry.term)
    return [
        {
            "name": table,
            "n": sum(map(len, labels.values())),
            "labels": [
                (in_words({}, key) or "", "; ".join(terms)) for key, terms in labels.items()
            ],
        }
        for table, labels in found.items()
    ]


def context(results: Results) -> dict[str, Any]:
    """Return the appendix."""
    dictionary = [
        {
            "name": name,
            "row": table.row,
            "key": ", ".join(table.key),
            "rows": len(results.table(name)),
            "file": results.table_file(name),
            "columns": [
                {
                    "name": column.name,
                    "type": _TYPES[column.type],
                    "unit": column.unit,
                    "meaning": column.meaning,
                }
                for column in table.columns
            ],
        }
        for name, table in CORPUS.items()
    ]
    lexicons = results.part("lexicons")
    return {
        "terms": terms(results.setting("hedging", "lexicons", default=[])),
        "dictionary": dictionary,
        "settings": settings_yaml(results),
        "lexicons": t.ReportTable(
            "lexicons",
            "Lexicons as used",
            [t.Heading("lexicon"), t.Heading("entries", "num"), t.Heading("SHA-256")],
            [
                [
                    t.text(name),
                    t.num(cells.get("entries"), 0),
                    t.text(str(cells.get("sha256") or "")[:16], css="code"),
                ]
                for name, cells in sorted(lexicons.items())
                if isinstance(cells, dict)
            ],
            n=numbers.plural(len(lexicons), "lexicon"),
            unit="entries; first 16 characters of the hash",
        ),
        "figures": [spec.name for spec in FIGURES],
    }
