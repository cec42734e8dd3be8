"""Running, comparing, making again."""

from __future__ import annotations

from pathlib import Path

import pytest

from opmodels.appraise.comparison import Comparison
from opmodels.describe.service import Service
from opmodels.foundation.errors import InputError
from opmodels.show.saved import find_differences
from opmodels.show.work import (
    RECIPES,
    SECTIONS,
    Asked,
    as_saved,
    check_settings,
    compare_tree,
    complete,
    make_again,
    read_evidence,
    read_recipes,
    run_service,
    run_tree,
)
from tests.unit.show.cli.test_again import RECIPE
from tests.unit.show.desk import MODELS


def test_again_is_bit_for_bit(service: Service) -> None:
    """A run that is made again from its JSON has the same numbers to the last digit."""
    old = as_saved(run_tree(run_service(service, Asked(seed=3, replications=2))))
    assert list(find_differences(old, as_saved(make_again(old)))) == []


def test_sections_are_always_there(comparison: Comparison) -> None:
    """Programs find every section, empty where a model has left nothing to measure."""
    tree = compare_tree(comparison, MODELS)
    assert set(SECTIONS) <= set(tree["models"]["withdraw"]["result"])
    assert complete({"a": 1}) == {"a": 1, **{section: {} for section in SECTIONS}}


def test_settings_belong_to_models() -> None:
    """Settings may be given by the name of a model or as it was asked for, and for no other."""
    check_settings(["trim(cut=5 %)"], {"trim": {}, "trim(cut=5 %)": {}})
    with pytest.raises(InputError, match="a setting of 'withdraw'"):
        check_settings(["trim"], {"withdraw": {}})


def test_own_recipes_are_kept(here: Path, service: Service) -> None:
    """Recipes of the user are kept in the result, in stacks too; those that ship are not."""
    (here / "faster_desk.recipe.yaml").write_text(RECIPE, encoding="utf-8")
    found = read_recipes(["trim+faster_desk", "call_back_first"])
    assert list(found) == ["faster_desk.recipe.yaml"]
    assert "a shorter form" in found["faster_desk.recipe.yaml"]
    assert list(read_recipes(["faster_desk.recipe.yaml"])) == ["faster_desk.recipe.yaml"]


def test_own_evidence_is_kept(here: Path) -> None:
    """Each file of the working folder under its name; nothing where there is none."""
    assert read_evidence() == {}
    (here / "evidence").mkdir()
    (here / "evidence" / "own.yaml").write_text("model: trim\n", encoding="utf-8")
    assert read_evidence() == {"own.yaml": "model: trim\n"}


def test_recipes_stay_in_their_folder(here: Path, service: Service) -> None:
    """A saved recipe whose name leads out of the folder is not written anywhere."""
    old = as_saved(run_tree(run_service(service, Asked(replications=1))))
    old["provenance"]["settings"] |= {
        "verb": "compare",
        "models": {"trim": "trim"},
        "settings": {},
        "drop_one": False,
        "material": {"minutes": 5.0, "share_of_mean": 0.1, "met": 0.05},
    }
    old["provenance"]["settings"][RECIPES] = {"../out.recipe.yaml": RECIPE, "/tmp/out.recipe.yaml": RECIPE}
    make_again(old)
    assert not (here.parent / "out.recipe.yaml").exists()
    assert not Path("/tmp/out.recipe.yaml").exists()
