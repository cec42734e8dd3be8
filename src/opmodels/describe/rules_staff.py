"""Rules: who does the work can do it in the way that is described."""

from __future__ import annotations

from collections.abc import Iterator

from opmodels.describe.fault import Fault, Path
from opmodels.describe.service import Service
from opmodels.describe.serving import Serve
from opmodels.describe.sourced import Quantity

MOST_SPEED = 100
MOST_RISE = 10
LEAST_MINUTES = 1.0
"""The least mean time between two outages; milliseconds would be a run without end."""


def what_is_kept_goes_on(service: Service) -> Iterator[Fault]:
    """A pool that is kept from step to step does not pause at a shift's end, and is taken once."""
    for name, step in service.steps.items():
        if not isinstance(step, Serve):
            continue
        for pool in step.keeps:
            path = ("steps", name, "keeps", pool)
            if service.pools[pool].shift_end == "pause":
                expected = "a pool that finishes: what a case keeps cannot be paused"
                mend = f"write shift_end: finish for '{pool}', or do not keep it"
                yield Fault(path, f"the pool '{pool}', which pauses", expected, next=mend, key=True)
            if any(sum(pool in pools for pools in team.all) > 1 for team in step.serve.parts):
                expected = "a pool that this step needs once: it could not be told which of them is kept"
                yield Fault(path, f"the pool '{pool}', which is needed twice", expected, key=True)


def calls_are_worth_it(service: Service) -> Iterator[Fault]:
    """Who is on call comes when somebody waits, stays for some time, and is somebody."""
    for name, pool in service.pools.items():
        if pool.on_call is not None:
            call = pool.on_call
            for key, value, example in (
                ("staff", call.staff, "a number from 1"),
                ("at_least", call.at_least, "a number from 1: the length of a queue"),
                ("stays", call.stays, "a time above zero, e.g. 2 h"),
            ):
                yield from _refuse_nought(value, ("pools", name, "on_call", key), example)


def _refuse_nought(value: Quantity, path: Path, expected: str) -> Iterator[Fault]:
    if value.value <= 0:
        yield Fault(path, f"{path[-1]}: {value.written}", expected)


def speeds_are_possible(service: Service) -> Iterator[Fault]:
    """Somebody who works has a speed above zero, and is not a hundred times as fast as is said."""
    for name, pool in service.pools.items():
        if pool.speed is not None and not 0 < pool.speed.value <= MOST_SPEED:
            written = pool.speed.written
            expected = f"a speed above 0 and at most {MOST_SPEED}; 1 is the speed of the times at the steps"
            near = f"{written} %" if MOST_SPEED < pool.speed.value <= 10 * MOST_SPEED else None
            yield Fault(("pools", name, "speed"), f"speed: {written}", expected, near)


def absence_rises_gently(service: Service) -> Iterator[Fault]:
    """Points of absence for each point of utilisation are not mistaken for a percentage."""
    for name, pool in service.pools.items():
        rise = pool.absence_rises
        if rise is not None and rise.by.value > MOST_RISE:
            expected = f"at most {MOST_RISE}: points of absence for each point of utilisation"
            near = f"{rise.by.written} %"
            yield Fault(("pools", name, "absence_rises", "by"), f"by: {rise.by.written}", expected, near)


def outages_end(service: Service) -> Iterator[Fault]:
    """An outage takes some time, and between two outages there is some time."""
    for name, pool in service.pools.items():
        if pool.outages is None:
            continue
        path = ("pools", name, "outages")
        if pool.outages.every.distribution.mean() < LEAST_MINUTES:
            found = "less than a minute between two outages, in the mean"
            yield Fault((*path, "every"), found, "a minute or more, e.g. {exponential: 30 days}")
        if pool.outages.lasts.distribution.mean() <= 0:
            yield Fault((*path, "lasts"), "outages that take no time", "a time above zero, e.g. 4 h")


RULES = (what_is_kept_goes_on, calls_are_worth_it, speeds_are_possible, absence_rises_gently, outages_end)
