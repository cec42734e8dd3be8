"""Rules: every name in a description refers to something that is there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from opmodels.describe.campaigns import Campaign
from opmodels.describe.choosing import Choose, Quote
from opmodels.describe.condition import Condition
from opmodels.describe.demand import ABILITIES
from opmodels.describe.distributions.catalogue import FAMILIES
from opmodels.describe.fault import Fault, Path, look_up
from opmodels.describe.gathering import Batch
from opmodels.describe.matching import Match
from opmodels.describe.part import REST
from opmodels.describe.pathway import Book
from opmodels.describe.service import Service
from opmodels.describe.serving import Serve
from opmodels.describe.sourced import OTHERS, SOURCED_KEYS, Spread, Varied
from opmodels.describe.targets import Measured
from opmodels.describe.walk import walk_effects, walk_parts, walk_pools, walk_routes, walk_sudden_routes
from opmodels.foundation.errors import find_nearest, name_list

EVERY = "any"
RESERVED = frozenset({REST, OTHERS, EVERY, "to", "if", "at_most", *SOURCED_KEYS, *FAMILIES})
ALL = "all"
"""What stands before a list of pools that are needed together."""


def routes_lead_somewhere(service: Service) -> Iterator[Fault]:
    """Every route leads to a step or an end."""
    places = [*service.steps, *service.ends]
    for _, path, route in [*walk_routes(service), *walk_sudden_routes(service)]:
        for place in route.to:
            yield from look_up(place, places, "a step or an end", (*path, "to", place))


def pools_are_known(service: Service) -> Iterator[Fault]:
    """Every step is served by pools, and every diary kept by a pool, that are described."""
    for _, path, pools in walk_pools(service):
        for pool in pools:
            yield from look_up(pool, service.pools, "a pool", path)
    for name, diary in service.diaries.items():
        yield from look_up(diary.pool, service.pools, "a pool", ("diaries", name, "pool"))


def diaries_are_known(service: Service) -> Iterator[Fault]:
    """Every booking is made in a diary that is described."""
    for name, step in service.steps.items():
        if isinstance(step, Book):
            yield from look_up(step.book, service.diaries, "a diary", ("steps", name, "book"))


def cases_start_somewhere(service: Service) -> Iterator[Fault]:
    """Every need and every backlog starts at a step."""
    for name, need in service.needs.items():
        yield from look_up(need.starts_at, service.steps, "a step", ("needs", name, "starts_at"))
    for place, line in enumerate(service.at_start):
        yield from look_up(line.step, service.steps, "a step", ("at_start", place, "step"))
        yield from look_up(line.need, service.needs, "a need", ("at_start", place, "need"))


def kinds_are_known(service: Service) -> Iterator[Fault]:
    """Values that differ by case name groups, needs, areas and levels of severity that are described."""
    for path, part in walk_parts(service):
        if isinstance(part, Varied):
            known, kind = _list_kinds_at(service, path)
            families = FAMILIES if any(isinstance(value, Spread) for value in part.parts) else ()
            words = [*families, *([ALL] if path[-1] == "serve" else [])]
            for fault in (
                one for name in part.by for one in look_up(name, known, kind, (*path, name), key=True)
            ):
                yield replace(fault, nearest=find_nearest(str(fault.path[-1]), [*known, *words]))


def _list_kinds_at(service: Service, path: Path) -> tuple[list[str], str]:
    """Return the names by which a value at this place can differ, and what they are."""
    groups, areas = list(service.groups), list(service.areas.to) if service.areas else []
    if path[0] in ("groups", "areas"):
        return groups, "a group"
    if path[0] == "needs":
        levels = list(service.needs[str(path[1])].levels)
        if path[2] == "priority" or path[2] == "worsens":
            return [*groups, *areas, *levels], _name_kinds("a group", bool(areas), bool(levels))
        return groups, "a group"
    levels = list_levels(service)
    names = [*groups, *service.needs, *areas, *levels]
    return names, _name_kinds("a group, a need", bool(areas), bool(levels))


def _name_kinds(first: str, areas: bool, levels: bool) -> str:
    kinds = [
        *first.split(", "),
        *(["an area"] if areas else []),
        *(["a level of severity"] if levels else []),
    ]
    return " or ".join([", ".join(kinds[:-1]), kinds[-1]]) if len(kinds) > 1 else kinds[0]


def conditions_are_known(service: Service) -> Iterator[Fault]:
    """What a branch asks for exists: groups, needs, traits, steps."""
    traits = {trait for group in service.groups.values() for trait in group.abilities}
    for path, part in walk_parts(service):
        if isinstance(part, Condition):
            asked: tuple[tuple[str, str, Collection[str], str], ...] = (
                *(("group", name, service.groups, "a group") for name in part.group),
                *(("need", name, service.needs, "a need") for name in part.need),
                *(("area", name, service.areas.to if service.areas else (), "an area") for name in part.area),
                *(("severity", name, list_levels(service), "a level of severity") for name in part.severity),
                *(("has", name, traits, "a trait of some group") for name in [part.has] if name),
                *(("lacks", name, traits, "a trait of some group") for name in [part.lacks] if name),
                *(("been_at", name, service.steps, "a step") for name in [part.been_at] if name),
                *(("queue", name, _queued(service), "a step with a queue") for name in [part.queue] if name),
            )
            for field, name, known, kind in asked:
                yield from look_up(name, known, kind, (*path, field))


def choices_are_known(service: Service) -> Iterator[Fault]:
    """What people choose by exists: the traits that an alternative needs, the steps whose waits are told."""
    traits = {trait for group in service.groups.values() for trait in group.abilities}
    for name, step in service.steps.items():
        for alternative, one in step.choose.items() if isinstance(step, Choose) else ():
            path = ("steps", name, "choose", alternative)
            for trait in one.needs:
                yield from look_up(trait, traits, "a trait of some group", (*path, "needs"))
            if one.quote is not None:
                yield from _check_quote(service, one.quote, (*path, "quote", one.quote.kind))


def _check_quote(service: Service, quote: Quote, path: Path) -> Iterator[Fault]:
    books = [name for name, step in service.steps.items() if isinstance(step, Book)]
    if quote.exact:
        yield from look_up(quote.step, books, "a step that books", path)
    else:
        yield from look_up(quote.step, _served(service), "a step with a queue", path)


def list_levels(service: Service) -> list[str]:
    """Return every level of severity of any need."""
    return list(_list_levels(service))


def groups_of_times_are_known(service: Service) -> Iterator[Fault]:
    """A list of times names groups that are described; one that is not is told once."""
    for name, need in service.needs.items():
        strange: dict[str, list[int]] = {}
        for place, time in enumerate(need.planned.times if need.planned else ()):
            if time.group and time.group not in service.groups:
                strange.setdefault(time.group, []).append(place)
        for group, places in strange.items():
            path = ("needs", name, "planned", "times", places[0])
            for fault in look_up(group, service.groups, "a group", path):
                often = f" at time {places[0] + 1} of the list"
                often += f" and {len(places) - 1} more" if len(places) > 1 else ""
                yield replace(fault, found=f"{fault.found}{often}")


def helpers_are_called_by_a_queue(service: Service) -> Iterator[Fault]:
    """Who is on call is called by the queue of a step that is served."""
    for name, pool in service.pools.items():
        if pool.on_call is not None:
            path = ("pools", name, "on_call", "queue")
            yield from look_up(pool.on_call.queue, _served(service), "a step with a queue", path)


def what_is_kept_is_known(service: Service) -> Iterator[Fault]:
    """A step keeps what serves it, up to a step or an end."""
    places = [*service.steps, *service.ends]
    for name, step in service.steps.items():
        if not isinstance(step, Serve):
            continue
        for pool, until in step.keeps.items():
            path = ("steps", name, "keeps", pool)
            serving = [one for pools in step.requirements for one in pools]
            yield from look_up(pool, serving, "a pool of this step", path, key=True)
            yield from look_up(until, places, "a step or an end", path)


def campaigns_are_known(service: Service) -> Iterator[Fault]:
    """A need names a campaign that is described, each campaign is named by one need, and asks for what is."""
    for name, need in service.needs.items():
        if need.campaign:
            path: Path = ("needs", name, "campaign")
            yield from look_up(need.campaign, service.campaigns, "a campaign", path)
    strange = any(need.campaign not in ("", *service.campaigns) for need in service.needs.values())
    for name, campaign in service.campaigns.items():
        needs = [need for need, one in service.needs.items() if one.campaign == name]
        if len(needs) > 1 or (not needs and not strange):
            found = f"{name_list(needs)}, which all name it" if needs else "no need that names it"
            expected = f"one need with campaign: {name}, whose cases it starts"
            yield Fault(("campaigns", name), found, expected, key=True)
        for field, asked, known, kind in _list_asked(service, campaign):
            yield from look_up(asked, known, kind, ("campaigns", name, "who", *field))


def _list_asked(
    service: Service, campaign: Campaign
) -> Iterator[tuple[tuple[str, ...], str, Collection[str], str]]:
    """Yield what a campaign must know of people: the keys, the name, those that are known, what they are."""
    traits = {trait for group in service.groups.values() for trait in group.abilities}
    who = campaign.who
    yield from ((("group",), name, service.groups, "a group") for name in who.group)
    yield from ((("area",), name, _list_areas(service), "an area") for name in who.area)
    yield from ((("has",), name, traits, "a trait of some group") for name in [who.has] if name)
    yield from ((("lacks",), name, traits, "a trait of some group") for name in [who.lacks] if name)
    if who.had is not None:
        yield ("had", "need"), who.had.need, service.needs, "a need"


def needs_know_their_people(service: Service) -> Iterator[Fault]:
    """The traits of those who have a need are told of some group."""
    traits = {trait for group in service.groups.values() for trait in group.abilities}
    for name, need in service.needs.items():
        told = {"has": need.who.has, "lacks": need.who.lacks} if need.who is not None else {}
        for key, trait in told.items():
            if trait:
                yield from look_up(trait, traits, "a trait of some group", ("needs", name, "who", key))


def effects_are_on_needs(service: Service) -> Iterator[Fault]:
    """A step or an end changes how often somebody has a need that is described."""
    for section, name, need, _ in walk_effects(service):
        yield from look_up(need, service.needs, "a need", (section, name, "effects", need), key=True)


def _served(service: Service) -> list[str]:
    return list(dict.fromkeys(step for step, _, _ in walk_pools(service)))


def _queued(service: Service) -> list[str]:
    return [name for name, step in service.steps.items() if isinstance(step, Serve | Batch | Match)]


def figures_are_known(service: Service) -> Iterator[Fault]:
    """Observed figures and guardrails are about things that are described."""
    for section in ("observed", "guardrails"):
        for place, figure in enumerate(getattr(service, section)):
            yield from _check_figure(service, figure, (section, place))
    if service.gap and service.gap.payer:
        yield from look_up(service.gap.payer, service.payer_names, "a payer", ("gap", "payer"))


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
            yield from look_up(name, names, kind, (*path, field))


def payers_are_known(service: Service) -> Iterator[Fault]:
    """Where payers are described, everybody who pays is among them."""
    if service.payers:
        for name, path in _list_payers(service):
            yield from look_up(name, service.payers, "a payer", path, key=path[-1] == name)


def _list_payers(service: Service) -> Iterator[tuple[str, Path]]:
    yield from ((pool.pays, ("pools", name, "pays")) for name, pool in service.pools.items() if pool.pays)
    for section, things in (("ends", service.ends), ("steps", service.steps)):
        for name, thing in things.items():
            yield from ((payer, (section, name, "costs", payer)) for payer in getattr(thing, "costs", ()))
            for alternative, one in thing.choose.items() if isinstance(thing, Choose) else ():
                if one.pays_to:
                    yield one.pays_to, (section, name, "choose", alternative, "pays_to")
    yield from ((line.pays, ("money", "fixed", name, "pays")) for name, line in service.money.fixed.items())
    for name, line in service.money.income.items():
        yield line.pays, ("money", "income", name, "pays")
        yield line.to, ("money", "income", name, "to")


def ends_are_known(service: Service) -> Iterator[Fault]:
    """Outcomes and fees are counted at ends that are described."""
    for name, outcome in service.outcomes.items():
        for end in outcome.per:
            yield from look_up(end, service.ends, "an end", ("outcomes", name, "per", end), key=True)
    for name, line in service.money.income.items():
        for end in line.per_case:
            yield from look_up(
                end, service.ends, "an end", ("money", "income", name, "per_case", end), key=True
            )


def names_are_distinct(service: Service) -> Iterator[Fault]:
    """A name means one thing: no step is also an end, no group also a need, none is a word of the grammar."""
    for first, known, second, names in _list_pairs(service):
        for name, path in names.items():
            if name in known:
                expected = f"different names for {first} and {second}"
                yield Fault((*path, name), f"'{name}' among the {first} and the {second}", expected, key=True)
    named: list[Path] = [
        (section, name)
        for section in ("groups", "needs", "steps", "ends")
        for name in getattr(service, section)
    ]
    reserved = [path for path in named if path[1] in RESERVED]
    further = [*_list_areas(service).items(), *_list_levels(service).items()]
    reserved += [(*path, name) for name, path in further if name in RESERVED | {ALL}]
    for path in reserved:
        expected = "another name: this word has a meaning here"
        yield Fault(path, f"the name '{path[-1]}'", expected, key=True)


def _list_areas(service: Service) -> dict[str, Path]:
    return dict.fromkeys(service.areas.to if service.areas else (), ("areas",))


def _list_levels(service: Service) -> dict[str, Path]:
    """Return every level of severity with the path of the first list that has it."""
    levels: dict[str, Path] = {}
    for name, need in service.needs.items():
        for level in need.levels:
            levels.setdefault(level, ("needs", name, "severity"))
    return levels


def _list_pairs(service: Service) -> Iterator[tuple[str, Collection[str], str, Mapping[str, Path]]]:
    """Yield names that must differ: a kind and its names, another kind and its names with their paths."""
    ends, needs = dict.fromkeys(service.ends, ("ends",)), dict.fromkeys(service.needs, ("needs",))
    areas, levels = _list_areas(service), _list_levels(service)
    yield "steps", service.steps, "ends", ends
    yield "groups", service.groups, "needs", needs
    yield "groups", service.groups, "areas", areas
    yield "needs", service.needs, "areas", areas
    yield "groups", service.groups, "levels of severity", levels
    yield "needs", service.needs, "levels of severity", levels
    yield "areas", areas, "levels of severity", levels


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


def consulted_pools_are_known(service: Service) -> Iterator[Fault]:
    """A consult shares the staff of pools that are described."""
    for name, consult in service.consults.items():
        for pool in consult.pools:
            yield from look_up(pool, service.pools, "a pool", ("consults", name, "pools"))


def what_funds_is_known(service: Service) -> Iterator[Fault]:
    """Money follows cases of needs, groups and ends that are described."""
    for name, pool in service.pools.items():
        funding = pool.funded_by
        if funding is not None:
            asked: tuple[tuple[str, tuple[str, ...], Collection[str], str], ...] = (
                ("need", funding.need, service.needs, "a need"),
                ("group", funding.group, service.groups, "a group"),
                ("ends", funding.ends, service.ends, "an end"),
            )
            for field, named, known, kind in asked:
                for one in named:
                    yield from look_up(one, known, kind, ("pools", name, "funded_by", field))


RULES = (
    routes_lead_somewhere,
    pools_are_known,
    diaries_are_known,
    cases_start_somewhere,
    kinds_are_known,
    conditions_are_known,
    choices_are_known,
    figures_are_known,
    payers_are_known,
    ends_are_known,
    names_are_distinct,
    traits_are_named_once,
    groups_of_times_are_known,
    helpers_are_called_by_a_queue,
    what_is_kept_is_known,
    needs_know_their_people,
    effects_are_on_needs,
    consulted_pools_are_known,
    what_funds_is_known,
    campaigns_are_known,
)
