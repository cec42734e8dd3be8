"""What was learned is told in a table that people can read, and with keys on which programs rely."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from opmodels.describe.learn.choices.fit import fit_choices
from opmodels.describe.learn.choices.summary import summarise_fit, tell_fit
from tests.unit.describe.learn.choices.made_up import NESTED, draw_choices, write_spec


def test_keys(tmp_path: Path) -> None:
    """Estimates with both errors; t of a coefficient against 0, of a scale against 1; counts that add up."""
    drawn, written = draw_choices(31, 2000, 0.5), write_spec(tmp_path, NESTED)
    fit = fit_choices(drawn, written)
    told = summarise_fit(fit, drawn, written)
    assert list(told["coefficients"]) == ["a_bus", "price", "wait"]
    price, motor = told["coefficients"]["price"], told["nests"]["motor"]
    assert price["t"] == pytest.approx(price["estimate"] / price["error"])
    assert motor["robust_t"] == pytest.approx((motor["estimate"] - 1) / motor["robust_error"])
    assert sum(one["chosen"] for one in told["chosen"].values()) == told["choices"] == 2000
    assert told["rho_squared"] == pytest.approx(1 - told["log_likelihood"] / told["null_log_likelihood"])
    assert np.array(told["robust_covariance"]).shape == (4, 4)


def test_lines(tmp_path: Path) -> None:
    """The table names each estimate once, and says what t of a scale is."""
    drawn, written = draw_choices(31, 2000, 0.5), write_spec(tmp_path, NESTED)
    text = tell_fit(fit_choices(drawn, written), drawn, written)
    assert text.startswith("2,000 choices\n  bus: offered ")
    assert text.count("scale of motor") == 1
    assert "t of a scale is that of its distance from 1" in text


def test_what_looks_wrong_is_said(tmp_path: Path) -> None:
    """A price that is liked, a scale above 1, and a coefficient without a word."""
    drawn = draw_choices(32, 3000, 1.6)
    liked = replace(drawn, attributes=drawn.attributes * np.array([1, -1, 1]))
    written = write_spec(tmp_path, NESTED.replace("  hour_waited: {coefficient: wait, times: 2}\n", ""))
    text = tell_fit(fit_choices(liked, written), liked, written)
    assert "Above 0, as if more cost or time were liked: price" in text
    assert "The scale of motor is above 1" in text
    assert "A choose step has no word for wait" in text


def test_few_people(tmp_path: Path) -> None:
    """Errors that let the choices of ten people be alike are told to be too small."""
    drawn = draw_choices(33, 600)
    few = replace(drawn, person=np.arange(600) % 10)
    written = write_spec(tmp_path, NESTED + "person: who\n")
    assert "Robust errors from only 10 people" in tell_fit(fit_choices(few, written), few, written)
    assert "Robust errors from" not in tell_fit(fit_choices(drawn, written), drawn, written)
