"""Who is begun before others that came earlier, and whether that is a rule or a shorter delay."""

from __future__ import annotations

import math
import tracemalloc
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from opmodels.describe.learn.log.event_log import EventLog
from opmodels.describe.learn.process import priorities
from opmodels.describe.learn.process.learned import learn_process
from opmodels.describe.learn.process.priorities import (
    ENDS_ONLY,
    MOST_PAIRS,
    NO_CLASS,
    OF_COLUMN,
    Overtaking,
    compare,
    find_chance_of,
    find_comings,
    find_pairs,
    find_priorities,
    list_queues,
    rank_activities,
)
from opmodels.describe.learn.process.service_tree import build_service
from opmodels.describe.learn.process.traces import HOUR
from tests.unit.describe.learn.process.made_logs import MONDAY, make_traces, write_desk


@pytest.fixture
def desk(tmp_path: Path) -> EventLog:
    """The log of a made desk."""
    return write_desk(tmp_path / "desk.csv")


def serve_in_turn(urgent: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return when cases came and were begun, the urgent ones first.

    One comes every hour and one is begun every hour; ten wait from the first hour on.
    """
    came = np.maximum(np.arange(len(urgent)) - 10, 0) * HOUR + np.arange(len(urgent))
    begin, waiting = np.zeros(len(urgent), np.int64), list(range(10))
    for hour in range(len(urgent)):
        waiting += [hour + 10] if hour + 10 < len(urgent) else []
        taken = min(waiting, key=lambda one: (not urgent[one], one))
        waiting.remove(taken)
        begin[taken] = (hour + 1) * HOUR
    return came, begin


def measure(rule: bool) -> list[Overtaking]:
    """Return how often two classes overtake each other, one in three urgent, with a rule or without."""
    urgent = np.random.default_rng(6).random(300) < 1 / 3
    came, begin = serve_in_turn(urgent if rule else np.zeros(300, bool))
    return list(compare(find_pairs(came, begin), urgent.astype(np.int64), ("usual", "urgent"), "q", True))


def test_a_rule_is_found_and_told(desk: EventLog) -> None:
    """Urgent cases overtake all and are never overtaken; within a class the order holds: a rule."""
    urgent = measure(rule=True)[-1]
    assert (urgent.overtakes[0], urgent.overtaken[0], urgent.within) == (1.0, 0.0, 0.0)
    assert urgent.chance == 0.001
    found = find_priorities(desk, (urgent,))
    assert found.verdict == "found" and found.sentences[-1] == OF_COLUMN
    (one,) = found.details
    assert (one["class"], one["is_rule"]) == ("urgent", True)
    assert one["overtakes_range"][0] > 0.7


def test_in_order_of_coming_nobody_goes_first(desk: EventLog) -> None:
    """Nobody overtakes, the chance is one, and the way to name a column of classes is told."""
    tested = measure(rule=False)
    assert [one.difference for one in tested] == [0.0, 0.0]
    assert find_priorities(desk, tested).verdict == "not found"
    assert NO_CLASS in find_priorities(desk, tested).sentences


def test_shorter_delays_are_no_rule(desk: EventLog) -> None:
    """Where cases of the same class overtake each other too, a rule and a shorter delay look alike."""
    luck = np.random.default_rng(8)
    urgent = luck.random(300) < 1 / 3
    came = np.arange(300) * HOUR
    begin = came + (luck.exponential(1.0, 300) * np.where(urgent, 5, 20) * HOUR).astype(np.int64) + 1
    tested = list(compare(find_pairs(came, begin), urgent.astype(np.int64), ("usual", "urgent"), "q", True))
    found = find_priorities(desk, tested)
    assert found.verdict == "cannot be told"
    assert "it is no queue" in found.sentences[0]


def test_even_classes_have_even_chances() -> None:
    """With classes that mean nothing one in twenty chances is below 5 %: of 60, at most 8."""
    low = 0
    for seed in range(60):
        luck = np.random.default_rng(seed)
        came = np.sort(luck.integers(0, 100 * HOUR, 100))
        pairs = find_pairs(came, came + luck.exponential(10 * HOUR, 100).astype(np.int64) + 1)
        low += find_chance_of(pairs, luck.random(100) < 0.4) <= 0.05
    assert low <= 8


def test_pairs_wait_at_the_same_time() -> None:
    """Of three the first two wait together, the second is begun first; the third comes when all is begun."""
    came, begin = np.array([0, 5, 30]), np.array([20, 10, 40])
    pairs = find_pairs(came, begin)
    assert (pairs.earlier.tolist(), pairs.later.tolist(), pairs.over.tolist()) == ([0], [1], [True])


def test_when_an_event_could_have_begun() -> None:
    """At the end of what was done before; the first thing when it was begun, for nobody saw it wait."""
    traces = make_traces([[0, 1, 0]], [[1, 3, 3.5]], lasts=1)
    assert ((find_comings(traces) - MONDAY) / HOUR).tolist() == [1, 2, 3.5]
    assert list_queues(traces, ()) == [(0,), (1,)]


def test_activities_that_go_first_have_a_class_in_the_file(desk: EventLog) -> None:
    """1 for what goes first; nothing for what does not, or where it may be a shorter delay."""
    span = (0.9, 1.0)
    first = Overtaking("q", "Décide", (1.0, span), (0.0, span), 100, 0.0, 0.001, False)
    assert rank_activities((first,), desk.activities) == {desk.activities.index("Décide"): 1}
    assert rank_activities((replace(first, within=0.5),), desk.activities) == {}
    assert rank_activities((replace(first, by_column=True),), desk.activities) == {}
    process = replace(learn_process(desk), overtaking=(first,))
    steps = build_service(process, "a desk", "learned").tree["steps"]
    assert [step.get("priority") for step in steps.values() if "serve" in step].count(1) >= 1
    assert "priority" not in steps["look_at_papers"]


def test_ends_only_tell_nothing(desk: EventLog) -> None:
    """Without begins it is not known who was first."""
    ends = replace(desk, start=np.full(desk.events, np.iinfo(np.int64).min))
    assert find_priorities(ends, ()).sentences == (ENDS_ONLY,)


def test_a_queue_of_which_nothing_is_known_is_no_rule() -> None:
    """Where hardly two of one class wait together, their order cannot speak for a queue; JSON has no number
    then."""
    came = np.arange(80) * HOUR
    begin = came + np.where(np.arange(80) % 2, HOUR // 2, 2 * HOUR)  # each second one passes the one before
    pairs = find_pairs(came, begin)
    tested = list(compare(pairs, np.arange(80) % 2, ["slow", "quick"], "desk", False))
    assert tested and all(math.isnan(one.within) and not one.is_rule for one in tested)


def test_too_many_classes_to_tell_are_told() -> None:
    """One sure class among sixty others is below what trials can show: nothing is said against it."""
    one = measure(True)[0]
    others = [replace(one, chance=0.5)] * 60
    log = SimpleNamespace(has_starts=True, classes=("a",))
    found = find_priorities(log, [replace(one, chance=0.001), *others])  # type: ignore[arg-type]
    assert found.verdict == "cannot be told"
    assert found.sentences[0].startswith("61 kinds of case were tried")


@pytest.mark.parametrize("most", [10**6, 500])
def test_pairs_are_those_of_who_wait_together(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of them, or so many drawn from them, each once; equal moments have no order."""
    monkeypatch.setattr(priorities, "MOST_PAIRS", most)
    luck = np.random.default_rng(8)
    came = np.sort(luck.integers(0, 400, 120))
    begin = came + luck.integers(1, 40, 120)
    every = {
        (one, other)
        for one in range(120)
        for other in range(one + 1, 120)
        if came[one] < came[other] < begin[one] and begin[one] != begin[other]
    }
    pairs = find_pairs(came, begin)
    found = list(zip(pairs.earlier.tolist(), pairs.later.tolist(), strict=True))
    assert len(every) > 500
    assert len(set(found)) == len(found) == min(len(every), most)
    assert set(found) <= every
    assert pairs.over.tolist() == [begin[other] < begin[one] for one, other in found]


def test_nobody_or_one_makes_no_pair() -> None:
    """Nor is that an error."""
    for count in (0, 1):
        assert not len(find_pairs(np.zeros(count, np.int64), np.ones(count, np.int64)).earlier)


def test_many_who_wait_take_little_memory() -> None:
    """Of twelve thousand who all wait together two million pairs are near; some are drawn."""
    came = np.arange(12_000) * 60_000
    begin = came[::-1] + came[-1] + 1
    tracemalloc.start()
    pairs = find_pairs(came, begin)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(pairs.earlier) == MOST_PAIRS
    assert most < 10_000_000
