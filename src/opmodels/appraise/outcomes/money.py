"""Money of one run: who paid and who received, in the measured stretch and as a year of it."""

from __future__ import annotations

from opmodels.appraise.entries import Entry, check_balance, list_entries
from opmodels.appraise.outcomes.base import Outcome
from opmodels.appraise.samples import Tree
from opmodels.appraise.subject import View


def measure_money(view: View) -> Tree:
    """Return cost and revenue by payer within the measured stretch, setting up not included.

    Raises
    ------
    SimulationFault
        When money paid is not money received.
    """
    entries = list_entries(view)
    payers = view.subject.payers
    made: dict[str, dict[str, float]] = {name: {"cost": 0.0, "revenue": 0.0} for name in payers}
    _book(made, entries, "stretch")
    check_balance(entries, made)
    return made


def measure_money_per_year(view: View) -> Tree:
    """Return cost, revenue and net cost by payer for a year such as the measured stretch."""
    made = {name: {"cost": 0.0, "revenue": 0.0} for name in view.subject.payers}
    _book(made, list_entries(view), "year")
    return {name: {**one, "net": one["cost"] - one["revenue"]} for name, one in made.items()}


def _book(made: dict[str, dict[str, float]], entries: tuple[Entry, ...], span: str) -> None:
    for entry in entries:
        made[entry.payer]["cost"] += getattr(entry, span)
        if entry.receiver in made:
            made[entry.receiver]["revenue"] += getattr(entry, span)


def measure_lines(view: View) -> Tree:
    """Return every line of the ledger: within the measured stretch, and for a year such as it."""
    return {entry.what: {"stretch": entry.stretch, "year": entry.year} for entry in list_entries(view)}


MONEY = Outcome("money", measure_money, "money within the measured stretch")
MONEY_PER_YEAR = Outcome("money_per_year", measure_money_per_year, "money a year")
LINES = Outcome("lines", measure_lines, "money within the measured stretch, and a year")
