"""What the service says matters."""

from __future__ import annotations

import numpy as np
import pytest

from opmodels.appraise.outcomes.weighed import measure_outcomes
from tests.unit.appraise.laboratory import surgery_as_is, view_of


def test_outcomes_weigh_the_ends() -> None:
    """The surgery counts a person seen as 1 helped and one advised as 0.8."""
    names = surgery_as_is().names
    ends = np.zeros((len(names.groups), len(names.ends)), np.int64)
    ends[0, names.ends.index("seen")] = 10
    ends[2, names.ends.index("advised")] = 5
    ends[2, names.ends.index("unmet")] = 99
    assert measure_outcomes(view_of(surgery_as_is(), end=ends)) == {"helped": pytest.approx(14.0)}
