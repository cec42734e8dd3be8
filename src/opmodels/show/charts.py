"""Charts as SVG, each with a title, what it shows in a sentence, and the table that goes below it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from opmodels.show import svg
from opmodels.show.words import Estimate, write_change, write_estimate, write_value

WIDTH, LABEL, FIGURE, RIGHT, ROW, TOP = 780.0, 190.0, 246.0, 18.0, 30.0, 14.0
AXIS_HEIGHT = 34.0
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
HOURS = 168
SEEN = 0.05
"""People in overtime below whom a drawing shows nothing."""
PATTERN = (
    '<defs><pattern id="{name}-worse" width="6" height="6" patternUnits="userSpaceOnUse"'
    ' patternTransform="rotate(45)"><rect width="6" height="6" fill="#f0d9c4"/><line x1="0" y1="0" x2="0"'
    ' y2="6" stroke="#a64d00" stroke-width="3"/></pattern></defs>'
)
FILLS = {"better": "#0b5394", "same": "#e4e7ea", "worse": "url(#{name}-worse)"}


@dataclass(frozen=True)
class Chart:
    """A drawing with its words and its table.

    Parameters
    ----------
    title, finding
        What is drawn; what it shows, in a sentence.
    drawing
        SVG.
    columns, rows
        The table below it.
    """

    title: str
    finding: str
    drawing: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def choose_ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Return round numbers that cover a span, at most `most` of them inside it."""
    span = (high - low) or 1.0
    power = 10.0 ** math.floor(math.log10(span / most))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10, 20) if span / (power * factor) <= most)
    first = math.floor(low / step + 1e-9)
    last = math.ceil(high / step - 1e-9)
    return [place * step for place in range(first, last + 1)]


@dataclass(frozen=True)
class Scale:
    """From values to places along a line."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Return where a value stands."""
        return self.start + (value - self.low) / ((self.high - self.low) or 1.0) * (self.end - self.start)


def _list_ends(estimates: Sequence[Estimate]) -> list[float]:
    return [
        float(one[end])
        for one in estimates
        if one
        for end in ("mean", "low", "high")
        if one.get(end) is not None
    ]


def draw_intervals(
    name: str, title: str, finding: str, rows: Sequence[tuple[str, Estimate]], unit: str, currency: str = "£",
    *, change: bool = False, limit: float | None = None, limit_word: str = "limit",
    today: float | None = None,
) -> Chart:  # fmt: skip
    """Return dots with intervals, a row for each name.

    Parameters
    ----------
    name
        Identifier, unique on the page.
    title, finding
        What is drawn, and what it shows.
    rows
        Names with their estimates.
    unit, currency
        See `write_value`.
    change
        Whether these are differences: a line at zero, and signs.
    limit, limit_word
        Where a line is drawn, if there is one, and what it is.
    today
        What is there today, beside which a difference may be too small to see.
    """
    ends = [*_list_ends([estimate for _, estimate in rows]), *([limit] if limit is not None else []), 0.0]
    ticks = _ticks_of(min(ends), max(ends), unit)
    scale = Scale(ticks[0], ticks[-1], LABEL, WIDTH - FIGURE)
    height = TOP + ROW * len(rows) + AXIS_HEIGHT
    content = _draw_axis(scale, ticks, TOP + ROW * len(rows), unit, currency)
    content += _draw_marks(scale, TOP + ROW * len(rows), limit, limit_word, change)
    table = tuple(
        (
            label,
            write_change(estimate, unit, currency, today)
            if change
            else write_estimate(estimate, unit, currency),
        )
        for label, estimate in rows
    )
    for place, ((label, estimate), (_, words)) in enumerate(zip(rows, table, strict=True)):
        content += _draw_interval(scale, TOP + ROW * (place + 0.5), label, estimate, words)
    drawing = svg.frame(name, title, finding, WIDTH, height, content)
    return Chart(title, finding, drawing, ("", "Mean (95 % interval of the simulation)"), table)


def _ticks_of(low: float, high: float, unit: str) -> list[float]:
    """Return ticks that people read easily: times in whole minutes, hours or days."""
    size = max(abs(low), abs(high))
    per = 1.0
    if unit == "minutes":
        per = 1440.0 if size > 2880 else 60.0 if size > 180 else 1.0
    return [tick * per for tick in choose_ticks(low / per, high / per)]


def _draw_axis(scale: Scale, ticks: Sequence[float], bottom: float, unit: str, currency: str) -> str:
    drawn = ""
    for tick in ticks:
        x = scale.at(tick)
        drawn += svg.line(x, TOP - 6, x, bottom + 4, stroke="#d9dee3")
        drawn += svg.text(
            x, bottom + 18, write_value(tick, unit, currency), 11, text_anchor="middle", fill=svg.FAINT
        )
    return drawn


def _draw_marks(scale: Scale, bottom: float, limit: float | None, word: str, change: bool) -> str:
    drawn = svg.line(scale.at(0.0), TOP - 6, scale.at(0.0), bottom + 4, stroke=svg.INK) if change else ""
    if limit is not None:
        x = scale.at(limit)
        drawn += svg.line(
            x, TOP - 6, x, bottom + 4, stroke=svg.HUES[1], stroke_width=2, stroke_dasharray="6 4"
        )
        drawn += svg.text(x, bottom + 31, word, 11, text_anchor="middle", fill=svg.HUES[1])
    return drawn


def _draw_interval(scale: Scale, y: float, label: str, estimate: Estimate, words: str) -> str:
    drawn = svg.text(LABEL - 14, y + 4, svg.shorten(label, 28), 13, text_anchor="end")
    drawn += svg.text(WIDTH - FIGURE + 22, y + 4, words, 11, fill=svg.FAINT)
    if estimate is None or estimate.get("mean") is None:
        return drawn
    if estimate.get("low") is not None and estimate.get("high") is not None:
        low, high = scale.at(estimate["low"]), scale.at(estimate["high"])
        drawn += svg.line(low, y, high, y, stroke=svg.HUES[0], stroke_width=2)
        drawn += "".join(
            svg.line(x, y - 5, x, y + 5, stroke=svg.HUES[0], stroke_width=2) for x in (low, high)
        )
    return drawn + svg.element("circle", cx=scale.at(estimate["mean"]), cy=y, r="4.5", fill=svg.HUES[0])


def draw_shares(name: str, title: str, finding: str, rows: Sequence[tuple[str, dict[str, Any]]]) -> Chart:
    """Return bars split into better, same and worse, a row for each name.

    Parameters
    ----------
    name, title, finding
        As for `draw_intervals`.
    rows
        Names with their three shares; None where nobody of them had a case.
    """
    scale = Scale(0.0, 1.0, LABEL, WIDTH - RIGHT)
    bottom = TOP + 22 + ROW * len(rows)
    content = _draw_key(name) + _draw_axis(scale, [0, 0.25, 0.5, 0.75, 1.0], bottom, "share", "")
    for place, (label, shares) in enumerate(rows):
        content += _draw_bar(scale, TOP + 22 + ROW * (place + 0.5), label, shares, name)
    table = tuple(
        (label, *(write_value(shares.get(kind), "share") for kind in FILLS)) for label, shares in rows
    )
    drawing = svg.frame(name, title, finding, WIDTH, bottom + AXIS_HEIGHT, content, PATTERN.format(name=name))
    return Chart(title, finding, drawing, ("", "Better", "Same", "Worse"), table)


def _draw_key(name: str) -> str:
    drawn, x = "", LABEL
    for kind, fill in FILLS.items():
        drawn += svg.rectangle(x, 4, 16, 12, fill=fill.format(name=name), stroke=svg.FAINT)
        drawn += svg.text(x + 22, 14, kind, 12)
        x += 90
    return drawn


def _draw_bar(scale: Scale, y: float, label: str, shares: dict[str, Any], name: str) -> str:
    drawn, start = svg.text(LABEL - 14, y + 4, svg.shorten(label, 28), 13, text_anchor="end"), 0.0
    for kind, fill in FILLS.items():
        share = shares.get(kind) or 0.0
        left, right = scale.at(start), scale.at(start + share)
        drawn += (
            svg.rectangle(
                left,
                y - 9,
                right - left,
                18,
                fill=fill.format(name=name),
                stroke=svg.FAINT,
                stroke_width="0.6",
            )
            if share
            else ""
        )
        if right - left > 46:
            halo = (
                {"stroke": svg.PAPER, "stroke_width": "4", "paint_order": "stroke"} if kind == "worse" else {}
            )
            colour = svg.PAPER if kind == "better" else svg.INK
            drawn += svg.text(
                (left + right) / 2,
                y + 4,
                write_value(share, "share"),
                11,
                text_anchor="middle",
                **{"fill": colour, **halo},
            )
        start += share
    return drawn


def draw_load(
    name: str,
    title: str,
    finding: str,
    open_: Sequence[float],
    busy: Sequence[float],
    overtime: Sequence[float],
) -> Chart:
    """Return how many of a pool are open, at work and in overtime, by hour of the week.

    Parameters
    ----------
    name, title, finding
        As for `draw_intervals`.
    open_, busy, overtime
        Mean numbers in each hour from Monday 00:00, 168 each.
    """
    most = max([*open_, *busy, 1.0])
    ticks = [tick for tick in choose_ticks(0.0, most, 4)]
    height, bottom = 190.0, 150.0
    across, up = Scale(0, HOURS, 44.0, WIDTH - RIGHT), Scale(0, ticks[-1], bottom, TOP + 18)
    content = _draw_days(across, bottom) + _draw_levels(across, up, ticks)
    content += _draw_steps(across, up, open_, fill="#eceff2", stroke=svg.LINE)
    content += _draw_steps(across, up, busy, fill="#9dbad8", stroke=svg.HUES[0])
    late = max(overtime, default=0.0) >= SEEN
    content += _draw_steps(across, up, overtime, fill=svg.HUES[1], stroke=svg.HUES[1]) if late else ""
    content += _draw_load_key(late)
    table = _tabulate_load(open_, busy, overtime)
    return Chart(
        title,
        finding,
        svg.frame(name, title, finding, WIDTH, height, content),
        ("Day", "Open hours", "Busy", "In overtime", "Busiest hour"),
        table,
    )


def _draw_days(across: Scale, bottom: float) -> str:
    drawn = ""
    for day, word in enumerate(DAYS):
        x = across.at(24 * day)
        drawn += svg.line(x, TOP + 12, x, bottom, stroke="#d9dee3")
        drawn += svg.text(across.at(24 * day + 12), bottom + 18, word, 12, text_anchor="middle")
    return drawn


def _draw_levels(across: Scale, up: Scale, ticks: Sequence[float]) -> str:
    drawn = ""
    for tick in ticks:
        drawn += svg.line(across.start, up.at(tick), across.end, up.at(tick), stroke="#e4e7ea")
        drawn += svg.text(
            across.start - 8, up.at(tick) + 4, f"{tick:g}", 11, text_anchor="end", fill=svg.FAINT
        )
    return drawn


def _draw_steps(across: Scale, up: Scale, values: Sequence[float], **style: object) -> str:
    path = f"M{svg.write_number(across.start)} {svg.write_number(up.at(0.0))}"
    for hour, value in enumerate(values):
        y = svg.write_number(up.at(float(value)))
        path += f"V{y}H{svg.write_number(across.at(hour + 1))}"
    return svg.element("path", d=f"{path}V{svg.write_number(up.at(0.0))}Z", stroke_width="1", **style)


def _draw_load_key(overtime: bool) -> str:
    drawn, x = "", 44.0
    kinds = [("open", "#eceff2", svg.LINE), ("at work", "#9dbad8", svg.HUES[0])]
    for word, fill, stroke in [*kinds, *([("in overtime", svg.HUES[1], svg.HUES[1])] if overtime else [])]:
        drawn += svg.rectangle(x, 4, 16, 12, fill=fill, stroke=stroke) + svg.text(x + 22, 14, word, 12)
        x += 100
    return drawn


def _tabulate_load(
    open_: Sequence[float], busy: Sequence[float], overtime: Sequence[float]
) -> tuple[tuple[str, ...], ...]:
    rows = []
    for day, word in enumerate(DAYS):
        hours = range(24 * day, 24 * day + 24)
        whole = sum(open_[hour] for hour in hours)
        if whole or any(busy[hour] for hour in hours):
            used = sum(busy[hour] for hour in hours)
            peak = max(hours, key=lambda hour: busy[hour])
            told = f"{peak % 24:02d}:00, {busy[peak]:.1f} of {open_[peak]:.1f}"
            rows.append(
                (word, f"{whole:.1f}", f"{used:.1f}", f"{sum(overtime[hour] for hour in hours):.1f}", told)
            )
    return tuple(rows)
