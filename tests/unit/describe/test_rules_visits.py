"""A planned series of visits has visits, and time between them."""

from __future__ import annotations

import pytest

from opmodels.describe.rules_visits import RULES
from opmodels.describe.service import describe
from opmodels.describe.soundness import Fault, find_problems
from opmodels.describe.yaml_lines import parse_yaml
from tests.services import walk_in

PLAIN = "clinic: {serve: [north_nurses, south_nurses], "
SERIES = "repeat: {visits: {young: 3, others: {poisson: 4}}, every: {exponential: 2 days}, due_within: 8 h}, "


def faults_of(old: str = "", new: str = "") -> list[Fault]:
    """Return the faults of visits in the walk-in centre, whose clinic has a series of them."""
    text = walk_in().replace(PLAIN, PLAIN + SERIES).replace(old, new, 1)
    assert text.count(SERIES) == (old == "")
    service = describe(parse_yaml(text, "x").tree)
    return [fault for rule in RULES for fault in rule(service)]


def test_sound_series_have_no_fault() -> None:
    """Nothing is refused that can be done, here or by any other rule."""
    assert faults_of() == []
    text = walk_in().replace(PLAIN, PLAIN + SERIES)
    assert find_problems(describe(parse_yaml(text, "x").tree)) == []


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("{young: 3,", "{young: 0,", ("visits", "young")),
        ("{poisson: 4}", "{poisson: 0.5}", ("visits", "others")),
        ("{young: 3, others: {poisson: 4}}", "7k", ("visits",)),
        ("{exponential: 2 days}", "0 days", ("every",)),
    ],
)
def test_what_cannot_be_is_told_at_its_place(old: str, new: str, place: tuple[str, ...]) -> None:
    """No visit, more than one a day for seventeen years, or all at once: one fault each."""
    (fault,) = faults_of(old, new)
    assert fault.path == ("steps", "clinic", "repeat", *place) and fault.found and fault.expected


def test_everyone_needs_a_number_and_a_gap() -> None:
    """A need that comes to the step and for which nothing is said is told."""
    text = walk_in().replace(PLAIN, PLAIN + SERIES.replace("others: {poisson: 4}", "injury: 2"))
    (fault,) = find_problems(describe(parse_yaml(text, "x").tree))
    assert fault.path == ("steps", "clinic", "repeat", "visits") and "old with check_up" in fault.found
