"""An area becomes several without anybody else moving house."""

from __future__ import annotations

from typing import Any

import pytest

from opmodels.describe.area_split import area_shares, split_areas
from opmodels.describe.paths import EditError

TREE: dict[str, Any] = {
    "areas": {"north": {"old": "60 %", "others": "40 %"}, "town": "20 %", "south": "rest"},
    "groups": {"old": {"people": "1,000"}, "young": {"people": {"value": "3000"}}},
    "steps": {
        "visit": {"serve": {"north": "n", "others": "s"}, "takes": {"town": "5 min", "others": "9 min"}},
        "fork": {"branch": [{"if": {"area": "town"}, "to": "visit"}, {"to": "visit"}]},
    },
}


def test_shares_are_of_people() -> None:
    """A quarter of all people are old."""
    assert area_shares(TREE) == pytest.approx({"north": 0.45, "town": 0.2, "south": 0.35})
    assert area_shares({"groups": {}}) == {}


def test_parts_stand_where_the_area_was_named() -> None:
    """Numbers by area, conditions, and the shares in their old order; others keep theirs."""
    made = split_areas(TREE, {"town": {"t1": 3.0, "t2": 1.0}, "north": {"north": 1.0}})
    assert list(made["areas"]) == ["north", "t1", "t2", "south"]
    assert (made["areas"]["t1"], made["areas"]["t2"]) == ("15 %", "5 %")
    assert made["steps"]["visit"]["takes"] == {"t1": "5 min", "t2": "5 min", "others": "9 min"}
    assert made["steps"]["fork"]["branch"][0]["if"] == {"area": ["t1", "t2"]}
    assert area_shares(made) == pytest.approx({"north": 0.45, "t1": 0.15, "t2": 0.05, "south": 0.35})


def test_who_takes_the_rest_is_split_by_group() -> None:
    """The last of the parts takes the rest."""
    made = split_areas(TREE, {"south": {"s1": 1.0, "s2": 1.0}})
    assert made["areas"]["s1"] == {"old": "10 %", "young": "20 %"}
    assert made["areas"]["s2"] == "rest"
    assert area_shares(made) == pytest.approx({"north": 0.45, "town": 0.2, "s1": 0.175, "s2": 0.175})


def test_where_there_were_none_there_are_patches() -> None:
    """Shares follow the weights."""
    made = split_areas({"groups": {}}, {"": {"patch_1": 5.0, "patch_2": 3.0}})
    assert made["areas"] == {"patch_1": "62.5 %", "patch_2": "rest"}


def test_nothing_changes_where_no_area_is_several() -> None:
    """And distances that nobody knows are not made up."""
    assert split_areas(TREE, {"town": {"town": 2.0}}) == TREE
    with pytest.raises(EditError, match="distances, where town is to be several areas"):
        split_areas({**TREE, "distances": {"north": {"town": "5 min"}}}, {"town": {"t1": 1.0, "t2": 1.0}})


def test_people_may_be_written_in_thousands() -> None:
    """12k people are twelve thousand here too."""
    tree = {
        "areas": {"a": {"x": "50 %", "y": "0 %"}, "b": "rest"},
        "groups": {"x": {"people": "12k"}, "y": {"people": "4,000"}},
    }
    assert area_shares(tree)["a"] == pytest.approx(6 / 16)
