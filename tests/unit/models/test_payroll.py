"""People, hours and pay are counted from the pools of a description."""

from __future__ import annotations

from typing import Any

import pytest

from opmodels.describe.staff import Pool
from opmodels.models.payroll import (
    full_time_equivalents,
    hours_a_week,
    pay_a_year,
    pays_for,
    people_of,
    read_turnover,
    staff_pools,
)
from tests.unit.models.example import surgery


def pool(**keys: Any) -> Pool:
    """Return a pool of three people who work nine to five."""
    return Pool.model_validate({"staff": "3", "hours": "Mon-Fri 09:00-17:00", "cost": "£10 per hour", **keys})


def test_hours_and_full_time_equivalents() -> None:
    """Three people for forty hours are 120 hours, or 3.2 contracts of 37.5."""
    assert hours_a_week(pool()) == 120.0
    assert full_time_equivalents(pool()) == pytest.approx(3.2)


def test_people_are_those_stated_or_the_fewest_contracts() -> None:
    """Never fewer than are on duty at once, and nobody where nobody works."""
    assert people_of(pool()) == 4
    assert people_of(pool(people="7")) == 7
    assert people_of(pool(hours="Mon 09:00-10:00")) == 3
    assert people_of(pool(hours="never")) == 0
    assert people_of(pool(hours="Mon-Fri 09:00-16:30")) == 3


def test_pay_of_a_year() -> None:
    """8766 hours make a year; on-costs are on top; places cost nothing."""
    assert pay_a_year(pool(hours="always")) == pytest.approx(3 * 10 * 8766)
    assert pay_a_year(pool(hours="always", on_costs="20 %"), posts=1) == pytest.approx(12 * 8766)
    assert pay_a_year(Pool.model_validate({"staff": "3"})) == 0.0


def test_places_are_no_staff() -> None:
    """Rooms are not on the payroll, and a pool that names no payer is paid for by the first."""
    service = surgery()
    assert list(staff_pools(service)) == ["reception", "gp", "manager"]
    assert pays_for(service, service.pools["gp"]) == service.payer_names[0]
    assert pays_for(service, pool(pays="nhs")) == "nhs"


@pytest.mark.parametrize(
    ("up_to", "holds", "share"),
    [("20 %", "yes", 0.2), ("20 % per year", "yes", 0.2), ("26 % a year", "yes", 0.26),
     ("20 %", "no", None), ("", "yes", None), ("many", "yes", None)],
)  # fmt: skip
def test_turnover_is_read_from_the_facts(up_to: str, holds: str, share: float | None) -> None:
    """A share of a year, said so or not; none where it is denied or is no share."""
    facts = {"turnover of gp": {"holds": holds, "up_to": up_to}}
    assert read_turnover(surgery(facts=facts), "gp") == share
    assert read_turnover(surgery(facts=facts), "reception") is None
