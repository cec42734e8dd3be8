"""A forest plot: each finding with its interval, the mean of all places, and what a new place may expect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from opmodels.models.finding import Entry
from opmodels.models.scales import NORMAL_95, SCALES, read_figure
from opmodels.models.synthesis import LEVEL, Posterior, Study
from opmodels.models.weighed import Weighed
from opmodels.show.evidence import BETTER, tell_amount, tell_benefit, tell_bias, tell_expected, tell_notes
from opmodels.show.words import fold

LABEL, FIGURE, WEIGHT, PLOT = 32, 10, 6, 29
MARKS = {"counted": ("-", "#"), "aside": (".", "o"), "mean": ("=", "O"), "new place": ("~", "X")}


@dataclass(frozen=True)
class Row:
    """One line of the plot, on the working scale.

    Parameters
    ----------
    kind
        ``counted``, ``aside``, ``mean`` or ``new place``.
    label, figure, weight
        What stands beside it.
    low, value, high
        The interval; low and high are the value where nothing says how exact it is.
    """

    kind: str
    label: str
    figure: str
    weight: str
    low: float
    value: float
    high: float


def make_rows(weighed: Weighed) -> list[Row]:
    """Return the lines of the plot, none where nobody has measured."""
    if weighed.posterior is None:
        return []
    counted = [
        _make_row("counted", weighed, f"{one.entry.grade} {one.entry.id}", one.study, one.weight)
        for one in weighed.counted
    ]
    aside = [
        _make_row("aside", weighed, f"{one.entry.grade} {one.entry.id}", _as_reported(weighed, one.entry))
        for one in weighed.aside
    ]
    return [*counted, *aside, *_list_answers(weighed, weighed.posterior)]


def _as_reported(weighed: Weighed, entry: Entry) -> Study:
    value, error = read_figure(entry.effects[weighed.name], weighed.measure.scale)
    return Study(value, error or 0.0)


def _make_row(kind: str, weighed: Weighed, label: str, study: Study, weight: float | None = None) -> Row:
    reach = NORMAL_95 * study.variance**0.5
    figure = tell_amount(weighed.amount(study.adjusted))
    share = "-" if weight is None else f"{100 * weight:.0f} %"
    return Row(kind, label, figure, share, study.adjusted - reach, study.adjusted, study.adjusted + reach)


def _list_answers(weighed: Weighed, posterior: Posterior) -> list[Row]:
    tail = (1.0 - LEVEL) / 2.0
    asked = (
        ("mean", "mean of all places", posterior.average),
        ("new place", "expected in a new place", posterior.predict),
    )
    return [
        Row(kind, label, tell_amount(weighed.amount(ask(0.5))), "", ask(tail), ask(0.5), ask(1.0 - tail))
        for kind, label, ask in asked
    ]


def span_of(rows: Sequence[Row], weighed: Weighed) -> tuple[float, float]:
    """Return the lowest and highest place on the working scale that the plot has to show."""
    no_effect = SCALES[weighed.measure.scale].no_effect
    spots = [spot for row in rows for spot in (row.low, row.high)]
    spots += [] if no_effect is None else [no_effect]
    low, high = min(spots), max(spots)
    return (low, high) if high > low else (low - 1.0, high + 1.0)


def draw_row(row: Row, low: float, high: float, no_effect: float | None) -> str:
    """Return one line of the plot in letters: interval, value, and a bar where there is no effect."""

    def at(spot: float) -> int:
        return round((spot - low) / (high - low) * (PLOT - 1))

    line, mark = MARKS[row.kind]
    cells = [" "] * PLOT
    for place in range(at(row.low), at(row.high) + 1):
        cells[place] = line
    if no_effect is not None:
        cells[at(no_effect)] = "|"
    cells[at(row.value)] = mark
    return "".join(cells).rstrip()


def list_plot(weighed: Weighed) -> list[str]:
    """Return a measure in words with its forest plot, in 80 columns."""
    value, span = tell_expected(weighed)
    what = f"{weighed.measure.what}; {BETTER[weighed.measure.better]}"
    lines = [weighed.name[:1].upper() + weighed.name[1:], *fold(what, "  ")]
    lines += fold(f"To be expected in a place that has not tried it: {value}, {span}; grade {weighed.grade}.")
    rows = make_rows(weighed)
    if not rows:
        note = f": {weighed.assumed.note}" if weighed.assumed and weighed.assumed.note else ""
        return [*lines, *fold(f"Nobody has measured it; this is assumed{note}.")]
    lines += ["", *_list_drawing(rows, weighed), ""]
    notes = [*tell_bias(weighed), *tell_notes(weighed)]
    lines += [line for told in notes for line in fold(told, "  - ")]
    if SCALES[weighed.measure.scale].no_effect is not None:
        lines += fold(f"| is no effect. {tell_benefit(weighed)}".strip())
    return lines


def _list_drawing(rows: Sequence[Row], weighed: Weighed) -> list[str]:
    low, high = span_of(rows, weighed)
    no_effect = SCALES[weighed.measure.scale].no_effect
    start = " " * LABEL + f"{'taken as':>{FIGURE}} {'weight':>{WEIGHT}}  "
    ends = tell_amount(weighed.amount(low)), tell_amount(weighed.amount(high))
    lines = [start + f"{ends[0]}{ends[1]:>{PLOT - len(ends[0])}}"]
    for row in rows:
        figures = f"{row.figure:>{FIGURE}} {row.weight:>{WEIGHT}}  "
        drawn = draw_row(row, low, high, no_effect)
        lines.append((f"{row.label[:LABEL]:<{LABEL}}" + figures + drawn).rstrip())
    return lines
