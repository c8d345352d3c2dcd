"""Write the formulas and their sources into docs/measures.md, from their records.

usage: python tools/formulas.py [--check]

--check changes nothing and fails where the page is not up to date.
"""

from __future__ import annotations

import re
import sys
import textwrap
from pathlib import Path

from hedgerow.readability.formulas import CONSENSUS, FORMULAS, Formula
from hedgerow.tables.bibtex import bibtex_fields
from hedgerow.tables.marked_sections import write_part

PAGE = Path(__file__).resolve().parents[1] / "docs" / "measures.md"


def table() -> str:
    """Return a row for each formula, and one for the consensus grade."""
    rows = [f"| `{f.name}` | {_pretty(f.definition)} | {f.citation} |" for f in FORMULAS.values()]
    *labels, last = (FORMULAS[name].label for name in CONSENSUS)
    rows.append(
        f"| `consensus_grade` | median of {', '.join(labels)} and {last}, of those that are"
        " defined; `consensus_min` and `consensus_max` beside it | |"
    )
    return "\n".join(["| column | formula | source |", "|---|---|---|", *rows])


def _pretty(text: str) -> str:
    for plain, typeset in (
        (" - ", " − "),
        (" x ", " × "),
        ("sqrt(", "√("),
        ("L'", "L′"),
        ("S'", "S′"),
    ):
        text = text.replace(plain, typeset)
    return re.sub(r"\b[a-z]+(?:_[a-z]+)+\b", r"`\g<0>`", text)


def sources() -> str:
    """Return the list of the sources, sorted by author."""
    lines = sorted({_source(f) for f in FORMULAS.values()})
    return "\n".join(
        textwrap.fill(f"- {line}", 104, subsequent_indent="  ", break_on_hyphens=False)
        for line in lines
    )


def _source(formula: Formula) -> str:
    fields = bibtex_fields(formula.reference)
    *first, last = map(_name, fields["author"].split(" and "))
    authors = f"{', '.join(first)} and {last}" if first else last
    if "journal" in fields:
        rest = f"{fields['title']}. *{fields['journal']}* {fields['volume']}."
    else:
        where = [
            fields[k] for k in ("publisher", "institution", "howpublished", "number") if k in fields
        ]
        rest = f"*{fields['title']}*. {', '.join(where)}."
    return f"{authors} ({fields['year']}). {rest}"


def _name(author: str) -> str:
    family, _, given = author.partition(", ")
    initials = [
        "-".join(f"{part[0]}." for part in name.split("-")) for name in given.split() if name
    ]
    return f"{family}, {' '.join(initials)}"


PARTS = {"formulas": table, "sources of formulas": sources}


def main() -> None:
    """Write the parts of the page, or compare them."""
    before = PAGE.read_text("utf-8")
    if "--check" in sys.argv:
        stale = [name for name, make in PARTS.items() if make() not in before]
        if stale:
            raise SystemExit(f"{PAGE.name}: {', '.join(stale)}: run python tools/formulas.py")
        return
    for name, make in PARTS.items():
        write_part(PAGE, name, make())


if __name__ == "__main__":
    main()
