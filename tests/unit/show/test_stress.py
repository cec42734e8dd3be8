"""STRESS-DES text."""

from __future__ import annotations

import re

import pytest

from opmodels.appraise.comparison import Comparison
from opmodels.describe.library import list_services
from opmodels.describe.read import parse_service, read
from opmodels.describe.service import Service
from opmodels.show.stress import list_items, write_stress
from opmodels.show.work import compare_tree, run_tree
from tests.services import day_hospital, lifts, mmc, walk_in
from tests.unit.show.desk import MODELS

NUMBERS = [
    "1.1",
    "1.2",
    "1.3",
    "2.1",
    "2.2",
    "2.3",
    "2.4",
    "2.5",
    "3.1",
    "3.2",
    "3.3",
    "3.4",
    "4.1",
    "4.2",
    "4.3",
    "5.1",
    "5.2",
    "5.3",
    "5.4",
    "6.1",
]


def test_every_item_is_answered(service: Service, comparison: Comparison) -> None:
    """All twenty items of the checklist are there, in order, none of them empty."""
    items = list_items(service, compare_tree(comparison, MODELS))
    assert [item.number for item in items] == NUMBERS
    assert all(item.lines and all(item.lines) for item in items)


def test_it_says_what_was_done(service: Service, comparison: Comparison) -> None:
    """Warm-up, replications and why, run length, seed, scenarios and their changes are those of the run."""
    text = " ".join(write_stress(service, compare_tree(comparison, MODELS)).split())
    assert "1 week of warm-up (as the description says)" in text
    assert "4 replications: 4 were asked for" in text
    assert "3 weeks from 6 January 2025" in text
    assert "seed (1)" in text
    assert "trim(cut=30 %): changes pools.desk.staff" in text
    assert "keep: changes nothing" in text


def test_assumptions_are_listed(service: Service, comparison: Comparison) -> None:
    """Every number that is graded an assumption stands among the assumptions."""
    items = {item.number: item for item in list_items(service, run_tree(comparison.as_is))}
    assert items["3.4"].lines == ("groups.old.online: made up",)
    assert items["1.3"].lines == ("The service as it is; no scenarios.",)


@pytest.mark.parametrize("name", list_services())
def test_library_services(name: str, comparison: Comparison) -> None:
    """The text of any library service is in lines of at most 80 columns."""
    text = write_stress(read(name), run_tree(comparison.as_is))
    assert max(map(len, text.splitlines())) <= 80


def test_rules_beyond_the_usual_are_told(service: Service, comparison: Comparison) -> None:
    """A service with urgency, lists and failures says how each works; one without says nothing."""
    told = {
        item.number: " ".join(item.lines)
        for item in list_items(parse_service(walk_in()), run_tree(comparison.as_is))
    }
    for words in (
        "Cases of a list", "a party", "level of severity", "who served its person", "holds on to",
        "gives way", "Absence is raised", "Help comes", "Outages come", "lognormal with mean 1",
    ):  # fmt: skip
        assert words in told["2.4"], words
    assert "Areas where people live: north 40 %, south 60 %." in told["2.5"]
    assert "south nurses: 2 more are called" in told["2.5"]
    assert "(if the area is north, the severity is critical)" in told["2.2"]
    gathers = parse_service(mmc().replace("serve: desk, takes: {exponential: 3 min}", "batch: 3"))
    lines = {item.number: " ".join(item.lines) for item in list_items(gathers, run_tree(comparison.as_is))}
    assert "Cases gather until enough" in lines["2.4"]
    assert "Activities (gather): answer." in lines["2.5"]
    lines = {
        item.number: " ".join(item.lines)
        for item in list_items(parse_service(lifts()), run_tree(comparison.as_is))
    }
    assert "Givers and takers wait apart" in lines["2.4"]
    assert "Activities (match): give and ask." in lines["2.5"]
    plain = {item.number: item.lines for item in list_items(service, run_tree(comparison.as_is))}
    assert len(plain["2.4"]) == 2


def test_every_kind_of_step_is_told(comparison: Comparison) -> None:
    """A service with all of them lists each step under its kind, and every decision."""
    service = parse_service(day_hospital())
    told = {item.number: " ".join(item.lines) for item in list_items(service, run_tree(comparison.as_is))}
    listed = re.findall(r"Activities \([\w ]+\): ([\w, ]+)\.", told["2.5"])
    names = [name for part in listed for name in re.split(r", | and ", part)]
    assert sorted(names) == sorted(name.replace("_", " ") for name in service.steps)
    for words in (
        "A campaign chooses", "in parts at the same time", "series of visits", "changes how often",
        "random utility", "Cases gather", "Givers and takers", "follow the cases of the year before",
    ):  # fmt: skip
        assert words in told["2.4"], words
    assert "share_staff shares the people of nurses and porters" in told["2.5"]


@pytest.mark.parametrize("text", [walk_in(), day_hospital()], ids=["walk_in", "day_hospital"])
def test_text_fits_the_terminal(text: str, comparison: Comparison) -> None:
    """The text is in lines of at most 80 columns here too."""
    lines = write_stress(parse_service(text), run_tree(comparison.as_is)).splitlines()
    assert max(map(len, lines)) <= 80
