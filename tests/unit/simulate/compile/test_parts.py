"""Parts side by side: when they begin and are done, where the case goes on, what is counted of them."""

from __future__ import annotations

import pytest

from opmodels.foundation import codes
from opmodels.simulate import columns as c
from opmodels.simulate.journey import list_happenings, list_vidigi_rows, tell_journey
from opmodels.simulate.run import Run
from tests.unit.simulate.scripted import MINUTE, STARTS, minutes_of, run_script

BODY = """
pools: {nurse: {staff: 1, hours: always}, lab: {staff: 1, hours: always}, doctor: {staff: 1, hours: always}}
steps:
  tests: {side_by_side: [blood, sample], joins_at: results, waits_for: all}
  blood: {serve: nurse, takes: 10 min, then: results}
  sample: {serve: lab, takes: 30 min, then: results}
  results: {serve: doctor, takes: 5 min, then: done}
ends: {done: met, lost: unmet}
"""


def body(*changes: tuple[str, str]) -> str:
    """Return the clinic after some texts in it were replaced."""
    text = BODY
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def delay_of(run: Run) -> list[float]:
    """Return how often the case waited for parts, and how long in all, in minutes."""
    return [float(run.record.count[0, 0, c.DELAYS]), float(run.record.total[0, 0, c.DELAY_SUM]) / MINUTE]


def test_a_case_waits_for_all_its_parts() -> None:
    """Both parts begin at once; the case is seen when the slower is done; it is one case all the time."""
    run, compiled = run_script(body(), 1, "tests")
    assert minutes_of(run, compiled, STARTS, "blood") == minutes_of(run, compiled, STARTS, "sample") == [0]
    assert minutes_of(run, compiled, STARTS, "results") == [30]
    assert delay_of(run) == [1, 30]
    assert (run.arrivals, run.record.end.sum(), run.record.inside[0]) == (1, 1, pytest.approx(35 / 60))
    assert run.record.count[0, :, c.STARTED].tolist() == [0, 1, 1, 1]


def test_two_cases_keep_their_parts_apart() -> None:
    """Of two cases the second waits for the nurse and the laboratory, and is seen after 60 minutes."""
    run, compiled = run_script(body(), 2, "tests")
    assert minutes_of(run, compiled, STARTS, "sample") == [0, 30]
    assert minutes_of(run, compiled, STARTS, "results") == [30, 60]
    assert delay_of(run) == [2, 90]


def test_a_case_may_wait_for_the_first_part_only() -> None:
    """The other part goes on, takes its time in the laboratory, and is not waited for."""
    run, compiled = run_script(body(("waits_for: all", "waits_for: 1")), 1, "tests")
    assert minutes_of(run, compiled, STARTS, "results") == [10]
    assert minutes_of(run, compiled, codes.LOG_PART_DONE, "results") == [10, 30]
    assert delay_of(run) == [1, 10] and run.record.end.sum() == 1
    assert run.record.group[0, c.INSIDE] == 0


def test_a_part_that_ends_is_done_and_the_case_goes_on() -> None:
    """One part comes to an end, the other joins: the case goes on, and the end is not counted."""
    run, compiled = run_script(body(("10 min, then: results", "10 min, then: lost")), 1, "tests")
    assert minutes_of(run, compiled, STARTS, "results") == [30]
    assert run.record.end[0].tolist() == [1, 0]


def test_a_case_all_of_whose_parts_end_ends_with_the_last() -> None:
    """Blood ends as done, the sample later as lost: so ends the case, at that minute."""
    changes = (("10 min, then: results", "10 min, then: {done: 100 %, results: rest}"),)
    lost = ("30 min, then: results", "30 min, then: lost")
    run, compiled = run_script(body(*changes, lost), 1, "tests")
    assert run.record.end[0].tolist() == [0, 1]
    assert minutes_of(run, compiled, codes.LOG_END, "lost") == [30]
    assert run.record.group[0, c.GAVE_UP_FROM :].tolist()[codes.USUAL] == 1


def test_the_reason_is_that_of_the_part_that_ended_last() -> None:
    """Who gives up in the laboratory's queue ends so, for want of patience."""
    waits = ("30 min, then: results", "30 min, patience: 1 min, gives_up_to: lost, then: lost")
    run, _ = run_script(body(("10 min, then: results", "0 min, then: lost"), waits), 2, "tests")
    gave_up = run.record.group[0, c.GAVE_UP_FROM :].tolist()
    assert (gave_up[codes.PATIENCE], gave_up[codes.USUAL]) == (1, 1)


def test_what_a_part_keeps_is_freed_when_it_is_done() -> None:
    """A nurse kept by a part is free for the second case when the first case's part has joined."""
    keeps = ("takes: 10 min, then: results", "takes: 10 min, keeps: {nurse: done}, then: rest_up")
    rest = ("  results:", "  rest_up: {wait: 15 min, then: results}\n  results:")
    run, compiled = run_script(body(keeps, rest), 2, "tests")
    assert minutes_of(run, compiled, STARTS, "blood") == [0, 25]


def test_the_waiting_of_a_person_is_that_of_the_part_that_waited_most() -> None:
    """The second case waits 10 minutes for the nurse and 30 for the laboratory: 30; then 0 for the doctor."""
    _, compiled = run_script(body(), 2, "tests")
    from opmodels.simulate.run import run_once

    run = run_once(compiled, persons=True)
    assert run.record.person[:, c.P_WAITED].sum() == pytest.approx(30)


def test_parts_may_part_again() -> None:
    """Nested: the blood test is itself two things side by side."""
    inner = (
        (
            "blood: {serve: nurse, takes: 10 min, then: results}",
            "blood: {side_by_side: [draw, form], joins_at: label}\n"
            "  draw: {serve: nurse, takes: 10 min, then: label}\n"
            "  form: {wait: 45 min, then: label}\n"
            "  label: {wait: 1 min, then: results}",
        ),
    )
    run, compiled = run_script(body(*inner), 1, "tests")
    assert minutes_of(run, compiled, STARTS, "results") == [46]
    assert (run.arrivals, run.record.end.sum()) == (1, 1)


def test_parts_are_told_with_their_case() -> None:
    """The journey numbers the parts; the log for vidigi has one entity that arrives and departs once."""
    run, compiled = run_script(body(), 2, "tests")
    told = tell_journey(run, compiled, 1)
    assert "Mon 06 Jan 2025 00:00:00  part 1: begins at tests" in told
    assert "Mon 06 Jan 2025 00:30:00  part 2: sample is done after 30 min" in told
    assert "goes on from tests to results" in " ".join(told)
    assert told[-1] == "Mon 06 Jan 2025 00:35:00  ends: done"
    assert {h.case for h in list_happenings(run, compiled)} == {1, 2}
    moves = [row for row in list_vidigi_rows(run, compiled) if row[0] == 1 and row[1] == "arrival_departure"]
    assert [row[2] for row in moves] == ["arrival", "depart"]


def test_nothing_is_kept_where_nothing_parts() -> None:
    """A service without such a step has no rows for it."""
    run, compiled = run_script(
        "pools: {nurse: {staff: 1, hours: always}}\nsteps: {s: {serve: nurse, takes: 1 min, then: done}}\n"
        "ends: {done: met}\n",
        1,
        "s",
    )
    assert run.record.end.sum() == 1
    assert len(compiled.program.fork) == len(compiled.program.fork_part) == 0
