"""Tables and routes are collected once each."""

from __future__ import annotations

import pytest

from opmodels.describe.distributions.constant import Constant
from opmodels.describe.distributions.exponential import Exponential
from opmodels.simulate.compile.shelf import RouteBook, Shelf
from opmodels.simulate.tables import table_moments


def test_same_distribution_is_tabulated_once() -> None:
    """Two equal distributions share a number; their tables come in order of number."""
    shelf = Shelf()
    assert [shelf.add(d) for d in (Exponential(mean=3.0), Constant(value=2.0), Exponential(mean=3.0))] == [
        0,
        1,
        0,
    ]
    tables = shelf.build()
    assert table_moments(tables, 0)[0] == pytest.approx(3, rel=1e-4)
    assert table_moments(tables, 1) == (2, 0)


def test_routes_are_kept_once_without_empty_places() -> None:
    """Equal routes share a number; places with no share are left out."""
    book = RouteBook()
    assert [book.add(r) for r in ([(4, 0.25), (5, 0.75)], [(6, 1.0)], [(4, 0.25), (7, 0.0), (5, 0.75)])] == [
        0,
        1,
        0,
    ]
    starts, cum, to = book.build()
    assert (starts.tolist(), cum.tolist(), to.tolist()) == ([0, 2, 3], [0.25, 1.0, 1.0], [4, 5, 6])
