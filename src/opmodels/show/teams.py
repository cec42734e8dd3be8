"""Who does the work and by what rules, in words: teams, continuity, interruption, help, failures, speed."""

from __future__ import annotations

from collections.abc import Iterator

from opmodels.describe.repeating import Repeat
from opmodels.describe.serving import AllOf, Serve
from opmodels.describe.sourced import OTHERS
from opmodels.describe.staff import Call, Outage, Pool
from opmodels.foundation.units import format_count, format_duration, format_share
from opmodels.show.decisions import tell_funding
from opmodels.show.people import mark_effects, tell_effects
from opmodels.show.spans import tell_counts, tell_numbers, tell_times

AFTERWARDS = {"resume": "goes on afterwards", "restart": "starts over afterwards"}


def tell_team(step: Serve) -> str:
    """Return who serves a step: ``gp or nurse and room``; by name where teams differ."""
    if not step.serve.by:
        return _tell_all(step.serve.everyone)
    teams = list(step.serve.by.items())
    teams += [(OTHERS, step.serve.everyone)] if step.serve.everyone is not None else []
    return ", ".join(f"{_tell_all(team)} ({name})" for name, team in teams)


def _tell_all(team: AllOf) -> str:
    return " and ".join(" or ".join(one) for one in team.all)


def count_teams(step: Serve) -> int:
    """Return how many teams serve a step, each its own cases."""
    return len(step.serve.parts)


def tell_rules(step: Serve) -> Iterator[str]:
    """Yield the rules by which a step is served beside its time and patience, a clause each."""
    if step.priority is not None:
        yield f"priority class: {tell_numbers(step.priority)}"
    if step.same_worker is not None:
        yield f"waits up to {step.same_worker.written} for the worker who served the person last"
    if step.gives_way is not None:
        yield f"stops for a higher class and {AFTERWARDS[step.gives_way]}"
    if step.repeat is not None:
        yield tell_series(step.repeat)
    for pool, until in step.keeps.items():
        yield f"keeps {pool} up to {until}"
    yield from tell_effects(step.effects)


def tell_series(repeat: Repeat) -> str:
    """Return how many visits there are, how far apart, and which are late."""
    since = "was due" if repeat.from_ == "planned" else "was done"
    late = f", late after {repeat.due_within.written}" if repeat.due_within is not None else ""
    visits, every = tell_counts(repeat.visits), tell_times(repeat.every)
    return f"visits: {visits}, each {every} after the last {since}{late}"


def mark_rules(step: Serve) -> str:
    """Return the same in a few words, for a drawing: ``gives way, keeps beds up to leave``."""
    marks = [
        "same worker" if step.same_worker is not None else "",
        "planned visits" if step.repeat is not None else "",
        "gives way" if step.gives_way is not None else "",
        *(f"keeps {pool} up to {until}" for pool, until in step.keeps.items()),
        *mark_effects(step.effects),
    ]
    return ", ".join(mark for mark in marks if mark)


def tell_help(pool: Pool) -> Iterator[str]:
    """Yield what makes a pool more, fewer, faster or slower than it says, a clause each."""
    if pool.speed is not None:
        yield (
            f"{pool.speed.written} times as fast as the times say"
            if _is_plain(pool)
            else (f"at {pool.speed.written} of the speed that the times say")
        )
    if pool.speeds_differ is not None:
        yield f"speeds differ by {format_share(pool.speeds_differ.value)} between them"
    if pool.absence_rises is not None:
        rise = pool.absence_rises
        usual = format_share(pool.absence.value) if pool.absence else "0 %"
        yield (
            f"absence of {usual} rises by {format_count(rise.by.value)} points for each point of work above"
            f" {format_share(rise.above.value)}"
        )
    if pool.on_call is not None:
        yield tell_call(pool.on_call)
    if pool.funded_by is not None:
        yield tell_funding(pool.funded_by)
    if pool.outages is not None:
        yield tell_outages(pool.outages, pool)


def _is_plain(pool: Pool) -> bool:
    return pool.speed is not None and "%" not in pool.speed.written


def tell_call(call: Call) -> str:
    """Return who is called, when, and for how long."""
    waiting = "1 waits" if call.at_least.value == 1 else f"{call.at_least.written} wait"
    pay = f", at {call.cost.written}" if call.cost else ""
    return (
        f"{call.staff.written} more are called when {waiting} at {call.queue}: they come after"
        f" {call.after.written} for {call.stays.written}{pay}"
    )


def tell_outages(outages: Outage, pool: Pool) -> str:
    """Return how many fail, how often, and for how long."""
    takes = int(outages.takes.value) if outages.takes else pool.most
    who = "all" if takes >= pool.most else f"{takes} of them"
    every, lasts = outages.every.distribution.mean(), outages.lasts.distribution.mean()
    told = f"{who} out of use for {format_duration(lasts)}, then {format_duration(every)} without failure"
    return f"{told}, in the mean"
