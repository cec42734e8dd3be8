"""Where people go whom a service does not help, read from what those who give up do today."""

from __future__ import annotations

from collections.abc import Mapping

from opmodels.describe.choosing import Choose
from opmodels.describe.gathering import Batch
from opmodels.describe.matching import Match
from opmodels.describe.pathway import Book, Branch, Wait
from opmodels.describe.service import Service
from opmodels.describe.serving import Serve
from opmodels.describe.side_by_side import SideBySide
from opmodels.describe.split import Route

ROUNDS = 400
"""Tries after which those who would try for ever count as unmet."""

REACHED = frozenset({"met elsewhere", "unmet"})
"""Ends that people reach without the service: it neither meets the need there nor part of it."""

Shares = dict[str, float]


def find_unmet(service: Service) -> str | None:
    """Return the end at which needs stay unmet, if the service names one."""
    return next((name for name, end in service.ends.items() if end.as_ == "unmet"), None)


def failing_route(service: Service, step: str) -> Route | None:
    """Return where a step sends those whom it does not help, or None when it helps everybody in the end."""
    made = service.steps[step]
    if isinstance(made, Serve):
        return made.gives_up_to or made.turned_away_to
    if isinstance(made, Book):
        return made.full
    if isinstance(made, Branch):
        return made.branch[-1].to
    if isinstance(made, Choose):
        return made.nothing
    if isinstance(made, Match):
        return made.gives_up_to or made.then
    if isinstance(made, Batch):
        return made.too_few or made.then
    if isinstance(made, SideBySide):
        return made.join
    return made.then if isinstance(made, Wait) else None


def where_people_go(service: Service, need: str, group: str, unmet: str) -> Shares:
    """Return the share of cases by end if no step helped anybody any more.

    Everybody does at each step what those who give up there do today, and an end at which the need is met
    here is out of reach. This is an assumption, since those who give up today are not everybody.

    Parameters
    ----------
    service
        The service as it is.
    need, group
        Whose cases.
    unmet
        The end of those who find no help.
    """
    now: Shares = {service.needs[need].starts_at: 1.0}
    settled: Shares = {}
    for _ in range(ROUNDS):
        now = _try_once(service, now, (group, need), settled, unmet)
    settled[unmet] = settled.get(unmet, 0.0) + sum(now.values())
    return {end: share for end, share in settled.items() if share > 1e-12}


def _try_once(service: Service, now: Shares, names: tuple[str, str], settled: Shares, unmet: str) -> Shares:
    still: Shares = {}
    for place, mass in now.items():
        if place in service.ends:
            end = place if service.ends[place].as_ in REACHED else unmet
            settled[end] = settled.get(end, 0.0) + mass
            continue
        route = failing_route(service, place)
        onward = route.shares(*names) if route else {unmet: 1.0}
        for to, share in onward.items():
            if to == unmet:
                settled[unmet] = settled.get(unmet, 0.0) + mass * share
            else:
                still[to] = still.get(to, 0.0) + mass * share
    return still


def by_group(service: Service, need: str, unmet: str) -> Mapping[str, Shares]:
    """Return where each group would go with a need."""
    return {group: where_people_go(service, need, group, unmet) for group in service.groups}
