"""Random services for long comparisons are small."""

from __future__ import annotations

import random

from tests.reference.random_services import Maker
from tests.reference.sizes import CASES, expect_cases, resize


def test_a_small_service_has_few_cases() -> None:
    """No more cases are expected than the largest size, and some where any were before."""
    for number in range(40):
        tree = Maker(random.Random(number)).make_usual()
        before = expect_cases(tree)
        resize(tree, random.Random(number))
        assert expect_cases(tree) <= 1.01 * max(CASES)
        assert (expect_cases(tree) > 0) == (before > 0)
