"""The closed forms of choice that models reckon with."""

from __future__ import annotations

import math

import pytest

from opmodels.models.logit import gain_of_choice, log_sum, nest_utility, share_of


def test_an_alternative_more_is_worth_its_log_sum() -> None:
    """Beside one of utility 0, one of -0.5 is worth ln(1 + e^-0.5) = 0.474077, at 0.1 a pound £4.74."""
    assert log_sum({"a": 0.0, "b": -0.5}) == pytest.approx(0.474077, abs=1e-6)
    assert gain_of_choice({"a": 0.0}, {"a": 0.0, "b": -0.5}, -0.1) == pytest.approx(4.74, abs=5e-3)


def test_red_and_blue_bus() -> None:
    """A clone takes a third where nothing is alike, a quarter where both buses are as good as the same."""
    buses = {"red": 0.0, "blue": 0.0}
    assert share_of("blue", buses, {"car": 0.0}, 1.0) == pytest.approx(1 / 3)
    assert share_of("blue", buses, {"car": 0.0}, 0.001) == pytest.approx(1 / 4, abs=1e-3)


def test_without_a_nest_it_is_logit() -> None:
    """At a scale of 1 shares are those of the exponentials; they never overflow."""
    weights = {"a": 0.3, "b": -1.2, "c": 0.9}
    whole = sum(map(math.exp, weights.values()))
    share = share_of("b", {"a": 0.3, "b": -1.2}, {"c": 0.9}, 1.0)
    assert share == pytest.approx(math.exp(-1.2) / whole)
    assert nest_utility({"a": 0.3}, 0.2) == pytest.approx(0.3)
    assert log_sum({"a": 2000.0, "b": 0.0}) == pytest.approx(2000.0)
