"""Several services stand in one description, and each of them runs there as it would alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from opmodels.describe.edits import read_edit
from opmodels.describe.edits_of_sites import merge_services
from opmodels.describe.paths import EditError
from opmodels.describe.read import parse_service
from opmodels.describe.service import describe
from opmodels.describe.soundness import find_problems
from tests import services
from tests.unit.describe.changed import change


def tree_of(text: str) -> dict[str, Any]:
    """Return the description in a text."""
    return dict(parse_service(text, "test.yaml").tree)


@pytest.mark.parametrize("text", [services.surgery, services.night_out, services.tandem])
def test_two_sites_hold_together(text: Callable[[], str]) -> None:
    """Twice the groups, needs and pools; the first site's own description is untouched."""
    tree = tree_of(text())
    after = change(parse_service(text(), "test.yaml"), {"merge": {"west": tree}})
    assert find_problems(after) == []
    for section in ("groups", "needs", "pools", "steps", "ends"):
        names = list(tree[section])
        assert list(getattr(after, section)) == [*names, *(f"west_{name}" for name in names)]
        assert all(after.tree[section][name] == tree[section][name] for name in names)


def test_a_site_can_be_read_from_its_file(tmp_path: Path) -> None:
    """The record then holds the whole description, so that it can be made again without the file."""
    file = tmp_path / "west.yaml"
    file.write_text(services.tandem(), "utf-8")
    edit = read_edit({"merge": {"west": str(file)}})
    file.unlink()
    assert edit.merge["west"] == tree_of(services.tandem())
    assert "west_front" in describe(merge_services(tree_of(services.mmc()), edit.merge)).pools
    assert edit.title == "merge west"


def test_outcomes_of_one_name_add_up_and_payers_are_shared() -> None:
    """Both sites' ends count for the same outcome."""
    tree = {**tree_of(services.mmc()), "outcomes": {"helped": {"unit": "people", "per": {"done": "1"}}},
            "payers": {"council": {}}, "red_lines": ["free at need"]}  # fmt: skip
    other = {**tree, "outcomes": {**tree["outcomes"], "lost": {"unit": "people", "per": {"lost": "1"}}}}
    made = merge_services(tree, {"west": other})
    assert made["outcomes"]["helped"]["per"] == {"done": "1", "west_done": "1"}
    assert list(made["outcomes"]) == ["helped", "west_lost"]
    assert (made["payers"], made["red_lines"]) == ({"council": {}}, ["free at need"])


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ({"currency": "€"}, "west, whose currency is €"),
        ({"areas": {"north": "rest"}}, "areas, which west has"),
    ],
)
def test_what_cannot_stand_in_one_is_refused(other: dict[str, Any], found: str) -> None:
    """Other money, or areas that the others do not know."""
    with pytest.raises(EditError, match=found):
        merge_services(tree_of(services.mmc()), {"west": {**tree_of(services.mmc()), **other}})


@pytest.mark.parametrize(
    ("node", "found"),
    [
        ({}, "services by site"),
        ("west.yaml", "services by site"),
        ({"far west": {}}, "letters, digits and underscores"),
        ({"west": "nowhere.yaml"}, "nowhere.yaml"),
    ],
)
def test_what_is_written_wrongly_is_refused(node: Any, found: str) -> None:
    """A site needs a name, and a file that can be read."""
    with pytest.raises((ValidationError, Exception), match=found):
        read_edit({"merge": node})
