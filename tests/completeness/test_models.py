"""Every operating model has a test and a page, and every recipe that ships is in the catalogue."""

from __future__ import annotations

from pathlib import Path

import pytest

from opmodels.describe.edits import KINDS
from opmodels.describe.yaml_lines import parse_yaml
from opmodels.models.catalogue import COMPARATORS, shipped_models
from opmodels.models.finding import UNDATED, Entry
from opmodels.models.predicates import PREDICATES
from opmodels.models.recipe import SUFFIX, parse_recipe
from tests.unit.models.example import surgery

ROOT = Path(__file__).resolve().parents[2]
NAMES = list(shipped_models())


@pytest.mark.parametrize("name", NAMES)
def test_every_model_has_a_test(name: str) -> None:
    """A file of its own, named like the model."""
    file = ROOT / "tests" / "unit" / "models" / f"test_{name}.py"
    assert file.is_file(), f"write {file.relative_to(ROOT)}"


@pytest.mark.parametrize("name", NAMES)
def test_every_model_has_a_page_that_opens_with_its_evidence(name: str) -> None:
    """Every finding's source and year that the card names stand on it, the adverse first."""
    file = ROOT / "docs" / "models" / f"{name}.md"
    assert file.is_file(), f"write {file.relative_to(ROOT)}"
    page = file.read_text("utf-8")
    places = []
    for finding in shipped_models()[name].card.findings:
        word = finding.source.split(",")[0].split(" and ")[0]
        assert word in page, f"{file.name} does not name {finding.source}"
        has_year = finding.year in page or finding.year == UNDATED or finding.design == "theory"
        assert has_year, f"{file.name} lacks {finding.year}"
        places.append((finding.adverse, page.index(word)))
    adverse = [place for mark, place in places if mark == "yes"]
    assert min(adverse) == min(place for _, place in places), (
        f"{file.name} should open with the adverse evidence"
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_page_tells_the_settings(name: str) -> None:
    """Each setting of the model is named on its page."""
    page = (ROOT / "docs" / "models" / f"{name}.md").read_text("utf-8")
    for setting in shipped_models()[name].settings.values:
        assert f"`{setting}`" in page, f"docs/models/{name}.md does not name `{setting}`"


def test_no_page_is_left_over() -> None:
    """A page without a model is out of date."""
    pages = {file.stem for file in (ROOT / "docs" / "models").glob("*.md")}
    assert pages <= {*NAMES, "index", "recipes"}


def test_every_recipe_that_ships_is_in_the_catalogue() -> None:
    """Under the name of its file."""
    folder = ROOT / "src" / "opmodels" / "library" / "models"
    assert {file.name.removesuffix(SUFFIX) for file in folder.glob(f"*{SUFFIX}")} <= set(NAMES)


def test_comparators_are_models() -> None:
    """Every comparison has the three that nobody wants, in this order."""
    assert tuple(NAMES[: len(COMPARATORS)]) == COMPARATORS


def test_the_page_on_recipes_is_true() -> None:
    """Its examples can be read, and every kind of change and every predicate stands on it."""
    page = (ROOT / "docs" / "models" / "recipes.md").read_text("utf-8")
    example = page.split("```yaml\n")[1].split("```")[0]
    assert parse_recipe(example).plan(surgery()).changes.reasons == ("only 80 % still ring",)
    assert all(f"| `{kind}: " in page for kind in KINDS)
    assert all(f"`{predicate}`" in page for predicate in PREDICATES)
    asked, facts = (page.split("```yaml\n")[place].split("```")[0] for place in (2, 3))
    taken = parse_recipe(example.replace("settings:\n", asked)).settings["falls"]
    assert (taken.value, taken.grade) == ("0.77", "A")
    assert len(surgery(**parse_yaml(facts, "recipes.md").tree).facts) == 3


@pytest.mark.parametrize("name", NAMES)
def test_every_card_cites_the_register(name: str) -> None:
    """No shipped card writes a finding out that others could cite, and every id that it cites is there."""
    findings = shipped_models()[name].card.findings
    assert findings, f"{name} cites nothing"
    written = [str(finding) for finding in findings if not isinstance(finding, Entry)]
    assert not written, f"put these into library/evidence/{name}.yaml and cite their ids: {written}"
