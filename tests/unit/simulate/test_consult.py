"""The run stops, somebody decides, the run goes on: by hand-worked examples."""

from __future__ import annotations

import numpy as np
import pytest

from opmodels.describe.read import parse_service
from opmodels.foundation import codes
from opmodels.foundation.errors import Interrupted, SimulationFault
from opmodels.planners.base import Plan, Question
from opmodels.simulate import columns as c
from opmodels.simulate import consult
from opmodels.simulate.compile.assemble import compile_service
from opmodels.simulate.compile.decisions import Payment
from opmodels.simulate.compile.timeline import DAY_MS, HOUR_MS
from opmodels.simulate.consult import Decision, count_posts
from opmodels.simulate.replicate import replicate
from opmodels.simulate.run import Run, run_once
from tests.services import home_teams

TEAMS = """
opmodels: 1
service: by hand
time: {start: 2025-06-02, run: 3 days, warm_up: 0 days, zone: UTC}
groups: {all: {people: 100}}
needs: {left: {rate: 0 per hour, starts_at: left}, right: {rate: 0 per hour, starts_at: right}}
pools:
  one: {staff: 2, hours: 7 days 09:00-17:00, SHIFT}
  two: {staff: 2, hours: 7 days 09:00-17:00, SHIFT}
consults: {day: {at: AT, planner: share_staff, pools: [one, two]UNTIL}}
steps:
  left: {serve: one, takes: 1 h, then: done}
  right: {serve: two, takes: 1 h, then: done}
ends: {done: met}
at_start: [{step: left, need: left, cases: 12}, {step: right, need: right, cases: RIGHT}]
"""
FUNDED = """
opmodels: 1
service: by hand
time: {start: 2025-06-02, run: 4 days, warm_up: 0 days, zone: UTC}
groups: {all: {people: 100}}
needs: {job: {planned: [TIMES], starts_at: work}}
pools: {desk: {staff: 2, hours: 7 days 09:00-17:00, funded_by: {per_post: 2, at_most: 6, every: 1 dayMORE}}}
steps: {work: {serve: desk, takes: 10 min, then: done}}
ends: {done: met}
"""


def run_teams(at: str = "07:00", right: int = 1, until: str = "", shift: str = "role: a") -> Run:
    """Run two teams, of which the first has twelve cases and the second a few, over three days."""
    text = TEAMS.replace("AT", at, 1).replace("RIGHT", str(right)).replace("UNTIL", until)
    return run_once(compile_service(parse_service(text.replace("SHIFT", shift))), traced=True)


def starts_of(run: Run, row: int, day: int = 0) -> list[float]:
    """Return when cases start at a step, in hours of a day."""
    assert run.log is not None
    log = run.log[(run.log[:, c.LOG_CODE] == codes.LOG_START) & (run.log[:, c.LOG_STEP] == row)]
    return [float(t) / HOUR_MS - 24 * day for t in log[:, c.LOG_TIME] if t // DAY_MS == day]


def hours_open(run: Run, pool: int) -> float:
    """Return the hours for which people of a pool were there."""
    return float(run.record.pool_hours[pool].reshape(c.POOL_KINDS, 168)[c.HOURS_OPEN].sum() / HOUR_MS)


def test_people_are_where_the_work_is() -> None:
    """Twelve hours wait for one team and one hour for the other, of two people each: three and one."""
    run = run_teams()
    assert run.decisions[0] == Decision(
        7 * HOUR_MS,
        "plan",
        "day",
        (("one", 1), ("two", -1)),
        *[pytest.approx((720 * 240 + 60 * 60) / 780)] * 2,
    )
    assert starts_of(run, 0) == [9, 9, 9, 10, 10, 10, 11, 11, 11, 12, 12, 12]
    assert starts_of(run, 1) == [9]


def test_they_stay_until_the_next_plan() -> None:
    """The next morning nothing waits, and everybody is at home again."""
    run = run_teams()
    assert [decision.moves for decision in run.decisions[1:]] == [(), ()]
    assert (hours_open(run, 0), hours_open(run, 1)) == (8 * (3 + 2 + 2), 8 * (1 + 2 + 2))


def test_they_return_at_the_time_named() -> None:
    """From eleven on each team has its own again; three who began just before go on, one in overtime."""
    run = run_teams(until=", keeps_until: 11:00")
    assert starts_of(run, 0) == [9, 9, 9, 10, 10, 10, 11, 11, 11, 12, 12, 13]
    assert (hours_open(run, 0), hours_open(run, 1)) == (2 * 3 + 6 * 2 + 16 * 2, 2 * 1 + 6 * 2 + 16 * 2)


def test_work_in_hand_is_finished() -> None:
    """At half past nine both of the second team work; one is sent away, and serves the case in overtime."""
    run = run_teams(at="09:30", right=2)
    assert starts_of(run, 0)[:4] == [9, 9, 9.5, 10]
    over = run.record.pool_hours[1].reshape(c.POOL_KINDS, 168)[c.HOURS_OVER].sum() / HOUR_MS
    assert over == 0.5


def test_or_paused() -> None:
    """In a pool that pauses, the work of the highest goes on when somebody is free."""
    run = run_teams(at="09:30", right=2, shift="shift_end: pause")
    assert run.log is not None
    paused = run.log[run.log[:, c.LOG_CODE] == codes.LOG_PAUSE, c.LOG_TIME] / HOUR_MS
    resumed = run.log[run.log[:, c.LOG_CODE] == codes.LOG_RESUME, c.LOG_TIME] / HOUR_MS
    assert (paused.tolist(), resumed.tolist()) == ([9.5], [10])


def test_a_consult_comes_last() -> None:
    """At nine the pools open and all whom they can serve begin before the planner looks: ten wait."""
    run = run_teams(at="09:00", right=2)
    assert run.decisions[0].moves == (("one", 1), ("two", -1))
    assert run.decisions[0].objective == pytest.approx(600 / 3)
    assert starts_of(run, 0)[:3] == [9, 9, 9]


def test_outlook_tells_what_is_there() -> None:
    """Queues, work, posts, who is there and who works, from the arrays."""
    seen: list[consult.Outlook] = []
    look = consult.Deciding.look_out

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            consult.Deciding,
            "look_out",
            lambda self, *given: seen.append(look(self, *given)) or seen[-1],
        )
        run_teams(at="09:30", right=2)
    first = seen[0]
    assert first.time == 9.5 * HOUR_MS
    assert first.waiting.tolist() == [10, 0]
    assert (first.work / HOUR_MS).tolist() == [10, 0]
    assert (first.posts.tolist(), first.present.tolist(), first.busy.tolist()) == ([2, 2], [2, 2], [2, 2])


@pytest.mark.parametrize(
    ("planner", "found"),
    [
        (lambda question: 1 / 0, "ZeroDivisionError: division by zero"),
        (
            lambda question: Plan(question.staff + 1, "feasible", 0.0, 0.0),
            "a plan with [3, 3] people, of [2, 2]",
        ),
        (
            lambda question: Plan(np.array([4, 0]), "feasible", 0.0, 0.0),
            "a plan with [4, 0] people, of [2, 2]",
        ),
    ],
)
def test_a_planner_that_fails_ends_the_run(
    planner: object, found: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One error says in which run, which consult and when, and what the planner did."""
    monkeypatch.setattr(consult, "PLANNERS", {"share_staff": planner})
    with pytest.raises(SimulationFault) as caught:
        run_teams()
    (problem,) = caught.value.problems
    assert problem.where == "seed 1, replication 0, consult 'day' after 0.29 days"
    assert problem.found == found
    assert "from 'share_staff'" in problem.expected


def test_a_planner_gets_what_waits() -> None:
    """The question has the work by pool in the order of pools, the people at home and how many stay."""
    asked: list[Question] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            consult,
            "PLANNERS",
            {"share_staff": lambda q: asked.append(q) or Plan(q.staff, "optimal", 0.0, 0.0)},
        )
        run_teams()
    assert (asked[0].work / HOUR_MS).tolist() == [12, 1]
    assert (asked[0].staff.tolist(), asked[0].least) == ([2, 2], 1)


def run_funded(times: str, more: str = "") -> Run:
    """Run a desk whose posts follow its cases day by day."""
    text = FUNDED.replace("TIMES", times).replace("MORE", more)
    return run_once(compile_service(parse_service(text)), traced=True)


def posts_of(run: Run) -> list[int]:
    """Return the posts beside the two described after each day."""
    return [dict(decision.moves).get("desk", 0) for decision in run.decisions]


def test_posts_follow_the_cases_of_the_year_before() -> None:
    """Nine cases on Monday pay for 4.5 posts, rounded down: four on Tuesday. None come then: none is left."""
    run = run_funded(", ".join(["Mon 10:00"] * 9))
    assert [decision.objective for decision in run.decisions] == [9, 0, 0]
    assert posts_of(run) == [2, -2, -2]
    assert hours_open(run, 0) == 8 * (2 + 4 + 0 + 0)
    assert run.record.funded.tolist() == [[8 * HOUR_MS * (2 - 2 - 2), 0]]


def test_posts_move_step_by_step_between_limits() -> None:
    """By one a day, and never below one."""
    run = run_funded(", ".join(["Mon 10:00"] * 9), ", at_least: 1, moves_at_most: 1")
    assert posts_of(run) == [1, 0, -1]
    assert hours_open(run, 0) == 8 * (2 + 3 + 2 + 1)


def test_the_desk_works_with_the_posts_it_has() -> None:
    """Four at once begin on Tuesday, after nine cases on Monday."""
    tuesday = ", ".join(["Mon 10:00"] * 9 + ["Tue 10:00"] * 5)
    assert starts_of(run_funded(tuesday), 0, 1) == pytest.approx([10] * 4 + [10 + 1 / 6])


@pytest.mark.parametrize(
    ("volume", "posts", "expected"),
    [(0, 3, 1), (250, 3, 2), (251, 3, 3), (350, 3, 3), (351, 3, 4), (9999, 3, 5), (0, 9, 7), (9999, 1, 3)],
)
def test_count_posts(volume: int, posts: int, expected: int) -> None:
    """Halves are rounded down, the limits hold, and nobody's posts change by more than two at once."""
    rule = Payment(0, 100.0, 1, 6, 2, np.zeros((1, 1), np.bool_))
    assert count_posts(volume, rule, posts) == expected


def test_decisions_can_be_told() -> None:
    """Each decision has a form for JSON: the moves by pool."""
    told = [
        decision.as_dict() for decision in run_once(compile_service(parse_service(home_teams()))).decisions
    ]
    assert {one["kind"] for one in told} == {"plan", "posts"}
    moved = next(one["moves"] for one in told if one["kind"] == "plan" and one["moves"])
    assert sum(moved.values()) == 0


def test_a_run_can_be_stopped_between_decisions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks for a stop while a planner decides is heard within the next hour of the run."""
    stop, times = np.zeros(1, np.int8), list[int]()

    def stopping(question: Question) -> Plan:
        times.append(len(times))
        stop[0] = 1
        return Plan(question.staff, "feasible", 0.0, 0.0)

    monkeypatch.setattr(consult, "PLANNERS", {"share_staff": stopping})
    with pytest.raises(Interrupted):
        run_once(compile_service(parse_service(home_teams())), stop=stop)
    assert times == [0]


def test_progress_is_told_of_runs_that_decide() -> None:
    """Each replication is told of once it is done, whatever was decided in it, and is the same on two
    threads."""
    compiled, told = compile_service(parse_service(home_teams())), list[tuple[int, int | None]]()
    several = replicate(compiled, 1, 3, workers=2, progress=lambda *done: told.append(done))
    assert told[-1] == (3, 3)
    assert [run.decisions for run in several.runs] == [run_once(compiled, 1, n).decisions for n in range(3)]
