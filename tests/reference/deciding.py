"""Consults and funding, straight from the rules (E3.14 to E3.16)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from opmodels.describe.decisions import Consult
from opmodels.describe.funding import Funding
from opmodels.describe.service import Service
from opmodels.describe.sourced import Varied
from opmodels.planners.base import Question
from opmodels.planners.share_staff import share_staff
from tests.reference.case import Case, Stay
from tests.reference.chance import milliseconds
from tests.reference.days import NEVER
from tests.reference.staff import Staff

if TYPE_CHECKING:
    from tests.reference.engine import Engine

FUND, ASK, RETURN = (n << 24 for n in range(3))
"""Where the numbers of funding rules, consults and returns begin among decisions (E3.16)."""


@dataclass
class Year:
    """The funding years of a pool: what has been counted since the last of them began."""

    pool: Staff
    rule: Funding
    volume: int | None = None


class Deciding:
    """Who is moved, and what is paid for."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.years = engine, list[Year]()
        self.posts: dict[str, int] = {}

    def begin(self) -> None:
        """Plan every decision of the run."""
        versions, live = self.engine.versions, self.engine.days.live
        if len(versions) == 1 or _meaning(versions[0]) == _meaning(versions[1]):
            self._plan(versions[0], 0, NEVER, 0)
            return
        self._plan(versions[0], 0, live, 0)
        self._plan(versions[1], live, NEVER, 1)

    @property
    def starts_anew(self) -> bool:
        """Whether the old rules end at go-live."""
        versions = self.engine.versions
        return len(versions) > 1 and _meaning(versions[0]) != _meaning(versions[1])

    def go_live(self) -> None:
        """End what the rules before go-live had decided."""
        if self.starts_anew:
            for pool in self.engine.staff.values():
                self.engine.use(pool)
                pool.moved = pool.paid = 0
            self.years = [year for year in self.years if year.volume is None]

    def _plan(self, version: Service, start: int, end: int, number: int) -> None:
        days = self.engine.days
        for place, (name, pool) in enumerate(version.pools.items()):
            if pool.funded_by is not None:
                year = Year(self.engine.staff[name], pool.funded_by)
                self.years.append(year)
                first = days.day_at(days.warm) if not number else max(days.day_at(days.warm), days.live_day)
                count = int(pool.funded_by.every.value / 1440)
                for day in range(first, days.count, count):
                    self._at(days.midnights[day], start, end, FUND + place, self._turn_year(year))
        for time, place, back in _list_asked(version, self.engine, start, end):
            rule = list(version.consults.values())[place]
            self._at(time, start, end, ASK + place, self._asking(rule))
            if back is not None:
                self._at(back, start, end, RETURN + place, self._returning(rule))

    def _at(self, time: int, start: int, end: int, number: int, act: Any) -> None:
        if start <= time < end:
            self.engine.call_decision(time, number, act)

    # What waits, and who is moved (E3.14)

    def _asking(self, rule: Consult) -> Any:
        return lambda: self._ask(rule)

    def _returning(self, rule: Consult) -> Any:
        return lambda: self._share({self.engine.staff[name]: 0 for name in rule.pools})

    def _posts(self, pool: Staff) -> int:
        return self.engine.rules(pool.name).size + pool.paid

    def _ask(self, rule: Consult) -> None:
        pools = [pool for name, pool in self.engine.staff.items() if name in rule.pools]
        work = {pool.name: 0 for pool in pools}
        for waiting in self.engine.line.order:
            for name, length in _list_expected(waiting.stay, rule.pools):
                work[name] += length
        home = [self._posts(pool) for pool in pools]
        least = 1 if rule.least is None else int(rule.least.value)
        plan = share_staff(Question(np.array([*work.values()], np.int64), np.array(home, np.int64), least))
        self._share({pool: int(n) - h for pool, n, h in zip(pools, plan.staff, home, strict=True)})

    def _share(self, moved: dict[Staff, int]) -> None:
        for pool, by in moved.items():
            self.engine.use(pool)
            pool.moved = by
        self._take_up()

    def _take_up(self) -> None:
        """Let pools have what was decided: first those that lose, then those that gain."""
        differing = [pool for pool in self.engine.staff.values() if pool.moved + pool.paid != pool.beside]
        lose = [pool for pool in differing if pool.moved + pool.paid < pool.beside]
        for pool in [*lose, *(pool for pool in differing if pool not in lose)]:
            self.engine.hours.come(pool, pool.rota)

    # What is paid for (E3.15)

    def _turn_year(self, year: Year) -> Any:
        return lambda: self._fund(year)

    def _fund(self, year: Year) -> None:
        volume, year.volume = year.volume, 0
        if volume is None:
            return
        rule, pool, posts = year.rule, year.pool, self._posts(year.pool)
        earned = volume / rule.per_post.value
        whole = math.floor(earned) + (earned - math.floor(earned) > 0.5)
        whole = min(max(whole, int(rule.at_least.value) if rule.at_least else 0), int(rule.at_most.value))
        if rule.moves_at_most is not None:
            most = int(rule.moves_at_most.value)
            whole = posts + max(-most, min(most, whole - posts))
        self.engine.use(pool)
        pool.paid += whole - posts
        self._take_up()

    def end(self, case: Case, end: str) -> None:
        """Count a case that has come to an end."""
        for year in self.years:
            rule = year.rule
            asked = ((rule.need, case.need), (rule.group, case.group), (rule.ends, end))
            if year.volume is not None and all(not named or one in named for named, one in asked):
                year.volume += 1


def _list_asked(
    version: Service, engine: Engine, start: int, end: int
) -> Iterator[tuple[int, int, int | None]]:
    """Yield when planners are asked, by which consult, and when those who were moved return."""
    days, consults = engine.days, list(version.consults.values())
    asked = [
        (days.moment(day, consult.minute), place, day)
        for day in range(days.count)
        for place, consult in enumerate(consults)
        if (days.first + timedelta(days=day)).weekday() in consult.days
    ]
    asked = sorted(one for one in asked if start <= one[0] < end)
    for n, (time, place, day) in enumerate(asked):
        rule, back = consults[place], None
        if rule.until is not None:
            back = days.moment(day if rule.until > rule.minute else day + 1, rule.until)
            sharing = [t for t, other, _ in asked[n + 1 :] if set(consults[other].pools) & set(rule.pools)]
            back = None if sharing and sharing[0] <= back else back
        yield time, place, back


def _list_expected(stay: Stay, pools: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    """Yield for each requirement of a case that waits the pool that takes part, and the work expected."""
    length = sum(_mean(times, stay.case) for times in (stay.step.takes, stay.step.travel))
    for alternatives in stay.needs:
        taking_part = [name for name in alternatives if name in pools]
        if taking_part:
            yield taking_part[0], length


def _mean(times: Varied | None, case: Case) -> int:
    found = times.of(*case.names) if times is not None else None
    return 0 if found is None else milliseconds(found.distribution.mean())


def _meaning(version: Service) -> Any:
    """Return what a version says of consults and of the pools concerned, however it is written."""
    consults = {name: (c.minute, c.days, c.pools, c.floor, c.until) for name, c in version.consults.items()}
    shared = {pool for consult in version.consults.values() for pool in consult.pools}
    return consults, {
        name: (pool.size, _meaning_of_money(pool.funded_by))
        for name, pool in version.pools.items()
        if name in shared or pool.funded_by is not None
    }


def _meaning_of_money(rule: Funding | None) -> Any:
    if rule is None:
        return None
    numbers = (rule.per_post, rule.at_most, rule.at_least, rule.moves_at_most, rule.every)
    named = (rule.need, rule.group, rule.ends)
    return *(None if number is None else number.value for number in numbers), *named
