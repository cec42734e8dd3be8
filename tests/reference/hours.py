"""Capacity: the calendar, absence, outages and calls (E1.3, E3.3, E3.6, E3.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opmodels.describe.staff import Call, Outage
from tests.reference.chance import milliseconds, value_at
from tests.reference.days import NEVER, list_turns
from tests.reference.staff import Staff

if TYPE_CHECKING:
    from tests.reference.engine import Engine, Process

OUTAGES, CALLS = 1 << 24, 2 << 24
"""Where the numbers of outages and of calls begin among the changes of capacity (E1.4)."""


class Hours:
    """How many of each pool there are."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.callers: list[Caller] = []

    def begin(self) -> None:
        """Start all that changes a capacity."""
        for pool in self.engine.staff.values():
            self.engine.env.process(self._keep(pool))
            for version, since, until in self._spans(pool.name, "outages"):
                rule = self.engine.versions[version].pools[pool.name].outages
                number = OUTAGES + 2 * pool.number + version
                assert rule is not None
                self.engine.env.process(self._fail(pool, rule, number, since, until))
            for version, since, until in self._spans(pool.name, "on_call"):
                call = self.engine.versions[version].pools[pool.name].on_call
                assert call is not None
                number = CALLS + 2 * pool.number + version
                self.callers.append(Caller(self, pool, call, number, since, until))

    def _spans(self, pool: str, what: str) -> list[tuple[int, int, int]]:
        """Return the versions whose outages or calls begin, from when and until when (E3.9)."""
        said = [getattr(v.pools.get(pool), what, None) for v in self.engine.versions]
        if len(said) > 1 and _meaning(said[0]) == _meaning(said[1]):
            said = said[:1]
        if len(said) == 1:
            return [(0, 0, NEVER)] if said[0] else []
        live = self.engine.days.live
        spans = [(0, 0, live), (1, live, NEVER)]
        return [span for span, rule in zip(spans, said, strict=True) if rule]

    def grow(self, step: str) -> None:
        """Call those who are on call, as a queue has grown (E3.9)."""
        for caller in self.callers:
            caller.hear(step)

    def _keep(self, pool: Staff) -> Process:
        dual = round(self.engine.rollout.dual_minutes * 60_000) if self.engine.rollout else 0
        for time, size in list_turns(pool.name, self.engine.versions, self.engine.days, dual):
            yield self.engine.change_of_capacity(time, pool.number)
            self.come(pool, size)

    def come(self, pool: Staff, size: int) -> None:
        """Let those of a pool come whom the calendar gives, and who are moved or funded (E3.14)."""
        self.engine.use(pool)
        pool.rota, pool.beside = size, pool.moved + pool.paid
        pool.present = self._count_present(pool, max(0, size + pool.beside) if size else 0)
        self.change(pool)

    def _count_present(self, pool: Staff, size: int) -> int:
        """Return how many of a pool are not absent (E3.6)."""
        rules, now, days = self.engine.rules(pool.name), self.engine.now, self.engine.days
        share, rise = rules.absence.value if rules.absence else 0.0, rules.absence_rises
        if rise is not None:
            share += rise.by.value * max(0.0, pool.utilisation(now) - rise.above.value)
        day = days.since_2000(days.day_at(now))
        chance = self.engine.chance
        return sum(not chance.is_absent(pool.name, worker, day, min(share, 1.0)) for worker in range(size))

    def change(self, pool: Staff) -> None:
        """Bring a pool's capacity up to date; its shift's end decides what becomes of work in hand."""
        self.engine.use(pool)
        old, pool.capacity = pool.capacity, max(0, pool.present - pool.away) + pool.called
        if pool.capacity > old:
            self.engine.serving.dispatch([pool])
        elif pool.capacity < old and self.engine.rules(pool.name).shift_end == "pause":
            while pool.active > pool.capacity and self.engine.serving.pause(pool):
                pass

    def _fail(self, pool: Staff, rule: Outage, number: int, since: int, until: int) -> Process:
        """Let outages of a pool come and go."""
        time, ordinal = since, 0
        away = NEVER if rule.takes is None else int(rule.takes.value)
        while True:
            gap, length = self.engine.chance.outage(pool.name, ordinal)
            time += milliseconds(value_at(rule.every.distribution, gap))
            if time >= min(until, self.engine.days.horizon):
                return
            yield self.engine.change_of_capacity(time, number)
            pool.away += away
            self.change(pool)
            time += milliseconds(value_at(rule.lasts.distribution, length))
            if time >= self.engine.days.horizon:
                return
            yield self.engine.change_of_capacity(time, number)
            pool.away -= away
            self.change(pool)
            ordinal += 1


class Caller:
    """A pool's call for help when a queue grows long (E3.9)."""

    def __init__(self, hours: Hours, pool: Staff, call: Call, number: int, since: int, until: int) -> None:
        self.hours, self.pool, self.call, self.number = hours, pool, call, number
        self.since, self.until = since, until
        self.has_called = False

    @property
    def _is_long(self) -> bool:
        return bool(self.hours.engine.line.lengths[self.call.queue] >= self.call.at_least.value)

    def hear(self, step: str) -> None:
        """Call, if the queue that has grown is the one and long enough."""
        is_time = self.since <= self.hours.engine.now < self.until
        if step == self.call.queue and is_time and not self.has_called and self._is_long:
            self.has_called = True
            self._later(milliseconds(self.call.after.value), self._come)

    def _later(self, length: int, act: Any) -> None:
        engine = self.hours.engine
        engine.call_change_of_capacity(engine.now + length, self.number, act)

    def _come(self) -> None:
        self.hours.engine.use(self.pool)
        self.pool.called += int(self.call.staff.value)
        self.hours.change(self.pool)
        self._later(milliseconds(self.call.stays.value), self._end)

    def _end(self) -> None:
        if self._is_long and self.hours.engine.now < self.until:
            self._later(milliseconds(self.call.stays.value), self._end)
            return
        self.has_called = False
        self.hours.engine.use(self.pool)
        self.pool.called -= int(self.call.staff.value)
        self.hours.change(self.pool)


def _meaning(rule: Call | Outage | None) -> Any:
    """Return what a rule says, however it is written."""
    if isinstance(rule, Outage):
        takes = None if rule.takes is None else rule.takes.value
        return rule.every.distribution, rule.lasts.distribution, takes
    if isinstance(rule, Call):
        numbers = (rule.staff, rule.at_least, rule.after, rule.stays)
        return rule.queue, *(number.value for number in numbers)
    return None
