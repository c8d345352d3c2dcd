"""Write workflow/schemas/tables.yaml, the output contract, from hedgerow.corpus.schemas."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from hedgerow.corpus.schemas import CORPUS
from hedgerow.tables.schema import Table

TARGET = Path(__file__).resolve().parents[1] / "workflow" / "schemas" / "tables.yaml"

_HEAD = """\
# The tables of results/<corpus>/tables/ and their columns: what other programs may rely on.
# Written by `make schemas` from the schemas.py of each room; change them there.
#
# Types are str, int, float and bool; what is undefined is null. Offsets are characters (code
# points) of the document's clean text, ends exclusive.

"""


def _entry(table: Table) -> dict[str, Any]:
    columns = {}
    for column in table.columns:
        entry = {"type": column.type}
        if column.unit:
            entry["unit"] = column.unit
        columns[column.name] = entry | {"meaning": column.meaning}
    return {"row": table.row, "key": list(table.key), "columns": columns}


def rendered() -> str:
    """Return the text of tables.yaml."""
    tables = {name: _entry(table) for name, table in CORPUS.items()}
    return _HEAD + yaml.safe_dump(tables, sort_keys=False, allow_unicode=True, width=100)


if __name__ == "__main__":
    TARGET.write_text(rendered(), "utf-8")
