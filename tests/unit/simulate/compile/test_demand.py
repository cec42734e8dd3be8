"""Streams of arrivals have the rates that the description asks for."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest

from opmodels.describe.read import parse_service
from opmodels.describe.service import Service
from opmodels.describe.volume import rate_per_hour
from opmodels.simulate.compile.assemble import compile_service
from opmodels.simulate.compile.demand import list_streams
from opmodels.simulate.run import run_once

TEXT = """
opmodels: 1
service: demand
time: {start: 2025-01-06, run: 52 weeks, warm_up: 0 days, holidays: England, zone: Europe/London}
groups: {young: {people: 3000}, old: {people: 1000, frailty: {gamma: {mean: 1, sd: 1}}}}
needs:
  call: {per_person_per_year: {young: 2, old: 5}, starts_at: phone, NEED}
pools: {desk: {staff: 400, hours: always}}
steps: {phone: {serve: desk, takes: 3 min, then: done}}
ends: {done: met}
"""


def service(need: str) -> Service:
    return parse_service(TEXT.replace("NEED", need))


def yearly(need: str, replications: int = 4) -> np.ndarray:
    """Cases of young and old in 364 days, by replication."""
    compiled = compile_service(service(need))
    return np.array([run_once(compiled, 11, k).record.system[:, 0] for k in range(replications)])


@pytest.mark.parametrize(
    "need",
    [
        "week: Mon-Fri 08:00-18:30",
        "week: {days: {Mon: 40 %, Tue: 60 %}, hours: {08:00-08:15: 50 %, 23:30-24:00: 50 %}}",
        "year: {Jan: 2, Feb: 0, Mar: 1, Apr: 1, May: 1, Jun: 1, "
        "Jul: 1, Aug: 1, Sep: 1, Oct: 1, Nov: 1, Dec: 1}",
        "busy_days: 30 %",
    ],
)
def test_shapes_keep_the_yearly_total(need: str) -> None:
    """Whatever the shape, young make 6,000 cases a year and old 5,000; four years together lie within 4
    standard errors
    (false alarm 1 in 8,000 for each of the two groups), widened for the busy days' own spread."""
    exact = np.array([3000 * 2, 1000 * 5]) * 364 / 365.25
    busy = 0.3 * exact / math.sqrt(364) if "busy" in need else 0.0
    error = np.sqrt((exact + np.square(busy)) / 4)
    assert np.all(np.abs(yearly(need).mean(axis=0) - exact) < 4 * error + 0.01 * exact * ("year" in need))


def test_no_demand_on_holidays() -> None:
    """Where nobody calls on holidays, 26 December 2025 has no arrivals, and the days before have."""
    compiled = compile_service(service("on_holidays: 0 %"))
    inside = run_once(compiled).record.pool_hours
    rates = compiled.program.day_rate[0]
    boxing_day = compiled.timeline.dates.index(date(2025, 12, 26))
    assert rates[boxing_day] == 0
    assert rates[boxing_day - 2] > 0
    assert inside.sum() > 0


def test_rate_of_a_need_is_shared_by_people() -> None:
    """A rate per hour for everyone falls to groups as they have people; a named group keeps its own."""
    shared = service("week: flat")
    text = TEXT.replace("per_person_per_year: {young: 2, old: 5}", "rate: 8 per hour").replace(
        "NEED", "week: flat"
    )
    whole = parse_service(text)
    assert rate_per_hour(whole, whole.needs["call"], "call", "young") == pytest.approx(6)
    named = parse_service(text.replace("8 per hour", "{old: 3 per hour, others: 8 per hour}"))
    assert rate_per_hour(named, named.needs["call"], "call", "old") == 3
    assert rate_per_hour(named, named.needs["call"], "call", "young") == 8
    assert rate_per_hour(shared, shared.needs["call"], "call", "old") == pytest.approx(5000 / 8766)


def test_streams_without_cases_are_left_out() -> None:
    """A group that has no cases of a need has no stream."""
    one = parse_service(TEXT.replace("{young: 2, old: 5}", "{young: 2}").replace("NEED", "week: flat"))
    assert list_streams([one]) == (("call", "young"),)


def test_busy_days_are_shared_by_groups() -> None:
    """On a busy day both groups have more: their daily counts go together (correlation above 0.5; without
    busy days below 0.2)."""

    def correlation(need: str) -> float:
        compiled = compile_service(service(need))
        log = run_once(compiled, traced=True).log
        assert log is not None
        arrived = log[log[:, 2] == 0]
        days = arrived[:, 0] // 86_400_000
        counts = [np.bincount(days[arrived[:, 5] == k], minlength=364) for k in (0, 1)]
        return float(np.corrcoef(counts)[0, 1])

    assert correlation("busy_days: 60 %") > 0.5
    assert abs(correlation("week: flat")) < 0.2


def test_frail_people_have_more_cases() -> None:
    """With a frailty of sd 1 the most needing tenth of the old have over a quarter of their cases; without,
    under a fifth.

    A gamma with shape 1 gives the top tenth 33 % of need; Poisson noise around it only adds. Young people
    have none.
    """
    compiled = compile_service(service("week: flat"))
    person = np.sum([run_once(compiled, 1, k, persons=True).record.person[:, 0] for k in range(6)], axis=0)
    young, old = np.sort(person[:3000])[::-1], np.sort(person[3000:])[::-1]
    assert old[:100].sum() / old.sum() > 0.25
    assert young[:300].sum() / young.sum() < 0.2
