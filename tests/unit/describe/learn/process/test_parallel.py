"""Parts side by side are told from things done one after the other."""

from __future__ import annotations

import tracemalloc

import numpy as np

from opmodels.describe.learn.process.parallel import NO_BEGINS, NO_PAIRS, find_parallel
from opmodels.describe.learn.process.traces import HOUR, Traces
from tests.unit.describe.learn.process.made_logs import make_traces


def make_pairs(cases: int, together: int, lasts: float = 2.0) -> Traces:
    """Return cases of two activities of two hours each: some begin an hour apart, the others three."""
    begins = [[24.0 * case, 24.0 * case + (1 if case < together else 3)] for case in range(cases)]
    return make_traces([[0, 1]] * cases, begins, lasts=lasts)


def test_overlaps_are_found_with_their_share() -> None:
    """Half of 40 cases overlap: found, 50 %, with a range around it, and told why it is not in the file."""
    found = find_parallel(make_pairs(40, 20), True)
    (one,) = found.details
    assert (found.verdict, one["share"], one["cases"]) == ("found", 0.5, 40)
    assert 0.3 < one["range"][0] < 0.5 < one["range"][1] < 0.7
    assert "not written into the file, because" in found.sentences[-1]


def test_a_stray_stamp_is_no_overlap() -> None:
    """One case in forty is within what wrong stamps make; what takes no time cannot overlap."""
    assert find_parallel(make_pairs(40, 1), True).verdict == "not found"
    assert find_parallel(make_pairs(40, 20, lasts=0.0), True).sentences == (NO_PAIRS,)
    assert find_parallel(make_pairs(19, 19), True).verdict == "cannot be told"


def test_with_ends_only_either_order_is_told_and_no_more() -> None:
    """Half of 40 cases in either order cannot be told from side by side; one order in all is not found."""
    turns = [[0, 1] if case % 2 else [1, 0] for case in range(40)]
    begins = [[24.0 * case, 24.0 * case + 1] for case in range(40)]
    either = find_parallel(make_traces(turns, begins), False)
    assert either.verdict == "cannot be told" and either.sentences[-1] == NO_BEGINS
    assert either.details[0]["share"] == 0.5
    assert find_parallel(make_traces([[0, 1]] * 40, begins), False).verdict == "not found"


def test_the_same_moment_has_no_order() -> None:
    """Two things that are always done at once do not come in either order."""
    traces = make_traces([[0, 1]] * 40, [[24.0 * case, 24.0 * case] for case in range(40)])
    assert find_parallel(traces, False).verdict == "not found"
    assert int(np.diff(traces.end).max()) == 24 * HOUR


def test_thousands_of_rare_activities_take_no_time_and_no_memory() -> None:
    """Free text makes an activity of every event: none of them can be in a pair, and those that can are
    found."""
    cases, rare = 1_200, 4_800
    sequences = [[0, 1, *(2 + case * 4 + k for k in range(4))] for case in range(cases)]
    begins = [
        [24.0 * case, 24.0 * case + 1, *(24.0 * case + 5 + k for k in range(4))] for case in range(cases)
    ]
    tracemalloc.start()
    found = find_parallel(make_traces(sequences, begins, lasts=2.0), True)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [one["activities"] for one in found.details] == [["a0", "a1"]]
    assert most < cases * rare
