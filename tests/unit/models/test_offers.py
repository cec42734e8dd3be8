"""Rounds of an offer: whole places by group, in the order that is asked for, floors kept."""

from __future__ import annotations

import pytest

from opmodels.describe.service import Service
from opmodels.foundation.errors import DoesNotFit
from opmodels.models.offers import count_people, list_rounds, most_deprived, read_factors, share_places
from opmodels.models.prevent import SETTINGS
from tests.unit.models.example import UNEQUAL, surgery


def places(service: Service, **settings: str) -> dict[str, int]:
    """Return the places of a round by group."""
    return {one.group: one.places for one in list_rounds(service, "same_day", SETTINGS.but(settings))}


def test_who_has_the_need_is_counted() -> None:
    """Only the old have reviews."""
    assert count_people(surgery(), "review") == {"over_75": 900}


def test_one_round_by_lot_or_for_everybody() -> None:
    """By lot and by recent cases all groups are in one round; nobody is none."""
    assert places(surgery(), who="random") == {"": 27}
    assert places(surgery(), who="recent") == {"": 27}
    assert places(surgery(), who="everyone") == {"": 7000}
    assert places(surgery(), who="nobody") == places(surgery(), capacity="0 %") == {}


def test_a_score_puts_the_group_with_most_cases_first() -> None:
    """Without floors all places go to the old, who have nearly twice the cases; with them each group has its
    part."""
    assert places(surgery(), floor="0 %") == {"over_75": 27}
    assert places(surgery(), floor="100 %") == {"working_age": 24, "over_75": 3}


def test_benefit_takes_those_who_gain() -> None:
    """Where the offer does nothing for the old it goes to the others; where for nobody, only floors are."""
    assert places(surgery(), who="benefit", by_group="over_75: 1", floor="0 %") == {"working_age": 27}
    assert places(surgery(), who="benefit", factor="1", floor="0 %") == {}


def test_a_score_that_does_not_see_a_groups_risk_gives_it_less() -> None:
    """Of the more deprived, who are the old here, none is asked where a fifth of the risk is seen."""
    unequal = surgery(groups=UNEQUAL)
    assert most_deprived(unequal, ("working_age", "over_75")) == "over_75"
    assert most_deprived(surgery(), ("working_age", "over_75")) == ""
    assert places(unequal, sees="100 %", floor="0 %") == {"over_75": 27}
    assert places(unequal, sees="20 %", floor="0 %") == {"working_age": 27}


@pytest.mark.parametrize("seed", range(30))
def test_floors_hold_and_places_are_not_exceeded(seed: int) -> None:
    """Whatever the settings, with a fixed seed each: a year's places are not exceeded, each group has its
    least number, and what is given is worth as much as anything can be."""
    import numpy as np

    draws = np.random.default_rng(seed)
    given = {
        "floor": f"{draws.integers(0, 101)} %", "capacity": f"{draws.integers(1, 101)} %",
        "correlation": f"{draws.integers(0, 101)} %", "sees": f"{draws.integers(5, 101)} %",
        "who": ["risk", "benefit"][seed % 2], "factor": f"{draws.uniform(0.5, 0.99):.2f}",
    }  # fmt: skip
    settings = SETTINGS.but(given)
    found = share_places(surgery(groups=UNEQUAL), "same_day", settings)
    whole = round(7000 * settings.number("capacity"))
    assert sum(found.places) == whole
    for people, number in zip((6100, 900), found.places, strict=True):
        assert number >= int(settings.number("floor") * whole * people / 7000 + 1e-9)
        assert number <= people
    assert found.gap == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("text", ["older: 0.5", "over_75 0.5", "over_75: half"])
def test_factors_by_group_are_checked(text: str) -> None:
    """A group that is not there, and what is no factor, are refused."""
    with pytest.raises(DoesNotFit):
        read_factors(surgery(), SETTINGS.but({"by_group": text}), {"over_75": 900})
