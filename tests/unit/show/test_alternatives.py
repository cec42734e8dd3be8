"""Choices in words."""

from __future__ import annotations

from opmodels.describe.choosing import Choose
from opmodels.describe.read import parse_service
from opmodels.show.alternatives import tell_choice
from tests import services


def test_each_alternative_is_told_with_its_price_and_its_wait() -> None:
    """Prices by group, the way in which a wait is told, what is needed."""
    step = parse_service(services.night_out()).steps["how"]
    assert isinstance(step, Choose)
    assert tell_choice(step) == (
        "people choose bus (£2, the wait by the queue at stop), car (£9 / £12, the last wait at hail, needs"
        " smartphone, income at least £12k), minibus (the next slot at seat), phone (the wait published for"
        " call) or walk (40 min)"
    )
    assert tell_choice(Choose.model_validate({"choose": {"bus": {"to": "x"}}})) == "people take bus"
