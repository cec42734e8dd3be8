"""Outages of pools and help that is called, as processes of their own (E3.9)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

import numpy as np

from opmodels.describe.exchanges import Rounds
from opmodels.describe.service import Service
from opmodels.describe.staff import Call, Outage, Pool
from opmodels.simulate import columns as c
from opmodels.simulate.compile.shelf import Shelf
from opmodels.simulate.compile.timeline import Timeline

EVERYBODY = 1 << 20
ENDLESS = 1 << 61
Law = TypeVar("Law", Outage, Call, Rounds)


def compile_processes(
    services: Sequence[Service],
    pools: Mapping[str, int],
    rows: Mapping[str, int],
    timeline: Timeline,
    shelf: Shelf,
) -> np.ndarray:
    """Return a row for each outage and each call: outages first, then in the order of pools and versions.

    Parameters
    ----------
    services
        As it is, and after go-live.
    pools, rows
        Numbers of pools, and rows of steps, by name.
    timeline
        The days of the run.
    shelf
        Where quantile tables are collected.
    """
    lines = []
    for name, number in pools.items():
        outages = [pool.outages if pool else None for pool in _versions(services, name)]
        for outage, start, end in list_stretches(outages, timeline):
            lines.append(_lay_outage(outage, number, start, end, shelf))
    for name, number in pools.items():
        calls = [pool.on_call if pool else None for pool in _versions(services, name)]
        for call, start, end in list_stretches(calls, timeline):
            lines.append(_lay_call(call, number, start, end, rows))
    return np.array(lines, np.int64).reshape(-1, c.PROCESS_COLS)


def _versions(services: Sequence[Service], name: str) -> list[Pool | None]:
    return [service.pools.get(name) for service in services]


def list_stretches(laws: Sequence[Law | None], timeline: Timeline) -> Iterator[tuple[Law, int, int]]:
    """Yield each law with the times between which it begins anything; the same one goes on at go-live."""
    if len(laws) == 1 or laws[0] == laws[-1]:
        if laws[0] is not None:
            yield laws[0], 0, ENDLESS
        return
    for law, start, end in ((laws[0], 0, timeline.live), (laws[-1], timeline.live, ENDLESS)):
        if law is not None:
            yield law, start, end


def _lay_outage(outage: Outage, pool: int, start: int, end: int, shelf: Shelf) -> list[int]:
    line = [-1] * c.PROCESS_COLS
    line[c.PROCESS_KIND], line[c.PROCESS_POOL] = c.OUTAGE, pool
    line[c.PROCESS_AMOUNT] = int(outage.takes.value) if outage.takes else EVERYBODY
    line[c.PROCESS_EVERY] = shelf.add(outage.every.distribution)
    line[c.PROCESS_LASTS] = shelf.add(outage.lasts.distribution)
    line[c.PROCESS_FROM], line[c.PROCESS_UNTIL] = start, end
    return line


def _lay_call(call: Call, pool: int, start: int, end: int, rows: Mapping[str, int]) -> list[int]:
    line = [-1] * c.PROCESS_COLS
    line[c.PROCESS_KIND], line[c.PROCESS_POOL] = c.CALL, pool
    line[c.PROCESS_AMOUNT], line[c.PROCESS_LEAST] = int(call.staff.value), int(call.at_least.value)
    line[c.PROCESS_ROW] = rows[call.queue]
    line[c.PROCESS_AFTER] = round(call.after.value * 60_000)
    line[c.PROCESS_STAYS] = round(call.stays.value * 60_000)
    line[c.PROCESS_FROM], line[c.PROCESS_UNTIL] = start, end
    return line
