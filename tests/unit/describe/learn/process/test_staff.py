"""People who do the same are a team; citizens, machines and roles are none."""

from __future__ import annotations

import numpy as np

from opmodels.describe.learn.process.staff import (
    find_most_at_once,
    find_roles,
    find_staffed,
    group_people,
    learn_teams,
)
from opmodels.describe.learn.process.traces import HOUR, Traces
from tests.unit.describe.learn.process.made_logs import make_traces


def draw_office() -> Traces:
    """Return 40 weekdays: 0 is done by citizens once each, 1 by three clerks, 2 by two officers."""
    luck = np.random.default_rng(2)
    begins, who = [], []
    for case in range(400):
        day = case // 10 // 5 * 7 + case // 10 % 5
        at = 24 * day + 8 + luck.random() * 7
        begins.append([at, at + 0.3, at + 0.6])
        who.append([1000 + case, 100 + case % 3, 200 + case % 2])
    return make_traces([[0, 1, 2]] * 400, begins, lasts=0.2, who=who)


def test_two_kinds_of_people_are_two_teams() -> None:
    """Clerks and officers are told apart by what they do; who comes once is not on the staff."""
    traces = draw_office()
    teams = learn_teams(traces, traces.begin, only_dates=False)
    assert sorted((team.activities, team.people) for team in teams) == [((1,), 3), ((2,), 2)]
    assert all(team.hours.words.startswith("Mon-Fri 08:00-") for team in teams)
    assert all(1 <= team.on_duty <= team.people for team in teams)
    assert find_staffed(traces, traces.begin) == [1, 2]


def test_dates_and_work_that_takes_no_time_have_no_team() -> None:
    """Where hours or lengths are not known, staff cannot be counted."""
    traces = draw_office()
    assert learn_teams(traces, traces.begin, only_dates=True) == ()
    assert learn_teams(traces, traces.end, only_dates=False) == ()


def test_a_name_at_work_day_and_night_is_a_role() -> None:
    """From five in the morning to ten at night on most days is not one person; eight hours are."""
    begins = [[24 * case + 5, 24 * case + 12, 24 * case + 13, 24 * case + 22] for case in range(20)]
    traces = make_traces([[0, 0, 0, 0]] * 20, begins, who=[[7, 8, 8, 7]] * 20)
    assert find_roles(traces).tolist() == [7]
    assert find_roles(draw_office()).tolist() == []


def test_people_are_alike_by_what_they_do_and_not_by_how_much() -> None:
    """Ten times the work in the same shares is the same team."""
    group = group_people(np.array([[5.0, 1, 0], [50, 10, 0], [0, 0, 7], [0, 1, 9]]))
    assert group[0] == group[1] != group[2] == group[3]


def test_most_at_once_by_hand() -> None:
    """Two pieces overlap for an hour of three: two at once; a moment of three does not count."""
    begin, end = np.array([0, 1, 10]) * HOUR, np.array([2, 3, 11]) * HOUR
    assert find_most_at_once(begin, end) == 2
    blink = np.array([HOUR + 10]), np.array([HOUR + 20])
    assert find_most_at_once(np.append(begin, blink[0]), np.append(end, blink[1])) == 2
