"""The transfer matrix as text: a row for each service, a column for each model, and the reasons below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from opmodels.explore.matrix import Matrix
from opmodels.show.matrix_words import LEGEND, mark_cell
from opmodels.show.words import fold, join_words, plain

SPACE = "  "
MOST_HEAD = 12


def write_matrix(matrix: Matrix, width: int = 120, next_: str = "") -> str:
    """Return the matrix, in as many blocks as the width asks for.

    Parameters
    ----------
    matrix
        What was worked out.
    width
        Columns of the terminal.
    next_
        The command to go on with.
    """
    lines = [*LEGEND, ""]
    for models in _split_models(matrix, width):
        lines += [*_write_block(matrix, models), ""]
    reasons = list(_list_reasons(matrix, width))
    lines += ["No result:", *reasons, ""] if reasons else []
    lines += list(_list_withheld(matrix, width))
    lines += fold(f"Next: {next_}", width=width) if next_ else []
    return "\n".join(lines).rstrip() + "\n"


def head_of(model: str) -> list[str]:
    """Return the name of a model in short lines, broken where its words meet."""
    words = [piece for piece in re.split(r"(?<=[_+(,])|\s+", model) if piece]
    lines = [""]
    for word in words:
        if lines[-1] and len(lines[-1]) + len(word) > MOST_HEAD:
            lines.append("")
        lines[-1] += word
    return [line.rstrip("_").replace("_", " ") for line in lines]


def _column(matrix: Matrix, model: str) -> list[str]:
    return [mark_cell(matrix.cell(name, model), service) for name, service in matrix.services.items()]


def _wide(matrix: Matrix, model: str) -> int:
    return max(map(len, [*head_of(model), *_column(matrix, model)]))


def _split_models(matrix: Matrix, width: int) -> Iterator[list[str]]:
    room = width - max(map(len, matrix.services), default=0)
    block: list[str] = []
    used = 0
    for model in matrix.models:
        wide = _wide(matrix, model) + len(SPACE)
        if block and used + wide > room:
            yield block
            block, used = [], 0
        block.append(model)
        used += wide
    if block:
        yield block


def _write_block(matrix: Matrix, models: Sequence[str]) -> list[str]:
    names = max(map(len, matrix.services), default=0)
    heads = [head_of(model) for model in models]
    wides = [_wide(matrix, model) for model in models]
    tall = max(map(len, heads))
    lines = [
        _join_row(
            "", [head[i - tall + len(head)] if i >= tall - len(head) else "" for head in heads], names, wides
        )
        for i in range(tall)
    ]
    columns = [_column(matrix, model) for model in models]
    rows = zip(*columns, strict=True)
    return lines + [
        _join_row(name, list(row), names, wides) for name, row in zip(matrix.services, rows, strict=True)
    ]


def _join_row(name: str, cells: list[str], names: int, wides: list[int]) -> str:
    told = SPACE.join(f"{cell:>{wide}}" for cell, wide in zip(cells, wides, strict=True))
    return f"{name:<{names}}{SPACE}{told}".rstrip()


def _list_reasons(matrix: Matrix, width: int) -> Iterator[str]:
    for cell in matrix.cells:
        if not cell.has_result:
            yield from fold(f"{cell.service} x {cell.model}: {cell.reason}", "  ", width)


def _list_withheld(matrix: Matrix, width: int) -> Iterator[str]:
    for name in matrix.services:
        missed = {figure for cell in matrix.cells if cell.service == name for figure in cell.withheld}
        if missed:
            figures = join_words(sorted(map(plain, missed)))
            told = f"{name}: as it is, it is not seen to reproduce {figures}: no verdict on any model"
            yield from fold(told, "", width)
