"""Rules: what is left on people can be, and campaigns can be run."""

from __future__ import annotations

import math
from collections.abc import Iterator

from opmodels.describe.effects import largest_factor
from opmodels.describe.fault import Fault, Path
from opmodels.describe.rules_numbers import BOUNDS
from opmodels.describe.service import Service
from opmodels.describe.walk import walk_effects
from opmodels.foundation.weeks import DAY

MOST_TOGETHER = 1000
"""The largest factor that all effects on a need may come to: every candidate up to it has to be looked at."""
MOST_ALONE = BOUNDS["steps", "factor"][1]
"""The largest factor of one of them; a larger one is told by itself."""


def effects_last(service: Service) -> Iterator[Fault]:
    """An effect holds for some time."""
    for section, name, need, effect in walk_effects(service):
        if effect.lasts is not None and effect.lasts.value <= 0:
            path = (section, name, "effects", need, "lasts")
            yield Fault(path, f"lasts: {effect.lasts.written}", "a time above zero, e.g. 52 weeks")


def effects_fit_their_needs(service: Service) -> Iterator[Fault]:
    """Cases of a list can be taken away by an effect, none added; those of a campaign are chosen."""
    for section, name, need, effect in walk_effects(service):
        path: Path = (section, name, "effects", need)
        parts = [*effect.factor.by.items(), ("", effect.factor.everyone)]
        large = next(((who, part) for who, part in parts if part is not None and part.value > 1), None)
        if service.needs[need].campaign:
            found = f"'{need}', whose cases a campaign starts"
            yield Fault(path, found, "a need that people have of themselves", key=True)
        elif large and service.needs[need].planned is not None:
            expected = f"a factor up to 1: the cases of '{need}' come by a list, to which none is added"
            where = (*path, "factor", *([large[0]] if large[0] else []))
            yield Fault(where, f"factor: {large[1].written}", expected)


def effects_together_are_bounded(service: Service) -> Iterator[Fault]:
    """All the effects that one person can have on a need do not make it thousands of times as frequent."""
    found = list(walk_effects(service))
    for need in dict.fromkeys(one[2] for one in found):
        mine = [(section, name, effect) for section, name, whose, effect in found if whose == need]
        for group in service.groups:
            factors = [largest_factor(effect.factor, group, service.groups) for _, _, effect in mine]
            together = math.prod(max(factor, 1.0) for factor in factors)
            if together > MOST_TOGETHER and max(factors) <= MOST_ALONE:
                path = (*mine[-1][:2], "effects", need)
                told = f"effects that together make '{need}' of '{group}' {together:,.0f} times as frequent"
                yield Fault(path, told, f"at most {MOST_TOGETHER:,} times", key=True)
                break


def campaigns_keep_a_calendar(service: Service) -> Iterator[Fault]:
    """People are chosen on whole days, from a day on that is not after the last."""
    for name, campaign in service.campaigns.items():
        top: Path = ("campaigns", name)
        days = campaign.every.value / DAY
        if days != round(days) or days < 1:
            found, near = f"every: {campaign.every.written}", f"{max(round(days), 1)} days"
            yield Fault((*top, "every"), found, "a whole number of days, from 1 day on", near)
        first = campaign.start or service.time.start
        if campaign.until is not None and campaign.until < first:
            yield Fault((*top, "until"), f"until: {campaign.until}", f"a day from {first} on, when it begins")
        had = campaign.who.had
        if had is not None and had.within.value <= 0:
            found = f"within: {had.within.written}"
            yield Fault((*top, "who", "had", "within"), found, "a time above zero, e.g. 1 year")


def campaigns_choose_single_people(service: Service) -> Iterator[Fault]:
    """Nobody is chosen together with others."""
    for name, need in service.needs.items():
        if need.campaign and need.party is not None:
            expected = "no party: each person is chosen alone"
            yield Fault(("needs", name, "party"), "a party beside campaign", expected, key=True)


RULES = (
    effects_last,
    effects_fit_their_needs,
    effects_together_are_bounded,
    campaigns_keep_a_calendar,
    campaigns_choose_single_people,
)
