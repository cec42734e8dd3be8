"""Rules: the run fits on the clock, pools open in it, slots fit their sessions."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from functools import lru_cache

from opmodels.describe.fault import Fault
from opmodels.describe.pathway import Book
from opmodels.describe.service import Service
from opmodels.describe.sourced import Quantity
from opmodels.describe.staff import Pool
from opmodels.describe.walk import walk_pools
from opmodels.foundation.calendar import parse_hours
from opmodels.foundation.errors import name_list
from opmodels.foundation.public_holidays import public_holidays
from opmodels.foundation.units import UnitError
from opmodels.foundation.wall_clock import read_clock
from opmodels.foundation.weeks import DAY

MOST_YEARS = 17
MOST_HOLIDAYS = 60
"""No place has so many public holidays in a year."""
NEAR_PLACES = frozenset({"England", "Wales", "Scotland", "Northern Ireland"})
"""Places that are known without loading the calendars of the world, which takes a while."""
MOST_MINUTES = MOST_YEARS * 365.25 * DAY


def run_is_short_enough(service: Service) -> Iterator[Fault]:
    """The run and its warm-up last at most 17 years (E1.1)."""
    time = service.time
    warm_up = time.warm_up.value if isinstance(time.warm_up, Quantity) else 0.0
    if time.run.value + warm_up > MOST_MINUTES:
        found = f"a run of {(time.run.value + warm_up) / DAY / 365.25:.4g} years"
        yield Fault(("time", "run"), found, f"at most {MOST_YEARS} years, the warm-up included")


def _last_day(service: Service) -> date:
    return service.time.start + timedelta(minutes=min(service.time.run.value, MOST_MINUTES))


def clock_is_known(service: Service) -> Iterator[Fault]:
    """The time zone and the public holidays are those of a place that is known."""
    time = service.time
    try:
        read_clock(time.zone, time.start, _last_day(service))
    except UnitError as error:
        yield Fault(("time", "zone"), error.found, error.expected, error.nearest, error.next)
    try:
        if time.holidays and time.holidays not in NEAR_PLACES:
            public_holidays(time.holidays, [time.start.year])
    except UnitError as error:
        yield Fault(("time", "holidays"), error.found, error.expected, error.nearest, error.next)


def go_live_is_in_the_run(service: Service) -> Iterator[Fault]:
    """The day from which changes hold is a day of the run."""
    day = service.time.go_live
    if day and not service.time.start <= day < _last_day(service):
        yield Fault(
            ("time", "go_live"), f"{day}", f"a day from {service.time.start} to before {_last_day(service)}"
        )


def gap_is_to_be_closed_later(service: Service) -> Iterator[Fault]:
    """The day by which the gap must be closed is not before the run begins."""
    if service.gap is not None and service.gap.by < service.time.start:
        found, start = service.gap.by, service.time.start
        step = "a bare year such as 2027 is no date: write the day" if found.year < 2000 else None
        yield Fault(("gap", "by"), f"the day {found}", f"a day from {start}, when the run begins", next=step)


def pools_open(service: Service) -> Iterator[Fault]:
    """Whatever a step or a diary depends on is open at some time in the run, by somebody."""
    needed = [(f"the step '{step}'", pools) for step, _, pools in walk_pools(service)]
    booked = {step.book for step in service.steps.values() if isinstance(step, Book)}
    needed += [
        (f"the diary '{name}'", (diary.pool,)) for name, diary in service.diaries.items() if name in booked
    ]
    told: set[str] = set()
    for user, pools in needed:
        shut = [name for name in pools if why_shut(service, service.pools[name])]
        if len(shut) == len(pools) and not told & set(shut):
            told |= set(shut)
            field, reason = why_shut(service, service.pools[shut[0]]) or ("", "")
            found = f"the pool '{shut[0]}', which {reason}"
            step = f"change its {field}, or let another pool do it"
            yield Fault(
                ("pools", shut[0], field), found, f"a pool that works in the run: {user} needs it", next=step
            )


def why_shut(service: Service, pool: Pool) -> tuple[str, str] | None:
    """Return the field of a pool and the reason why it never works in the run, or None."""
    if pool.on_call is not None:
        return None  # who is called comes whatever the hours
    if pool.size == 0:
        return ("staff" if pool.staff is not None else "places"), "has nobody in it"
    return None if _ever_opens(service, pool) else ("hours", "is never open in the run")


def _ever_opens(service: Service, pool: Pool) -> bool:
    special = {day: bool(off.spans) for off in pool.exceptions for day in off.days}
    usual = {weekday for weekday in range(7) if _is_open_on(pool, weekday)}
    days = (service.time.start + timedelta(days=n) for n in range(_count_days(service)))
    open_days = [day for day in days if special.get(day, day.weekday() in usual)]
    keeps = not service.time.holidays or pool.on_holidays == "open" or pool.hours == parse_hours("always")
    first, last = service.time.start.year, _last_day(service).year
    if keeps or len(open_days) > MOST_HOLIDAYS * (last - first + 1):
        return bool(open_days)
    closed = _find_holidays(service.time.holidays, first, last)
    return any(day in special or day not in closed for day in open_days)


def _count_days(service: Service) -> int:
    return max((_last_day(service) - service.time.start).days, 1)


def _is_open_on(pool: Pool, weekday: int) -> bool:
    return any(start < (weekday + 1) * DAY and end > weekday * DAY for start, end in pool.hours.spans)


@lru_cache(maxsize=8)
def _find_holidays(where: str, first: int, last: int) -> Collection[date]:
    """Return the public holidays from one year to another; none where nobody knows them."""
    try:
        return frozenset(public_holidays(where, range(first, last + 1)))
    except UnitError:
        return frozenset()


def slots_fit(service: Service) -> Iterator[Fault]:
    """The slots of a diary fit into the shortest session of its pool."""
    for name, diary in service.diaries.items():
        sessions = _list_sessions(service.pools[diary.pool])
        if diary.slot is None or not sessions:
            continue
        room, wanted = min(sessions), diary.per_session.value * diary.slot.value
        if wanted > room + 1e-9:
            most = int((room + 1e-9) / diary.slot.value)
            found = (
                f"{diary.per_session.written} slots of {diary.slot.written} in a session of {room / 60:.4g} h"
            )
            yield Fault(("diaries", name, "per_session"), found, f"at most {most} slots", str(most))


def _list_sessions(pool: Pool) -> list[int]:
    """Return the minutes of each session of a week; one that crosses midnight is two."""
    cuts = [
        (start, end, day) for start, end in pool.hours.spans for day in range(start // DAY, -(-end // DAY))
    ]
    return [min(end, (day + 1) * DAY) - max(start, day * DAY) for start, end, day in cuts]


def days_off_are_in_the_run(service: Service) -> Iterator[Fault]:
    """Each day has one set of exceptional hours in a pool."""
    for name, pool in service.pools.items():
        seen: set[date] = set()
        for place, off in enumerate(pool.exceptions):
            again = sorted(seen & set(off.days))
            if again:
                found = f"other hours a second time for {name_list([str(day) for day in again], 3)}"
                yield Fault(("pools", name, "exceptions", place), found, "each day once")
            seen |= set(off.days)


RULES = (
    run_is_short_enough,
    clock_is_known,
    go_live_is_in_the_run,
    gap_is_to_be_closed_later,
    pools_open,
    slots_fit,
    days_off_are_in_the_run,
)
