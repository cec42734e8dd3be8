"""Every wrong use of the words for urgency, areas, teams and lists is told in full, at its line, once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.mistakes import Wrong, check_told, line_of, problems_of
from tests.services import walk_in

LEVELS = "{minor: 70 %, serious: 25 %, critical: rest}"
MINOR = "minor: {after: {exponential: 3 h}, to: serious}"
PARTY = "{1: 70 %, 2: 20 %, 4: rest}"
AREAS = "{north: 40 %, south: rest}"
TEAMS = "{north: [north_nurses, south_nurses], others: south_nurses}"
TIMES = '[Mon 09:00, "Tue 10:00:30", [2025-06-04 09:15, old]]'
A_TIME = "a time, e.g. 2025-04-07 09:00, or Mon 09:00 for every Monday"
A_SIZE = "how many come together: a whole number from 1 to 1,000"
A_KIND = "a group, a need, an area or a level of severity: young, old"
A_LENGTH = "a duration with its unit"

WRONG: Mapping[str, tuple[Wrong, ...]] = {
    "severity": (
        Wrong(LEVELS, "{minor: 70 %, serious: 25 %, critical: 4 %}", "sum to 99 %", "sum to 100 %", "rest"),
        Wrong(LEVELS, "{minor: 80 %, serious: 25 %, critical: 4 %}", "sum to 109 %", "sum to 100 %", "rest"),
        Wrong(LEVELS, "{minor: rest, serious: rest, critical: 5 %}", "the rest twice", "at most one"),
        Wrong(LEVELS, "serious", '"serious"', "shares by name"),
        Wrong(
            LEVELS,
            "{minor: {north: 9 %, others: 70 %}, serious: 25 %, critical: rest}",
            "'north'",
            "a group: young, old",
        ),
        Wrong(
            LEVELS,
            "{minor: 70 %, 2nd: 1 %, serious: 25 %, critical: rest}",
            '"2nd"',
            "starts with a letter",
            "nd",
        ),
        Wrong(
            LEVELS,
            "{minor: 70 %, others: 1 %, serious: 25 %, critical: rest}",
            "the name 'others'",
            "another name",
        ),
        Wrong(
            LEVELS,
            "{minor: 70 %, old: 1 %, serious: 25 %, critical: rest}",
            "'old' among the groups and the levels of severity",
            "different names",
        ),
        Wrong(
            LEVELS,
            "{minor: 70 %, north: 1 %, serious: 25 %, critical: rest}",
            "'north' among the areas and the levels of severity",
            "different names",
        ),
        Wrong("severity: critical, area", "severity: critcal, area", "'critcal'", "a level", "critical"),
        Wrong("priority: {critical: 1,", "priority: {critcal: 1,", "'critcal'", A_KIND, "critical"),
    ),
    "worsens": (
        Wrong(MINOR, MINOR.replace("minor", "minr"), "'minr'", "a level of severity of this need", "minor"),
        Wrong(MINOR, MINOR.replace("serious", "serius"), "'serius'", "a level of severity", "serious"),
        Wrong(
            MINOR,
            "critical: {after: 1 h, to: serious}",
            "'critical', which worsens to 'serious'",
            "listed after it",
            "change the order",
        ),
        Wrong(
            MINOR, MINOR.replace("to: serious", "to: minor"), "'minor', which worsens to 'minor'", "after it"
        ),
        Wrong(MINOR, "minor: {after: 3 h}", "neither to nor goes_to", "the next level", "add to:"),
        Wrong(MINOR, "minor: {to: serious}", "no 'after'", "How much waiting", "add after:"),
        Wrong(MINOR, "minor: {after: 3, to: serious}", '"3" (missing unit)', A_LENGTH, "3 min"),
        Wrong("goes_to: hospital", "goes_to: hopsital", "'hopsital'", "a step or an end", "hospital"),
        Wrong("{old: 1 h, others: 2 h}", "{odl: 1 h, others: 2 h}", "'odl'", "a group, an area or", "old"),
        Wrong(f"severity: {LEVELS}", "note: x", "worsens without", "mild first", "add severity:", "worsens:"),
    ),
    "party": (
        Wrong(PARTY, "0", "a party of 0", A_SIZE),
        Wrong(PARTY, "1.5", "a party of 1.5", A_SIZE),
        Wrong(PARTY, "two", "a party of two", A_SIZE),
        Wrong(PARTY, "1,001", "a party of 1,001", A_SIZE),
        Wrong(PARTY, "[1, 2]", "a list of 2", A_SIZE),
        Wrong(PARTY, "{1: 70 %, 2: 20 %}", "sum to 90 %", "sum to 100 %", "rest"),
        Wrong(PARTY, "{1: 70 %, 1.0: rest}", "a second time", "each size once"),
        Wrong(PARTY, "{young: 60 %, 2: rest}", "a party of young", A_SIZE),
    ),
    "planned": (
        Wrong("Mon 09:00", "Mon 9", '"9" (not hours:minutes)', A_TIME, "Mon 9:00"),
        Wrong("Mon 09:00", "Monday 09:00", '"Monday 09:00"', A_TIME, "Mon 09:00"),
        Wrong("Mon 09:00", "09:00", "no day", A_TIME, "write the day too"),
        Wrong("Mon 09:00", "2025-06-02", "no time of day", A_TIME, "write the time of day too"),
        Wrong("Mon 09:00", "2025-06-02T09:00Z", "with its zone", A_TIME, "without its zone"),
        Wrong("Mon 09:00", "2025-06-31 09:00", "no such day", A_TIME, "2025-06-30 09:00"),
        Wrong("Mon 09:00", "Mon 24:00", "the end of the day", A_TIME, "Tue 00:00"),
        Wrong("Mon 09:00", "[Mon 09:00, old, young]", "a list of 3", A_TIME),
        Wrong("09:15, old]", "09:15, odl]", "'odl' at time 3 of the list", "a group: young, old", "old"),
        Wrong(TIMES, "[]", "an empty list", A_TIME),
        Wrong("comes: 90 %", "comes: 110 %", '"110 %"', "at most 100 %"),
        Wrong("early: 10 min", "early: -10 min", '"-10 min" (below 0)', A_LENGTH),
        Wrong("late: {exponential: 12 min}", "late: {odl: 3 min, others: 0 min}", "'odl'", "a group", "old"),
        Wrong("early: 10 min", "erly: 10 min", "'erly'", "times", "early"),
        Wrong(
            "planned:\n",
            "rate: 1 per hour\n    planned:\n",
            "rate and planned",
            "exactly one of",
            at="check_up",
        ),
    ),
    "areas": (
        Wrong(AREAS, "{north: 40 %, south: 50 %}", "sum to 90 %", "sum to 100 %", "rest"),
        Wrong(AREAS, "{north: 40 %, young: 1 %, south: rest}", "'young' among the groups", "different"),
        Wrong(AREAS, "{north: 40 %, injury: 1 %, south: rest}", "'injury' among the needs", "different"),
        Wrong(AREAS, "{north: 40 %, all: 1 %, south: rest}", "the name 'all'", "another name"),
        Wrong(AREAS, "{north: {nroth: 1 %, others: 40 %}, south: rest}", "'nroth'", "a group: young, old"),
        Wrong(AREAS, "[north, south]", "a list of 2", "shares by name"),
        Wrong("area: north}", "area: nroth}", "'nroth'", "an area: north, south", "north"),
    ),
    "serve": (
        Wrong(TEAMS, TEAMS.replace("north:", "nroth:"), "'nroth'", A_KIND, "north"),
        Wrong(TEAMS, "{north: north_nurses, others: south}", "'south'", "a pool", "south_nurses"),
        Wrong(TEAMS, "{north: north_nurses}", "no value for minor with south", "every case", "others:"),
        Wrong(TEAMS, "{al: [north_nurses, south_nurses]}", "'al'", A_KIND, "all"),
        Wrong(
            TEAMS,
            "{all: [north_nurses], north: south_nurses}",
            "all beside north",
            "{all: [...]} for everyone",
        ),
        Wrong(TEAMS, "{north: [], others: south_nurses}", "an empty list", "a pool"),
    ),
    "same_worker": (
        Wrong("same_worker: 10 min", "same_worker: -1 min", '"-1 min" (below 0)', A_LENGTH),
        Wrong("same_worker: 10 min", "same_worker: 10", "missing unit", A_LENGTH, "10 min"),
        Wrong("same_worker: 10 min", "same_worker: yes", '"yes"', A_LENGTH),
    ),
    "keeps": (
        Wrong("keeps: {beds: leave}", "keeps: {bed: leave}", "'bed'", "a pool of this step: beds", "beds"),
        Wrong("keeps: {beds: leave}", "keeps: {beds: laeve}", "'laeve'", "a step or an end", "leave"),
        Wrong("keeps: {beds: leave}", "keeps: {south_nurses: leave}", "'south_nurses'", "of this step"),
        Wrong("keeps: {beds: leave}", "keeps: beds", '"beds"', "a mapping"),
        Wrong(
            "serve: beds",
            "serve: {all: [beds, [beds, south_nurses]]}",
            "which is needed twice",
            "once",
            at="keeps: {beds",
        ),
        Wrong(
            "  beds:", "  beds:\n    shift_end: pause", "which pauses", "finishes", "finish", "keeps: {beds"
        ),
    ),
    "gives_way": (
        Wrong("gives_way: resume", "gives_way: yes", '"yes"', "one of resume, restart"),
        Wrong("gives_way: resume", "gives_way: restrt", '"restrt"', "one of resume, restart", "restart"),
    ),
    "on_call": (
        Wrong("{staff: 2, queue", "{staff: 0, queue", "staff: 0", "a number from 1"),
        Wrong("{staff: 2, queue", "{staff: 1.5, queue", '"1.5"', "a whole number", "2"),
        Wrong("{staff: 2, queue", "{staff: 30000, queue", "staff: 30000", "to 20,000"),
        Wrong("queue: door", "queue: dor", "'dor'", "a step with a queue", "door"),
        Wrong("queue: door", "queue: rest_up", "'rest_up'", "a step with a queue: door, ward"),
        Wrong("at_least: 3", "at_least: 0", "at_least: 0", "a number from 1: the length of a queue"),
        Wrong("stays: 2 h", "stays: 0 h", "stays: 0 h", "a time above zero"),
        Wrong(", stays: 2 h", "", "no 'stays'", "How long they stay", "add stays:", "on_call"),
    ),
    "outages": (
        Wrong("every: {exponential: 3 days}", "every: 0 min", "less than a minute", "a minute or more"),
        Wrong("every: {exponential: 3 days}", "every: 3", "missing unit", A_LENGTH, "3 min"),
        Wrong(
            "every: {exponential: 3 days}, ", "", "no 'every'", "Time from the end", "add every:", "outages"
        ),
        Wrong("lasts: {exponential: 5 h}", "lasts: 0 h", "that take no time", "a time above zero"),
        Wrong("lasts: {exponential: 5 h}", "lasts: {exponentail: 5 h}", "exponentail", "", "exponential"),
        Wrong("takes: 2}", "takes: -2}", '"-2" (below 0)', "0 or more"),
    ),
    "speed": (
        Wrong("speed: 1.2", "speed: 0", "speed: 0", "a speed above 0"),
        Wrong("speed: 1.2", "speed: -1", '"-1" (below 0)', "a factor of 0 or more"),
        Wrong("speed: 1.2", "speed: 120", "speed: 120", "at most 100", "120 %"),
        Wrong("speed: 1.2", "speed: fast", '"fast"', "a factor"),
        Wrong("speeds_differ: 20 %", "speeds_differ: 120 %", '"120 %"', "at most 100 %"),
    ),
    "absence_rises": (
        Wrong("above: 80 %", "above: 150 %", '"150 %"', "at most 100 %"),
        Wrong("by: 0.2", "by: 20", "by: 20", "at most 10", "20 %"),
        Wrong("by: 0.2", "by: -0.2", '"-0.2" (below 0)', "a factor of 0 or more"),
        Wrong(", by: 0.2", "", "no 'by'", "Points of absence", "add by:", "absence_rises"),
    ),
}


@pytest.mark.parametrize(
    "wrong",
    [pytest.param(one, id=f"{word}-{n}") for word, all_ in WRONG.items() for n, one in enumerate(all_)],
)
def test_mistake_is_told_once_and_in_full(wrong: Wrong) -> None:
    """One mistake gives one problem, which says the line, what stands there, what fits and what helps."""
    check_told(wrong, walk_in())


@pytest.mark.parametrize(
    ("table", "where", "found", "expected", "nearest"),
    [
        ("", "times.csv, line 1", "no header", "the header time[,group]", None),
        ("time,group\n", "times.csv", "no rows", "at least one time below the header", None),
        ("tme,group\n", "times.csv, line 1", 'the header "tme,group"', "the header time[,group]", "time"),
        ("group\nold\n", "times.csv, line 1", 'the header "group"', "the header time[,group]", None),
        ("time\n2025-06-02 09:00\n2025-06-03 9\n", "times.csv, line 3", '"9"', A_TIME, "2025-06-03 9:00"),
        ("time,group\n2025-06-02 09:00,old\n,old\n", "times.csv, line 3", '""', A_TIME, None),
        ("time,group\n2025-06-02 09:00,old,x\n", "times.csv, line 2", "3 cells", "2 cells", None),
    ],
)
@pytest.mark.parametrize("written", ["planned: times.csv", "planned: {times: times.csv, early: 5 min}"])
def test_wrong_table_of_times_is_told_at_its_line(
    tmp_path: Path, written: str, table: str, where: str, found: str, expected: str, nearest: str | None
) -> None:
    """A table without the header, without rows or with a bad cell is told with its own line."""
    (tmp_path / "times.csv").write_text(table)
    (problem,) = problems_of(with_table(written), tmp_path)
    assert problem.where == where and found in problem.found and expected in problem.expected
    assert problem.nearest == nearest


def test_unknown_group_of_a_table_is_told_once(tmp_path: Path) -> None:
    """A group that a table names a hundred times is one mistake, told where the table is named."""
    rows = "".join(f"2025-06-02 09:{minute:02d},odl\n" for minute in range(60))
    (tmp_path / "times.csv").write_text(f"time,group\n2025-06-02 08:00,young\n{rows}")
    text = with_table("planned: times.csv")
    (problem,) = problems_of(text, tmp_path)
    assert problem.where == f"service.yaml, line {line_of(text, 'planned:')}"
    assert (problem.found, problem.nearest) == ("'odl' at time 2 of the list and 59 more", "old")


def test_table_that_is_not_there_is_told(tmp_path: Path) -> None:
    """The nearest file beside the service file is named."""
    (tmp_path / "times.csv").write_text("time\nMon 09:00\n")
    text = with_table("planned: tmies.csv")
    (problem,) = problems_of(text, tmp_path)
    assert problem.where == f"service.yaml, line {line_of(text, 'planned:')}"
    assert problem.nearest == "times.csv"


def with_table(written: str) -> str:
    """Return the walk-in centre with a table in place of its list of times."""
    text = walk_in()
    start, end = text.index("planned:\n"), text.index("    party: 2")
    return text[:start] + written + "\n" + text[end:]
