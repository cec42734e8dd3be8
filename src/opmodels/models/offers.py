"""Whom an offer with few places reaches: rounds of a campaign, by lot, by risk or by what each would gain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from opmodels.describe.service import Service
from opmodels.describe.volume import count_yearly_of
from opmodels.foundation.errors import DoesNotFit, Problem, find_nearest, name_list
from opmodels.foundation.units import UnitError, parse_factor
from opmodels.models.risk import F8, find_frailty, frailty_by_rank
from opmodels.models.settings import Settings
from opmodels.planners.place_offers import Offers, place_offers

YEAR = 52 * 7 * 1440.0
"""Minutes in the year of which a share of people is reached."""
SAME = "same"


@dataclass(frozen=True)
class Round:
    """One campaign of the offer.

    Parameters
    ----------
    group
        Whom it asks; everybody who may have the need where it is empty.
    places
        How many it asks each time.
    terms
        Further keys of the campaign: who comes first.
    """

    group: str
    places: int
    terms: Mapping[str, Any]


def count_people(service: Service, need: str) -> dict[str, int]:
    """Return the people of each group that has the need at all."""
    return {
        name: int(group.people.value)
        for name, group in service.groups.items()
        if count_yearly_of(service, need, name) > 0
    }


def read_factors(service: Service, settings: Settings, groups: Mapping[str, int]) -> dict[str, float]:
    """Return by what the need of those who take part is multiplied, by group.

    Raises
    ------
    DoesNotFit
        When a group is named that has no such need, or what stands for it is no factor.
    """
    told, every = settings.word("by_group"), settings.number("factor")
    if told == SAME:
        return dict.fromkeys(groups, every)
    factors, where = dict.fromkeys(groups, every), f"prevent on {service.service}, by_group"
    for piece in told.split(","):
        name, colon, text = (part.strip() for part in piece.partition(":"))
        if name not in groups or not colon:
            expected = (
                f"factors by group, such as {next(iter(groups))}: 0.9; groups are {name_list(list(groups))}"
            )
            raise DoesNotFit(Problem(where, f"'{piece.strip()}'", expected, find_nearest(name, groups)))
        try:
            factors[name] = parse_factor(text)
        except UnitError as error:
            raise DoesNotFit(error.at(where)) from None
    return factors


def list_rounds(service: Service, need: str, settings: Settings) -> tuple[Round, ...]:
    """Return the campaigns that make the offer; none where nobody is asked."""
    people, who = count_people(service, need), settings.word("who")
    places = _count_places(sum(people.values()), settings)
    if who == "everyone":
        return (Round("", sum(people.values()), {}),)
    if who == "nobody" or not places:
        return ()
    if who == "random":
        return (Round("", places, {"first": "random"}),)
    if who == "recent":
        had = {"need": need, "times": settings.word("times"), "within": "52 weeks"}
        return (Round("", places, {"who": {"had": had}, "first": "most_cases"}),)
    share = share_places(service, need, settings)
    score = {"first": "score", "correlation": settings["correlation"].as_node()}
    a_year = min(round(sum(people.values()) * settings.number("capacity")), sum(people.values()))
    each = _round_shares(share.places, places / max(a_year, 1))
    return tuple(Round(group, n, score) for group, n in zip(people, each, strict=True) if n)


def _count_places(people: int, settings: Settings) -> int:
    """Return the places of each round, whole; one where there is any."""
    exact = people * settings.number("capacity") * settings.number("every") / YEAR
    return max(1, int(exact + 0.5)) if exact > 0 else 0


def share_places(service: Service, need: str, settings: Settings) -> Offers:
    """Share a year's places between groups by the risk that the score sees, or by what is gained by it."""
    people = count_people(service, need)
    factors = read_factors(service, settings, people)
    whole = sum(people.values())
    places = min(round(whole * settings.number("capacity")), whole)
    floor = settings.number("floor")
    least = [int(floor * places * n / whole + 1e-9) for n in people.values()]
    gains = settings.word("who") == "benefit"
    misjudged, sees = most_deprived(service, tuple(people)), settings.number("sees")
    worth = [
        _risk_by_rank(service, need, group, settings)
        * (sees if group == misjudged else 1.0)
        * (1.0 - factors[group] if gains else 1.0)
        for group in people
    ]
    return place_offers(worth, least, places)


def _risk_by_rank(service: Service, need: str, group: str, settings: Settings) -> F8:
    """Return the cases a year to expect in each person of a group, whom the score puts first at the start."""
    people = int(service.groups[group].people.value)
    mean = count_yearly_of(service, need, group) / people
    return mean * frailty_by_rank(find_frailty(service, group), settings.number("correlation"), people)


def most_deprived(service: Service, groups: tuple[str, ...]) -> str:
    """Return the most deprived of some groups, or nothing where nobody says how deprived they are."""
    told = {name: service.groups[name].deprivation for name in groups}
    known = {name: decile.value for name, decile in told.items() if decile is not None}
    return min(known, key=lambda name: known[name]) if len(known) > 1 else ""


def _round_shares(yearly: tuple[int, ...], each: float) -> list[int]:
    """Return places of one round by group: whole, this share of the year's, the largest rests first."""
    exact = np.array(yearly) * each
    given = np.floor(exact + 1e-9).astype(int)
    missing = int(exact.sum() + 0.5) - int(given.sum())
    for group in np.argsort(given - exact, kind="stable")[:missing]:
        given[group] += 1
    return [int(n) for n in given]
