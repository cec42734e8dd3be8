"""Money of one run, against sums made by hand from the description."""

from __future__ import annotations

import numpy as np
import pytest

from opmodels.appraise.outcomes.money import measure_lines, measure_money, measure_money_per_year
from opmodels.appraise.subject import View
from opmodels.simulate import columns as c
from tests.unit.appraise.laboratory import empty_record, surgery_as_is, trimmed, view_of

WEEKS = 8766 / 168
"""Weeks of a year of 8,766 hours."""
RECEPTION, MANAGER, NURSE = 3 * 52.5 * 15.20, 40 * 31.0, 2 * 45 * 24.0
GP = 5 * 40 * 96 * 1.24


def ended(**counts: int) -> View:
    """Return a run of the surgery in which so many cases came to each end."""
    subject = surgery_as_is()
    record = empty_record(subject)
    for name, count in counts.items():
        record.end[1, subject.names.ends.index(name)] = count
    return View(subject, record)


def test_pay_and_fixed_cost_of_the_stretch() -> None:
    """Without a case the practice pays its staff for the hours on the rota, and its building."""
    found = measure_money(view_of(surgery_as_is()))["practice"]
    hours = {"reception": 3 * 10.5 * 56, "gp": 2175.0, "nurse": 2 * 9 * 56.0, "manager": 8 * 56.0}
    pay = hours["reception"] * 15.20 + hours["gp"] * 96 * 1.24 + hours["nurse"] * 24 + hours["manager"] * 31
    assert found["cost"] == pytest.approx(pay + 52_000 * 12 / WEEKS)
    assert found["revenue"] == pytest.approx(1_200_000 * 12 / WEEKS)


def test_bills_elsewhere_and_fees() -> None:
    """Each end's cost falls on its payer, and the NHS pays £1 for each case seen."""
    idle, busy = (measure_money(view) for view in (ended(), ended(seen=100, a_and_e=10, pharmacy=4)))
    assert busy["nhs"]["cost"] - idle["nhs"]["cost"] == pytest.approx(10 * 150 + 4 * 5 + 100 * 1)
    assert busy["practice"]["revenue"] - idle["practice"]["revenue"] == pytest.approx(100)
    assert busy["patients"] == {"cost": 0.0, "revenue": 0.0}


def test_cost_of_work_done() -> None:
    """Each consultation done costs the NHS £2."""
    subject = surgery_as_is()
    record = empty_record(subject)
    record.total[0, subject.names.rows.index("consult"), c.WORK_DONE] = 50
    difference = measure_money(View(subject, record))["nhs"]["cost"] - measure_money(ended())["nhs"]["cost"]
    assert difference == pytest.approx(100.0)


def test_overtime_costs_its_factor() -> None:
    """An hour of a GP's overtime costs one and a half hours with on-costs."""
    subject = surgery_as_is()
    hours = np.zeros((len(subject.names.pools), 4 * 168))
    hours[subject.names.pools.index("gp"), 336 + 20] = 7 * c.HOUR_MS
    cost = measure_lines(view_of(subject, pool_hours=hours))["overtime of gp"]
    assert cost["stretch"] == pytest.approx(7 * 96 * 1.24 * 1.5)
    assert cost["year"] == pytest.approx(cost["stretch"] * WEEKS / 12)


def test_year_is_that_of_the_contract() -> None:
    """Pay and fixed cost of a year do not depend on holidays of the stretch; fees are brought to a year."""
    found = measure_money_per_year(ended(seen=120))
    cost = (RECEPTION + GP + NURSE + MANAGER) * WEEKS + 52_000
    assert found["practice"]["cost"] == pytest.approx(cost)
    assert found["practice"]["revenue"] == pytest.approx(1_200_000 + 120 * WEEKS / 12)
    assert found["practice"]["net"] == pytest.approx(cost - 1_200_000 - 120 * WEEKS / 12)


def test_year_after_a_cut() -> None:
    """After a cut of 30 % the year has the posts that are left; the stretch has the old ones till go-live."""
    lines = measure_lines(view_of(trimmed()))
    nurse = lines["pay of nurse, practice"]
    assert nurse["year"] == pytest.approx(45 * 24 * WEEKS)
    assert nurse["stretch"] == pytest.approx((2 * 9 * 13 + 9 * 43) * 24)
