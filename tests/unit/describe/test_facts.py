"""Facts say what no number of a service shows."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from opmodels.describe.facts import Fact
from tests.unit.models.example import surgery


def test_a_service_may_state_facts_in_plain_words() -> None:
    """The words are the key, and what holds stands below it."""
    facts = {"same_day can wait": {"holds": "yes", "up_to": "4 hours", "source": "survey", "grade": "B"}}
    told = surgery(facts=facts).facts["same_day can wait"]
    assert (told.holds, told.up_to, told.source, told.grade) == ("yes", "4 hours", "survey", "B")
    assert surgery().facts == {}


def test_facts_are_part_of_the_digest() -> None:
    """A service of which more is known is another description."""
    assert surgery(facts={"a": {"holds": "no"}}).digest != surgery().digest


def test_a_fact_holds_or_does_not() -> None:
    """Perhaps is left to silence: what nobody says is unknown."""
    with pytest.raises(ValidationError):
        Fact.model_validate({"holds": "perhaps"})
