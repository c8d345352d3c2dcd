"""`hedgerow check`: what to rewrite in one text or a few, with a status for hooks and pipelines."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
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
from hedgerow.errors import UserError
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
        UserError: a file or list cannot be read, or a limit is no number.
    """
    settings = defaults()
    grade = str(settings["criteria"]["grade"]) if max_grade is None else max_grade
    thresholds = Thresholds(
        _limit("--max-grade", grade),
        _whole(_limit("--max-unsourced", max_unsourced)),
        _whole(_limit("--max-stuffed", max_stuffed)),
    )
    listed = read_phrases(phrases) if phrases else []
    options = Options(thresholds, listed, lexicons, labels, settings)
    with announced():
        checked = [document for name in files for document in _checked(name, options)]
    sys.stdout.write(FORMS[format](checked, thresholds))
    return ABOVE if any(document.fails for document in checked) else 0


def _limit(option: str, given: str) -> float | None:
    if given == "none":
        return None
    try:
        return float(given)
    except ValueError:
        raise UserError(f"{option} is {given!r}, but must be a number or none") from None


def _whole(limit: float | None) -> int | None:
    return None if limit is None else int(limit)


def _checked(name: str, options: Options) -> Iterator[Checked]:
    if name == "-":
        yield from checked_input(sys.stdin.buffer.read(), options)
        return
    if not name.strip():
        raise UserError("the name of a file is empty; name a text or page")
    if name.startswith(("http://", "https://")):
        raise UserError(f"{name} is an address; save the page and name its file")
    path = Path(name)
    if path.is_dir():
        raise UserError(f"{name} is a folder; name its files, or use `hedgerow run {name}`")
    try:
        yield from checked_file(path, options)
    except OSError as error:
        raise UserError(f"{name}: can't be read ({error.strerror}); name a text or page") from error
