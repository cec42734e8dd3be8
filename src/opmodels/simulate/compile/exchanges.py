"""Exchanges: who fits whom, how far they are from each other, and when they are matched (E3.19)."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from opmodels.describe.exchanges import Exchange, Rounds, find_way
from opmodels.describe.service import Service
from opmodels.foundation.weeks import DAY
from opmodels.simulate import columns as c
from opmodels.simulate.compile.kinds import Segment
from opmodels.simulate.compile.pathway import Index
from opmodels.simulate.compile.processes import list_stretches
from opmodels.simulate.compile.timeline import Timeline


def compile_exchanges(services: Sequence[Service], index: Index, first_list: int) -> dict[str, np.ndarray]:
    """Compile every exchange by the rules before go-live, then by those after it.

    Parameters
    ----------
    services
        As it is, and after go-live.
    index
        What names mean as numbers.
    first_list
        Number of the list of the givers of the first exchange.
    """
    exchange, way = [], list[np.ndarray]()
    for version in (0, -1):
        for name, number in index.exchanges.items():
            service = _find_service(services, version, name)
            law, lists = service.exchanges[name], first_list + 2 * number
            exchange.append([int(law.matches is None), int(law.order == "nearest"), lists, lists + 1])
            way.append(_lay_ways(service, law, index.segments))
    segments = len(index.segments)
    return {
        "exchange": np.array(exchange, np.int64).reshape(-1, c.EXCHANGE_COLS),
        "way": np.concatenate(way) if way else np.zeros((0, segments), np.int64),
    }


def _find_service(services: Sequence[Service], version: int, name: str) -> Service:
    """Return the version in force, or the other one where that does not know the exchange."""
    first = services[version]
    return first if name in first.exchanges else next(s for s in services if name in s.exchanges)


def _lay_ways(service: Service, law: Exchange, segments: Sequence[Segment]) -> np.ndarray:
    """Return ms between giver and taker, by their kinds; -1 where they do not fit or live too far apart."""
    who = [{"area": s.area, "group": s.group, "need": s.need, "severity": s.level} for s in segments]
    table = np.full((len(segments), len(segments)), -1, np.int64)
    for row, giver in enumerate(who):
        for column, taker in enumerate(who):
            way = find_way(service.distances, giver["area"], taker["area"]) or 0.0
            if law.suits(giver, taker) and (law.longest_way is None or way <= law.longest_way.value):
                table[row, column] = math.floor(way * 60_000 + 0.5)
    return table


def compile_rounds(services: Sequence[Service], index: Index, timeline: Timeline) -> np.ndarray:
    """Return a process for the rounds of each exchange, in the order of exchanges and versions."""
    lines = []
    for name, number in index.exchanges.items():
        laws = [_find_service(services, version, name).exchanges[name].matches for version in (0, -1)]
        for rounds, start, end in list_stretches(laws, timeline):
            lines.append(_lay_rounds(rounds, number, start, end))
    return np.array(lines, np.int64).reshape(-1, c.PROCESS_COLS)


def _lay_rounds(rounds: Rounds, number: int, start: int, end: int) -> list[int]:
    line = [-1] * c.PROCESS_COLS
    line[c.PROCESS_KIND], line[c.PROCESS_POOL] = c.ROUNDS, number
    every = DAY if rounds.every is None else rounds.every.value
    line[c.PROCESS_EVERY] = math.floor(every * 60_000 + 0.5)
    line[c.PROCESS_AFTER] = -1 if rounds.minute is None else rounds.minute
    line[c.PROCESS_FROM], line[c.PROCESS_UNTIL] = start, end
    return line
