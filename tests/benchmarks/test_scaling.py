"""What threads bring is reckoned against one thread in the same round."""

from __future__ import annotations

import pytest

from benchmarks.scaling import Cost, choose_threads, summarise


@pytest.mark.parametrize(
    ("cores", "threads"), [(1, [1, 2]), (2, [1, 2]), (6, [1, 2, 4, 6]), (16, [1, 2, 4, 8, 16])]
)
def test_choice_of_threads(cores: int, threads: list[int]) -> None:
    """Threads double up to all cores; one against two is always there."""
    assert choose_threads(cores) == threads


def test_summary() -> None:
    """Speed-up is the median over rounds, efficiency its share of the threads, CPU a ratio."""
    one = [Cost(10.0, 10.0), Cost(30.0, 10.0), Cost(10.0, 10.0)]
    two = [Cost(5.0, 10.0), Cost(20.0, 11.0), Cost(6.25, 12.0)]
    alone, both = summarise({1: one, 2: two})
    assert alone["speedup"] == alone["efficiency"] == alone["cpu"] == 1
    assert both["threads"] == 2
    assert both["speedup"] == pytest.approx(1.6)
    assert both["efficiency"] == pytest.approx(0.8)
    assert both["best"] == pytest.approx(2)
    assert both["cores"] == pytest.approx(1.92)
    assert both["cpu"] == pytest.approx(1.1)
