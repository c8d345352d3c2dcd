"""Write the figures of a run."""

from __future__ import annotations

import warnings
from pathlib import Path

from hedgerow.report.figures import FIGURES, FigureData, FigureSpec, NothingToDraw
from hedgerow.report.results import Results
from hedgerow.report.style import HOUSE, NARROW, NARROW_HOUSE, WIDE
from hedgerow.tables.formula_guard import guarded

ENDINGS = ("svg", "phone.svg", "pdf", "png", "csv")

DOTS = 300
"""Dots of a PNG to the inch, as journals ask."""


def write_figures(results: Results, out: Path) -> dict[str, str]:
    """Write every figure that has data into a folder; return the reasons for those that have none.

    The same tables give the same bytes: no date, no version and no random ids in the files.
    """
    out.mkdir(parents=True, exist_ok=True)
    reasons: dict[str, str] = {}
    for spec in FIGURES:
        try:
            data = spec.data(results)
        except NothingToDraw as nothing:
            reasons[spec.name] = str(nothing)
            # A figure of an earlier run would contradict the report.
            for ending in ENDINGS:
                (out / f"{spec.name}.{ending}").unlink(missing_ok=True)
            continue
        _write(spec, data, results, out)
    return reasons


def _write(spec: FigureSpec, data: FigureData, results: Results, out: Path) -> None:
    from matplotlib import rc_context

    texts = data.table.select_dtypes(["object", "string"])
    data.table.assign(**{name: texts[name].map(guarded) for name in texts}).to_csv(
        out / f"{spec.name}.csv", index=False, float_format="%.6g", lineterminator="\n"
    )
    vector = {"Date": None, "Creator": None, "Title": spec.title}
    with warnings.catch_warnings():
        # A name in a script that the font lacks is drawn as boxes in the PNG; SVG has the text.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        with rc_context(NARROW_HOUSE):
            figure = spec.draw(data, results, NARROW)
            figure.savefig(out / f"{spec.name}.phone.svg", metadata=vector)
        with rc_context(HOUSE):
            figure = spec.draw(data, results, WIDE)
            figure.savefig(out / f"{spec.name}.svg", metadata=vector)
            figure.savefig(out / f"{spec.name}.png", dpi=DOTS, metadata={"Software": None})
            paper = {"CreationDate": None, "Producer": None, "Creator": None, "Title": spec.title}
            figure.savefig(out / f"{spec.name}.pdf", metadata=paper)
