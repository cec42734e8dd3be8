"""What was seen beside what was simulated."""

from __future__ import annotations

from opmodels.show.beside_charts import BOTTOM, TOP, draw_bars, draw_curves
from tests.unit.show.test_charts import SPACE, parse

SHARES = {"seen": [0.2, 0.8], "simulated": [0.3, 0.7], "least": [0.1, 0.6], "most": [0.4, 0.9]}
TIMES = {"seen": [10.0, 60.0], "simulated": [12.0, 80.0], "least": [9.0, 70.0], "most": [14.0, 90.0]}


def test_bars_are_as_high_as_their_shares() -> None:
    """The bar of 80 % is four times as high as that of 20 %, and the table has the figures."""
    chart = draw_bars("a", "Days", "Finding.", ["Mon", "Tue"], SHARES)
    bars = [one for one in parse(chart).findall(f"{SPACE}rect") if float(one.get("y", 0)) >= TOP]
    seen = [float(bar.get("height", 0)) for bar in bars[::2]]
    assert abs(seen[1] / seen[0] - 4) < 0.05
    assert chart.rows == (("Mon", "20 %", "30 % (10 % to 40 %)"), ("Tue", "80 %", "70 % (60 % to 90 %)"))


def test_without_a_simulation_only_what_was_seen_is_there() -> None:
    """No band, no second bar, no empty column."""
    bars = draw_bars("a", "Days", "Finding.", ["Mon", "Tue"], {"seen": SHARES["seen"]})
    curves = draw_curves("b", "Times", "Finding.", [0.25, 0.75], {"seen": TIMES["seen"]})
    assert (bars.columns, curves.columns) == (("", "Seen"), ("Share of cases", "Seen: took at most"))
    assert "simulated" not in bars.drawing + curves.drawing
    assert curves.rows == (("25 %", "10 min"), ("75 %", "1 h"))


def test_curves_rise_with_the_shares() -> None:
    """The curve of what was seen begins at a quarter and ends at three quarters of the height."""
    chart = draw_curves("b", "Times", "Finding.", [0.25, 0.75], TIMES)
    paths = [one.get("d", "") for one in parse(chart).findall(f"{SPACE}path")]
    assert len(paths) == 3
    heights = [float(point.split()[1]) for point in paths[-1][1:].split("L")]
    assert heights == [round(BOTTOM + (TOP - BOTTOM) * share, 1) for share in (0.25, 0.75)]
    assert chart.rows[1] == ("75 %", "1 h", "1 h 20 min (1 h 10 min to 1 h 30 min)")
