"""The map of what follows what."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from opmodels.show.frequent import MOST_BOXES
from opmodels.show.step_map import HEAVIEST, draw_step_map, weigh_line
from tests.unit.show.test_charts import SPACE, parse


def follow(before: str | None, after: str | None, count: int, share: float = 1.0) -> dict[str, Any]:
    """Return a pair."""
    return {"from": before, "to": after, "count": count, "share": share}


FEW = [
    follow(None, "look", 100), follow("look", "decide", 80, 0.8), follow("decide", None, 81),
    follow("look", None, 19, 0.19), follow("look", "rare", 1, 0.01), follow("rare", "decide", 1),
]  # fmt: skip


def test_each_activity_is_one_box_and_each_pair_stands_in_the_table() -> None:
    """Boxes for begin, end and three activities; every pair with count and share, drawn or not."""
    chart = draw_step_map("a", "Map", FEW)
    root = parse(chart)
    assert len(root.findall(f"{SPACE}g")) == 5
    assert chart.rows[1] == ("look", "decide", "80", "80 %")
    assert len(chart.rows) == len(FEW)
    words = [one.text for one in root.findall(f"{SPACE}text")]
    assert "80 % (80)" in words
    assert chart.finding.startswith("6 of 6 pairs are drawn: 100 % of all")


def test_lines_are_as_heavy_as_they_are_frequent() -> None:
    """From a hair to the heaviest, which a way has that all cases take."""
    assert weigh_line(0, 100) == 1.0
    assert 1.0 < weigh_line(1, 100) < weigh_line(50, 100) < weigh_line(100, 100) == HEAVIEST
    assert weigh_line(900, 100) == HEAVIEST


def test_many_activities_are_cut_and_said_to_be() -> None:
    """Of forty activities the most frequent are drawn; how many are not is said."""
    names = [f"a{place:02d}" for place in range(40)]
    pairs = enumerate(pairwise(names))
    follows = [follow(None, names[0], 400)]
    follows += [follow(one, other, 400 - 9 * place) for place, (one, other) in pairs]
    chart = draw_step_map("a", "Map", [*follows, follow(names[-1], None, 40)])
    assert len(parse(chart).findall(f"{SPACE}g")) == MOST_BOXES + 2
    assert f"{40 - MOST_BOXES} activities are rarer" in chart.finding
