"""How many cases came week by week, and how many were simulated for the later weeks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from opmodels.foundation.units import format_count
from opmodels.show import svg
from opmodels.show.beside_charts import (
    BOTTOM,
    DASHES,
    HEIGHT,
    LEFT,
    RIGHT,
    SEEN,
    SIMULATED,
    TOP,
    WIDTH,
    Beside,
    draw_band,
    draw_key,
    draw_levels,
    draw_path,
)  # fmt: skip
from opmodels.show.charts import Chart, Scale, choose_ticks

LATER = "#f0f2f4"
MOST_DATES = 9
NEAR_END = 4.0
"""So near to the right end a date would be cut off."""
GAPS = (1, 2, 3, 6, 12, 24, 60, 120)
"""Months from one date below the drawing to the next."""


def draw_weeks(
    name: str, title: str, finding: str, first_week: str, weeks: Sequence[float], later_week: str = "",
    later: Beside | None = None,
) -> Chart:  # fmt: skip
    """Return how many cases came in each week, and in the later slice how many were simulated.

    Parameters
    ----------
    name, title, finding
        As for `opmodels.show.charts.draw_intervals`.
    first_week, weeks
        The Monday of the first week, and how many came in each.
    later_week, later
        The same of the slice that was simulated, if one was.
    """
    start = date.fromisoformat(first_week)
    shift = (date.fromisoformat(later_week) - start).days // 7 if later else 0
    count = max(len(weeks), shift + len(later["simulated"]) if later else 0)
    ticks = choose_ticks(0, max([*weeks, *(later["most"] if later else ()), 1.0]), 4)
    across, up = Scale(0, count, LEFT, WIDTH - RIGHT), Scale(0, ticks[-1], BOTTOM, TOP)
    content = _shade(across, shift) if later else ""
    content += draw_levels(up, ticks, [f"{tick:g}" for tick in ticks]) + _draw_dates(across, start, count)
    content += _draw_simulated(across, up, shift, later) if later else ""
    content += draw_path(_place(across, up, 0, weeks), SEEN) + draw_key(later is not None)
    content += svg.text(WIDTH - RIGHT, 18, "cases a week", 11, text_anchor="end", fill=svg.FAINT)
    return Chart(
        title, finding, svg.frame(name, title, finding, WIDTH, HEIGHT, content),
        ("Week from", "Seen", *(("Simulated (least to most)",) if later else ())),
        tuple(_list_weeks(start, weeks, shift, later, count)),
    )  # fmt: skip


def _shade(across: Scale, shift: int) -> str:
    x = across.at(shift)
    told = svg.text(x + 4, TOP + 12, "the later slice", 11, fill=svg.FAINT)
    return svg.rectangle(x, TOP, across.end - x, BOTTOM - TOP, fill=LATER) + told


def _place(across: Scale, up: Scale, shift: int, values: Sequence[float]) -> list[tuple[float, float]]:
    return [(across.at(shift + week + 0.5), up.at(value)) for week, value in enumerate(values)]


def _draw_simulated(across: Scale, up: Scale, shift: int, later: Beside) -> str:
    low, mean, high = (_place(across, up, shift, later[key]) for key in ("least", "simulated", "most"))
    return draw_band(low, high) + draw_path(mean, SIMULATED, DASHES)


def _draw_dates(across: Scale, start: date, count: int) -> str:
    months = count * 7 / 30.4
    gap = next((gap for gap in GAPS if months / gap <= MOST_DATES), GAPS[-1])
    drawn = ""
    for day in _list_firsts(start, start + timedelta(weeks=count), gap):
        x = across.at((day - start).days / 7)
        words = f"{day:%b} {day.year}" if x < across.end - NEAR_END else ""
        drawn += svg.line(x, BOTTOM, x, BOTTOM + 5)
        drawn += svg.text(x, BOTTOM + 20, words, 11, text_anchor="middle", fill=svg.FAINT)
    return drawn


def _list_firsts(start: date, end: date, gap: int) -> Iterator[date]:
    """Yield the first days of months, so many months apart, counted from a January."""
    month = -(-(start.year * 12 + start.month - 1 + (start.day > 1)) // gap) * gap
    while (day := date(month // 12, month % 12 + 1, 1)) < end:
        yield day
        month += gap


def _list_weeks(
    start: date, weeks: Sequence[float], shift: int, later: Beside | None, count: int
) -> Iterator[tuple[str, ...]]:
    for week in range(count):
        day = (start + timedelta(weeks=week)).isoformat()
        seen = format_count(weeks[week]) if week < len(weeks) else "-"
        place = week - shift
        if place == 0 and later is not None and later["seen"][0] != weeks[week]:
            # The slice begins within a week, and only its part is simulated.
            seen = f"{seen}, {format_count(later['seen'][0])} of them in the later slice"
        if later is None:
            yield day, seen
        elif 0 <= place < len(later["simulated"]):
            mean, low, high = (format_count(later[key][place]) for key in ("simulated", "least", "most"))
            yield day, seen, f"{mean} ({low} to {high})"
        else:
            yield day, seen, "-"
