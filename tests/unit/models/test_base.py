"""A model plans a redesign: changes recorded, the service before untouched, a misfit said precisely."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, dataclass

import pytest

from opmodels.describe.edit import Edit, Set, apply_changes
from opmodels.describe.service import Service
from opmodels.foundation.errors import DoesNotFit, InputError
from opmodels.models.base import Design, OperatingModel, make_card
from opmodels.models.settings import Settings, make_settings
from opmodels.models.transition import Transition
from tests.unit.models.example import surgery

CARD = make_card(
    idea="Fewer doctors.", home="here", mechanism="arithmetic", breaks="need", left_out="the ill",
    staff={"gp": "ended", "consult": "yes"}, evidence_level="1", relies_on=[{"has pool": "gp"}],
)  # fmt: skip


@dataclass(frozen=True)
class Fewer(OperatingModel):
    """Sets the number of doctors."""

    def design(self, service: Service, settings: Settings) -> Design:
        """Return one change."""
        edits: tuple[Edit, ...] = (Set(set={"pools.gp.staff": settings["doctors"].value}, why="fewer"),)
        return Design(edits, Transition(), settings)


FEWER = Fewer("fewer", CARD, make_settings(doctors={"value": "4", "limits": ["0", "9"]}), {"doctors": "5"})


def test_a_redesign_carries_everything() -> None:
    """Name, label, both services, changes, settings, card and fit."""
    service = surgery()
    redesign = FEWER.plan(service, {"doctors": 3})
    assert (redesign.name, redesign.label) == ("fewer", "fewer(doctors=3)")
    assert redesign.before is service
    assert redesign.after.pools["gp"].size == 3
    assert redesign.settings["doctors"].value == "3"
    assert redesign.card is CARD
    assert [fit.state for fit in redesign.fit] == ["held"]
    assert [str(line) for line in redesign.differences] == ["pools.gp.staff: 5 -> 3, because fewer"]
    assert apply_changes(service, redesign.changes).digest == redesign.after.digest
    assert not redesign.changes_nothing


def test_zero_settings_change_nothing() -> None:
    """The service after is the one before."""
    service = surgery()
    redesign = FEWER.plan(service, FEWER.zero_settings)
    assert redesign.changes_nothing
    assert redesign.after is service


def test_settings_can_be_bound() -> None:
    """A model with settings given plans with them, and says so in its label."""
    bound = FEWER.with_settings({"doctors": "2"})
    assert bound.label == "fewer(doctors=2)"
    assert FEWER.label == "fewer"
    assert bound.plan(surgery()).after.pools["gp"].size == 2
    assert bound.plan(surgery(), {"doctors": "1"}).after.pools["gp"].size == 1
    assert FEWER.plan(surgery(), bound.settings).label == "fewer(doctors=2)"


def test_a_setting_that_is_wrong_is_the_readers_mistake() -> None:
    """Unknown settings and values out of limits are input errors."""
    for given in ({"doctor": "3"}, {"doctors": "10"}):
        with pytest.raises(InputError, match="fewer"):
            FEWER.plan(surgery(), given)


def test_a_change_that_cannot_be_made_does_not_fit() -> None:
    """The error is that of a model that does not fit, and says which change and why."""
    with pytest.raises(DoesNotFit) as caught:
        FEWER.plan(surgery(), {"doctors": "3.5"})
    assert caught.value.problems[0].where == "fewer(doctors=3.5), change 1 (set pools.gp.staff)"


def test_redesigns_are_frozen() -> None:
    """Nobody alters what was planned."""
    redesign = FEWER.plan(surgery())
    with pytest.raises(FrozenInstanceError):
        redesign.name = "other"  # type: ignore[misc]
