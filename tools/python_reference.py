"""Write the reference of docs/python.md anew from the docstrings and the records of columns.

python tools/python_reference.py
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import hedgerow
from hedgerow.api import schemas
from hedgerow.tables.marked_sections import write_part
from hedgerow.tables.schema import Table

PAGE = Path(__file__).parents[1] / "docs/python.md"
_TABLES = {
    "score": [schemas.SCORES],
    "label": [schemas.LABELS, schemas.RATES],
    "phrases": [schemas.PHRASES, schemas.OCCURRENCES],
}
_SECTION = re.compile(r"^(Args|Returns|Raises|Attributes):$", re.MULTILINE)


def reference() -> str:
    """Return the reference of what `import hedgerow` gives, in Markdown."""
    return "\n".join(line for name in ("score", "label", "phrases", "corpus", "Corpus",
                                       "HedgerowFeatures", "UserError")
                     for line in _entry(name))  # fmt: skip


def _entry(name: str) -> Iterator[str]:
    thing = getattr(hedgerow, name)
    yield f"### `hedgerow.{name}`"
    yield ""
    if not (inspect.isclass(thing) and issubclass(thing, Exception)) and name != "Corpus":
        yield f"```python\nhedgerow.{name}{_signature(thing)}\n```"
        yield ""
    yield _prose(inspect.getdoc(thing) or "")
    if inspect.isclass(thing) and name == "Corpus":
        yield "| member | gives |\n|---|---|"
        for member, value in vars(thing).items():
            if not member.startswith("_"):
                call = "" if isinstance(value, property) else _signature(value)
                first = (inspect.getdoc(value) or "").split("\n\n")[0].replace("\n", " ")
                yield f"| `{member}{call}` | {first} |"
        yield ""
    for table in _TABLES.get(name, []):
        yield from _columns(table)


def _signature(thing: object) -> str:
    given = inspect.signature(thing)  # type: ignore[arg-type]
    parameters = [
        p.replace(annotation=inspect.Parameter.empty)
        for p in given.parameters.values()
        if p.name != "self"
    ]
    bare = given.replace(parameters=parameters, return_annotation=inspect.Signature.empty)
    return str(bare).replace("'", '"')


def _prose(doc: str) -> str:
    """Return a docstring as Markdown: sections as lists, examples as code."""
    text, _, example = doc.partition(">>> ")
    lines = []
    for line in text.rstrip().splitlines():
        heading = _SECTION.match(line)
        if heading:
            lines += [f"{heading[1]}:", ""]
        elif re.match(r" {4}[\w, ]+: ", line):
            lines.append("- " + line.strip().replace(": ", ": ", 1))
        elif line.startswith("    "):
            lines.append("  " + line.strip() if lines and lines[-1].startswith(("- ", "  "))
                         else line.strip())  # fmt: skip
        else:
            lines.append(line)
    code = f"\n\n```python\n>>> {example.rstrip()}\n```" if example else ""
    return "\n".join(lines) + code + "\n"


def _columns(table: Table) -> Iterator[str]:
    yield f"<details><summary>Columns of <code>{table.name}</code>: {table.row}</summary>\n"
    yield "| column | type | unit | meaning |\n|---|---|---|---|"
    for column in table.columns:
        meaning = column.meaning.replace("|", "\\|")
        yield f"| `{column.name}` | {column.type} | {column.unit} | {meaning} |"
    yield "\n</details>\n"


if __name__ == "__main__":
    write_part(PAGE, "reference", reference())
