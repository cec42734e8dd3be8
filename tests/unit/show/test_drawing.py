"""The picture as SVG."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from opmodels.describe.library import list_services
from opmodels.describe.read import parse_service, read
from opmodels.describe.service import Service
from opmodels.show.drawing import END, NEED, draw_service, list_edges, list_nodes, tell_finding
from tests.services import mm1, surgery, tandem

SPACE = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("name", list_services())
def test_library_is_drawn(name: str) -> None:
    """Every library service is drawn as well-formed SVG: a box for each need, step, end and pool."""
    service = read(name)
    root = ElementTree.fromstring(draw_service(service))
    boxes = len(root.findall(f"{SPACE}g/{SPACE}rect"))
    assert boxes == len(service.needs) + len(service.steps) + len(service.ends)
    assert len(root.findall(f"{SPACE}path")) == len(list_edges(service))


@pytest.mark.parametrize("text", [mm1(), tandem(), surgery()], ids=["mm1", "tandem", "surgery"])
def test_other_shapes(text: str) -> None:
    """Loops, forks and a service without anything in a second column are drawn."""
    ElementTree.fromstring(draw_service(parse_service(text)))


def test_exits_are_on_the_edges(service: Service) -> None:
    """An edge knows by which exits it is taken, with their shares; unusual ones are dashed."""
    edges = list_edges(service)
    assert edges["ask", "ask_again"] == [("gives_up_to", "60 %")]
    assert edges["book_counter", END + "lost"] == [("full", ""), ("no_show", "")]
    assert edges[NEED + "form", "book_counter"] == [("then", "")]
    assert 'stroke-dasharray="5 4"' in draw_service(service)


def test_nothing_leaves_the_drawing(service: Service) -> None:
    """Every box stands within the drawing."""
    root = ElementTree.fromstring(draw_service(service))
    _, _, width, height = map(float, str(root.get("viewBox")).split())
    for box in root.iter(f"{SPACE}rect"):
        right = float(box.get("x", 0)) + float(box.get("width", 0))
        bottom = float(box.get("y", 0)) + float(box.get("height", 0))
        assert float(box.get("x", 0)) >= 0 and right <= width
        assert float(box.get("y", 0)) >= 0 and bottom <= height


def test_finding(service: Service) -> None:
    """The sentence counts what is drawn."""
    assert (
        tell_finding(service)
        == "About 483 cases a week come with 2 needs, pass through 4 steps and end in 2 ways."
    )
    assert len(list_nodes(service)) == 8
