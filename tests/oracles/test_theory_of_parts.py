"""Theory for cases that go on in parts side by side, and for planned visits.

As in `test_theory`: from service files alone, |error| + 3.3 standard errors at most 1 % of the exact value.
"""

from __future__ import annotations

import pytest

from opmodels.simulate import columns as c
from tests.oracles import formulas, theory

WITHIN = 0.01
A, B = 1 / 20, 1 / 35
"""Rates of the two delays, per minute."""


@pytest.mark.parametrize(("waits_for", "mean"), [("all", 1 / A + 1 / B - 1 / (A + B)), ("1", 1 / (A + B))])
def test_two_exponential_delays_side_by_side(waits_for: str, mean: float) -> None:
    """The later of two exponential times, and the earlier: in the system, and as recorded at the step."""
    text = f"""
needs: {{test: {{rate: 30 per hour, starts_at: tests}}}}
pools: {{nobody: {{staff: 1, hours: always}}}}
steps:
  tests: {{side_by_side: [blood, xray], joins_at: join, waits_for: {waits_for}}}
  blood: {{wait: {{exponential: 20 min}}, then: join}}
  xray: {{wait: {{exponential: 35 min}}, then: join}}
  join: {{branch: {{done: 100 %}}}}
ends: {{done: met}}
"""
    runs = theory.simulate(text, "8000 hours", 20)
    assert formulas.precise(theory.time_in_system(runs), mean)[1] <= WITHIN
    delays = theory.each(
        runs,
        lambda run: run.record.total[0, 0, c.DELAY_SUM] / run.record.count[0, 0, c.DELAYS] / 60_000,
    )
    assert formulas.precise(delays, mean)[1] <= WITHIN


def test_parts_are_busy_as_in_two_queues() -> None:
    """Each part waits in its own queue as in M/M/1: the other does not matter to it."""
    text = """
needs: {test: {rate: 6 per hour, starts_at: tests}}
pools: {nurse: {staff: 1, hours: always}, xray: {staff: 1, hours: always}}
steps:
  tests: {side_by_side: [blood, picture], joins_at: join}
  blood: {serve: nurse, takes: {exponential: 5 min}, then: join}
  picture: {serve: xray, takes: {exponential: 7 min}, then: join}
  join: {branch: {done: 100 %}}
ends: {done: met}
"""
    runs = theory.simulate(text, "40000 hours", 30)
    for step, mean in (("blood", 5.0), ("picture", 7.0)):
        exact = formulas.pollaczek_khinchine(6 / 60, mean, mean)
        assert formulas.precise(theory.wait_at(runs, step), exact)[1] <= WITHIN


def test_mean_number_of_visits() -> None:
    """With a visit every hour and no queue, the time in the system is the mean number less one, in hours."""
    text = """
needs: {wound: {rate: 2 per hour, starts_at: care}}
pools: {nurses: {staff: 400, hours: always}}
steps: {care: {serve: nurses, takes: 0 min, repeat: {visits: {poisson: 6}, every: 1 h}, then: done}}
ends: {done: met}
"""
    exact = 60 * (6 + 2.718281828459045**-6 - 1)
    runs = theory.simulate(text, "20000 hours", 20)
    assert formulas.precise(theory.time_in_system(runs), exact)[1] <= WITHIN
