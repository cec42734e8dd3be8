"""The baseline keeps whole traces and gaps of the past, and lays them from the start of the later slice."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from opmodels.describe.learn.judging.baseline import draw_log, judge, judge_baseline
from opmodels.describe.learn.judging.event_table import EventTable, make_table
from opmodels.describe.learn.judging.later_slice import split_by_arrival
from opmodels.describe.learn.log.event_log import read_log
from tests.unit.describe.learn.judging.peer import REAL

HOUR = 3_600_000


def table_of(arrivals: list[int], lengths: list[int]) -> EventTable:
    """Return cases with as many events as said, an hour apart; the last of each is called so."""
    case = np.repeat(np.arange(len(arrivals)), lengths)
    within = np.concatenate([np.arange(length) for length in lengths])
    start = (np.array(arrivals)[case] + within) * HOUR
    last = (within == np.array(lengths)[case] - 1).astype(np.int64)
    return make_table(["step", "last"], case, last, start, start + HOUR // 2)


def test_traces_stay_whole() -> None:
    """Each drawn case has the length of one of training, its own hour between events, and one last step."""
    training, held_out = table_of([0, 5, 7, 20], [1, 2, 3, 7]), table_of([100, 101, 150], [1, 1, 1])
    drawn = draw_log(training, held_out, np.random.default_rng(1))
    assert drawn.cases == 3
    assert set(np.diff(drawn.firsts)) <= {1, 2, 3, 7}
    inside = np.diff(drawn.case) == 0
    assert (np.diff(drawn.start)[inside] == HOUR).all()
    assert (drawn.end - drawn.start == HOUR // 2).all()
    assert (drawn.activity[drawn.firsts[1:] - 1] == 1).all() and drawn.activity.sum() == 3


def test_starts_follow_gaps_of_training() -> None:
    """The first case arrives with the first held out, the others after gaps seen in training."""
    training, held_out = table_of([0, 5, 7, 20], [1, 1, 1, 1]), table_of([300] + [301] * 200, [1] * 201)
    drawn = draw_log(training, held_out, np.random.default_rng(2))
    arrivals = np.sort(drawn.arrivals) // HOUR
    assert arrivals[0] == 300
    assert set(np.diff(arrivals)) == {5, 2, 13}


def test_every_case_is_drawn_about_as_often() -> None:
    """Of 4,000 draws among 4 cases each comes 1,000 times, give or take 150: 5 sigma, seed 3."""
    training, held_out = table_of([0, 1, 2, 3], [1, 2, 3, 4]), table_of([0] * 4000, [1] * 4000)
    drawn = draw_log(training, held_out, np.random.default_rng(3))
    counts = np.bincount(np.diff(drawn.firsts), minlength=5)[1:]
    assert (abs(counts - 1000) < 150).all()


def test_mean_and_range() -> None:
    """Several logs are judged one by one; mean, least and most are told for each distance."""
    held_out = table_of([0], [1])
    judged = judge(held_out, [table_of([2], [1]), table_of([6], [1])])
    assert [one.arrivals for one in judged.draws] == [2, 6]
    assert judged.as_dict()["arrivals"] == pytest.approx({"mean": 4, "least": 2, "most": 6})


@pytest.mark.parametrize("name", REAL)
def test_the_page_tells_what_is_found(shared_data: Path, repo_root: Path, name: str) -> None:
    """The baseline of each real log is the one in the page, to the digits printed there."""
    split = split_by_arrival(read_log(shared_data / "event_logs" / name))
    share, *hours = judge_baseline(split).mean.as_dict().values()
    cases = f"{split.training.cases:,} + {split.held_out.cases:,}"
    cells = [f"`{name.partition('.')[0]}`", cases, f"{share:.3f}", *(f"{value:,.1f}" for value in hours)]
    page = repo_root / "docs" / "explanation" / "judging-a-learned-service.md"
    assert f"| {' | '.join(cells)} |" in page.read_text(encoding="utf-8")
