"""The picture as SVG."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from opmodels.describe.library import list_services
from opmodels.describe.read import parse_service, read
from opmodels.describe.service import Service
from opmodels.show.drawing import END, NEED, draw_service, list_edges, list_nodes, tell_finding
from tests.services import day_hospital, mm1, surgery, tandem, walk_in

SPACE = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("name", list_services())
def test_library_is_drawn(name: str) -> None:
    """Every library service is drawn as well-formed SVG: a box for each need, step, end and pool."""
    service = read(name)
    root = ElementTree.fromstring(draw_service(service))
    boxes = len(root.findall(f"{SPACE}g/{SPACE}rect"))
    assert boxes == len(service.needs) + len(service.steps) + len(service.ends)
    assert len(root.findall(f"{SPACE}path")) == len(list_edges(service))


@pytest.mark.parametrize(
    "text", [mm1(), tandem(), surgery(), walk_in()], ids=["mm1", "tandem", "surgery", "walk_in"]
)
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


CENTRE = parse_service(walk_in())


def test_who_worsens_has_a_line() -> None:
    """Who leaves because they waited too long goes by a dashed line from the need, and the legend says so."""
    edges = list_edges(CENTRE)
    assert edges[NEED + "injury", END + "hospital"] == [("worsens", "worsened")]
    assert "worsening while waiting" in draw_service(CENTRE)
    assert "worsening" not in draw_service(parse_service(tandem()))


def test_rules_stand_beside_their_boxes() -> None:
    """What is said of teams, continuity, urgency, lists, help, failures and areas is all drawn."""
    words = "".join(ElementTree.fromstring(draw_service(CENTRE)).itertext())
    for told in (
        "2 teams, 15 min", "same worker, gives way", "keeps beds up to leave",
        "in parties, 3 levels, worsens", "by a list, in parties",
        "2 more are called when 3 wait at door", "2 of them out of use for 5 h",
        "Where people live: north 40 %, south 60 %",
    ):  # fmt: skip
        assert told in words, told


def test_choices_batches_and_consults_are_drawn() -> None:
    """The legend tells who is offered nothing or too few, and the last line what is decided meanwhile."""
    hospital = parse_service(day_hospital())
    words = " ".join("".join(ElementTree.fromstring(draw_service(hospital)).itertext()).split())
    for told in (
        "no slot, not coming, being offered nothing, being too few.", "machine: 1 place",
        "morning: at 07:00 every day, share staff shares the people of nurses and porters",
    ):  # fmt: skip
        assert told in words, told
    test_nothing_leaves_the_drawing(hospital)


def test_nothing_of_the_centre_leaves_the_drawing() -> None:
    """Boxes of pools grow with what is told of them, and the drawing with them; no text stands below it."""
    test_nothing_leaves_the_drawing(CENTRE)
    root = ElementTree.fromstring(draw_service(CENTRE))
    height = float(str(root.get("viewBox")).split()[3])
    lines = [float(text.get("y", 0)) for text in root.iter(f"{SPACE}text")]
    assert max(lines) < height
    boxes = [box for box in root.findall(f"{SPACE}rect")[1:]]
    assert len({box.get("height") for box in boxes}) == 1 and len(boxes) == len(CENTRE.pools)


@pytest.mark.parametrize(("then", "above"), [("{answer: 20 %, done: rest}", True), ("done", False)])
def test_mark_makes_room_for_a_loop(then: str, above: bool) -> None:
    """A few words stand below a box; where the line of a loop hangs there, above it."""
    text = mm1().replace("then: done}\nends", f"gives_way: resume, then: {then}}}\nends")
    root = ElementTree.fromstring(draw_service(parse_service(text)))
    (mark,) = [one for one in root.findall(f"{SPACE}text") if one.text == "gives way"]
    (box,) = [g.find(f"{SPACE}rect") for g in root.findall(f"{SPACE}g") if g[0].text.startswith("answer")]  # type: ignore[union-attr]
    assert box is not None and (float(mark.get("y", 0)) < float(box.get("y", 0))) == above
