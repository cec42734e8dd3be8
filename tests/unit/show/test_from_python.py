"""What people who write Python get."""

from __future__ import annotations

from opmodels.appraise.comparison import Comparison
from opmodels.describe.read import parse_service
from opmodels.show.from_python import compare, page
from opmodels.show.page import write_page
from tests import services


def test_comparison_prints_its_page() -> None:
    """A comparison made from Python is a comparison with its page; the function gives the same text."""
    service = parse_service(services.mmc(run="1 week"))
    found = compare(service, ["keep"], replications=2)
    assert isinstance(found, Comparison)
    assert found.page() == page(found) == write_page(found)
    assert "keep" in found.page()
