"""Random services are mended where their parts do not fit together, so that few are refused."""

from __future__ import annotations

import random

from tests.reference.mending import mend
from tests.reference.random_services import Maker, read_tree


def test_most_services_can_be_read() -> None:
    """Of forty services at least thirty make sense as they are made, and more than without mending."""
    mended, raw = 0, 0
    for number in range(40):
        tree = Maker(random.Random(number)).make()
        raw += read_tree(tree) is not None
        mend(tree)
        mended += read_tree(tree) is not None
    assert mended >= 30
    assert mended > raw


def test_a_step_that_nobody_reached_is_reached() -> None:
    """A way is added to a step to which there was none, and traits that are asked for belong to somebody."""
    steps = {
        "a": {"branch": [{"if": {"has": "carer"}, "to": "done"}, {"to": "done"}]},
        "b": {"wait": "1 h", "then": "done"},
    }
    tree = {
        "groups": {"g": {"people": "1"}},
        "needs": {"n": {"starts_at": "a"}},
        "steps": steps,
        "at_start": [],
    }
    mend(tree)
    assert steps["a"]["branch"][-1]["to"] == {"b": "30 %", "done": "rest"}
    assert tree["groups"] == {"g": {"people": "1", "traits": {"carer": "40 %"}}}
