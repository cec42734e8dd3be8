"""What a run of the benchmarks found, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.race import Score

TITLES = {"mm1": "M/M/1", "mm20": "M/M/20", "network": "network"}
NAMES = {
    "opmodels_persons": "opmodels, persons recorded",
    "opmodels_full": "opmodels, its full build",
    "c": "C, for this one model",
    "c_events": "C, patience as events",
    "cimba": "cimba",
    "simpy": "SimPy",
    "ciw": "Ciw",
}
"""What contenders are called in text; the others go by their own name."""


@dataclass(frozen=True)
class Findings:
    """What was measured.

    Parameters
    ----------
    races
        By workload: scores by contender, the engine first.
    memory
        For each number of cases, see `footprint.measure_sizes`.
    start
        See `footprint.measure_start`.
    scaling
        For each number of threads, see `scaling.summarise`.
    paired
        See `paired.compare_variances`.
    left_out
        Who was not there, in a sentence each.
    machine
        What it ran on.
    extent
        How much was run, in words.
    """

    races: dict[str, dict[str, Score]]
    memory: Sequence[dict[str, float]]
    start: dict[str, float]
    scaling: Sequence[dict[str, float]]
    paired: dict[str, float]
    left_out: Sequence[str]
    machine: str
    extent: str

    def write_json(self) -> dict[str, object]:
        """Return everything for programs."""
        return {
            **{name: _write_race(scores) for name, scores in self.races.items()},
            "memory": list(self.memory),
            "start": self.start,
            "scaling": list(self.scaling),
            "paired": self.paired,
            "left_out": list(self.left_out),
            "machine": self.machine,
            "extent": self.extent,
        }


def _write_race(scores: dict[str, Score]) -> dict[str, object]:
    own = next(iter(scores))
    return {
        "per_second": scores[own].per_second,
        "ratio": {name: score.ratio for name, score in scores.items() if name != own},
        "found": {
            name: {"per_second": score.per_second, "time": score.result[0], "gave_up": score.result[1]}
            for name, score in scores.items()
        },
    }


def compare_speed(ratio: float) -> str:
    """Return in words how fast a contender is beside the engine, of which `ratio` is the speed beside it."""
    faster = ratio < 1
    times = 1 / ratio if faster else ratio
    shown = f"{times:.1f}" if times < 10 else f"{times:.0f}"
    return "as fast" if shown == "1.0" else f"{shown} times {'as fast' if faster else 'slower'}"


def tabulate_races(findings: Findings) -> Iterator[tuple[str, ...]]:
    """Give the rows of the table of the races, its head first."""
    yield "", "cases in a CPU second", "beside opmodels", "mean time inside", "share who give up"
    for workload, scores in findings.races.items():
        for place, (name, score) in enumerate(scores.items()):
            time, gave_up = score.result
            yield (
                f"{TITLES[workload]}: {NAMES.get(name, name)}",
                f"{score.per_second:,.0f}",
                "" if place == 0 else compare_speed(score.ratio),
                f"{time:.2f}",
                f"{100 * gave_up:.1f} %" if workload == "network" else "",
            )


def tabulate_sizes(findings: Findings) -> Iterator[tuple[str, ...]]:
    """Give the rows of the table of memory and speed by number of cases."""
    yield "cases of the network", "MB at the start", "MB beyond it at most", "cases in a CPU second"
    for size in findings.memory:
        megabytes = f"{size['at_start']:.0f}", f"{size['megabytes']:.1f}"
        yield f"{size['cases']:,.0f}", *megabytes, f"{size['per_second']:,.0f}"


def tabulate_threads(findings: Findings) -> Iterator[tuple[str, ...]]:
    """Give the rows of the table of threads."""
    yield (
        "threads",
        "times as fast as one",
        "for each thread",
        "cores kept busy",
        "CPU seconds beside one thread",
    )
    for row in findings.scaling:
        yield (
            f"{row['threads']:.0f}",
            f"{row['speedup']:.2f}",
            f"{100 * row['efficiency']:.0f} %",
            f"{row['cores']:.2f}",
            f"{row['cpu']:.2f}",
        )


def tell_start(findings: Findings) -> str:
    """Return how long a start takes, in a sentence."""
    start = findings.start
    return (
        f"The first start of all, which compiles the engine, took {start['cold']:.1f} s until a first result "
        f"({start['cold_cpu']:.1f} s of CPU); later starts took {start['warm']:.1f} s "
        f"({start['warm_cpu']:.1f} s of CPU)."
    )


def tell_pairing(findings: Findings) -> str:
    """Return what the same draws bring, in a sentence."""
    found = findings.paired
    return (
        f"One more server at the fourth node changes the mean time in the network by "
        f"{found['difference']:.2f} minutes. Over {found['replications']:.0f} replications of about "
        f"{found['cases']:,.0f} cases that difference varies with a standard deviation of "
        f"{found['paired']:.3f} where every case has the same draws in both, and of "
        f"{found['independent']:.3f} where runs are independent: {found['fewer']:.0f} times fewer "
        f"replications for the same precision (95 % interval {found['low']:.0f} to {found['high']:.0f})."
    )
