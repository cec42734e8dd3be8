"""How far a learned service is from what came, beside the past drawn anew: a row for each distance."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from opmodels.foundation.units import format_count
from opmodels.show import svg
from opmodels.show.charts import Chart, Scale

WIDTH, LABEL, RIGHT, ROW, TOP, FOOT = 900.0, 230.0, 190.0, 32.0, 40.0, 32.0
TICKS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
NEAREST, FARTHEST = TICKS[0], TICKS[-1]
Distance = Mapping[str, Any]
"""``learned`` and ``past_drawn_anew``, each with ``mean``, ``least`` and ``most``; and their ``ratio``."""


def draw_likeness(
    name: str,
    title: str,
    finding: str,
    distances: Mapping[str, Distance],
    words: Mapping[str, tuple[str, str]],
) -> Chart:
    """Return how many times as far as the past drawn anew the learned service is from what came.

    Parameters
    ----------
    name, title, finding
        As for `opmodels.show.charts.draw_intervals`.
    distances
        By name.
    words
        What each is about, and its unit.
    """
    ends = [end for one in distances.values() for end in _list_parts(one)]
    low = max((tick for tick in TICKS if tick <= min([*ends, 0.5])), default=NEAREST)
    high = min((tick for tick in TICKS if tick >= max([*ends, 2.0])), default=FARTHEST)
    scale = Scale(math.log(low), math.log(high), LABEL, WIDTH - RIGHT)
    bottom = TOP + ROW * len(distances)
    content = _draw_scale(scale, bottom)
    for place, (key, one) in enumerate(distances.items()):
        content += _draw_row(scale, TOP + ROW * (place + 0.5), words[key][0], one)
    drawing = svg.frame(name, title, finding, WIDTH, bottom + FOOT, content)
    heads = (
        "Distance",
        "Learned service (least to most)",
        "Past drawn anew (least to most)",
        "Ratio",
        "So it is",
    )
    return Chart(
        title, finding, drawing, heads, tuple(_tabulate(*words[key], one) for key, one in distances.items())
    )


def is_further(one: Distance) -> bool:
    """Whether the learned service is further from what came than the past drawn anew, clearly or not."""
    return bool(one["learned"]["mean"] > one["past_drawn_anew"]["mean"])


def is_clear(one: Distance) -> bool:
    """Whether neither mean lies among the logs of the other: such a difference is not one of the draws."""
    ours, theirs = one["learned"], one["past_drawn_anew"]
    return not (_holds(ours, theirs["mean"]) or _holds(theirs, ours["mean"]))


def _holds(found: Mapping[str, float], value: float) -> bool:
    return found["least"] <= value <= found["most"]


def tell_verdict(one: Distance) -> str:
    """Return ``nearer`` or ``further``, and whether that is clear."""
    if one["learned"]["mean"] == one["past_drawn_anew"]["mean"]:
        return "the same"
    return ("further" if is_further(one) else "nearer") + ("" if is_clear(one) else ", not clearly")


def _list_parts(one: Distance) -> list[float]:
    """Return the ends of both rows of logs, beside the mean of the past drawn anew."""
    base = one["past_drawn_anew"]["mean"]
    if not base:
        return []
    return [one[key][end] / base for key in ("learned", "past_drawn_anew") for end in ("least", "most")]


def _draw_scale(scale: Scale, bottom: float) -> str:
    drawn = svg.text(scale.at(0.0) - 10, 16, "◂ nearer to what came", 12, text_anchor="end")
    drawn += svg.text(scale.at(0.0) + 10, 16, "further ▸", 12)
    for tick in TICKS:
        if scale.low - 1e-9 <= math.log(tick) <= scale.high + 1e-9:
            x, is_one = scale.at(math.log(tick)), tick == 1.0
            drawn += svg.line(x, TOP - 14, x, bottom + 4, stroke=svg.INK if is_one else "#d9dee3")
            drawn += svg.text(x, bottom + 18, f"{tick:g} ×", 11, text_anchor="middle", fill=svg.FAINT)
    return drawn


def _draw_row(scale: Scale, y: float, words: str, one: Distance) -> str:
    drawn = svg.text(LABEL - 14, y + 4, words, 13, text_anchor="end")
    ratio, verdict = one["ratio"], tell_verdict(one)
    told = f"{write_ratio(ratio)}, {verdict}"
    drawn += svg.text(WIDTH - RIGHT + 16, y + 4, told, 12, font_weight="bold" if is_further(one) else None)
    parts = _list_parts(one)
    if not parts or ratio is None:
        return drawn
    ours_low, ours_high, low, high = (_find_place(scale, part) for part in parts)
    drawn += svg.rectangle(low, y - 9, max(high - low, 1.0), 18, fill="#e4e7ea")
    drawn += svg.line(ours_low, y, ours_high, y, stroke=svg.HUES[0], stroke_width=2)
    colour = svg.HUES[1] if is_further(one) else svg.HUES[0]
    return drawn + svg.element("circle", cx=_find_place(scale, ratio), cy=y, r="5", fill=colour)


def _find_place(scale: Scale, part: float) -> float:
    return scale.at(min(max(math.log(max(part, 1e-9)), scale.low), scale.high))


def write_ratio(ratio: float | None) -> str:
    """Return ``0.49 ×``; where the past drawn anew is at no distance there is none."""
    return "no ratio" if ratio is None else f"{ratio:.2f} ×"


def write_spread(found: Mapping[str, float], unit: str) -> str:
    """Return a distance with the least and the most over the logs: ``194 h (150 to 230)``."""
    mean, least, most = (format_count(found[key]) for key in ("mean", "least", "most"))
    return f"{mean}{unit} ({least} to {most})"


def _tabulate(words: str, unit: str, one: Distance) -> tuple[str, ...]:
    ours, theirs = (write_spread(one[key], unit) for key in ("learned", "past_drawn_anew"))
    return words, ours, theirs, write_ratio(one["ratio"]), tell_verdict(one)
