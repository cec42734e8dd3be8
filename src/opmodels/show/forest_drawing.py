"""The forest plot of a measure as SVG."""

from __future__ import annotations

from opmodels.models.scales import SCALES
from opmodels.models.weighed import Weighed
from opmodels.show import svg
from opmodels.show.charts import Scale
from opmodels.show.evidence import tell_amount, tell_expected
from opmodels.show.forest import Row, make_rows, span_of

WIDTH, LABEL, FIGURE, RIGHT, ROW, TOP, AXIS = 780.0, 250.0, 380.0, 24.0, 28.0, 58.0, 36.0
SQUARE = 5.0
LETTERS = 36


def draw_forest(weighed: Weighed) -> str:
    """Return the forest plot of a measure.

    Raises
    ------
    ValueError
        When nobody has measured it, so that there is nothing to draw.
    """
    rows = make_rows(weighed)
    if not rows:
        raise ValueError(f"nobody has measured '{weighed.name}'")
    low, high = span_of(rows, weighed)
    scale = Scale(low, high, FIGURE, WIDTH - RIGHT)
    height = TOP + ROW * len(rows) + AXIS
    value, span = tell_expected(weighed)
    finding = f"To be expected in a place that has not tried it: {value}, {span}; grade {weighed.grade}."
    title = weighed.name[:1].upper() + weighed.name[1:]
    content = svg.text(10, 22, title, 16, font_weight="bold") + svg.text(10, 42, finding, fill=svg.FAINT)
    content += _draw_axis(weighed, scale, low, high, height)
    content += "".join(_draw_row(row, TOP + ROW * (place + 0.5), scale) for place, row in enumerate(rows))
    return svg.frame("forest", title, finding, WIDTH, height, content)


def _draw_axis(weighed: Weighed, scale: Scale, low: float, high: float, height: float) -> str:
    foot = height - AXIS + 6
    drawn = svg.line(FIGURE, foot, WIDTH - RIGHT, foot)
    no_effect = SCALES[weighed.measure.scale].no_effect
    marks = [(low, "start"), (high, "end")]
    if no_effect is not None:
        drawn += svg.line(scale.at(no_effect), TOP - 6, scale.at(no_effect), foot, stroke_dasharray="4 3")
        inside = min(scale.at(no_effect) - FIGURE, WIDTH - RIGHT - scale.at(no_effect)) > 60
        marks += [(no_effect, "middle")] if inside else []
    for spot, anchor in marks:
        words = tell_amount(weighed.amount(spot))
        drawn += svg.text(scale.at(spot), foot + 16, words, text_anchor=anchor, fill=svg.FAINT)
    return drawn


def _draw_row(row: Row, y: float, scale: Scale) -> str:
    is_answer = row.kind in ("mean", "new place")
    colour = svg.HUES[1] if row.kind == "new place" else svg.FAINT if row.kind == "aside" else svg.HUES[0]
    drawn = svg.text(10, y + 4, svg.shorten(row.label, LETTERS), font_weight="bold" if is_answer else None)
    drawn += svg.text(LABEL + 60, y + 4, row.figure, text_anchor="end")
    drawn += svg.text(LABEL + 110, y + 4, row.weight, text_anchor="end", fill=svg.FAINT)
    dashes = "3 3" if row.kind == "aside" else None
    drawn += svg.line(
        scale.at(row.low), y, scale.at(row.high), y, stroke=colour, stroke_width=2, stroke_dasharray=dashes
    )
    x = scale.at(row.value)
    if is_answer:
        corners = f"{x - 8:.1f},{y:.1f} {x:.1f},{y - 6:.1f} {x + 8:.1f},{y:.1f} {x:.1f},{y + 6:.1f}"
        return drawn + svg.element("polygon", points=corners, fill=colour)
    fill = svg.PAPER if row.kind == "aside" else colour
    return drawn + svg.rectangle(x - SQUARE, y - SQUARE, 2 * SQUARE, 2 * SQUARE, fill=fill, stroke=colour)
