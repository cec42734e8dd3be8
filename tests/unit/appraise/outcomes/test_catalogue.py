"""The catalogue of outcomes."""

from __future__ import annotations

import math
from pathlib import Path

from opmodels.appraise import outcomes
from opmodels.appraise.outcomes.catalogue import OUTCOMES, measure_run
from opmodels.appraise.samples import list_leaves
from opmodels.appraise.subject import View
from opmodels.simulate.run import run_once
from tests.unit.appraise.laboratory import surgery_as_is, view_of

PROMISED = {"groups", "steps", "pools", "system", "money", "outcomes"}


def test_keys_are_unique_and_promised_ones_are_there() -> None:
    """Each family has a key of its own; those that other programs rely on are among them."""
    keys = [outcome.key for outcome in OUTCOMES]
    assert len(set(keys)) == len(keys)
    assert set(keys) >= PROMISED
    assert all(outcome.unit for outcome in OUTCOMES)


def test_every_file_is_in_the_catalogue() -> None:
    """No file of outcomes is forgotten; that of choices is a part of steps."""
    listed = {outcome.measure.__module__.rpartition(".")[2] for outcome in OUTCOMES}
    files = {path.stem for path in Path(outcomes.__path__[0]).glob("*.py")}
    assert listed == files - {"__init__", "base", "catalogue", "choices"}


def test_a_run_gives_plain_finite_numbers() -> None:
    """Every leaf of a real run is a finite float, or None; NaN stands only for a quantile of nothing."""
    subject = surgery_as_is()
    leaves = dict(list_leaves(measure_run(View(subject, run_once(subject.compiled, 2).record))))
    assert len(leaves) > 500
    assert all(value is None or type(value) is float for value in leaves.values())
    odd = [path for path, value in leaves.items() if value is not None and not math.isfinite(value)]
    assert all(path[-1].startswith("p") for path in odd)


def test_an_empty_run_has_the_same_places() -> None:
    """Which places there are does not depend on what happened, so replications can be stacked."""
    subject = surgery_as_is()
    real = measure_run(View(subject, run_once(subject.compiled, 2).record))
    empty = measure_run(view_of(subject))
    assert [path for path, _ in list_leaves(real)] == [path for path, _ in list_leaves(empty)]
