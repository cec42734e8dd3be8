"""A log whose making is known is learned as it was made."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from opmodels.describe.learn.log.event_log import read_log
from opmodels.describe.learn.process.learned import bootstrap_shares, learn_process
from opmodels.describe.learn.process.routes import BEGIN, END, Routes
from tests.unit.describe.learn.process.made_logs import make_traces, write_desk


def test_a_desk_is_found(tmp_path: Path) -> None:
    """Fifteen a week, three in four looked at, 5 to 20 minutes of work, two people with a task each."""
    stages: list[str] = []
    found = learn_process(write_desk(tmp_path / "desk.csv", 900), stages.append)
    assert found.arrivals.per_week == pytest.approx(15, rel=0.05)
    look = found.activities.index("Look at papers")
    low, high = found.share_ranges[(BEGIN,), look]
    assert low < 0.75 < high
    assert [len(team.activities) for team in found.teams] == [1, 1]
    for work in found.works.values():
        assert work.mean == pytest.approx(12, abs=0.6)
        assert work.ranges["average"][0] < work.mean < work.ranges["average"][1]
    assert not found.estimated
    assert stages == ["when cases come", "where they go", "who does the work", "how long it takes"]


def test_without_names_there_are_no_teams(tmp_path: Path) -> None:
    """What is done is learned all the same."""
    found = learn_process(write_desk(tmp_path / "desk.csv", 90, resource=False))
    assert found.teams == ()
    assert found.works == {}
    assert len(found.waits) >= 1


@pytest.mark.parametrize("cases", [1, 2])
def test_a_log_of_one_case_or_of_one_moment_can_be_learned(tmp_path: Path, cases: int) -> None:
    """Little is learned from little, and nothing breaks."""
    rows = "".join(f"{case},ask,2025-01-06 09:00\n{case},pay,2025-01-06 09:00\n" for case in range(cases))
    (tmp_path / "log.csv").write_text("case,activity,time\n" + rows, encoding="utf-8")
    found = learn_process(read_log(tmp_path / "log.csv"))
    assert found.cases == cases
    assert found.arrivals.per_week > 0


def test_what_one_case_does_often_is_one_piece_of_evidence() -> None:
    """1,000 ways out of 0 that 50 cases took, each always the same, tell less than those of 1,000 cases."""
    luck = np.random.default_rng(1)

    def width(cases: int, times: int) -> float:
        sequences = [[0, 1 + int(luck.integers(2))] * times for _ in range(cases)]
        traces = make_traces(sequences, [list(range(len(one))) for one in sequences])
        taken = Counter(one[1] for one in sequences)
        routes = Routes(
            frozenset({(BEGIN,), (0,), (1,), (2,)}),
            {(BEGIN,): {0: cases}, (0,): taken, **{(a,): {0: 1, END: 1} for a in (1, 2)}},
        )
        low, high = bootstrap_shares(traces, routes)[(0,), 1]
        return high - low

    assert width(50, 20) > 3 * width(1000, 1)
