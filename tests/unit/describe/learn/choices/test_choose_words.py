"""What was learned is written as a step that a service file takes as it stands."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from opmodels.describe.choosing import Choose
from opmodels.describe.learn.choices.choose_words import list_left_out, write_step
from opmodels.describe.learn.choices.fit import Fit, fit_choices
from opmodels.describe.read import parse_service
from opmodels.foundation.errors import InputError
from tests.unit.describe.learn.choices.made_up import NESTED, draw_choices, write_spec

AROUND = """\
opmodels: 1
service: A bus
time: {start: 2025-06-02, run: 4 weeks}
groups: {people: {people: 100}}
needs: {trip: {per_person_per_year: 12, starts_at: choice, week: flat}}
pools: {}
ends: {bus: met, car: met, walk: met}
"""


def learn(folder: Path, scale: float = 0.5) -> Fit:
    """Return what is learned from made-up choices."""
    return fit_choices(draw_choices(21, 3000, scale), write_spec(folder, NESTED))


def test_a_service_takes_the_step(tmp_path: Path) -> None:
    """Appeal, tastes for a pound and an hour, scale of the nest: values, ranges, source and grade."""
    fit = learn(tmp_path)
    text = write_step(fit, write_spec(tmp_path, NESTED), "made-up.csv")
    step = parse_service(AROUND + text).steps["choice"]
    assert isinstance(step, Choose)
    (appeal,), (pound,) = step.choose["bus"].appeal.parts, step.tastes.pound.parts
    (hour,), scale = step.tastes.hour_waited.parts, step.nests["motor"].scale
    found = [appeal.value, pound.value, hour.value / 2, scale.value]
    assert found == pytest.approx(fit.values, rel=1e-4)
    assert step.choose["car"].appeal is None
    half = np.array([1, 1, 2, 1]) * fit.robust_errors * 1.96
    for one, width in zip((appeal, pound, hour, scale), half, strict=True):
        assert (one.high - one.low) / 2 == pytest.approx(width, rel=1e-3)
        assert (one.source, one.grade) == ("made-up.csv", "B")


def test_what_has_no_word_is_named(tmp_path: Path) -> None:
    """A coefficient that is neither a constant nor a taste is told in the file and left out."""
    text = NESTED.replace("  hour_waited: {coefficient: wait, times: 2}\n", "")
    written = write_spec(tmp_path, text)
    assert list_left_out(written) == [
        "wait (of bus, car, walk), which is neither a constant nor one of tastes"
    ]
    assert "# Left out: wait (of bus, car, walk)" in write_step(learn(tmp_path), written, "x.csv")


def test_a_scale_above_one_is_not_written(tmp_path: Path) -> None:
    """Alternatives that are less alike than others follow no preference: the nest has to go."""
    fit = learn(tmp_path, 1.6)
    assert fit.values[-1] > 1
    with pytest.raises(InputError, match="motor, learned with a scale of 1"):
        write_step(fit, write_spec(tmp_path, NESTED), "x.csv")


def test_a_range_ends_at_one(tmp_path: Path) -> None:
    """The range of a scale near 1 does not go beyond what a scale can be."""
    fit = learn(tmp_path, 0.97)
    near = Fit(**{**vars(fit), "values": np.append(fit.values[:-1], 0.99)})
    step = parse_service(AROUND + write_step(near, write_spec(tmp_path, NESTED), "x.csv")).steps["choice"]
    assert isinstance(step, Choose)
    assert step.nests["motor"].scale.high == 1
