"""Random services reach the kernel's branches, so that agreement between the engines says something."""

from __future__ import annotations

import pytest

from tests.reference.branches import measure_branches


@pytest.mark.slow
def test_random_services_reach_nearly_every_branch() -> None:
    """Three hundred small services, half with many words, some plain ones and the kept cases reach 98 in
    a hundred; what is left are guards, a draw of many that only tests call, and rare combinations: decisions
    just when memory has to grow, and slots that change while they are waited for."""
    found = measure_branches(300, 5)
    assert found["branches"] > 1_100
    assert found["share"] >= 0.985, found["missing"]
