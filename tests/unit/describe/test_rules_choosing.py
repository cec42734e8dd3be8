"""Whoever comes to a choice has an income, a price, a time where one is asked for."""

from __future__ import annotations

import pytest

from opmodels.describe.read import parse_service
from opmodels.foundation.errors import InputError
from tests import services


def told(old: str, new: str) -> str:
    """Return what is told of the service with one text in place of another."""
    text = services.night_out()
    assert old in text
    with pytest.raises(InputError) as caught:
        parse_service(text.replace(old, new))
    (problem,) = caught.value.problems
    return f"{problem.found}; expected {problem.expected}"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("price: {workers: £9, others: £12}", "price: {workers: £9}", "no value for out_late with trip"),
        ("pound: -0.09", "pound: {workers: -0.1}", "no value for out_late with trip"),
        ("takes: 40 min", "takes: {workers: 40 min}", "no value for out_late with trip"),
        (", income: {lognormal: {mean: £24k, sd: £8k}}", "", "an income asked of workers"),
        (
            "income_elasticity: 0.5",
            "income_elasticity: -1",
            "income_elasticity: -1; expected a number from 0 to 5",
        ),
        (
            "takes: 20 min",
            "takes: {log_logistic: {median: 5 min, shape: 0.9}}",
            "a time without a mean for workers",
        ),
        ("needs: smartphone", "needs: smartfone", "'smartfone'; expected a trait of some group: smartphone"),
        ("{last: hail}", "{last: hall}", "'hall'; expected a step with a queue"),
        ("{exact: seat}", "{exact: stop}", "'stop'; expected a step that books: seat"),
        ("if: {group: [out_late]}", "if: {group: [out_lte]}", "'out_lte'; expected a group"),
        ("pays_to: firm", "pays_to: firn", "'firn'; expected a payer"),
        ("price: £2", "price: €2", "money in €"),
    ],
)
def test_what_is_wrong_is_told_once(old: str, new: str, words: str) -> None:
    """Each mistake is told at its line, with what would fit."""
    assert words in told(old, new)


def test_a_service_in_order_has_no_faults() -> None:
    """The service itself is fine, and those who pay are its payers, people themselves last."""
    assert parse_service(services.night_out()).payer_names == ("council", "firm", "citizens")
