"""Pairs of logs, and what the package log-distance-measures says of how far they are apart.

`recorded.json` holds its figures, since it needs a pandas below 3 and so is not installed with the tests.
Made in an environment with the extra `peers` and with the real records beside the project, in its folder, by

    python -m tests.unit.describe.learn.judging.peer
"""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np

from opmodels.describe.learn.judging.baseline import draw_log
from opmodels.describe.learn.judging.event_table import EventTable, make_table, to_table
from opmodels.describe.learn.judging.later_slice import split_by_arrival
from opmodels.describe.learn.log.event_log import read_log
from opmodels.describe.learn.log.stamps import LOST

RECORDED = Path(__file__).with_name("recorded.json")
REAL = (
    "academic_credentials.csv.gz",
    "bpic2020_domestic_declarations.xes.gz",
    "permit_receipt.csv.gz",
    "sepsis.csv.gz",
    "traffic_fines_10k.csv.gz",
)
MONDAY = 1_736_121_600_000
"""The first moment of 6 January 2025 UTC, in milliseconds."""
MINUTE = 60_000


def make_pair(seed: int) -> tuple[EventTable, EventTable]:
    """Return two logs drawn at random: with and without starts, in several zones, days without any."""
    luck = np.random.default_rng(seed)
    zone = ("UTC", "Europe/London", "America/New_York", "Asia/Tokyo")[seed % 4]
    return _draw_table(luck, zone, "abcde", 0), _draw_table(luck, zone, "cdefg", int(luck.integers(-90, 90)))


def _draw_table(luck: np.random.Generator, zone: str, names: str, days: int) -> EventTable:
    cases = int(luck.integers(1, 40))
    lengths = luck.integers(1, 9, cases)
    case = np.repeat(np.arange(cases), lengths)
    span = int(luck.integers(1, 60)) * 1440
    arrival = luck.integers(0, span, cases)[case] + days * 1440
    start = MONDAY + MINUTE * (arrival + luck.integers(0, 20, len(case)) * luck.choice([1, 60, 700]))
    end = start + MINUTE * luck.integers(0, 300, len(case))
    if luck.random() < 0.4:
        start = np.full(len(case), LOST)
    order = luck.permutation(len(case))
    activity = luck.integers(0, len(names), len(case))
    return make_table(list(names), case[order], activity[order], start[order], end[order], zone)


def make_real_pair(folder: Path, name: str) -> tuple[EventTable, EventTable]:
    """Return the later slice of a real log, and one log drawn from the earlier one."""
    split = split_by_arrival(read_log(folder / "event_logs" / name))
    training, held_out = to_table(split.training), to_table(split.held_out)
    return held_out, draw_log(training, held_out, np.random.default_rng(7))


def ask_peer(held_out: EventTable, simulated: EventTable) -> dict[str, float]:
    """Return the six figures of the package, called as Simod calls it."""
    from log_distance_measures.absolute_event_distribution import absolute_event_distribution_distance
    from log_distance_measures.case_arrival_distribution import case_arrival_distribution_distance
    from log_distance_measures.circadian_event_distribution import circadian_event_distribution_distance
    from log_distance_measures.config import DEFAULT_CSV_IDS as IDS
    from log_distance_measures.cycle_time_distribution import cycle_time_distribution_distance
    from log_distance_measures.n_gram_distribution import n_gram_distribution_distance
    from log_distance_measures.relative_event_distribution import relative_event_distribution_distance

    logs = (_to_frame(held_out), IDS, _to_frame(simulated), IDS)
    found = {
        "control_flow": n_gram_distribution_distance(*logs, n=3),
        "absolute_events": absolute_event_distribution_distance(*logs),
        "arrivals": case_arrival_distribution_distance(*logs),
        "circadian_events": circadian_event_distribution_distance(*logs),
        "relative_events": relative_event_distribution_distance(*logs),
        "cycle_times": cycle_time_distribution_distance(*logs, bin_size=timedelta(hours=1)),
    }
    return {name: float(value) for name, value in found.items()}


def _to_frame(table: EventTable) -> Any:
    import pandas as pd

    def stamps(values: np.ndarray) -> Any:
        return pd.to_datetime(values, unit="ms", utc=True).tz_convert(table.zone)

    return pd.DataFrame(
        {
            "case_id": table.case,
            "Activity": [table.activities[i] for i in table.activity],
            "start_time": stamps(table.start),
            "end_time": stamps(table.end),
        }
    )


def record(folder: Path, pairs: int = 24) -> dict[str, Any]:
    """Return the figures of the package for drawn and for real pairs."""
    return {
        "package": "log-distance-measures 2.2.0",
        "drawn": [ask_peer(*make_pair(seed)) for seed in range(pairs)],
        "real": {name: ask_peer(*make_real_pair(folder, name)) for name in REAL},
    }


if __name__ == "__main__":
    beside = Path(__file__).resolve().parents[6] / "shared" / "data"
    RECORDED.write_text(json.dumps(record(beside), indent=1) + "\n", encoding="utf-8")
