"""Rules: every name in a description refers to something that is there."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from opmodels.describe.demand import ABILITIES
from opmodels.describe.distributions.catalogue import FAMILIES
from opmodels.describe.fault import Fault, Path
from opmodels.describe.part import REST
from opmodels.describe.pathway import Book, Condition
from opmodels.describe.service import Service
from opmodels.describe.sourced import OTHERS, SOURCED_KEYS, Spread, Varied
from opmodels.describe.targets import Measured
from opmodels.describe.walk import walk_parts, walk_pools, walk_routes
from opmodels.foundation.errors import find_nearest, name_list

EVERY = "any"
RESERVED = frozenset({REST, OTHERS, EVERY, "to", "if", "at_most", *SOURCED_KEYS, *FAMILIES})


def _look_up(
    name: str, known: Collection[str], kind: str, path: Path, *, key: bool = False
) -> Iterator[Fault]:
    """Yield a fault when a name is not among the known ones."""
    if name not in known:
        there = f"{kind}: {name_list(list(known))}" if known else f"{kind}; there is none"
        yield Fault(path, f"'{name}'" if name else "nothing", there, find_nearest(name, known), key=key)


def routes_lead_somewhere(service: Service) -> Iterator[Fault]:
    """Every route leads to a step or an end."""
    places = [*service.steps, *service.ends]
    for _, path, route in walk_routes(service):
        for place in route.to:
            yield from _look_up(place, places, "a step or an end", (*path, "to", place))


def pools_are_known(service: Service) -> Iterator[Fault]:
    """Every step is served by pools, and every diary kept by a pool, that are described."""
    for _, path, pools in walk_pools(service):
        for pool in pools:
            yield from _look_up(pool, service.pools, "a pool", path)
    for name, diary in service.diaries.items():
        yield from _look_up(diary.pool, service.pools, "a pool", ("diaries", name, "pool"))


def diaries_are_known(service: Service) -> Iterator[Fault]:
    """Every booking is made in a diary that is described."""
    for name, step in service.steps.items():
        if isinstance(step, Book):
            yield from _look_up(step.book, service.diaries, "a diary", ("steps", name, "book"))


def cases_start_somewhere(service: Service) -> Iterator[Fault]:
    """Every need and every backlog starts at a step."""
    for name, need in service.needs.items():
        yield from _look_up(need.starts_at, service.steps, "a step", ("needs", name, "starts_at"))
    for place, line in enumerate(service.at_start):
        yield from _look_up(line.step, service.steps, "a step", ("at_start", place, "step"))
        yield from _look_up(line.need, service.needs, "a need", ("at_start", place, "need"))


def kinds_are_known(service: Service) -> Iterator[Fault]:
    """Values that differ by group or need name groups and needs that are described."""
    for path, part in walk_parts(service):
        if isinstance(part, Varied):
            known, kind = list(service.groups), "a group"
            if path[0] not in ("groups", "needs"):
                known, kind = [*known, *service.needs], "a group or a need"
            families = FAMILIES if any(isinstance(value, Spread) for value in part.parts) else ()
            for fault in (
                one for name in part.by for one in _look_up(name, known, kind, (*path, name), key=True)
            ):
                yield replace(fault, nearest=find_nearest(str(fault.path[-1]), [*known, *families]))


def conditions_are_known(service: Service) -> Iterator[Fault]:
    """What a branch asks for exists: groups, needs, traits, steps."""
    traits = {trait for group in service.groups.values() for trait in group.abilities}
    for path, part in walk_parts(service):
        if isinstance(part, Condition):
            asked: tuple[tuple[str, str, Collection[str], str], ...] = (
                *(("group", name, service.groups, "a group") for name in part.group),
                *(("need", name, service.needs, "a need") for name in part.need),
                *(("has", name, traits, "a trait of some group") for name in [part.has] if name),
                *(("lacks", name, traits, "a trait of some group") for name in [part.lacks] if name),
                *(("been_at", name, service.steps, "a step") for name in [part.been_at] if name),
                *(("queue", name, _served(service), "a step with a queue") for name in [part.queue] if name),
            )
            for field, name, known, kind in asked:
                yield from _look_up(name, known, kind, (*path, field))


def _served(service: Service) -> list[str]:
    return list(dict.fromkeys(step for step, _, _ in walk_pools(service)))


def figures_are_known(service: Service) -> Iterator[Fault]:
    """Observed figures and guardrails are about things that are described."""
    for section in ("observed", "guardrails"):
        for place, figure in enumerate(getattr(service, section)):
            yield from _check_figure(service, figure, (section, place))
    if service.gap and service.gap.payer:
        yield from _look_up(service.gap.payer, service.payer_names, "a payer", ("gap", "payer"))


def _check_figure(service: Service, figure: Measured, path: Path) -> Iterator[Fault]:
    known: tuple[tuple[str, Collection[str], str], ...] = (
        ("step", service.steps, "a step"),
        ("pool", service.pools, "a pool"),
        ("group", [*service.groups, EVERY], "a group, or any"),
        ("payer", service.payer_names, "a payer"),
        ("end", service.ends, "an end"),
        ("to", [*service.steps, *service.ends], "a step or an end"),
    )
    for field, names, kind in known:
        name = getattr(figure, field)
        if name:
            yield from _look_up(name, names, kind, (*path, field))


def payers_are_known(service: Service) -> Iterator[Fault]:
    """Where payers are described, everybody who pays is among them."""
    if service.payers:
        for name, path in _list_payers(service):
            yield from _look_up(name, service.payers, "a payer", path, key=path[-1] == name)


def _list_payers(service: Service) -> Iterator[tuple[str, Path]]:
    yield from ((pool.pays, ("pools", name, "pays")) for name, pool in service.pools.items() if pool.pays)
    for section, things in (("ends", service.ends), ("steps", service.steps)):
        for name, thing in things.items():
            yield from ((payer, (section, name, "costs", payer)) for payer in getattr(thing, "costs", ()))
    yield from ((line.pays, ("money", "fixed", name, "pays")) for name, line in service.money.fixed.items())
    for name, line in service.money.income.items():
        yield line.pays, ("money", "income", name, "pays")
        yield line.to, ("money", "income", name, "to")


def ends_are_known(service: Service) -> Iterator[Fault]:
    """Outcomes and fees are counted at ends that are described."""
    for name, outcome in service.outcomes.items():
        for end in outcome.per:
            yield from _look_up(end, service.ends, "an end", ("outcomes", name, "per", end), key=True)
    for name, line in service.money.income.items():
        for end in line.per_case:
            yield from _look_up(
                end, service.ends, "an end", ("money", "income", name, "per_case", end), key=True
            )


def names_are_distinct(service: Service) -> Iterator[Fault]:
    """A name means one thing: no step is also an end, no group also a need, none is a word of the grammar."""
    for first, second in (("steps", "ends"), ("groups", "needs")):
        for name in getattr(service, second):
            if name in getattr(service, first):
                expected = f"different names for {first} and {second}"
                yield Fault(
                    (second, name), f"'{name}' among the {first} and the {second}", expected, key=True
                )
    for section in ("groups", "needs", "steps", "ends"):
        for name in getattr(service, section):
            if name in RESERVED:
                yield Fault(
                    (section, name),
                    f"the name '{name}'",
                    "another name: this word has a meaning here",
                    key=True,
                )


def traits_are_named_once(service: Service) -> Iterator[Fault]:
    """A trait that has a key of its own is not also listed under traits."""
    for name, group in service.groups.items():
        for trait in group.traits:
            if trait in ABILITIES:
                step = f"write {trait}: beside people:"
                yield Fault(
                    ("groups", name, "traits", trait),
                    f"the trait '{trait}'",
                    "its own key",
                    next=step,
                    key=True,
                )


RULES = (
    routes_lead_somewhere,
    pools_are_known,
    diaries_are_known,
    cases_start_somewhere,
    kinds_are_known,
    conditions_are_known,
    figures_are_known,
    payers_are_known,
    ends_are_known,
    names_are_distinct,
    traits_are_named_once,
)
