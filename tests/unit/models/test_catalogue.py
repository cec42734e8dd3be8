"""Models are found by name, with settings, on top of one another, and in files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from opmodels.foundation.errors import InputError
from opmodels.models import catalogue
from opmodels.models.catalogue import COMPARATORS, find_model, find_recipe_files, list_models, shipped_models
from opmodels.models.from_evidence import from_register
from opmodels.models.settings import make_settings
from opmodels.models.trim import TRIM
from tests.unit.models.evidence_text import EVIDENCE
from tests.unit.models.recipe_text import RECIPE

USER_FOLDER = catalogue.user_folder


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the working folder and the user's out of the tests."""
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setattr(catalogue, "user_folder", lambda: tmp_path / "user")


def test_the_package_has_comparators_and_recipes() -> None:
    """Every comparator is there, and the recipe that ships with the package."""
    names = list(shipped_models())
    assert names[:3] == list(COMPARATORS)
    assert "call_back_first" in names


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("trim", "trim"),
        (" trim ( cut = 10 % ) ", "trim(cut=10 %)"),
        ("trim(cut=10 %, redundancy=4 weeks)", "trim(cut=10 %, redundancy=4 weeks)"),
        ("call-back-first", "call_back_first"),
        ("keep+trim", "keep+trim"),
        ("keep(pay_drift=2 %) + trim(cut=5 %)", "keep(pay_drift=2 %)+trim(cut=5 %)"),
    ],
)
def test_a_model_is_asked_for_in_words(text: str, label: str) -> None:
    """Blanks and hyphens do not matter; settings come in brackets."""
    assert find_model(text).label == label


def test_without_settings_it_is_the_model_itself() -> None:
    """Nothing is copied without need."""
    assert find_model("trim") is TRIM
    assert find_model("trim(cut=10 %)").settings.number("cut") == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("text", "found", "nearest"),
    [
        ("trimm", "'trimm'", "trim"),
        ("trim(cuts=10 %)", "the setting 'cuts'", "cut"),
        ("trim(10 %)", "'10 %' in brackets", None),
        ("trim(cut=10 %", "'trim(cut=10 %'", None),
        ("trim+", "''", None),
        ("", "''", None),
        ("trim+trim", "a stack of trim and trim", None),
        ("trim(cut=ten)", "'ten' (a word)", None),
        ("nothing.recipe.yaml", "no such file", None),
    ],
)
def test_what_is_no_model_is_told_with_the_nearest(text: str, found: str, nearest: str | None) -> None:
    """The message says what was found, and what there is."""
    with pytest.raises(InputError) as caught:
        find_model(text)
    (problem,) = caught.value.problems
    assert found in problem.found
    assert nearest is None or problem.nearest == nearest


def test_recipes_are_found_in_the_working_and_the_users_folder(tmp_path: Path) -> None:
    """Both are listed; the working folder's is the one that counts where both have one."""
    (tmp_path / "user").mkdir()
    (tmp_path / "user" / "a.recipe.yaml").write_text(RECIPE.replace("fewer_calls", "mine"), "utf-8")
    (tmp_path / "user" / "b.recipe.yaml").write_text(RECIPE, "utf-8")
    (tmp_path / "work" / "c.recipe.yaml").write_text(RECIPE, "utf-8")
    (tmp_path / "work" / "d.yaml").write_text("not: a recipe", "utf-8")
    assert [file.name for file in find_recipe_files()] == ["c.recipe.yaml", "a.recipe.yaml", "b.recipe.yaml"]
    models = list_models()
    assert {"mine", "fewer_calls", "trim"} <= set(models)
    assert models["fewer_calls"].source.endswith("c.recipe.yaml")
    assert find_model("mine(kept=50 %)").label == "mine(kept=50 %)"
    assert find_model(str(tmp_path / "user" / "a.recipe.yaml")).name == "mine"
    assert find_model("mine", folder=tmp_path / "elsewhere").name == "mine"


def test_a_recipe_cannot_take_the_name_of_a_model_of_the_package() -> None:
    """Otherwise nobody would know which was meant."""
    Path("x.recipe.yaml").write_text(RECIPE.replace("fewer_calls", "trim"), "utf-8")
    with pytest.raises(InputError, match="which opmodels has already"):
        list_models()


def test_the_users_findings_move_the_defaults_of_shipped_models(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of those settings that come from evidence; without findings of one's own nothing is copied."""
    settings = make_settings(cut=from_register("prevent", "falls rate ratio"), redundancy="12 weeks")
    model = replace(TRIM, settings=settings)
    monkeypatch.setattr(catalogue, "BUILT_IN", (model,))
    assert find_model("trim") is model
    assert list_models()["trim"] is model
    (tmp_path / "work" / "evidence").mkdir()
    own = EVIDENCE.replace("      repeat calls", "      falls rate ratio")
    (tmp_path / "work" / "evidence" / "own.yaml").write_text(own, "utf-8")
    moved = find_model("trim").settings
    assert moved.number("cut") > settings.number("cut")
    assert moved["redundancy"] == settings["redundancy"]
    assert list_models()["trim"].settings == moved
    assert find_model("trim(cut=0.5)").settings.number("cut") == 0.5


def test_the_users_folder_is_among_the_data_of_programs() -> None:
    """It is the package's own, and nothing is made by asking for it."""
    assert USER_FOLDER().parts[-2:] == ("opmodels", "models")
