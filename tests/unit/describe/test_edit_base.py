"""What all changes share: plain texts, a title, strokes that keep an order which means something."""

from __future__ import annotations

from opmodels.describe.edit_base import as_node, strokes_between
from opmodels.describe.edits import Set
from opmodels.describe.strokes import apply_strokes


def test_numbers_become_texts() -> None:
    """A description holds texts only."""
    assert as_node({"a": [1, 2.5, "x"], "b": {"c": 3.0}}) == {"a": ["1", "2.5", "x"], "b": {"c": "3"}}


def test_a_title_names_the_kind_and_the_places() -> None:
    """In the words in which it is written."""
    assert Set(set={"pools.gp.staff": 4}).title == "set pools.gp.staff"


def test_strokes_lead_from_one_description_to_another() -> None:
    """The smallest places that differ; areas keep the order in which people are put into them."""
    before = {
        "areas": {"north": "40 %", "south": "rest"},
        "pools": {"a": {"staff": "1"}, "b": {"staff": "2"}},
    }
    after = {"areas": {"n1": "20 %", "n2": "20 %", "south": "rest"}, "pools": {"a": {"staff": "3"}}}
    strokes = strokes_between(before, after)
    made = apply_strokes(before, strokes)
    assert made == after
    assert list(made["areas"]) == ["n1", "n2", "south"]
    assert ("pools", "a", "staff") in [stroke.path for stroke in strokes]
