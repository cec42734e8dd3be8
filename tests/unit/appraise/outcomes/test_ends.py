"""How cases end."""

from __future__ import annotations

import numpy as np

from opmodels.appraise.outcomes.ends import measure_ends, measure_ends_share
from tests.unit.appraise.laboratory import surgery_as_is, view_of


def test_counts_and_shares_over_all_groups() -> None:
    """Counts add over groups, shares are of all cases that ended."""
    names = surgery_as_is().names
    ends = np.zeros((len(names.groups), len(names.ends)), np.int64)
    ends[0, names.ends.index("seen")], ends[1, names.ends.index("seen")] = 2, 1
    ends[1, names.ends.index("unmet")] = 1
    view = view_of(surgery_as_is(), end=ends)
    assert measure_ends(view)["seen"] == 3.0 and measure_ends(view)["advised"] == 0.0
    assert measure_ends_share(view)["seen"] == 0.75 and measure_ends_share(view)["unmet"] == 0.25


def test_no_share_without_cases() -> None:
    """Where nothing ended there are no shares."""
    assert set(measure_ends_share(view_of(surgery_as_is())).values()) == {None}
