"""The second engine: every case a SimPy process, straight from the rules (docs/explanation/engine.md).

SimPy orders events of one moment by a priority, which here is the kind of event and then a number (E1.4).
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import numpy as np
import simpy

from opmodels.describe.pathway import Book as Booking
from opmodels.describe.pathway import Branch, Condition, Route, Serve, Until, Wait
from opmodels.describe.service import Service
from opmodels.describe.sourced import Varied
from tests.reference.chance import BACKLOG_OCTAVE, Chance, case_key, hash_of, milliseconds, unit, value_at
from tests.reference.days import DAY, Book, Days, Slot, list_turns, open_book
from tests.reference.field import Rates, list_sources, list_streams
from tests.reference.staff import Case, Queue, Staff, Waiting, find_priority, find_workers
from tests.reference.tally import Tally

LIVE, COMPLETION, CALENDAR, GIVE_UP, SLOT, DELAY_END, BACKLOG, ARRIVAL = range(2, 10)
KIND = 1 << 32
FRAIL = 1e-4

Process = Generator[simpy.Event, Any, Any]


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
        self.env, self.queue, self.tally = simpy.Environment(initial_time=0), Queue(), Tally(self.days)
        self.cases: list[Case] = []
        self.inside: dict[int, Case] = {}
        self.unused, self.next_slot = list[int](), 0
        self.streams = list_streams(self.versions)
        names = dict.fromkeys(name for version in self.versions for name in version.pools)
        self.staff = {name: Staff(name, number) for number, name in enumerate(names)}
        diaries = dict.fromkeys(name for version in self.versions for name in version.diaries)
        self.books = {name: open_book(before, name, self.days) for name in diaries}

    @property
    def now(self) -> int:
        """The time."""
        return int(self.env.now)

    def run(self) -> list[Case]:
        """Return every case with its events."""
        for name in self.staff:
            self.env.process(self._keep_hours(name))
        if len(self.versions) > 1:
            self._call(self.days.live, LIVE, 0, self._go_live)
        self._call(0, BACKLOG, 0, lambda: None)
        self.env.process(self._bring_backlog())
        number = 0
        for stream in self.streams:
            rates = Rates(self.versions, stream, self.days, self.chance)
            for source in list_sources(stream, rates):
                self.env.process(self._bring(source, rates, number))
                number += 1
        self.env.run(until=self.days.horizon)
        self.tally.close(self.days.horizon, self.staff, self.inside.values())
        return self.cases

    def _call(self, time: int, kind: int, number: int, act: Any) -> None:
        if time < self.days.horizon:
            Moment(self.env, time, kind, number).callbacks.append(lambda _: act())

    # Who comes (E1.3, E2.3)

    def _bring(self, source: Any, rates: Rates, number: int) -> Process:
        for time, key, mark in source.candidates(rates, self.days, self.chance):
            if 0 <= time < self.days.horizon and mark < rates.most(time, time) and mark < rates.at(time):
                yield Moment(self.env, time, ARRIVAL, number)
                self._admit(key, *source.stream, self._choose_version(key, *source.stream), None)

    def _choose_version(self, key: int, need: str, group: str) -> int:
        known = [need in v.needs and group in v.groups for v in self.versions]
        if self.now < self.days.live or not known[-1]:
            return 0
        return 1 if not known[0] or self.chance.adopts(key, self._adoption()) else 0

    def _adoption(self) -> float:
        start, end = self.rollout.adoption if self.rollout else (1.0, 1.0)
        over = self.rollout.adoption_minutes * 60_000 if self.rollout else 0.0
        done = 1.0 if self.now >= self.days.live + over else (self.now - self.days.live) / over
        return float(start + done * (end - start))

    def _bring_backlog(self) -> Process:
        before, told = self.versions[0], dict[tuple[str, str], int]()
        for line in before.at_start:
            groups = [group for need, group in self.streams if need == line.need and group in before.groups]
            weights = np.cumsum([before.groups[group].people.value for group in groups])
            first = told.get((line.step, line.need), 0)
            told[line.step, line.need] = first + int(line.cases.value)
            for ordinal in range(first, told[line.step, line.need]):
                u = (hash_of("backlog", line.step, line.need, str(ordinal)) + 0.5) / 2**64
                group = groups[min(int((weights / weights[-1] <= u).sum()), len(groups) - 1)]
                number = hash_of("backlog", line.step, str(ordinal)) >> 1
                key = case_key(hash_of("stream", line.need, group), BACKLOG_OCTAVE, 0, number)
                yield Moment(self.env, 0, BACKLOG)
                self._admit(key, line.need, group, 0, line.step)

    def _admit(self, key: int, need: str, group: str, version: int, step: str | None) -> None:
        if self.unused:
            slot = self.unused.pop()
        else:
            slot, self.next_slot = self.next_slot, self.next_slot + 1
        case = Case(key, slot, version, need, group, self._choose_person(key, group), self.now)
        self.cases.append(case)
        self.inside[key] = case
        self.tally.arrive(self.now, case)
        self._tell(case, "arrive", "", (f"{need}/{group}", self._number_person(case)))
        self.env.process(self._live(case, step or self.versions[version].needs[need].starts_at))

    def _choose_person(self, key: int, group: str) -> int:
        first = next(version for version in self.versions if group in version.groups).groups[group]
        spread = first.frailty.of(group) if first.frailty else None
        law = spread.distribution if spread else None
        most = float(law.upper_quantile(np.array([FRAIL]))[0]) if law else 1.0
        return self.chance.choose_person(key, group, int(first.people.value), law, most)

    def _number_person(self, case: Case) -> int:
        """Return the number of a person over all groups."""
        people: dict[str, int] = {}
        for version in self.versions:
            for name, group in version.groups.items():
                people.setdefault(name, int(group.people.value))
        return case.person + sum(people[name] for name in list(people)[: list(people).index(case.group)])

    # What becomes of a case (E3)

    def _live(self, case: Case, place: str) -> Process:
        while self._is_step(case, place):
            step = self.versions[case.version].steps[place]
            case.place, case.visits[place] = place, case.visits.get(place, 0) + 1
            act = {Serve: self._serve, Wait: self._wait, Branch: self._branch, Booking: self._book}[
                type(step)
            ]
            route, u, cause = yield from act(case, place, step)
            onward = self._follow(route, u, case)
            self._tell(case, "route", place, (onward, cause))
            self.tally.move(self.now, case, place, onward, cause)
            place = onward
        self._tell(case, "end", place, None)
        self.tally.end(self.now, case, place)
        del self.inside[case.key]
        self.unused.append(case.slot)

    def _is_step(self, case: Case, place: str) -> bool:
        """Whether a place is no end; a case under way at go-live may move to the new rules (E1.3)."""
        moves = self.rollout is not None and self.rollout.under_way == "move" and len(self.versions) > 1
        if moves and case.born < self.days.live <= self.now and place in self.versions[1].steps:
            case.version = 1
        return place in self.versions[case.version].steps

    def _follow(self, route: Route, u: float, case: Case) -> str:
        total, place = 0.0, ""
        for place, share in route.shares(case.group, case.need).items():
            total += share
            if u < total:
                return place
        return place

    def _draw(self, case: Case, place: str, word: str) -> tuple[int, int]:
        return self.chance.at_step(case.key, place, word, case.visits[place])

    def _exit(self, case: Case, place: str) -> float:
        return unit(self._draw(case, place, "exit")[0])

    def _tell(self, case: Case, what: str, place: str, detail: Any) -> None:
        case.events.append((self.now, what, place, detail))

    def _serve(self, case: Case, place: str, step: Serve) -> Process:
        takes = _duration(step.takes, case, unit(self._draw(case, place, "work")[0]))
        travel = _duration(step.travel, case, unit(self._draw(case, place, "wait")[1]))
        case.work, case.since = (takes or 0, travel or 0), self.now
        workers = find_workers(step.requirements, self.staff)
        case.wake = self.env.event()
        ahead = self.queue.length(place)
        if workers is None:
            if step.room is not None and ahead >= step.room.value:
                assert step.turned_away_to is not None
                return step.turned_away_to, self._exit(case, place), "no_room"
            self.tally.join(self.now, case, place)
            self._tell(case, "join", place, ahead)
            self._join(case, place, step)
        else:
            self.tally.join(self.now, case, place)
            self._start(case, place, workers)
        if (yield case.wake) == "gives up":
            self._tell(case, "leave", place, self.now - case.since)
            assert step.gives_up_to is not None
            return step.gives_up_to, self._exit(case, place), "patience"
        self._finish(case, place)
        return step.then, unit(self._draw(case, place, "work")[1]), "usual"

    def _join(self, case: Case, place: str, step: Serve) -> None:
        key = {
            "first_come": 0,
            "last_come": -self.now,
            "random": self._draw(case, place, "exit")[1],
            "shortest": case.work[0],
        }[step.order]
        priority = find_priority(self.versions[case.version], step, case)
        self.queue.join(Waiting(priority, key, self.now, case.slot, case, place, step.requirements))
        patience = _duration(step.patience, case, unit(self._draw(case, place, "wait")[0]))
        self.tally.queue(self.now, place, 1)
        if patience is not None:
            wake = case.wake
            self._call(self.now + patience, GIVE_UP, case.slot, lambda: self._give_up(case, place, wake))

    def _give_up(self, case: Case, place: str, wake: simpy.Event) -> None:
        if case.wake is wake and any(waiting.case is case for waiting in self.queue.line):
            self.queue.leave(case)
            self.tally.queue(self.now, place, -1)
            wake.succeed("gives up")

    def _start(self, case: Case, place: str, workers: list[Staff]) -> None:
        for worker in workers:
            self.tally.use(self.now, worker)
            worker.take(case)
        first, number = case.held[0]
        self._tell(case, "start", place, (first.name, number))
        self.tally.start(self.now, case, place)
        self._work(case, sum(case.work))

    def _work(self, case: Case, length: int) -> None:
        case.timer, case.due = case.timer + 1, self.now + length
        timer = case.timer
        self._call(case.due, COMPLETION, case.slot, lambda: case.timer == timer and case.wake.succeed("done"))

    def _finish(self, case: Case, place: str) -> None:
        held, case.held = case.held, []
        first, number = held[0]
        self._tell(case, "finish", place, (first.name, number))
        self.tally.finish(self.now, case, place)
        for worker, number in held:
            self.tally.use(self.now, worker)
            worker.release(number)
        self._dispatch([worker for worker, _ in held])

    def _dispatch(self, freed: list[Staff]) -> None:
        """Let paused work go on, then start who waits (E3.1, E3.3)."""
        for worker in freed:
            while worker.stopped and worker.free:
                self._resume(worker)
        while self._start_first():
            pass

    def _start_first(self) -> bool:
        if not any(worker.free for worker in self.staff.values()):
            return False
        blocked = set[tuple[tuple[str, ...], ...]]()
        for waiting in self.queue.line:
            if waiting.needs not in blocked:
                workers = find_workers(waiting.needs, self.staff)
                if workers is not None:
                    self.queue.line.remove(waiting)
                    self.tally.queue(self.now, waiting.step, -1)
                    self._start(waiting.case, waiting.step, workers)
                    return True
                blocked.add(waiting.needs)
        return False

    # Shifts (E3.3)

    def _keep_hours(self, name: str) -> Process:
        worker = self.staff[name]
        dual = round(self.rollout.dual_minutes * 60_000) if self.rollout else 0
        for turn in list_turns(name, self.versions, self.days, dual, self.chance):
            yield Moment(self.env, turn.time, CALENDAR, worker.number)
            self.tally.use(self.now, worker)
            falls, worker.capacity = turn.capacity < worker.capacity, turn.capacity
            while falls and turn.pauses and worker.active > worker.capacity:
                self._pause(worker)
            self._dispatch([worker])

    def _pause(self, worker: Staff) -> None:
        case = worker.stop_one()
        self._tell(case, "pause", case.place, worker.name)
        case.stopped += 1
        if case.stopped == 1:
            case.left, case.timer = case.due - self.now, case.timer + 1

    def _resume(self, worker: Staff) -> None:
        self.tally.use(self.now, worker)
        case = worker.resume_one()
        case.stopped -= 1
        if case.stopped == 0:
            self._tell(case, "resume", case.place, worker.name)
            self._work(case, case.left)

    # Delays and branches (E3.4)

    def _wait(self, case: Case, place: str, step: Wait) -> Process:
        if isinstance(step.wait, Until):
            until = self._next_time(step.wait.minute)
        else:
            length = _duration(step.wait, case, unit(self._draw(case, place, "work")[0]))
            until = self.now + (length or 0)
        self._tell(case, "delay", place, until)
        self.tally.delay(self.now, case, place, until - self.now)
        yield from self._until(until, DELAY_END, case)
        return step.then, unit(self._draw(case, place, "work")[1]), "usual"

    def _until(self, time: int, kind: int, case: Case) -> Process:
        if time < self.days.horizon:
            yield Moment(self.env, time, kind, case.slot)
        else:
            yield self.env.event()

    def _next_time(self, minute: int) -> int:
        day = self.days.day_at(self.now)
        times = [self.days.moment(day + later, minute) for later in range(3)]
        return next(time for time in times if time >= self.now)

    def _branch(self, case: Case, place: str, step: Branch) -> Process:
        yield from ()
        clause = next(clause for clause in step.branch if self._holds(clause.when, case))
        return clause.to, unit(self._draw(case, place, "work")[1]), "usual"

    def _holds(self, when: Condition, case: Case) -> bool:
        times = when.times.value if when.times else 1
        least = when.at_least.value if when.at_least else 1
        return (
            (not when.group or case.group in when.group)
            and (not when.need or case.need in when.need)
            and (not when.has or self._has(case, when.has))
            and (not when.lacks or not self._has(case, when.lacks))
            and (not when.been_at or case.visits.get(when.been_at, 0) >= times)
            and (not when.queue or self.queue.length(when.queue) >= least)
        )

    def _has(self, case: Case, trait: str) -> bool:
        groups = self.versions[-1 if self.now >= self.days.live else 0].groups
        share = groups[case.group].abilities.get(trait, 0.0) if case.group in groups else 0.0
        return self.chance.trait(case.group, case.person, trait) < share

    # Bookings (E3.5)

    def _book(self, case: Case, place: str, step: Booking) -> Process:
        want, show = self._draw(case, place, "book")
        slot = self._find_slot(self.books[step.book], step, case, unit(want))
        if slot is None:
            return step.full, self._exit(case, place), "no_slot"
        lead = self.days.day_at(slot.time) - self.days.day_at(self.now)
        cancels = self._cancels_at(case, place, step, slot.time)
        if cancels is not None and cancels <= self.now:
            assert step.cancels is not None
            return step.cancels.to, self._exit(case, place), "cancelled"
        slot.taken += 1
        case.booked = slot
        self._tell(case, "book", place, slot.time)
        self.tally.delay(self.now, case, place, slot.time - self.now)
        if cancels is not None:
            return (yield from self._give_back(case, place, step, cancels))
        yield from self._until(slot.time, SLOT, case)
        case.booked = None
        if step.no_show and unit(show) < _missed_share(step, case, lead):
            return step.no_show.to or step.full, self._exit(case, place), "missed"
        return step.then, unit(self._draw(case, place, "work")[1]), "usual"

    def _give_back(self, case: Case, place: str, step: Booking, time: int) -> Process:
        assert step.cancels is not None
        yield from self._until(time, SLOT, case)
        if case.booked:
            case.booked.taken -= 1
        case.booked = None
        return step.cancels.to, self._exit(case, place), "cancelled"

    def _cancels_at(self, case: Case, place: str, step: Booking, time: int) -> int | None:
        if step.cancels is None:
            return None
        give, notice = self._draw(case, place, "cancel")
        share = step.cancels.share.of(case.group, case.need)
        if share is None or unit(give) >= share.value:
            return None
        return time - (_duration(step.cancels.notice, case, unit(notice)) or 0)

    def _find_slot(self, book: Book, step: Booking, case: Case, u: float) -> Slot | None:
        today = self.days.day_at(self.now)
        day = today + min((_duration(step.wanted, case, u) or 0) // DAY, book.ahead)
        start = self.now if day == today else self.days.midnights[day]
        free = (s for s in book.slots if s.time >= start and s.taken < s.seats and s.opens <= self.now)
        slot = next(free, None)
        if slot and step.longest is not None and slot.time > self.now + milliseconds(step.longest.value):
            return None
        return slot

    def _go_live(self) -> None:
        """Carry bookings over, day by day, each to the nearest free slot of its day (E1.3)."""
        self.books = {name: open_book(self.versions[-1], name, self.days) for name in self.books}
        held = [case for case in self.inside.values() if case.booked]
        for case in sorted(held, key=lambda case: (case.booked.time, case.slot)):
            step = self.versions[case.version].steps[case.place]
            assert isinstance(step, Booking)
            day, time = self.days.day_at(case.booked.time), case.booked.time
            free = [
                s
                for s in self.books[step.book].slots
                if self.days.day_at(s.time) == day and s.taken < s.seats
            ]
            slot = min(free, key=lambda s: (abs(s.time - time), s.time), default=None)
            if slot:
                slot.taken += 1
            case.booked = slot


def _duration(spread: Varied | None, case: Case, u: float) -> int | None:
    """Return a drawn duration, or None where nothing is said for this case."""
    found = spread.of(case.group, case.need) if spread is not None else None
    return None if found is None else milliseconds(value_at(found.distribution, u))


def _missed_share(step: Booking, case: Case, lead: int) -> float:
    if step.no_show is None:
        return 0.0
    if step.no_show.share is not None:
        found = step.no_show.share.of(case.group, case.need)
        return float(found.value) if found is not None else 0.0
    return next((share.value for days, share in reversed(step.no_show.after) if days <= lead), 0.0)
