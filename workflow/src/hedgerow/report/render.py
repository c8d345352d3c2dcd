"""From templates to one self-contained page under a content security policy."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from hedgerow.report import numbers
from hedgerow.report.escape import shown
from hedgerow.report.table_html import table_html

DATA = ("report/templates/*.html.j2", "report/assets/*.js", "report/assets/report.css")

SCRIPTS = (
    "page.js",
    "tables.js",
    "data.js",
    "texts.js",
    "documents.js",
    "scatter.js",
    "read.js",
    "index.js",
    "concordance.js",
    "search.js",
    "start.js",
)
"""Files of the script in their order; they share one scope."""


@cache
def asset(name: str) -> str:
    """Return the text of a file in `report/assets`."""
    return (files("hedgerow.report") / "assets" / name).read_text(encoding="utf-8")


@cache
def source_hash(text: str) -> str:
    """Return the source expression of an inline script or style for the policy."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


@cache
def script() -> str:
    """Return the script of the page, all of its files in one function."""
    return f'"use strict";\n(() => {{\n{"".join(map(asset, SCRIPTS))}}})();\n'


def policy(script: str, style: str, beside: bool = False) -> str:
    """Return the policy: only this script and this style run.

    Nothing is loaded, but for a page with its data `beside` it in files: scripts of its folder.
    """
    files = " 'self' file:" if beside else ""
    return (
        f"default-src 'none'; script-src {source_hash(script)}{files}; "
        f"style-src {source_hash(style)}; "
        "base-uri 'none'; form-action 'none'"
    )


@cache
def environment() -> Environment:
    """Return the template environment: everything escaped, undefined names are errors."""
    made = Environment(
        loader=PackageLoader("hedgerow.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        number=numbers.number,
        count=numbers.count,
        percent=numbers.percent,
        plural=numbers.plural,
        interval=numbers.interval,
    )
    made.globals["table"] = table_html
    return made


def page(template: str, context: dict[str, Any], beside: bool = False) -> str:
    """Render a whole page with the report's script and style inside.

    Args:
        beside: whether the data of the page are in files beside it.
    """
    program, style = script(), asset("report.css")
    return (
        environment()
        .get_template(template)
        .render(
            **context,
            script=Markup(program),
            style=Markup(style),
            policy=policy(program, style, beside),
        )
    )


def part(template: str, **context: Any) -> Markup:
    """Render a part of a page."""
    return Markup(environment().get_template(template).render(**context))
