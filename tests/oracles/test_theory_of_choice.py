"""Theory of choice: logit and nested logit, tastes that last, and a queue whose length people are told of.

As in `test_theory`: from service files alone, |error| + 3.3 standard errors at most 1 % of the exact value.
Each such test fails by chance about once in a thousand times.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import pytest

from opmodels.describe.read import parse_service
from opmodels.foundation import codes
from opmodels.simulate import columns as c
from opmodels.simulate.compile.assemble import compile_service
from opmodels.simulate.run import run_once
from tests.oracles import formulas, theory

WITHIN = 0.01
LOGIT = """
      bus: {to: away, price: £2, takes: 50 min}
      car: {to: away, price: £12, takes: 15 min, appeal: {poor: 0.2, others: 0.6}}
      walk: {to: away, takes: 80 min}
"""
ALIKE = "    nests: {bus: {of: [red, blue], scale: 0.01}}"


def service(choose: str, more: str = "", people: int = 10_000_000, run: str = "1000 hours") -> str:
    """Return a service in which people do nothing but choose."""
    return f"""
opmodels: 1
service: choices
time: {{start: 2025-01-06, warm_up: 0 days, run: {run}}}
groups:
  poor: {{people: {people}, income: £20k}}
  rich: {{people: {people}, income: £45k}}
needs: {{trip: {{rate: 200 per hour, starts_at: how}}}}
steps:
  how:
    choose: {choose}
    tastes: {{pound: -0.09, hour_spent: -0.9, hour_waited: -2, lasting: 60 %, income_elasticity: 0.5}}
{more}
ends: {{away: met}}
"""


def shares(text: str, group: int) -> np.ndarray:
    """Return the shares of a group's choices, (replications, alternatives)."""
    runs = theory.simulate_whole(text, 20)
    chosen = np.array([run.record.choice[group, :, c.CHOSEN] for run in runs.runs], np.float64)
    return np.asarray(chosen / chosen.sum(axis=1, keepdims=True))


def softmax(worth: list[float]) -> np.ndarray:
    """Return the shares of a logit."""
    weights = np.exp(np.array(worth))
    return np.asarray(weights / weights.sum())


def choices(text: str) -> Mapping[int, tuple[int, int]]:
    """Return the person and the alternative of each case, by the key of the case."""
    compiled = compile_service(parse_service(text))
    log = run_once(compiled, traced=True).log
    assert log is not None
    rows = log[log[:, c.LOG_CODE] == codes.LOG_CHOOSE]
    return {row[c.LOG_CASE]: (row[c.LOG_PERSON], row[c.LOG_DETAIL] >> c.TOLD_SHIFT) for row in rows.tolist()}


def test_a_choice_is_logit_by_income() -> None:
    """Shares are those of the closed form in both groups, though six in ten choose by tastes that last: as
    many people have £20k as £45k, so the median is £20k and a price weighs (20 / 45)^½ on the rich."""
    for group, ease, liking in ((0, 1.0, 0.2), (1, math.sqrt(20 / 45), 0.6)):
        bus = -0.09 * 2 * ease - 0.9 * 50 / 60
        car = liking - 0.09 * 12 * ease - 0.9 * 15 / 60
        exact = softmax([bus, car, -0.9 * 80 / 60])
        found = shares(service(LOGIT), group)
        for place, share in enumerate(exact):
            assert formulas.precise(found[:, place], share)[1] <= WITHIN


def test_a_choice_with_nests_is_nested_logit() -> None:
    """With bus and car in a nest of scale 0.4, shares are those of McFadden's closed form."""
    found = shares(service(LOGIT, "    nests: {motor: {of: [bus, car], scale: 0.4}}"), 0)
    bus, car = -0.09 * 2 - 0.9 * 50 / 60, 0.2 - 0.09 * 12 - 0.9 * 15 / 60
    inside = np.exp(np.array([bus, car]) / 0.4)
    motor, walk = softmax([0.4 * math.log(inside.sum()), -0.9 * 80 / 60])
    exact = [*(motor * inside / inside.sum()), walk]
    for place, share in enumerate(exact):
        assert formulas.precise(found[:, place], share)[1] <= WITHIN


@pytest.mark.parametrize(("nests", "car"), [("", 1 / 3), (ALIKE, 0.5)])
def test_red_bus_and_blue_bus(nests: str, car: float) -> None:
    """A bus of another colour takes a third in a logit, half of the bus's half where buses are the same."""
    found = shares(service("{car: {to: away}, red: {to: away}, blue: {to: away}}", nests), 0)
    for place, share in enumerate((car, (1 - car) / 2, (1 - car) / 2)):
        assert formulas.precise(found[:, place], share)[1] <= WITHIN


def test_what_is_added_moves_only_those_who_take_it() -> None:
    """With one more alternative everybody chooses it or what they chose before, case by case; other steps,
    pools and needs change nothing."""
    before = choices(service(LOGIT, run="60 hours"))
    bike = "      bike: {to: ride, takes: 30 min, appeal: -0.5}\n"
    text = service(
        "\n" + bike + LOGIT.lstrip("\n"), "  ride: {serve: p, takes: 5 min, then: away}", run="60 hours"
    )
    after = choices(text + "pools: {p: {staff: 3, hours: always}}\n")
    assert before.keys() == after.keys()
    moved = sum(after[case][1] == 0 for case in before)
    assert 0.1 < moved / len(before) < 0.9
    assert all(after[case][1] in (0, before[case][1] + 1) for case in before)


def test_lasting_tastes_are_the_same_at_every_choice() -> None:
    """Where all tastes last, each of 50 people always chooses the same; where none does, two choices of a
    person agree as often as those of strangers: the sum of squared shares."""
    always = choices(service(LOGIT, people=50, run="90 hours").replace("lasting: 60 %", "lasting: 100 %"))
    assert len({person for person, _ in always.values()}) == 100
    assert len(set(always.values())) == 100
    never = choices(service(LOGIT, people=50, run="180 hours").replace("lasting: 60 %", "lasting: 0 %"))
    taken = np.zeros((100, 3))
    for person, alternative in never.values():
        taken[person, alternative] += 1
    count = taken.sum(axis=1)
    same = ((taken * (taken - 1)).sum(axis=1) / (count * (count - 1)))[:50].mean()
    exact = (shares(service(LOGIT), 0).mean(axis=0) ** 2).sum()
    assert same == pytest.approx(exact, abs=0.01)  # the standard error over 50 people is 0.001


def test_equilibrium_of_a_queue_and_its_published_wait() -> None:
    """60 an hour choose between a queue of five servers (12 an hour each), of which they are told the mean
    wait of last month, and an app of utility -0.5: 37.03 an hour join, and wait 0.0112294 hours, the root of
    Λ = 60 / (1 + exp(-0.5 + 2 Wq(Λ))) with Erlang's Wq."""
    text = """
opmodels: 1
service: equilibrium
time: {start: 2025-01-06, warm_up: 8 weeks, run: 40 weeks}
groups: {all: {people: 100000}}
needs: {visit: {rate: 60 per hour, starts_at: how}}
pools: {servers: {staff: 5, hours: always}}
steps:
  how:
    choose:
      public: {to: serve, quote: {published: serve, every: 4 weeks, at_first: 3 h}}
      app: {to: away, appeal: -0.5}
    tastes: {hour_waited: -2}
  serve: {serve: servers, takes: {exponential: 5 min}, then: away}
ends: {away: met}
"""
    runs = theory.simulate_whole(text, 40)
    hours = 40 * 168
    joined = theory.each(runs, lambda run: run.record.choice[0, 0, c.CHOSEN] / hours)
    assert formulas.precise(joined, 37.0300)[1] <= WITHIN
    assert formulas.precise(theory.wait_at(runs, "serve"), 0.0112294 * 60)[1] <= 2 * WITHIN
