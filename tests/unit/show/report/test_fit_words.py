"""The sentences of a fit report."""

from __future__ import annotations

from typing import Any

import pytest

from opmodels.show.report.fit_words import (
    list_privacy,
    list_rows,
    tell_changes,
    tell_finding,
    tell_likeness,
    tell_privacy,
    tell_rows,
    tell_worst,
)
from tests.unit.show.learned_desk import LearnedDesk
from tests.unit.show.test_likeness_chart import make


def count(words: str) -> int:
    """Return a number as it is written."""
    return int(words.replace(",", ""))


def test_rows_add_up(learned: LearnedDesk) -> None:
    """All rows below the first add up to it; three were not used, each with its reason and its line."""
    (_, total, _), *rest = list_rows(learned.tree)
    assert count(total) == sum(count(rows) for _, rows, _ in rest) == learned.tree["rows"]
    unused = {what: where for what, _, where in rest if what.startswith("Not used")}
    assert unused == {
        "Not used: the same row a second time": f"line {learned.tree['rows']}",
        "Not used: a time that cannot be read": f"line {learned.tree['rows'] - 1}",
        "Not used: no activity": f"line {learned.tree['rows'] + 1}",
    }
    assert tell_rows(learned.tree).startswith(f"3 rows of {total} could not be used and have no part")


def test_every_row_used_is_said(learned: LearnedDesk) -> None:
    """Where nothing was left out, that is said."""
    clean = {**learned.tree, "quarantined": {}, "rows": learned.tree["events"]}
    assert tell_rows(clean) == f"Every one of the {learned.tree['events']} rows could be used."


def test_what_may_tell_who_is_named(learned: LearnedDesk) -> None:
    """The columns that may tell who somebody is stand first, in the table and in the sentence."""
    rows = list_privacy(learned.tree)
    assert {row[0] for row in rows if row[2] == "yes"} == {"Case Ref", "User", "E-Mail"}
    told = list(tell_privacy(learned.tree))
    assert told[0].startswith("Seen as telling who somebody may be: ")
    assert all(name in told[0] for name in ("Case Ref", "User", "E-Mail"))


def test_rare_things_are_counted(learned: LearnedDesk) -> None:
    """One and many are told in sentences that read."""
    tree = {
        **learned.tree,
        "learned": {**learned.tree["learned"], "names_of_many": 1, "rare": {"ways": 1, "lengths": 2}},
    }
    text = " ".join(tell_privacy(tree))
    assert "1 way from one thing to the next was taken fewer than five times" in text
    assert "2 lengths of time stand as the few values" in text
    assert "1 name stood for more than one person" in text


def test_the_finding_tells_level_and_likeness(learned: LearnedDesk) -> None:
    """Cases, level, and how many of six distances are further, from the figures of the JSON."""
    text = tell_finding(learned.tree)
    assert f"Learned from {learned.tree['learned']['cases']} cases" in text
    assert f"{learned.tree['learned']['per_week']['value']:.1f} cases a week" in text
    assert "of six distances" in text
    unjudged = {**learned.tree, "learned": {**learned.tree["learned"], "judged": None}}
    assert "It was not judged" in tell_finding(unjudged)


def test_further_comes_before_nearer() -> None:
    """What speaks against the service is counted first, and how much of it is clear."""
    distances = {
        "control_flow": make((1, 2, 3), (4, 5, 6)),
        "arrivals": make((7, 8, 9), (4, 5, 6)),
        "cycle_times": make((4.0, 6.5, 7.0), (3, 5, 6)),
    }
    text = tell_likeness({"learned": {"judged": {"distances": distances, "held_out_cases": 10}}})
    assert (
        "further from what came than the past drawn anew in two (clearly in one) of three distances" in text
    )
    assert "and nearer in one (clearly in one). Worst: when cases come, 1.60 times as far." in text


def test_equal_distances_are_neither_further_nor_nearer() -> None:
    """As where a log has dates only, and nothing is known of hours."""
    distances = {"control_flow": make((1, 2, 3), (4, 5, 6)), "circadian_events": make((0, 0, 0), (0, 0, 0))}
    text = tell_likeness({"learned": {"judged": {"distances": distances, "held_out_cases": 10}}})
    assert "nearer in one (clearly in one), and as far in one." in text


def test_a_worst_without_a_ratio() -> None:
    """Where the past drawn anew is at no distance, that is the worst there is."""
    distances = {"arrivals": make((1, 1, 1), (0, 0, 0)), "cycle_times": make((1, 2, 3), (1, 1, 1))}
    assert tell_worst(distances).startswith("Worst: when cases come; the past drawn anew has it without")


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"learned_from_last": 30}, "those of the last 30 of 120 cases"),
        ({"per_week_all_log": 99.0}, "over the whole log it was 99.0 cases a week"),
    ],
)
def test_changes_within_the_log(learned: LearnedDesk, changed: dict[str, Any], found: str) -> None:
    """That not all of the log was learned from is said, and only then."""
    assert list(tell_changes(learned.tree)) == []
    told = list(tell_changes({**learned.tree, "learned": {**learned.tree["learned"], **changed}}))
    assert len(told) == 1 and found in told[0]
