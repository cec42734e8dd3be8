"""The sections of a fit report: every figure is that of the JSON."""

from __future__ import annotations

from typing import Any

import pytest

from opmodels.foundation.units import format_count, format_duration, format_share
from opmodels.show.likeness_chart import write_spread
from opmodels.show.report import fit_sections
from opmodels.show.report.blocks import Section, Table
from tests.unit.show.learned_desk import LearnedDesk


def list_tables(section: Section) -> list[Table]:
    """Return the tables of a section, those of its charts too."""
    charts = [
        Table(block.chart.title, block.chart.columns, block.chart.rows)
        for block in section.blocks
        if block.chart
    ]
    return [*charts, *(block.table for block in section.blocks if block.table)]


def without(learned: LearnedDesk, **changed: Any) -> dict[str, Any]:
    """Return the JSON with some of what was learned changed."""
    return {**learned.tree, "learned": {**learned.tree["learned"], **changed}}


def test_what_speaks_against_it_comes_first(learned: LearnedDesk) -> None:
    """Likeness, what is not known, rows not used and people, before any picture of the service."""
    names = [make(learned.tree).name for make in fit_sections.MAKERS]
    assert names[:4] == ["likeness", "unknown", "rows", "privacy"]
    assert len(set(names)) == len(names) == 10


def test_distances_are_those_of_the_json(learned: LearnedDesk) -> None:
    """Six rows, each with the figures of both."""
    (table,) = list_tables(fit_sections.make_likeness(learned.tree))
    found = list(learned.tree["learned"]["judged"]["distances"].values())
    assert len(table.rows) == len(found) == 6
    for row, one in zip(table.rows, found, strict=True):
        unit = "" if row[0] == "what follows what" else " h"
        assert row[1:3] == (write_spread(one["learned"], unit), write_spread(one["past_drawn_anew"], unit))


def test_what_is_not_known_is_all_there(learned: LearnedDesk) -> None:
    """Each line that the JSON has stands in a list, and what was looked for besides in a table."""
    section = fit_sections.make_unknown(learned.tree)
    lines = [item.casefold() for block in section.blocks for item in block.items]
    for key in ("not_identified", "assumed"):
        assert all(f"{line}.".casefold() in lines for line in learned.tree["learned"][key])
    (table,) = list_tables(section)
    assert [row[0] for row in table.rows] == list(learned.tree["learned"]["looked_for"])


def test_arrivals_are_those_of_the_json(learned: LearnedDesk) -> None:
    """Weeks, days and hours; the simulated ones stand beside those of the later slice."""
    weeks, days, hours = list_tables(fit_sections.make_arrivals(learned.tree))
    later = learned.tree["learned"]["judged"]["later_slice"]
    assert [row[1].partition(", ")[0] for row in weeks.rows if row[1] != "-"] == [
        format_count(one) for one in learned.tree["came"]["weeks"]
    ]
    assert sum("of them in the later slice" in row[1] for row in weeks.rows) == 1
    assert [row[1] for row in days.rows] == [format_share(one) for one in later["days"]["seen"]]
    assert [row[2].partition(" (")[0] for row in hours.rows] == [
        format_share(one) for one in later["hours"]["simulated"]
    ]


def test_without_a_judgement_the_whole_log_is_shown(learned: LearnedDesk) -> None:
    """Days and hours of the log, how long its cases took, and no simulated figure anywhere."""
    tree = without(learned, judged=None)
    arrivals, cycles = fit_sections.make_arrivals(tree), fit_sections.make_cycles(tree)
    tables = [*list_tables(arrivals), *list_tables(cycles)]
    assert all(len(table.columns) == 2 for table in tables)
    assert [row[1] for row in tables[1].rows] == [format_share(one) for one in tree["came"]["days"]]
    assert "not judged" in fit_sections.make_likeness(tree).blocks[0].words


def test_dates_alone_have_no_hours(learned: LearnedDesk) -> None:
    """Where only dates are recorded there is no drawing of hours."""
    tree = without(learned, judged=None) | {"came": {**learned.tree["came"], "hours": None}}
    assert len(list_tables(fit_sections.make_arrivals(tree))) == 2


def test_case_lengths_are_those_of_the_json(learned: LearnedDesk) -> None:
    """One row for each level, seen and simulated."""
    (table,) = list_tables(fit_sections.make_cycles(learned.tree))
    times = learned.tree["learned"]["judged"]["later_slice"]["case_minutes"]
    assert [row[1] for row in table.rows] == [format_duration(one) for one in times["seen"]]
    assert [row[2].partition(" (")[0] for row in table.rows] == [
        format_duration(one) for one in times["simulated"]
    ]


@pytest.mark.parametrize(("part", "make"), [("work", "make_works"), ("delays", "make_delays")])
def test_lengths_are_those_of_the_json(learned: LearnedDesk, part: str, make: str) -> None:
    """Each kind has one row, with how often it was seen, its mean, and its middle seen and learned."""
    lengths = learned.tree["learned"][part]
    table = list_tables(getattr(fit_sections, make)(learned.tree))[0]
    assert sorted(row[0] for row in table.rows) == sorted(lengths)
    for row in table.rows:
        one = lengths[row[0]]
        assert row[1] == format_count(one["seen"])
        assert row[3].startswith(format_duration(one["mean"]))
        assert row[5].startswith(format_duration(one["quantiles"]["seen"][2]))
        assert row[5].endswith(f", {format_duration(one['quantiles']['learned'][2])}")


def test_nothing_learned_of_work_leaves_the_section_out(learned: LearnedDesk) -> None:
    """A log without staff has no work to show; one without delays none of them."""
    tree = without(learned, work={}, teams=[], delays={})
    assert fit_sections.make_works(tree).blocks == fit_sections.make_delays(tree).blocks == ()


def test_pairs_and_numbers_are_those_of_the_json(learned: LearnedDesk) -> None:
    """Every pair of the map, every share with its range, every length."""
    (pairs,) = list_tables(fit_sections.make_map(learned.tree))
    follows = learned.tree["learned"]["follows"]
    assert [row[2:] for row in pairs.rows] == [
        (format_count(one["count"]), format_share(one["share"])) for one in follows
    ]
    arrivals, lengths, shares = list_tables(fit_sections.make_numbers(learned.tree))
    low, high = learned.tree["learned"]["per_week"]["range"]
    assert arrivals.rows[0][2] == f"{low:.4g} to {high:.4g}"
    assert [row[2] for row in shares.rows] == [
        format_share(one["share"]) for one in learned.tree["learned"]["routes"]
    ]
    means = [row[1] for row in lengths.rows if row[0].endswith(": mean") and row[3].endswith("seen")]
    wanted = [*learned.tree["learned"]["work"].values(), *learned.tree["learned"]["delays"].values()]
    assert means == [format_duration(one["mean"]) for one in wanted]


def test_a_spread_that_is_cut_is_said_to_be(learned: LearnedDesk) -> None:
    """Days may differ more than a service file can say: the range then does not hold the number, and why."""
    rows = [
        list_tables(fit_sections.make_numbers(without(learned, busy_days=spread)))[0].rows[1]
        for spread in (0.5, 1.0)
    ]
    assert [row[3] for row in rows] == ["the whole log", "the whole log; a service file can say no more"]
