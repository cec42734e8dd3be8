"""What stands below the picture of a service."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree

import pytest

from opmodels.describe.library import list_services
from opmodels.describe.read import parse_service, read
from opmodels.describe.service import Service
from opmodels.show.pool_boxes import MARGIN, draw_below
from tests.services import mmc


@dataclass(frozen=True)
class Drawn:
    """The boxes with left, top, width and height, the rows of words, and the end."""

    boxes: list[tuple[float, ...]]
    rows: list[float]
    end: float


def draw(service: Service, width: float) -> Drawn:
    """Return what is drawn below a picture that ends at 100."""
    content, end = draw_below(service, 100.0, width)
    root = ElementTree.fromstring(f"<svg>{content}</svg>")
    boxes = [
        tuple(float(box.get(key, 0)) for key in ("x", "y", "width", "height")) for box in root.findall("rect")
    ]
    return Drawn(boxes, [float(one.get("y", 0)) for one in root.findall("text")], end)


@pytest.mark.parametrize("name", list_services())
@pytest.mark.parametrize("width", [640.0, 1200.0])
def test_pools_stand_side_by_side_within_the_width(name: str, width: float) -> None:
    """One box for each pool, none on another, none beyond the width, and nothing below the end."""
    service = read(name)
    drawn = draw(service, width)
    assert len(drawn.boxes) == len(service.pools)
    assert all(x >= MARGIN and x + wide <= width for x, _, wide, _ in drawn.boxes)
    assert len({(x, y) for x, y, _, _ in drawn.boxes}) == len(drawn.boxes)
    assert max([y + high for _, y, _, high in drawn.boxes] + drawn.rows) <= drawn.end


def test_a_long_name_is_cut_and_not_the_number_of_staff() -> None:
    """How many there are is what a reader looks for."""
    text = mmc(staff=12).replace("desk", "team_confirmation_of_receipt_and_more")
    content, _ = draw_below(parse_service(text), 100.0, 640.0)
    assert "…: 12 staff</text>" in content
