"""The workloads are the service files that they should be."""

from __future__ import annotations

import pytest

from benchmarks.__main__ import WHOLE
from benchmarks.workloads import MEANS, PACE_OF_LONG_RUNS, list_workloads, network
from opmodels.describe.read import parse_service
from opmodels.simulate.compile.assemble import compile_service


@pytest.mark.parametrize("workload", list_workloads(1000), ids=lambda workload: workload.name)
def test_workloads_are_services(workload) -> None:  # type: ignore[no-untyped-def]
    """Each is read and compiled under its own name."""
    assert parse_service(workload.text).service == workload.name
    compile_service(parse_service(workload.text))


def test_largest_run_is_not_too_long() -> None:
    """The engine takes a run of as many cases as the whole benchmark asks for."""
    compile_service(parse_service(network(max(WHOLE.memory), pace=PACE_OF_LONG_RUNS).text))


def test_pace_changes_nothing_else() -> None:
    """At four times the pace, services are a quarter as long, and cases come four times as often."""
    usual, quick = network(6000).text, network(6000, pace=4.0).text
    assert "run: 100 hours" in usual and "run: 25 hours" in quick
    assert "urgent: 18 per hour, other: 42 per hour" in usual
    assert "urgent: 72 per hour, other: 168 per hour" in quick
    for mean in MEANS:
        assert f"exponential: {mean:.17g} min" in usual and f"exponential: {mean / 4:.17g} min" in quick
