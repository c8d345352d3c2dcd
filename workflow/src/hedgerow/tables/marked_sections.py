"""Parts of a page that commands write: each between its own marks, the rest unchanged."""

from __future__ import annotations

from pathlib import Path

from hedgerow.errors import UserError
from hedgerow.tables.replacing import replacing


def write_part(path: Path, name: str, text: str) -> None:
    """Put `text` between `<!-- name -->` and `<!-- end name -->` of a Markdown page.

    A page without these marks gets them at its end; a missing page is created. The rest of the page
    stays as it is.

    Raises:
        UserError: one of the two marks is missing, or they are in the wrong order.
    """
    path = Path(path)
    opening, closing = f"<!-- {name} -->\n", f"<!-- end {name} -->"
    page = path.read_text(encoding="utf-8") if path.exists() else ""
    before, opened, rest = page.partition(opening)
    _, closed, after = rest.partition(closing)
    if not opened and closing not in page:
        before, after = (f"{page.rstrip()}\n\n" if page.strip() else ""), "\n"
    elif not (opened and closed):
        raise UserError(f"{path}: put {closing} on a line of its own after {opening.strip()}")
    with replacing(path) as temporary:
        body = f"{text.rstrip()}\n"
        temporary.write_text(before + opening + body + closing + after, encoding="utf-8")
