"""What is left on people, and whom campaigns choose, in words."""

from __future__ import annotations

from typing import Any

import pytest

from opmodels.describe.campaigns import Campaign
from opmodels.describe.effects import Effect
from opmodels.show.people import mark_effects, tell_campaign, tell_effects

WHOLE = {"factor": "0.7", "after": "4 weeks", "lasts": "52 weeks", "fades": "12 weeks"}


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            WHOLE,
            "multiplies how often its person has fall by 0.7, from 4 weeks later on, for 52 weeks,"
            " fading over 12 weeks",
        ),
        ({"factor": "120 %"}, "multiplies how often its person has fall by 120 %, for good"),
        (
            {"factor": {"old": "0.5", "others": "0.9"}},
            "multiplies how often its person has fall by old 0.5, others 0.9, for good",
        ),
    ],
)
def test_effects_are_told(said: dict[str, Any], told: str) -> None:
    """Each is one clause with its factor and its times; what holds for good says so."""
    effects = {"fall": Effect.model_validate(said)}
    assert list(tell_effects(effects)) == [told]
    assert list(mark_effects(effects)) == ["changes fall"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, "every 4 weeks, for up to 120 people, by lot"),
        (
            {
                "from": "2025-02-03",
                "until": "2025-09-01",
                "who": {"group": ["old"], "has": "online", "had": {"need": "fall", "within": "1 year"}},
                "first": "most_cases",
                "not_again_for": "2 years",
            },
            "every 4 weeks, from 2025-02-03, until 2025-09-01, for up to 120 who are of old, have online and"
            " had fall at least once within 1 year, those with the most of these cases first, nobody again"
            " for 2 years",
        ),
        (
            {"first": "score", "correlation": "60 %", "who": {"area": "north", "lacks": "car"}},
            "every 4 weeks, for up to 120 who live in north and lack car, those with the highest score first"
            " (it correlates with frailty by 60 %)",
        ),
    ],
)
def test_campaigns_are_told(said: dict[str, Any], told: str) -> None:
    """When, how many, whom, in which order; nothing is told that is not said."""
    assert tell_campaign(Campaign.model_validate({"every": "4 weeks", "up_to": "120", **said})) == told
