"""The tables of a result, as rows: for CSV files, for the report, for whoever opens them in Excel."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet may take for a formula."""
SECTIONS = ("groups", "steps", "pools", "system", "ends", "ends_share", "money", "money_per_year", "outcomes")
ENDS = ("mean", "low", "high")
Tree = Mapping[str, Any]


@dataclass(frozen=True)
class Table:
    """Rows under named columns.

    Parameters
    ----------
    name
        Short, fit for the name of a file.
    columns
        Names of the columns.
    rows
        One tuple for each, as long as `columns`.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def list_tables(result: Tree) -> list[Table]:
    """Return the tables of a result of ``run`` or ``compare``, those without rows left out.

    Parameters
    ----------
    result
        As ``--json`` prints it.
    """
    runs = {
        "as it is": result.get("as_is", result),
        **{name: one["result"] for name, one in _models(result).items() if "result" in one},
    }
    tables = [_measures(runs), _ledger(runs), _observed(runs["as it is"])]
    tables += [
        _measures(
            {name: one["difference"] for name, one in _models(result).items() if "difference" in one},
            "differences",
        )
    ]
    tables += [_winners(result), _changes(result), _guardrails(result)]
    return [table for table in tables if table.rows]


def _models(result: Tree) -> Tree:
    found: Tree = result.get("models", {})
    return found


def _measures(runs: Mapping[str, Tree], name: str = "measures") -> Table:
    rows = [
        (model, *row)
        for model, run in runs.items()
        for section in SECTIONS
        for row in walk_estimates(run.get(section), (section,))
    ]
    return Table(name, ("model", "section", "name", "measure", *ENDS), tuple(rows))


def walk_estimates(node: Any, path: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    """Yield a row for each estimate below a node: section, name, measure, mean, low, high."""
    if not isinstance(node, Mapping):
        return
    if set(node) == set(ENDS):
        section, name, *measure = (*path, "")
        yield (section, name, ".".join(part for part in measure if part), *(node[end] for end in ENDS))
        return
    for key, child in node.items():
        yield from walk_estimates(child, (*path, key))


def _ledger(runs: Mapping[str, Tree]) -> Table:
    columns = ("what", "payer", "provider", "kind", "cashable", "once")
    rows = [
        (model, *(line.get(column) for column in columns), *(line["amount"][end] for end in ENDS))
        for model, run in runs.items()
        for line in run.get("ledger", [])
    ]
    return Table("ledger", ("model", *columns, *ENDS), tuple(rows))


def _observed(run: Tree) -> Table:
    lines = run.get("observed", [])
    columns = tuple(
        dict.fromkeys(key for line in lines for key, value in line.items() if not isinstance(value, Mapping))
    )
    rows = [(*(line.get(column) for column in columns), *(_ends_of(line))) for line in lines]
    return Table("observed", (*columns, *(f"simulated {end}" for end in ENDS)), tuple(rows))


def _ends_of(line: Tree) -> tuple[Any, ...]:
    found = line.get("simulated")
    return tuple(found[end] for end in ENDS) if isinstance(found, Mapping) else (None, None, None)


def _winners(result: Tree) -> Table:
    keys = ("better", "worse", "same", "only_before", "only_after", "people")
    rows = [
        (model, group, *(shares.get(key) for key in keys))
        for model, one in _models(result).items()
        for group, shares in (one.get("winners") or {}).items()
    ]
    return Table("winners", ("model", "group", *keys), tuple(rows))


def _changes(result: Tree) -> Table:
    keys = ("path", "before", "after", "why")
    rows = [
        (model, *(_flat(change.get(key)) for key in keys))
        for model, one in _models(result).items()
        for change in one.get("changes", [])
    ]
    return Table("changes", ("model", *keys), tuple(rows))


def _flat(node: Any) -> str:
    from opmodels.describe.difference import write_node

    return "" if node is None else write_node(node, 10_000)


def _guardrails(result: Tree) -> Table:
    keys = ("measure", "holds", "value", "limit")
    rows = [
        (model, *(_mean(rail.get(key)) for key in keys))
        for model, one in _models(result).items()
        for rail in one.get("guardrails", [])
    ]
    return Table("guardrails", ("model", *keys), tuple(rows))


def _mean(value: Any) -> Any:
    return value.get("mean") if isinstance(value, Mapping) else value


def neutralise(cell: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula: text that begins like one gets an apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(RISKY) else cell


def write_csv(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Return rows as CSV, formulas neutralised; numbers to 15 figures, nothing where there is none."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([neutralise(column) for column in columns])
    for row in rows:
        writer.writerow([_write_cell(cell) for cell in row])
    return stream.getvalue()


def _write_cell(cell: Any) -> Any:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.15g}"
    safe = neutralise(cell)
    return safe.replace("\r\n", "\n").replace("\r", "\n") if isinstance(safe, str) else safe
