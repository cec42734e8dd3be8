"""Walking through a description: every part with its place in the file, every way on, every kind of case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from opmodels.describe.choosing import CHOOSES, Choose
from opmodels.describe.demand import Need
from opmodels.describe.effects import Effect
from opmodels.describe.fault import Path
from opmodels.describe.part import Part
from opmodels.describe.pathway import Branch
from opmodels.describe.service import Service
from opmodels.describe.serving import Serve
from opmodels.describe.side_by_side import SideBySide
from opmodels.describe.sourced import OTHERS, Varied
from opmodels.describe.split import Route

Kind = tuple[str, ...]
"""The names by which a case's values are looked up, the first that is named counting: its level of severity
and its area, where these are told apart, its group, its need."""
WHOLE_EXITS = frozenset({"no_show", "cancels"})
"""Exits that have further keys beside their route."""


def walk_parts(service: Service) -> Iterator[tuple[Path, Part]]:
    """Yield every part of a description with its path, the outer ones first."""
    yield (), service
    yield from service.contents


def walk_routes(service: Service) -> Iterator[tuple[str, Path, Route]]:
    """Yield every way out of every step: the step, the path of the route, the route.

    Who leaves a queue because it has worsened leaves from wherever it waits (`walk_sudden_routes`).
    """
    for name, step in service.steps.items():
        for exit_, route in step.exits():
            if isinstance(step, Branch):
                yield name, ("steps", name, "branch", int(exit_.removeprefix("line ")) - 1, "to"), route
            elif isinstance(step, Choose) and exit_.startswith(CHOOSES):
                yield name, ("steps", name, "choose", exit_.removeprefix(CHOOSES), "to"), route
            elif isinstance(step, SideBySide) and exit_ != "joins_at":
                yield name, ("steps", name, "side_by_side", int(exit_.removeprefix("part ")) - 1), route
            else:
                yield name, ("steps", name, exit_, *(["to"] if exit_ in WHOLE_EXITS else [])), route


def walk_sudden_routes(service: Service) -> Iterator[tuple[str, Path, Route]]:
    """Yield where cases go that worsen while they wait: the need, the path of the route, the route."""
    for name, need in service.needs.items():
        for level, worsening in need.worsens.items():
            if worsening.goes_to is not None:
                yield name, ("needs", name, "worsens", level, "goes_to"), worsening.goes_to


def walk_effects(service: Service) -> Iterator[tuple[str, str, str, Effect]]:
    """Yield what is left on people: the section, the step or end that leaves it, the need, the effect."""
    for section, places in (("steps", service.steps), ("ends", service.ends)):
        for name, place in places.items():
            for need, effect in getattr(place, "effects", {}).items():
                yield section, name, need, effect


def walk_pools(service: Service) -> Iterator[tuple[str, Path, tuple[str, ...]]]:
    """Yield every requirement of every step that is served: the step, its path, the pools that meet it."""
    for name, step in service.steps.items():
        if isinstance(step, Serve):
            for whose, team in [*step.serve.by.items(), (None, step.serve.everyone)]:
                named = ([whose] if whose is not None else [OTHERS]) if step.serve.by else []
                for place, pools in enumerate(team.all if team is not None else ()):
                    yield name, ("steps", name, "serve", *named, "all", place), pools


def list_kinds(service: Service) -> list[Kind]:
    """Return the kinds of case that occur: with a rate above zero, in a list of times, or in a backlog."""
    waiting = {line.need for line in service.at_start}
    areas: list[Kind] = [(area,) for area in service.areas.to] if service.areas else [()]
    return [
        (*level, *area, group, name)
        for name, need in service.needs.items()
        for group in service.groups
        if name in waiting or has_cases(service, name, group)
        for level in _list_levels(need)
        for area in areas
    ]


def _list_levels(need: Need) -> list[Kind]:
    return [(level,) for level in need.levels] or [()]


def has_cases(service: Service, name: str, group: str) -> bool:
    """Whether a group ever has a need."""
    need = service.needs[name]
    if need.campaign:
        return need.campaign in service.campaigns and service.campaigns[need.campaign].concerns(group)
    if need.planned is not None:
        return any(time.group in ("", group) for time in need.planned.times)
    rate = need.rate if need.per_person_per_year is None else need.per_person_per_year
    value = rate.of(group, name) if rate is not None else None
    return value is not None and value.value > 0


def list_comers(service: Service) -> dict[str, list[Kind]]:
    """Return, for each step, the kinds of case that may come to it."""
    comers: dict[str, list[Kind]] = {step: [] for step in service.steps}
    onward, kinds = _list_onward(service), list_kinds(service)
    for name, need in service.needs.items():
        starts = {need.starts_at} | {line.step for line in service.at_start if line.need == name}
        starts |= {
            place for whose, _, route in walk_sudden_routes(service) if whose == name for place in route.to
        }
        of_need = [kind for kind in kinds if kind[-1] == name]
        for step in spread(starts, onward) & set(service.steps):
            comers[step] += of_need
    return comers


def list_places(route: Route, kinds: list[Kind]) -> set[str]:
    """Return the places to which a route may send a case of one of these kinds."""
    told_apart = tell_apart(kinds, [share for share in route.to.values() if share is not None])
    return {place for kind in told_apart for place, share in route.shares(*kind).items() if share > 0}


def tell_apart(kinds: Sequence[Kind], varied: Sequence[Varied]) -> list[Kind]:
    """Return one kind of case for each way in which these values can differ."""
    names = {name for one in varied for name in one.by}
    if not names:
        return list(kinds[:1])
    seen: dict[Kind, Kind] = {}
    for kind in kinds:
        seen.setdefault(tuple(name if name in names else "" for name in kind), kind)
    return list(seen.values())


def find_reached(service: Service, starts: set[str], short_of: str = "") -> set[str]:
    """Return the steps and ends to which some route leads from these steps, whatever its share.

    Parameters
    ----------
    service
        Whose routes they are.
    starts
        Where to begin; they are reached themselves.
    short_of
        A step at which to stop: what lies beyond it is reached only by another way.
    """
    onward = _list_onward(service)
    onward.pop(short_of, None)
    return spread(starts, onward)


def _list_onward(service: Service) -> dict[str, set[str]]:
    """Return, for each step, the places to which it has a route, whatever its share."""
    onward: dict[str, set[str]] = {}
    for step, _, route in walk_routes(service):
        onward.setdefault(step, set()).update(route.to)
    return onward


def spread(starts: set[str], onward: Mapping[str, set[str]]) -> set[str]:
    """Return everything that can be reached from `starts`, these included."""
    reached, edge = set(starts), list(starts)
    while edge:
        fresh = onward.get(edge.pop(), set()) - reached
        reached |= fresh
        edge += fresh
    return reached
