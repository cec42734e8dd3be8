"""Rules: every case finds its way, and has a value wherever one is needed."""

from __future__ import annotations

from collections.abc import Iterator

from opmodels.describe.choosing import Choose
from opmodels.describe.fault import Fault, Path
from opmodels.describe.matching import Match
from opmodels.describe.part import Part
from opmodels.describe.pathway import Book, Wait
from opmodels.describe.rules_choosing import list_weighed
from opmodels.describe.service import Service
from opmodels.describe.serving import Serve
from opmodels.describe.sourced import Varied
from opmodels.describe.split import SUM_TOLERANCE, Split
from opmodels.describe.walk import (
    Kind,
    find_reached,
    list_comers,
    list_kinds,
    list_places,
    spread,
    tell_apart,
    walk_routes,
    walk_sudden_routes,
)
from opmodels.foundation.errors import name_list


def _find_starts(service: Service) -> set[str]:
    starts = {need.starts_at for need in service.needs.values()} | {line.step for line in service.at_start}
    return starts | {place for _, _, route in walk_sudden_routes(service) for place in route.to}


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
            yield from _check_split(route, path, tell_apart(comers[name], shares))
    kinds = list_kinds(service)
    for path, split in _list_splits(service):
        shares = [share for share in split.to.values() if share is not None]
        yield from _check_split(split, path, tell_apart(kinds, shares))


def _list_splits(service: Service) -> Iterator[tuple[Path, Split]]:
    """Yield the shares that are not those of a step's ways out."""
    yield from ((path, route) for _, path, route in walk_sudden_routes(service))
    if service.areas is not None:
        yield ("areas",), service.areas
    for name, need in service.needs.items():
        splits = (("severity", need.severity), ("party", need.party))
        yield from ((("needs", name, key), split) for key, split in splits if split is not None)


def _check_split(route: Split, path: Path, kinds: list[Kind]) -> Iterator[Fault]:
    has_rest = any(share is None for share in route.to.values())
    for kind in kinds:
        shares = [share.of(*kind) for share in route.to.values() if share is not None]
        total = sum(share.value for share in shares if share is not None)
        if total > 1 + SUM_TOLERANCE or (not has_rest and total < 1 - SUM_TOLERANCE):
            found = f"shares that sum to {100 * total:.6g} % for {' with '.join(kind)}"
            step = "let one of them take the rest, or mend the shares"
            yield Fault(path, found, "shares that sum to 100 %", next=step)
            return


def everyone_has_a_value(service: Service) -> Iterator[Fault]:
    """Where a value differs by group or need, every kind of case that comes there has one."""
    for name, kinds in list_comers(service).items():
        for path, varied in _list_needed(name, service.steps[name]):
            lacking = next((kind for kind in tell_apart(kinds, [varied]) if varied.of(*kind) is None), None)
            if lacking:
                found = f"no value for {' with '.join(lacking)}"
                step = f"add {':, '.join(lacking)}: or others:"
                yield Fault(path, found, "a value for every case that comes here", next=step)


def _list_needed(name: str, step: Part) -> Iterator[tuple[Path, Varied]]:
    """Yield the varied values without which a case cannot be dealt with at a step."""
    top = ("steps", name)
    if isinstance(step, Serve):
        yield (*top, "serve"), step.serve
        yield (*top, "takes"), step.takes
        if step.repeat is not None:
            yield (*top, "repeat", "visits"), step.repeat.visits
            yield (*top, "repeat", "every"), step.repeat.every
    if isinstance(step, Wait) and isinstance(step.wait, Varied):
        yield (*top, "wait"), step.wait
    if isinstance(step, Book) and step.no_show and step.no_show.share:
        yield (*top, "no_show", "share"), step.no_show.share
    if isinstance(step, Match) and step.room_for:
        yield (*top, "room_for"), step.room_for
    if isinstance(step, Book) and step.cancels:
        yield (*top, "cancels", "share"), step.cancels.share
    if isinstance(step, Choose):
        yield from list_weighed(step, top)


RULES = (steps_are_reached, loops_have_an_exit, shares_add_up, everyone_has_a_value)
