"""What a visit costs in pay, and who else may pay for it."""

from __future__ import annotations

import pytest

from opmodels.models.anatomy import mean_of, visits_of
from opmodels.models.passed_on import OTHERS_PAY, mean_at, price_of_work, who_else_pays
from tests.unit.models.district import district


def test_a_visit_costs_its_minutes_with_travel() -> None:
    """Half an hour and ten minutes on the road at £24 an hour; without a series the road is not saved."""
    service = district()
    pool = service.pools["nurses_north"]
    assert price_of_work(service, "care", pool) == pytest.approx(24 * 40 / 60)
    single = district("    repeat: {visits: {wound: 10, insulin: 40}, every: 1 day, due_within: 4 h}\n", "")
    assert price_of_work(single, "care", pool) == pytest.approx(24 * 30 / 60)


def test_means_are_over_the_cases_that_come() -> None:
    """Five cases of ten visits to one of forty; nothing at a step that nobody serves."""
    service = district()
    assert mean_at(service, "care", visits_of) == pytest.approx(15)
    assert mean_at(service, "ask_doctor", lambda step, kind: mean_of(step.takes, kind)) == pytest.approx(20)
    nobody = district("rate: 0.05 per hour", "rate: 0 per hour").model_copy()
    assert mean_at(nobody, "care", visits_of) == pytest.approx(40)


def test_who_pays_elsewhere_is_named() -> None:
    """The payer of an end that is met elsewhere, never the one who saves."""
    assert who_else_pays(district(), "trust") == "hospital"
    assert who_else_pays(district(), "hospital") == OTHERS_PAY
