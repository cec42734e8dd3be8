"""How much of the demand comes while those who should serve it are not there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from opmodels.describe.choosing import Choose
from opmodels.describe.demand import DAYS, QUARTERS_PER_DAY
from opmodels.describe.fault import Note
from opmodels.describe.notes_borrowed import BORROWED_WORDS
from opmodels.describe.pathway import Branch
from opmodels.describe.service import Service
from opmodels.describe.serving import Serve
from opmodels.describe.side_by_side import SideBySide

QUARTERS = len(DAYS) * QUARTERS_PER_DAY
LEAST = 0.0005
"""A smaller share would be told as nought."""


def find_early_cases(service: Service) -> Iterator[Note]:
    """Tell what share of each need's cases arises while a pool that serves it first is shut.

    Public holidays are left aside; a need all of whose cases come then is told elsewhere.
    """
    for name, need in service.needs.items():
        lent = need.note.startswith(BORROWED_WORDS) and "week" in need.note
        whose = "; the shape of the week is borrowed" if lent else ""
        for shut, pools in _list_shut(service, name).items():
            who = f"the pool {pools[0]} is" if len(pools) == 1 else f"the pools {' and '.join(pools)} are"
            text = f"{shut} of its cases arise while {who} shut{whose}"
            yield Note(("needs", name, "planned" if need.planned else "week"), text)


def _list_shut(service: Service, name: str) -> dict[str, list[str]]:
    """Return the pools that serve a need first and are shut when cases arise, by the share of those cases."""
    need, found = service.needs[name], dict[str, list[str]]()
    for pools in _list_first(service, need.starts_at):
        open_ = {quarter for pool in pools for quarter in _list_open(service, pool)}
        outside = [weight for quarter, weight in enumerate(need.quarters) if quarter not in open_]
        shut = sum(outside) / sum(need.quarters)
        if LEAST <= shut < 1 - 1e-9:
            told = found.setdefault(f"{100 * shut:.1f} %", [])
            told += [pool for pool in pools if pool not in told]
    return found


def _list_first(service: Service, start: str) -> list[tuple[str, ...]]:
    """Return the pools at the first steps that take time, for each requirement; branches are followed."""
    edge, seen, found = [start], {start}, list[tuple[str, ...]]()
    while edge:
        step = service.steps.get(edge.pop(0))
        if isinstance(step, Serve):
            found += step.requirements
        elif isinstance(step, Branch | Choose | SideBySide):
            ways = [route for exit_, route in step.exits() if exit_ != "joins_at"]
            onward = [place for route in ways for place in route.to if place not in seen]
            seen.update(onward)
            edge += onward
    return list(dict.fromkeys(found))


def _list_open(service: Service, pool: str) -> set[int]:
    """Return the quarter hours of the week, from Monday 00:00, in which a pool is open."""
    spans = service.pools[pool].hours.spans
    return {quarter % QUARTERS for start, end in spans for quarter in range(start // 15, -(-end // 15))}


LOOKS: tuple[Callable[[Service], Iterator[Note]], ...] = (find_early_cases,)
