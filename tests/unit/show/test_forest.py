"""The forest plot in letters: a line for each finding, the mean and a new place."""

from __future__ import annotations

import pytest

from opmodels.models.evidence import shipped_register
from opmodels.models.weighed import Weighed, weigh
from opmodels.show.forest import PLOT, Row, draw_row, list_plot, make_rows, span_of


def known(name: str) -> Weighed:
    """Return what the register says of a measure."""
    return weigh(shipped_register(), name)


def test_rows_are_findings_then_answers() -> None:
    """Those that do not count stand below those that do, without a weight."""
    rows = make_rows(known("cost of a contact by telephone"))
    assert [row.kind for row in rows] == ["counted"] * 4 + ["aside", "mean", "new place"]
    assert rows[4].label == "C socitm-later"
    assert (rows[4].weight, rows[4].low, rows[4].high) == ("-", rows[4].value, rows[4].value)
    assert all(row.low <= row.value <= row.high for row in rows)
    mean, new = rows[-2:]
    assert new.low < mean.low < mean.high < new.high


def test_the_span_holds_every_interval_and_no_effect() -> None:
    """No effect is shown even where all findings are far from it."""
    weighed = known("growth of the subsidy bill in two years")
    rows = make_rows(weighed)
    low, high = span_of(rows, weighed)
    assert low == 0.0
    assert high == max(row.high for row in rows)


def test_a_row_is_drawn_to_scale() -> None:
    """Ends, value and no effect stand where they belong; the value is never hidden."""
    row = Row("counted", "", "", "", 0.25, 0.5, 1.0)
    drawn = draw_row(row, 0.0, 1.0, 0.75)
    assert len(drawn) == PLOT
    assert (drawn.index("-"), drawn.index("#"), drawn.index("|")) == (7, 14, 21)
    assert draw_row(row, 0.0, 1.0, 0.5).count("|") == 0
    assert draw_row(Row("new place", "", "", "", 0.0, 0.0, 0.0), 0.0, 1.0, None) == "X"


@pytest.mark.parametrize("name", shipped_register().known_measures)
def test_every_measure_is_told_in_80_columns(name: str) -> None:
    """With what is to be expected, and a plot where anybody has measured."""
    weighed = known(name)
    lines = list_plot(weighed)
    assert max(map(len, lines)) <= 80, name
    assert any("To be expected in a place that has not tried it" in line for line in lines)
    assert any("expected in a new place" in line for line in lines) == (not weighed.assumed)


def test_an_assumption_is_said_to_be_one() -> None:
    """With its reason."""
    told = " ".join(list_plot(known("team time for running themselves")))
    assert "Nobody has measured it; this is assumed: plan 5 to 10 %" in told


def test_no_effect_is_explained() -> None:
    """The bar, which way speaks for the model, and how likely it does no good."""
    told = " ".join(list_plot(known("falls rate ratio")))
    assert "lower speaks for the model" in told
    assert "| is no effect. In a new place it does no good" in told
    assert "no effect" not in " ".join(list_plot(known("share of use that is new")))
