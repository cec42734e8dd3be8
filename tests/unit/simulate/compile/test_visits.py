"""Planned visits: at their times, in turn with others, late where they start late; and go-live."""

from __future__ import annotations

from datetime import date

import pytest

from opmodels.describe.read import parse_service
from opmodels.foundation import codes
from opmodels.foundation.errors import InputError
from opmodels.simulate import columns as c
from opmodels.simulate.compile.assemble import Rollout, compile_service
from opmodels.simulate.journey import tell_journey
from opmodels.simulate.run import Run, run_once
from tests.unit.simulate.scripted import HEAD, MINUTE, STARTS, minutes_of, run_script

BODY = """
pools: {nurse: {staff: STAFF, hours: always}}
steps: {visit: {serve: nurse, takes: 10 min, REPEAT, then: done}}
ends: {done: met}
"""


def body(repeat: str, staff: int = 1) -> str:
    """Return steps in which one step is a series of visits."""
    return BODY.replace("STAFF", str(staff)).replace(
        "REPEAT", f"repeat: {{{repeat}}}" if repeat else "order: first_come"
    )


@pytest.mark.parametrize(
    ("since", "expected"), [("planned", [0, 60, 120, 180]), ("actual", [0, 70, 140, 210])]
)
def test_visits_come_at_their_times(since: str, expected: list[float]) -> None:
    """Without a queue a visit starts exactly when it is due: counted from when the last was due, or done."""
    run, compiled = run_script(body(f"visits: 4, every: 1 h, from: {since}"), 1, "visit")
    assert minutes_of(run, compiled, STARTS, "visit") == expected
    assert run.record.end.sum() == 1 and run.record.flow.sum() == 1


def test_many_visits_without_a_queue_do_not_drift() -> None:
    """Twenty people, each with as many nurses: each of 288 visits is at a whole multiple of ten minutes."""
    run, compiled = run_script(body("visits: 288, every: 10 min, due_within: 0 min", 20), 20, "visit")
    starts = minutes_of(run, compiled, STARTS, "visit")
    assert starts == sorted(20 * [10.0 * visit for visit in range(288)])
    assert run.record.late.sum() == 0


def test_late_visits_are_counted() -> None:
    """Two people share a nurse: of six visits, four start more than five minutes after they were due."""
    run, compiled = run_script(body("visits: 3, every: 15 min, due_within: 5 min"), 2, "visit")
    assert minutes_of(run, compiled, STARTS, "visit") == [0, 10, 20, 30, 40, 50]
    assert run.record.late.sum() == 4
    assert run.record.count[0, 0, c.STARTED] == 6


def test_the_journey_tells_when_the_next_is_due() -> None:
    """One line for each pause."""
    run, compiled = run_script(body("visits: 2, every: 1 day"), 1, "visit")
    told = [line for line in tell_journey(run, compiled, 1) if "due" in line]
    assert told == ["Mon 06 Jan 2025 00:10:00  the next visit at visit is due on Tue 07 Jan 00:00"]


def test_nothing_is_kept_where_nothing_repeats() -> None:
    """A service without series has no rows for them."""
    run, compiled = run_script(body(""), 1, "visit")
    assert len(compiled.program.repeat) == len(compiled.program.repeat_rule) == len(run.record.late) == 0


def change(before: str, after: str, under_way: str) -> Run:
    """Run a change at the second midnight, in which one case is under way."""
    told = HEAD.replace("START", "visit").replace("run: 2 days", "run: 3 days")
    backlog = "at_start: [{step: visit, need: job, cases: 1}]\n"
    old, new = (parse_service(told + body(repeat) + backlog) for repeat in (before, after))
    rollout = Rollout(live=date(2025, 1, 7), under_way=under_way)
    return run_once(compile_service(old, new, rollout=rollout), traced=True)


def hours_of(run: Run) -> list[float]:
    """Return when visits started, in hours."""
    assert run.log is not None
    return [t / MINUTE / 60 for t in run.log[run.log[:, c.LOG_CODE] == codes.LOG_START, c.LOG_TIME].tolist()]


def test_a_case_that_moves_keeps_what_is_left_of_its_series() -> None:
    """The visit that was planned stays; from then on the new gaps hold, for the rest of the old number."""
    old, new = "visits: 6, every: 10 h", "visits: 40, every: 2 h"
    assert hours_of(change(old, new, "finish")) == [0, 10, 20, 30, 40, 50]
    assert hours_of(change(old, new, "move")) == [0, 10, 20, 30, 32, 34]


def test_a_case_that_moves_to_a_step_without_series_has_one_more_visit() -> None:
    """Where the new step has no series, the visit that comes is the last."""
    assert hours_of(change("visits: 6, every: 10 h", "", "move")) == [0, 10, 20, 30]
    assert hours_of(change("", "visits: 6, every: 10 h", "move")) == [0]


def test_who_moves_needs_a_gap_in_the_new_version() -> None:
    """A change is refused that says no gap for those who would move."""
    text = HEAD.replace("START", "visit") + "at_start: [{step: visit, need: job, cases: 1}]\n"
    old = parse_service(text + body("visits: 6, every: 10 h"))
    needs = "needs: {job: {rate: 0 per hour, starts_at: visit}"
    new = parse_service(
        (text + body("visits: 6, every: {more: 10 h}"))
        .replace(needs, needs.replace("job", "more"))
        .replace("need: job", "need: more")
    )
    with pytest.raises(InputError, match="no time for job of all"):
        compile_service(old, new, rollout=Rollout(live=date(2025, 1, 7), under_way="move"))
