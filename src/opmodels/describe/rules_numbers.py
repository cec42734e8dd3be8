"""Rules: numbers are of a size that makes sense, and money is in one currency."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from opmodels.describe.fault import Fault, Path
from opmodels.describe.service import Service
from opmodels.describe.sourced import Quantity
from opmodels.describe.walk import walk_parts
from opmodels.foundation import units
from opmodels.foundation.units import UnitError

BOUNDS: Mapping[tuple[str, str], tuple[float, float]] = {
    ("groups", "people"): (1, 100_000_000),
    ("groups", "deprivation"): (1, 10),
    ("needs", "priority"): (1, 99),
    ("campaigns", "up_to"): (1, 1_000_000),
    ("campaigns", "times"): (0, 16),
    ("pools", "staff"): (0, 20_000),
    ("pools", "places"): (0, 20_000),
    ("pools", "layer"): (1, 20),
    ("diaries", "per_session"): (1, 2_000),
    ("steps", "priority"): (1, 99),
    ("steps", "room"): (0, 1_000_000),
    ("steps", "batch"): (1, 100_000),
    ("steps", "fewest"): (1, 100_000),
    ("steps", "room_for"): (1, 1_000),
    ("steps", "times"): (1, 1_000_000),
    ("at_start", "cases"): (0, 1_000_000),
    ("steps", "factor"): (0, 100),
    ("ends", "factor"): (0, 100),
}
"""The least and the most of each number that counts something, by section and key."""


def counts_make_sense(service: Service) -> Iterator[Fault]:
    """Numbers of people, posts and places are of a size that can be run."""
    for path, part in walk_parts(service):
        if isinstance(part, Quantity):
            # What stands below the name of a step, or the number of a line, says what is counted.
            field = next((str(key) for key in path[2:] if (str(path[0]), str(key)) in BOUNDS), "")
            low, high = BOUNDS.get((str(path[0]), field), (-math.inf, math.inf))
            if not low <= part.value <= high:
                yield Fault(path, f"{field}: {part.written}", f"a number from {low:,} to {high:,}")


def somebody_needs_something(service: Service) -> Iterator[Fault]:
    """At least one need has a rate above zero, planned times or a campaign, or a backlog stands somewhere."""
    rates = [
        part.value
        for name, need in service.needs.items()
        for varied in (need.per_person_per_year, need.rate)
        if varied is not None
        for part in varied.parts
    ]
    planned = any(need.planned is not None or need.campaign for need in service.needs.values())
    if not any(rates) and not planned and not any(line.cases.value for line in service.at_start):
        yield Fault(("needs",), "needs that never occur", "a rate above 0 for some group", key=True)


def money_is_in_one_currency(service: Service) -> Iterator[Fault]:
    """Every amount has the sign of the service's currency."""
    for path, currency in _list_currencies(service):
        if currency != service.currency:
            step = f"give all money in one currency, or write currency: {currency} at the top"
            yield Fault(path, f"money in {currency}", f"money in {service.currency}", next=step)


def _list_currencies(service: Service) -> Iterator[tuple[Path, str]]:
    for path, part in walk_parts(service):
        if isinstance(part, Quantity) and part.currency:
            yield path, part.currency
    groups = service.tree.get("groups", {})
    for name, group in groups.items() if isinstance(groups, Mapping) else ():
        if isinstance(group, Mapping) and "income" in group:
            yield from _find_money(group["income"], ("groups", name, "income"))


def _find_money(node: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield the currency of every amount in a distribution, which keeps numbers only."""
    if isinstance(node, str):
        try:
            yield path, units.parse_money(node).currency
        except UnitError:
            return  # a shape or a share, which has no currency
    inside = node.items() if isinstance(node, Mapping) else enumerate(node) if isinstance(node, list) else ()
    for key, value in inside:
        yield from _find_money(value, (*path, key))


def pay_is_by_time(service: Service) -> Iterator[Fault]:
    """Money that is due over time is given per hour, day, week, month or year."""
    for path, part in walk_parts(service):
        if isinstance(part, Quantity) and part.per:
            yield Fault(path, f"'{part.written}'", "money per hour, day, week, month or year")


ALL_WEEK = 168.0
"""Hours a week of a pool that is always open, of which a day's pay is known to be that of 24 hours."""
WORKING_YEAR = 1_950
"""Hours a year of a full-time post of 37.5 hours a week, holidays paid."""


def pay_is_by_the_hour(service: Service) -> Iterator[Fault]:
    """Pay is given per hour, unless a pool is always open: the hours of a day's pay are not known."""
    for name, pool in service.pools.items():
        paid: list[tuple[Path, Quantity | None]] = [(("pools", name, "cost"), pool.cost)]
        paid += [(("pools", name, "on_call", "cost"), pool.on_call.cost)] if pool.on_call else []
        for path, cost in paid:
            if cost is None or cost.per or pool.hours.hours_per_week >= ALL_WEEK:
                continue
            rate = units.parse_money_rate(cost.written)
            if rate.per not in ("minute", "hour"):
                hourly = units.format_money(rate.per_hour(), rate.currency)
                yield Fault(
                    path,
                    f"'{cost.written}', which would be {hourly} an hour, as a {rate.per} has"
                    f" {_tell_hours(rate.per)}",
                    "pay per hour, e.g. £15.20 per hour",
                    next=_tell_division(rate.per),
                )


def _tell_hours(per: str) -> str:
    return {"day": "24 hours", "week": "168 hours"}.get(per, "hours by night too")


def _tell_division(per: str) -> str:
    """Return how pay by the day or the year becomes pay by the hour."""
    if per == "year":
        return f"divide it by the hours that are paid in a year, for a full post about {WORKING_YEAR:,}"
    return f"divide it by the hours that are paid in a {per}"


PAID = frozenset({"cost", "amount", "budget", "price"})
"""Keys of money that somebody pays; a bill of a step or an end may be below zero, where it saves one."""


def pay_is_not_negative(service: Service) -> Iterator[Fault]:
    """What staff, fixed costs, income, budgets, prices and the gap come to is not below zero."""
    for path, part in walk_parts(service):
        if isinstance(part, Quantity) and part.currency and part.value < 0:
            key = next((str(key) for key in path[-2:] if key in PAID), "")  # a price may differ by group
            if key:
                mend = "write what people are given as costs of the step or end" if key == "price" else None
                found, near = f"{key}: {part.written}", part.written.lstrip("-")
                yield Fault(path, found, "an amount of 0 or more", near, mend)


RULES = (
    counts_make_sense,
    somebody_needs_something,
    money_is_in_one_currency,
    pay_is_by_time,
    pay_is_by_the_hour,
    pay_is_not_negative,
)
