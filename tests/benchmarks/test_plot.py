"""The drawing of the race."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from benchmarks.plot import draw_race, write_speed
from tests.benchmarks.findings_made_up import MADE_UP


@pytest.mark.parametrize(
    ("speed", "words"),
    [(2e7, "20 million"), (2.34e6, "2.3 million"), (5e4, "50 thousand"), (8.2e5, "820 thousand"), (14, "14")],
)
def test_speed_in_words(speed: float, words: str) -> None:
    """Two figures, in millions or thousands."""
    assert write_speed(speed) == words


def test_drawing_shows_everybody() -> None:
    """It is well-formed, says what it is, and has a dot for each contender, the engine's a square."""
    drawn = draw_race(MADE_UP)
    texts = [element.text for element in ElementTree.fromstring(drawn).iter() if element.text]
    for words in ("M/M/1", "network", "SimPy", "C, patience as events", "20 million"):
        assert words in texts
    assert drawn.count("<circle") == 3 and drawn.count('width="10"') == 2


def test_ten_times_as_fast_is_one_step() -> None:
    """Along the axis, 2 million to 20 million is as far as 10 thousand to 100 thousand."""
    drawn = draw_race(MADE_UP)
    places = [float(place) for place in re.findall(r'text x="([\d.]+)"[^>]*text-anchor="middle"', drawn)]
    steps = {round(after - before, 1) for before, after in pairwise(places)}
    assert max(steps) - min(steps) < 0.2
    square = float(re.search(r'<rect x="([\d.]+)"[^>]*width="10"', drawn).group(1)) + 5  # type: ignore[union-attr]
    dot = float(re.search(r'<circle cx="([\d.]+)"', drawn).group(1))  # type: ignore[union-attr]
    assert dot - square == pytest.approx(steps.pop(), abs=0.3)
