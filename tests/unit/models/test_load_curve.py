"""The load curve is what comes, when it comes, and together all the work of the week."""

from __future__ import annotations

import numpy as np
import pytest

from opmodels.describe.read import parse_service, read
from opmodels.models.anatomy import weekly_minutes
from opmodels.models.load_curve import draw_curve, draw_curves, find_line
from tests.services import day_hospital, mmc, rush_line, surgery


def test_the_curve_has_the_shape_of_the_week() -> None:
    """Twelve parts in the busiest half hour and four in the first; a delay takes a need out of the curve."""
    curve = draw_curve(parse_service(rush_line()), "advisers")
    question = curve.by_need["question"]
    assert question[44] / question[36] == pytest.approx(3.0)
    assert set(curve.by_need) == {"question", "alarm"}
    assert curve.later[36:52] == pytest.approx(0.3 * 168 * 6 / 60 / 20 * np.ones(16))
    assert curve.later[:36].sum() == 0.0
    assert curve.days == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("text", [rush_line(), surgery(), mmc(), day_hospital()])
def test_all_work_is_in_the_curve(text: str) -> None:
    """Its sum is the work of the week, if the pool is ever open."""
    service = parse_service(text)
    for pool, curve in draw_curves(service).items():
        work = sum(by_pool.get(pool, 0.0) for by_pool in weekly_minutes(service).values())
        assert float(curve.load.sum()) * 15 == pytest.approx(work)


def test_the_highest_peak_comes_first() -> None:
    """A surgery's phone at eight; its doctors work by appointment alone and have no curve."""
    curves = draw_curves(read("gp-surgery"))
    assert list(curves) == ["reception"]
    assert int(np.argmax(curves["reception"].load)) % 96 in (32, 33)


def test_people_are_met_at_a_line() -> None:
    """The step where most of a need's work comes to the pool; none where it comes later or never."""
    service = read("gp-surgery")
    assert find_line(service, "reception", "same_day") == "phone"
    assert find_line(service, "reception", "online_request") == "form"
    assert find_line(service, "gp", "same_day") == ""
