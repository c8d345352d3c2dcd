"""Settings, lexicons, and the data dictionary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from hedgerow.corpus.schemas import CORPUS
from hedgerow.report import numbers
from hedgerow.report.labels import in_words
from hedgerow.report.render import part
from hedgerow.report.results import Results
from hedgerow.report.sections.section import Page, Part, Section
from hedgerow.report.table_html import table_html
from hedgerow.report.tabulate import ReportTable, count_column, text_column

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

    by_table: dict[str, dict[str, list[str]]] = {}
    for entry in load_lexicon([Path(path) for path in own]).entries:
        by_table.setdefault(entry.table, {}).setdefault(entry.label or "", []).append(entry.term)
    return [
        {
            "name": table,
            "n": sum(map(len, labels.values())),
            "labels": [
                (in_words({}, key) or "", "; ".join(terms)) for key, terms in labels.items()
            ],
        }
        for table, labels in by_table.items()
    ]


def parts(page: Page) -> Iterator[Part]:
    """Yield the settings, the lexicons with their entries, and the data dictionary."""
    results = page.results
    yield part(
        "_appendix.html.j2",
        settings=settings_yaml(results),
        lexicons=table_html(_lexicons(results)),
        terms=terms(results.setting("hedging", "lexicons") or []),
        dictionary=_dictionary(results),
    )


SECTION = Section("appendix", "Appendix", parts)


def _lexicons(results: Results) -> ReportTable:
    lexicons = results.part("lexicons")
    return ReportTable(
        "lexicons",
        "Lexicons used",
        [
            text_column("lexicon", lambda item: item[0]),
            count_column("entries", lambda item: item[1].get("entries")),
            text_column("SHA-256", lambda item: str(item[1].get("sha256") or "")[:16], "code"),
        ],
        [(name, cells) for name, cells in sorted(lexicons.items()) if isinstance(cells, dict)],
        n=numbers.plural(len(lexicons), "lexicon"),
        unit="entries; first 16 characters of the hash",
    )


def _dictionary(results: Results) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "row": table.row,
            "key": ", ".join(table.key),
            "rows": results.length(name),
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
