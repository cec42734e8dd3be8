"""The workloads for cimba find what others find, where cimba is installed."""

from __future__ import annotations

import pytest

pytest.importorskip("cimba", reason="the extra 'bench' is not installed")


@pytest.mark.parametrize(
    ("workload", "time", "gave_up", "within"),
    [("mm1", 10.0, 0.0, 0.1), ("mm20", 1.2754, 0.0, 0.03), ("network", 18.28, 0.205, 0.03)],
)
def test_cimba_agrees(workload: str, time: float, gave_up: float, within: float) -> None:
    """Mean time is within several standard errors of what is right, share who give up within 0.01."""
    from benchmarks.cimba_models import simulate

    found = simulate(workload, 200_000)
    assert found[0] == pytest.approx(time, rel=within)
    assert found[1] == pytest.approx(gave_up, abs=0.01)
