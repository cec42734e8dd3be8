"""Theory from service files alone: |error| + 3.3 standard errors at most 1 % of the exact value.

Seeds are fixed, so a correct engine passes always; had they been drawn anew, an unbiased mean whose
standard error is 0.15 % of it
would fail about once in 7,000 times.
"""

from __future__ import annotations

import numpy as np
import pytest

from tests.oracles import formulas, theory

WITHIN = 0.01
WAITS_SECONDS = {11: 122.7812, 12: 40.4449, 13: 17.1162, 14: 7.8359}
"""Published beside the formula: 100 calls in half an hour of 180 s each, so a load of 10."""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("staff", "hours", "replications"), [(11, 22000, 60), (12, 12000, 60), (13, 11000, 60), (14, 11000, 60)]
)
def test_erlang_c_at_load_ten(staff: int, hours: int, replications: int) -> None:
    """The mean wait of M/M/c at load 10 is Erlang's."""
    exact = formulas.erlang_c_wait(10, staff, 3)
    assert exact * 60 == pytest.approx(WAITS_SECONDS[staff], rel=2e-4)
    runs = theory.simulate(
        theory.one_queue(200, staff, "{exponential: 3 min}"), f"{hours} hours", replications
    )
    assert formulas.precise(theory.wait_at(runs, "serve"), exact)[1] <= WITHIN


def test_erlang_a() -> None:
    """With impatient callers the mean queue and the share who give up are those of M/M/c+M."""
    waiting, lost = formulas.erlang_a(200 / 60, 3, 4, 10)
    runs = theory.simulate(
        theory.one_queue(200, 10, "{exponential: 3 min}", "{exponential: 4 min}"), "4000 hours", 30
    )
    queue = theory.each(runs, lambda run: run.record.queue_area[0] / (4000 * 3_600_000))
    gave_up = theory.each(runs, lambda run: run.record.end[0, 1] / run.record.end.sum())
    assert formulas.precise(queue, waiting)[1] <= WITHIN
    assert formulas.precise(gave_up, lost)[1] <= WITHIN


def test_pollaczek_khinchine() -> None:
    """The mean wait of M/G/1 with lognormal service is that of Pollaczek and Khinchine."""
    runs = theory.simulate(
        theory.one_queue(7.5, 1, "{lognormal: {mean: 4 min, sd: 3 min}}"), "25000 hours", 40
    )
    assert (
        formulas.precise(theory.wait_at(runs, "serve"), formulas.pollaczek_khinchine(7.5 / 60, 4, 3))[1]
        <= WITHIN
    )


def test_two_priorities_by_class() -> None:
    """Each class waits as Cobham says; the classes are told apart as groups."""
    text = """
opmodels: 1
service: two classes
time: {start: 2025-01-06, warm_up: 1 week, run: 30000 hours}
groups: {urgent: {people: 400}, other: {people: 600}}
needs: {visit: {rate: {urgent: 3 per hour, other: 4.5 per hour}, starts_at: serve, priority: {urgent: 1,
other: 2}}}
pools: {nurse: {staff: 1, hours: always}}
steps: {serve: {serve: nurse, takes: {exponential: 4 min}, then: done}}
ends: {done: met}
"""
    runs = theory.simulate_whole(text, 40)
    for row, exact in enumerate(formulas.cobham([3 / 60, 4.5 / 60], 4)):
        waits = theory.each(
            runs, lambda run, row=row: run.record.total[row, 0, 0] / run.record.count[row, 0, 1] / 60_000
        )
        assert formulas.precise(waits, exact)[1] <= WITHIN


def test_jackson_network() -> None:
    """The mean time in a network of two nodes with feedback is Jackson's."""
    text = """
needs: {case: {rate: 10 per hour, starts_at: first}}
pools: {one: {staff: 2, hours: always}, two: {staff: 1, hours: always}}
steps:
  first: {serve: one, takes: {exponential: 6 min}, then: {second: 50 %, done: rest}}
  second: {serve: two, takes: {exponential: 5 min}, then: {first: 20 %, done: rest}}
ends: {done: met}
"""
    route = np.array([[0.0, 0.5], [0.2, 0.0]])
    exact = formulas.jackson_time(10 / 60, route, [6, 5], [2, 1])
    runs = theory.simulate(text, "12000 hours", 40)
    assert formulas.precise(theory.time_in_system(runs), exact)[1] <= WITHIN


def test_erlang_b() -> None:
    """Where nobody can wait, the share turned away is Erlang's."""
    text = """
needs: {call: {rate: 200 per hour, starts_at: serve}}
pools: {lines: {places: 12, hours: always}}
steps: {serve: {serve: lines, takes: {gamma: {mean: 3 min, sd: 2 min}}, room: 0, turned_away_to: lost, then:
done}}
ends: {done: met, lost: unmet}
"""
    runs = theory.simulate(text, "4000 hours", 30)
    lost = theory.each(runs, lambda run: run.record.end[0, 1] / run.record.end.sum())
    assert formulas.precise(lost, formulas.erlang_b(10, 12))[1] <= WITHIN
