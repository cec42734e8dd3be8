"""How many cases a description comes to: of a need in a week or a year, and of a whole run."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, timedelta

from opmodels.describe.coming import Timetable
from opmodels.describe.demand import Need
from opmodels.describe.service import Service
from opmodels.foundation.durations import HOURS_PER_YEAR, MINUTES
from opmodels.foundation.weeks import DAY

DAYS_PER_WEEK = 7
WEEKS, MONTHS = 365.25 / DAYS_PER_WEEK, 12
"""In a year."""


def count_weekly(service: Service, name: str) -> float:
    """Return about how many cases of a need come in a mean week, over all groups.

    Everybody in a party counts; of a campaign, as many as it chooses at most while it lasts. What effects add
    or take away is left aside.
    """
    return sum(count_by_group(service, name).values())


def count_by_group(service: Service, name: str) -> dict[str, float]:
    """Return the same by group; of a campaign, and of times that name nobody, each has its share."""
    need = service.needs[name]
    if need.planned is not None:
        return _count_planned(service, need, need.planned, name)
    if need.campaign:
        campaign = service.campaigns[need.campaign]
        whole = float(campaign.up_to.value) * DAYS_PER_WEEK / campaign.days
        people = {who: one.people.value for who, one in service.groups.items() if campaign.concerns(who)}
        asked = max(sum(people.values()), 1.0)
        return {group: whole * people.get(group, 0.0) / asked for group in service.groups}
    return {
        group: rate_per_hour(service, need, name, group)
        * share_who_have(service, need, group)
        * mean_party(need, name, group)
        * HOURS_PER_YEAR
        / WEEKS
        for group in service.groups
    }


def count_yearly_of(service: Service, name: str, group: str) -> float:
    """Return about how many cases of a need come from a group in a year, as `count_weekly` counts them."""
    return count_by_group(service, name)[group] * WEEKS


def share_who_have(service: Service, need: Need, group: str) -> float:
    """Return the share of a group who have a need at all; two traits are taken to go by chance."""
    if need.who is None:
        return 1.0
    shares = service.groups[group].abilities
    has = shares.get(need.who.has, 0.0) if need.who.has else 1.0
    return has * (1.0 - shares.get(need.who.lacks, 0.0) if need.who.lacks else 1.0)


def rate_per_hour(service: Service, need: Need, name: str, group: str) -> float:
    """Return how many cases of a need a group has per hour, on average over the year; a party comes once.

    A rate of those who are not named is parted among them by their people (E2.4).
    """
    people = service.groups[group].people.value
    if need.planned is not None or need.campaign:
        return 0.0
    if need.per_person_per_year is not None:
        each = need.per_person_per_year.of(group, name)
        return float(each) * people / HOURS_PER_YEAR if each is not None else 0.0
    assert need.rate is not None
    if group in need.rate.by:
        return float(need.rate.by[group])
    if need.rate.everyone is None:
        return 0.0
    unnamed = sum(g.people.value for n, g in service.groups.items() if n not in need.rate.by)
    return float(need.rate.everyone) * people / unnamed if unnamed else 0.0


def mean_party(need: Need, name: str, group: str) -> float:
    """Return how many come together in the mean."""
    if need.party is None:
        return 1.0
    return sum(int(size) * share for size, share in need.party.shares(group, name).items())


def _count_planned(service: Service, need: Need, planned: Timetable, name: str) -> dict[str, float]:
    """Return the cases a week of a list, by group: times of every week, and those of the run's days over its
    weeks."""
    first, after = find_run(service)
    weeks = max((after - first).days, 1) / DAYS_PER_WEEK
    people = {group: part.people.value for group, part in service.groups.items()}
    times = dict.fromkeys(people, 0.0)
    for time in planned.times:
        if time.day is None or first <= time.day < after:
            each = 1.0 / weeks if time.day else 1.0
            named = {time.group: 1.0} if time.group in people else _part_by(people)
            times |= {group: times[group] + each * share for group, share in named.items()}
    come = planned.comes.value if planned.comes else 1.0
    return {
        group: count * come * mean_party(need, name, group) * share_who_have(service, need, group)
        for group, count in times.items()
    }


def _part_by(people: Mapping[str, float]) -> dict[str, float]:
    return {group: count / sum(people.values()) for group, count in people.items()}


def find_run(service: Service) -> tuple[date, date]:
    """Return the first day that is measured, and the day after the last."""
    days = math.ceil(service.time.run.value / DAY)
    return service.time.start, service.time.start + timedelta(days=days)


def count_yearly(service: Service, name: str) -> float:
    """Return about how many cases of a need come in a year, as `count_weekly` counts them."""
    return count_weekly(service, name) * WEEKS


def count_run(service: Service) -> float:
    """Return about how many cases arise in one replication, without its warm-up."""
    yearly = sum(count_yearly(service, name) for name in service.needs)
    waiting = sum(line.cases.value for line in service.at_start)
    return float(yearly * service.time.run.value / MINUTES["year"] + waiting)
