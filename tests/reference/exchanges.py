"""Exchanges: givers and takers who wait for each other (E3.19)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import simpy

from opmodels.describe.condition import Condition
from opmodels.describe.exchanges import Exchange, Rounds
from opmodels.describe.matching import Match
from opmodels.describe.service import Service
from tests.reference.case import Case
from tests.reference.chance import milliseconds

if TYPE_CHECKING:
    from tests.reference.engine import Engine, Passage

NEVER = 1 << 62
AFTER_CALLS = 3 << 24
"""Numbers of rounds come after those of outages and calls."""


@dataclass(eq=False)
class Seeker:
    """A case that waits at an exchange."""

    case: Case
    step: Match
    since: int
    wake: simpy.Event
    room: int
    takers: int = 0


class Exchanges:
    """Who waits on which side of which exchange."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.waiting: defaultdict[tuple[str, str], list[Seeker]] = defaultdict(list)
        self.names = list(dict.fromkeys(name for version in engine.versions for name in version.exchanges))

    # Coming and leaving

    def seek(self, case: Case, place: str, step: Match) -> Passage:
        """Let a case wait for somebody of the other side; give how it leaves."""
        engine = self.engine
        engine.tally.join(engine.now, case, place)
        room = step.room_for.of(*case.names) if step.room_for else None
        one = Seeker(case, step, engine.now, engine.env.event(), int(room.value) if room else 1)
        case.wake, case.seeker = one.wake, one
        engine.tell(case, "join", place, engine.line.lengths[place])
        self.waiting[step.match, step.side].append(one)
        self._count(place, 1)
        engine.severity.wait(case)
        self.look_around(one)
        patience = engine.duration(step.patience, case, place, "wait", 0)
        if case.seeker is one and patience is not None:
            engine.call_give_up(engine.now + patience, case.slot, lambda: self._lose_hope(one))
        said = yield one.wake
        if said == "matched":
            return step.then, engine.usual(case, place, step.then), "usual"
        if said == "gives up":
            engine.tell(case, "leave", place, engine.now - one.since)
            assert step.gives_up_to is not None
            return step.gives_up_to, engine.exit(case, place, step.gives_up_to), "patience"
        return said[1], said[2], "worsened"

    def leave(self, one: Seeker) -> None:
        """Take a case out of its exchange."""
        self.waiting[one.step.match, one.step.side].remove(one)
        self._count(one.case.place, -1)
        self.engine.severity.stop(one.case)
        one.case.wake = one.case.seeker = None

    def _count(self, place: str, change: int) -> None:
        self.engine.line.count(place, change)
        self.engine.tally.queue(self.engine.now, place, change)

    def _lose_hope(self, one: Seeker) -> None:
        if one.case.seeker is not one:
            return
        if one.takers:
            self._succeed(one)
        else:
            self.leave(one)
            one.wake.succeed("gives up")

    def _succeed(self, one: Seeker) -> None:
        now = self.engine.now
        self.leave(one)
        self.engine.tally.meet(now, one.case, one.case.place, now - one.since)
        one.wake.succeed("matched")

    # Matching

    def look_around(self, one: Seeker) -> None:
        """Match a case with those who wait, where that is done at once."""
        _, law = self._in_force(one.step.match)
        while law.matches is None and one.case.seeker is one:
            gives = one.step.side == "giver"
            others = self.waiting[one.step.match, "taker" if gives else "giver"]
            pairs = [(one, other) if gives else (other, one) for other in others]
            best = self._choose(one.step.match, pairs)
            if best is None:
                return
            self._bring_together(*best)

    def _choose(self, name: str, pairs: list[tuple[Seeker, Seeker]]) -> tuple[Seeker, Seeker] | None:
        """Return the first, or the nearest, of those pairs that fit."""
        service, law = self._in_force(name)
        fitting = [(way, pair) for pair in pairs if (way := self._way(service, law, *pair)) is not None]
        if law.order == "nearest":
            fitting.sort(key=lambda found: found[0])
        return fitting[0][1] if fitting else None

    def _bring_together(self, giver: Seeker, taker: Seeker) -> None:
        for one, other in ((giver, taker), (taker, giver)):
            self.engine.tell(one.case, "match", one.case.place, other.case.key)
        way = self._way(*self._in_force(giver.step.match), giver, taker)
        assert way is not None
        self.engine.tally.travel(self.engine.now, taker.case, taker.case.place, way)
        giver.takers += 1
        self._succeed(taker)
        if giver.takers >= giver.room:
            self._succeed(giver)

    def _in_force(self, name: str) -> tuple[Service, Exchange]:
        versions = self.engine.versions
        ordered = versions[::-1] if self.engine.now >= self.engine.days.live else versions
        service = next(one for one in ordered if name in one.exchanges)
        return service, service.exchanges[name]

    def _way(self, service: Service, law: Exchange, giver: Seeker, taker: Seeker) -> int | None:
        """Return the ms between two who fit each other, else None."""
        one, other = giver.case, taker.case
        alike = {
            "area": one.area == other.area,
            "group": one.group == other.group,
            "need": one.need == other.need,
            "severity": one.level == other.level,
        }
        lines = [_is(one, pair.gives) and _is(other, pair.takes) for pair in law.fits]
        way = _minutes(service.distances, one.area, other.area)
        far = law.longest_way is not None and way > law.longest_way.value
        if far or not all(alike[what] for what in law.same) or (lines and not any(lines)):
            return None
        return milliseconds(way)

    # Rounds

    def begin(self) -> None:
        """Let the rounds of every exchange come."""
        number = AFTER_CALLS
        for name in self.names:
            for rounds, start, end in self._list_laws(name):
                self._await(name, rounds, start, end, number)
                number += 1

    def _list_laws(self, name: str) -> Iterator[tuple[Rounds, int, int]]:
        before, after = (
            next(one for one in order if name in one.exchanges).exchanges[name].matches
            for order in (self.engine.versions, self.engine.versions[::-1])
        )
        live = self.engine.days.live
        stretches = ((before, 0, NEVER),) if before == after else ((before, 0, live), (after, live, NEVER))
        yield from ((rounds, start, end) for rounds, start, end in stretches if rounds is not None)

    def _await(self, name: str, rounds: Rounds, since: int, end: int, number: int) -> None:
        time = self._next(rounds, since)
        if time < min(end, self.engine.days.horizon):
            self.engine.call_change_of_capacity(
                time, number, lambda: self._hold(name, rounds, time, end, number)
            )

    def _next(self, rounds: Rounds, since: int) -> int:
        if rounds.minute is None:
            assert rounds.every is not None
            every = milliseconds(rounds.every.value)
            return -(-since // every) * every
        days = 1 if rounds.every is None else round(rounds.every.value / 1440)
        day = self.engine.days.day_at(since)
        while day % days or self.engine.days.moment(day, rounds.minute) < since:
            day += 1
        return self.engine.days.moment(day, rounds.minute)

    def _hold(self, name: str, rounds: Rounds, time: int, end: int, number: int) -> None:
        for taker in list(self.waiting[name, "taker"]):
            best = self._choose(name, [(giver, taker) for giver in self.waiting[name, "giver"]])
            if best is not None:
                self._bring_together(*best)
        self._await(name, rounds, time + 1, end, number)


def _is(case: Case, when: Condition) -> bool:
    pairs = (
        (when.group, case.group),
        (when.need, case.need),
        (when.area, case.area),
        (when.severity, case.level),
    )
    return all(not names or name in names for names, name in pairs)


def _minutes(ways: Mapping[str, Mapping[str, object]], one: str, other: str) -> float:
    """Return the minutes of a way: as said, as said of the way back, or none."""
    said = ways.get(one, {}).get(other) or ways.get(other, {}).get(one)
    return said.value if said is not None else 0.0  # type: ignore[attr-defined]
