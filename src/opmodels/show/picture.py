"""A picture of a service in words: who comes with what need, the steps and shares, the ends, the pools."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from opmodels.describe.choosing import CHOOSES, Choose
from opmodels.describe.condition import Condition
from opmodels.describe.difference import write_node
from opmodels.describe.gathering import Batch
from opmodels.describe.matching import Match
from opmodels.describe.pathway import Book, Branch, Wait
from opmodels.describe.service import Service
from opmodels.describe.serving import AnyStep, Serve
from opmodels.describe.side_by_side import SideBySide
from opmodels.describe.sourced import Varied
from opmodels.describe.split import Route
from opmodels.describe.staff import Pool
from opmodels.describe.volume import count_weekly
from opmodels.foundation.units import format_count, format_share
from opmodels.foundation.weeks import write_hours
from opmodels.show.alternatives import tell_choice
from opmodels.show.arrivals import tell_areas, tell_need
from opmodels.show.decisions import list_consults, tell_consult
from opmodels.show.people import tell_effects
from opmodels.show.spans import tell_numbers, tell_share, tell_times
from opmodels.show.teams import tell_help, tell_rules, tell_team
from opmodels.show.words import fold

SHARE_WIDTH = 16
WHO_LEAVES: Mapping[str, str] = {
    "then": "",
    "gives_up_to": "who gives up",
    "turned_away_to": "who finds no room",
    "full": "who finds no slot",
    "no_show": "who does not come",
    "cancels": "who cancels",
    "nothing": "who is offered nothing",
    "too_few": "who are too few",
    "joins_at": "the whole, when enough parts are done",
}
"""Who leaves a step by each exit, in words; nobody in particular by the usual way."""


def list_lines(service: Service) -> list[str]:
    """Return the picture as lines of at most 80 columns where names allow."""
    title = service.service.upper() + (f" ({service.example})" if service.example else "")
    sections = (
        ("WHO", list_groups(service)),
        ("NEEDS", list_needs(service)),
        ("STEPS", list_steps(service)),
        ("ENDS", list_ends(service)),
        ("POOLS", list_pools(service)),
        ("DIARIES", list_diaries(service)),
        ("CONSULTS", list_consults(service)),
    )
    lines = fold(title)
    for name, told in sections:
        told_lines = list(told)
        if told_lines:
            lines += ["", name, *told_lines]
    return lines


def list_groups(service: Service) -> Iterator[str]:
    """Yield a line for each group: its people and what is known of them; and where they live."""
    width = max(map(len, service.groups))
    for name, group in service.groups.items():
        traits = ", ".join(f"{trait} {format_share(share)}" for trait, share in group.abilities.items())
        start = f"  {name:<{width}}  {format_count(group.people.value):>9} people  "
        yield from fold(traits, start) if traits else [start.rstrip()]
    if service.areas:
        yield from fold(f"where they live: {tell_areas(service)}", "  ")


def list_needs(service: Service) -> Iterator[str]:
    """Yield a line for each need: how many cases a week, and where they begin; and how they come."""
    width = max(map(len, service.needs))
    for name, need in service.needs.items():
        yield (
            f"  {name:<{width}}  {format_count(count_weekly(service, name)):>9} a week  --> {need.starts_at}"
        )
        for clause in tell_need(service, name):
            yield from fold(clause, " " * (width + 4))


def list_steps(service: Service) -> Iterator[str]:
    """Yield the lines of each step: what it is, and each way on with its share."""
    for name, step in service.steps.items():
        yield from fold(f"{name}: {tell_step(service, name)}", "  ")
        for exit_, route in step.exits():
            cause = tell_exit(step, exit_)
            for place in route.to:
                way = f"  {tell_share(route, place):>{SHARE_WIDTH}} --> {place}"
                yield from fold(f"[{cause}]", f"{way}  ") if cause else [way]


def tell_exit(step: AnyStep, exit_: str) -> str:
    """Return why a case leaves by this exit, empty when it is the usual way on."""
    if isinstance(step, Branch):
        when = step.branch[int(exit_.removeprefix("line ")) - 1].when
        return (
            f"if {tell_condition(when)}"
            if when != Condition()
            else "otherwise"
            if len(step.branch) > 1
            else ""
        )
    if exit_.startswith(CHOOSES):
        return f"who chooses {exit_.removeprefix(CHOOSES)}"
    return WHO_LEAVES.get(exit_, exit_)


def tell_step(service: Service, name: str) -> str:
    """Return what a step is, in a few words: ``served by reception, 3.2 min``."""
    step = service.steps[name]
    if isinstance(step, Serve):
        patience = f", patience {tell_times(step.patience)}" if step.patience else ""
        served = f"served by {tell_team(step)}, {tell_times(step.takes)}{patience}"
        return "; ".join((served, *tell_rules(step)))
    if isinstance(step, Book):
        return f"books {step.book}" + (f", wanted {tell_times(step.wanted)} ahead" if step.wanted else "")
    if isinstance(step, Wait):
        if not isinstance(step.wait, Varied):
            return f"waits until {step.wait.until}"
        hours = f" of {', '.join(write_hours(step.hours))}" if step.hours else ""
        return f"waits {tell_times(step.wait)}{hours}"
    if isinstance(step, SideBySide):
        needed, count = step.needed, len(step.side_by_side)
        waits = "all are" if needed == count else f"{needed} of them {'is' if needed == 1 else 'are'}"
        return f"goes on in {count} parts side by side, until {waits} done"
    if isinstance(step, Batch):
        return tell_batch(step)
    if isinstance(step, Match):
        return tell_match(service, step)
    return tell_choice(step) if isinstance(step, Choose) else "a fork"


def tell_match(service: Service, step: Match) -> str:
    """Return which side of an exchange a step is, and who fits: ``gives, room for 3, in lifts (at once)``."""
    law = service.exchanges[step.match]
    rounds = law.matches
    when = "at once" if rounds is None else "in rounds"
    if rounds is not None:
        when = f"every {rounds.every.written}" if rounds.every else "every day"
        when += f" at {rounds.at}" if rounds.at else ""
    how = [
        when,
        *(f"same {what}" for what in law.same),
        *(["nearest first"] if law.order == "nearest" else []),
    ]
    how += [f"at most {law.longest_way.written} away"] if law.longest_way else []
    room = f", room for {tell_numbers(step.room_for)}" if step.room_for else ""
    patience = f", patience {tell_times(step.patience)}" if step.patience else ""
    return (
        f"{'gives' if step.side == 'giver' else 'takes'}{room}, in {step.match} ({', '.join(how)}){patience}"
    )


def tell_batch(step: Batch) -> str:
    """Return how cases gather: ``gathers 8, or 2 days after the first, at least 3``."""
    together = step.together
    told = [
        together.of.written if together.of else "",
        f"until {together.at}" if together.at else "",
        f"{step.longest.written} after the first" if step.longest else "",
    ]
    fewest = f", at least {step.fewest.written}" if step.fewest else ""
    return f"gathers {', or '.join(words for words in told if words)}{fewest}"


def tell_condition(when: Condition) -> str:
    """Return a condition in words: ``the group is over_75, online is lacking``."""
    told = [
        f"the group is {' or '.join(when.group)}" if when.group else "",
        f"the need is {' or '.join(when.need)}" if when.need else "",
        f"the area is {' or '.join(when.area)}" if when.area else "",
        f"the severity is {' or '.join(when.severity)}" if when.severity else "",
        f"the person has {when.has}" if when.has else "",
        f"the person lacks {when.lacks}" if when.lacks else "",
        f"the case was at {when.been_at} before" if when.been_at else "",
        (
            f"at least {when.at_least.written if when.at_least else 1} wait at {when.queue}"
            if when.queue
            else ""
        ),
        f"it is {' or '.join(write_hours(when.during))}" if when.during is not None else "",
    ]
    return ", ".join(words for words in told if words)


def list_ends(service: Service) -> Iterator[str]:
    """Yield a line for each end: whether the need was met, and what it costs others."""
    width = max(map(len, service.ends))
    for name, end in service.ends.items():
        costs = ", ".join(f"{payer} {cost.written}" for payer, cost in end.costs.items())
        told = [end.as_, *([f"costs {costs}"] if costs else []), *tell_effects(end.effects)]
        yield from fold(", ".join(told), f"  {name:<{width}}  ")


def list_pools(service: Service) -> Iterator[str]:
    """Yield a line for each pool: how many, when, and at what cost; and what makes them more or fewer."""
    width = max(map(len, service.pools), default=0)
    for name, pool in service.pools.items():
        start = f"  {name:<{width}}  {pool.size:>3} {name_size(pool)}  "
        yield from fold("; ".join(tell_pool(service, name, pool)), start)
        for clause in tell_help(pool):
            yield from fold(clause, " " * len(start))


def name_size(pool: Pool) -> str:
    """Return what a pool has a number of: staff, or a place or several."""
    if pool.staff is not None:
        return "staff"
    return "place" if pool.size == 1 else "places"


def tell_pool(service: Service, name: str, pool: Pool) -> tuple[str, str]:
    """Return when a pool works, and how long a week that is and what an hour costs."""
    hours = write_node(service.tree["pools"][name].get("hours", "always")).strip("[]")
    cost = f", {pool.cost.written}" if pool.cost else ""
    return hours, f"{pool.hours.hours_per_week:.3g} h a week{cost}"


def list_diaries(service: Service) -> Iterator[str]:
    """Yield a line for each diary: whose, how many slots, how far ahead."""
    width = max(map(len, service.diaries), default=0)
    for name, diary in service.diaries.items():
        opens = "same day" if not diary.opens.days else f"{diary.opens.days} days ahead"
        yield (
            f"  {name:<{width}}  {diary.per_session.written} slots a session for each of {diary.pool},"
            f" {opens}"
        )


def make_tree(service: Service) -> dict[str, Any]:
    """Return the picture as a tree for ``--json``: groups, areas, needs, steps with routes, ends, pools."""
    areas = {name: tell_share(service.areas, name) for name in service.areas.to} if service.areas else {}
    return {
        "service": service.service,
        "groups": {name: group.people.value for name, group in service.groups.items()},
        "areas": areas,
        "needs": {name: _need_tree(service, name) for name in service.needs},
        "steps": {
            name: {
                "is": tell_step(service, name),
                "routes": {exit_: _route_tree(route) for exit_, route in step.exits()},
            }
            for name, step in service.steps.items()
        },
        "ends": {name: end.as_ for name, end in service.ends.items()},
        "pools": {
            name: {
                "size": pool.size,
                "hours_per_week": pool.hours.hours_per_week,
                "told": list(tell_help(pool)),
            }
            for name, pool in service.pools.items()
        },
        "consults": {name: tell_consult(consult) for name, consult in service.consults.items()},
    }


def _need_tree(service: Service, name: str) -> dict[str, Any]:
    need = service.needs[name]
    return {
        "starts_at": need.starts_at,
        "per_week": count_weekly(service, name),
        "told": list(tell_need(service, name)),
    }


def _route_tree(route: Route) -> Mapping[str, str]:
    return {place: tell_share(route, place) for place in route.to}
