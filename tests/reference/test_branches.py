"""Random services reach the kernel's branches, so that agreement between the engines says something."""

from __future__ import annotations

import pytest

from tests.reference.branches import measure_branches


@pytest.mark.slow
def test_random_services_reach_nearly_every_branch() -> None:
    """A hundred and fifty services, half of them with many words, and the kept cases reach nineteen branches
    in twenty; what is left are guards for memory, for a stop from outside, for loops without end, and
    combinations that come once in hundreds of services."""
    found = measure_branches(150, 5)
    assert found["branches"] > 900
    assert found["share"] >= 0.94, found["missing"]
