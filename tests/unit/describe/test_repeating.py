"""A series of visits says how many, how far apart, counted from when, and when one is late."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from opmodels.describe.repeating import Repeat


def test_what_is_said_is_read() -> None:
    """Numbers and gaps may differ by need and be distributions; days become minutes."""
    visits = {"wound": {"negative_binomial": {"mean": "14", "sd": "9"}}, "insulin": "180"}
    repeat = Repeat.model_validate(
        {
            "visits": visits,
            "every": {"wound": "3 days", "others": "1 day"},
            "due_within": "8 h",
            "from": "actual",
        }
    )
    assert repeat.visits.of("wound").distribution.mean() == pytest.approx(14)
    assert repeat.visits.of("insulin").distribution.mean() == 180
    assert (repeat.every.of("wound").distribution.mean(), repeat.every.of("insulin").distribution.mean()) == (
        4320,
        1440,
    )
    assert (repeat.from_, repeat.due_within and repeat.due_within.value) == ("actual", 480)


def test_what_is_not_said() -> None:
    """Visits are planned from when they were due, and none is late unless it is said when."""
    repeat = Repeat.model_validate({"visits": "3", "every": "1 day"})
    assert (repeat.from_, repeat.due_within) == ("planned", None)


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"every": "1 day"}, "visits"),
        ({"visits": "3"}, "every"),
        ({"visits": "3 days", "every": "1 day"}, "visits"),
        ({"visits": "-3", "every": "1 day"}, "visits"),
        ({"visits": "3", "every": "1"}, "every"),
        ({"visits": "3", "every": "1 day", "from": "due"}, "from"),
        ({"visits": "3", "every": "1 day", "until": "done"}, "until"),
    ],
)
def test_what_does_not_fit_is_refused(wrong: dict[str, Any], place: str) -> None:
    """Something left out, a number with a unit, a time without one, a word that is not known."""
    with pytest.raises(ValidationError) as caught:
        Repeat.model_validate(wrong)
    (fault,) = caught.value.errors()
    assert place in fault["loc"] or place in str(fault["ctx"])
