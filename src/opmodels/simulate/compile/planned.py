"""Cases that come at known times: lists of planned or recorded times on the axis of the run (E2.7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from opmodels.describe.coming import Planned, Timetable
from opmodels.describe.service import Service
from opmodels.foundation.randomness import hash_names, hash_purpose
from opmodels.simulate import columns as c
from opmodels.simulate.compile.shelf import Shelf
from opmodels.simulate.compile.timeline import DAY_MS, EPOCH, Timeline

ENDLESS = 1 << 61


@dataclass(frozen=True)
class Entry:
    """One time of a list on one day.

    Parameters
    ----------
    need, group
        Whose case it is.
    block, ordinal
        Where the case has its key.
    t
        ms from the start of the run.
    list_of
        The list it belongs to.
    """

    need: str
    group: str
    block: int
    ordinal: int
    t: int
    list_of: Timetable


def groups_of(service: Service, times: Sequence[Planned]) -> list[str]:
    """Return the groups that a list of times may be about."""
    peopled = [name for name, group in service.groups.items() if group.people.value > 0]
    return [name for name in peopled if any(time.group in ("", name) for time in times)]


def list_entries(services: Sequence[Service], timeline: Timeline) -> Iterator[Entry]:
    """Yield every planned time of a run, in the order of needs and of their lists."""
    changes = len(services) > 1
    for need in dict.fromkeys(name for service in services for name in service.needs):
        for version, service in enumerate(services):
            described = service.needs.get(need)
            if described is None or described.planned is None:
                continue
            start = timeline.live if version else -ENDLESS
            end = timeline.live if changes and not version else ENDLESS
            found = _list_of(service, need, described.planned, timeline)
            yield from (entry for entry in found if start <= entry.t < end)


def _list_of(service: Service, need: str, table: Timetable, timeline: Timeline) -> Iterator[Entry]:
    seen, unnamed = Counter[tuple[str, int]](), Counter[int]()
    for time in table.times:
        for day in _list_days(time, timeline):
            block = (day - EPOCH).days * DAY_MS + time.clock_ms
            group = time.group or _find_group(service, need, block, unnamed[block])
            unnamed[block] += not time.group
            yield Entry(need, group, block, seen[group, block], _place(day, time.clock_ms, timeline), table)
            seen[group, block] += 1


def _list_days(time: Planned, timeline: Timeline) -> list[date]:
    """Return the days of the run that a time names."""
    last = int(np.searchsorted(timeline.midnights, timeline.horizon))
    days = timeline.dates[:last]
    if time.day is not None:
        return [time.day] if days[0] <= time.day <= days[-1] else []
    return [day for day in days if day.weekday() == time.weekday]


def _find_group(service: Service, need: str, block: int, n: int) -> str:
    people = {name: group.people.value for name, group in service.groups.items() if group.people.value > 0}
    edges = np.cumsum(list(people.values()))
    u = (hash_names("planned", need, block, n) + 0.5) / 2**64
    place = min(int(np.searchsorted(edges / edges[-1], u, side="right")), len(people) - 1)
    return list(people)[place]


def _place(day: date, clock_ms: int, timeline: Timeline) -> int:
    """Return ms from the start of the run at which the wall clock of a day shows a time; what it skips is the
    moment of the skip."""
    number, (minute, rest) = (day - timeline.first).days, divmod(clock_ms, 60_000)
    start = timeline.moment(number, minute)
    if not rest:
        return start
    after = day + timedelta(days=1) if minute == 1439 else day
    end = timeline.moment((after - timeline.first).days, (minute + 1) % 1440)
    return min(start + rest, end)


def compile_planned(
    services: Sequence[Service], streams: Sequence[tuple[str, str]], timeline: Timeline, shelf: Shelf
) -> dict[str, np.ndarray]:
    """Compile the lists of times of one or two versions of a service.

    Parameters
    ----------
    services
        As it is, and as it is after go-live.
    streams
        Pairs of need and group.
    timeline
        The days of the run.
    shelf
        Where quantile tables are collected.
    """
    number = {pair: place for place, pair in enumerate(streams)}
    rows, shares, blocks = [], [], []
    for entry in list_entries(services, timeline):
        early = round(entry.list_of.early.value * 60_000) if entry.list_of.early else 0
        spread = entry.list_of.late.of(entry.group, entry.need) if entry.list_of.late else None
        late = shelf.add(spread.distribution) if spread is not None else -1
        purpose = hash_purpose("planned", entry.need)
        rows.append((number[entry.need, entry.group], entry.t - early, late, entry.ordinal, purpose))
        blocks.append(entry.block)
        shares.append(entry.list_of.comes.value if entry.list_of.comes else 1.0)
    return {
        "planned": np.array(rows, np.int64).reshape(-1, c.PLANNED_COLS),
        "planned_block": np.array(blocks, np.int64),
        "planned_share": np.array(shares, np.float64),
    }
