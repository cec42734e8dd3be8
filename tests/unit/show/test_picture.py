"""The picture in words."""

from __future__ import annotations

import pytest

from opmodels.describe.condition import Condition
from opmodels.describe.library import list_services
from opmodels.describe.read import parse_service, read
from opmodels.show.picture import list_lines, make_tree, tell_condition, tell_step
from tests.services import day_hospital, lifts, mmc, surgery, walk_in


def test_conditions_in_words() -> None:
    """A line of a branch says what must hold."""
    when = Condition.model_validate({"group": "old", "lacks": "online", "queue": "ask", "at_least": "5"})
    assert tell_condition(when) == "the group is old, the person lacks online, at least 5 wait at ask"
    asked = Condition.model_validate({"area": ["north", "west"], "severity": "critical"})
    assert tell_condition(asked) == "the area is north or west, the severity is critical"
    rush = Condition.model_validate({"need": "call", "during": ["Mon-Fri 08:00-10:00", "Sat 09:00-12:00"]})
    assert tell_condition(rush) == "the need is call, it is Mon-Fri 08:00-10:00 or Sat 09:00-12:00"


@pytest.mark.parametrize("name", list_services())
def test_library_fits_the_terminal(name: str) -> None:
    """Every library service is shown in lines of at most 80 columns, with all of its names."""
    service = read(name)
    lines = list_lines(service)
    assert max(map(len, lines)) <= 80
    text = "\n".join(lines)
    assert all(
        part in text
        for part in (*service.groups, *service.needs, *service.steps, *service.ends, *service.pools)
    )


def test_whole_grammar_is_shown() -> None:
    """A service that uses the whole grammar is shown too, conditions and all."""
    text = "\n".join(list_lines(parse_service(surgery())))
    assert "--> " in text
    assert "DIARIES" in text


def test_urgency_teams_and_failures_are_shown() -> None:
    """What is said of areas, urgency, lists, continuity, help, failures and speed is all told."""
    lines = list_lines(parse_service(walk_in()))
    assert max(map(len, lines)) <= 80
    text = " ".join(" ".join(lines).split())
    for told in (
        "where they live: north 40 %, south 60 %",
        "in parties of 1 (70 %), 2 (20 %) or 4 (10 %)",
        "severity at the start: minor 70 %, serious 25 %, critical 5 %",
        "serious becomes critical after 1 h to 2 h of waiting and leaves for hospital",
        "by a list of 3 times, 2 of them every week",
        "served by north_nurses or south_nurses (north), south_nurses (others)",
        "waits up to 10 min for the worker who served the person last",
        "stops for a higher class and goes on afterwards",
        "keeps beds up to leave",
        "2 more are called when 3 wait at door: they come after 20 min for 2 h",
        "2 of them out of use for 5 h, then 3 days without failure",
        "absence of 5 % rises by 0.2 points",
        "1.2 times as fast",
        "speeds differ by 20 %",
    ):
        assert told in text, told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("batch: 8", "gathers 8"),
        ("batch: {at: 09:00}", "gathers until 09:00"),
        (
            "batch: {of: 8, at: 09:00}, longest: 2 days, fewest: 3, too_few: lost",
            "gathers 8, or until 09:00, or 2 days after the first, at least 3",
        ),
    ],
)
def test_batches_are_told(words: str, told: str) -> None:
    """What those who gather wait for stands in the picture."""
    text = mmc().replace("answer: {serve: desk, takes: {exponential: 3 min}", f"answer: {{{words}")
    assert tell_step(parse_service(text), "answer") == told


@pytest.mark.parametrize(
    ("matches", "more", "step", "told"),
    [
        ("at once", "", "give", "gives, room for 2, in lifts (at once), patience 40 min"),
        (
            "{every: 30 min}",
            "same: area",
            "ask",
            "takes, in lifts (every 30 min, same area), patience 25 min",
        ),
        (
            "{at: 18:00}",
            "order: nearest, longest_way: 15 min",
            "ask",
            "takes, in lifts (every day at 18:00, nearest first, at most 15 min away), patience 25 min",
        ),
    ],
)
def test_exchanges_are_told(matches: str, more: str, step: str, told: str) -> None:
    """Which side a step is, when matches are made and who fits stand in the picture."""
    assert tell_step(parse_service(lifts(matches, more)), step) == told


def test_tree_tells_the_same() -> None:
    """What the terminal tells of areas, needs and pools is in the tree too."""
    tree = make_tree(parse_service(walk_in()))
    assert tree["areas"] == {"north": "40 %", "south": "60 %"}
    assert tree["needs"]["injury"]["told"][0].startswith("in parties of 1")
    assert tree["pools"]["beds"]["told"] == [
        "2 of them out of use for 5 h, then 3 days without failure, in the mean"
    ]
    plain = make_tree(parse_service(surgery()))
    assert plain["areas"] == {} and plain["pools"]["gp"]["told"] == []


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("", "goes on in 2 parts side by side, until all are done"),
        (", waits_for: 1", "goes on in 2 parts side by side, until 1 of them is done"),
    ],
)
def test_parts_side_by_side_are_told(more: str, told: str) -> None:
    """How many parts there are, and for how many the case waits."""
    later = "  apart: {side_by_side: [answer, wait], joins_at: join" + more + "}\n"
    later += "  wait: {wait: 1 min, then: join}\n  join: {wait: 1 min, then: done}\nends:"
    service = parse_service(mmc().replace("ends:", later).replace("starts_at: answer", "starts_at: apart"))
    assert tell_step(service, "apart") == told
    assert [line for line in list_lines(service) if "part" in line and "-->" in line and "answer" in line]


def test_who_leaves_is_told_in_words() -> None:
    """Each way out of every kind of step says who takes it, in lines that fit the terminal."""
    lines = list_lines(parse_service(day_hospital()))
    assert max(map(len, lines)) <= 80
    told = {line.partition("[")[2].rstrip("]") for line in lines if "-->" in line}
    assert told >= {
        "who gives up", "who finds no room", "who finds no slot", "who does not come", "who cancels",
        "who is offered nothing", "who are too few", "the whole, when enough parts are done",
        "who chooses public", "part 1", "if the severity is grave", "otherwise", "",
    }  # fmt: skip
