"""What is learned from the first cases of a log foretells the later ones, or says by how much it does not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from opmodels.appraise.likeness import Likeness, judge_log, take_first
from opmodels.describe.learn.judging.event_table import make_table
from opmodels.describe.learn.log.event_log import EventLog, read_log

LOGS = {
    "academic_credentials.csv.gz": "America/Bogota",
    "permit_receipt.csv.gz": "Europe/Amsterdam",
    "bpic2020_domestic_declarations.xes.gz": "Europe/Amsterdam",
    "sepsis.csv.gz": "Europe/Amsterdam",
    "traffic_fines_10k.csv.gz": "Europe/Rome",
}
FARTHEST, NEARER = 1.5, 3
"""What is asked: on none of the six distances more than so much further than the past drawn anew, and nearer
on at least so many."""


def write_log(path: Path, cases: int) -> EventLog:
    """Return a log of a desk that is open on weekdays: two in three are looked at once, the others twice."""
    luck = np.random.default_rng(7)
    lines = ["case,activity,start,end,resource"]
    for case in range(cases):
        day, minute = case // 8, int(luck.integers(0, 300))
        at = np.datetime64("2024-01-01T09:00") + np.timedelta64(day // 5 * 7 + day % 5, "D")
        at += np.timedelta64(minute, "m")
        for name in ["look"] * int(luck.integers(1, 4) == 1) + ["look", "decide"]:
            end = at + np.timedelta64(int(luck.integers(5, 20)), "m")
            lines.append(f"{case},{name},{at},{end},P{luck.integers(1, 4)}")
            at = end + np.timedelta64(int(luck.integers(1, 30)), "m")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_log(path, zone="UTC")


def test_a_made_desk_is_foretold(tmp_path: Path) -> None:
    """Nothing is far off where nothing changes, and hours of the day are nearer than the past drawn anew."""
    likeness = judge_log(write_log(tmp_path / "desk.csv", 600), "desk", draws=5)
    ratios = likeness.ratios()
    assert (likeness.training, likeness.held_out) == (480, 120)
    assert (ratios["circadian_events"] or 0) < 0.7
    assert likeness.learned.mean.control_flow < 0.12
    assert likeness.learned.mean.cycle_times < 0.5
    told = likeness.as_dict()["distances"]
    assert told["arrivals"]["ratio"] == ratios["arrivals"]
    later = likeness.as_dict()["later_slice"]
    assert sum(later["weeks"]["seen"]) == 120
    assert sum(later["weeks"]["simulated"]) == pytest.approx(120)
    assert "judged on the 120 after them" in likeness.text()


def test_the_same_seed_gives_the_same_figures(tmp_path: Path) -> None:
    """Two judgements of one log are equal."""
    log = write_log(tmp_path / "desk.csv", 200)
    assert judge_log(log, "desk", draws=2).as_dict() == judge_log(log, "desk", draws=2).as_dict()


def test_the_first_cases_are_kept_whole() -> None:
    """Those who come before the slice begins are left out, and of those after it as many as are asked for."""
    times = np.array([10, 20, 30, 40, 50])
    table = make_table(["a"], np.array([0, 1, 1, 2, 3]), np.zeros(5, np.int64), times, times + 1)
    kept = take_first(table, 15, 2)
    assert kept.cases == 2
    assert kept.start.tolist() == [20, 30, 40]


def judge_real(shared_data: Path, name: str) -> Likeness:
    """Return the likeness of one of the five public logs, or skip where it is not there."""
    path = shared_data / "event_logs" / name
    if not path.exists():
        pytest.skip(f"no {name} beside the project")
    return judge_log(read_log(path, zone=LOGS[name]), name.split(".")[0])


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=[] if name.startswith("permit") else [pytest.mark.slow]) for name in LOGS],
)
def test_real_logs_are_foretold_as_well_as_the_page_says(shared_data: Path, name: str) -> None:
    """Nearer than the past drawn anew on three of six distances at least, and never much further off; the
    figures are those of docs/explanation/judging-a-learned-service.md."""
    ratios = {
        key: np.inf if ratio is None else ratio
        for key, ratio in judge_real(shared_data, name).ratios().items()
    }
    assert max(ratios.values()) <= FARTHEST
    assert sum(ratio < 1 for ratio in ratios.values()) >= NEARER
    page = Path(__file__).resolve().parents[3] / "docs/explanation/judging-a-learned-service.md"
    told = f"| `{name.split('.')[0]}` | " + " | ".join(f"{ratio:.2f}" for ratio in ratios.values()) + " |"
    assert told in page.read_text(encoding="utf-8")
