"""The plain loop does what the other builds do, event for event (E6.1)."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.workloads import Workload, list_workloads, queue
from opmodels.describe.read import parse_service
from opmodels.simulate.builds import LEAN, PLAIN
from opmodels.simulate.compile.assemble import Compiled, compile_service
from opmodels.simulate.run import choose_build, run_once
from tests.reference.plain_services import make_plain

BATCH = 30


def _compare(compiled: Compiled, seed: int, persons: bool) -> list[str]:
    """Return what the two builds count otherwise."""
    plain, lean = (run_once(compiled, seed, build=build, persons=persons) for build in (PLAIN, LEAN))
    pairs = zip(plain.record._asdict().items(), lean.record, strict=True)
    found = [name for (name, a), b in pairs if not np.array_equal(a, b)]
    return found + ["events"] * ((plain.arrivals, plain.events) != (lean.arrivals, lean.events))


@pytest.mark.parametrize("first", range(0, 120, BATCH))
def test_random_plain_services(first: int) -> None:
    """What is recorded of a random plain service, or of a change, is the same to the last bit."""
    for number in range(first, first + BATCH):
        compiled = make_plain(number)
        assert choose_build(compiled.program, compiled.names) == PLAIN
        assert _compare(compiled, number, persons=number % 3 == 0) == [], f"plain service {number}"


@pytest.mark.parametrize("workload", list_workloads(20_000), ids=lambda workload: workload.name)
def test_workloads_of_the_benchmark(workload: Workload) -> None:
    """So is what the benchmark runs, long enough for many slots to be used again."""
    compiled = compile_service(parse_service(workload.text))
    assert _compare(compiled, 1, persons=False) == []


def test_room_is_made_while_it_runs() -> None:
    """A queue that outgrows the first slots is counted the same."""
    text = queue("mm1", 1, 3_000).text.replace("rate: 54 per hour", "rate: 90 per hour")
    compiled = compile_service(parse_service(text))
    assert _compare(compiled, 2, persons=True) == []
