"""The figures of the page: the drawing, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from hedgerow.report.figures import FIGURES, NothingToDraw
from hedgerow.report.inline_svg import inline
from hedgerow.report.results import Results


@dataclass(frozen=True)
class FigureView:
    """A figure of the page; a figure without `svg` has a `reason`.

    Attributes:
        phone: the same figure, drawn narrow.
    """

    name: str
    title: str
    caption: str
    svg: Markup | None
    reason: str
    phone: Markup | None = None


def figure_views(results: Results, folder: Path) -> dict[str, FigureView]:
    """Return all figures by name, read from the folder that the rule `figures` wrote."""
    views: dict[str, FigureView] = {}
    for spec in FIGURES:
        try:
            data = spec.data(results)
            svg, phone = (
                (folder / f"{spec.name}.{ending}").read_text(encoding="utf-8")
                for ending in ("svg", "phone.svg")
            )
        except NothingToDraw as nothing:
            views[spec.name] = FigureView(spec.name, spec.title, "", None, str(nothing))
            continue
        except FileNotFoundError:
            views[spec.name] = FigureView(
                spec.name, spec.title, "", None, "the figures of this run are missing"
            )
            continue
        drawn = inline(svg, f"figure-{spec.name}", spec.title, data.alt)
        narrow = inline(phone, f"phone-{spec.name}", spec.title, data.alt)
        views[spec.name] = FigureView(spec.name, spec.title, data.caption, drawn, "", narrow)
    return views
