"""Every measure that a figure or a guardrail can ask for."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest

from opmodels.appraise.evaluate import READERS, evaluate, name_measured, read_limit, read_values
from opmodels.appraise.intervals import Estimate
from opmodels.appraise.samples import stack_trees
from opmodels.describe.targets import Guardrail, Measured, MeasureName
from tests.unit.appraise.laboratory import surgery_comparison, surgery_track

STEP = {
    "wait": {"mean": 6.0, "p50": 4.0, "p90": 20.0},
    "gave_up_share": 0.1,
    "started_per_week": 50.0,
    "within": {"15": 0.8},
    "to": {"seen": 0.7},
}
BOOK = {
    "delay": {"mean": 2880.0, "p90": 9000.0},
    "wait": {"mean": None, "p90": None},
    "missed_share": 0.05,
    "late_share": 0.02,
    "within": {},
}
GROUP = {"arrived_per_week": 10.0, "finished": 30.0, "gave_up": 10.0, "ends": {"seen": 30.0, "unmet": 10.0}}
TREE = {
    "groups": {"young": GROUP, "old": {**GROUP, "arrived_per_week": 4.0, "gave_up": 30.0}},
    "steps": {"phone": STEP, "ask": BOOK},
    "steps_by_group": {"young": {"phone": STEP}, "old": {"phone": {**STEP, "wait": {"mean": 9.0}}}},
    "system": {"time": {"mean": 100.0, "p50": 60.0}},
    "system_by_group": {"young": {"time": {"mean": 80.0}}, "old": {"time": {"mean": 120.0}}},
    "pools": {"gp": {"utilisation": 0.85, "overtime_per_week": 3.0}},
    "money_per_year": {"practice": {"cost": 8766.0}},
}
SAMPLE = stack_trees([TREE, TREE])

CASES = [
    ({"measure": "wait", "step": "phone"}, 6.0),
    ({"measure": "wait", "step": "phone", "quantile": "90 %"}, 20.0),
    ({"measure": "wait", "step": "phone", "group": "old"}, 9.0),
    ({"measure": "wait", "step": "ask", "quantile": "90 %"}, 9000.0),
    ({"measure": "delay", "step": "ask"}, 2880.0),
    ({"measure": "time_in_system"}, 100.0),
    ({"measure": "time_in_system", "quantile": "50 %"}, 60.0),
    ({"measure": "time_in_system", "group": "any"}, 120.0),
    ({"measure": "gave_up", "step": "phone"}, 0.1),
    ({"measure": "gave_up"}, 0.4),
    ({"measure": "gave_up", "group": "old"}, 0.5),
    ({"measure": "utilisation", "pool": "gp"}, 0.85),
    ({"measure": "overtime", "pool": "gp"}, 3.0),
    ({"measure": "end", "end": "seen"}, 0.75),
    ({"measure": "end", "end": "unmet", "group": "young"}, 0.25),
    ({"measure": "within", "step": "phone", "time": "15 min"}, 0.8),
    ({"measure": "missed", "step": "ask"}, 0.05),
    ({"measure": "late", "step": "ask"}, 0.02),
    ({"measure": "route", "step": "phone", "to": "seen"}, 0.7),
    ({"measure": "arrived_per_week"}, 14.0),
    ({"measure": "arrived_per_week", "group": "old"}, 4.0),
    ({"measure": "started_per_week", "step": "phone"}, 50.0),
    ({"measure": "budget", "payer": "practice"}, 8766.0),
    ({"measure": "worse_off", "group": "any"}, 0.3),
    ({"measure": "worse_off", "group": "young"}, 0.1),
    ({"measure": "worse_off"}, 0.2),
]
WORSE = {"young": Estimate(0.1), "old": Estimate(0.3), "": Estimate(0.2)}


@pytest.mark.parametrize(("asked", "value"), CASES)
def test_each_measure(asked: dict[str, str], value: float) -> None:
    """Every measure is read from its place, in its unit."""
    assert evaluate(Measured.model_validate(asked), SAMPLE, WORSE).mean == pytest.approx(value)


def test_every_measure_of_the_grammar_is_tried_above() -> None:
    """No measure of the grammar lacks an evaluator or a case."""
    names = set(get_args(MeasureName))
    assert names == set(READERS) | {"worse_off"}
    assert names == {asked["measure"] for asked, _ in CASES}


def test_worst_group_of_a_lower_limit_is_the_lowest() -> None:
    """For a limit that may not be undercut, the worst of several groups is the lowest."""
    line = Measured.model_validate({"measure": "arrived_per_week", "group": "any"})
    assert evaluate(line, SAMPLE, highest=True).mean == 10.0
    assert evaluate(line, SAMPLE, highest=False).mean == 4.0


def test_nobody_is_worse_off_than_themselves() -> None:
    """Without a comparison nobody is worse off."""
    line = Measured.model_validate({"measure": "worse_off", "group": "any"})
    assert evaluate(line, SAMPLE) == Estimate(0.0, 0.0, 0.0)


def test_place_that_is_gone_is_unknown() -> None:
    """A step that a model removed has no wait."""
    assert not evaluate(Measured.model_validate({"measure": "wait", "step": "gone"}), SAMPLE).is_known


def test_values_are_by_replication() -> None:
    """The values of every replication are at hand for pairing."""
    line = Measured.model_validate({"measure": "wait", "step": "phone"})
    assert read_values(line, SAMPLE).tolist() == [6.0, 6.0]
    assert read_values(line, SAMPLE, "old").tolist() == [9.0, 9.0]


def test_budgets_are_a_year() -> None:
    """A limit written per year is compared with money a year, whatever the grammar keeps it in."""
    given = {"measure": "budget", "payer": "practice", "at_most": "£1.31m per year"}
    from opmodels.describe.targets import _read_guardrail

    line: Guardrail = _read_guardrail(given)
    assert line.at_most is not None
    assert read_limit(line, line.at_most) == pytest.approx(1_310_000)


def test_figures_of_a_real_run_are_known() -> None:
    """Every observed figure and guardrail of the surgery can be said of its run, and quantiles rise."""
    service, sample = surgery_comparison().service, surgery_track().sample
    for line in (*service.observed, *service.guardrails):
        assert evaluate(line, sample).is_known, line.measure
    median, ninth = (sample.column("steps", "phone", "wait", name) for name in ("p50", "p90"))
    assert np.all(median <= ninth)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"measure": "wait", "step": "phone", "quantile": "90 %"}, "wait at phone, 90 %"),
        ({"measure": "within", "step": "phone", "time": "15 min"}, "within 15 min at phone"),
        ({"measure": "gave_up", "step": "phone", "group": "old"}, "share who give up at phone, old"),
        ({"measure": "end", "end": "seen"}, "end seen"),
        ({"measure": "budget", "payer": "nhs"}, "budget nhs"),
        ({"measure": "worse_off", "group": "any"}, "share worse off, any group"),
        ({"measure": "route", "step": "phone", "to": "seen"}, "route at phone to seen"),
    ],
)
def test_names_in_words(asked: dict[str, str], words: str) -> None:
    """What is measured is told in plain words."""
    assert name_measured(Measured.model_validate(asked)) == words
