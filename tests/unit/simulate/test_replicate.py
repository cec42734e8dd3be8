"""Replications: as many as are needed, the same on any number of workers."""

from __future__ import annotations

import math

import numpy as np
import pytest

from opmodels.describe.read import parse_service
from opmodels.simulate.compile.assemble import compile_service
from opmodels.simulate.replicate import FEWEST, count_workers, half_width, replicate
from tests import services

COMPILED = compile_service(parse_service(services.mmc(run="1 week")))


def test_workers_do_not_matter() -> None:
    """One and two workers give identical records, in the same order."""
    one, two = (replicate(COMPILED, 5, 6, workers=n) for n in (1, 2))
    for left, right in zip(one.runs, two.runs, strict=True):
        assert left.replication == right.replication
        assert all(np.array_equal(a, b) for a, b in zip(left.record, right.record, strict=True))


def test_replications_differ_and_repeat() -> None:
    """Each replication has its own draws; the same one is the same again."""
    first, again = replicate(COMPILED, 5, 2), replicate(COMPILED, 5, 2)
    assert first.runs[0].arrivals != first.runs[1].arrivals
    assert [run.events for run in first.runs] == [run.events for run in again.runs]


def test_number_grows_until_enough() -> None:
    """Without a number there are at least ten, then as many as the asked precision takes, and the reason is
    told."""
    told: list[tuple[int, int | None]] = []
    runs = replicate(
        COMPILED, 5, enough=lambda runs: len(runs) >= 25, progress=lambda done, of: told.append((done, of))
    )
    assert len(runs.runs) == 30
    assert "asked precision" in runs.why
    assert told[-1][0] == 30
    assert len(replicate(COMPILED, 5).runs) == FEWEST
    assert "whatever the precision" in replicate(COMPILED, 5, enough=lambda runs: False, most=20).why


def test_half_width_is_that_of_student() -> None:
    """The half-width of four numbers is t(3, 0.975) = 3.1824 standard errors; of one it is infinite."""
    assert half_width([1.0, 2.0, 3.0, 4.0]) == pytest.approx(3.182446 * math.sqrt(5 / 3) / 2, rel=1e-6)
    assert half_width([1.0]) == math.inf


def test_workers_default_to_cores() -> None:
    """One worker for each core unless given."""
    assert count_workers(None) >= 1
    assert count_workers(3) == 3
