"""The second engine: every case a SimPy process, straight from the rules (docs/explanation/engine.md).

SimPy orders events of one moment by a priority, which here is the kind of event and then a number (E1.4).
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from itertools import count
from typing import Any

import simpy

from opmodels.describe.choosing import Choose
from opmodels.describe.condition import Condition
from opmodels.describe.gathering import Batch
from opmodels.describe.matching import Match
from opmodels.describe.pathway import Branch, Until, Wait
from opmodels.describe.service import Service
from opmodels.describe.serving import Serve
from opmodels.describe.side_by_side import SideBySide
from opmodels.describe.sourced import Varied
from opmodels.describe.split import Route
from opmodels.describe.staff import Pool
from opmodels.foundation.weeks import WeekHours
from tests.reference.booking import Diaries
from tests.reference.campaigns import Campaigns
from tests.reference.case import Case, EndlessError
from tests.reference.chance import Chance, milliseconds, unit, value_at
from tests.reference.choosing import Choosing
from tests.reference.coming import Coming
from tests.reference.days import Days
from tests.reference.deciding import Deciding
from tests.reference.effects import Effects
from tests.reference.exchanges import Exchanges
from tests.reference.gathering import Gatherings
from tests.reference.hours import Hours
from tests.reference.line import Line
from tests.reference.parts import Parts
from tests.reference.serving import Serving
from tests.reference.severity import Severity, read_split
from tests.reference.staff import Staff
from tests.reference.tally import Tally
from tests.reference.visits import Visits

LIVE, COMPLETION, CAPACITY, WORSENING, GIVE_UP, SLOT, DELAY_END, BACKLOG, ARRIVAL, DECISION = range(2, 12)
KIND = 1 << 32
MOST_MOVES = 10_000
LATEST = (1 << 39) - 1
"""No delay that runs only within hours ends later (E3.4)."""

Process = Generator[simpy.Event, Any, Any]
Passage = Generator[simpy.Event, Any, tuple[Route, float, str] | None]
"""A way through a step: it gives the route out of it, the share at which that is read, and the cause; nothing
where the case comes to the step again, for a further visit."""


class Moment(simpy.Event):
    """An event of a kind at a time; of those at the same time the lower kind, then the lower number first."""

    def __init__(self, env: simpy.Environment, time: int, kind: int, number: int = 0) -> None:
        super().__init__(env)
        self._ok, self._value = True, None
        env.schedule(self, priority=kind * KIND + number, delay=time - env.now)  # type: ignore[arg-type]


class Engine:
    """One replication of a service, or of its change from one version to another."""

    def __init__(
        self,
        before: Service,
        after: Service | None = None,
        *,
        rollout: Any = None,
        seed: int = 1,
        replication: int = 0,
        warm_weeks: int = 0,
    ) -> None:
        self.versions = (before,) if after is None else (before, after)
        self.rollout, self.chance = rollout, Chance(seed, replication)
        self.days = Days(self.versions, rollout.live if rollout else None, warm_weeks)
        self.env, self.tally = simpy.Environment(initial_time=0), Tally(self.days)
        self.cases: list[Case] = []
        self.inside: dict[int, Case] = {}
        names = dict.fromkeys(name for version in self.versions for name in version.pools)
        self.staff = {name: Staff(name, number) for number, name in enumerate(names)}
        self.hours, self.severity, self.visits = Hours(self), Severity(self), Visits(self)
        self.deciding = Deciding(self)
        self.line = Line(self.hours.grow)
        self.effects, self.campaigns = Effects(self), Campaigns(self)
        self.gatherings, self.exchanges = Gatherings(self), Exchanges(self)
        self.parts = Parts(self)
        self.serving, self.diaries, self.coming = Serving(self, self.line), Diaries(self), Coming(self)
        self.choosing = Choosing(self)

    @property
    def now(self) -> int:
        """The time."""
        return int(self.env.now)

    def run(self) -> list[Case]:
        """Return every case with its events."""
        if len(self.versions) > 1:
            self._call(self.days.live, LIVE, 0, self._go_live)
        self.hours.begin()
        self.deciding.begin()
        self.exchanges.begin()
        self.coming.begin()
        self.env.run(until=self.days.horizon)
        self.tally.close(self.days.horizon, self.staff, self.inside.values())
        return self.cases

    def _go_live(self) -> None:
        self.diaries.carry_over()
        self.deciding.go_live()

    # Events, in the order in which they happen at the same time (E1.4)

    def _call(self, time: int, kind: int, number: int, act: Callable[[], Any]) -> None:
        if time < self.days.horizon:
            callbacks = Moment(self.env, time, kind, number).callbacks
            assert callbacks is not None
            callbacks.append(lambda _: act())

    def call_completion(self, time: int, slot: int, act: Callable[[], Any]) -> None:
        """Do something when work is done."""
        self._call(time, COMPLETION, slot, act)

    def call_change_of_capacity(self, time: int, number: int, act: Callable[[], Any]) -> None:
        """Do something when a capacity changes."""
        self._call(time, CAPACITY, number, act)

    def call_worsening(self, time: int, number: int, act: Callable[[], Any]) -> None:
        """Do something when a case worsens, or need not wait for its worker any longer."""
        self._call(time, WORSENING, number, act)

    def call_delay_end(self, time: int, slot: int, act: Callable[[], Any]) -> None:
        """Do something when a delay, or a pause between visits, ends."""
        self._call(time, DELAY_END, slot, act)

    def call_give_up(self, time: int, slot: int, act: Callable[[], Any]) -> None:
        """Do something when patience ends."""
        self._call(time, GIVE_UP, slot, act)

    def call_decision(self, time: int, number: int, act: Callable[[], Any]) -> None:
        """Decide something, as the last thing of a millisecond."""
        self._call(time, DECISION, number, act)

    def change_of_capacity(self, time: int, number: int) -> simpy.Event:
        """Return the moment of a change of capacity."""
        return Moment(self.env, time, CAPACITY, number)

    def arrival(self, time: int, number: int) -> simpy.Event:
        """Return the moment of an arrival."""
        return Moment(self.env, time, ARRIVAL, number)

    def at_once(self) -> simpy.Event:
        """Return what happens as soon as the case that has just come has gone as far as it can."""
        event = simpy.Event(self.env)
        event._ok, event._value = True, None
        self.env.schedule(event, priority=simpy.events.URGENT)
        return event

    def backlog(self) -> simpy.Event:
        """Return the moment at which the backlog's cases come."""
        return Moment(self.env, 0, BACKLOG)

    # What others need to know, and tell

    def rules(self, pool: str) -> Pool:
        """Return the rules of a pool: those of the version in force, if it knows the pool (E1.3)."""
        pools = [version.pools.get(pool) for version in self.versions]
        ordered = pools[::-1] if self.now >= self.days.live else pools
        return next(one for one in ordered if one is not None)

    def use(self, pool: Staff) -> None:
        """Count what a pool did, as this is about to change."""
        pool.account(self.now)
        self.tally.use(self.now, pool)

    def tell(self, case: Case, what: str, place: str, detail: Any) -> None:
        """Write an event of a case down."""
        case.events.append((self.now, what, place, detail))

    def draw(self, case: Case, place: str, word: str) -> tuple[int, int]:
        """Return the pair that a case draws at a step for a purpose."""
        return self.chance.at_step(case.key, place, word, case.visits[place])

    def usual(self, case: Case, place: str, route: Route) -> float:
        """Return the share at which a usual way out is read; a route with one place draws nothing (E2.2)."""
        return unit(self.draw(case, place, "work")[1]) if len(route.to) > 1 else 0.0

    def exit(self, case: Case, place: str, route: Route) -> float:
        """Return the share at which an unusual way out is read."""
        return unit(self.draw(case, place, "exit")[0]) if len(route.to) > 1 else 0.0

    def minutes(self, spread: Varied | None, case: Case, place: str, word: str, which: int) -> float | None:
        """Return the minutes that a case draws, or None where nothing is said for it."""
        found = spread.of(*case.names) if spread is not None else None
        if found is None:
            return None
        law = found.distribution
        u = unit(self.draw(case, place, word)[which]) if law.kind != "constant" else 0.5
        return value_at(law, u)

    def duration(self, spread: Varied | None, case: Case, place: str, word: str, which: int) -> int | None:
        """Return the same, rounded to milliseconds."""
        found = self.minutes(spread, case, place, word, which)
        return None if found is None else milliseconds(found)

    def duration_at(self, spread: Varied | None, case: Case, u: float) -> int | None:
        """Return a duration read at a share."""
        found = spread.of(*case.names) if spread is not None else None
        return None if found is None else milliseconds(value_at(found.distribution, u))

    # What becomes of a case (E3)

    def admit(self, case: Case, detail: Any, place: str) -> None:
        """Let a new case come to its first place."""
        self.cases.append(case)
        self.inside[case.key] = case
        self.tally.arrive(self.now, case)
        self.tell(case, "arrive", "", detail)
        self.env.process(self._live(case, place))

    def _live(self, case: Case, place: str) -> Process:
        again = False
        while self._come_to(case, place):
            step = self.versions[case.version].steps[place]
            self._count_move(case, place)
            case.place, case.visits[place] = place, case.visits.get(place, 0) + 1
            self.visits.come(case, place, step, again=again)
            acts: dict[type, Any] = {
                Serve: self.serving.serve,
                Wait: self._wait,
                Branch: self._branch,
                Choose: self.choosing.choose,
                Batch: self.gatherings.gather,
                Match: self.exchanges.seek,
                SideBySide: self.parts.part,
            }
            way = yield from acts.get(type(step), self.diaries.book)(case, place, step)
            again = way is None
            if way is None:
                continue
            route, u, cause = way
            onward = read_split(route, u, case.names)
            self._move(case, place, onward, cause)
            place = onward
        if self.parts.finish(case, place):
            return
        self.effects.leave(case, place, self.versions[case.version].ends[place].effects)
        self.tell(case, "end", place, None)
        self.tally.end(self.now, case, place)
        self.deciding.end(case, place)
        del self.inside[case.key]
        self.coming.unused.append(case.slot)

    def _count_move(self, case: Case, place: str) -> None:
        """Stop where a case moves without end (E1.5)."""
        case.moves = case.moves + 1 if case.moved_at == self.now else 1
        case.moved_at = self.now
        if case.moves > MOST_MOVES:
            raise EndlessError(place)

    def _move(self, case: Case, place: str, onward: str, cause: str) -> None:
        self.tell(case, "route", place, (onward, cause))
        self.tally.move(self.now, case, place, onward, cause)

    def begin_part(self, case: Case, place: str, onward: str) -> None:
        """Let a part go from the step where its case has parted to where it begins."""
        self._move(case, place, onward, "usual")
        self.env.process(self._live(case, onward))

    def _come_to(self, case: Case, place: str) -> bool:
        """Free what was kept until a place; false at an end.

        A case under way at go-live may move to the new rules (E1.3).
        """
        moves = self.rollout is not None and self.rollout.under_way == "move" and len(self.versions) > 1
        if moves and case.born < self.days.live <= self.now and self._is_left(place):
            case.version = 1
        is_step = place in self.versions[case.version].steps and not self.parts.has_joined(case, place)
        self.serving.let_go(case, place if is_step else None)
        return is_step

    def _is_left(self, place: str) -> bool:
        """Whether the last version has a step or an end of a name."""
        return place in self.versions[-1].steps or place in self.versions[-1].ends

    # Delays and branches (E3.4)

    def _wait(self, case: Case, place: str, step: Wait) -> Passage:
        if isinstance(step.wait, Until):
            until = self.next_time(step.wait.minute)
        else:
            until = self._use_up(self.duration(step.wait, case, place, "work", 0) or 0, step.hours)
        self.tell(case, "delay", place, until)
        self.tally.delay(self.now, case, place, until - self.now)
        said = yield from self.rest(case, until, is_slot=False)
        if said is not None:
            return said
        return step.then, self.usual(case, place, step.then), "usual"

    def rest(
        self, case: Case, time: int, *, is_slot: bool
    ) -> Generator[simpy.Event, Any, tuple[Route, float, str] | None]:
        """Let a case wait until a time; return how it leaves, where it worsens and leaves before."""
        wake = case.wake = self.env.event()
        kind = SLOT if is_slot else DELAY_END
        self._call(time, kind, case.slot, lambda: wake.triggered or wake.succeed("time"))
        self.severity.wait(case)
        said = yield wake
        case.wake = None
        self.severity.stop(case)
        return None if said == "time" else (said[1], said[2], "worsened")

    def _use_up(self, length: int, hours: WeekHours | None) -> int:
        """Return when a length is over that begins now and runs only within some hours (E3.4)."""
        if hours is None or not length:
            return self.now + length
        for day in count(self.days.day_at(self.now)):
            weekday = self.days.date_of(day).weekday()
            # Hours that begin the day before may reach into this one.
            for of_day, shift in (((weekday - 1) % 7, 1440), (weekday, 0)):
                for start, end in hours.of_day(of_day):
                    opens, closes = max(start - shift, 0), min(end - shift, 1440)
                    if opens < closes:
                        begin = max(self.days.shown(day, opens), self.now)
                        spare = self.days.shown(day, closes) - begin
                        if spare >= length:
                            return min(begin + length, LATEST)
                        length -= max(spare, 0)
            if self.days.shown(day, 0) > LATEST:
                break
        return LATEST

    def next_time(self, minute: int) -> int:
        """Return the next moment, now included, at which the clock shows a minute of the day."""
        day = self.days.day_at(self.now)
        times = [self.days.moment(day + later, minute) for later in range(3)]
        return next(time for time in times if time >= self.now)

    def _branch(self, case: Case, place: str, step: Branch) -> Passage:
        yield from ()
        clause = next(clause for clause in step.branch if self.holds(clause.when, case))
        return clause.to, self.usual(case, place, clause.to), "usual"

    def holds(self, when: Condition, case: Case) -> bool:
        """Whether a condition holds for a case."""
        times = when.times.value if when.times else 1
        least = when.at_least.value if when.at_least else 1
        return (
            (not when.group or case.group in when.group)
            and (not when.need or case.need in when.need)
            and (not when.area or case.area in when.area)
            and (not when.severity or case.level in when.severity)
            and (not when.has or self.has(case, when.has))
            and (not when.lacks or not self.has(case, when.lacks))
            and (not when.been_at or case.visits.get(when.been_at, 0) >= times)
            and (not when.queue or self.line.lengths[when.queue] >= least)
            and (when.during is None or self._is_within(when.during))
        )

    def _is_within(self, hours: WeekHours) -> bool:
        """Return whether the wall clock shows a time of these hours of a week now (E3.4)."""
        week = 7 * 1440
        weekday = self.days.date_of(self.days.day_at(self.now)).weekday()
        minute = weekday * 1440 + self.days.minute_at(self.now)
        return any(start <= minute + later < end for start, end in hours.spans for later in (0, week))

    def in_force(self) -> Service:
        """Return the version that is in force."""
        return self.versions[-1 if self.now >= self.days.live else 0]

    def has(self, case: Case, trait: str) -> bool:
        """Whether the person of a case has a trait."""
        return self.person_has(case.group, case.person, trait)

    def person_has(self, group: str, person: int, trait: str) -> bool:
        """Whether a person has a trait, by the shares of the version in force."""
        groups = self.in_force().groups
        share = groups[group].abilities.get(trait, 0.0) if group in groups else 0.0
        return self.chance.trait(group, person, trait) < share
