"""Consults as they are written."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from opmodels.describe.decisions import Consult


def consult(**more: Any) -> Consult:
    """Return a consult."""
    return Consult.model_validate({"at": "07:30", "planner": "share_staff", "pools": ["a", "b"], **more})


def test_what_is_not_said_is_usual() -> None:
    """Every day, one stays, until the next time."""
    usual = consult()
    assert (usual.minute, usual.days, usual.floor, usual.until) == (450, tuple(range(7)), 1, None)


def test_what_is_said_counts() -> None:
    """Days in words, a time of day at which people return."""
    said = consult(days="Mon, Wed-Thu", least="2", keeps_until="13:00")
    assert (said.days, said.floor, said.until) == ((0, 2, 3), 2, 780)


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({"days": "Mon-Fry"}, "not a day"),
        ({"days": ["Mon"]}, "a list of 1"),
        ({"keeps_until": "13"}, "not hours:minutes"),
        ({"keeps_until": ["13:00"]}, "a list of 1"),
        ({"planner": "guess"}, "share_staff"),
    ],
)
def test_what_cannot_be_is_refused(more: dict[str, Any], found: str) -> None:
    """Days, times and planners that are none."""
    with pytest.raises(ValidationError, match=found):
        consult(**more)
