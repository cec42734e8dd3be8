"""Which borrowed numbers are likely to decide a result, by name and value; and pools in which nobody is."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from opmodels.describe.fault import Note
from opmodels.describe.service import Service
from opmodels.describe.serving import Serve
from opmodels.describe.sourced import Quantity, Spread, Varied
from opmodels.describe.volume import count_yearly
from opmodels.foundation.durations import format_duration
from opmodels.foundation.errors import name_list

BORROWED = "borrowed"
BORROWED_WORDS = "borrowed from"
"""How the note of a part begins of which something is borrowed that is no number."""


def find_borrowed_demand(service: Service) -> Iterator[Note]:
    """Tell how many cases come by borrowed rates."""
    for name, need in service.needs.items():
        rate = need.per_person_per_year or need.rate
        parts = rate.parts if rate else []
        if any(_is_borrowed(part) and part.value > 0 for part in parts):
            how_many = "all" if all(_is_borrowed(part) for part in parts) else "some of them"
            yield Note(
                ("needs", name),
                f"about {count_yearly(service, name) / 12:,.0f} cases a month, {how_many} borrowed: write"
                " your"
                " own, or 0 if you have none",
            )


def find_borrowed_absence(service: Service) -> Iterator[Note]:
    """Tell what borrowed absence makes of the staff on duty."""
    for name, pool in service.pools.items():
        if pool.absence and pool.staff and pool.staff.value and _is_borrowed(pool.absence):
            left = pool.staff.value * (1 - pool.absence.value)
            text = f"{pool.absence.written} absence borrowed: {pool.staff.value:g} on duty become {left:.3g}"
            yield Note(("pools", name), text)


def find_borrowed_pools(service: Service) -> Iterator[Note]:
    """Tell which pools have the library's number of staff."""
    left = [
        f"{name} ({pool.size} on duty)"
        for name, pool in service.pools.items()
        if _is_borrowed(pool.staff or pool.places)
    ]
    if left:
        yield Note(("pools",), f"staff left at the library's values: {name_list(left)}")


def find_borrowed_times(service: Service) -> Iterator[Note]:
    """Tell borrowed times of service and patience, as their means."""
    for name, step in service.steps.items():
        if isinstance(step, Serve):
            for key, times in (("takes", step.takes), ("patience", step.patience)):
                told = list(_tell_means(times)) if times else []
                if told:
                    yield Note(("steps", name, key), f"borrowed, on average: {name_list(told, 6)}")


def _tell_means(times: Varied) -> Iterator[str]:
    """Yield each borrowed mean, with the group or need of which it is told."""
    named = [*times.by.items(), *([("others" if times.by else "", times.everyone)] if times.everyone else [])]
    for name, part in named:
        if isinstance(part, Spread) and part.grade == BORROWED:
            yield f"{name} {format_duration(part.distribution.mean())}".strip()


def find_borrowed_ways(service: Service) -> Iterator[Note]:
    """Tell borrowed shares of those who go this way or that: who ring again, whose matter comes back."""
    for name, step in service.steps.items():
        for key, route in step.exits():
            told = [
                f"{place.replace('_', ' ')} {part.written}"
                for place, share in route.to.items()
                for part in (share.parts if share is not None else [])
                if _is_borrowed(part)
            ]
            if told:
                path = ("steps", name, *((key,) if key in type(step).model_fields else ()))
                yield Note(path, f"borrowed: {name_list(told, 6)}")


def find_borrowed_shapes(service: Service) -> Iterator[Note]:
    """Tell for which needs the shape of the week or the year is borrowed, once for all of them."""
    lent: dict[str, list[str]] = {}
    for name, need in service.needs.items():
        start, _, keys = need.note.partition(": ")
        if start.startswith(BORROWED_WORDS) and count_yearly(service, name):
            lent.setdefault(keys, []).append(name.replace("_", " "))
    for keys, names in lent.items():
        yield Note(("needs",), f"the shape of the {keys} is borrowed for {name_list(names)}")


def find_empty_pools(service: Service) -> Iterator[Note]:
    """Tell in which pools nobody is."""
    for name, pool in service.pools.items():
        if pool.size == 0:
            yield Note(("pools", name), "nobody is in it")


def _is_borrowed(part: Quantity | None) -> bool:
    return part is not None and part.grade == BORROWED


LOOKS: tuple[Callable[[Service], Iterator[Note]], ...] = (
    find_borrowed_demand,
    find_borrowed_absence,
    find_borrowed_pools,
    find_borrowed_times,
    find_borrowed_ways,
    find_borrowed_shapes,
    find_empty_pools,
)
