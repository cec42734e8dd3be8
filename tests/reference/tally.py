"""What the second engine counts from the end of the warm-up on (E4.1)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from tests.reference.case import Case, Stay
from tests.reference.days import HOUR, Days
from tests.reference.staff import Staff


class Tally:
    """Counts and sums by group and step, by pool, by group."""

    def __init__(self, days: Days) -> None:
        self.warm, self.horizon = days.warm, days.horizon
        self.count: Counter[tuple[str, ...]] = Counter()
        self.total: defaultdict[tuple[str, ...], float] = defaultdict(float)
        self.area: defaultdict[tuple[str, ...], int] = defaultdict(int)
        self.lengths: Counter[str] = Counter()
        self.since: defaultdict[str, int] = defaultdict(int)
        self.used: defaultdict[str, int] = defaultdict(int)
        self.hourly: defaultdict[int, int] = defaultdict(int)
        self.crowd, self.crowd_since = 0, 0
        self.by_group: Counter[str] = Counter()

    def _sum(self, what: str, case: Case, place: str, length: int) -> None:
        self.total[what, case.group, place] += length
        self.total[what + "²", case.group, place] += float(length) ** 2

    def arrive(self, now: int, case: Case) -> None:
        """A case comes."""
        self._crowd(now, 1)
        self.count["arrived" if now >= self.warm else "before", case.group] += 1

    def _crowd(self, now: int, change: int) -> None:
        start = self.crowd_since
        while start < now:
            stop = min(now, (start // HOUR + 1) * HOUR)
            self.hourly[start // HOUR] += self.crowd * (stop - start)
            start = stop
        self.crowd, self.crowd_since = self.crowd + change, now

    def join(self, now: int, case: Case, place: str) -> None:
        """A case comes to a step that is served."""
        self.count["joined", case.group, place] += now >= self.warm

    def start(self, now: int, stay: Stay, *, late: bool) -> None:
        """Service begins for the first time."""
        if now >= self.warm:
            self.count["late", stay.case.group, stay.place] += late
            self.count["started", stay.case.group, stay.place] += 1
            self._sum("wait", stay.case, stay.place, now - stay.since)

    def meet(self, now: int, case: Case, place: str, waited: int) -> None:
        """A case goes on that is matched."""
        if now >= self.warm:
            self.count["started", case.group, place] += 1
            self._sum("wait", case, place, waited)

    def travel(self, now: int, case: Case, place: str, length: int) -> None:
        """A way is gone."""
        if now >= self.warm:
            self.total["travel", case.group, place] += length

    def finish(self, now: int, stay: Stay) -> None:
        """Service is done."""
        if now >= self.warm:
            self._sum("work", stay.case, stay.place, stay.work)

    def delay(self, now: int, case: Case, place: str, length: int) -> None:
        """A delay begins."""
        if now >= self.warm:
            self.count["delays", case.group, place] += 1
            self._sum("delay", case, place, length)

    def offer(self, now: int, case: Case, place: str, name: str, why_not: str) -> None:
        """An alternative is offered, or it is not for a reason."""
        self.count[why_not or "offered", case.group, place, name] += now >= self.warm

    def choose(self, now: int, case: Case, place: str, name: str, paid: float, told: int) -> None:
        """An alternative is chosen."""
        if now >= self.warm:
            self.count["chosen", case.group, place, name] += 1
            self.total["paid", case.group, place, name] += paid
            self.total["told", case.group, place, name] += told

    def move(self, now: int, case: Case, place: str, onward: str, cause: str) -> None:
        """A case goes from a step to another or to an end."""
        if now >= self.warm:
            self.count["moved", place, onward] += 1
            self.count["left", case.group, place, cause] += cause != "usual"

    def end(self, now: int, case: Case, place: str) -> None:
        """A case ends."""
        self._crowd(now, -1)
        if now >= self.warm:
            self.count["ended", case.group, place] += 1
            self.total["time", case.group] += now - case.born
            self.total["time²", case.group] += float(now - case.born) ** 2

    def queue(self, now: int, place: str, change: int) -> None:
        """The queue of a step changes."""
        self.area["queue", place] += self.lengths[place] * max(0, now - max(self.since[place], self.warm))
        self.lengths[place] += change
        self.since[place] = now

    def use(self, now: int, worker: Staff) -> None:
        """What a pool does is about to change."""
        passed = max(0, now - max(self.used[worker.name], self.warm))
        self.area["open", worker.name] += passed * worker.capacity
        self.area["busy", worker.name] += passed * worker.active
        self.area["over", worker.name] += passed * max(0, worker.active - worker.capacity)
        self.area["called", worker.name] += passed * worker.called
        paid = max(0, worker.rota + worker.paid) - worker.rota if worker.rota else 0
        self.area["funded", worker.name] += passed * paid
        self.used[worker.name] = now

    def close(self, now: int, staff: dict[str, Staff], inside: Iterable[Case]) -> None:
        """Bring everything up to the end of the run."""
        self._crowd(now, 0)
        for place in list(self.lengths):
            self.queue(now, place, 0)
        for worker in staff.values():
            self.use(now, worker)
        for case in inside:
            self.count["inside", case.group] += 1
