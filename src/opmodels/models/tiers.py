"""Paid tiers of a diary above a free core: how large each is, and how people come to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from opmodels.describe.edit import Add, Edit, Reroute, Set
from opmodels.describe.edit_base import as_node
from opmodels.describe.edits import NewRoute
from opmodels.describe.pathway import Book
from opmodels.describe.service import Service
from opmodels.foundation.units import write_money, write_number
from opmodels.models.anatomy import name_anew, weekly_visits
from opmodels.models.settings import Settings
from opmodels.planners.protect_places import Demand, Protection, overbook, protect_places

FIRST = ("line ", "choose ")
"""How the ways begin by which people come for the first time, beside `then`."""
ASKS_ANYWAY = -8
"""Utility of asking for a free slot although none is told to be there; an assumption."""


def list_tiered(service: Service) -> list[str]:
    """Return the steps that book, each diary by its busiest one."""
    visits = weekly_visits(service)
    books = {name: step for name, step in service.steps.items() if isinstance(step, Book)}
    busiest: dict[str, str] = {}
    for name, step in books.items():
        if step.book not in busiest or visits[name] > visits[busiest[step.book]]:
            busiest[step.book] = name
    return list(busiest.values())


def plan_tiers(service: Service, step: str, settings: Settings) -> Protection:
    """Return how many slots of each member's session to keep for each paid tier and those above it."""
    made = service.steps[step]
    assert isinstance(made, Book)
    slots = int(service.diaries[made.book].per_session.value)
    mean = settings.number("buyers") * weekly_visits(service)[step] / sessions_a_week(service, made.book)
    prices = list_prices(settings)
    worth = settings.number("worth")
    classes = [Demand(worth + price, mean, mean**0.5) for price in prices]
    most = slots - int(-(-slots * settings.number("free_quota") // 1))
    return protect_places([*classes, Demand(worth, slots, slots**0.5)], slots, most)


def sessions_a_week(service: Service, diary: str) -> float:
    """Return how many sessions the members of a diary's pool have in a week, together."""
    pool = service.pools[service.diaries[diary].pool]
    return max(float(len(pool.hours.spans) * pool.size), 1.0)


def list_prices(settings: Settings) -> list[float]:
    """Return the prices of the paid tiers, the dearest first, none above the cap."""
    count, highest = (
        int(settings.number("tiers")),
        min(settings.number("price"), settings.number("price_cap")),
    )
    return [highest * (count - number) / count for number in range(count)]


def make_tiers(service: Service, step: str, settings: Settings) -> Iterator[Edit]:
    """Yield the tiers of a diary with the steps that lead to them, and bookings beyond the slots.

    Parameters
    ----------
    service
        The service so far.
    step
        The step that books the diary.
    settings
        Those of `no_frills`.
    """
    made = service.steps[step]
    assert isinstance(made, Book)
    if settings.word("overbook") == "yes":
        yield from _overbook(service, step, made, settings)
    plan = plan_tiers(service, step, settings) if settings.number("tiers") else None
    levels = plan.levels if plan is not None else ()
    sizes: list[int] = [level - before for level, before in zip(levels, (0, *levels), strict=False)]
    if plan is not None and any(sizes):
        yield from _split_diary(service, step, made, sizes, settings, plan)


def _split_diary(
    service: Service, step: str, made: Book, sizes: list[int], settings: Settings, plan: Protection
) -> Iterator[Edit]:
    slots = int(service.diaries[made.book].per_session.value)
    gap = f"{100 * plan.gap:.2g} % off the best"
    told = f"{sum(sizes)} of {slots} slots are kept for those who pay, by EMSR-b, {gap}"
    tree = service.tree["diaries"][made.book]
    yield Set(set={f"diaries.{made.book}.per_session": slots - sum(sizes)}, why=told)
    used = [number for number, size in enumerate(sizes) if size]
    names = {number: name_anew(service.diaries, f"{made.book}_paid_{number + 1}") for number in used}
    plain = {key: part for key, part in tree.items() if key != "held_back"}
    diaries = {names[number]: {**plain, "per_session": sizes[number]} for number in used}
    yield Add(add={"diaries": as_node(diaries)}, why=told)
    taken = {*service.steps, *service.ends}
    paid = {number: name_anew(taken, f"paid_{number + 1}_{step}") for number in used}
    left = {number: name_anew(taken, f"left_over_{number + 1}_{step}") for number in used}
    yield Add(add={"steps": as_node(_write_steps(service, step, names, paid, left))},
              why="who pays and finds none tries the next tier; what is left on the day is free")  # fmt: skip
    yield Set(set={f"steps.{step}.full": left[used[-1]]}, why="what nobody has bought by the day is free")
    choice = name_anew(taken, f"choose_{step}")
    yield Add(add={"steps": {choice: as_node(_write_choice(service, step, paid, settings))}},
              why="people choose between a free slot and one that they pay for")  # fmt: skip
    yield from _lead_to(service, step, choice)


def _write_steps(
    service: Service, step: str, names: Mapping[int, str], paid: Mapping[int, str], left: Mapping[int, str]
) -> dict[str, Any]:
    """Return the step that books each tier, and that which gives away what is left of it on the day."""
    told, used = service.tree["steps"][step], list(names)
    steps: dict[str, Any] = {}
    for place, number in enumerate(used):
        cheaper = paid[used[place + 1]] if place + 1 < len(used) else step
        steps[paid[number]] = {**told, "book": names[number], "full": cheaper}
        dearer = left[used[place - 1]] if place else told["full"]
        free = {key: part for key, part in told.items() if key != "wanted"}
        steps[left[number]] = {**free, "book": names[number], "longest": "1 day", "full": dearer}
    return steps


def _write_choice(service: Service, step: str, paid: Mapping[int, str], settings: Settings) -> dict[str, Any]:
    prices = list_prices(settings)
    choose: dict[str, Any] = {
        "free": {"to": step, "quote": {"exact": step}},
        "asks": {"to": step, "appeal": ASKS_ANYWAY},
    }
    payer = service.budget_holder
    for number, place in paid.items():
        one: dict[str, Any] = {"to": place, "price": write_money(round(prices[number], 2), service.currency)}
        one |= {"quote": {"exact": place}, "appeal": settings["paying"].as_node()}
        choose[f"paid_{number + 1}"] = {**one, "pays_to": payer}
    hour = write_number(settings.number("day_waited") / 24.0)
    return {"choose": choose, "tastes": {"pound": settings["pound"].as_node(), "hour_waited": hour}}


def _lead_to(service: Service, step: str, choice: str) -> Iterator[Edit]:
    """Yield the changes that bring first attempts to the choice; who tries again asks for a free slot."""
    why = "before a slot is booked people choose"
    for name, other in service.steps.items():
        plain = isinstance(service.tree["steps"][name].get("branch"), Mapping)
        for cause, route in other.exits():
            if step in route.to and (cause == "then" or cause.startswith(FIRST)):
                told = {"from": name, "instead_of": step, "to": choice}
                exit_ = "branch" if plain else cause
                yield Reroute(reroute=NewRoute.model_validate({**told, "exit": exit_}), why=why)
    for need, part in service.needs.items():
        if part.starts_at == step:
            yield Set(set={f"needs.{need}.starts_at": choice}, why=why)


def _overbook(service: Service, step: str, made: Book, settings: Settings) -> Iterator[Edit]:
    """Yield bookings beyond the slots, where some who book do not come and nothing is overbooked yet."""
    diary, missed = service.diaries[made.book], share_missed(made)
    slots = int(diary.per_session.value) * service.pools[diary.pool].size
    if diary.overbook is not None or not missed or not slots:
        return
    taken = overbook(slots, 1.0 - missed, 1.0, settings.number("overflow"))
    if taken > slots:
        more = f"{write_number(round(100 * (taken / slots - 1), 2))} %"
        why = f"{taken} are booked for {slots} slots, since {100 * missed:.2g} % do not come"
        yield Set(set={f"diaries.{made.book}.overbook": more}, why=why)


def share_missed(step: Book) -> float:
    """Return the mean share of bookings to which nobody comes."""
    if step.no_show is None:
        return 0.0
    if step.no_show.share is not None:
        parts = [float(part) for part in step.no_show.share.parts]
    else:
        parts = [share.value for _, share in step.no_show.after]
    return sum(parts) / len(parts)
