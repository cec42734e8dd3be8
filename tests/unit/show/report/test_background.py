"""The sections on what the report rests on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from opmodels.appraise.comparison import Comparison
from opmodels.describe.read import parse_service
from opmodels.show.report import background
from opmodels.show.report.blocks import Section
from tests.services import walk_in

MAKERS: tuple[Callable[[Comparison], Section], ...] = (
    background.make_service, background.make_check, background.make_load, background.make_cards,
    background.make_elements, background.make_assumptions, background.make_origin, background.make_stress,
)  # fmt: skip


@pytest.mark.parametrize("make", MAKERS, ids=[make.__name__ for make in MAKERS])
def test_tables_are_whole(comparison: Comparison, make: Callable[[Comparison], Section]) -> None:
    """Every row of every table has as many cells as there are columns."""
    section = make(comparison)
    assert section.blocks
    for block in section.blocks:
        table = block.table or block.chart
        if table is not None:
            assert table.rows
            assert all(len(row) == len(table.columns) for row in table.rows)


def test_check_names_sources(comparison: Comparison) -> None:
    """Each observed figure stands beside the run's, with its source and whether a miss matters."""
    (table,) = [block.table for block in background.make_check(comparison).blocks if block.table]
    assert [row[0] for row in table.rows] == ["wait at ask", "end helped"]
    assert [row[5] for row in table.rows] == ["yes", "no"]
    assert table.rows[1][4] == "missed"
    assert table.rows[0][6] == "made up"


def test_cards_begin_with_what_speaks_against(comparison: Comparison) -> None:
    """In each model's table of evidence the adverse findings stand first."""
    tables = [block.table for block in background.make_cards(comparison).blocks if block.table]
    evidence = [table for table in tables if table.caption.endswith(": evidence")]
    assert evidence
    for table in evidence:
        marks = [row[0] for row in table.rows]
        assert marks == sorted(marks)  # "against it" before "for it"


def test_load_is_drawn_again_where_it_changes(comparison: Comparison) -> None:
    """As-is is drawn for every pool that works; a model's only where the use of the pool changes."""
    titles = [block.chart.title for block in background.make_load(comparison).blocks if block.chart]
    assert titles[:2] == ["desk, as it is", "counter, as it is"]
    assert "desk, trim(cut=30 %)" in titles
    assert "desk, keep" not in titles


def test_assumptions_are_as_written(comparison: Comparison) -> None:
    """Numbers graded assumption stand with value and range as the file has them."""
    (table,) = [block.table for block in background.make_assumptions(comparison).blocks if block.table]
    assert table.rows == (("groups.old.online", "58 %", "50 % to 66 %", "assumption", "made up"),)


def test_origin(comparison: Comparison) -> None:
    """Seed, command and digests are those of the comparison."""
    (table,) = [block.table for block in background.make_origin(comparison).blocks if block.table]
    told = dict(table.rows)
    assert told["Seed"] == "1"
    assert told["Command"] == "opmodels compare desk.yaml"
    assert comparison.result_digest.startswith(told["Results"])


def test_urgency_teams_and_failures_are_told(comparison: Comparison) -> None:
    """How cases come, what changes pools and the rules of steps stand in the section on the service."""
    centre = parse_service(walk_in())
    blocks = background.make_service(replace(comparison, service=centre)).blocks
    lists = {block.heading: block.items for block in blocks if block.items}
    assert lists["How cases come"][0] == "Where people live: north 40 %, south 60 %."
    assert "minor becomes serious after 3 h of waiting" in lists["How cases come"][1]
    assert [line.split(":")[0] for line in lists["Steps with rules of their own"]] == ["door", "ward"]
    (table,) = [block.table for block in blocks if block.table]
    assert table.columns[-1] == "Besides" and all(len(row) == 5 for row in table.rows)


def test_plain_service_is_told_as_before(comparison: Comparison) -> None:
    """Where nothing of this is said there are no lists, and no further column."""
    blocks = background.make_service(comparison).blocks
    assert not any(block.items for block in blocks)
    (table,) = [block.table for block in blocks if block.table]
    assert len(table.columns) == 4
