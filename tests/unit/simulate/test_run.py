"""One replication does by hand-worked examples what the rules say."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from opmodels.describe.read import parse_service, parse_tree
from opmodels.foundation.errors import Interrupted, SimulationFault
from opmodels.simulate import columns as c
from opmodels.simulate.compile.assemble import compile_service
from opmodels.simulate.run import check_conservation, run_once
from tests import services
from tests.unit.simulate.scripted import ENDS, LEAVES, STARTS, minutes_of, run_script


def test_two_servers_take_five_cases_in_turn() -> None:
    """Five cases of ten minutes at two servers start at 0, 0, 10, 10 and 20 minutes."""
    run, compiled = run_script(
        "pools: {desk: {staff: 2}}\n"
        "steps: {work: {serve: desk, takes: 10 min, then: done}}\nends: {done: met}\n",
        5,
        "work",
    )
    assert minutes_of(run, compiled, STARTS, "work") == [0, 0, 10, 10, 20]
    assert run.record.total[0, 0, c.WAIT_SUM] == 40 * 60_000
    assert run.record.queue_area[0] == 40 * 60_000


def test_work_is_finished_in_overtime() -> None:
    """A pool that finishes serves beyond its hours and the overtime is counted."""
    body = (
        "pools: {desk: {staff: 1, hours: 7 days 00:00-00:15}}\n"
        "steps: {work: {serve: desk, takes: 10 min, then: done}}\nends: {done: met}\n"
    )
    run, compiled = run_script(body, 3, "work")
    assert minutes_of(run, compiled, ENDS, "done") == [10, 20, 24 * 60 + 10]
    opened, busy, over, _ = run.record.pool_hours[0].reshape(4, 168).sum(axis=1) / 60_000
    assert (opened, busy, over) == (30, 30, 5)


def test_work_is_paused_over_night() -> None:
    """A pool that pauses goes on where it stopped when it opens again, before new work starts."""
    body = (
        "pools: {desk: {staff: 1, hours: 7 days 00:00-00:15, shift_end: pause}}\n"
        "steps: {work: {serve: desk, takes: 10 min, then: done}}\nends: {done: met}\n"
    )
    run, compiled = run_script(body, 3, "work")
    assert minutes_of(run, compiled, ENDS, "done") == [10, 24 * 60 + 5, 24 * 60 + 15]
    assert run.record.pool_hours[0].reshape(4, 168)[2].sum() == 0


def test_whole_requirement_is_taken_or_nothing() -> None:
    """A case that needs two pools waits for both, and a case behind it that needs one is not held up."""
    body = (
        "pools: {room: {places: 1}, nurse: {staff: 2}}\n"
        "steps:\n  split: {branch: {pair: 50 %, alone: rest}}\n"
        "  pair: {serve: {all: [room, nurse]}, takes: 10 min, then: done}\n"
        "  alone: {serve: nurse, takes: 4 min, then: done}\nends: {done: met}\n"
    )
    run, compiled = run_script(body, 8, "split")
    pairs = minutes_of(run, compiled, STARTS, "pair")
    assert len(pairs) >= 2
    assert all(later - earlier >= 10 for earlier, later in itertools.pairwise(pairs)), (
        "one room, so one pair at a time"
    )
    assert minutes_of(run, compiled, STARTS, "alone")[0] == 0


def test_first_free_alternative_serves() -> None:
    """Where several pools may serve, the first that is free does."""
    body = (
        "pools: {old: {staff: 1}, new: {staff: 1}}\n"
        "steps: {work: {serve: [new, old], takes: 10 min, then: done}}\nends: {done: met}\n"
    )
    run, compiled = run_script(body, 2, "work")
    busy = run.record.pool_hours.reshape(2, 4, 168)[:, 1].sum(axis=1) / 60_000
    assert dict(zip(compiled.names.pools, busy, strict=True)) == {"old": 10, "new": 10}


def test_patience_and_room() -> None:
    """Who waits beyond its patience gives up; who finds the waiting room full is turned away."""
    body = (
        "pools: {desk: {staff: 1}}\n"
        "steps: {work: {serve: desk, takes: 10 min, patience: 15 min, gives_up_to: lost, room: 2, "
        "turned_away_to: away, then: done}}\n"
        "ends: {done: met, lost: unmet, away: unmet}\n"
    )
    run, compiled = run_script(body, 5, "work")
    assert minutes_of(run, compiled, LEAVES, "work") == [15]
    assert dict(zip(compiled.names.ends, run.record.end[0], strict=True)) == {"done": 2, "lost": 1, "away": 2}
    assert run.record.group[0, c.GAVE_UP_FROM : c.GAVE_UP_FROM + 3].tolist() == [0, 1, 2]


def test_wait_until_a_time_of_day() -> None:
    """A wait can end at the next time of day, this very moment included."""
    run, compiled = run_script(
        "steps: {night: {wait: {until: 08:30}, then: done}}\nends: {done: met}\npools: {}\n", 1, "night"
    )
    assert minutes_of(run, compiled, ENDS, "done") == [8 * 60 + 30]


def test_slots_are_booked_in_order_and_one_a_day_later() -> None:
    """Three cases that want the first slot take the first three; a session's slots are spread evenly over
    it."""
    body = (
        "pools: {gp: {staff: 1, hours: 7 days 10:00-12:00}}\n"
        "diaries: {day: {pool: gp, per_session: 2, opens: 7 days ahead}}\n"
        "steps:\n  ask: {book: day, full: lost, then: see}\n"
        "  see: {serve: gp, takes: 5 min, then: done}\nends: {done: met, lost: unmet}\n"
    )
    run, compiled = run_script(body, 3, "ask")
    assert minutes_of(run, compiled, STARTS, "see") == [600, 660, 24 * 60 + 600]


def test_loop_without_time_is_named() -> None:
    """A case that goes round without time passing stops the run with the name of the step."""
    steps = "steps:\n  a: {branch: {b: 99.99999999 %, done: rest}}\n  b: {wait: 0 min, then: a}\n"
    with pytest.raises(SimulationFault, match=r"within a millisecond, at step '[ab]'"):
        run_script(steps + "ends: {done: met}\npools: {}\n", 1, "a")


def test_stop_flag_interrupts() -> None:
    """A run stops when it is told to from outside."""
    compiled = compile_service(parse_service(services.mmc()))
    with pytest.raises(Interrupted):
        run_once(compiled, stop=np.ones(1, np.int8))


def test_log_does_not_change_the_run() -> None:
    """A run with event log and persons records the same as one without."""
    compiled = compile_service(parse_service(services.tandem()))
    plain, traced = run_once(compiled, 3, 1), run_once(compiled, 3, 1, traced=True, persons=True)
    for name in (
        "count",
        "total",
        "histogram",
        "group",
        "end",
        "system",
        "pool_hours",
        "flow",
        "queue_area",
        "inside",
    ):
        assert np.array_equal(getattr(plain.record, name), getattr(traced.record, name)), name
    assert traced.record.person[:, c.P_CASES].sum() == traced.record.end.sum()


def test_lost_cases_are_noticed() -> None:
    """The check of conservation finds a case that is missing."""
    compiled = compile_service(parse_service(services.mmc()))
    run = run_once(compiled)
    run.record.group[0, c.FINISHED] -= 1
    with pytest.raises(SimulationFault, match="accounted for"):
        check_conservation(run.record, compiled.names, "here")


def test_what_a_step_is_a_part_of_changes_nothing() -> None:
    """The same seed gives the same events, whatever the steps say that they are a part of."""
    text = services.tandem()
    tree = dict(parse_service(text).tree)
    tree["steps"] = {name: {**step, "part_of": "Office"} for name, step in tree["steps"].items()}
    runs = [
        run_once(compile_service(service), 3, 0, traced=True)
        for service in (parse_service(text), parse_tree(tree))
    ]
    logs = [run.log for run in runs]
    assert logs[0] is not None and logs[1] is not None
    assert len(logs[0]) > 100
    assert np.array_equal(logs[0], logs[1])
