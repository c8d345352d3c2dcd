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

DATA = ("report/templates/*.html.j2", "report/assets/report.*")


@cache
def asset(name: str) -> str:
    """Return the text of a file in `report/assets`."""
    return (files("hedgerow.report") / "assets" / name).read_text(encoding="utf-8")


@cache
def source_hash(text: str) -> str:
    """Return the source expression of an inline script or style for the policy."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def policy(script: str, style: str) -> str:
    """Return the policy: nothing is loaded, and only this script and this style run."""
    return (
        f"default-src 'none'; script-src {source_hash(script)}; style-src {source_hash(style)}; "
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


def page(template: str, context: dict[str, Any]) -> str:
    """Render a whole page with the report's script and style inside."""
    script, style = asset("report.js"), asset("report.css")
    return (
        environment()
        .get_template(template)
        .render(
            **context,
            script=Markup(script),
            style=Markup(style),
            policy=policy(script, style),
        )
    )


def part(template: str, **context: Any) -> Markup:
    """Render a part of a page."""
    return Markup(environment().get_template(template).render(**context))
