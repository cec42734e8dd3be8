"""Arrays lie apart in memory."""

from __future__ import annotations

import pytest

from opmodels.simulate.kernel.memory import refuse_shared


def test_arrays_side_by_side_are_taken() -> None:
    """One may begin where another ends, and an empty one anywhere."""
    refuse_shared({"later": (116, 8), "first": (100, 16), "empty": (104, 0)})


@pytest.mark.parametrize("stretches", [{"a": (100, 16), "b": (108, 16)}, {"b": (100, 8), "a": (100, 24)}])
def test_arrays_over_each_other_are_refused(stretches: dict[str, tuple[int, int]]) -> None:
    """Both are named."""
    with pytest.raises(ValueError, match=r"arrays [ab] and [ab] share memory"):
        refuse_shared(stretches)
