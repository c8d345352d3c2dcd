"""The frame of commands that publish a part of docs/validation.md."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from hedgerow.errors import UserError
from hedgerow.tables.marked_sections import write_part


def publish(usage: str, name: str, make: Callable[[Path], str]) -> None:
    """Print the part that `make` returns for the folder of the command line, and write it.

    The second argument of the command line is the page, docs/validation.md by default. Errors of
    the user end the command in one sentence.
    """
    if len(sys.argv) not in (2, 3):
        raise SystemExit(usage)
    try:
        part = make(Path(sys.argv[1]))
        print(part)
        write_part(Path(sys.argv[2] if len(sys.argv) == 3 else "docs/validation.md"), name, part)
    except UserError as error:
        raise SystemExit(str(error)) from None
