"""The sections on what the models do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from opmodels.appraise.compare import compare
from opmodels.appraise.comparison import Comparison
from opmodels.appraise.intervals import Estimate
from opmodels.describe.read import parse_service
from opmodels.show import findings
from opmodels.show.report import results
from opmodels.show.report.blocks import Section
from opmodels.show.words import write_change
from tests.services import mmc

MAKERS: tuple[Callable[[Comparison], Section], ...] = (
    results.make_differences,
    results.make_waits,
    results.make_winners,
    results.make_money,
    results.make_staff,
    results.make_changes,
    results.make_lines,
)


def list_cells(section: Section) -> list[str]:
    """Return every cell of every table of a section, those below charts included."""
    tables = [block.table or block.chart for block in section.blocks if block.table or block.chart]
    return [cell for table in tables for row in table.rows for cell in row]


@pytest.mark.parametrize("make", MAKERS, ids=[make.__name__ for make in MAKERS])
def test_tables_are_whole(comparison: Comparison, make: Callable[[Comparison], Section]) -> None:
    """Every row of every table has as many cells as there are columns, and none says None or nan."""
    section = make(comparison)
    assert section.blocks
    for block in section.blocks:
        table = block.table or block.chart
        if table is not None:
            assert all(len(row) == len(table.columns) for row in table.rows)
    assert not {"None", "nan", ""} & set(list_cells(section))


@pytest.mark.parametrize("make", MAKERS, ids=[make.__name__ for make in MAKERS])
def test_nothing_to_compare(comparison: Comparison, make: Callable[[Comparison], Section]) -> None:
    """With keep alone the sections that have nothing to say are empty, and none breaks."""
    make(replace(comparison, models={"keep": comparison.models["keep"]}, does_not_fit={}, rails=()))


def test_who_pays_nothing_as_it_is_has_a_row_too() -> None:
    """In the table of net costs and below the chart; a model in which they pay nothing changes nothing."""
    made = compare(parse_service(mmc(run="1 week", warm_up="0 days")), ["opt_out"], replications=2)
    first = made.models["opt_out"]
    made = replace(made, models={"opt_out": first, "nobody pays": replace(first, result=first.as_is)})
    for section in (results.make_differences(made), results.make_money(made)):
        shown = [one.table or one.chart for one in section.blocks if one.table or one.chart]
        rows = [row for one in shown for row in one.rows]
        told = [row for row in rows if "citizens" in " ".join(row[:2])]
        assert told and all("£" in "".join(row) for row in told)
    told = [row for one in results.make_differences(made).blocks if one.table for row in one.table.rows]
    (row,) = (row for row in told if row[0] == "net cost of citizens a year")
    changes = dict(findings.list_net(made.models["opt_out"]))["citizens"]
    assert row[1] == write_change(changes.as_dict(), "money", "£")
    assert list(row[2:]) == [write_change(Estimate(0.0, 0.0, 0.0).as_dict(), "money", "£")]


def test_gap_and_wait_are_drawn(comparison: Comparison) -> None:
    """The first two charts are the gap closed and the wait, with a sentence on who closes it."""
    charts = [block.chart for block in results.make_differences(comparison).blocks if block.chart]
    assert charts[0].title == "Fall of the net cost of council a year"
    assert "close" in charts[0].finding
    assert charts[1].title == "Change of the wait that nine in ten stay below, at ask"


def test_every_group_waits(comparison: Comparison) -> None:
    """Waits are shown by group, as it is and for every model that changes something."""
    (chart,) = [block.chart for block in results.make_waits(comparison).blocks if block.chart]
    names = [row[0] for row in chart.rows]
    assert "old: as it is" in names and "young: trim(cut=30 %)" in names
    assert not any("keep" in name for name in names)


def test_chance_stands_beside_winners(comparison: Comparison) -> None:
    """The twin in which nothing changed stands below every model's winners and losers."""
    for block in results.make_winners(comparison).blocks:
        if block.chart:
            assert block.chart.rows[-1][0] == "chance alone: everybody"


def test_ledger_lines(comparison: Comparison) -> None:
    """Lines of the ledger that change are told with payer, kind and whether they are cashable."""
    cells = list_cells(results.make_money(comparison))
    assert "setting up" in cells
    assert any(cell.endswith(" once") for cell in cells)
    assert {"yes", "no"} <= set(cells)


def test_reasons_of_changes(comparison: Comparison) -> None:
    """Each change stands with what it was, what it is, and why; notes and sources are left to the file."""
    (block,) = [
        block for block in results.make_changes(comparison).blocks if block.heading == "trim(cut=30 %)"
    ]
    assert block.table is not None
    assert any(row[:3] == ("pools.desk.staff", "3", "2") and row[3] != "-" for row in block.table.rows)


def test_misfits_are_told(comparison: Comparison) -> None:
    """A model that does not fit is told with the reason, in the section on what must hold."""
    items = [item for block in results.make_lines(comparison).blocks for item in block.items]
    assert any(item.startswith("call_back_first: found 'phone'") for item in items)
