"""The forest plot as SVG is well-formed, says what it shows, and draws to scale."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from opmodels.models.evidence import shipped_register
from opmodels.models.weighed import weigh
from opmodels.show.forest_drawing import draw_forest

SVG = "{http://www.w3.org/2000/svg}"


def draw(name: str) -> ElementTree.Element:
    """Return the drawing of a measure."""
    return ElementTree.fromstring(draw_forest(weigh(shipped_register(), name)))


def test_every_finding_has_a_square_and_every_answer_a_diamond() -> None:
    """And the drawing says in words what is to be expected."""
    drawn = draw("cost of a contact by telephone")
    squares = [one for one in drawn.iter(f"{SVG}rect") if one.get("width") == "10"]
    assert len(squares) == 5
    assert len(list(drawn.iter(f"{SVG}polygon"))) == 2
    words = [one.text for one in drawn.iter(f"{SVG}desc")]
    assert words == ["To be expected in a place that has not tried it: £2.40, £0.944 to £6.12; grade C."]


def test_nothing_leaves_the_drawing() -> None:
    """Every line lies inside its width."""
    for name in ("falls rate ratio", "net saving, as a share of the forecast", "share of use that is new"):
        for one in draw(name).iter(f"{SVG}line"):
            assert 0.0 <= float(one.get("x1") or -1) <= float(one.get("x2") or -1) <= 780.0


def test_no_effect_is_a_dashed_line_where_there_can_be_one() -> None:
    """A share has none."""
    dashed = [
        one for one in draw("falls rate ratio").iter(f"{SVG}line") if one.get("stroke-dasharray") == "4 3"
    ]
    assert len(dashed) == 1
    lines = draw("share of use that is new").iter(f"{SVG}line")
    assert not [one for one in lines if one.get("stroke-dasharray") == "4 3"]


def test_where_nobody_has_measured_there_is_nothing_to_draw() -> None:
    """It is refused."""
    with pytest.raises(ValueError, match="nobody has measured"):
        draw("share who accept the offer")
