"""What was seen beside what was simulated: shares as bars, lengths of time as curves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from opmodels.foundation.units import format_duration, format_share
from opmodels.show import svg
from opmodels.show.charts import Chart, Scale, choose_ticks
from opmodels.show.time_axis import draw_axis, make_axis

WIDTH, LEFT, RIGHT, TOP = 900.0, 52.0, 32.0, 34.0
HEIGHT, BOTTOM = 240.0, 205.0
SEEN, SIMULATED, BAND = svg.HUES[0], svg.HUES[1], "#f2dcc6"
DASHES = "7 4"
Beside = Mapping[str, Any]
"""``seen`` and, where something was simulated, ``simulated`` (mean), ``least`` and ``most``: a list each."""


def draw_bars(name: str, title: str, finding: str, labels: Sequence[str], beside: Beside) -> Chart:
    """Return a bar of what was seen and one of what was simulated for each label.

    Parameters
    ----------
    name, title, finding
        As for `opmodels.show.charts.draw_intervals`.
    labels
        One for each place of the lists.
    beside
        Shares.
    """
    most = max([*beside["seen"], *beside.get("most", ()), 0.01])
    ticks = choose_ticks(0, most, 4)
    across, up = Scale(0, len(labels), LEFT, WIDTH - RIGHT), Scale(0, ticks[-1], BOTTOM, TOP)
    content = draw_levels(up, ticks, [format_share(tick) for tick in ticks]) + draw_key("simulated" in beside)
    for place, label in enumerate(labels):
        content += svg.text(across.at(place + 0.5), BOTTOM + 18, label, 11, text_anchor="middle")
        content += _draw_pair(across, up, place, beside)
    return Chart(
        title, finding, svg.frame(name, title, finding, WIDTH, HEIGHT, content),
        ("", "Seen", *(("Simulated (least to most)",) if "simulated" in beside else ())),
        tuple(_tell_shares(label, place, beside) for place, label in enumerate(labels)),
    )  # fmt: skip


def _draw_pair(across: Scale, up: Scale, place: int, beside: Beside) -> str:
    """Return a full bar for what was seen, a hollow one for the simulation, and a line from least to most."""
    drawn = _draw_bar(across.at(place + 0.14), across.at(place + 0.48), up, beside["seen"][place], SEEN, SEEN)
    if "simulated" not in beside:
        return drawn
    left, right = across.at(place + 0.52), across.at(place + 0.86)
    drawn += _draw_bar(left, right, up, beside["simulated"][place], BAND, SIMULATED)
    low, high = up.at(beside["least"][place]), up.at(beside["most"][place])
    middle = (left + right) / 2
    return drawn + svg.line(middle, low, middle, high, stroke=SIMULATED, stroke_width="1.5")


def _draw_bar(left: float, right: float, up: Scale, share: float, fill: str, stroke: str) -> str:
    top = up.at(share)
    return svg.rectangle(left, top, right - left, up.start - top, fill=fill, stroke=stroke, stroke_width="1")


def _tell_shares(label: str, place: int, beside: Beside) -> tuple[str, ...]:
    seen = format_share(beside["seen"][place])
    if "simulated" not in beside:
        return label, seen
    mean, low, high = (format_share(beside[key][place]) for key in ("simulated", "least", "most"))
    return label, seen, f"{mean} ({low} to {high})"


def draw_curves(name: str, title: str, finding: str, levels: Sequence[float], beside: Beside) -> Chart:
    """Return which share of cases took no longer than so long, as a curve each.

    Parameters
    ----------
    name, title, finding
        As for `opmodels.show.charts.draw_intervals`.
    levels
        Shares of cases.
    beside
        Minutes that these shares did not exceed.
    """
    axis = make_axis([*beside["seen"], *beside.get("most", ())], LEFT, WIDTH - RIGHT)
    ticks = [0.0, 0.25, 0.5, 0.75, 1.0]
    up = Scale(0.0, 1.0, BOTTOM, TOP)
    heights = [up.at(level) for level in levels]
    content = draw_axis(axis, TOP, BOTTOM) + draw_levels(up, ticks, [format_share(tick) for tick in ticks])
    if "simulated" in beside:
        edges = [[axis.at(one) for one in beside[key]] for key in ("least", "most")]
        content += draw_band(
            list(zip(edges[0], heights, strict=True)), list(zip(edges[1], heights, strict=True))
        )
        places = [axis.at(one) for one in beside["simulated"]]
        content += draw_path(list(zip(places, heights, strict=True)), SIMULATED, DASHES)
    seen = [axis.at(one) for one in beside["seen"]]
    content += draw_path(list(zip(seen, heights, strict=True)), SEEN) + draw_key("simulated" in beside)
    heads = ("Share of cases", "Seen: took at most", "Simulated (least to most)")
    return Chart(
        title, finding, svg.frame(name, title, finding, WIDTH, HEIGHT, content),
        heads if "simulated" in beside else heads[:-1],
        tuple(_tell_lengths(level, place, beside) for place, level in enumerate(levels)),
    )  # fmt: skip


def _tell_lengths(level: float, place: int, beside: Beside) -> tuple[str, ...]:
    seen = format_duration(beside["seen"][place])
    if "simulated" not in beside:
        return format_share(level), seen
    mean, low, high = (format_duration(beside[key][place]) for key in ("simulated", "least", "most"))
    return format_share(level), seen, f"{mean} ({low} to {high})"


def draw_levels(up: Scale, ticks: Sequence[float], words: Sequence[str]) -> str:
    """Return level lines across the drawing, each with what it stands for."""
    return "".join(
        svg.line(LEFT, up.at(tick), WIDTH - RIGHT, up.at(tick), stroke="#e4e7ea")
        + svg.text(LEFT - 8, up.at(tick) + 4, told, 11, text_anchor="end", fill=svg.FAINT)
        for tick, told in zip(ticks, words, strict=True)
    )


def draw_key(simulated: bool) -> str:
    """Return which line or bar is what."""
    drawn = svg.line(LEFT, 14, LEFT + 30, 14, stroke=SEEN, stroke_width="3")
    drawn += svg.text(LEFT + 38, 18, "seen", 12)
    if not simulated:
        return drawn
    x = LEFT + 110
    drawn += svg.rectangle(x, 7, 30, 14, fill=BAND)
    drawn += svg.line(x, 14, x + 30, 14, stroke=SIMULATED, stroke_width="2", stroke_dasharray=DASHES)
    return drawn + svg.text(x + 38, 18, "simulated: mean, and least to most of the simulated logs", 12)


def draw_band(one: Sequence[tuple[float, float]], other: Sequence[tuple[float, float]]) -> str:
    """Return the area between two lines of points."""
    return svg.element("path", d=f"{write_path([*one, *reversed(other)])}Z", fill=BAND, stroke="none")


def draw_path(points: Sequence[tuple[float, float]], colour: str, dashes: str | None = None) -> str:
    """Return a line through points."""
    return svg.element(
        "path", d=write_path(points), fill="none", stroke=colour, stroke_width="1.8", stroke_dasharray=dashes
    )


def write_path(points: Sequence[tuple[float, float]]) -> str:
    """Return points as SVG has the path through them."""
    return "M" + "L".join(f"{svg.write_number(float(x))} {svg.write_number(float(y))}" for x, y in points)
