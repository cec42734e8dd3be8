"""Worth knowing of who does the work: what is kept for good, calls that do not help, work nobody stops."""

from __future__ import annotations

from collections.abc import Iterator

from opmodels.describe.fault import Note
from opmodels.describe.pathway import Step
from opmodels.describe.service import Service
from opmodels.describe.serving import Serve
from opmodels.describe.walk import Kind, find_reached, list_comers, spread
from opmodels.foundation.errors import name_list

USUAL_PRIORITY = 5
"""The class of a case of which nothing is said."""


def find_unmoved_work(service: Service) -> Iterator[Note]:
    """Tell where work gives way, but nobody of a higher class ever needs who does it."""
    comers = list_comers(service)
    served = {name: step for name, step in service.steps.items() if isinstance(step, Serve)}
    for name, step in served.items():
        if step.gives_way is None or not comers[name]:
            continue
        lowest = max(_find_class(service, step, kind) for kind in comers[name])
        mine = {pool for pools in step.requirements for pool in pools}
        rivals = (
            _find_class(service, other, kind)
            for at, other in served.items()
            for kind in comers[at]
            if not mine.isdisjoint(_list_claimed(service, other, kind))
        )
        if min(rivals, default=lowest) >= lowest:
            text = "nobody is ever interrupted: no case of a higher class needs"
            text += f" {name_list(sorted(mine))}"
            yield Note(("steps", name, "gives_way"), text)


def _find_class(service: Service, step: Serve, kind: Kind) -> float:
    need = service.needs[kind[-1]]
    said = (one.of(*kind) for one in (step.priority, need.priority) if one is not None)
    return float(next((one for one in said if one is not None), USUAL_PRIORITY))


def _list_claimed(service: Service, step: Serve, kind: Kind) -> Iterator[str]:
    """Yield the pools from whose work a case may take a worker: it lacks one only (E3.10)."""
    kept = {pool for one in service.steps.values() if isinstance(one, Serve) for pool in one.keeps}
    needed = step.needs(*kind)
    for place, pools in enumerate(needed):
        if all(kept & set(others) for at, others in enumerate(needed) if at != place):
            yield from pools


def find_lasting_keeps(service: Service) -> Iterator[Note]:
    """Tell where a case keeps somebody up to a step to which it never comes."""
    for name, step in service.steps.items():
        for pool, until in step.keeps.items() if isinstance(step, Serve) else ():
            onward = _list_next(name, step)
            if until in service.steps and until not in find_reached(service, onward):
                text = f"no case comes from here to {until}: it keeps {pool} until it ends"
                yield Note(("steps", name, "keeps", pool), text)


def _list_next(name: str, step: Step) -> set[str]:
    """Return where a case may come from a step: where it leads, and the step itself where it has visits."""
    again = {name} if isinstance(step, Serve) and step.repeat is not None else set[str]()
    return again | {place for _, route in step.exits() for place in route.to}


def find_standstills(service: Service) -> Iterator[Note]:
    """Tell where cases may wait for good for what others keep: for a theatre with a bed, and in reverse."""
    waits = _list_waits(service)
    onward: dict[str, set[str]] = {}
    for (_, pool), wanted in waits.items():
        onward.setdefault(pool, set()).update(wanted)
    told = set[str]()
    for name, pool in waits:
        ring = {
            other
            for other in spread(onward[pool], onward)
            if pool in spread(onward.get(other, set()), onward)
        }
        ring -= {pool}
        if ring and pool not in told:
            told |= {pool, *ring}
            text = (
                f"who keeps {pool} may wait for who keeps {name_list(sorted(ring))}, and the other way round"
            )
            yield Note(("steps", name, "keeps", pool), f"{text}: they can block each other for good")


def _list_waits(service: Service) -> dict[tuple[str, str], set[str]]:
    """Return, for each step and what it keeps, the pools for which a case may wait while it has that."""
    waits: dict[tuple[str, str], set[str]] = {}
    for name, step in service.steps.items():
        for pool, until in step.keeps.items() if isinstance(step, Serve) else ():
            start = _list_next(name, step)
            wanted = waits.setdefault((name, pool), set())
            for at in find_reached(service, start, short_of=until) - {until}:
                later = service.steps.get(at)
                needed = later.requirements if isinstance(later, Serve) else ()
                wanted |= {other for pools in needed if pool not in pools for other in pools}
    return waits


def find_vain_calls(service: Service) -> Iterator[Note]:
    """Tell who is called by a queue that never grows so long, or for which they do not work."""
    for name, pool in service.pools.items():
        call = pool.on_call
        step = service.steps[call.queue] if call else None
        if call is None or not isinstance(step, Serve):
            continue
        path = ("pools", name, "on_call")
        if step.room is not None and call.at_least.value > step.room.value:
            text = f"nobody is ever called: {call.queue} has room for {step.room.written} who wait"
            yield Note(path, text)
        if not any(name in pools for pools in step.requirements):
            yield Note(path, f"is called by the queue of {call.queue}, where {name} does not serve")


def find_idle_speeds(service: Service) -> Iterator[Note]:
    """Tell whose speed never counts, for it is that of the first whom a step needs (E3.12)."""
    steps = [step for step in service.steps.values() if isinstance(step, Serve)]
    first = {pool for step in steps for team in step.serve.parts for pool in team.all[0]}
    for name, pool in service.pools.items():
        if (pool.speed is not None or pool.speeds_differ is not None) and name not in first:
            text = "its speed counts nowhere: no step names it first among what it needs"
            yield Note(("pools", name), text)


def find_odd_outages(service: Service) -> Iterator[Note]:
    """Tell which outages take nobody, or more than there are."""
    for name, pool in service.pools.items():
        takes = pool.outages.takes if pool.outages else None
        if takes is not None and takes.value == 0:
            yield Note(("pools", name, "outages"), "take nobody away")
        elif takes is not None and takes.value > pool.most:
            text = f"take {takes.written} away, of {pool.most} at most: all of them"
            yield Note(("pools", name, "outages"), text)


def find_full_absence(service: Service) -> Iterator[Note]:
    """Tell where absence may rise until nobody is left."""
    for name, pool in service.pools.items():
        rise = pool.absence_rises
        most = (pool.absence.value if pool.absence else 0.0) + (
            rise.by.value * (1.0 - rise.above.value) if rise else 0.0
        )
        if rise is not None and most >= 1:
            text = "nobody is left in the week after four in which all of them worked all the time"
            yield Note(("pools", name, "absence_rises"), text)


LOOKS = (
    find_unmoved_work,
    find_lasting_keeps,
    find_standstills,
    find_vain_calls,
    find_idle_speeds,
    find_odd_outages,
    find_full_absence,
)
