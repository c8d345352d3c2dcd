"""Figure of documents by date: how many there are, and how hard they are to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hedgerow.report import numbers, style
from hedgerow.report.figures.base import FigureData, FigureSpec, need
from hedgerow.report.results import Results

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

FEWEST = 10
"""Dated documents of a timeline, at least."""

SHARE = 0.5
"""Share of the documents that must have a date; fewer would describe those that show one."""

YEARS = (1950, 2100)
"""A year outside of these is no date of an article."""


def dated(results: Results) -> DataFrame:
    """Return the included documents that have a year, with their `year`."""
    frame = results.of_included(["doc_id", "date", "consensus_grade", "hedge_rate"])
    year = frame["date"].astype("string").str.extract(r"((?:19|20)\d\d)", expand=False)
    frame = frame.assign(year=year.astype("float"))
    return frame[frame["year"].between(*YEARS)]


def _timeline_data(results: Results) -> FigureData:
    included = results.n_included
    frame = dated(results)[["doc_id", "year", "consensus_grade", "hedge_rate"]]
    need(
        len(frame) >= max(FEWEST, SHARE * included),
        f"{numbers.count(len(frame))} of {numbers.plural(included, 'document')} have a date",
    )
    need(frame["year"].nunique() > 1, "all dated documents are of one year")
    frame = frame.assign(year=frame["year"].astype(int)).sort_values(["year", "doc_id"])
    caption = (
        f"How many there are (above), and their consensus grade (below): median and quartiles, "
        f"whiskers within 1.5 interquartile ranges, points where a year has fewer than {FEWEST} "
        f"documents; {len(frame):,} of {included:,} documents have a date."
    )
    alt = f"Timeline from {frame['year'].min()} to {frame['year'].max()}."
    return FigureData(frame, caption, alt)


def _draw_timeline(data: FigureData, results: Results, width: float) -> Figure:
    from matplotlib.figure import Figure

    frame = data.table
    figure = Figure(figsize=(width, 4.0), layout="constrained")
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=[1, 2])
    counts = frame.groupby("year").size()
    above.bar(counts.index, counts.to_numpy(), color=style.GREY, width=0.7)
    above.set_ylabel("documents")
    for year, own in frame.dropna(subset=["consensus_grade"]).groupby("year"):
        values = own["consensus_grade"].to_numpy(float)
        if len(values) < FEWEST:
            below.scatter([year] * len(values), values, s=20, color=style.BLUE, alpha=0.7)
        else:
            below.boxplot(
                [values],
                positions=[year],
                widths=0.6,
                showfliers=False,
                manage_ticks=False,
                medianprops={"color": style.VERMILION, "linewidth": 2},
            )
    below.set_ylabel("consensus grade")
    below.grid(axis="y")
    below.xaxis.get_major_locator().set_params(integer=True)
    return figure


TIMELINE = FigureSpec("timeline", "Documents by year", _timeline_data, _draw_timeline)
