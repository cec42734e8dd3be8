"""Every operating model in every library service: nothing at zero strength, every case accounted for."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest

from opmodels.appraise.outcomes.catalogue import measure_run
from opmodels.appraise.samples import Tree
from opmodels.appraise.subject import Subject, View, prepare_as_is, prepare_redesign
from opmodels.describe.library import list_services
from opmodels.describe.read import read
from opmodels.describe.service import Service
from opmodels.describe.soundness import find_problems
from opmodels.foundation.errors import DoesNotFit
from opmodels.models.base import OperatingModel, Redesign
from opmodels.models.catalogue import shipped_models
from opmodels.simulate.run import run_once

MODELS = shipped_models()
PAIRS = [(service, model) for service in list_services() for model in MODELS]
WARM_WEEKS = 2


@cache
def service_of(name: str) -> Service:
    """Return a library service."""
    return read(name)


@cache
def as_is(name: str) -> Tree:
    """Return what one replication of a library service as it is measures."""
    return run(prepare_as_is(service_of(name), WARM_WEEKS))


def run(subject: Subject) -> Tree:
    """Run once; a run refuses to end unless every case is accounted for."""
    return measure_run(View(subject, run_once(subject.compiled, seed=7).record))


def list_leaves(node: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], float]]:
    """Yield every figure of what was measured, with its place."""
    if isinstance(node, Mapping):
        for key, child in node.items():
            yield from list_leaves(child, (*path, str(key)))
    elif isinstance(node, int | float):
        yield path, float(node)


def plan(model: OperatingModel, service: Service, zero: bool = False) -> Redesign:
    """Return the redesign, or skip with the reason why there is none."""
    try:
        return model.plan(service, model.zero_settings if zero else None)
    except DoesNotFit as error:
        pytest.skip(f"does not fit: {error.problems[0].found}")


@pytest.mark.parametrize(("service", "model"), PAIRS)
def test_a_model_that_does_not_fit_says_why(service: str, model: str) -> None:
    """It says in one line what was found and what would have to be there; nothing else may stop it."""
    try:
        MODELS[model].plan(service_of(service))
    except DoesNotFit as error:
        first = error.problems[0]
        assert first.found and first.expected
        assert "\n" not in first.found


@pytest.mark.parametrize(("service", "model"), PAIRS)
def test_zero_strength_is_the_service_as_it_is(service: str, model: str) -> None:
    """At its zero settings a model leaves the description as it is, or else every figure, bit for bit."""
    redesign = plan(MODELS[model], service_of(service), zero=True)
    if redesign.changes_nothing:
        return
    found = dict(list_leaves(run(prepare_redesign(redesign, WARM_WEEKS))))
    for path, value in list_leaves(as_is(service)):
        assert found[path] == value or math.isnan(value), path


@pytest.mark.parametrize(("service", "model"), PAIRS)
def test_nobody_is_lost(service: str, model: str) -> None:
    """What a model makes of a service holds together, and a run of it loses no case.

    The run itself refuses to end unless arrived = finished + gave up + still inside for every group.
    """
    redesign = plan(MODELS[model], service_of(service))
    assert find_problems(redesign.after) == []
    assert run(prepare_redesign(redesign, WARM_WEEKS))["groups"]
