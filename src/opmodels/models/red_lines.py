"""Red lines: what no money buys, and whether a redesign crosses it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from opmodels.describe.choosing import Choose
from opmodels.describe.service import Service
from opmodels.describe.staff import Pool
from opmodels.foundation.errors import find_nearest, name_list
from opmodels.foundation.units import format_share
from opmodels.models.payroll import people_of, read_turnover, staff_pools
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
    falls = list(_list_falls(redesign))
    if not falls:
        return RedLine(line, "held", "no post ends")
    told = ", ".join(f"{fall.gone} of {fall.people} in {fall.name}" for fall in falls)
    how = redesign.transition.posts_end_by
    if how == "redundancy":
        return RedLine(line, "broken", f"posts end by redundancy: {told}")
    judged = [_judge_fall(redesign.before, fall) for fall in falls]
    states = [state for state, _ in judged]
    state = "broken" if "broken" in states else "unknown" if "unknown" in states else "held"
    why = "; ".join(why for found, why in judged if found == state)
    return RedLine(line, state, f"posts end: {told}; {why}")  # type: ignore[arg-type]


@dataclass(frozen=True)
class _Fall:
    """Pools of which fewer people are left: each as it was, and how many are gone."""

    pools: Mapping[str, Pool]
    gone: int

    @property
    def name(self) -> str:
        return name_list(list(self.pools), 4)

    @property
    def people(self) -> int:
        return sum(map(people_of, self.pools.values()))


def _list_falls(redesign: Redesign) -> Iterator[_Fall]:
    """Yield each pool that shrinks or whose hours fall.

    Of pools that are regrouped or united, those count whom none of the new ones takes.
    """
    after, moves = staff_pools(redesign.after), find_moves(redesign)
    moved = {name for move in moves for name in move.before}
    for move in moves:
        if move.people[1] < move.people[0]:
            yield _Fall(move.before, move.people[0] - move.people[1])
    for name, pool in staff_pools(redesign.before).items():
        if name in moved:
            continue
        before, left = people_of(pool), people_of(after[name]) if name in after else 0
        if left < before:
            yield _Fall({name: pool}, before - left)


def _judge_fall(service: Service, fall: _Fall) -> tuple[str, str]:
    if fall.gone >= fall.people:
        return "broken", f"all of {fall.name} go, which nobody's leaving can bring about"
    left = 0.0
    for name, pool in fall.pools.items():
        turnover = read_turnover(service, name)
        if turnover is None:
            missing = f"add it to facts as 'turnover of {name}'"
            return "unknown", f"nobody says how many of {name} leave in a year; {missing}"
        left += turnover * people_of(pool)
    told = f"about {left:.1f} of {fall.name} leave in a year ({format_share(left / fall.people)})"
    return ("held" if fall.gone <= left else "broken"), told


LINES: Mapping[str, Callable[[str, Redesign], RedLine]] = {
    "free at need": check_free_at_need,
    "no compulsory redundancy": check_no_redundancy,
}
"""The red lines that can be checked, as a service states them."""
