"""Tables of a result."""

from __future__ import annotations

import csv
import io

import pytest

from opmodels.appraise.comparison import Comparison
from opmodels.show.tables import list_tables, neutralise, write_csv
from opmodels.show.work import compare_tree, run_tree
from tests.unit.show.desk import MODELS


@pytest.mark.parametrize("text", ["=1+1", "+A1", "-A1", "@SUM(A1)", "\t=1", "\r=1"])
def test_formulas_are_neutralised(text: str) -> None:
    """No cell that begins like a formula reaches a spreadsheet as one."""
    assert neutralise(text) == "'" + text
    rows = list(csv.reader(io.StringIO(write_csv(["a"], [[text]]))))
    assert rows[1][0].startswith("'") and len(rows) == 2


def test_numbers_stay_numbers() -> None:
    """A negative number is no formula; nothing is an empty cell; figures keep 15 digits."""
    text = write_csv(["x", "=y"], [[-1.5, None], [0.1 + 0.2, "a,b"]])
    assert text == 'x,\'=y\n-1.5,\n0.3,"a,b"\n'


def test_tables_of_a_comparison(comparison: Comparison) -> None:
    """Every kind of table is there, as it is and for each model that fits; rows are as long as heads."""
    tables = {table.name: table for table in list_tables(compare_tree(comparison, MODELS))}
    assert set(tables) == {
        "measures",
        "ledger",
        "observed",
        "differences",
        "winners",
        "changes",
        "guardrails",
    }
    for table in tables.values():
        assert all(len(row) == len(table.columns) for row in table.rows), table.name
    assert {row[0] for row in tables["measures"].rows} == {"as it is", "keep", "trim(cut=30 %)", "withdraw"}


def test_tables_of_a_run(comparison: Comparison) -> None:
    """A run alone has its measures, its ledger and its check, with the numbers of the result."""
    result = run_tree(comparison.as_is)
    tables = {table.name: table for table in list_tables(result)}
    assert set(tables) == {"measures", "ledger", "observed"}
    row = next(row for row in tables["measures"].rows if row[:4] == ("as it is", "steps", "ask", "wait.mean"))
    assert row[4] == result["steps"]["ask"]["wait"]["mean"]["mean"]
