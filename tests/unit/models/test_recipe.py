"""Recipes are read with file and line, their settings put in, and planned like any model."""

from __future__ import annotations

from pathlib import Path

import pytest

from opmodels.foundation.errors import DoesNotFit, InputError
from opmodels.models.recipe import parse_recipe, read_recipe
from tests.unit.models.evidence_text import EVIDENCE
from tests.unit.models.example import SURGERY, surgery
from tests.unit.models.recipe_text import RECIPE

NAME = "fewer.recipe.yaml"


def line_of(text: str, recipe: str = RECIPE) -> int:
    """Return the line of a recipe on which a text stands."""
    return recipe[: recipe.index(text)].count("\n") + 1


def test_a_recipe_is_a_model() -> None:
    """Name, card, settings, and one more setting that every recipe has."""
    recipe = parse_recipe(RECIPE, NAME)
    assert (recipe.name, recipe.source) == ("fewer_calls", NAME)
    assert list(recipe.settings.values) == ["kept", "window", "reach"]
    assert recipe.card.staff.roles["reception"].loses == ("repeat calls",)
    assert recipe.zero_settings == {"reach": "0 %"}


def test_settings_are_put_into_changes_with_their_ranges() -> None:
    """What is multiplied by an uncertain share is uncertain; a route takes the share with its range."""
    redesign = parse_recipe(RECIPE).plan(surgery())
    need = redesign.after.needs["same_day"].per_person_per_year.of("over_75")
    assert (need.value, need.low, need.high) == pytest.approx((3.4 * 0.8, 3.4 * 0.6, 3.4 * 0.95))
    assert (need.source, need.grade) == ("Doe", "C")
    share = redesign.after.steps["phone"].then.to["ask_on_day"].of("over_75")
    assert (share.value, share.low, share.high) == (0.8, 0.6, 0.95)
    assert redesign.changes.reasons[0] == "only 80 % ring again"


def test_settings_that_are_given_go_in() -> None:
    """Half the calls, and twice the window."""
    redesign = parse_recipe(RECIPE).plan(surgery(), {"kept": "65 %", "window": "2 hours"})
    assert redesign.label == "fewer_calls(kept=65 %, window=2 hours)"
    assert redesign.after.needs["same_day"].per_person_per_year.of("over_75").value == pytest.approx(2.21)
    assert "for 2 hours" in redesign.fit[1].relies_on


def test_reach_ends_adoption_and_at_nothing_changes_nothing() -> None:
    """At 50 % adoption ends there; at 0 % the service is the same."""
    recipe = parse_recipe(RECIPE)
    assert recipe.plan(surgery()).transition.adoption.share_at(1e9) == pytest.approx(0.9)
    assert recipe.plan(surgery(), {"reach": "50 %"}).transition.adoption.share_at(1e9) == pytest.approx(0.5)
    low = recipe.plan(surgery(), {"reach": "5 %"}).transition.adoption
    assert (low.share_at(0.0), low.share_at(1e9)) == pytest.approx((0.05, 0.05))
    service = surgery()
    assert recipe.plan(service, {"reach": "0 %"}).after is service


@pytest.mark.parametrize(
    ("old", "new", "where", "found", "nearest"),
    [
        ("opmodels-recipe: 1", "opmodels-recipe: 2", "opmodels-recipe: 2", '"2"', None),
        ("model: fewer_calls", "model: Fewer Calls", "model: Fewer", "the name", None),
        ("  idea: Those", "  idee: Those", "idee: Those", "the unknown key 'idee'", "idea"),
        ("has step: phone", "has stp: phone", "relies_on", "the predicate 'has stp'", "has step"),
        ("for: $window", "for: $windw", "relies_on", "the setting $windw", "window"),
        ("range: [60 %, 95 %]", "range: [90 %, 95 %]", "kept: {", "the range 90 % to 95 %", None),
        ("grade: C}\n  window", "grade: D}\n  window", "kept: {", '"D"', None),
        ("$kept}\n    why", "1 - $kep}\n    why", "- scale", "the setting $kep", "kept"),
        ("- scale: {", "- scael: {", "- scael", "a change with the keys scael", "scale"),
        ("why: only", "wy: only", "wy: only", "the unknown key 'wy'", "why"),
        ("to: 90 %", "to: 5 %", "adoption", "adoption from 10 % to 5 %", None),
        ("over: 4 weeks", "over: 4", "adoption", '"4"', "4 weeks"),
        ("transition:", "transitions:", "transitions:", "the unknown key 'transitions'", "transition"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_file_and_line(
    old: str, new: str, where: str, found: str, nearest: str | None
) -> None:
    """Which file, which line, what was found, and what is near it."""
    recipe = RECIPE.replace(old, new)
    assert recipe != RECIPE
    with pytest.raises(InputError) as caught:
        parse_recipe(recipe, NAME)
    told = [problem for problem in caught.value.problems if found in problem.found]
    assert told, [str(problem) for problem in caught.value.problems]
    assert told[0].where == f"{NAME}, line {line_of(where, recipe)}"
    assert nearest is None or told[0].nearest == nearest


def test_on_another_service_it_says_why_it_does_not_fit() -> None:
    """The line of the change, and what the service does not have."""
    steps = {("calls" if name == "phone" else name): step for name, step in SURGERY["steps"].items()}
    steps["phone_again"] = {**steps["phone_again"], "then": "calls"}
    needs = {
        name: {**need, "starts_at": need["starts_at"].replace("phone", "calls")}
        for name, need in SURGERY["needs"].items()
    }
    with pytest.raises(DoesNotFit) as caught:
        parse_recipe(RECIPE, NAME).plan(surgery(steps=steps, needs=needs))
    problem = caught.value.problems[0]
    assert problem.where == f"{NAME}, line {line_of('- set: {steps.phone')}"
    assert "'phone', which steps does not have" in problem.found


def test_a_change_that_breaks_the_description_is_told_with_its_line() -> None:
    """A share above the whole is found when the service is described anew."""
    recipe = RECIPE.replace("ask_routine: 5 %", "ask_routine: 50 %")
    with pytest.raises(DoesNotFit) as caught:
        parse_recipe(recipe, NAME).plan(surgery())
    problem = caught.value.problems[0]
    assert problem.where == f"{NAME}, line {line_of('- reroute', recipe)}"
    assert "shares that sum to" in problem.found


def test_a_recipe_is_read_from_a_file(tmp_path: Path) -> None:
    """A file that is not there is told."""
    file = tmp_path / NAME
    file.write_text(RECIPE, "utf-8")
    assert read_recipe(file).name == "fewer_calls"
    with pytest.raises(InputError, match="no such file"):
        read_recipe(tmp_path / "other.recipe.yaml")


def test_a_recipe_cites_the_register_and_the_evidence_beside_it(tmp_path: Path) -> None:
    """Ids and findings that are written out stand together; what is beside the file is found."""
    cited = RECIPE.replace("  evidence:\n", "  evidence:\n    - villa-2024\n    - roe-2021\n")
    (tmp_path / NAME).write_text(cited, "utf-8")
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "own.yaml").write_text(EVIDENCE, "utf-8")
    findings = read_recipe(tmp_path / NAME).card.findings
    assert [one.source.split(",")[0] for one in findings] == ["Roe", "Villa", "Doe"]


def test_an_id_that_is_not_there_is_told_with_its_line() -> None:
    """And with the nearest that is."""
    recipe = RECIPE.replace("  evidence:\n", "  evidence:\n    - villa-2042\n")
    with pytest.raises(InputError) as caught:
        parse_recipe(recipe, NAME)
    (problem,) = caught.value.problems
    assert problem.where == f"{NAME}, line {line_of('villa', recipe)}"
    assert (problem.found, problem.nearest) == ("the finding 'villa-2042'", "villa-2024")


def test_a_setting_may_come_from_evidence(tmp_path: Path) -> None:
    """Its value and range are what the register predicts, and move with the evidence beside the recipe."""
    asked = "{from_evidence: falls rate ratio, limits: [0, 1]}"
    recipe = RECIPE.replace("{value: 80 %, range: [60 %, 95 %], source: Doe, grade: C}", asked)
    kept = parse_recipe(recipe, NAME).settings["kept"]
    assert (kept.value, kept.grade, kept.from_evidence) == ("0.77", "A", "falls rate ratio")
    (tmp_path / NAME).write_text(recipe, "utf-8")
    (tmp_path / "evidence").mkdir()
    own = EVIDENCE.replace("      repeat calls", "      falls rate ratio")
    (tmp_path / "evidence" / "own.yaml").write_text(own, "utf-8")
    moved = read_recipe(tmp_path / NAME)
    assert moved.settings.number("kept") > 0.77
    need = moved.plan(surgery()).after.needs["same_day"].per_person_per_year.of("over_75")
    assert need.source.startswith("prediction for a new place from sherrington-2019")


@pytest.mark.parametrize(
    ("asked", "found", "nearest"),
    [
        ("{from_evidence: falls ratio}", "the measure 'falls ratio'", "falls rate ratio"),
        ("{from_evidence: falls rate ratio, value: 1}", "the unknown key 'value'", None),
    ],
)
def test_a_setting_that_asks_for_no_measure_is_told_with_its_line(
    asked: str, found: str, nearest: str | None
) -> None:
    """And with the nearest measure there is."""
    recipe = RECIPE.replace("{value: 80 %, range: [60 %, 95 %], source: Doe, grade: C}", asked)
    with pytest.raises(InputError) as caught:
        parse_recipe(recipe, NAME)
    (problem,) = caught.value.problems
    assert problem.where == f"{NAME}, line {line_of('from_evidence', recipe)}"
    assert problem.found == found
    assert nearest is None or problem.nearest == nearest


@pytest.mark.parametrize(
    "text", ["", "a: b", "opmodels: 1", "- a", "opmodels-recipe: 1\nmodel: x\nchanges: []\ncard: {}"]
)
def test_what_is_no_recipe_is_refused(text: str) -> None:
    """An empty file, another file, a list, a recipe without changes."""
    with pytest.raises(InputError):
        parse_recipe(text, NAME)
