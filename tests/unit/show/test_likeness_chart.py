"""How far the learned service is, beside the past drawn anew."""

from __future__ import annotations

from typing import Any

import pytest

from opmodels.show.likeness_chart import (
    draw_likeness,
    is_clear,
    is_further,
    tell_verdict,
    write_ratio,
    write_spread,
)
from opmodels.show.svg import HUES
from tests.unit.show.test_charts import SPACE, parse


def make(ours: tuple[float, float, float], theirs: tuple[float, float, float]) -> dict[str, Any]:
    """Return a distance from least, mean and most of both."""
    found = [dict(zip(("least", "mean", "most"), one, strict=True)) for one in (ours, theirs)]
    ratio = ours[1] / theirs[1] if theirs[1] else (1.0 if ours[1] == 0 else None)
    return {"learned": found[0], "past_drawn_anew": found[1], "ratio": ratio}


@pytest.mark.parametrize(
    ("ours", "theirs", "told"),
    [
        ((1, 2, 3), (4, 5, 6), "nearer"),
        ((7, 8, 9), (4, 5, 6), "further"),
        ((1, 5, 9), (4, 6, 8), "nearer, not clearly"),
        ((4.0, 6.5, 7.0), (3, 5, 6), "further, not clearly"),
        ((0, 0, 0), (0, 0, 0), "the same"),
        ((1, 1, 1), (0, 0, 0), "further"),
    ],
)
def test_verdicts(ours: tuple[float, float, float], theirs: tuple[float, float, float], told: str) -> None:
    """Clear is a difference only where neither mean lies among the logs of the other."""
    one = make(ours, theirs)
    assert tell_verdict(one) == told
    assert is_further(one) == told.startswith("further")
    assert told == "the same" or is_clear(one) == ("not clearly" not in told)


def test_rows_stand_where_their_ratio_is() -> None:
    """What is nearer stands left of what is further, in another colour; the table has the figures."""
    distances = {
        "control_flow": make((0.1, 0.2, 0.3), (0.3, 0.4, 0.5)),
        "arrivals": make((300, 1500, 1600), (900, 1000, 1100)),
    }
    words = {"control_flow": ("what follows what", ""), "arrivals": ("when cases come", " h")}
    chart = draw_likeness("a", "Distances", "Finding.", distances, words)
    nearer, further = parse(chart).findall(f"{SPACE}circle")
    assert float(nearer.get("cx", 0)) < float(further.get("cx", 0))
    assert (nearer.get("fill"), further.get("fill")) == (HUES[0], HUES[1])
    figures = ("when cases come", "1,500 h (300 to 1,600)", "1,000 h (900 to 1,100)", "1.50 ×")
    assert chart.rows[1] == (*figures, "further, not clearly")


def test_a_distance_without_a_ratio_has_no_dot() -> None:
    """Where the past drawn anew is at no distance, that is said and nothing is divided."""
    chart = draw_likeness("a", "D", "F.", {"arrivals": make((1, 1, 1), (0, 0, 0))}, {"arrivals": ("a", " h")})
    assert not parse(chart).findall(f"{SPACE}circle")
    assert chart.rows[0][3] == write_ratio(None) == "no ratio"
    assert write_spread({"mean": 0.0944, "least": 0.05, "most": 0.1}, "") == "0.0944 (0.05 to 0.1)"
