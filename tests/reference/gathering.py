"""Cases that gather until enough are there or a time has come (E3.18)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import simpy

from opmodels.describe.gathering import Batch
from tests.reference.case import Case
from tests.reference.chance import milliseconds

if TYPE_CHECKING:
    from tests.reference.engine import Engine, Passage


@dataclass(eq=False)
class Gatherer:
    """A case that waits for others."""

    case: Case
    step: Batch
    since: int
    wake: simpy.Event


class Gatherings:
    """Who waits for whom, by the name of the step."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.waiting: defaultdict[str, list[Gatherer]] = defaultdict(list)

    def gather(self, case: Case, place: str, step: Batch) -> Passage:
        """Let a case wait with others; give how it leaves."""
        engine = self.engine
        one = Gatherer(case, step, engine.now, engine.env.event())
        case.wake, case.gathers = one.wake, True
        engine.tell(case, "join", place, engine.line.lengths[place])
        self.waiting[place].append(one)
        self._count(place, 1)
        engine.severity.wait(case)
        enough = step.together.of
        if enough is not None and len(self.waiting[place]) >= enough.value:
            self._end(place, all_go=True)
        else:
            self._await(one, place)
        said = yield one.wake
        if said == "on":
            return step.then, engine.usual(case, place, step.then), "usual"
        if said == "too few":
            assert step.too_few is not None
            return step.too_few, engine.exit(case, place, step.too_few), "too_few"
        return said[1], said[2], "worsened"

    def _await(self, one: Gatherer, place: str) -> None:
        """Let the time come that one of them waits for."""
        minute, longest = one.step.together.minute, one.step.longest
        times = [self.engine.next_time(minute)] if minute is not None else []
        times += [one.since + milliseconds(longest.value)] if longest is not None else []
        if times:
            self.engine.call_delay_end(min(times), one.case.slot, lambda: self._time_has_come(one, place))

    def _time_has_come(self, one: Gatherer, place: str) -> None:
        if one in self.waiting[place]:
            fewest = one.step.fewest
            self._end(place, all_go=fewest is None or len(self.waiting[place]) >= fewest.value)

    def _end(self, place: str, *, all_go: bool) -> None:
        for one in list(self.waiting[place]):
            self.leave(one.case)
            one.wake.succeed("on" if all_go or one.step.too_few is None else "too few")

    def leave(self, case: Case) -> None:
        """Let the waiting of a case end, and write down how long it was."""
        place = case.place
        one = next(one for one in self.waiting[place] if one.case is case)
        self.waiting[place].remove(one)
        self._count(place, -1)
        self.engine.severity.stop(case)
        self.engine.tally.delay(self.engine.now, case, place, self.engine.now - one.since)
        case.wake, case.gathers = None, False

    def _count(self, place: str, change: int) -> None:
        self.engine.line.count(place, change)
        self.engine.tally.queue(self.engine.now, place, change)
