"""Choices: what is offered, what is told, and what a person prefers (E3.17)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from opmodels.describe.choosing import Alternative, Choose, Quote
from opmodels.describe.pathway import Book as Booking
from opmodels.describe.service import Service
from opmodels.describe.serving import Serve
from opmodels.describe.sourced import Varied
from tests.reference.case import Case
from tests.reference.chance import milliseconds, unit, value_at
from tests.reference.days import HOUR

if TYPE_CHECKING:
    from tests.reference.engine import Engine, Passage

LONGEST_TOLD = (1 << 40) - 2


def number(varied: Varied | None, case: Case) -> float:
    """Return a number for a case, 0 where none is said."""
    found = varied.of(*case.names) if varied is not None else None
    return 0.0 if found is None else float(found.value)


class Choosing:
    """Lets people choose."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.medians = [find_median(version) for version in engine.versions]

    def choose(self, case: Case, place: str, step: Choose) -> Passage:
        """Let a case choose, and go where that leads."""
        yield from ()
        engine, worth, told = self.engine, dict[str, float](), dict[str, int]()
        for name, one in step.choose.items():
            why_not, wait = self._find_reason(case, one)
            engine.tally.offer(engine.now, case, place, name, why_not)
            if not why_not:
                told[name], worth[name] = wait, self._weigh(case, step, one, wait)
        if not worth:
            assert step.nothing is not None
            return step.nothing, engine.exit(case, place, step.nothing), "nothing"
        name = self._prefer(case, place, step, worth)
        one = step.choose[name]
        engine.tell(case, "choose", place, (name, told[name] if one.quote else -1))
        engine.tally.choose(engine.now, case, place, name, number(one.price, case), told[name])
        return one.to, engine.usual(case, place, one.to), "usual"

    # What is offered

    def _find_reason(self, case: Case, one: Alternative) -> tuple[str, int]:
        """Return why an alternative is not offered, empty if it is, and the wait that is told."""
        if not self.engine.holds(one.when, case):
            return "condition", 0
        if not all(self.engine.has(case, trait) for trait in one.needs):
            return "trait", 0
        income = self._income(case)
        if one.income_at_least is not None and income is not None and income < one.income_at_least.value:
            return "income", 0
        wait = self._tell(case, one.quote) if one.quote is not None else 0
        return ("slot", 0) if wait is None else ("", wait)

    def _income(self, case: Case) -> float | None:
        groups = self.engine.in_force().groups
        told = groups[case.group].income if case.group in groups else None
        spread = told.of(case.group) if told is not None else None
        if spread is None:
            return None
        u = self.engine.chance.income(case.group, case.person)
        return max(1.0, value_at(spread.distribution, u))

    # What is told

    def _tell(self, case: Case, quote: Quote) -> int | None:
        """Return the wait of which a case is told, None where no slot can be booked."""
        step = self.engine.versions[case.version].steps[quote.step]
        if quote.exact:
            assert isinstance(step, Booking)
            slot = self.engine.diaries.find_slot(step, 0)
            return None if slot is None else slot.time - self.engine.now
        if quote.queue:
            assert isinstance(step, Serve)
            return self._tell_queue(case, quote.queue, step)
        waits = self.engine.serving.waits[quote.step]
        if quote.last:
            return waits[-1][1] if waits else 0
        assert quote.every is not None
        assert quote.at_first is not None
        every = max(1, milliseconds(quote.every.value))
        period = self.engine.now // every - 1
        seen = [wait for time, wait in waits if time // every == period]
        return math.floor(sum(seen) / len(seen) + 0.5) if seen else milliseconds(quote.at_first.value)

    def _tell_queue(self, case: Case, name: str, step: Serve) -> int:
        mean = 0.0
        for varied in (step.takes, step.travel):
            spread = varied.of(*case.names) if varied is not None else None
            mean += spread.distribution.mean() if spread is not None else 0.0
        crews = [[self.engine.staff[pool].capacity for pool in pools] for pools in step.needs(*case.names)]
        present = max(1, min(map(sum, crews), default=1))
        ahead = self.engine.line.lengths[name]
        return min(LONGEST_TOLD, math.floor(ahead * (mean * 60_000.0) / present + 0.5))

    # What is preferred

    def _weigh(self, case: Case, step: Choose, one: Alternative, wait: int) -> float:
        tastes, income = step.tastes, self._income(case)
        price = number(tastes.pound, case) * number(one.price, case)
        if income is not None:
            median = self.medians[-1 if self.engine.now >= self.engine.days.live else 0]
            price *= (median / income) ** number(tastes.income_elasticity, case)
        return (
            number(one.appeal, case)
            + price
            + number(tastes.hour_waited, case) * wait / HOUR
            + number(tastes.hour_spent, case) * number(one.takes, case) / 60.0
        )

    def _prefer(self, case: Case, place: str, step: Choose, worth: Mapping[str, float]) -> str:
        """Return the alternative that a person prefers: nest by nest, then within the nest."""
        lasts = unit(self.engine.draw(case, place, "work")[0]) < number(step.tastes.lasting, case)

        def taste(what: str, name: str) -> float:
            if lasts:
                u = self.engine.chance.lasting_taste(case.group, case.person, what, name)
            else:
                u = self.engine.chance.passing_taste(case.key, case.visits[place], what, name)
            return -math.log(-math.log(u))

        nested = {name: nest for nest, told in step.nests.items() for name in told.of}
        found = {("", name): worth[name] + taste("taste", name) for name in worth if name not in nested}
        for nest, told in step.nests.items():
            scale = told.scale.value
            inside = np.array([worth[name] / scale for name in worth if nested.get(name) == nest])
            if len(inside):
                found[nest, ""] = scale * float(np.logaddexp.reduce(inside)) + taste("nest", nest)
        nest, name = max(found, key=lambda key: found[key])
        if name:
            return name
        scale = step.nests[nest].scale.value
        within = {
            name: worth[name] / scale + taste("taste", name) for name in worth if nested.get(name) == nest
        }
        return max(within, key=lambda key: within[key])


def find_median(service: Service) -> float:
    """Return the lowest income that half of the people whose income is described do not exceed."""
    told = [
        (group.people.value, spread.distribution)
        for name, group in service.groups.items()
        if group.income is not None and (spread := group.income.of(name)) is not None
    ]
    if not told:
        return 1.0
    half = sum(people for people, _ in told) / 2
    ends = [float(one.quantile(np.array([0.5]))[0]) for _, one in told]
    low, high = min(ends), max(ends)
    for _ in range(100):
        middle = (low + high) / 2
        below = sum(people * float(one.cdf(np.array([middle]))[0]) for people, one in told)
        low, high = (low, middle) if below >= half else (middle, high)
    return high
