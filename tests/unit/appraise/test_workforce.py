"""What models do to those who work in the service."""

from __future__ import annotations

import pytest

from opmodels.appraise.workforce import Layers, count_layers, say_consulted, tabulate_staff
from opmodels.describe.service import describe
from opmodels.models.catalogue import find_model
from tests.unit.appraise.laboratory import surgery, surgery_comparison


def test_posts_in_people_and_full_time() -> None:
    """A cut of 30 % ends as many people and contracts as the two descriptions differ by; nobody is new."""
    table = surgery_comparison().models["trim(cut=30 %)"].staff
    fall = table.effect.people[0] - table.effect.people[1]
    assert table.posts["ended"]["people"] == fall > 0
    assert table.posts["ended"]["full_time"] == pytest.approx(
        table.effect.full_time[0] - table.effect.full_time[1]
    )
    assert table.posts["created"] == {"people": 0.0, "full_time": 0.0}


def test_created_posts() -> None:
    """Posts that a change adds are created."""
    from dataclasses import replace

    tree = {
        **surgery().tree,
        "pools": {**surgery().tree["pools"], "coach": {"staff": "2", "hours": "Mon-Fri 09:00-17:00"}},
    }
    redesign = replace(find_model("keep").plan(surgery()), after=describe(tree))
    sample = surgery_comparison().as_is.sample
    assert tabulate_staff(redesign, sample, sample).posts["created"]["people"] >= 2


def test_keep_changes_nothing() -> None:
    """As-is beside itself ends, creates and changes no post, and every load is the same."""
    table = surgery_comparison().models["keep"].staff
    assert all(count == 0 for posts in table.posts.values() for count in posts.values())
    assert all(before == after for pool in table.pools.values() for before, after in pool.loads.values())
    assert table.effect.summary == "no change"


def test_loads_are_those_of_the_runs() -> None:
    """Time with citizens, utilisation and overtime are read before and after; places are no staff."""
    model = surgery_comparison().models["trim(cut=30 %)"]
    before, after = model.staff.pools["nurse"].loads["utilisation"]
    assert before == model.as_is.estimate("pools", "nurse", "utilisation")
    assert after == model.result.estimate("pools", "nurse", "utilisation")
    assert "room" not in model.staff.pools


def test_layers_and_spans() -> None:
    """Only pools with a layer are counted: five at reception, and two contracts for 40 hours of a manager."""
    layers = count_layers(surgery())
    assert layers.people == {1: 5, 2: 2} and layers.number == 2
    assert layers.spans == {2: 2.5}
    assert Layers({}).number == 0 and Layers({1: 5}).spans == {}


def test_consulted_only_if_the_facts_say_so() -> None:
    """Nobody is consulted until a fact of the service says so."""
    assert say_consulted(surgery()) == "not consulted"
    for holds, words in (("yes", "consulted (staff forum)"), ("no", "not consulted")):
        facts = {"staff consulted": {"holds": holds, "source": "staff forum"}}
        assert say_consulted(describe({**surgery().tree, "facts": facts})) == words


def test_json_form() -> None:
    """The table is plain, and pairs are before and after."""
    told = surgery_comparison().models["withdraw"].staff.as_dict()
    assert told["consulted"] == "not consulted" and told["consultation_needed"] is True
    assert told["people"][1] == 0 and told["pools"]["gp"]["people"][0] == 7
    assert told["layers"][1]["number"] == 0
