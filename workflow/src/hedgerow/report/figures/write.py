"""Write the figures of a run."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from hedgerow.report.figures import FIGURES, FigureData, FigureSpec, NothingToDraw
from hedgerow.report.names import document_titles
from hedgerow.report.results import Results
from hedgerow.report.style import HOUSE, NARROW, NARROW_HOUSE, WIDE
from hedgerow.report.texts import read_texts
from hedgerow.tables.formula_guard import guarded
from hedgerow.tables.freed_memory import trim_freed_memory
from hedgerow.tables.processes import side_by_side

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

ENDINGS = ("svg", "phone.svg", "pdf", "png", "csv")

_ROWS = 10_000
"""Rows of a table that are written at once."""

DOTS = 300
"""Dots of a PNG to the inch, as journals ask."""


def write_figures(
    results: Results, out: Path, processes: int = 1, texts: Sequence[Path] = ()
) -> dict[str, str]:
    """Write every figure that has data into a folder; return the reasons for those that have none.

    The same tables give the same bytes: no date, no version and no random ids in the files.

    Args:
        processes: how many draw at once, where processes can share what is in memory.
        texts: tokenised, with the first words of documents without a title.
    """
    out.mkdir(parents=True, exist_ok=True)
    reasons: dict[str, str] = {}
    drawings, named = [], set[str]()
    for spec in FIGURES:
        try:
            data = spec.data(results)
            _write_csv(out / f"{spec.name}.csv", data.table)
            drawings.append(partial(_draw, spec, data.without_the_rest(), results, out))
            named.update(data.named)
        except NothingToDraw as nothing:
            reasons[spec.name] = str(nothing)
            # A figure of an earlier run would contradict the report.
            for ending in ENDINGS:
                (out / f"{spec.name}.{ending}").unlink(missing_ok=True)
    titles = results.titles_of(named)
    untitled = {doc_id for doc_id, title in titles.items() if not title}
    results.titles = document_titles(titles, read_texts(texts, untitled))
    trim_freed_memory()
    _load_matplotlib()
    side_by_side(drawings, processes)
    return reasons


def _load_matplotlib() -> None:
    """Load what draws, once for all processes."""
    from matplotlib.backends import backend_agg, backend_pdf, backend_svg  # noqa: F401


def _laid_out(figure: Figure) -> Figure:
    """Give everything in a figure the place that it has in the SVG, for every kind of file.

    Saving would find the places anew for each kind, and draw the figure once more for that.
    """
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    FigureCanvasSVG(figure)
    figure.set_dpi(FigureCanvasSVG.fixed_dpi)
    engine = figure.get_layout_engine()
    if engine is not None:
        engine.execute(figure)
        figure.set_layout_engine(None)
    return figure


def _write_csv(path: Path, table: DataFrame) -> None:
    """Write the table behind a figure, some rows at a time."""
    texts = table.select_dtypes(["object", "string"]).columns
    with path.open("w", encoding="utf-8", newline="") as file:
        for first in range(0, max(len(table), 1), _ROWS):
            rows = table.iloc[first : first + _ROWS]
            rows.assign(**{name: rows[name].map(guarded) for name in texts}).to_csv(
                file, index=False, header=not first, float_format="%.6g", lineterminator="\n"
            )


def _draw(spec: FigureSpec, data: FigureData, results: Results, out: Path) -> None:
    from matplotlib import rc_context

    vector = {"Date": None, "Creator": None, "Title": spec.title}
    with warnings.catch_warnings():
        # A name in a script that the font lacks is drawn as boxes in the PNG; SVG has the text.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        with rc_context(NARROW_HOUSE):
            figure = _laid_out(spec.draw(data, results, NARROW))
            figure.savefig(out / f"{spec.name}.phone.svg", metadata=vector)
        with rc_context(HOUSE):
            figure = _laid_out(spec.draw(data, results, WIDE))
            figure.savefig(out / f"{spec.name}.svg", metadata=vector)
            figure.savefig(out / f"{spec.name}.png", dpi=DOTS, metadata={"Software": None})
            paper = {"CreationDate": None, "Producer": None, "Creator": None, "Title": spec.title}
            figure.savefig(out / f"{spec.name}.pdf", metadata=paper)
