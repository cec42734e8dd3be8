"""What follows what, against counts made by hand."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

from opmodels.describe.learn.log.event_log import read_log
from opmodels.describe.learn.process.follows import count_rare, list_follows, list_routes
from opmodels.describe.learn.process.learned import Process, learn_process
from tests.unit.describe.learn.process.made_logs import write_desk

LOG = "case,activity,time\n" + "".join(
    f"{case},{name},2025-01-{1 + case % 28:02d} {9 + place}:{case % 50:02d}\n"
    for case in range(40)
    for place, name in enumerate(["ask", "look", "pay"] if case % 4 else ["ask", "look", "look"])
)


def learn(tmp_path: Path) -> Process:
    """Return what is learned from a log of forty cases, in which every fourth is looked at twice."""
    (tmp_path / "log.csv").write_text(LOG, encoding="utf-8")
    return learn_process(read_log(tmp_path / "log.csv", zone="UTC"))


def test_pairs_are_those_of_the_log(tmp_path: Path) -> None:
    """Each pair in the order of the log is counted once, begin and end too, and shares add up to one."""
    found = list_follows(learn(tmp_path))
    by_hand = Counter[tuple[str | None, str | None]]()
    for case in range(40):
        steps = ["ask", "look", "pay"] if case % 4 else ["ask", "look", "look"]
        by_hand.update(pairwise([None, *steps, None]))
    assert {(one["from"], one["to"]): one["count"] for one in found} == by_hand
    assert [one["count"] for one in found] == sorted((one["count"] for one in found), reverse=True)
    for before in (None, "ask", "look", "pay"):
        assert abs(sum(one["share"] for one in found if one["from"] == before) - 1) < 1e-12


def test_routes_have_their_ranges(tmp_path: Path) -> None:
    """Each share lies in its range, and those of one situation add up to one."""
    found = list_routes(learn(tmp_path))
    assert all(one["range"][0] <= one["share"] <= one["range"][1] for one in found)
    totals = Counter[tuple[str, ...]]()
    for one in found:
        totals[tuple(one["after"])] += one["share"]
    assert all(abs(total - 1) < 1e-12 for total in totals.values())


def test_what_few_did_is_counted(tmp_path: Path) -> None:
    """A way that one case took counts as rare; a length that many had does not stand as the values seen."""
    process = learn_process(write_desk(tmp_path / "desk.csv"))
    rare = count_rare(process)
    ways = [times for taken in process.routes.taken.values() for times in taken.values()]
    assert rare["ways"] == sum(times < 5 for times in ways)
    assert rare["lengths"] == sum(
        one.shape.family == "empirical" and one.count <= 40
        for one in (*process.works.values(), *process.waits.values())
    )
