"""The transfer matrix as a drawing: a square for each cell, deeper where more of the gap is closed."""

from __future__ import annotations

from opmodels.describe.service import Service
from opmodels.explore.cell import Cell
from opmodels.explore.matrix import Matrix
from opmodels.foundation.units import count_of
from opmodels.show import svg
from opmodels.show.matrix_table import head_of
from opmodels.show.matrix_words import FAILS, OPEN, RED, mark_cell, tell_cell, tell_mark

NAMES, CELL_WIDE, CELL_TALL, HEAD, EDGE, KEY = 180.0, 92.0, 40.0, 70.0, 16.0, 92.0
LEAST_WIDE = 620.0
"""Room for the words below."""
STEPS = (
    (-1e9, "#f3d3b8"),
    (0.0, "#f4f6f8"),
    (0.05, "#dbe7f3"),
    (0.33, "#b7d0ea"),
    (0.66, "#8fb7de"),
    (1.0, "#5f97cc"),
)
"""From which share of the gap on a square has which colour: paper, or orange where it costs more."""
NONE, BARRED = "#ffffff", "#d9dcdf"
KEY_WORDS = (
    "Share of the gap that is closed a year, deeper blue for more; money where no gap is stated.",
    f"Grey: {RED} crosses a red line, or {FAILS} a hard guardrail fails. {OPEN} Something cannot be told.",
    "Orange: it costs more. Dashes: no result. No square says that a model may be scaled.",
)


def draw_matrix(matrix: Matrix) -> str:
    """Return the matrix as SVG; each square tells its cell in words when pointed at."""
    wide = max(EDGE + NAMES + CELL_WIDE * len(matrix.models) + EDGE, LEAST_WIDE)
    tall = HEAD + CELL_TALL * len(matrix.services) + KEY
    content = "".join(_draw_head(place, model) for place, model in enumerate(matrix.models))
    for row, (name, service) in enumerate(matrix.services.items()):
        y = HEAD + CELL_TALL * row
        content += svg.text(EDGE, y + CELL_TALL / 2 + 4, svg.shorten(name, 26), 13)
        for column, model in enumerate(matrix.models):
            x = EDGE + NAMES + CELL_WIDE * column
            content += _draw_cell(matrix.cell(name, model), service, x, y)
    below = HEAD + CELL_TALL * len(matrix.services) + 26
    content += "".join(svg.text(EDGE, below + 18 * i, words, 12) for i, words in enumerate(KEY_WORDS))
    return svg.frame("matrix", "Operating models by service", tell_finding(matrix), wide, tall, content)


def _draw_head(place: int, model: str) -> str:
    lines = head_of(model)
    x = EDGE + NAMES + CELL_WIDE * (place + 0.5)
    first = HEAD - 10 - 15 * (len(lines) - 1)
    return "".join(
        svg.text(x, first + 15 * i, svg.shorten(words, 14), 12, text_anchor="middle", font_weight="bold")
        for i, words in enumerate(lines)
    )


def _draw_cell(cell: Cell, service: Service, x: float, y: float) -> str:
    title = svg.element("title", svg.escape(f"{cell.service}, {cell.model}: {tell_cell(cell, service)}"))
    dashes = None if cell.has_result else "3 3"
    box = svg.rectangle(
        x + 2, y + 2, CELL_WIDE - 4, CELL_TALL - 4,
        fill=_colour(cell, service), stroke=svg.LINE, stroke_dasharray=dashes,
    )  # fmt: skip
    words = mark_cell(cell, service) if cell.has_result else "no result"
    ink = svg.INK if cell.has_result else svg.FAINT
    size = 13 if cell.has_result else 11
    mark = svg.text(x + CELL_WIDE / 2, y + CELL_TALL / 2 + 4, words, size, text_anchor="middle", fill=ink)
    return svg.element("g", title + box + mark)


def _colour(cell: Cell, service: Service) -> str:
    closed = cell.gap_closed.mean if cell.gap_closed is not None else None
    if closed is None:
        return NONE
    if tell_mark(cell) in (RED, FAILS):
        return BARRED
    if service.gap is None or not service.gap.amount.value:
        share = 0.0 if closed >= 0 else -1.0  # money without a gap has no share to be coloured by
    else:
        share = closed / service.gap.amount.value
    # What rounds to 0 % is no loss: noise of a simulation must not look like one.
    return next(
        colour for start, colour in reversed(STEPS) if share >= start or (start == 0.0 and share > -0.005)
    )


def tell_finding(matrix: Matrix) -> str:
    """Return what the matrix shows, in a sentence; cells that look good are not counted."""
    empty = sum(not cell.has_result for cell in matrix.cells)
    return (
        f"{count_of(len(matrix.models), 'operating model')} in {count_of(len(matrix.services), 'service')}:"
        f" {count_of(len(matrix.cells) - empty, 'result')}, and {empty} without one, with the reason."
        " They are examples to learn from, not a league table."
    )
