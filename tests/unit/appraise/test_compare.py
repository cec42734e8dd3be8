"""Running models and as-is on the same citizens."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from opmodels.appraise.compare import compare, plan_models
from opmodels.appraise.comparison import Comparison
from opmodels.describe.read import parse_service
from opmodels.describe.service import Service
from opmodels.foundation.errors import DoesNotFit, InputError
from opmodels.models.catalogue import find_model
from tests import services
from tests.unit.appraise.laboratory import surgery, surgery_comparison


@cache
def desk() -> Service:
    """Return a queue with three at the desk, who cost money."""
    text = services.mmc(run="4 weeks").replace("hours: always}", "hours: always, cost: £15 per hour}")
    return parse_service(text)


@cache
def cut_desk() -> Comparison:
    """Return the desk with one of four fewer, as many replications as needed."""
    text = services.mmc(staff=4, run="4 weeks").replace(
        "hours: always}", "hours: always, cost: £15 per hour}"
    )
    return compare(parse_service(text), ["trim(cut=25 %)"], precision=0.02)


def test_numbers_agree_with_theory() -> None:
    """For 48 calls an hour of 3 min four and three servers give the waits of Erlang C, intervals doubled.

    Doubled intervals miss the truth once in about 10,000; the seed is fixed.
    """
    found = cut_desk()
    for appraisal, theory in (
        (found.as_is, erlang_c(4)),
        (found.models["trim(cut=25 %)"].result, erlang_c(3)),
    ):
        wait = appraisal.estimate("steps", "answer", "wait", "mean")
        assert wait.mean is not None and wait.half_width is not None
        assert abs(wait.mean - theory) < 2 * wait.half_width


def erlang_c(servers: int, load: float = 2.4, mean: float = 3.0) -> float:
    """Return the mean wait in minutes of Erlang's delay formula."""
    blocked = 1.0
    for k in range(1, servers + 1):
        blocked = load * blocked / (k + load * blocked)
    delayed = blocked / (1 - load / servers * (1 - blocked))
    return delayed * mean / (servers - load)


def test_precision_is_reached() -> None:
    """The difference of the watched wait is as sharp as asked, and the reason says so."""
    found = cut_desk()
    difference = found.models["trim(cut=25 %)"].difference.estimate("steps", "answer", "wait", "mean")
    assert difference.half_width is not None and difference.mean is not None
    assert difference.half_width <= 0.02 * max(difference.mean, 0.5)
    assert "enough for the precision of ±2 %" in found.why


def test_pairing_pays() -> None:
    """On the same citizens the difference is sharper than two independent sides would allow."""
    found = cut_desk()
    path = ("steps", "answer", "wait", "mean")
    own, base = (one.sample.column(*path) for one in (found.models["trim(cut=25 %)"].result, found.as_is))
    assert (own - base).var() < 0.8 * (own.var() + base.var())


def test_money_of_a_post() -> None:
    """One post round the clock at £15 an hour is £131,490 a year, all of it cashable; overtime is pence."""
    model = cut_desk().models["trim(cut=25 %)"]
    assert model.gap_closed.mean == pytest.approx(15 * 8766, rel=1e-4)
    assert model.cashable.mean == pytest.approx(15 * 8766, rel=1e-4)


def test_workers_do_not_matter() -> None:
    """One or two workers give the same digest; another seed another."""
    digests = [
        compare(desk(), ["trim"], seed=seed, replications=3, workers=workers).result_digest
        for seed, workers in ((1, 1), (1, 2), (2, 1))
    ]
    assert digests[0] == digests[1] != digests[2]


def test_models_do_not_matter_to_each_other() -> None:
    """A model's numbers are the same whatever else is compared."""
    alone = compare(surgery(), ["trim(cut=30 %)"], seed=3, replications=6)
    one, other = (c.models["trim(cut=30 %)"].result.sample for c in (alone, surgery_comparison()))
    assert one.paths == other.paths
    assert np.array_equal(one.values, other.values, equal_nan=True)


def test_models_that_do_not_fit_are_told_with_the_reason() -> None:
    """A recipe for a surgery does not fit a desk; the rest is compared all the same."""
    found = compare(desk(), ["call_back_first", "keep"], replications=2)
    assert set(found.models) == {"keep"}
    assert isinstance(found.does_not_fit["call_back_first"], DoesNotFit)
    assert found.as_json()["does_not_fit"]["call_back_first"][0]["found"]


def test_unknown_model_is_an_error() -> None:
    """A misspelt model is refused with the nearest name before anything runs."""
    with pytest.raises(InputError, match="trim"):
        compare(desk(), ["trimm"], replications=1)


def test_settings_reach_the_model() -> None:
    """Settings by the name of the model are used, and named in the label."""
    plans, _ = plan_models(desk(), ["trim"], {"trim": {"cut": "50 %"}})
    assert plans["trim"].after.pools["desk"].size == 1
    assert "50 %" in plans["trim"].label


def test_redesigns_can_be_given() -> None:
    """A redesign goes under its label."""
    plan = find_model("trim(cut=40 %)").plan(desk())
    plans, misfits = plan_models(desk(), [plan], {})
    assert plans == {plan.label: plan} and not misfits


def test_twin_is_always_there() -> None:
    """The no-change twin differs from as-is by luck alone: its numbers differ, and nobody wins or loses."""
    twin = surgery_comparison().twin
    arrived = twin.difference.column("groups", "children", "arrived")
    assert arrived.any()
    assert twin.winners.everyone.worse.mean is not None and twin.winners.everyone.worse.mean < 0.05


def test_drop_one_tells_what_did_the_work() -> None:
    """With each cut of several pools dropped in turn, the parts of the saving add up to the whole."""
    model = compare(surgery(), ["trim(cut=30 %)"], replications=2, drop_one=True).models["trim(cut=30 %)"]
    assert len(model.elements) == len(model.redesign.changes.edits) > 1
    parts = sum(element.gap_closed.mean or 0.0 for element in model.elements)
    assert parts == pytest.approx(model.gap_closed.mean, rel=0.02)
    assert not compare(desk(), ["trim"], replications=2, drop_one=True).models["trim"].elements


def test_progress_is_told() -> None:
    """Every run of as-is, twin and models is counted."""
    told: list[tuple[int, int | None]] = []
    compare(desk(), ["trim"], replications=2, progress=lambda done, planned: told.append((done, planned)))
    assert told[-1] == (6, 6)
