"""Rules: every case finds its way, and has a value wherever one is needed."""

from __future__ import annotations

from collections.abc import Iterator

from opmodels.describe.fault import Fault, Path
from opmodels.describe.part import Part
from opmodels.describe.pathway import SUM_TOLERANCE, Book, Route, Serve, Wait
from opmodels.describe.service import Service
from opmodels.describe.sourced import Varied
from opmodels.describe.walk import (
    find_reached,
    list_comers,
    list_kinds,
    list_places,
    spread,
    tell_apart,
    walk_routes,
)
from opmodels.foundation.errors import name_list


def _find_starts(service: Service) -> set[str]:
    return {need.starts_at for need in service.needs.values()} | {line.step for line in service.at_start}


def steps_are_reached(service: Service) -> Iterator[Fault]:
    """Some need or backlog leads to every step."""
    reached = find_reached(service, _find_starts(service))
    for name in service.steps:
        if name not in reached:
            step = "lead a route or a need there, or take the step away"
            yield Fault(
                ("steps", name),
                f"the step '{name}', which no case ever reaches",
                "a way there",
                next=step,
                key=True,
            )


def loops_have_an_exit(service: Service) -> Iterator[Fault]:
    """From every step that cases reach, some end can be reached over routes that are taken."""
    kinds = list_kinds(service) or [("", "")]
    onward: dict[str, set[str]] = {}
    for step, _, route in walk_routes(service):
        onward.setdefault(step, set()).update(list_places(route, kinds))
    back: dict[str, set[str]] = {}
    for step, places in onward.items():
        for place in places:
            back.setdefault(place, set()).add(step)
    free = spread(set(service.ends), back)
    reached = find_reached(service, _find_starts(service))
    trapped = [name for name in service.steps if name in reached - free]
    if trapped:
        found = f"a loop without exit: {name_list(trapped)}"
        step = "let one of them lead to an end"
        yield Fault(("steps", trapped[0]), found, "a way to some end from every step", next=step, key=True)


def shares_add_up(service: Service) -> Iterator[Fault]:
    """The shares of every route add up for every group and need together."""
    comers = list_comers(service)
    for name, path, route in walk_routes(service):
        shares = [share for share in route.to.values() if share is not None]
        if any(share.by for share in shares):
            yield from _check_route(route, path, tell_apart(comers[name], shares))


def _check_route(route: Route, path: Path, kinds: list[tuple[str, str]]) -> Iterator[Fault]:
    has_rest = any(share is None for share in route.to.values())
    for group, need in kinds:
        shares = [share.of(group, need) for share in route.to.values() if share is not None]
        total = sum(share.value for share in shares if share is not None)
        if total > 1 + SUM_TOLERANCE or (not has_rest and total < 1 - SUM_TOLERANCE):
            found = f"shares that sum to {100 * total:.6g} % for {group} with {need}"
            step = "give one place the rest, or mend the shares"
            yield Fault(path, found, "shares that sum to 100 %", next=step)
            return


def everyone_has_a_value(service: Service) -> Iterator[Fault]:
    """Where a value differs by group or need, every kind of case that comes there has one."""
    for name, kinds in list_comers(service).items():
        for path, varied in _list_needed(name, service.steps[name]):
            lacking = next((kind for kind in tell_apart(kinds, [varied]) if varied.of(*kind) is None), None)
            if lacking:
                found, step = (
                    f"no value for {lacking[0]} with {lacking[1]}",
                    f"add {lacking[0]}:, {lacking[1]}: or others:",
                )
                yield Fault(path, found, "a value for every case that comes here", next=step)


def _list_needed(name: str, step: Part) -> Iterator[tuple[Path, Varied]]:
    """Yield the varied values without which a case cannot be dealt with at a step."""
    top = ("steps", name)
    if isinstance(step, Serve):
        yield (*top, "takes"), step.takes
    if isinstance(step, Wait) and isinstance(step.wait, Varied):
        yield (*top, "wait"), step.wait
    if isinstance(step, Book) and step.no_show and step.no_show.share:
        yield (*top, "no_show", "share"), step.no_show.share
    if isinstance(step, Book) and step.cancels:
        yield (*top, "cancels", "share"), step.cancels.share


RULES = (steps_are_reached, loops_have_an_exit, shares_add_up, everyone_has_a_value)
