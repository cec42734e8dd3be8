"""Days absent are told from days off, closed days and days with nothing to do."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from opmodels.describe.learn.process.absence import (
    NO_NAMES,
    NO_WEEK,
    NOT_IN_FILE,
    find_absence,
    guess_idle,
    list_attendance,
)
from opmodels.describe.learn.process.traces import Traces
from tests.unit.describe.learn.process.made_logs import make_traces


def keep_desk(weeks: int, away: set[tuple[int, int]], closed: frozenset[int] = frozenset()) -> Traces:
    """Return two people who do four things each on Monday to Thursday, but for days away and closed ones."""
    begins, who = [], []
    for day in range(7 * weeks):
        for person in range(2):
            if day % 7 < 4 and (person, day) not in away and day not in closed:
                begins += [[24.0 * day + 9 + hour] for hour in range(4)]
                who += [[person]] * 4
    return make_traces([[0]] * len(begins), begins, lasts=0.5, who=who)


def test_days_away_are_a_share_of_the_days_of_their_week() -> None:
    """Ten of 80 days each, a closed week apart: 20 of 152, with a range around it; Fridays are no absence."""
    away = {(person, 7 * week + (week + person) % 4) for person in range(2) for week in range(5, 15)}
    closed = frozenset(range(14, 21))
    found = find_absence(keep_desk(20, away, closed))
    (one,) = found.details
    assert (found.verdict, one["people"], one["days"], one["sure"]) == ("found", 2, 152, 2)
    assert one["share"] == pytest.approx(20 / 152)
    assert 0.04 < one["range"][0] < 20 / 152 < one["range"][1] < 0.2
    assert found.sentences[-1] == NOT_IN_FILE


def test_who_is_always_there_is_not_absent() -> None:
    """Nobody is away: not found; one day in 80 is not surely more than a day with nothing to do."""
    assert find_absence(keep_desk(20, set())).verdict == "not found"
    assert find_absence(keep_desk(20, {(0, 21)})).verdict == "not found"


def test_without_names_or_a_week_nothing_is_told() -> None:
    """No names; and people who work on half of their days, on whichever."""
    traces = keep_desk(20, set())
    unnamed = replace(traces, resource=np.full(len(traces.case), -1))
    assert find_absence(unnamed).sentences == (NO_NAMES,)
    luck = np.random.default_rng(2)
    half = {(person, day) for person in range(2) for day in range(140) if luck.random() < 0.5}
    assert find_absence(keep_desk(20, half)).sentences == (NO_WEEK,)
    assert not list(list_attendance(keep_desk(20, half)))


def test_days_with_nothing_to_do_are_guessed() -> None:
    """With 1.5 pieces a day by chance, the days without any are guessed within 15 %, and never above most."""
    pieces = np.random.default_rng(3).poisson(1.5, 4000)
    idle, most = guess_idle(pieces[pieces > 0])
    assert idle == pytest.approx((pieces == 0).sum(), rel=0.15)
    assert most > (pieces == 0).sum()
    assert guess_idle(np.full(50, 6)) == (0.0, 1.0)
