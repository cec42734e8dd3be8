"""When something is decided, and by which numbers."""

from __future__ import annotations

from datetime import date

import numpy as np

from opmodels.describe.read import parse_service
from opmodels.describe.service import Service
from opmodels.simulate.compile.assemble import Rollout, compile_service
from opmodels.simulate.compile.decisions import ASK, FUND, RETURN, Decisions, count_beside
from opmodels.simulate.compile.timeline import DAY_MS, HOUR_MS
from tests.services import home_teams

NOON = "keeps_until: 16:00"


def service(old: str = "", new: str = "") -> Service:
    """Return the home teams, with a text replaced."""
    assert old in home_teams()
    return parse_service(home_teams().replace(old, new, 1) if old else home_teams())


def decisions_of(before: Service, after: Service | None = None, live: date | None = None) -> Decisions:
    """Return what is decided in a run."""
    return compile_service(before, after, rollout=Rollout(live=live)).decisions


def hours_of(decisions: Decisions, what: int, number: int = 0) -> list[float]:
    """Return the hours of the run at which something is done by a rule."""
    return [turn.time / HOUR_MS for turn in decisions.turns if turn[1:] == (what, number)]


def test_consults_keep_their_days_and_hours() -> None:
    """The morning's is asked on weekdays, noon's every day; whoever is moved at noon returns at four."""
    made = decisions_of(service())
    assert hours_of(made, ASK)[:6] == [7.5, 31.5, 55.5, 79.5, 103.5, 175.5]
    assert hours_of(made, ASK, 1)[:7] == [13.0 + 24 * day for day in range(7)]
    assert hours_of(made, RETURN, 1)[:3] == [16, 40, 64]
    assert hours_of(made, RETURN) == []


def test_the_next_plan_takes_the_place_of_a_return() -> None:
    """Who was to return the next morning at eight is shared anew half an hour before; not at the weekend."""
    made = decisions_of(service(NOON, "keeps_until: 08:00"))
    assert hours_of(made, RETURN, 1)[:2] == [5 * 24 + 8, 6 * 24 + 8]


def test_funding_years_begin_on_the_first_measured_day() -> None:
    """Every seven days from the end of the warm-up; the first only begins a year."""
    made = decisions_of(service("warm_up: 0 days", "warm_up: 2 days"))
    assert hours_of(made, FUND) == [48 + 168 * week for week in range(4)]
    (rule,) = made.fundings
    assert (rule.per_post, rule.fewest, rule.most, rule.step) == (40, 1, 5, 2)
    assert rule.counts.tolist() == [[True]]


def test_work_is_weighed_by_its_mean() -> None:
    """A visit takes 45 minutes and 15 of travel, of the team of its area alone."""
    (morning, _) = decisions_of(service()).consults
    step = morning.work[0] / HOUR_MS
    assert np.array_equal(step, np.eye(3))


def test_new_rules_begin_at_go_live() -> None:
    """With another rule, the old consults and years end at go-live, on day 10, and new years begin there;
    with the same, all goes on."""
    before, live = service(), date(2025, 6, 12)
    made = decisions_of(before, service("per_post: 40", "per_post: 50"), live)
    assert made.begins_anew
    assert len(made.consults) == 4
    assert max(turn.time for turn in made.turns if turn[1:] == (ASK, 0)) < 10 * DAY_MS
    assert min(turn.time for turn in made.turns if turn[1:] == (ASK, 2)) > 10 * DAY_MS
    assert hours_of(made, FUND) == [0, 168]
    assert hours_of(made, FUND, 1) == [240, 408, 576]
    same = decisions_of(before, service("takes: 45 min", "takes: 40 min"), live)
    assert not same.begins_anew
    assert same.turns == decisions_of(before).turns


def test_a_pool_can_be_as_large_as_others_lend_and_money_pays() -> None:
    """North has 3 and may have 5 by money: two more, and four of the others. Others borrow all five."""
    assert count_beside([service()]) == {"north": 2 + 4, "south": 5 + 2, "town": 5 + 2}


def test_a_rule_changes_the_digest() -> None:
    """Services that differ in what is decided alone are compiled to something else."""
    digests = {compile_service(one).digest for one in (service(), service("least: 1", "least: 2"))}
    assert len(digests) == 2
