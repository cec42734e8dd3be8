"""Names of the service that a setting gives."""

from __future__ import annotations

import pytest

from opmodels.foundation.errors import DoesNotFit
from opmodels.models.names import named, refuse, refuse_denied
from opmodels.models.settings import make_settings
from tests.unit.models.example import surgery

SETTINGS = make_settings(
    who={"value": "auto", "names": "pools", "grade": "assumption"},
    pays={"value": "auto", "names": "payers", "grade": "assumption"},
)


def test_a_setting_names_a_part_or_leaves_it_open() -> None:
    """What is not there is told with the nearest that is."""
    service = surgery()
    assert named(service, SETTINGS, "who", "any") is None
    assert named(service, SETTINGS.but({"who": "gp"}), "who", "any") == "gp"
    assert named(service, SETTINGS.but({"pays": "nhs"}), "pays", "any") == "nhs"
    with pytest.raises(DoesNotFit) as refused:
        named(service, SETTINGS.but({"who": "receptions"}), "who", "any")
    (problem,) = refused.value.problems
    assert problem.nearest == "reception"


def test_a_fact_that_is_denied_is_refused() -> None:
    """With who says so; where nobody says anything, or that it holds, nothing is refused."""
    refuse_denied(surgery(), "it can be", "any")
    refuse_denied(surgery(facts={"it can be": {"holds": "yes"}}), "it can be", "any")
    with pytest.raises(DoesNotFit, match=r"denied by the facts \(the law\)"):
        refuse_denied(surgery(facts={"it can be": {"holds": "no", "source": "the law"}}), "it can be", "any")


def test_a_refusal_says_of_which_model_and_service() -> None:
    """With the setting where one is at issue, and the next step where there is one."""
    (plain,) = refuse("any", surgery(), "no room", "a room").problems
    assert (plain.where, plain.found, plain.expected) == ("any on Elm Street surgery", "no room", "a room")
    assert plain.next is None
    (told,) = refuse("any, who", surgery(), "'tea'", "a pool", "name a pool").problems
    assert (told.where, told.next) == ("any on Elm Street surgery, who", "name a pool")
