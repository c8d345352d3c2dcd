"""Figure of the words and phrases that tell groups apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hedgerow.report import numbers, style
from hedgerow.report.figures.base import FigureData, FigureSpec, need
from hedgerow.report.results import Results

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

ENDS = 14


def key_items(results: Results) -> DataFrame:
    """Return the reliable items at both ends of the log ratio, for the first group."""
    frame = results.table("keyness")
    need(results.grouped, "the corpus has one group, and keyness compares groups")
    need(len(frame) > 0, "no item was frequent enough to be compared")
    groups = sorted(frame["group"].unique())
    frame = frame[frame["group"] == groups[0]]
    frame = frame[frame["reliable"].fillna(False).astype(bool) & (frame["log_likelihood"] >= 3.84)]
    need(len(frame) > 0, "no item passes the reliability rule of the log-likelihood")
    frame = frame.sort_values(["log_ratio", "item"], ascending=[False, True])
    top = frame[frame["log_ratio"] > 0].head(ENDS)
    bottom = frame[frame["log_ratio"] < 0].tail(ENDS)
    return frame.loc[[*top.index, *bottom.index]].reset_index(drop=True)


def _keyness_data(results: Results) -> FigureData:
    frame = key_items(results)
    group = str(frame["group"].iloc[0])
    caption = (
        f"Words and phrases most over-used in “{group}” (to the right) and in the other documents "
        "(to the left), by log ratio: one step is a doubling of the relative frequency. Only items "
        "with LL ≥ 3.84 and large enough expected counts; numbers are uses in the group and in the "
        "rest."
    )
    first = frame.iloc[0]
    alt = (
        f"Bars. Largest log ratio: {first['item']} ({numbers.number(first['log_ratio'])}), "
        f"{len(frame)} items."
    )
    return FigureData(frame, caption, alt)


def _draw_keyness(data: FigureData, results: Results) -> Figure:
    frame = data.table
    values = frame["log_ratio"].to_numpy(float)
    figure, axes = style.canvas(len(frame))
    axes.barh(
        range(len(frame)),
        values,
        height=0.68,
        color=[style.BLUE if value > 0 else style.ORANGE for value in values],
    )
    axes.axvline(0, color=style.INK, linewidth=0.8)
    for row, (value, a, b) in enumerate(zip(values, frame["count"], frame["rest"], strict=True)):
        axes.annotate(
            f"{a:,} / {b:,}",
            (value, row),
            xytext=(4 if value > 0 else -4, 0),
            textcoords="offset points",
            ha="left" if value > 0 else "right",
            va="center",
            fontsize=8.5,
        )
    style.name_rows(axes, frame["item"].astype(str).tolist())
    reach = 1.25 * max(abs(values.min()), abs(values.max()), 1)
    axes.set_xlim(-reach if values.min() < 0 else 0, reach if values.max() > 0 else 0)
    axes.set_xlabel("log ratio (doublings)")
    return figure


KEYNESS = FigureSpec("keyness", "What tells the groups apart", _keyness_data, _draw_keyness)
