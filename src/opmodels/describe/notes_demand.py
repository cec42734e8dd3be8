"""How many cases a description comes to, in all and by need, and rates that may be those of a whole group."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from opmodels.describe.fault import Note
from opmodels.describe.service import Service
from opmodels.describe.volume import MONTHS, WEEKS, count_yearly

MANY = 50.0
"""Cases per person and year above which a number may be that of a whole group; an assumption."""
LARGE = 1_000_000
"""Cases in one replication above which a run is far larger than usual."""


def tell_cases(service: Service) -> str:
    """Return how many cases come, in all and by need: ``about 4,120 cases a month (950 a week): ...``."""
    each = {name: count_yearly(service, name) for name in service.needs}
    whole = sum(each.values())
    told = ", ".join(f"{name.replace('_', ' ')} {_round(one / MONTHS)}" for name, one in each.items())
    by_need = f": {told}" if len(each) > 1 else ""
    return f"about {_round(whole / MONTHS)} cases a month ({_round(whole / WEEKS)} a week){by_need}"


def _round(number: float) -> str:
    """Return a number to the unit; one below ten to a tenth, so that few are not none."""
    return f"{number:,.0f}" if number >= 10 or number == 0 else f"{number:,.1f}"


def find_many_cases(service: Service) -> Iterator[Note]:
    """Ask where one person has so many cases that the number may be that of all of them together."""
    for name, need in service.needs.items():
        rates = need.per_person_per_year
        named = {**rates.by, **({"": rates.everyone} if rates.everyone is not None else {})} if rates else {}
        for group, rate in named.items():
            if rate.value > MANY:
                who = f" of {group.replace('_', ' ')}" if group else ""
                text = (
                    f"{rate.value:,.4g} cases a year for each person{who},"
                    f" {_round(count_yearly(service, name) / MONTHS)}"
                    " a month in all; is that the number of the whole group?"
                )
                path = ("needs", name, "per_person_per_year", *([group] if group else []))
                yield Note(path, text, asks=True)


LOOKS: tuple[Callable[[Service], Iterator[Note]], ...] = (find_many_cases,)
