"""The transfer matrix as one HTML file that asks for nothing from outside."""

from __future__ import annotations

from typing import Any

from opmodels.explore.cell import Cell
from opmodels.explore.matrix import Matrix
from opmodels.show.matrix_drawing import draw_matrix, tell_finding
from opmodels.show.matrix_words import mark_cell, tell_cell
from opmodels.show.report.templates import load_template
from opmodels.show.words import short_money, write_day

TEMPLATE = "matrix.html.j2"


def write_matrix_report(matrix: Matrix) -> str:
    """Return the matrix as a page: the drawing, then every cell in words, service by service."""
    return str(
        load_template(TEMPLATE).render(
            finding=tell_finding(matrix),
            drawing=draw_matrix(matrix),
            services=[_tell_service(matrix, name) for name in matrix.services],
            made=matrix.provenance.created,
            replications=matrix.provenance.settings["replications"],
        )
    )


def _tell_service(matrix: Matrix, name: str) -> dict[str, Any]:
    service = matrix.services[name]
    cells = [matrix.cell(name, model) for model in matrix.models]
    gap = service.gap
    return {
        "name": name,
        "title": service.service,
        "gap": f"{short_money(gap.amount.value, service.currency)} by {write_day(gap.by)}" if gap else "",
        "withheld": sorted({figure for cell in cells for figure in cell.withheld}),
        "cells": [_tell_line(matrix, cell) for cell in cells],
    }


def _tell_line(matrix: Matrix, cell: Cell) -> dict[str, str]:
    service = matrix.services[cell.service]
    return {"model": cell.model, "mark": mark_cell(cell, service), "words": tell_cell(cell, service)}
