"""Every payment of a run, with who pays and who receives, so that paid and received must agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from opmodels.appraise.subject import View
from opmodels.describe.choosing import Alternative, Choose
from opmodels.describe.money import CITIZENS, Fixed, Income
from opmodels.describe.service import Service
from opmodels.describe.serving import Serve
from opmodels.describe.staff import Pool
from opmodels.foundation.errors import Problem, SimulationFault
from opmodels.foundation.units import HOURS_PER_YEAR
from opmodels.models.payroll import pay_a_year, pays_for
from opmodels.simulate import columns as c

Kind = Literal["fixed", "variable", "transition", "revenue", "transfer"]
STAFF, SUPPLIERS, ELSEWHERE = "(staff)", "(suppliers)", "(other services)"
"""Receivers who are no payers of the service; the brackets keep them apart from any payer's name."""


@dataclass(frozen=True)
class Entry:
    """One payment, or the sum of all of one kind.

    Parameters
    ----------
    what
        What is paid for: ``pay of gp``.
    payer, receiver
        Who pays, and who receives.
    provider
        Who does what is paid for: public, private, voluntary, citizens, or another service.
    kind
        Whether it stands whatever happens, follows the number of cases, or moves between payers.
    cashable
        Whether a fall of it is money that leaves a budget line.
    stretch
        Money within the measured stretch.
    year
        Money a year: by contract, or of a year such as the measured stretch.
    measured
        Whether the year is known from the measured stretch alone.
    """

    what: str
    payer: str
    receiver: str
    provider: str
    kind: Kind
    cashable: bool
    stretch: float
    year: float
    measured: bool = False


def list_entries(view: View) -> tuple[Entry, ...]:
    """Return every payment of one run, setting up not included, each named once."""
    entries = [*_list_pay(view), *_list_costs(view), *_list_prices(view)]
    entries += [*_list_fixed(view), *_list_income(view)]
    merged: dict[str, Entry] = {}
    for one in entries:
        known = merged.get(one.what)
        merged[one.what] = one if known is None else _add(known, one)
    return tuple(merged.values())


def _add(one: Entry, other: Entry) -> Entry:
    return replace(one, stretch=one.stretch + other.stretch, year=one.year + other.year)


def _list_pay(view: View) -> Iterator[Entry]:
    """Yield pay by pool, for hours on the rota and for overtime, with on-costs.

    The year is that of the contract: the week's hours in every week, public holidays paid.
    """
    subject = view.subject
    by_kind = view.record.pool_hours.reshape(-1, c.POOL_KINDS, 168).sum(axis=2) / c.HOUR_MS
    for row, name in enumerate(view.names.pools):
        old, new = subject.before.pools.get(name), subject.after.pools.get(name)
        hours = subject.paid_hours[name]
        latest = new or old
        if old is not None and subject.changes:
            yield _pay(subject.before, name, old, hours.old * old.hourly_cost, 0.0)
        if new is not None:
            worked = hours.new if subject.changes else hours.old
            yield _pay(subject.after, name, new, worked * new.hourly_cost, pay_a_year(new))
        if latest is not None and latest.hourly_cost:
            yield _overtime(view, name, latest, float(by_kind[row, c.HOURS_OVER]))
        if latest is not None and latest.on_call is not None:
            yield _called(view, name, latest, float(by_kind[row, c.HOURS_CALLED]))
        if any(pool is not None and pool.funded_by is not None for pool in (old, new)):
            yield _funded(view, name, (old, new), view.record.funded[row] / c.HOUR_MS)


def _pay(service: Service, name: str, pool: Pool, stretch: float, year: float) -> Entry:
    payer = pays_for(service, pool)
    what = f"pay of {name}" + (f", {payer}" if pool.pays and len(service.payer_names) > 1 else "")
    return Entry(what, payer, STAFF, pool.provider, "fixed", True, stretch, year)


def _overtime(view: View, name: str, pool: Pool, hours: float) -> Entry:
    service = view.subject.after if name in view.subject.after.pools else view.subject.before
    cost = hours * pool.hourly_cost * (pool.overtime.value if pool.overtime else 1.0)
    payer = pays_for(service, pool)
    return _measured(view, f"overtime of {name}", payer, STAFF, pool.provider, cost)


def _called(view: View, name: str, pool: Pool, hours: float) -> Entry:
    """Return the pay of those on call for the hours for which they came."""
    service = view.subject.after if name in view.subject.after.pools else view.subject.before
    cost = hours * (pool.on_call.hourly_cost(pool) if pool.on_call else 0.0)
    return _measured(view, f"help called for {name}", pays_for(service, pool), STAFF, pool.provider, cost)


def _funded(view: View, name: str, pools: tuple[Pool | None, Pool | None], hours: np.ndarray) -> Entry:
    """Return the pay of posts beside the staff described: below zero where there are fewer."""
    service = view.subject.after if pools[1] is not None else view.subject.before
    latest = pools[1] or pools[0]
    assert latest is not None
    rates = [pool.hourly_cost if pool is not None else 0.0 for pool in pools]
    cost = float(hours @ np.array(rates))
    entry = _measured(
        view, f"posts funded for {name}", pays_for(service, latest), STAFF, latest.provider, cost
    )
    return replace(entry, kind="fixed", cashable=True)


def _measured(view: View, what: str, payer: str, receiver: str, provider: str, cost: float) -> Entry:
    """Return an entry that follows the number of cases; another payer's cannot be cashed at its average."""
    year = cost * HOURS_PER_YEAR / view.subject.hours
    cashable = payer == view.subject.before.budget_holder
    return Entry(what, payer, receiver, provider, "variable", cashable, cost, year, measured=True)


def _list_costs(view: View) -> Iterator[Entry]:
    """Yield the cost of work done and of cases ended, at the prices after go-live."""
    ended = view.record.end.sum(axis=0)
    for row, name in enumerate(view.names.ends):
        for payer, each in view.subject.ends[name].costs.items():
            cost = float(ended[row]) * each.value
            yield _measured(view, f"{name}, {payer}", payer, ELSEWHERE, "another service", cost)
    done = view.record.total[:, :, c.WORK_DONE].sum(axis=0)
    for row, name in enumerate(view.names.rows):
        step = view.subject.steps[name]
        for payer, each in step.costs.items() if isinstance(step, Serve) else ():
            cost = float(done[row]) * each.value
            yield _measured(view, f"{name}, {payer}", payer, SUPPLIERS, "private", cost)


def _list_prices(view: View) -> Iterator[Entry]:
    """Yield what people pay themselves for what they choose, to a payer of the service or to others."""
    paid = view.record.choice_sum[:, :, c.PAID].sum(axis=0)
    for row, (name, key) in enumerate(view.names.alternatives):
        one = _find_alternative(view, name, key)
        if one.price is not None:
            receiver = one.pays_to or SUPPLIERS
            yield _measured(view, f"price of {key} at {name}", CITIZENS, receiver, "", float(paid[row]))


def _find_alternative(view: View, name: str, key: str) -> Alternative:
    """Return an alternative as after go-live; one that goes as it was."""
    steps = (service.steps.get(name) for service in (view.subject.after, view.subject.before))
    return next(step.choose[key] for step in steps if isinstance(step, Choose) and key in step.choose)


def _list_fixed(view: View) -> Iterator[Entry]:
    """Yield fixed costs, and what is stranded: the part that stays although the description drops it."""
    subject = view.subject
    before, after = subject.before.money.fixed, subject.after.money.fixed
    for name in dict.fromkeys([*before, *after]):
        old, new = before.get(name), after.get(name)
        told = new or old
        assert told is not None
        rates = (_hourly(old), _hourly(new))
        yield _flow(view, f"fixed: {name}", told.pays, SUPPLIERS, rates)
        left = _hourly(old) * _stays(old) - rates[1]
        if old is not None and subject.changes and left > 1e-12:
            yield replace(_flow(view, f"stranded: {name}", old.pays, SUPPLIERS, (0.0, left)), cashable=False)


def _hourly(line: Fixed | None) -> float:
    return line.cost.value if line else 0.0


def _stays(line: Fixed | None) -> float:
    return line.stays.value if line and line.stays else 1.0


def _flow(view: View, what: str, payer: str, receiver: str, rates: tuple[float, float]) -> Entry:
    """Return an entry that runs on by the hour, at one rate before go-live and at another from then on."""
    subject = view.subject
    live = subject.live_hours
    stretch = rates[0] * (subject.hours - live) + rates[1] * live
    return Entry(what, payer, receiver, "", "fixed", True, stretch, rates[1] * HOURS_PER_YEAR)


def _list_income(view: View) -> Iterator[Entry]:
    subject = view.subject
    before, after = subject.before.money.income, subject.after.money.income
    ended = dict(zip(view.names.ends, view.record.end.sum(axis=0), strict=True))
    for name in dict.fromkeys([*before, *after]):
        old, new = before.get(name), after.get(name)
        told = new or old
        assert told is not None
        if told.per_case:
            yield _list_fees(view, name, told, ended)
        else:
            flow = _flow(view, f"income: {name}", told.pays, told.to, (_amount(old), _amount(new)))
            yield replace(flow, kind="transfer")


def _amount(line: Income | None) -> float:
    return line.amount.value if line and line.amount else 0.0


def _list_fees(view: View, name: str, line: Income, ended: Mapping[str, int]) -> Entry:
    paid = sum(fee.value * float(ended.get(end, 0)) for end, fee in line.per_case.items())
    entry = _measured(view, f"income: {name}", line.pays, line.to, "", paid)
    return replace(entry, kind="transfer", cashable=True)


def check_balance(entries: Sequence[Entry], booked: Mapping[str, Mapping[str, float]]) -> None:
    """Check that money paid is money received: by payers, by receivers among them, and by all others.

    Raises
    ------
    SimulationFault
        When they differ by more than rounding, or a payer is not known.
    """
    paid = sum(one["cost"] for one in booked.values())
    received = sum(one["revenue"] for one in booked.values())
    received += sum(entry.stretch for entry in entries if entry.receiver not in booked)
    if abs(paid - received) > 1e-6 * max(1.0, abs(paid)):
        raise SimulationFault(Problem("money", f"{paid:.2f} paid and {received:.2f} received", "as much"))
