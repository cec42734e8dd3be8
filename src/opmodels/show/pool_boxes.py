"""What stands below the picture of a service: who does the work, where people live, what is decided."""

from __future__ import annotations

from collections.abc import Iterator

from opmodels.describe.service import Service
from opmodels.show import svg
from opmodels.show.arrivals import tell_areas
from opmodels.show.decisions import tell_consult
from opmodels.show.picture import name_size, tell_pool
from opmodels.show.teams import tell_help
from opmodels.show.words import fold, plain

MARGIN = 24.0
POOL_WIDTH, POOL_HEAD, POOL_ROW, POOLS_ACROSS = 250.0, 32.0, 14.0, 4
POOL_LETTERS = 46
HEAD_LETTERS = 34
NOTE_LETTER = 6.2


def draw_below(service: Service, top: float, width: float) -> tuple[str, float]:
    """Return the boxes of the pools and the lines below them, and where they end.

    Parameters
    ----------
    service
        The service.
    top
        Where they begin.
    width
        How wide the picture is.
    """
    across = max(min(POOLS_ACROSS, int((width - 2 * MARGIN) // POOL_WIDTH)), 1)
    high = _measure_pools(service)
    height = top + 34 + -(-max(len(service.pools), 1) // across) * (high + 12) + 8
    content = "".join(_draw_pools(service, top, across, high))
    for words in _list_notes(service, int((width - 2 * MARGIN) / NOTE_LETTER)):
        content += svg.text(MARGIN, height + 4, words, 11)
        height += 16
    return content, height


def _list_notes(service: Service, letters: int) -> Iterator[str]:
    """Yield the lines below the boxes: where people live, and what is decided while the service runs."""
    if service.areas:
        yield from fold(f"Where people live: {plain(tell_areas(service))}", width=letters)
    for name, consult in service.consults.items():
        yield from fold(f"{plain(name)}: {plain(tell_consult(consult))}", width=letters)


def _list_rows(service: Service, name: str) -> list[str]:
    """Return the lines in the box of a pool: its hours and pay, cut, and what changes its size, in full."""
    pool = service.pools[name]
    rows = [svg.shorten(words, POOL_LETTERS) for words in tell_pool(service, name, pool)]
    return [*rows, *(line for words in tell_help(pool) for line in fold(plain(words), "", POOL_LETTERS))]


def _measure_pools(service: Service) -> float:
    """Return how high the boxes of pools are: as the fullest needs."""
    rows = max((len(_list_rows(service, name)) for name in service.pools), default=0)
    return POOL_HEAD + POOL_ROW * rows


def _draw_pools(service: Service, top: float, across: int, high: float) -> Iterator[str]:
    if not service.pools:
        return
    yield svg.text(MARGIN, top + 18, "Who does the work", 13, font_weight="bold")
    for place, (name, pool) in enumerate(service.pools.items()):
        x = MARGIN + place % across * (POOL_WIDTH + 10)
        y = top + 28 + place // across * (high + 12)
        yield svg.rectangle(x, y, POOL_WIDTH, high, fill=svg.PAPER, stroke=svg.LINE)
        size = f": {pool.size} {name_size(pool)}"
        told = svg.shorten(plain(name), HEAD_LETTERS - len(size)) + size
        yield svg.text(x + 10, y + 19, told, 12, font_weight="bold")
        for row, words in enumerate(_list_rows(service, name)):
            yield svg.text(x + 10, y + 35 + POOL_ROW * row, words, 10, fill=svg.FAINT)
