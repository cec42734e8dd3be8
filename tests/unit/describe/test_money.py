"""Fixed costs, income, payers and outcomes."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from opmodels.describe.money import Fixed, Income, Ledger, Outcome, Payer


def test_fixed_cost_is_per_hour_inside() -> None:
    """A yearly cost is spread over 8766 hours; whether it stays is unsaid."""
    fixed = Fixed.model_validate({"cost": "£8766 per year", "pays": "council"})
    assert (fixed.cost.value, fixed.stays) == (pytest.approx(1), None)


@pytest.mark.parametrize("amount", [{}, {"amount": "£1 per hour", "per_case": {"seen": "£1"}}])
def test_income_is_over_time_or_per_case(amount: dict[str, Any]) -> None:
    """An income has one of the two."""
    with pytest.raises(ValidationError) as caught:
        Income.model_validate({"pays": "nhs", "to": "practice", **amount})
    assert caught.value.errors()[0]["ctx"]["expected"] == "exactly one of them"
    assert (
        Income.model_validate({"pays": "nhs", "to": "practice", "per_case": {"seen": "£1"}})
        .per_case["seen"]
        .value
        == 1
    )


def test_nothing_is_free_of_a_payer() -> None:
    """Costs and income name who bears them."""
    for part, data in ((Fixed, {"cost": "£1 per hour"}), (Income, {"amount": "£1 per hour", "to": "x"})):
        with pytest.raises(ValidationError) as caught:
            part.model_validate(data)
        assert caught.value.errors()[0]["ctx"]["next"] == "add pays:"


def test_ledger_may_be_empty() -> None:
    """A service without further money has an empty ledger."""
    assert Ledger() == Ledger.model_validate({}) and Payer().budget is None


@pytest.mark.parametrize(("weight", "value"), [("1", 1.0), ("-0.5", -0.5), (0.25, 0.25)])
def test_outcomes_weigh_ends(weight: Any, value: float) -> None:
    """An outcome counts each end by a weight."""
    assert Outcome.model_validate({"unit": "people", "per": {"seen": weight}}).per == {"seen": value}


@pytest.mark.parametrize("weight", ["inf", "nan", "many", ["1"], "5 %"])
def test_other_weights_are_refused(weight: Any) -> None:
    """A weight is a finite number."""
    with pytest.raises(ValidationError):
        Outcome.model_validate({"unit": "people", "per": {"seen": weight}})
