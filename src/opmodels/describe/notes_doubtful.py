"""Numbers that can be run, but that a slip may have made: shares, money over time, unbearable waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from opmodels.describe.fault import Note
from opmodels.describe.service import Service
from opmodels.describe.serving import Serve
from opmodels.describe.sourced import Spread
from opmodels.foundation.durations import format_duration, split_per
from opmodels.foundation.errors import name_list
from opmodels.foundation.money import format_money
from opmodels.foundation.numerals import write_number

SLACK = 0.01
"""How far shares written with % may be from 100 % by rounding."""
LONGER = 2.0
"""How many times the patience or a guardrail a mean wait may be before it is in doubt; an assumption."""


def find_odd_weeks(service: Service) -> Iterator[Note]:
    """Ask where shares of a week, written with %, do not come to 100 %.

    Written without %, they are weights, of which only the proportion counts. Hours may come to less: the rest
    of the day is left out; that is told, not asked, and once for all needs with the same hours.
    """
    short: dict[str, list[str]] = {}
    for name in service.needs:
        week = service.tree["needs"][name].get("week")
        for key in ("days", "hours"):
            whole = sum_shares(week.get(key)) if isinstance(week, Mapping) else None
            if whole is None or abs(whole - 1) <= SLACK:
                continue
            told = f"{write_number(round(100 * whole, 1))} %"
            if key == "hours" and whole < 1:
                short.setdefault(told, []).append(name)
                continue
            text = (
                f"the {key} come to {told}, not 100 %, and only their proportion counts; is one of them"
                " mistyped? Weights are written without %"
            )
            yield Note(("needs", name, "week", key), text, asks=True)
    for told, names in short.items():
        text = f"the hours of {name_list(names)} come to {told}, not 100 %: only their proportion counts"
        yield Note(("needs",), text)


def sum_shares(node: Any) -> float | None:
    """Return what shares come to; None where one of them is written without %."""
    texts = list(node.values()) if isinstance(node, Mapping) else []
    if not texts or not all(isinstance(text, str) and text.strip().endswith("%") for text in texts):
        return None
    return sum(float(text.strip().rstrip("% ")) for text in texts) / 100


def find_gap_over_time(service: Service) -> Iterator[Note]:
    """Tell what a gap comes to in a year where it is written by the month or the week."""
    amount = service.gap.amount if service.gap else None
    if amount is not None and split_per(amount.written)[1] not in ("", "year", "annum"):
        text = f"{amount.written} is {format_money(amount.value, service.currency)} a year"
        yield Note(("gap", "amount"), text)


def find_long_waits(service: Service) -> Iterator[Note]:
    """Ask where a wait that was seen is far longer than people wait, or than it may be, at this step."""
    for place, seen in enumerate(service.observed):
        step = service.steps.get(seen.step)
        if seen.measure != "wait" or seen.quantile is not None or not isinstance(step, Serve):
            continue
        limits = dict(_list_limits(service, seen.step, step))
        if limits and seen.value.value > LONGER * max(limits.values()):
            told = " and ".join(f"{words} {format_duration(limit)}" for words, limit in limits.items())
            text = (
                f"a mean wait of {format_duration(seen.value.value)} ({seen.value.written}) at"
                f" {seen.step.replace('_', ' ')}, where {told}; is its unit right?"
            )
            yield Note(("observed", place, "value"), text, asks=True)


def _list_limits(service: Service, name: str, step: Serve) -> Iterator[tuple[str, float]]:
    """Yield how long people bear to wait at a step, and what a guardrail allows."""
    parts = step.patience.parts if step.patience else []
    means = [part.distribution.mean() for part in parts if isinstance(part, Spread)]
    if means:
        yield "people bear", max(means)
    rails = [
        rail.at_most.value
        for rail in service.guardrails
        if rail.measure == "wait" and rail.step == name and rail.at_most is not None
    ]
    if rails:
        yield "the guardrail allows", max(rails)


LOOKS: tuple[Callable[[Service], Iterator[Note]], ...] = (
    find_odd_weeks,
    find_gap_over_time,
    find_long_waits,
)
