"""Which differences settle the number of replications."""

from __future__ import annotations

import numpy as np

from opmodels.appraise.samples import Sample, stack_trees
from opmodels.appraise.watched import find_watched, is_precise
from opmodels.describe.read import parse_service
from tests import services
from tests.unit.appraise.laboratory import surgery

PAYER = surgery().budget_holder


def sample(waits: list[float], nets: list[float]) -> Sample:
    """Return runs with such ninth deciles of the routine wait and such net costs."""
    leaf = "delay"
    return stack_trees(
        [
            {
                "steps": {"ask_routine": {leaf: {"mean": wait, "p90": wait}}},
                "money_per_year": {PAYER: {"net": net, "cost": 1e6}},
            }
            for wait, net in zip(waits, nets, strict=True)
        ]
    )


def precise(waits: list[float], nets: list[float], precision: float = 0.05) -> bool:
    """Whether a model with such runs is precise enough against as-is at 1,000 minutes and no net cost."""
    base = sample([1000.0] * len(waits), [0.0] * len(waits))
    return is_precise(surgery(), sample(waits, nets), base, find_watched(surgery()), precision)


def test_first_wait_guardrail_is_watched() -> None:
    """The surgery's first wait guardrail is the ninth decile of the routine wait."""
    watched = find_watched(surgery())
    assert watched is not None and watched.step == "ask_routine"
    assert watched.quantile is not None and watched.quantile.value == 0.9


def test_first_serve_step_else() -> None:
    """Without such a guardrail the mean wait of the first serve step is watched."""
    watched = find_watched(parse_service(services.tandem()))
    assert watched is not None and (watched.measure, watched.step, watched.quantile) == (
        "wait",
        "first",
        None,
    )


def test_no_serve_step_is_nothing_to_watch() -> None:
    """A service of delays alone has no wait to watch."""
    text = services.mmc().replace(
        "{serve: desk, takes: {exponential: 3 min}, then: done}", "{wait: 3 min, then: done}"
    )
    assert find_watched(parse_service(text)) is None


def test_steady_differences_are_precise() -> None:
    """Differences that hardly vary are precise; those of money and of waits that vary are not."""
    steady, wild = [1100.0, 1100.1, 1100.2], [800.0, 1100.0, 1500.0]
    assert precise(steady, [-1e5, -1e5 - 10, -1e5 + 10])
    assert not precise(wild, [-1e5] * 3)
    assert not precise(steady, [-2e5, -1e5, 0.0])


def test_large_changes_need_less() -> None:
    """The wait is asked as a share of its change where that is larger than the wait itself."""
    overloaded = [101_000.0, 102_000.0, 103_000.0]
    assert precise(overloaded, [0.0] * 3)


def test_one_replication_is_never_precise() -> None:
    """One replication has no interval."""
    assert not precise([1000.0], [0.0])


def test_wait_that_is_gone_is_not_waited_for() -> None:
    """Where a model has no such wait any more, money alone decides."""
    base = sample([1000.0] * 3, [0.0] * 3)
    own = base.with_columns({("steps", "ask_routine", "delay", "p90"): np.full(3, np.nan)})
    assert is_precise(surgery(), own, base, find_watched(surgery()), 0.05)
