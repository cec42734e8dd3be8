"""A picture of a service in words: who comes with what need, the steps and shares, the ends, the pools."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from opmodels.describe.demand import Need
from opmodels.describe.difference import write_node
from opmodels.describe.pathway import AnyStep, Book, Branch, Condition, Route, Serve, Wait
from opmodels.describe.service import Service
from opmodels.describe.sourced import Spread, Varied
from opmodels.describe.staff import Pool
from opmodels.foundation.units import HOURS_PER_YEAR, format_count, format_duration, format_share
from opmodels.show.words import fold

HOURS_PER_WEEK = 168
SHARE_WIDTH = 16


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
    )
    lines = fold(title)
    for name, told in sections:
        told_lines = list(told)
        if told_lines:
            lines += ["", name, *told_lines]
    return lines


def list_groups(service: Service) -> Iterator[str]:
    """Yield a line for each group: its people and what is known of them."""
    width = max(map(len, service.groups))
    for name, group in service.groups.items():
        traits = ", ".join(f"{trait} {format_share(share)}" for trait, share in group.abilities.items())
        yield f"  {name:<{width}}  {format_count(group.people.value):>9} people" + (
            f"  {traits}" if traits else ""
        )


def list_needs(service: Service) -> Iterator[str]:
    """Yield a line for each need: how many cases a week, and where they begin."""
    width = max(map(len, service.needs))
    for name, need in service.needs.items():
        yield (
            f"  {name:<{width}}  {format_count(weekly_cases(service, name)):>9} a week  --> {need.starts_at}"
        )


def weekly_cases(service: Service, name: str) -> float:
    """Return how many cases of a need come in a mean week, over all groups."""
    need = service.needs[name]
    return sum(_weekly_of(need, name, group, part.people.value) for group, part in service.groups.items())


def _weekly_of(need: Need, name: str, group: str, people: float) -> float:
    if need.per_person_per_year is not None:
        each = need.per_person_per_year.of(group, name)
        return float(each) * people * HOURS_PER_WEEK / HOURS_PER_YEAR if each is not None else 0.0
    rate = need.rate.of(group, name) if need.rate is not None else None
    return float(rate) * HOURS_PER_WEEK if rate is not None else 0.0


def list_steps(service: Service) -> Iterator[str]:
    """Yield the lines of each step: what it is, and each way on with its share."""
    for name, step in service.steps.items():
        yield from fold(f"{name}: {tell_step(service, name)}", "  ")
        for exit_, route in step.exits():
            cause = tell_exit(step, exit_)
            for place in route.to:
                yield f"  {tell_share(route, place):>{SHARE_WIDTH}} --> {place}" + (
                    f"  [{cause}]" if cause else ""
                )


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
    return "" if exit_ == "then" else exit_.replace("_", " ")


def tell_step(service: Service, name: str) -> str:
    """Return what a step is, in a few words: ``served by reception, 3.2 min``."""
    step = service.steps[name]
    if isinstance(step, Serve):
        pools = " and ".join(" or ".join(one) for one in step.requirements)
        patience = f", patience {tell_times(step.patience)}" if step.patience else ""
        return f"served by {pools}, {tell_times(step.takes)}{patience}"
    if isinstance(step, Book):
        return f"books {step.book}" + (f", wanted {tell_times(step.wanted)} ahead" if step.wanted else "")
    if isinstance(step, Wait):
        return (
            f"waits {tell_times(step.wait)}"
            if isinstance(step.wait, Varied)
            else f"waits until {step.wait.until}"
        )
    return "a fork"


def tell_times(times: Varied) -> str:
    """Return the mean of a duration: ``3.2 min``, or ``4 min to 9 min`` where it differs by group or need."""
    means = [part.distribution.mean() for part in times.parts if isinstance(part, Spread)]
    low, high = min(means), max(means)
    return format_duration(low) if low == high else f"{format_duration(low)} to {format_duration(high)}"


def tell_share(route: Route, place: str) -> str:
    """Return a share of a route: ``74 %``, or ``0 % to 38 %`` where it differs by group or need."""
    low, high = share_span(route, place)
    return format_share(low) if low == high else f"{format_share(low)} to {format_share(high)}"


def share_span(route: Route, place: str) -> tuple[float, float]:
    """Return the lowest and the highest share that a route sends to a place, over groups and needs."""
    shares = [share for share in route.to.values() if share is not None]
    names = dict.fromkeys(name for share in shares for name in share.by)
    kinds: list[tuple[str, ...]] = [(name,) for name in names]
    kinds += [()] if all(share.everyone is not None for share in shares) else []
    found = [
        route.shares(*kind)[place] for kind in kinds if all(share.of(*kind) is not None for share in shares)
    ]
    return (round(min(found), 9), round(max(found), 9)) if found else (0.0, 1.0)


def tell_condition(when: Condition) -> str:
    """Return a condition in words: ``the group is over_75, online is lacking``."""
    told = [
        f"the group is {' or '.join(when.group)}" if when.group else "",
        f"the need is {' or '.join(when.need)}" if when.need else "",
        f"the person has {when.has}" if when.has else "",
        f"the person lacks {when.lacks}" if when.lacks else "",
        f"the case was at {when.been_at} before" if when.been_at else "",
        (
            f"at least {when.at_least.written if when.at_least else 1} wait at {when.queue}"
            if when.queue
            else ""
        ),
    ]
    return ", ".join(words for words in told if words)


def list_ends(service: Service) -> Iterator[str]:
    """Yield a line for each end: whether the need was met, and what it costs others."""
    width = max(map(len, service.ends))
    for name, end in service.ends.items():
        costs = ", ".join(f"{payer} {cost.written}" for payer, cost in end.costs.items())
        yield f"  {name:<{width}}  {end.as_}" + (f", costs {costs}" if costs else "")


def list_pools(service: Service) -> Iterator[str]:
    """Yield a line for each pool: how many, when, and at what cost."""
    width = max(map(len, service.pools), default=0)
    for name, pool in service.pools.items():
        start = f"  {name:<{width}}  {pool.size:>3} {'staff' if pool.staff is not None else 'places'}  "
        yield from fold("; ".join(tell_pool(service, name, pool)), start)


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
    """Return the picture as a tree for ``--json``: groups, needs, steps with routes, ends, pools."""
    return {
        "service": service.service,
        "groups": {name: group.people.value for name, group in service.groups.items()},
        "needs": {
            name: {"starts_at": need.starts_at, "per_week": weekly_cases(service, name)}
            for name, need in service.needs.items()
        },
        "steps": {
            name: {
                "is": tell_step(service, name),
                "routes": {exit_: _route_tree(route) for exit_, route in step.exits()},
            }
            for name, step in service.steps.items()
        },
        "ends": {name: end.as_ for name, end in service.ends.items()},
        "pools": {
            name: {"size": pool.size, "hours_per_week": pool.hours.hours_per_week}
            for name, pool in service.pools.items()
        },
    }


def _route_tree(route: Route) -> Mapping[str, str]:
    return {place: tell_share(route, place) for place in route.to}
