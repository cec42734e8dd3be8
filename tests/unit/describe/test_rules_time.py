"""The run fits on the clock, pools open in it, slots fit their sessions."""

from __future__ import annotations

import pytest

from opmodels.describe.rules_time import RULES
from opmodels.describe.service import describe
from opmodels.describe.soundness import Fault
from opmodels.describe.yaml_lines import parse_yaml
from tests.services import mmc, surgery


def faults_of(text: str, *changes: tuple[str, str]) -> list[Fault]:
    """Return the faults of time in a service after some texts in it were replaced."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    service = describe(parse_yaml(text, "x").tree)
    return [fault for rule in RULES for fault in rule(service)]


@pytest.mark.parametrize(
    ("run", "warm_up", "fits"),
    [("17 years", "0 days", True), ("16 years", "53 weeks", False), ("18 years", "auto", False)],
)
def test_run_lasts_at_most_17_years(run: str, warm_up: str, fits: bool) -> None:
    """The warm-up counts."""
    assert (faults_of(mmc(run=run, warm_up=warm_up)) == []) == fits


@pytest.mark.parametrize(
    ("zone", "place"), [("Europe/Lundon", "zone"), ("", "zone"), ("UTC, holidays: Atlantis", "holidays")]
)
def test_clock_is_known(zone: str, place: str) -> None:
    """Zone and holidays are of the world we know."""
    (fault,) = faults_of(mmc(), ("zone: UTC", f"zone: {zone}"))
    assert fault.path == ("time", place) and fault.expected


@pytest.mark.parametrize(
    ("day", "fits"),
    [("2025-01-06", True), ("2025-01-05", False), ("2025-02-02", True), ("2025-02-03", False)],
)
def test_go_live_is_a_day_of_the_run(day: str, fits: bool) -> None:
    """Changes begin on the first day of the run or later, and before its end."""
    assert (faults_of(mmc(), ("zone: UTC", f"zone: UTC, go_live: {day}")) == []) == fits


@pytest.mark.parametrize(
    ("pool", "field"),
    [
        ("{staff: 2, hours: never}", "hours"),
        ("{staff: 0, hours: always}", "staff"),
        ("{places: 0, hours: always}", "places"),
        ("{staff: 2, hours: Sat 09:00-12:00, exceptions: [{on: 2025-01-11, until: 2025-02-28}]}", "hours"),
        ("{staff: 2, hours: never, exceptions: [{on: 2025-03-01, hours: 09:00-12:00}]}", "hours"),
    ],
)
def test_pool_that_never_works_is_told(pool: str, field: str) -> None:
    """Hours, people and exceptions together leave a time at which somebody works."""
    (fault,) = faults_of(mmc(), ("{staff: 3, hours: always}", pool))
    assert fault.path == ("pools", "desk", field) and "'answer'" in fault.expected


@pytest.mark.parametrize(
    "pool",
    [
        "{staff: 2, hours: never, exceptions: [{on: 2025-01-20, hours: 09:00-12:00}]}",
        "{staff: 2, hours: Fri-Sat 22:00-05:00}",
    ],
)
def test_pool_that_works_once_is_fine(pool: str) -> None:
    """One open stretch in the run is enough."""
    assert faults_of(mmc(), ("{staff: 3, hours: always}", pool)) == []


def test_holidays_can_close_a_short_run() -> None:
    """A pool that works on one day which is a holiday never works, unless it stays open."""
    day = (("start: 2025-01-06, run: 4 weeks", "start: 2025-12-25, run: 1 day, holidays: England"),)
    hours = ("hours: always", "hours: Thu 09:00-17:00")
    assert [fault.path for fault in faults_of(mmc(), *day, hours)] == [("pools", "desk", "hours")]
    assert faults_of(mmc(), *day, (hours[0], f"{hours[1]}, on_holidays: open")) == []
    assert faults_of(mmc(), *day) == []


def test_alternative_may_be_shut() -> None:
    """A pool nobody works in is fine where another does the work."""
    assert faults_of(surgery(), ("nurse: {staff: 2", "nurse: {staff: 0")) == []
    (fault,) = faults_of(surgery(), ("gp:\n    staff: 5", "gp:\n    staff: 0"))
    assert fault.expected.endswith("the diary 'on_day' needs it")


@pytest.mark.parametrize(("slots", "most"), [(24, None), (25, "24"), (26, "24")])
def test_slots_fit_the_shortest_session(slots: int, most: str | None) -> None:
    """Four hours hold 24 slots of ten minutes."""
    faults = faults_of(surgery(), ("per_session: 14", f"per_session: {slots}"))
    assert [fault.nearest for fault in faults] == ([most] if most else [])


def test_session_ends_at_midnight() -> None:
    """Hours that cross midnight are two sessions, the shorter of which must hold the slots."""
    hours = ("hours: [Mon-Fri 08:30-12:30, Mon-Fri 14:00-18:00]", "hours: Mon-Fri 20:00-01:00")
    assert {fault.nearest for fault in faults_of(surgery(), hours)} == {"6"}


def test_day_has_one_set_of_other_hours() -> None:
    """A day that is named twice in the exceptions of a pool is refused."""
    (fault,) = faults_of(surgery(), ("{on: 2025-05-26, until", "{on: 2025-04-30, until"))
    assert fault.path == ("pools", "gp", "exceptions", 1) and "2025-05-01" in fault.found


def test_help_that_is_called_opens_a_pool() -> None:
    """A pool of nobody, or one that is shut, works where help can be called: it comes whatever the hours."""
    call = "on_call: {staff: 2, queue: answer, at_least: 1, after: 5 min, stays: 1 h}"
    assert len(faults_of(mmc(staff=0))) == 1
    assert faults_of(mmc(staff=0), ("hours: always", call)) == []
    shut = "hours: Mon 09:00-10:00, exceptions: [{on: 2025-01-06, until: 2025-02-28}]"
    assert len(faults_of(mmc(), ("hours: always", shut))) == 1
    assert faults_of(mmc(), ("hours: always", f"{shut}, {call}")) == []


@pytest.mark.parametrize(
    ("day", "fits"),
    [("2025-04-07", True), ("2027-03-31", True), ("2025-04-06", False), ("1905-07-19", False)],
)
def test_gap_is_not_closed_before_the_run_begins(day: str, fits: bool) -> None:
    """The day of the gap lies in or after the run; a year read as a day of 1905 is told to be one."""
    faults = faults_of(surgery(), ("by: 2027-03-31", f"by: {day}"))
    assert [fault.path for fault in faults] == ([] if fits else [("gap", "by")])
    assert all((fault.next is not None) == day.startswith("1905") for fault in faults)
