"""Figures of hedging: rates by type of cue, and cues against claims."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from hedgerow.lexicons.vocabulary import BOOSTER_TYPES, CUE_TYPES, HEDGE_TYPES
from hedgerow.report import numbers, style
from hedgerow.report.figures.base import FigureData, FigureSpec, need
from hedgerow.report.labels import CLAIMS, CUES
from hedgerow.report.results import Results

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray
    from pandas import DataFrame, Index

GROUPS_SHOWN = 6


def rate_rows(results: Results) -> list[dict[str, object]]:
    """Return the pooled rates of all hedges and of each type of cue, by group."""
    rates = results.part("rates")
    names = [kind for kind in ("hedges", *CUE_TYPES) if kind in rates]
    return [
        {"type": kind, "group": group, **{k: cell.get(k) for k in ("value", "low", "high", "n")}}
        for kind in names
        for group, cell in sorted(rates[kind].items(), key=lambda item: (item[0] != "all", item))
        if isinstance(cell, dict) and numbers.defined(cell.get("value"))
    ]


def _rates_data(results: Results) -> FigureData:
    import pandas as pd

    rates = rate_rows(results)
    need(bool(rates), "no rates of cues were computed")
    frame = pd.DataFrame(rates, columns=["type", "group", "value", "low", "high", "n"])
    frame = frame[frame["type"] != "hedges"]
    groups = [group for group in frame["group"].unique() if group != "all"]
    if 1 < len(groups) <= GROUPS_SHOWN:
        frame = frame[frame["group"] != "all"]
    else:
        frame = frame[frame["group"] == "all"]
    need(len(frame) > 0, "no rates of cues were computed")
    caption = (
        "Cues per 1,000 words of prose by type, pooled over the documents; bars are 95 % intervals "
        "from resampling documents. Modal, epistemic, possibility and stated uncertainty are the "
        "hedges of the hedge rate."
    )
    top = frame.sort_values("value", ascending=False).iloc[0]
    alt = (
        f"Dot plot with intervals. Most frequent: {top['type']} "
        f"({numbers.number(top['value'])} per 1,000 words, {top['group']})."
    )
    return FigureData(frame.reset_index(drop=True), caption, alt)


def _draw_rates(data: FigureData, results: Results, width: float) -> Figure:
    frame = data.table
    kinds = [kind for kind in CUE_TYPES if kind in set(frame["type"])]
    groups = list(dict.fromkeys(frame["group"]))
    figure, axes = style.canvas(len(kinds) * max(1.2, 0.45 * len(groups) + 0.5), width)
    step = 0.7 / max(len(groups), 1)
    for index, group in enumerate(groups):
        part = frame[frame["group"] == group].set_index("type").reindex(kinds)
        offset = (index - (len(groups) - 1) / 2) * step
        positions = [row + offset for row in range(len(kinds))]
        colour = style.GROUP_COLOURS[index % len(style.GROUP_COLOURS)]
        axes.hlines(
            positions,
            part["low"].astype(float),
            part["high"].astype(float),
            color=colour,
            linewidth=2,
        )
        n = part["n"].dropna()
        axes.scatter(
            part["value"].astype(float),
            positions,
            s=36,
            color=colour,
            marker=style.GROUP_MARKERS[index % len(style.GROUP_MARKERS)],
            label=f"{style.short(str(group))} (n = {int(n.max()) if len(n) else 0})",
            zorder=3,
            clip_on=False,
        )
        if len(groups) == 1:
            _write_values(axes, part, positions)
    style.name_rows(axes, kinds)
    axes.set_yticks(range(len(kinds)), _type_names(axes, kinds))
    axes.set_xlim(left=0)
    _part_kinds(axes, kinds)
    style.name_scale(axes, "cues per 1,000 words of prose")
    if len(groups) > 1:
        style.legend_above(axes)
    return figure


def _type_names(axes: Axes, kinds: Iterable[str]) -> list[str]:
    """Return the names of types of cue, with examples where there is room."""
    return [CUES[kind].partition(" (")[0] if style.narrow(axes) else CUES[kind] for kind in kinds]


def _write_values(axes: Axes, part: DataFrame, positions: list[float]) -> None:
    """Write each value to the right of its interval."""
    right = part["high"].fillna(part["value"]).astype(float)
    for value, end, position in zip(part["value"], right, positions, strict=True):
        if numbers.defined(value):
            axes.annotate(
                numbers.number(value),
                (end, position),
                xytext=(6, 0),
                textcoords="offset points",
                va="center",
                fontsize=8.5,
            )


_PARTS = (
    (HEDGE_TYPES, "in the\nhedge rate"),
    (("approximator", "weasel", "conditional"), "not in the\nhedge rate"),
    (("booster", "hype"), "raise\ncommitment"),
)


def _part_kinds(axes: Axes, kinds: list[str]) -> None:
    """Draw lines between hedges, other cues and boosters; a wide figure has their names."""
    for members, name in _PARTS:
        rows = [row for row, kind in enumerate(kinds) if kind in members]
        if not rows:
            continue
        if rows[0]:
            axes.axhline(rows[0] - 0.5, color=style.GREY, linewidth=0.8)
        if style.narrow(axes):
            continue
        axes.annotate(
            name,
            (1, sum(rows) / len(rows)),
            xycoords=("axes fraction", "data"),
            xytext=(8, 0),
            textcoords="offset points",
            va="center",
            fontsize=8.5,
            annotation_clip=False,
        )


_SENTENCES = 1 << 32
"""More than a document has: a sentence is numbered by its document and its place there."""

_CLASSES = tuple(CLAIMS)


def _sentence_keys(part: DataFrame, place: Index) -> NDArray[np.int64]:
    """Return one number for the sentence of each row, in the order of the documents."""
    documents = place.get_indexer(part["doc_id"]).astype(np.int64)
    return documents * _SENTENCES + part["sentence"].to_numpy(np.int64)


def _asserted(results: Results, place: Index) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
    """Return the sentences that assert a claim, ascending, and the class of each."""
    import pandas as pd

    wanted = {"stance": ["asserted"], "claim": [name for name in _CLASSES if name != "none"]}
    keys, classes = [np.zeros(0, np.int64)], [np.zeros(0, np.int8)]
    for part in results.streamed("claims", ("doc_id", "sentence", "claim"), wanted):
        keys.append(_sentence_keys(part, place))
        classes.append(pd.Index(_CLASSES).get_indexer(part["claim"]).astype(np.int8))
    key = np.concatenate(keys)
    order = np.argsort(key)
    return key[order], np.concatenate(classes)[order]


def _crossed(results: Results) -> NDArray[np.int64]:
    """Return int64[types, claims]: sentences by type of cue and by the claim that they assert.

    The cues of a sentence follow each other in their table, of which a part is read at a time.
    """
    import pandas as pd

    place = pd.Index(results.of_included(["doc_id"])["doc_id"])
    asserted, claim = _asserted(results, place)
    asserted, claim = np.append(asserted, -1), np.append(claim, 0)
    counts = np.zeros((len(CUE_TYPES), len(_CLASSES)), np.int64)
    before = np.zeros(0, np.int64)
    for part in results.streamed("cues", ("doc_id", "sentence", "type"), {"prose": [True]}):
        sentences, kinds = (
            _sentence_keys(part, place),
            pd.Index(CUE_TYPES).get_indexer(part["type"]),
        )
        pairs = sentences * len(CUE_TYPES) + kinds
        sentence, kind = np.divmod(np.setdiff1d(pairs, before), len(CUE_TYPES))
        at = np.searchsorted(asserted[:-1], sentence)
        named = np.where(asserted[at] == sentence, claim[at], _CLASSES.index("none"))
        np.add.at(counts, (kind, named), 1)
        before = pairs[sentences == sentences[-1:]]
    return counts


def _cross_data(results: Results) -> FigureData:
    import pandas as pd

    counts = _crossed(results)
    need(counts.sum() > 0, "no cue was found in the included documents")
    frame = pd.DataFrame(counts, columns=list(_CLASSES))
    frame.insert(0, "type", list(CUE_TYPES))
    caption = (
        "Sentences by type of cue and by the strongest claim they assert. A sentence with cues of "
        "two types counts in both rows."
    )
    direct = int(frame[frame["type"].isin(BOOSTER_TYPES)]["direct_causal"].sum())
    alt = f"Heat map of counts. Direct causal sentences with a booster or hype: {direct}."
    return FigureData(frame, caption, alt)


def _draw_cross(data: FigureData, results: Results, width: float) -> Figure:
    frame = data.table.set_index("type")
    values = frame.to_numpy(float)
    figure, axes = style.canvas(1.15 * len(frame), width)
    style.cells(axes, values, "Blues", max(values.max(), 1) * 1.15)
    for row in range(values.shape[0]):
        for column in range(values.shape[1]):
            dark = values[row, column] > 0.6 * values.max()
            axes.text(
                column,
                row,
                f"{values[row, column]:,.0f}",
                ha="center",
                va="center",
                color="#fffffe" if dark else "#10201b",
            )
    axes.set_xticks(range(len(CLAIMS)), list(CLAIMS.values()), rotation=30, ha="left")
    axes.set_yticks(range(len(frame)), _type_names(axes, frame.index))
    axes.tick_params(length=0)
    axes.xaxis.tick_top()
    for side in axes.spines.values():
        side.set_visible(False)
    return figure


RATES = FigureSpec("hedge_types", "Cues by type", _rates_data, _draw_rates)
CROSS = FigureSpec("hedge_claim", "Cues and claims", _cross_data, _draw_cross)
