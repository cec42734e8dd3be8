"""A new need has the values of another wherever these are named."""

from __future__ import annotations

from copy import deepcopy

from opmodels.describe.edit import Add, Changes, apply_changes
from opmodels.models.alike import treat_alike
from tests.unit.models.example import SURGERY, surgery


def test_times_shares_and_conditions_name_it_too() -> None:
    """A time by need, a share by need and a condition that names the need hold of the new one."""
    steps = deepcopy(SURGERY["steps"])
    steps["consult"]["takes"] = {"review": "20 min", "others": "9 min"}
    steps["phone"]["then"]["pharmacy"] = {"review": "0 %", "others": "8 %"}
    steps["sort"] = {"branch": [{"if": {"need": "review"}, "to": "consult"}, {"to": "phone"}]}
    needs = deepcopy(SURGERY["needs"])
    needs["review"]["starts_at"] = "sort"
    service = surgery(steps=steps, needs=needs)
    added = Add(
        add={"needs": {"extra": {"per_person_per_year": "1", "starts_at": "sort"}}}, why="for the test"
    )
    edits = (added, *treat_alike(service, "review", "extra"))
    after = apply_changes(service, Changes(model="any", for_digest=service.digest, edits=edits)).tree["steps"]
    assert after["consult"]["takes"]["extra"] == "20 min"
    assert after["phone"]["then"]["pharmacy"]["extra"] == "0 %"
    assert after["sort"]["branch"][0]["if"]["need"] == ["review", "extra"]


def test_a_name_that_may_mean_a_place_is_left() -> None:
    """Where a step has the name of the need nothing is changed."""
    steps = {**deepcopy(SURGERY["steps"]), "review": {"wait": "1 day", "then": "consult"}}
    assert list(treat_alike(surgery(steps=steps), "review", "extra")) == []
