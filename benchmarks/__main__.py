"""``python -m benchmarks``: the engine beside SimPy and Ciw."""

from __future__ import annotations

import argparse
import json
import sys

from benchmarks.footprint import measure, measure_start
from benchmarks.race import Score, race
from benchmarks.workloads import list_workloads

PARTS = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
PARTS.add_argument("--json", action="store_true", help="print figures for programs")
PARTS.add_argument("--quick", action="store_true", help="fewer cases and rounds; rough ratios")


def ratios(scores: dict[str, Score]) -> dict[str, float]:
    """How many times as fast as each peer the engine is."""
    own = scores["opmodels"].per_second
    return {name: own / score.per_second for name, score in scores.items() if name != "opmodels"}


def tell_race(name: str, scores: dict[str, Score]) -> str:
    """One workload as lines of a table."""
    head = ("cases per CPU s", "x slower", "time inside", "gave up")
    lines = ["{:10s} {:>16s} {:>10s} {:>12s} {:>8s}".format(name, *head)]
    for contender, score in scores.items():
        behind = scores["opmodels"].per_second / score.per_second
        lines.append(
            f"  {contender:8s} {score.per_second:16,.0f} {behind:10.1f} "
            f"{score.result[0]:12.3f} {score.result[1]:8.4f}"
        )
    return "\n".join(lines)


def main() -> None:
    """Run everything and print it."""
    asked = PARTS.parse_args()
    cases, peer_cases, rounds = (200_000, 5_000, 3) if asked.quick else (1_000_000, 30_000, 5)
    found: dict[str, object] = {}
    for workload in list_workloads(cases):
        scores = race(workload, peer_cases, rounds)
        found[workload.name] = {"per_second": scores["opmodels"].per_second, "ratio": ratios(scores)}
        sys.stdout.write("" if asked.json else tell_race(workload.name, scores) + "\n\n")
        sys.stdout.flush()
    sizes = [10_000, 100_000, 1_000_000]
    found["memory"] = [measure(size) for size in sizes]
    found["start"] = measure_start()
    sys.stdout.write(json.dumps(found) + "\n" if asked.json else tell_rest(found) + "\n")


def tell_rest(found: dict[str, object]) -> str:
    """Memory and start-up in words."""
    memory, start = found["memory"], found["start"]
    lines = [f"memory of the network: {m['cases']:,.0f} cases take {m['megabytes']:.0f} MB" for m in memory]  # type: ignore[attr-defined]
    return "\n".join([*lines, f"first start {start['cold']:.1f} s, later {start['warm']:.1f} s"])  # type: ignore[index]


if __name__ == "__main__":
    main()
