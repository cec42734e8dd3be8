"""Pools, their workers, and who can serve a case (E3.1, E3.2, E3.7, E3.8)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from opmodels.describe.service import Service
from tests.reference.case import Case, Kept, Stay, Wish
from tests.reference.days import HOUR

WEEK = 168 * HOUR
WEEKS = 4
USUAL_CLASS = 5


class Staff:
    """The workers of a pool, the lowest free one first."""

    def __init__(self, name: str, number: int) -> None:
        self.name, self.number = name, number
        self.capacity, self.present, self.away, self.called = 0, 0, 0, 0
        self.rota, self.moved, self.paid, self.beside = 0, 0, 0, 0
        self.holders: dict[int, Case] = {}
        self.stopped, self.kept = set[int](), set[int]()
        self.since = 0
        self.open, self.busy = defaultdict[int, int](int), defaultdict[int, int](int)

    @property
    def active(self) -> int:
        """How many are busy."""
        return len(self.holders) - len(self.stopped)

    @property
    def free(self) -> int:
        """How many could begin something."""
        return max(0, self.capacity - self.active)

    def account(self, now: int) -> None:
        """Count the time that has passed, by week of the run (E3.6)."""
        while self.since < now:
            week = self.since // WEEK
            stop = min(now, (week + 1) * WEEK)
            self.open[week] += (stop - self.since) * self.capacity
            self.busy[week] += (stop - self.since) * self.active
            self.since = stop

    def utilisation(self, now: int) -> float:
        """Return the hours busy over the hours open of the last four whole weeks."""
        weeks = range(max(0, now // WEEK - WEEKS), now // WEEK)
        hours = sum(self.open[week] for week in weeks)
        return sum(self.busy[week] for week in weeks) / hours if hours else 0.0

    def has_free(self, worker: int) -> bool:
        """Whether this very worker is there and could begin something."""
        return worker < self.capacity and worker not in self.holders and self.free > 0

    def take(self, case: Case, worker: int | None = None) -> int:
        """Let a worker begin with a case, the lowest free one unless said."""
        if worker is None:
            worker = next(n for n in range(len(self.holders) + 1) if n not in self.holders)
        self.holders[worker] = case
        return worker

    def release(self, worker: int) -> None:
        """Let a worker go."""
        del self.holders[worker]
        self.stopped.discard(worker)
        self.kept.discard(worker)

    def stop_one(self) -> Case | None:
        """Pause the highest worker whose work can be paused, and return the case."""
        able = set(self.holders) - self.stopped - self.kept
        if not able:
            return None
        self.stopped.add(max(able))
        return self.holders[max(able)]

    def resume_one(self) -> Case:
        """Let the lowest paused worker go on, and return the case."""
        worker = min(self.stopped)
        self.stopped.remove(worker)
        return self.holders[worker]


@dataclass(frozen=True)
class Hand:
    """What meets a requirement: a worker of a pool, any where none is named, perhaps one that was kept."""

    pool: Staff
    worker: int | None = None
    kept: bool = False


def find_kept(case: Case, alternatives: tuple[str, ...]) -> Kept | None:
    """Return what a case keeps that meets a requirement (E3.8)."""
    return next((case.kept[name] for name in alternatives if name in case.kept), None)


def find_hands(stay: Stay, staff: dict[str, Staff], now: int) -> list[Hand] | None:
    """Return what meets each requirement of a case, or None where it cannot start (E3.2)."""
    hands: list[Hand] = []
    for place, alternatives in enumerate(stay.needs):
        kept = find_kept(stay.case, alternatives)
        if kept:
            hands.append(Hand(kept.pool, kept.worker, True))
            continue
        hand = _find_wished(stay.wish, alternatives) if stay.wish and not place else None
        if hand is None and not (stay.wish and not place and now < stay.wish.until):
            hand = _find_first(alternatives, staff, hands)
        if hand is None:
            return None
        hands.append(hand)
    return hands


def _find_wished(wish: Wish, alternatives: tuple[str, ...]) -> Hand | None:
    is_there = wish.pool.name in alternatives and wish.pool.has_free(wish.worker)
    return Hand(wish.pool, wish.worker) if is_there else None


def _find_first(alternatives: tuple[str, ...], staff: dict[str, Staff], hands: list[Hand]) -> Hand | None:
    fresh = [hand.pool for hand in hands if not hand.kept]
    pools = (staff[name] for name in alternatives)
    return next((Hand(pool) for pool in pools if pool.free > fresh.count(pool)), None)


def find_priority(service: Service, stay: Stay) -> int:
    """Return the priority class of a case at a step: the step's, else the need's, else 5."""
    need = service.needs.get(stay.case.need)
    for varied in (stay.step.priority, need.priority if need else None):
        found = varied.of(*stay.case.names) if varied is not None else None
        if found is not None:
            return int(found.value)
    return USUAL_CLASS
