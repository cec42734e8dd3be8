"""The service as a whole: its tree, its digest, its payers."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from opmodels.describe.service import Service, describe
from opmodels.describe.yaml_lines import parse_yaml
from tests.services import mmc, surgery

TREE = parse_yaml(surgery(), "x").tree


def test_tree_is_what_was_written() -> None:
    """A service keeps the description it was made from."""
    assert describe(TREE).tree == TREE


def test_digest_covers_all_that_is_written() -> None:
    """The order of keys does not matter to the digest, any other change does."""
    turned = dict(reversed(list(TREE.items())))
    assert describe(TREE).digest == describe(turned).digest
    assert describe({**TREE, "story": "another"}).digest != describe(TREE).digest


def test_services_are_frozen() -> None:
    """A service does not change."""
    with pytest.raises(ValidationError):
        describe(TREE).service = "another"  # type: ignore[misc]


def test_payers_come_in_the_order_of_their_names() -> None:
    """Whoever bears a cost or an income is listed once; a service that names nobody pays itself."""
    assert describe(TREE).payer_names == ("practice", "nhs", "patients")
    assert describe(parse_yaml(mmc(), "x").tree).payer_names == ("service",)


def test_budget_holder_is_whose_gap_it_is() -> None:
    """The payer of the gap, or the first."""
    gap = {"amount": "£1k", "by": "2027-03-31"}
    assert describe({**TREE, "gap": {**gap, "payer": "nhs"}}).budget_holder == "nhs"
    assert describe({**TREE, "gap": gap}).budget_holder == "practice"


@pytest.mark.parametrize("section", ["opmodels", "service", "time", "groups", "needs", "steps", "ends"])
def test_sections_that_are_needed(section: str) -> None:
    """A service says what it is, when, for whom, what they need, what happens and how it ends."""
    with pytest.raises(ValidationError) as caught:
        describe({key: node for key, node in TREE.items() if key != section})
    assert [line["ctx"]["next"] for line in caught.value.errors()] == [f"add {section}:"]


@pytest.mark.parametrize(
    ("time", "place"),
    [
        ({"run": "0 days"}, ("time",)),
        ({"start": "9999-12-31"}, ("time",)),
        ({"start": "1492-10-12"}, ("time",)),
        ({"run": "12"}, ("time", "run")),
        ({"warm_up": "aut"}, ("time", "warm_up")),
        ({"start": "7 April"}, ("time", "start")),
        ({"go_live": ""}, ("time", "go_live")),
    ],
)
def test_wrong_times_are_refused(time: dict[str, str], place: tuple[Any, ...]) -> None:
    """A run starts on a day and lasts."""
    with pytest.raises(ValidationError) as caught:
        describe({**TREE, "time": {"start": "2025-01-06", "run": "12 weeks", **time}})
    assert caught.value.errors()[0]["loc"] == place


def test_warm_up_is_found_unless_said() -> None:
    """A warm-up is a period, or left to the run."""
    made = [
        describe({**TREE, "time": {"start": "2025-01-06", "run": "1 year", **more}}).time
        for more in ({}, {"warm_up": "2 weeks"})
    ]
    assert made[0].warm_up == "auto" and float(made[1].warm_up) == 20_160  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["9am", "a b", "é", "", "a.b"])
def test_names_are_plain(name: str) -> None:
    """Names can stand in a path and in any program."""
    with pytest.raises(ValidationError):
        describe({**TREE, "pools": {name: {"staff": "1"}}})


def test_every_step_is_some_kind() -> None:
    """A step that is no step is told at its name."""
    with pytest.raises(ValidationError) as caught:
        Service.model_validate({**TREE, "steps": {"a": {"serv": "gp"}}})
    assert caught.value.errors()[0]["loc"] == ("steps", "a")
