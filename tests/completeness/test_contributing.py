"""What CONTRIBUTING.md shows works as it is written there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from opmodels.models.recipe import parse_recipe
from tests.completeness.source_tree import PACKAGE, ROOT

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def find_block(language: str) -> str:
    """Return the one block of a language."""
    (block,) = re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)
    return str(block)


@pytest.fixture
def shown_family() -> Any:
    """Return the class of the distribution that is shown."""
    names: dict[str, Any] = {}
    exec(compile(find_block("python"), "CONTRIBUTING.md", "exec"), names)
    return names["Rayleigh"]


def test_recipe_can_be_read() -> None:
    """The recipe is one, under the name by which the text calls it, and lacks nothing but evidence."""
    recipe = parse_recipe(find_block("yaml"), "CONTRIBUTING.md")
    assert f"--models {recipe.name}`" in TEXT
    assert set(recipe.card.gaps) <= {"worked", "failed", "evidence"}


def test_distribution_is_one(shown_family: Any) -> None:
    """The quantile function and its complement agree with the distribution function and with both moments."""
    shown = shown_family(mean=12.0)
    u = (np.arange(200_000) + 0.5) / 200_000
    values = shown.quantile(u)
    assert shown.cdf(values) == pytest.approx(u, rel=1e-12)
    assert shown.survival(values) == pytest.approx(1 - u, rel=1e-9)
    assert shown.upper_quantile(1 - u) == pytest.approx(values, rel=1e-9)
    # The midpoint rule loses what lies beyond the last point: less than 1 part in 10,000 here.
    assert values.mean() == pytest.approx(shown.mean(), rel=1e-4)
    assert values.var() == pytest.approx(shown.variance(), rel=1e-4)


def test_distribution_is_a_new_one(shown_family: Any) -> None:
    """The family that is shown as an addition is not in the catalogue already."""
    from opmodels.describe.distributions.catalogue import FAMILIES

    assert shown_family.family not in FAMILIES


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`([\w./-]+\.(?:py|md|toml))`", TEXT))))
def test_named_files_exist(path: str) -> None:
    """Every file that the text names is there, but for those that the reader is to write."""
    places = [ROOT / path, PACKAGE / path, *(Path(found) for found in PACKAGE.glob(f"library/*/{path}"))]
    assert path.endswith("rayleigh.py") or any(place.exists() for place in places), f"there is no {path}"


@pytest.mark.parametrize("folder", ["library/gp-surgery", "describe/distributions", "simulate/kernel"])
def test_named_folders_exist(folder: str) -> None:
    """The folders that serve as examples are there, and the text names them."""
    assert folder.rpartition("/")[2] in TEXT
    assert (PACKAGE / folder).is_dir()
