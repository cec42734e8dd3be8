"""Trees of numbers as columns, paired replication by replication."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opmodels.appraise.intervals import Estimate, estimate
from opmodels.appraise.samples import Sample, as_plain, grow, list_leaves, mend_gaps, stack_trees, subtract

TREES = [{"a": {"x": 1.0, "y": None}, "b": 10.0}, {"a": {"x": 3.0, "y": 5.0}, "b": 12.0}]


def test_stacking_keeps_every_number() -> None:
    """Each leaf is a column, None is NaN."""
    sample = stack_trees(TREES)
    assert sample.paths == (("a", "x"), ("a", "y"), ("b",))
    assert sample.column("a", "x").tolist() == [1.0, 3.0]
    assert np.isnan(sample.column("a", "y")[0]) and sample.column("a", "y")[1] == 5.0
    assert len(sample) == 2 and ("b",) in sample and ("c",) not in sample


def test_trees_need_not_agree() -> None:
    """What only some replications have is unknown in the others."""
    sample = stack_trees([{"a": 1.0}, {"b": 2.0}])
    assert np.isnan(sample.column("a")[1]) and np.isnan(sample.column("b")[0])


def test_unknown_place_is_unknown() -> None:
    """A place that nobody measured is NaN throughout, and its estimate unknown."""
    sample = stack_trees(TREES)
    assert np.isnan(sample.column("nowhere")).all()
    assert sample.estimate("nowhere") == Estimate()


def test_names_below_a_path() -> None:
    """The keys below a path come in their order, once."""
    assert stack_trees(TREES).names("a") == ["x", "y"]
    assert stack_trees(TREES).names() == ["a", "b"]


def test_difference_is_paired() -> None:
    """The interval of a difference is that of the differences, not of the two sides."""
    before, after = (
        stack_trees([{"a": v} for v in (1.0, 50.0, 9.0)]),
        stack_trees([{"a": v} for v in (2.0, 51.0, 10.0)]),
    )
    assert subtract(after, before).estimate("a") == Estimate(1.0, 1.0, 1.0)


def test_difference_covers_what_both_have() -> None:
    """Only shared measures and shared replications have a difference."""
    before, after = stack_trees([{"a": 1.0, "b": 1.0}] * 2), stack_trees([{"a": 4.0, "c": 1.0}] * 3)
    difference = subtract(after, before)
    assert difference.paths == (("a",),) and len(difference) == 2


def test_gaps_are_null_at_the_first_key() -> None:
    """Where one side lacks a step, the whole step is None, not its leaves."""
    before = {"steps": {"phone": {"wait": Estimate(1.0)}, "old": {"wait": Estimate(2.0)}}}
    after = {"steps": {"phone": {"wait": Estimate(3.0)}, "new": {"wait": Estimate(2.0)}}}
    difference = {"steps": {"phone": {"wait": Estimate(2.0)}}}
    expected = {"steps": {"phone": {"wait": Estimate(2.0)}, "old": None, "new": None}}
    assert mend_gaps(difference, after, before) == expected


def test_columns_can_be_replaced_added_and_dropped() -> None:
    """A changed copy leaves the sample as it was."""
    sample = stack_trees(TREES)
    more = sample.with_columns({("b",): np.array([0.0, 1.0]), ("z",): np.array([7.0, 8.0])})
    assert more.column("b").tolist() == [0.0, 1.0] and more.column("z").tolist() == [7.0, 8.0]
    assert sample.column("b").tolist() == [10.0, 12.0]
    assert more.without(lambda path: path[0] == "a").paths == (("b",), ("z",))
    assert len(more.first(1)) == 1


def test_plain_form() -> None:
    """Estimates become dictionaries; None stays."""
    tree = {"a": Estimate(1.0, 0.0, 2.0), "b": None}
    assert as_plain(tree) == {"a": {"mean": 1.0, "low": 0.0, "high": 2.0}, "b": None}


NUMBERS = st.floats(-1e6, 1e6)
LEAVES = st.dictionaries(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), NUMBERS, min_size=1)


@given(LEAVES)
def test_growing_is_the_inverse_of_listing(leaves: dict[tuple[str, str], float]) -> None:
    """A tree grown from its leaves has these leaves."""
    assert dict(list_leaves(grow(leaves))) == leaves


@given(st.lists(NUMBERS, min_size=2, max_size=8))
def test_estimates_of_columns_are_those_of_lists(values: list[float]) -> None:
    """Estimating a column at once or alone is the same."""
    sample = Sample((("a",), ("b",)), np.array([[value, -value] for value in values]))
    one, alone, mirrored = sample.estimate("a"), estimate(values), sample.estimate("b").scale(-1.0)
    for found in (alone, mirrored):
        assert list(found.as_dict().values()) == pytest.approx(
            list(one.as_dict().values()), rel=1e-9, abs=1e-9
        )
