"""Lengths as they were seen beside those that were learned: five quantiles of each, on an axis of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from opmodels.foundation.units import format_count, format_duration
from opmodels.show import svg
from opmodels.show.charts import Chart
from opmodels.show.time_axis import TimeAxis, draw_axis, make_axis

WIDTH, LABEL, RIGHT, ROW, TOP, FOOT = 900.0, 300.0, 30.0, 34.0, 30.0, 30.0
LETTERS = 44
AFTER = " after "
"""What parts a label: what takes so long, and after what was done before."""
MIDDLE = 2
"""The place of the half among the quantiles."""
SEEN, LEARNED = svg.HUES[0], svg.HUES[1]
PALE = "#cfdeed"


@dataclass(frozen=True)
class Lengths:
    """One row: what was seen and what was learned.

    Parameters
    ----------
    label
        What takes so long.
    count, family
        How often it was seen, and the family that was learned.
    seen, learned
        Minutes at the same five quantiles: 5, 25, 50, 75 and 95 %.
    ranges
        95 % range of each that was seen; None where too few were seen for one.
    mean, mean_range
        Mean of what was seen, in minutes, with its 95 % range.
    """

    label: str
    count: int
    family: str
    seen: Sequence[float]
    learned: Sequence[float]
    ranges: Sequence[Sequence[float] | None]
    mean: float
    mean_range: Sequence[float]


def draw_lengths(
    name: str, title: str, finding: str, rows: Sequence[Lengths], more: Sequence[Lengths] = ()
) -> Chart:
    """Return a row for each kind of length: above what was seen, below what was learned.

    Parameters
    ----------
    name, title, finding
        As for `opmodels.show.charts.draw_intervals`.
    rows
        What is drawn.
    more
        What stands in the table only.
    """
    ends = [one for row in rows for one in (*row.seen, *row.learned)]
    axis = make_axis(ends, LABEL, WIDTH - RIGHT)
    bottom = TOP + ROW * len(rows)
    content = _draw_key() + draw_axis(axis, TOP - 4, bottom)
    content += "".join(_draw_row(axis, TOP + ROW * (place + 0.5), row) for place, row in enumerate(rows))
    drawing = svg.frame(name, title, finding, WIDTH, bottom + FOOT, content)
    heads = ("", "Seen", "Learned as", "Mean (95 % range)", "5 %: seen, learned",
             "Half: seen (95 % range), learned", "95 %: seen, learned")  # fmt: skip
    return Chart(title, finding, drawing, heads, tuple(_tabulate(row) for row in (*rows, *more)))


def _draw_key() -> str:
    drawn = ""
    for x, words, colour, hollow in (
        (LABEL, "seen, and the range of its middle", SEEN, False),
        (LABEL + 250, "learned", LEARNED, True),
    ):
        drawn += _draw_strip((x, x + 8, x + 18, x + 28, x + 36), 10, colour, hollow)
        drawn += svg.text(x + 44, 14, words, 12)
    return drawn + svg.text(14, 14, "line: 5 % to 95 %, bar: the middle half", 11, fill=svg.FAINT)


def _draw_row(axis: TimeAxis, y: float, row: Lengths) -> str:
    drawn = _draw_label(row.label, y)
    if row.ranges[MIDDLE] is not None:
        left, right = (axis.at(one) for one in row.ranges[MIDDLE] or ())
        drawn += svg.rectangle(left - 2, y - 14, right - left + 4, 12, fill=PALE)
    drawn += _draw_strip([axis.at(one) for one in row.seen], y - 8, SEEN, False)
    return drawn + _draw_strip([axis.at(one) for one in row.learned], y + 5, LEARNED, True)


def _draw_label(label: str, y: float) -> str:
    """Return a label in one line, or in two where it is long: what, and after what."""
    if len(label) <= LETTERS:
        return svg.text(LABEL - 14, y + 4, label, 12, text_anchor="end")
    first, *rest = wrap(label, LETTERS)
    what, after, past = label.partition(AFTER)
    if after and len(what) <= LETTERS:
        first, rest = what, [f"{after.strip()} {past}"]
    second = svg.shorten(" ".join(rest), LETTERS + 6)
    return svg.text(LABEL - 14, y - 3, first, 11, text_anchor="end") + svg.text(
        LABEL - 14, y + 9, second, 10, text_anchor="end", fill=svg.FAINT
    )


def _draw_strip(places: Sequence[float], y: float, colour: str, hollow: bool) -> str:
    """Return a line from the first place to the last, a bar over the middle half, and a mark at the middle.

    What was learned is hollow, so that the two differ without colour too.
    """
    first, low, middle, high, last = places
    fill = svg.PAPER if hollow else colour
    return (
        svg.line(first, y, last, y, stroke=colour, stroke_width="1.5")
        + svg.rectangle(low, y - 3, max(high - low, 1.0), 6, fill=fill, stroke=colour, stroke_width="1.2")
        + svg.element("circle", cx=float(middle), cy=float(y), r="4", fill=fill, stroke=colour,
                      stroke_width="1.8")
    )  # fmt: skip


def _tabulate(row: Lengths) -> tuple[str, ...]:
    seen, learned = ([format_duration(one) for one in many] for many in (row.seen, row.learned))
    mean = format_duration(row.mean) + _tell_ends(row.mean_range if row.count > 1 else None)
    return (
        row.label, format_count(row.count), row.family, mean, f"{seen[0]}, {learned[0]}",
        f"{seen[MIDDLE]}{_tell_ends(row.ranges[MIDDLE])}, {learned[MIDDLE]}", f"{seen[-1]}, {learned[-1]}",
    )  # fmt: skip


def _tell_ends(ends: Sequence[float] | None) -> str:
    """Return a range behind a number; nothing where too few were seen for one."""
    return "" if ends is None else f" ({format_duration(ends[0])} to {format_duration(ends[1])})"
