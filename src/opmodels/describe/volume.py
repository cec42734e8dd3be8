"""How many cases a description comes to: of a need in a week or a year, and of a whole run."""

from __future__ import annotations

from opmodels.describe.coming import Timetable
from opmodels.describe.demand import Need
from opmodels.describe.notes_coming import find_run
from opmodels.describe.service import Service
from opmodels.foundation.durations import HOURS_PER_YEAR, MINUTES

DAYS_PER_WEEK = 7
WEEKS, MONTHS = 365.25 / DAYS_PER_WEEK, 12
"""In a year."""


def count_weekly(service: Service, name: str) -> float:
    """Return about how many cases of a need come in a mean week, over all groups.

    Everybody in a party counts; of a campaign, as many as it chooses at most while it lasts. What effects add
    or take away is left aside.
    """
    need = service.needs[name]
    if need.planned is not None:
        return _count_planned(service, need, need.planned, name)
    if need.campaign:
        campaign = service.campaigns[need.campaign]
        return float(campaign.up_to.value) * DAYS_PER_WEEK / campaign.days
    return (
        sum(_rate(service, need, group) * mean_party(need, name, group) for group in service.groups) / WEEKS
    )


def count_yearly_of(service: Service, name: str, group: str) -> float:
    """Return about how many cases of a need come from a group in a year, as `count_weekly` counts them.

    Of a list or a campaign, each group has its share by its people; of a campaign only groups it concerns.
    """
    need = service.needs[name]
    if need.planned is None and not need.campaign:
        return _rate(service, need, group) * mean_party(need, name, group)
    campaign = service.campaigns.get(need.campaign)
    people = {
        whose: part.people.value
        for whose, part in service.groups.items()
        if campaign is None or campaign.concerns(whose)
    }
    return float(count_yearly(service, name) * people.get(group, 0.0) / max(sum(people.values()), 1.0))


def share_who_have(service: Service, need: Need, group: str) -> float:
    """Return the share of a group who have a need at all; two traits are taken to go by chance."""
    if need.who is None:
        return 1.0
    shares = service.groups[group].abilities
    has = shares.get(need.who.has, 0.0) if need.who.has else 1.0
    return has * (1.0 - shares.get(need.who.lacks, 0.0) if need.who.lacks else 1.0)


def _rate(service: Service, need: Need, group: str) -> float:
    """Return how often a need comes in a year from people of a group; a party comes once."""
    return share_who_have(service, need, group) * _rate_of_all(service, need, group)


def _rate_of_all(service: Service, need: Need, group: str) -> float:
    people = service.groups[group].people.value
    if need.per_person_per_year is not None:
        each = need.per_person_per_year.of(group)
        return float(people * each.value) if each else 0.0
    if need.rate is None:
        return 0.0
    if need.rate.by:
        own = need.rate.of(group)
        return float(own.value) * HOURS_PER_YEAR if own else 0.0
    whole = need.rate.everyone.value if need.rate.everyone else 0.0
    return float(whole * HOURS_PER_YEAR * people / sum(one.people.value for one in service.groups.values()))


def mean_party(need: Need, name: str, group: str) -> float:
    """Return how many come together in the mean."""
    if need.party is None:
        return 1.0
    return sum(int(size) * share for size, share in need.party.shares(group, name).items())


def _count_planned(service: Service, need: Need, planned: Timetable, name: str) -> float:
    """Return the cases a week of a list: times of every week, and those of the run's days over its weeks."""
    first, after = find_run(service)
    weeks = max((after - first).days, 1) / DAYS_PER_WEEK
    parties = {
        group: mean_party(need, name, group) * share_who_have(service, need, group)
        for group in service.groups
    }
    people = {group: part.people.value for group, part in service.groups.items()}
    anybody = sum(parties[group] * people[group] for group in people) / sum(people.values())
    total = 0.0
    for time in planned.times:
        if time.day is None or first <= time.day < after:
            total += parties.get(time.group, anybody) / (weeks if time.day else 1.0)
    return total * (planned.comes.value if planned.comes else 1.0)


def count_yearly(service: Service, name: str) -> float:
    """Return about how many cases of a need come in a year, as `count_weekly` counts them."""
    return count_weekly(service, name) * WEEKS


def count_run(service: Service) -> float:
    """Return about how many cases arise in one replication, without its warm-up."""
    yearly = sum(count_yearly(service, name) for name in service.needs)
    waiting = sum(line.cases.value for line in service.at_start)
    return float(yearly * service.time.run.value / MINUTES["year"] + waiting)
