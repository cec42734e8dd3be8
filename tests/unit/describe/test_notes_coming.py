"""Lists of times, areas and levels that make no difference are told."""

from __future__ import annotations

from datetime import date

import pytest

from opmodels.describe.notes_coming import LOOKS
from opmodels.describe.read import parse_service
from opmodels.describe.volume import find_run
from tests.services import mmc, walk_in

TIMES = '[Mon 09:00, "Tue 10:00:30", [2025-06-04 09:15, old]]'


def notes_of(text: str, *changes: tuple[str, str]) -> list[str]:
    """Return the notes on a service after some texts in it were replaced."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    service = parse_service(text)
    return [str(note) for look in LOOKS for note in look(service)]


def test_nothing_is_told_of_what_matters() -> None:
    """In a service in which all of it plays a part there is nothing to say."""
    assert notes_of(walk_in()) == []


@pytest.mark.parametrize("used", ["", "{north: 4 min, others: 3 min}", "{exponential: 3 min}"])
def test_areas_that_change_nothing_are_told(used: str) -> None:
    """Areas matter where a value names one."""
    areas = ("groups:", "areas: {north: 40 %, south: rest}\ngroups:")
    notes = notes_of(mmc(), areas, ("takes: {exponential: 3 min}", f"takes: {used or '3 min'}"))
    assert notes == (
        [] if "north" in used else ["areas: no value, team or condition differs by area: they change nothing"]
    )


@pytest.mark.parametrize(
    ("need", "step", "told"),
    [
        ("", "", True),
        (", worsens: {mild: {after: 1 h, to: dire}}", "", True),
        (", worsens: {mild: {after: 1 h, goes_to: lost}}", "", False),
        (", priority: {dire: 1, others: 5}", "", False),
        ("", ", priority: {dire: 1, others: 5}", False),
    ],
)
def test_levels_that_change_nothing_are_told(need: str, step: str, told: bool) -> None:
    """Levels matter where a value names one, or where who worsens leaves."""
    levels = "severity: {mild: 70 %, dire: rest}"
    notes = notes_of(
        mmc(),
        ("starts_at: answer", f"starts_at: answer, {levels}{need}"),
        ("then: done", f"then: done{step}"),
    )
    assert (
        notes
        == ["needs.call.severity: no value, team, route or condition differs by level: they change nothing"]
        * told
    )


def test_condition_on_severity_is_a_use() -> None:
    """A branch that asks for the level is enough."""
    fork = "steps:\n  fork: {branch: [{if: {severity: dire}, to: lost}, {to: answer}]}"
    levels = "starts_at: fork, severity: {mild: 70 %, dire: rest}"
    assert notes_of(mmc(), ("steps:", fork), ("starts_at: answer", levels)) == []


@pytest.mark.parametrize(("same", "told"), [("severity", False), ("group", True)])
def test_matching_by_severity_is_a_use(same: str, told: bool) -> None:
    """Where givers and takers must be of the same level, the level matters."""
    meet = f"exchanges: {{desk: {{matches: at once, same: {same}}}}}\nsteps:\n"
    sides = "  give: {match: desk, side: giver, then: done}\n  take: {match: desk, side: taker, then: answer}"
    fork = "  fork: {branch: {give: 10 %, take: rest}}\n"
    levels = "starts_at: fork, severity: {mild: 70 %, dire: rest}"
    notes = notes_of(mmc(), ("steps:", meet + fork + sides), ("starts_at: answer", levels))
    assert any("they change nothing" in note for note in notes) == told


@pytest.mark.parametrize(("how", "told"), [("order: nearest", False), ("order: first_come", True)])
def test_matching_the_nearest_is_a_use_of_areas(how: str, told: bool) -> None:
    """Where the nearest is taken, areas matter."""
    meet = f"exchanges: {{desk: {{matches: at once, {how}}}}}\nsteps:\n"
    sides = "  give: {match: desk, side: giver, then: done}\n  take: {match: desk, side: taker, then: answer}"
    fork = "  fork: {branch: {give: 10 %, take: rest}}\n"
    areas = "areas: {north: 40 %, south: rest}\ndistances: {north: {south: 9 min}}\ngroups:"
    notes = notes_of(
        mmc(), ("steps:", meet + fork + sides), ("starts_at: answer", "starts_at: fork"), ("groups:", areas)
    )
    assert any("they change nothing" in note for note in notes) == told


def test_who_never_worsens_is_told() -> None:
    """Where the time is given for one group only, the others stay as they are."""
    (note,) = notes_of(walk_in(), ("{old: 1 h, others: 2 h}", "{old: 1 h}"))
    assert note.startswith("needs.injury.worsens.serious: north with young with injury, south with young")
    assert note.endswith("never worsen")


@pytest.mark.parametrize(
    ("times", "told"),
    [
        (TIMES, None),
        ("[2025-06-02 00:00, 2025-06-15 23:59]", None),
        ("[2025-06-15 09:00, 2025-06-16 09:00]", "1 of 2 times lie in the run, 2025-06-02 to 2025-06-15"),
        (
            "[2025-06-01 09:00, 2025-06-16 09:00, Mon 09:00]",
            "1 of 3 times lie in the run, 2025-06-02 to 2025-06-15; 1 before it, which count for the warm-up "
            "at most",
        ),
        ("[2024-06-02 09:00]", "0 of 1 times lie in the run"),
    ],
)
def test_times_outside_the_run_are_counted(times: str, told: str | None) -> None:
    """A time before or after the run is no mistake, but it is told how many there are."""
    notes = notes_of(walk_in(), (TIMES, times))
    assert len(notes) == (told is not None)
    if told:
        assert notes[0].startswith(f"needs.check_up.planned: {told}")


def test_weekday_that_never_comes_is_outside_the_run() -> None:
    """In a run of three days from a Monday there is no Friday."""
    changes = ((TIMES, "[Mon 09:00, Fri 09:00]"), ("run: 2 weeks", "run: 3 days"))
    (note,) = notes_of(walk_in(), *changes)
    assert "1 of 2 times lie in the run, 2025-06-02 to 2025-06-04" in note


def test_run_ends_before_a_day() -> None:
    """The day after the last is worked out from the length, part days counting whole."""
    assert find_run(parse_service(mmc(run="4 weeks"))) == (date(2025, 1, 6), date(2025, 2, 3))
    assert find_run(parse_service(mmc(run="36 h"))) == (date(2025, 1, 6), date(2025, 1, 8))


def test_shape_beside_a_list_is_told() -> None:
    """A week, a year or busy days shape a rate, not a list of times."""
    (note,) = notes_of(walk_in(), ("    party: 2\n", "    party: 2\n    week: flat\n    busy_days: 9 %\n"))
    assert (
        note
        == "needs.check_up: week, busy_days beside planned changes nothing: the list says when cases come"
    )
