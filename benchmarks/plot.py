"""The race as a drawing: a dot for each contender, along an axis of powers of ten."""

from __future__ import annotations

import math

from benchmarks.findings import NAMES, TITLES, Findings
from opmodels.show import svg
from opmodels.show.charts import Scale

WIDTH, LABEL, FIGURE, ROW, HEAD, AXIS = 780.0, 200.0, 150.0, 24.0, 34.0, 34.0
UNITS = ((1e6, "million"), (1e3, "thousand"))


def write_speed(speed: float) -> str:
    """Return a number of cases in words that are read at a glance."""
    unit, word = next(((size, word) for size, word in UNITS if speed >= size), (1.0, ""))
    digits = max(0, 1 - math.floor(math.log10(max(speed / unit, 1e-9))))
    return f"{speed / unit:,.{digits}f}".removesuffix(".0") + f" {word}".rstrip()


def _draw_row(scale: Scale, y: float, name: str, speed: float, own: bool) -> str:
    hue, x = svg.HUES[1 if own else 0], scale.at(math.log10(speed))
    drawn = svg.text(LABEL - 14, y + 4, NAMES.get(name, name), 13, text_anchor="end")
    drawn += svg.line(LABEL, y, x, y, stroke=svg.LINE, stroke_dasharray="1 3")
    shape = (
        svg.rectangle(x - 5, y - 5, 10, 10, fill=hue)
        if own
        else svg.element("circle", cx=x, cy=y, r="4.5", fill=hue)
    )
    return drawn + shape + svg.text(WIDTH - FIGURE + 16, y + 4, write_speed(speed), 12, fill=svg.FAINT)


def _draw_axis(scale: Scale, bottom: float) -> str:
    drawn = ""
    for power in range(round(scale.low), round(scale.high) + 1):
        x = scale.at(power)
        drawn += svg.line(x, HEAD - 8, x, bottom, stroke="#d9dee3")
        drawn += svg.text(x, bottom + 18, write_speed(10.0**power), 11, text_anchor="middle", fill=svg.FAINT)
    return drawn


def draw_race(findings: Findings) -> str:
    """Return the drawing as SVG, a block for each workload."""
    speeds = [score.per_second for scores in findings.races.values() for score in scores.values()]
    low, high = math.floor(math.log10(min(speeds))), math.ceil(math.log10(max(speeds)))
    scale = Scale(low, max(high, low + 1), LABEL, WIDTH - FIGURE)
    drawn, y = "", 0.0
    for workload, scores in findings.races.items():
        drawn += svg.text(LABEL, y + HEAD - 14, TITLES[workload], 13, font_weight="bold")
        y += HEAD
        for place, (name, score) in enumerate(scores.items()):
            drawn += _draw_row(scale, y + ROW / 2, name, score.per_second, place == 0)
            y += ROW
    title = "Cases in a CPU second, on an axis of powers of ten"
    finding = "Square: opmodels; dots: the same workload elsewhere. A step of the axis is ten times as fast."
    return svg.frame("race", title, finding, WIDTH, y + AXIS, _draw_axis(scale, y + 4) + drawn) + "\n"
