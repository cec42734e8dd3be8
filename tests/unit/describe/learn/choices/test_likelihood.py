"""Probabilities add up, scales of 1 are multinomial logit, and slopes are those of the heights."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from opmodels.describe.learn.choices.likelihood import Nesting, weigh_choices
from tests.unit.describe.learn.choices.made_up import draw_choices

MOTOR = Nesting(np.array([0, 0, 1]), 1)
ALONE = Nesting(np.array([0, 1, 2]), 0)
BOTH = Nesting(np.array([0, 1, 1]), 2)
VALUES = np.array([0.3, -0.7, -1.1])


@pytest.mark.parametrize("scale", [0.3, 1.0, 2.0])
def test_probabilities_add_up(scale: float) -> None:
    """Over what is offered the probabilities of choosing it add up to 1."""
    drawn = draw_choices(2, 40)
    total = np.zeros(40)
    for one in range(3):
        rows = drawn.offered[:, one]
        as_if = replace(drawn, chosen=np.where(rows, one, 2))
        likely, _ = weigh_choices(as_if, MOTOR, np.append(VALUES, scale))
        total += np.where(rows, np.exp(likely), 0)
    assert total == pytest.approx(np.ones(40), abs=1e-12)


def test_scale_of_one_is_multinomial() -> None:
    """With every scale at 1 the formula of multinomial logit holds, and the slopes are the same."""
    drawn = draw_choices(3, 60)
    likely, slopes = weigh_choices(drawn, MOTOR, np.append(VALUES, 1.0))
    weights = np.where(drawn.offered, np.exp(drawn.attributes @ VALUES), 0)
    assert np.exp(likely) == pytest.approx(weights[np.arange(60), drawn.chosen] / weights.sum(axis=1))
    assert slopes[:, :3] == pytest.approx(weigh_choices(drawn, ALONE, VALUES)[1], abs=1e-12)


def test_nested_by_hand() -> None:
    """Two alike and one other, all of utility 0, scale near 0: a quarter, a quarter, a half."""
    drawn = draw_choices(4, 200)
    drawn = replace(drawn, attributes=np.zeros_like(drawn.attributes), offered=np.ones((200, 3), bool))
    likely, _ = weigh_choices(drawn, MOTOR, np.append(VALUES, 1e-9))
    assert np.exp(likely) == pytest.approx(np.array([0.25, 0.25, 0.5])[drawn.chosen])


@pytest.mark.parametrize(
    ("nesting", "scales"), [(ALONE, []), (MOTOR, [0.6]), (MOTOR, [1.4]), (BOTH, [0.5, 0.8])]
)
def test_slopes(nesting: Nesting, scales: list[float]) -> None:
    """Each slope is the difference of heights on both sides, row by row, to 1e-6."""
    drawn = draw_choices(5, 80)
    values = np.append(VALUES, scales)
    _, slopes = weigh_choices(drawn, nesting, values)
    for place in range(len(values)):
        step = np.zeros(len(values))
        step[place] = 1e-6
        up, down = (weigh_choices(drawn, nesting, values + sign * step)[0] for sign in (1, -1))
        assert slopes[:, place] == pytest.approx((up - down) / 2e-6, abs=1e-6)
