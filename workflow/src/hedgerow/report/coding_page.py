"""The page on which people code a sample of sentences: one file, offline, keyboard first."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from markupsafe import Markup

from hedgerow.report.coding_guide import PRINCIPLE, QUESTIONS
from hedgerow.report.render import asset, environment, policy

DATA = ("report/templates/coding.html.j2", "report/assets/coding.*")

COMMANDS = (
    ("Enter", "finish the sentence and go to the next"),
    ("←  →", "go to the sentence before, or after"),
    ("z", "undo the last mark"),
    ("q", "not sure"),
    ("i", "write a note (Escape leaves it)"),
    ("p", "show the program’s labels"),
    ("g", "go to the next sentence that is not finished"),
)
"""Keys that are no labels, with what they do."""


def coding_page(
    title: str, columns: Sequence[str], sentences: Sequence[Mapping[str, Any]], sheet: str
) -> str:
    """Return the page as HTML.

    Args:
        columns: columns of the exported file, in order.
        sentences: cells of coding.csv by column, with `title` of the document and `program`, the
            labels of the program by label.
        sheet: name under which the browser keeps the codes; another sample has another one.
    """
    data = {
        "sheet": sheet,
        "columns": list(columns),
        "questions": [asdict(question) for question in QUESTIONS],
        "sentences": list(sentences),
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    script, style = asset("coding.js"), asset("coding.css")
    return (
        environment()
        .get_template("coding.html.j2")
        .render(
            title=title,
            questions=QUESTIONS,
            principle=PRINCIPLE,
            commands=COMMANDS,
            total=len(sentences),
            data=Markup(text.encode("utf-8", "replace").decode()),
            script=Markup(script),
            style=Markup(style),
            policy=policy(script, style),
        )
    )
