"""What is left on people, in words."""

from __future__ import annotations

from typing import Any

import pytest

from opmodels.describe.effects import Effect
from opmodels.show.people import mark_effects, tell_effects

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
