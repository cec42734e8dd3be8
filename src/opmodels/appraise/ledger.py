"""The ledger: lines of money a year by payer, provider and kind, and which of them leave a budget line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from opmodels.appraise.entries import Entry, Kind, list_entries
from opmodels.appraise.intervals import F8, Estimate
from opmodels.appraise.samples import Path, Sample, subtract
from opmodels.appraise.subject import Subject, View
from opmodels.foundation.units import HOURS_PER_YEAR
from opmodels.simulate import columns as c
from opmodels.simulate.program import Record


@dataclass(frozen=True)
class Line:
    """One line of the ledger.

    Parameters
    ----------
    what
        What is paid for, or comes in.
    payer
        Whose line it is.
    provider
        Who does what is paid for, or who pays in.
    kind
        fixed, variable, transition, revenue or transfer.
    cashable
        Whether a fall of it leaves a budget line.
    amount
        Money: spent, or received where the kind is revenue; a year, or once.
    once
        Whether it is paid once rather than every year.
    """

    what: str
    payer: str
    provider: str
    kind: Kind
    cashable: bool
    amount: Estimate
    once: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Return the line as JSON has it."""
        fields = ("what", "payer", "provider", "kind", "cashable", "once")
        return {**{name: getattr(self, name) for name in fields}, "amount": self.amount.as_dict()}


def describe_entries(subject: Subject) -> tuple[Entry, ...]:
    """Return the entries of a run in which nothing happened: who pays whom, for what and how."""
    names = subject.names
    groups, rows = len(names.groups), len(names.rows)
    nothing: dict[str, Any] = dict.fromkeys(Record._fields, np.zeros(0))
    record = Record(**nothing)._replace(
        total=np.zeros((groups, rows, c.TOTAL_COLS)),
        choice_sum=np.zeros((groups, len(names.alternatives), 2)),
        end=np.zeros((groups, len(names.ends)), np.int64),
        pool_hours=np.zeros((len(names.pools), c.POOL_KINDS * 168)),
        funded=np.zeros((len(names.pools), 2)),
    )
    return list_entries(View(subject, record))


def list_lines(subject: Subject, sample: Sample) -> tuple[Line, ...]:
    """Return every line of the ledger; money between two payers is a line of each.

    Parameters
    ----------
    subject
        What was run.
    sample
        What every replication measured.
    """
    entries = describe_entries(subject)
    yearly = {entry.what: sample.estimate("lines", entry.what, "year") for entry in entries}
    lines = [line for entry in entries for line in _split(entry, yearly[entry.what], subject.payers)]
    return (*lines, *_list_once(subject))


def _split(entry: Entry, amount: Estimate, payers: tuple[str, ...]) -> Iterator[Line]:
    yield Line(entry.what, entry.payer, entry.provider, entry.kind, entry.cashable, amount)
    if entry.receiver in payers:
        yield Line(entry.what, entry.receiver, entry.payer, "revenue", entry.cashable, amount)


def _list_once(subject: Subject) -> Iterator[Line]:
    """Yield what is paid once to set the change up."""
    told = subject.transition
    if told is not None and told.set_up.value:
        value = told.set_up.value
        payer = told.pays or subject.before.budget_holder
        yield Line("setting up", payer, "", "transition", True, Estimate(value, value, value), once=True)


def pair_years(own: Sample, base: Sample, subject: Subject) -> Sample:
    """Return a redesign's measures with its year's money taken from as-is and the difference since go-live.

    Nothing differs before go-live, so the difference within the measured stretch belongs to the hours from
    go-live on, and is brought to a year by these alone.

    Parameters
    ----------
    own, base
        Measures of the redesign and of as-is, replication by replication.
    subject
        The redesign.
    """
    if subject.live_hours == subject.hours:
        return own
    scale = HOURS_PER_YEAR / subject.live_hours if subject.live_hours else 0.0
    entries = describe_entries(subject)
    columns: dict[Path, F8] = {}
    for entry in entries:
        if entry.measured:
            ours, theirs = (np.nan_to_num(one.column("lines", entry.what, "stretch")) for one in (own, base))
            year = np.nan_to_num(base.column("lines", entry.what, "year"))
            columns["lines", entry.what, "year"] = year + (ours - theirs) * scale
    return _book_years(own.with_columns(columns), entries, subject.payers)


def _book_years(sample: Sample, entries: tuple[Entry, ...], payers: tuple[str, ...]) -> Sample:
    columns: dict[Path, F8] = {}
    for payer in payers:
        cost = _sum_years(sample, [one.what for one in entries if one.payer == payer])
        revenue = _sum_years(sample, [one.what for one in entries if one.receiver == payer])
        found = {"cost": cost, "revenue": revenue, "net": cost - revenue}
        columns |= {("money_per_year", payer, leaf): column for leaf, column in found.items()}
    return sample.with_columns(columns)


def _sum_years(sample: Sample, lines: list[str]) -> F8:
    return np.array(sum((sample.column("lines", what, "year") for what in lines), np.zeros(len(sample))))


def gap_closed(own: Sample, base: Sample, holder: str) -> F8:
    """Return by how much a payer's net cost a year falls, (replications,) float64."""
    return base.column("money_per_year", holder, "net") - own.column("money_per_year", holder, "net")


def cashable_saving(own: Sample, base: Sample, subject: Subject) -> F8:
    """Return the part of the budget holder's saving that leaves a budget line, (replications,) float64.

    Only whole posts that end, contracts that fall, bills that are not sent and income that rises count;
    time that is freed within posts that stay does not.
    """
    holder = subject.before.budget_holder
    total = np.zeros(len(own))
    for entry in describe_entries(subject):
        sign = (entry.payer == holder) - (entry.receiver == holder)
        if sign and entry.cashable:
            ours, theirs = (np.nan_to_num(one.column("lines", entry.what, "year")) for one in (own, base))
            total += sign * (theirs - ours)
    return total


def list_changes(subject: Subject, own: Sample, base: Sample) -> tuple[Line, ...]:
    """Return the lines of the ledger that change, with the change of each, and what is paid once.

    Parameters
    ----------
    subject
        The redesign.
    own, base
        Measures of the redesign and of as-is, replication by replication; a line that one of them has not is
        nothing there.
    """
    difference = subtract(own, base)
    count = len(difference)
    columns: dict[Path, F8] = {}
    for what in own.names("lines"):
        if what not in base.names("lines"):
            path = ("lines", what, "year")
            columns[path] = np.nan_to_num(own.column(*path))[:count]
    lines = list_lines(subject, difference.with_columns(columns))
    return tuple(line for line in lines if line.once or _differs(line.amount))


def _differs(amount: Estimate) -> bool:
    return any(end is not None and abs(end) > 1e-9 for end in (amount.mean, amount.low, amount.high))
