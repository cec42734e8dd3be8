"""Campaigns as numbers: occasions on the axis of the run, whom each asks for, what is remembered (E2.11)."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from opmodels.describe.read import parse_service
from opmodels.describe.service import Service
from opmodels.foundation import codes
from opmodels.simulate import columns as c
from opmodels.simulate.compile.assemble import Compiled, Rollout, compile_service
from opmodels.simulate.compile.campaigns import list_campaigns, list_remembered
from opmodels.simulate.run import Run, run_once

TEXT = """
opmodels: 1
service: campaigns
time: {start: 2025-03-28, run: 4 days, warm_up: 1 day, zone: Europe/London}
areas: {north: 50 %, south: rest}
groups: {young: {people: 40, online: 50 %}, old: {people: 30, frailty: {gamma: {mean: 1, sd: 1}}}}
needs:
  fall: {rate: FALLS, starts_at: see}
  offer: {campaign: letter, starts_at: see}
campaigns: {letter: {every: 1 day, up_to: 5, MORE}}
pools: {nurse: {staff: 99, hours: always}}
steps: {see: {serve: nurse, takes: TAKES, then: done}}
ends: {done: met}
"""
HOUR = c.HOUR_MS


def service(more: str = "first: random", takes: str = "1 min", falls: str = "2 per hour") -> Service:
    return parse_service(TEXT.replace("MORE", more).replace("TAKES", takes).replace("FALLS", falls))


def occasions(compiled: Compiled) -> list[float]:
    return [time / HOUR for time in compiled.program.occasion[:, c.OCCASION_TIME].tolist()]


def invited(run: Run, compiled: Compiled) -> list[tuple[float, int]]:
    """Return the hour and the person of every case of the campaign."""
    assert run.log is not None
    came = run.log[run.log[:, c.LOG_CODE] == codes.LOG_ARRIVE]
    is_offer = [compiled.names.streams[stream][0] == "offer" for stream in came[:, c.LOG_SEGMENT].tolist()]
    chosen = came[np.array(is_offer, bool)]
    return [(row[c.LOG_TIME] / HOUR, int(row[c.LOG_PERSON])) for row in chosen.tolist()]


def choose(more: str, takes: str = "1 min", falls: str = "2 per hour") -> list[tuple[float, int]]:
    compiled = compile_service(service(more, takes, falls))
    return invited(run_once(compiled, 4, traced=True), compiled)


@pytest.mark.parametrize(
    ("more", "hours"),
    [
        ("first: random", [24, 48, 72, 95, 119]),
        ("at: 09:00", [33, 57, 80, 104]),
        ("at: 01:30", [25.5, 49.5, 73, 96.5]),
        ("from: 2025-03-25, until: 2025-03-29", [0, 24, 48]),
        ("from: 2025-03-30", [72, 95, 119]),
    ],
)
def test_occasions_follow_the_wall_clock(more: str, hours: list[float]) -> None:
    """From the first day to the last, also over the night of 23 hours; one that is skipped is the skip's."""
    assert occasions(compile_service(service(more))) == hours


def test_each_version_has_its_occasions() -> None:
    """Those before go-live are of the version before, the others of the version after."""
    before, after = service("at: 09:00"), service("at: 10:00, from: 2025-03-27")
    compiled = compile_service(before, after, rollout=Rollout(live=date(2025, 3, 30)))
    assert occasions(compiled) == [33, 57, 81, 105]
    assert compiled.program.occasion[:, c.OCCASION_CAMPAIGN].tolist() == [0, 0, 1, 1]
    assert [run.version for run in list_campaigns([before, after])] == [0, 1]


def test_as_many_are_remembered_as_are_asked_for() -> None:
    """A threshold keeps its number of times, an order by cases the 16 latest, others nothing."""
    had = "who: {had: {need: fall, times: 3, within: 1 day}}"
    assert list_remembered([service()]) == {}
    assert list_remembered([service(had)]) == {"fall": 3}
    assert list_remembered([service(had), service(f"{had}, first: most_cases")]) == {"fall": 16}


def test_nobody_is_chosen_twice_in_the_time_that_is_said() -> None:
    """With five of 70 a day and a week between, 25 different people are chosen."""
    found = choose("not_again_for: 1 week")
    assert len(found) == 25
    assert len({person for _, person in found}) == 25


def test_nobody_is_chosen_who_is_inside() -> None:
    """Those whose case lasts longer than a day are left out, others are asked each day."""
    everybody = "who: {group: old}, first: most_frail"
    assert len({person for _, person in choose(everybody)}) == 5
    assert len({person for _, person in choose(everybody, "30 h")}) == 10


def test_who_is_asked_for() -> None:
    """A threshold of cases, a group and a trait each leave the others out."""
    people = {person for _, person in choose("who: {group: old}")}
    assert people and min(people) >= 40
    online = {person for _, person in choose("who: {has: online}, not_again_for: 1 day")}
    offline = {person for _, person in choose("who: {group: young, lacks: online}, not_again_for: 1 day")}
    assert online and offline and not online & offline and max(online) < 40
    assert choose("who: {had: {need: fall, within: 1 year}}", falls="0 per hour") == []


def test_areas_part_people() -> None:
    """Whoever lives in the one is not chosen by a campaign for the other."""
    north, south = ({person for _, person in choose(f"who: {{area: {area}}}")} for area in ("north", "south"))
    assert north and south and not north & south


def test_most_cases_come_first() -> None:
    """At the last occasion nobody who was left out had more cases than one who was chosen."""
    more = "who: {had: {need: fall, times: 0, within: 1 week}}, first: most_cases"
    compiled = compile_service(service(more))
    run = run_once(compiled, 4, traced=True)
    assert run.log is not None
    came = run.log[run.log[:, c.LOG_CODE] == codes.LOG_ARRIVE]
    falls = [compiled.names.streams[stream][0] == "fall" for stream in came[:, c.LOG_SEGMENT].tolist()]
    last = max(occasions(compiled)) * HOUR
    whose = came[np.array(falls) & (came[:, c.LOG_TIME] < last), c.LOG_PERSON]
    count = np.minimum(np.bincount(whose, minlength=70), c.MOST_REMEMBERED)
    chosen = {person for hour, person in invited(run, compiled) if hour * HOUR == last}
    left = [count[person] for person in range(70) if person not in chosen]
    assert len(chosen) == 5
    assert min(count[person] for person in chosen) >= max(left)
