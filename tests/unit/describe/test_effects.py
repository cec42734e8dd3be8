"""What a step or an end leaves on its person."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from opmodels.describe.effects import Effect, largest_factor


@pytest.mark.parametrize(
    ("factor", "largest"),
    [
        ("0.7", 0.7),
        ({"young": "0.7"}, 1.0),
        ({"old": "0.7"}, 0.7),
        ({"young": "3", "call": "1.5", "others": "0.5"}, 1.5),
        ({"old": "2", "others": "0.5"}, 2.0),
    ],
)
def test_largest_factor_of_a_group(factor: Any, largest: float) -> None:
    """What another group has does not count; what a need or a level has may hold for anybody."""
    effect = Effect.model_validate({"factor": factor})
    assert largest_factor(effect.factor, "old", ["young", "old"]) == largest


def test_what_fades_has_to_end() -> None:
    """An effect for good does not fade: the message names the key that lacks."""
    with pytest.raises(ValidationError) as caught:
        Effect.model_validate({"factor": "0.7", "fades": "4 weeks"})
    (line,) = caught.value.errors()
    assert line["ctx"]["found"] == "fades without lasts"
    assert line["ctx"]["next"] == "add lasts:"
