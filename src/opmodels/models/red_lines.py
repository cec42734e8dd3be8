"""Red lines: what no money buys, and whether a redesign crosses it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from opmodels.describe.choosing import Choose
from opmodels.describe.service import Service
from opmodels.foundation.errors import find_nearest, name_list
from opmodels.foundation.units import UnitError, format_share, parse_share
from opmodels.models.payroll import people_of, staff_pools
from opmodels.models.regrouped import find_moves

if TYPE_CHECKING:
    from opmodels.models.base import Redesign

_PAYING = (
    *("citizen", "customer", "family", "families", "household", "parent", "passenger"),
    *("patient", "people", "public", "resident", "user"),
)
CITIZENS = frozenset([*_PAYING, *(f"{word}s" for word in _PAYING)])
"""Payers who are the people themselves, beside the groups of the service."""


@dataclass(frozen=True)
class RedLine:
    """One red line of a service, and whether a redesign crosses it.

    Parameters
    ----------
    line
        The line as the service states it.
    state
        ``held``, ``broken`` or ``unknown``.
    why
        What says so.
    """

    line: str
    state: Literal["held", "broken", "unknown"]
    why: str


def check_red_lines(redesign: Redesign) -> tuple[RedLine, ...]:
    """Return for each red line of the service whether the redesign breaks it, as far as can be checked."""
    return tuple(_check_line(line, redesign) for line in redesign.before.red_lines)


def _check_line(line: str, redesign: Redesign) -> RedLine:
    check = LINES.get(_fold(line))
    return check(line, redesign) if check else RedLine(line, "unknown", explain_unknown(line))


def _fold(line: str) -> str:
    return " ".join(line.casefold().split())


def is_known(line: str) -> bool:
    """Whether a red line is one that can be checked."""
    return _fold(line) in LINES


def explain_unknown(line: str) -> str:
    """Return what can be checked in the place of a line that cannot, the nearest by its words if any is."""
    near = find_nearest(line, LINES)
    hint = f"; the nearest is '{near}'" if near else ""
    return f"opmodels can check {name_list(list(LINES))}, not this{hint}"


def list_charges(service: Service) -> dict[str, float]:
    """Return what people themselves are charged, by place in the description."""
    return {
        place: amount
        for place, payer, amount in _list_payments(service)
        if _is_citizen(service, payer) and amount > 0
    }


def _is_citizen(service: Service, payer: str) -> bool:
    return payer in service.groups or payer.casefold() in CITIZENS


def _list_payments(service: Service) -> Iterator[tuple[str, str, float]]:
    for name, income in service.money.income.items():
        yield f"money.income.{name}", income.pays, income.amount.value if income.amount else 0.0
        yield from (
            (f"money.income.{name}.{end}", income.pays, fee.value) for end, fee in income.per_case.items()
        )
    for section, parts in (("ends", service.ends), ("steps", service.steps)):
        for name, part in parts.items():
            costs = getattr(part, "costs", {})
            yield from ((f"{section}.{name}", payer, money.value) for payer, money in costs.items())
    yield from _list_prices(service)


def _list_prices(service: Service) -> Iterator[tuple[str, str, float]]:
    """Yield what people pay to a payer of the service where they choose; what they pay outside is theirs."""
    for name, step in service.steps.items():
        for key, one in step.choose.items() if isinstance(step, Choose) else ():
            if one.price is not None and one.pays_to:
                highest = max(float(part) for part in one.price.parts)
                yield f"steps.{name}.choose.{key}", "citizens", highest


def check_free_at_need(line: str, redesign: Redesign) -> RedLine:
    """Return whether people are charged what they were not charged before."""
    before, after = list_charges(redesign.before), list_charges(redesign.after)
    more = [place for place, amount in after.items() if amount > before.get(place, 0.0)]
    if more:
        return RedLine(line, "broken", f"people pay at {name_list(more, 4)}")
    if after:
        return RedLine(
            line, "held", f"nothing new; people pay at {name_list(list(after), 4)} as they do today"
        )
    return RedLine(line, "held", "nobody is charged")


def check_no_redundancy(line: str, redesign: Redesign) -> RedLine:
    """Return whether more posts end than people leave of their own accord."""
    falls = dict(_list_falls(redesign))
    if not falls:
        return RedLine(line, "held", "no post ends")
    told = ", ".join(f"{gone:g} of {of:g} in {pool}" for pool, (gone, of) in falls.items())
    how = redesign.transition.posts_end_by
    if how == "redundancy":
        return RedLine(line, "broken", f"posts end by redundancy: {told}")
    judged = [_judge_fall(redesign.before, pool, gone, of) for pool, (gone, of) in falls.items()]
    states = [state for state, _ in judged]
    state = "broken" if "broken" in states else "unknown" if "unknown" in states else "held"
    why = "; ".join(why for found, why in judged if found == state)
    return RedLine(line, state, f"posts end: {told}; {why}")  # type: ignore[arg-type]


def _list_falls(redesign: Redesign) -> Iterator[tuple[str, tuple[float, float]]]:
    """Yield the people gone and the people before, for each pool that shrinks or whose hours fall.

    Of pools that are regrouped or united, those count whom none of the new ones takes.
    """
    after, moves = staff_pools(redesign.after), find_moves(redesign)
    moved = {name for move in moves for name in move.before}
    for move in moves:
        if move.people[1] < move.people[0]:
            yield name_list(list(move.before), 4), (move.people[0] - move.people[1], move.people[0])
    for name, pool in staff_pools(redesign.before).items():
        if name in moved:
            continue
        before, left = people_of(pool), people_of(after[name]) if name in after else 0
        if left < before:
            yield name, (before - left, before)


def _judge_fall(service: Service, pool: str, gone: float, of: float) -> tuple[str, str]:
    if gone >= of:
        return "broken", f"all of {pool} go, which nobody's leaving can bring about"
    turnover = _read_turnover(service, pool)
    if turnover is None:
        return (
            "unknown",
            f"nobody says how many of {pool} leave in a year; add it to facts as 'turnover of {pool}'",
        )
    left = turnover * of
    told = f"about {left:.1f} of {pool} leave in a year ({format_share(turnover)})"
    return ("held" if gone <= left else "broken"), told


def _read_turnover(service: Service, pool: str) -> float | None:
    fact = service.facts.get(f"turnover of {pool}")
    if fact is None or fact.holds == "no":
        return None
    try:
        return parse_share(fact.up_to.removesuffix("per year").removesuffix("a year").strip())
    except UnitError:
        return None


LINES: Mapping[str, Callable[[str, Redesign], RedLine]] = {
    "free at need": check_free_at_need,
    "no compulsory redundancy": check_no_redundancy,
}
"""The red lines that can be checked, as a service states them."""
