"""Pooling through service files: like jobs wait less, as Erlang says, and unlike ones wait longer.

Seeds are fixed, so a correct engine passes always. For closed forms |error| + 3.3 standard errors is
at most 3 % (5 % for the desks of unlike jobs, whose waits vary most); drawn anew, an unbiased mean with a
standard error of 0.45 % would miss 3 % about once in 1,200 times. The pooled queue of unlike jobs has no
closed form: it comes within 0.2 minutes of 11.9, which a simulation of three million arrivals found, with a
standard error below 0.1.
"""

from __future__ import annotations

import numpy as np
import pytest

from opmodels.describe.edit import Changes, apply_changes
from opmodels.describe.read import parse_service
from opmodels.describe.service import Service
from opmodels.models.pool_services import POOL_SERVICES
from opmodels.simulate import columns as c
from opmodels.simulate.compile.assemble import compile_service
from opmodels.simulate.replicate import replicate
from tests.oracles import formulas
from tests.services import mmc
from tests.unit.models.district import unlike_jobs

PLAIN = {"joins": "100 %", "customised": "0 %", "slower": "1", "travel": "100 %", "lost": "0 %"}
SITES = ("here", "east", "west", "south")


def mean_waits(service: Service, replications: int) -> np.ndarray:
    """Return the mean wait over all cases at all steps, in minutes, by replication."""
    runs = replicate(compile_service(service), seed=20250106, count=replications)
    total = [run.record.total[:, :, c.WAIT_SUM].sum() for run in runs.runs]
    started = [run.record.count[:, :, c.STARTED].sum() for run in runs.runs]
    return np.array(total) / np.array(started) / 60_000


def four_desks() -> Service:
    """Return four places of three people each, with 2.5 jobs of three minutes in hand on average."""
    service = parse_service(mmc("50 per hour", 3, run="4000 hours"), "desk.yaml")
    tree = {"merge": {name: service.tree for name in SITES[1:]}}
    changes = Changes.model_validate({"model": "test", "for_digest": service.digest, "edits": [tree]})
    return apply_changes(service, changes)


def test_four_places_made_one_wait_a_sixth_as_long() -> None:
    """A wait of 1.404 service times becomes 0.225 (Erlang C at 2.5 on 3, and at 10 on 12)."""
    apart = four_desks()
    desks = "desk east_desk west_desk south_desk"
    pooled = POOL_SERVICES.plan(apart, {**PLAIN, "pools": desks}).after
    assert [pool.size for pool in pooled.pools.values()] == [12]
    for service, of_service_times, load, staff in ((apart, 1.40449, 2.5, 3), (pooled, 0.22469, 10.0, 12)):
        exact = 3.0 * of_service_times
        assert formulas.erlang_c_wait(load, staff, 3) == pytest.approx(exact, rel=1e-4)
        assert formulas.precise(mean_waits(service, 12), exact)[1] <= 0.03


@pytest.mark.slow
def test_pooling_unlike_jobs_harms() -> None:
    """Jobs of one and of ten minutes, ten to one: 8.877 minutes apart, 11.9 in one queue of two."""
    apart = unlike_jobs()
    separate = mean_waits(apart, 12)
    exact = (10 * 0.83 / 0.17 + 10 * 0.83 / 0.17) / 11
    assert exact == pytest.approx(8.877, abs=2e-3)
    assert formulas.precise(separate, exact)[1] <= 0.05
    pooled = mean_waits(POOL_SERVICES.plan(apart, {**PLAIN, "pools": "short long"}).after, 12)
    assert pooled.mean() == pytest.approx(11.9, abs=0.2)
    assert pooled.std(ddof=1) / np.sqrt(len(pooled)) < 0.1
    assert pooled.mean() > separate.mean() + 2.5
