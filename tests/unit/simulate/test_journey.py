"""One case can be followed in words, and the log exports in vidigi's columns."""

from __future__ import annotations

import itertools
import re

import pytest

from opmodels.describe.read import parse_service
from opmodels.foundation import codes
from opmodels.foundation.errors import InputError
from opmodels.simulate.compile.assemble import compile_service
from opmodels.simulate.journey import (
    Happening,
    clock_time,
    list_happenings,
    list_vidigi_rows,
    tell_happening,
    tell_journey,
)
from opmodels.simulate.run import run_once
from tests import services
from tests.unit.simulate.scripted import run_script

BODY = """
pools: {gp: {staff: 1, hours: 7 days 10:00-12:00}}
diaries: {day: {pool: gp, per_session: 2, opens: 7 days ahead}}
steps:
  think: {wait: 30 min, then: ask}
  ask: {book: day, full: lost, then: see}
  see: {serve: gp, takes: 5 min, then: done}
ends: {done: met, lost: unmet}
"""


def test_journey_is_told_step_by_step() -> None:
    """The journey of a case names every step with its time on the clock."""
    run, compiled = run_script(BODY, 1, "think")
    told = tell_journey(run, compiled, 1)
    assert re.fullmatch(r"Mon 06 Jan 2025 00:00:00  a case of job arrives: person \d+, all", told[0])
    assert told[1:] == [
        "Mon 06 Jan 2025 00:00:00  think until Mon 06 Jan 00:30",
        "Mon 06 Jan 2025 00:30:00  books a slot at ask for Mon 06 Jan 10:00",
        "Mon 06 Jan 2025 10:00:00  see begins with gp 1",
        "Mon 06 Jan 2025 10:05:00  see is done after 5 min",
        "Mon 06 Jan 2025 10:05:00  ends: done",
    ]


def test_a_choice_is_told_with_the_wait_of_which_people_knew() -> None:
    """What was chosen, where, and the wait that was told, where one was."""
    compiled = compile_service(parse_service(services.night_out()))
    run = run_once(compiled, traced=True)
    told = " ".join(line for case in range(1, 60) for line in tell_journey(run, compiled, case))
    assert "chooses phone at how, told to wait 10 min" in told
    assert re.search(r"chooses walk at how +\w{3} ", told)


def test_those_who_gather_are_told() -> None:
    """Who waits for others is told, and who is left when they are too few."""
    body = """
steps:
  gather: {batch: 2, longest: 1 h, fewest: 2, too_few: lost, then: done}
ends: {done: met, lost: unmet}
"""
    run, compiled = run_script(body, 3, "gather")
    told = [tell_journey(run, compiled, case)[1:] for case in (1, 3)]
    assert told == [
        [
            "Mon 06 Jan 2025 00:00:00  waits at gather for others; 0 there already",
            "Mon 06 Jan 2025 00:00:00  goes on from gather to done",
            "Mon 06 Jan 2025 00:00:00  ends: done",
        ],
        [
            "Mon 06 Jan 2025 00:00:00  waits at gather for others; 0 there already",
            "Mon 06 Jan 2025 01:00:00  finds too few at gather and goes to lost",
            "Mon 06 Jan 2025 01:00:00  ends: lost",
        ],
    ]


def test_a_match_is_told_with_the_other_case() -> None:
    """Both sides say with which case they were matched."""
    compiled = compile_service(parse_service(services.lifts()))
    run = run_once(compiled, traced=True)
    pairs = {(h.case, h.detail) for h in list_happenings(run, compiled) if h.code == codes.LOG_MATCH}
    assert pairs and all((other, one) in pairs for one, other in pairs)
    one, other = min(pairs)
    assert any(
        f"is matched at give with case {other}" in line or f"is matched at ask with case {other}" in line
        for line in tell_journey(run, compiled, one)
    )


TOLD = {
    codes.LOG_ARRIVE: r"a case of lump arrives: person \d+, young",
    codes.LOG_JOIN: r"waits for \w+; \d+ ahead|waits at bus for others; 0 there already"
    r"|waits at (give|need)_lift to be matched; 0 there already",
    codes.LOG_START: r"\w+ begins with \w+ \d( after \d.*)?",
    codes.LOG_FINISH: r"\w+ is done after \d.*",
    codes.LOG_LEAVE: r"gives up at \w+ after \d.*",
    codes.LOG_BOOK: r"books a slot at ask for \w{3} \d\d \w{3} \d\d:\d\d",
    codes.LOG_DELAY: r"ring until \w{3} \d\d \w{3} \d\d:\d\d",
    codes.LOG_ROUTE: r"|goes on from (bus|tests|give_lift|need_lift) to \w+"
    r"|does not come at ask and goes to ring|cancels at ask and goes to ring"
    r"|finds (no room|no slot|too few) at \w+ and goes to \w+",
    codes.LOG_END: r"ends: (cured|drove|paid|unmet)",
    codes.LOG_PAUSE: r"\w+ is interrupted: there are fewer of \w+, or more urgent work needs them",
    codes.LOG_RESUME: r"\w+ goes on with \w+",
    codes.LOG_WORSEN: r"gets worse at \w+: now grave",
    codes.LOG_PLAN: r"the next visit at course is due on \w{3} \d\d \w{3} \d\d:\d\d",
    codes.LOG_CHOOSE: r"chooses (private|public|abroad) at how(, told (to wait \d.*|that there is no wait))?",
    codes.LOG_MATCH: r"is matched at (give|need)_lift with case \d+",
    codes.LOG_PART: r"begins at tests",
    codes.LOG_PART_DONE: r"is done, at results",
}
"""What is told of each kind of happening in the day hospital."""


def test_every_kind_of_happening_at_every_kind_of_step_is_told() -> None:
    """A service with every kind of step reaches every code of the log, and each is told in words."""
    compiled = compile_service(parse_service(services.day_hospital()))
    seen = dict[tuple[int, int, int], Happening]()
    for one in list_happenings(run_once(compiled, traced=True), compiled):
        kind = dict(zip(compiled.names.rows, compiled.names.row_kinds, strict=True)).get(one.step, -1)
        cause = one.detail % 10 if one.code == codes.LOG_ROUTE else 0
        seen.setdefault((one.code, kind, cause), one)
    assert {code for code, _, _ in seen} == set(TOLD) == set(range(codes.LOG_PART_DONE + 1))
    assert {kind for _, kind, _ in seen} >= set(range(codes.SIDE_BY_SIDE + 1)) - {codes.END}
    for (code, kind, cause), one in seen.items():
        told = tell_happening(one, 0, compiled)
        assert re.fullmatch(TOLD[code], told), (code, kind, cause, told)
        assert told or cause == codes.PATIENCE or kind not in (codes.BATCH, codes.MATCH)


def test_unknown_case_is_refused() -> None:
    """A case that is not there is answered with those that are."""
    run, compiled = run_script(BODY, 3, "think")
    with pytest.raises(InputError, match="from 1 to 3"):
        tell_journey(run, compiled, 4)


def test_untraced_run_has_no_journeys() -> None:
    """A run without a log says how to get one."""
    compiled = compile_service(parse_service(services.mmc()))
    with pytest.raises(InputError, match="traced=True"):
        list_happenings(run_once(compiled), compiled)


def test_vidigi_rows_hang_together() -> None:
    """Every case arrives first and departs last, and every use of a resource ends with the same resource."""
    compiled = compile_service(parse_service(services.tandem()))
    rows = list_vidigi_rows(run_once(compiled, traced=True), compiled)
    by_case: dict[int, list[tuple[int, str, str, float, int | None, str]]] = {}
    for row in rows:
        by_case.setdefault(row[0], []).append(row)
    ended = [lines for lines in by_case.values() if lines[-1][2] == "depart"]
    assert len(ended) > 1000
    for lines in ended:
        assert lines[0][2] == "arrival"
        used = [line[4] for line in lines if line[1] == "resource_use"]
        assert used == [line[4] for line in lines if line[1] == "resource_use_end"]
        assert all(a[3] <= b[3] for a, b in itertools.pairwise(lines))


def test_clock_follows_daylight_saving() -> None:
    """The clock of a run in London is an hour ahead after the last Sunday of March."""
    text = (
        services.mmc(run="1 week", warm_up="0 days")
        .replace("2025-01-06", "2025-03-30")
        .replace("zone: UTC", "zone: Europe/London")
    )
    compiled = compile_service(parse_service(text))
    assert f"{clock_time(24 * 3_600_000, compiled):%d %b %H:%M}" == "31 Mar 01:00"
    assert f"{clock_time(3_600_000, compiled):%d %b %H:%M}" == "30 Mar 02:00"
