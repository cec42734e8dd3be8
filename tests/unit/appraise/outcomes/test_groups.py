"""Cases of each group."""

from __future__ import annotations

import numpy as np
import pytest

from opmodels.appraise.outcomes.groups import REASONS, measure_groups
from opmodels.foundation import codes
from opmodels.simulate import columns as c
from tests.unit.appraise.laboratory import surgery_as_is, view_of


def view_with(group: str, **counts: int):  # type: ignore[no-untyped-def]
    """Return a run of the surgery in which only one group has cases."""
    subject = surgery_as_is()
    table = np.zeros((len(subject.names.groups), c.GROUP_COLS), np.int64)
    row = table[subject.names.groups.index(group)]
    for name, value in counts.items():
        row[getattr(c, name)] = value
    return subject, table, row


def test_counts_are_those_of_the_record() -> None:
    """Arrived, finished and inside are copied; the week has a twelfth of the arrivals."""
    subject, table, _ = view_with("over_75", ARRIVALS_OF=120, FINISHED=90, INSIDE=10)
    found = measure_groups(view_of(subject, group=table))["over_75"]
    assert (found["arrived"], found["finished"], found["inside"]) == (120.0, 90.0, 10.0)
    assert found["arrived_per_week"] == pytest.approx(10.0)
    assert found["gave_up_share"] == 0.0


def test_giving_up_is_counted_by_reason() -> None:
    """Reasons follow the causes of the engine, and add up."""
    subject, table, row = view_with("children", FINISHED=70)
    row[c.GAVE_UP_FROM : c.GAVE_UP_FROM + 6] = [2, 8, 1, 4, 5, 10]
    found = measure_groups(view_of(subject, group=table))["children"]
    assert found["gave_up_by"] == {
        "usual": 2.0,
        "patience": 8.0,
        "no_room": 1.0,
        "no_slot": 4.0,
        "missed": 5.0,
        "cancelled": 10.0,
        "worsened": 0.0,
        "nothing": 0.0,
        "too_few": 0.0,
    }
    assert found["gave_up"] == 30.0 and found["gave_up_share"] == pytest.approx(0.3)


def test_reasons_are_the_causes_of_the_engine() -> None:
    """The names of reasons are those of the engine's causes, in their order."""
    assert codes.CAUSES == REASONS


def test_ends_by_name() -> None:
    """Each group's ends are named, and other groups have none."""
    subject, table, _ = view_with("children")
    ends = np.zeros((len(subject.names.groups), len(subject.names.ends)), np.int64)
    ends[0, subject.names.ends.index("a_and_e")] = 3
    found = measure_groups(view_of(subject, group=table, end=ends))
    assert found[subject.names.groups[0]]["ends"]["a_and_e"] == 3.0
    assert sum(found["over_75"]["ends"].values()) == 0.0
    assert found["over_75"]["gave_up_share"] is None
