"""Groups, pools and figures beyond those of the library service."""

from __future__ import annotations

from opmodels.describe.workbook_added import Addition, add_parts, find_clashes, list_figures
from opmodels.describe.workbook_borrowed import Entry

TREE = {
    "groups": {"young": {"people": "10"}, "old": {"people": "5"}},
    "needs": {"call": {"rate": {"young": "1 per hour", "old": "2 per hour"}, "starts_at": "desk"}},
    "pools": {"clerk": {"staff": "2"}},
    "steps": {
        "desk": {
            "takes": {"old": "9 min", "others": "4 min"},
            "then": {"old": "50 %", "attic": "rest"},
            "branch": [{"if": {"group": "old"}, "to": {"attic": {"old": "5 %", "call": "1 %"}}}],
        }
    },
}


def test_group_is_told_of_wherever_its_like_is() -> None:
    """A new group has the rates, times and shares of the group that was copied, by group or by need."""
    tree = add_parts(TREE, [Addition("groups", "old", "oldest", "cell")])
    assert list(tree["groups"]) == ["young", "old", "oldest"]
    assert tree["needs"]["call"]["rate"]["oldest"] == "2 per hour"
    assert tree["steps"]["desk"]["takes"] == {"old": "9 min", "others": "4 min", "oldest": "9 min"}
    assert tree["steps"]["desk"]["branch"][0]["to"]["attic"]["oldest"] == "5 %"


def test_places_are_no_groups() -> None:
    """A way on to a step that is called like a group is not doubled, nor is a condition."""
    tree = add_parts(TREE, [Addition("groups", "old", "oldest", "cell")])
    assert tree["steps"]["desk"]["then"] == TREE["steps"]["desk"]["then"]
    assert tree["steps"]["desk"]["branch"][0]["if"] == {"group": "old"}


def test_pool_and_original() -> None:
    """A new pool is as the one that was copied; the tree that was given stays as it is."""
    tree = add_parts(TREE, [Addition("pools", "clerk", "temp", "cell")])
    assert tree["pools"] == {"clerk": {"staff": "2"}, "temp": {"staff": "2"}}
    assert list(TREE["pools"]) == ["clerk"]


def test_names_that_are_taken() -> None:
    """A name that another group has, or another copy, is refused at its cell; a pool may share it."""
    added = [
        Addition("groups", "old", "young", "cell 1"),
        Addition("groups", "old", "oldest", "cell 2"),
        Addition("groups", "old", "oldest", "cell 3"),
        Addition("pools", "clerk", "young", "cell 4"),
    ]
    assert [problem.where for problem in find_clashes(TREE, added)] == ["cell 1", "cell 3"]


def test_figures_that_were_seen() -> None:
    """Figures without a value go; a copy keeps what it does not change; a spare one is what was filled in."""
    observed = [
        {
            "measure": "wait",
            "step": "desk",
            "value": "3 min",
            "source": "theirs",
            "grade": "C",
            "tolerance": "5 %",
        },
        {"measure": "gave_up", "step": "desk", "value": "3 %", "source": "theirs"},
    ]
    entries = [
        Entry(("observed", 2, "value"), "4 min", "cell 1", "ours", "B", ends=("3 min", "5 min")),
        Entry(("observed", 2, "step"), "attic", "cell 2"),
        Entry(("observed", 3, "value"), "70 %", "cell 3"),
        Entry(("observed", 3, "measure"), "end", "cell 4"),
    ]
    added = [Addition("observed", 0, 2, "cell"), Addition("observed", "new", 3, "cell")]
    copied, spare = list_figures(observed, {"new": {}}, entries, added)
    assert copied == {
        "measure": "wait", "step": "attic", "tolerance": "5 %", "source": "ours", "grade": "B",
        "value": {"value": "4 min", "range": ["3 min", "5 min"]},
    }  # fmt: skip
    assert spare == {"measure": "end", "value": "70 %", "source": "cell 3"}


def test_a_new_pool_has_its_own_role() -> None:
    """A copied pool does not take over the role and the decisions of the one that was copied."""
    tree = {
        **TREE,
        "pools": {"clerk": {"staff": "2", "role": "clerk", "decides": ["who waits"], "cost": "£9"}},
    }
    assert add_parts(tree, [Addition("pools", "clerk", "temp", "cell")])["pools"]["temp"] == {
        "staff": "2",
        "cost": "£9",
    }
