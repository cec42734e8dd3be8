"""Worth knowing of who comes: lists of times, areas and severity that make no difference."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from opmodels.describe.coming import Planned
from opmodels.describe.condition import Condition
from opmodels.describe.fault import Note
from opmodels.describe.service import Service
from opmodels.describe.sourced import Varied
from opmodels.describe.volume import find_run
from opmodels.describe.walk import list_kinds, walk_parts
from opmodels.foundation.errors import name_list

ONE_DAY = timedelta(days=1)
WHAT = {"planned": "list", "campaign": "campaign"}
SHAPES = ("week", "year", "busy_days", "on_holidays")
"""What shapes a rate over time, and has no meaning for a list of times."""


def find_idle_areas(service: Service) -> Iterator[Note]:
    """Tell when nothing differs by area."""
    if (
        service.areas
        and not _list_named(service) & set(service.areas.to)
        and not _matches_by(service, "area")
    ):
        yield Note(("areas",), "no value, team or condition differs by area: they change nothing")


def find_idle_severity(service: Service) -> Iterator[Note]:
    """Tell for which needs nothing differs by level of severity."""
    named, matched = _list_named(service), _matches_by(service, "severity")
    for name, need in service.needs.items():
        leaves = any(one.goes_to is not None for one in need.worsens.values())
        if need.severity and not leaves and not named & set(need.levels) and not matched:
            text = "no value, team, route or condition differs by level: they change nothing"
            yield Note(("needs", name, "severity"), text)


def _list_named(service: Service) -> set[str]:
    """Return every name by which something differs."""
    named: set[str] = set()
    for _, part in walk_parts(service):
        if isinstance(part, Varied):
            named |= set(part.by)
        elif isinstance(part, Condition):
            named |= {*part.area, *part.severity}
    return named


def _matches_by(service: Service, what: str) -> bool:
    """Whether an exchange asks that both sides have this in common, or looks at the way between areas."""
    return any(
        what in exchange.same
        or (what == "area" and (exchange.longest_way is not None or exchange.order == "nearest"))
        for exchange in service.exchanges.values()
    )


def find_steady_levels(service: Service) -> Iterator[Note]:
    """Tell which cases never worsen at a level at which others do."""
    kinds = list_kinds(service)
    for name, need in service.needs.items():
        for level, one in need.worsens.items():
            mine = [kind for kind in kinds if kind[-1] == name and kind[0] == level]
            lacking = [" with ".join(kind[1:]) for kind in mine if one.after.of(*kind) is None]
            if lacking:
                yield Note(("needs", name, "worsens", level), f"{name_list(lacking, 3)} never worsen")


def count_planned(service: Service) -> Iterator[Note]:
    """Tell how many of the times in a list lie in the run, unless all do."""
    first, after = find_run(service)
    for name, need in service.needs.items():
        times = need.planned.times if need.planned else ()
        inside = sum(_lies_in(time, first, after) for time in times)
        if inside < len(times):
            early = sum(time.day is not None and time.day < first for time in times)
            warm = f"; {early:,} before it, which count for the warm-up at most" if early else ""
            text = f"{inside:,} of {len(times):,} times lie in the run, {first} to {after - ONE_DAY}{warm}"
            yield Note(("needs", name, "planned"), text)


def _lies_in(time: Planned, first: date, after: date) -> bool:
    if time.day is not None:
        return first <= time.day < after
    return any((first + n * ONE_DAY).weekday() == time.weekday for n in range(min((after - first).days, 7)))


def find_shaped_lists(service: Service) -> Iterator[Note]:
    """Tell which shapes of demand stand beside a list of times, where they mean nothing."""
    for name, need in service.needs.items():
        said = "planned" if need.planned else "campaign"
        has_shape = need.planned is None and not need.campaign
        idle = [] if has_shape else [key for key in SHAPES if key in need.model_fields_set]
        if idle:
            text = f"{name_list(idle)} beside {said} changes nothing: the {WHAT[said]} says when cases come"
            yield Note(("needs", name), text)


def find_late_campaigns(service: Service) -> Iterator[Note]:
    """Tell which campaigns begin after the run, and which can always choose everybody."""
    _, after = find_run(service)
    for name, campaign in service.campaigns.items():
        people = sum(group.people.value for who, group in service.groups.items() if campaign.concerns(who))
        if campaign.start is not None and campaign.start >= after:
            yield Note(("campaigns", name, "from"), "begins after the run: it starts no case")
        elif campaign.up_to.value >= people and campaign.first != "random":
            text = f"can choose all {people:,.0f} people each time: who is first changes nothing"
            yield Note(("campaigns", name, "first"), text)


LOOKS = (
    find_idle_areas,
    find_idle_severity,
    find_steady_levels,
    count_planned,
    find_shaped_lists,
    find_late_campaigns,
)
