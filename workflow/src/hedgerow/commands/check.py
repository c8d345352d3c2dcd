"""`hedgerow check`: what to rewrite in one text or a few, with a status for hooks and pipelines."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from math import isfinite
from pathlib import Path

from hedgerow.api.notice import announced
from hedgerow.commands.check_output import FORMS
from hedgerow.commands.findings import (
    Checked,
    Options,
    Thresholds,
    checked_file,
    checked_input,
)
from hedgerow.errors import UserError, why_unreadable
from hedgerow.phrases.phrase_list import read_phrases
from hedgerow.planning.home import defaults

ABOVE = 1
"""Exit status where a document is above a limit."""


def run(
    files: Sequence[str],
    format: str,
    max_grade: str | None,
    max_unsourced: str,
    max_stuffed: str,
    phrases: Path | None,
    lexicons: Sequence[Path],
    labels: str,
) -> int:
    """Check files, `-` for standard input; print the findings and return 0 or ABOVE.

    Args:
        max_grade: the highest grade that passes, None for that of config/config.yaml; here and
            for the other limits, "none" for no limit.

    Raises:
        UserError: a file or list cannot be read, or a limit is no such number.
    """
    settings = defaults()
    grade = str(settings["criteria"]["grade"]) if max_grade is None else max_grade
    thresholds = Thresholds(
        _grade(grade),
        _number("--max-unsourced", max_unsourced),
        _number("--max-stuffed", max_stuffed),
    )
    listed = read_phrases(phrases) if phrases else []
    options = Options(thresholds, listed, lexicons, labels, settings)
    with announced():
        checked = [document for name in files for document in _checked(name, options)]
    sys.stdout.write(FORMS[format](checked, thresholds))
    return ABOVE if any(document.fails for document in checked) else 0


def _grade(given: str) -> float | None:
    if given == "none":
        return None
    with suppress(ValueError):
        if isfinite(grade := float(given)):
            return grade
    raise UserError(f"--max-grade is {given!r}, but must be a number or none")


def _number(option: str, given: str) -> int | None:
    if given == "none":
        return None
    if given.isascii() and given.isdigit():
        return int(given)
    raise UserError(f"{option} is {given!r}, but must be 0, 1, 2 and so on, or none")


def _checked(name: str, options: Options) -> Iterator[Checked]:
    if name == "-":
        yield from checked_input(sys.stdin.buffer.read(), options)
        return
    if not name.strip():
        raise UserError("the name of a file is empty; name a text or page")
    if name.startswith(("http://", "https://")):
        raise UserError(f"{name} is an address; save the page and name its file")
    path = Path(name)
    try:
        if path.is_dir():
            raise UserError(f"{name} is a folder; name its files, or use `hedgerow run {name}`")
        yield from checked_file(path, options)
    except OSError as error:
        why = why_unreadable(error)
        raise UserError(f"{name}: can't be read: {why}; name a text or page") from error
