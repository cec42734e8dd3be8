"""A service run as it is."""

from __future__ import annotations

import pytest

from opmodels.appraise.alone import run
from opmodels.describe.read import parse_service
from tests import services

SERVICE = parse_service(services.mmc(run="4 weeks", warm_up="1 week"))


def test_number_of_replications_follows_precision() -> None:
    """A sharper precision takes more replications, and then the wait is as sharp as asked."""
    rough, sharp = run(SERVICE, precision=0.5), run(SERVICE, precision=0.02)
    assert rough.replications == 10 < sharp.replications
    wait = sharp.estimate("steps", "answer", "wait", "mean")
    assert wait.half_width is not None and wait.mean is not None
    assert wait.half_width <= 0.02 * wait.mean
    assert "the precision of ±2 %" in sharp.why


def test_waits_agree_with_theory() -> None:
    """Three servers at 80 % load wait 3.236 min on average (Erlang C): four standard errors."""
    wait = run(SERVICE, replications=60).estimate("steps", "answer", "wait", "mean")
    assert wait.mean is not None and wait.half_width is not None
    assert abs(wait.mean - 3.23596) < 2 * wait.half_width


def test_seed_decides() -> None:
    """The same seed gives the same numbers, another seed others."""
    one, again, other = (run(SERVICE, seed=seed, replications=3) for seed in (1, 1, 2))
    drop = {"provenance"}
    assert {k: v for k, v in one.as_json().items() if k not in drop} == {
        k: v for k, v in again.as_json().items() if k not in drop
    }
    assert one.estimate("system", "number") != other.estimate("system", "number")


def test_one_replication_has_null_bounds() -> None:
    """With one replication every interval is open."""
    told = run(SERVICE, replications=1).as_json()
    assert told["system"]["number"]["low"] is None and told["system"]["number"]["mean"] is not None


def test_most_is_kept() -> None:
    """A precision that is never reached stops at the most."""
    assert run(SERVICE, precision=1e-6, most=20).replications == 20


def test_warm_up_can_be_given() -> None:
    """Weeks of warm-up are those given where the service leaves them open."""
    service = parse_service(services.mmc(run="1 week", warm_up="auto"))
    assert run(service, replications=1, warm_weeks=2).warm_weeks == pytest.approx(2.0)
