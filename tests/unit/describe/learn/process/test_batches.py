"""Work done for several at one moment is told from chance, and from a door that opens."""

from __future__ import annotations

import numpy as np

from opmodels.describe.learn.process.batches import (
    FEW,
    ONLY_DATES,
    ROUNDED,
    SAME_MINUTE,
    find_batches,
    find_rule,
    mark_together,
)
from opmodels.describe.learn.process.priorities import find_comings
from opmodels.describe.learn.process.traces import DAY, HOUR, Traces
from tests.unit.describe.learn.process.made_logs import MONDAY, make_traces

MINUTE = HOUR // 60


def gather(cases: int, size: int, seed: int = 1) -> Traces:
    """Return cases that come an hour apart and go on when so many are there.

    For a size of 1 they go on after six hours by chance.
    """
    luck = np.random.default_rng(seed)
    came = np.arange(cases) + luck.uniform(0, 0.9, cases)
    last = came.reshape(-1, size).max(axis=1).repeat(size) + 0.01
    begins = last if size > 1 else came + 0.1 + luck.exponential(6, cases)
    return make_traces([[0, 1]] * cases, list(zip(came, begins, strict=True)), lasts=0.001)


def test_a_batch_is_found_with_its_size() -> None:
    """Four at a time: nearly all events, whenever four are there; told why it is not in the file."""
    traces = gather(200, 4)
    found = find_batches(traces, find_comings(traces), False)
    (one,) = found.details
    assert (found.verdict, one["activity"], one["mean_size"]) == ("found", "a1", 4)
    assert one["when"] == "whenever 4 are there"
    assert one["range"][0] > 0.5 > 10 * one["by_chance"]
    assert found.sentences[-1].startswith("not written into the file, because")


def test_one_case_alone_is_no_batch() -> None:
    """A case that has the same thing twice at one moment is not done with another."""
    begins = [
        [24.0 * case, 24.0 * case + 5.01 + case / 77, 24.0 * case + 5.01 + case / 77] for case in range(80)
    ]
    traces = make_traces([[0, 1, 1]] * 80, begins, lasts=0.0)
    assert find_batches(traces, find_comings(traces), False).verdict == "not found"


def test_delays_by_chance_are_no_batches() -> None:
    """Of twenty logs with delays by chance none has batches."""
    logs = [gather(200, 1, seed) for seed in range(20)]
    assert {find_batches(one, find_comings(one), False).verdict for one in logs} == {"not found"}


def test_what_opens_the_day_is_no_batch_unless_it_is_the_whole_day() -> None:
    """Two begun at nine and one at ten, of whom all had waited: none together; two at nine alone: both."""
    nine = np.array([9 * HOUR, 9 * HOUR, 10 * HOUR, DAY + 9 * HOUR, DAY + 9 * HOUR])
    assert mark_together(nine, nine - HOUR, 5000).tolist() == [False] * 3 + [True] * 2


def test_who_comes_at_one_moment_did_not_wait() -> None:
    """Two that go on at once, as they came: no batch; one of two that waited for the other: a batch."""
    noon = np.array([12 * HOUR, 12 * HOUR])
    assert not mark_together(noon, noon, 5000).any()
    assert mark_together(noon, noon - [HOUR, 0], 5000).all()


def test_rules_are_told() -> None:
    """Tuesdays and Thursdays at two; a number; neither."""
    weeks = MONDAY + np.arange(10).repeat(2) * 7 * DAY + np.tile([1, 3], 10) * DAY
    luck = np.random.default_rng(1)
    sizes = luck.integers(2, 20, 20)
    assert find_rule(sizes, weeks + 14 * HOUR + 3 * MINUTE) == "on Tue, Thu at about 14:00"
    assert find_rule(np.full(20, 5), weeks) == "whenever 5 are there"
    assert find_rule(sizes, MONDAY + luck.integers(0, 70 * DAY, 20)) == "by no rule that is seen"


def test_where_nothing_can_be_told() -> None:
    """Dates only; times in steps of five minutes; too few."""
    traces = gather(200, 4)
    came = find_comings(traces)
    assert find_batches(traces, came, True).sentences == (ONLY_DATES,)
    whole = make_traces([[0, 1]] * 60, [[hour, hour + 1] for hour in range(60)])
    assert find_batches(whole, find_comings(whole), False).sentences == (ROUNDED,)
    few = gather(40, 4)
    assert find_batches(few, find_comings(few), False).sentences == (FEW,)


def test_one_minute_after_another_is_no_batch() -> None:
    """Where stamps are whole minutes, twelve done in twelve minutes are not done at one moment; two in the
    same minute are, whatever the minutes before."""
    begins = np.array([1, 2, 3, 4, 4, 6]) * MINUTE + 9 * HOUR
    could = np.zeros(6, np.int64)
    first = np.array([8 * HOUR])  # something else opens the day
    seen = mark_together(np.concatenate([first, begins]), np.concatenate([first, could]), SAME_MINUTE)
    assert seen.tolist() == [False, False, False, False, True, True, False]
    cases = [(day * 24 + one / 60, day * 24 + 9 + one / 60) for day in range(30) for one in range(12)]
    traces = make_traces([[0, 1]] * len(cases), cases)
    assert find_batches(traces, find_comings(traces), False).verdict != "found"
