"""Needs of some people only: their cases are those that they had anyway, and nobody else's move (E2.12)."""

from __future__ import annotations

import numpy as np
import pytest

from opmodels.describe.read import parse_service
from opmodels.foundation import codes
from opmodels.simulate import columns as c
from opmodels.simulate.compile.assemble import compile_service
from opmodels.simulate.run import run_once

TEXT = """\
opmodels: 1
service: A town hall
time: {start: 2025-01-06, run: 4 weeks, warm_up: 1 week, zone: UTC}
groups: {all: {people: 400, car: 40 %, frailty: {gamma: {mean: 1, sd: 0.7}}}}
needs:
  permit: {per_person_per_year: 9, starts_at: desk, WHO}
  bill: {per_person_per_year: 9, starts_at: desk}
pools: {clerks: {staff: 2, hours: always}}
steps: {desk: {serve: clerks, takes: {exponential: 20 min}, then: done}}
ends: {done: met}
"""


def cases(who: str, need: str) -> dict[int, tuple[int, int]]:
    """Return time and person of every case of a need, by its key."""
    compiled = compile_service(parse_service(TEXT.replace(", WHO", who)))
    log = run_once(compiled, 5, traced=True).log
    assert log is not None
    stream = compiled.names.streams.index((need, "all"))
    rows = log[(log[:, c.LOG_CODE] == codes.LOG_ARRIVE) & (log[:, c.LOG_SEGMENT] == stream)]
    return {row[c.LOG_CASE]: (row[c.LOG_TIME], row[c.LOG_PERSON]) for row in rows.tolist()}


@pytest.mark.parametrize("need", ["permit", "bill"])
def test_cases_of_the_others_are_left_away_and_no_other_moves(need: str) -> None:
    """Those with a car and those without have together what everybody had; bills stay as they were."""
    everybody, drivers, others = (
        cases(who, need) for who in ("", ", who: {has: car}", ", who: {lacks: car}")
    )
    if need == "bill":
        assert everybody == drivers == others
        return
    assert {**drivers, **others} == everybody
    assert not drivers.keys() & others.keys()
    assert not {person for _, person in drivers.values()} & {person for _, person in others.values()}


def test_as_many_come_as_have_the_trait() -> None:
    """Cases of drivers are the share of people who have a car, within four standard errors of 400 people."""
    share = len(cases(", who: {has: car}", "permit")) / len(cases("", "permit"))
    spread = np.sqrt(0.4 * 0.6 * (1 + 0.7**2) / 400)
    assert abs(share - 0.4) < 4 * spread + 4 * np.sqrt(0.24 / 345)
