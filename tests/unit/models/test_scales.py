"""Figures are put on a scale on which errors are about normal, and read back."""

from __future__ import annotations

import math

import pytest

from opmodels.models.evidence import Scale
from opmodels.models.finding import Effect
from opmodels.models.scales import SCALES, find_size, read_figure


@pytest.mark.parametrize(
    ("scale", "value"),
    [("ratio", 0.77), ("amount", 850.0), ("share", 0.28), ("share", 0.9999), ("difference", -38.0)],
)
def test_a_figure_comes_back(scale: Scale, value: float) -> None:
    """There and back again is the same figure."""
    working = SCALES[scale]
    assert working.back(working.to(value)) == pytest.approx(value, rel=1e-12)


def test_far_out_a_share_stays_one() -> None:
    """Nothing overflows."""
    back = SCALES["share"].back
    assert 0.0 <= back(-800.0) < 1e-300
    assert back(800.0) == 1.0


@pytest.mark.parametrize(
    ("effect", "scale", "value", "error"),
    [
        (
            {"value": "0.77", "interval": ["0.71", "0.83"]},
            "ratio",
            math.log(0.77),
            math.log(0.83 / 0.71) / 3.919927969,
        ),
        ({"span": ["£1", "£4"]}, "amount", math.log(2.0), math.log(4.0) / 3.919927969),
        ({"value": "20 %", "n": "100"}, "share", math.log(0.25), 0.25),
        ({"value": "20 %"}, "share", math.log(0.25), None),
        ({"value": "0.8", "n": "5000"}, "ratio", math.log(0.8), None),
        ({"value": "£76", "interval": ["£46", "£106"]}, "difference", 76.0, 60.0 / 3.919927969),
    ],
)
def test_errors_come_from_intervals_spans_or_numbers(
    effect: dict[str, object], scale: Scale, value: float, error: float | None
) -> None:
    """By hand, where anything says how exact the figure is."""
    assert read_figure(Effect.model_validate(effect), scale) == (
        pytest.approx(value),
        pytest.approx(error) if error else None,
    )


def test_differences_are_seen_beside_the_largest() -> None:
    """A spread is relative to it; logarithms need no such thing."""
    effects = [Effect(value="£10"), Effect(value="-£40"), Effect(value="£0", interval=("-£5", "£5"))]
    assert find_size(effects, "difference") == 40.0
    assert find_size(effects[2:], "difference") == pytest.approx(10.0 / 3.919927969)
    assert find_size([Effect(value="0")], "difference") == 1.0
    assert find_size([Effect(value="9")], "ratio") == 1.0
