"""Each test of a family's suite runs once for each of the family's cases."""

from __future__ import annotations

import pytest


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give the tests of a suite the cases of their class."""
    cases = getattr(metafunc.cls, "cases", None)
    if cases is not None and "case" in metafunc.fixturenames:
        metafunc.parametrize("case", cases, ids=[repr(case.distribution)[:60] for case in cases])
