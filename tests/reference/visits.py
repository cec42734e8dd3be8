"""Planned visits: a series of them, the pause between two, and the coming back (E3.13)."""

from __future__ import annotations

import math
from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import simpy

from opmodels.describe.pathway import AnyStep
from opmodels.describe.repeating import Repeat
from opmodels.describe.serving import Serve
from tests.reference.case import Case, Stay
from tests.reference.chance import milliseconds, unit, value_at

if TYPE_CHECKING:
    from tests.reference.engine import Engine


@dataclass
class Series:
    """The visits of a case that are still to come after this one, and when this one was due."""

    left: int
    due: int


class Visits:
    """Who has how many visits at the step where it is."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.series: dict[int, Series] = {}
        """By the key of the case."""

    def come(self, case: Case, place: str, step: AnyStep, *, again: bool) -> None:
        """Let a case come to a step, for a further visit or not."""
        repeat = step.repeat if isinstance(step, Serve) else None
        if repeat is None:
            self.series.pop(case.key, None)
        elif not again:
            u = unit(self.engine.draw(case, place, "visits")[0])
            drawn = value_at(repeat.visits.of(*case.names).distribution, u)
            self.series[case.key] = Series(max(math.floor(drawn + 0.5), 1) - 1, self.engine.now)

    def is_late(self, stay: Stay) -> bool:
        """Whether a visit that starts now does so too long after it was due."""
        repeat = stay.step.repeat
        if repeat is None or repeat.due_within is None:
            return False
        return self.engine.now > self.series[stay.case.key].due + milliseconds(repeat.due_within.value)

    def rest(self, case: Case, place: str, step: Serve) -> Generator[simpy.Event, None, bool]:
        """Let a case whose visit is done pause until the next is due; false where it was the last."""
        series = self.series.get(case.key)
        if step.repeat is None or series is None or series.left == 0:
            return False
        series.left -= 1
        series.due = self._next_due(case, place, step.repeat, series)
        self.engine.tell(case, "plan", place, series.due)
        if series.due > self.engine.now:
            wake = self.engine.env.event()
            self.engine.call_delay_end(series.due, case.slot, wake.succeed)
            yield wake
        return True

    def _next_due(self, case: Case, place: str, repeat: Repeat, series: Series) -> int:
        since = series.due if repeat.from_ == "planned" else self.engine.now
        u = unit(self.engine.draw(case, place, "visits")[1])
        return since + milliseconds(value_at(repeat.every.of(*case.names).distribution, u))
