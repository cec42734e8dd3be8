"""Steps: who came, waited, was served, booked, missed or left, over all groups and by group."""

from __future__ import annotations

import numpy as np

from opmodels.appraise.asked import name_time
from opmodels.appraise.histograms import MS_PER_MINUTE, share_within
from opmodels.appraise.outcomes.base import Outcome, divide
from opmodels.appraise.outcomes.choices import measure_choice
from opmodels.appraise.outcomes.system import summarise_times
from opmodels.appraise.samples import Tree
from opmodels.appraise.subject import View
from opmodels.describe.choosing import Choose
from opmodels.describe.gathering import Batch
from opmodels.describe.matching import Match
from opmodels.describe.pathway import Book, Branch, Step
from opmodels.describe.serving import Serve
from opmodels.foundation import codes
from opmodels.simulate import columns as c

NOTHING = {"mean": None, "p50": None, "p90": None}


def _left(count: np.ndarray, cause: int) -> float:
    """Return how many left by a way other than the usual one."""
    return float(count[c.CAUSE_FROM + cause - 1])


def measure_steps(view: View) -> Tree:
    """Return what happened at each step: counts, and times in minutes.

    ``started`` counts those served, booked or delayed, at a branch those who passed and at a choice those who
    came; ``wait`` is that of those who started to be served; ``delay`` is from booking to slot, or the length
    of a wait step, or of waiting for a batch.
    """
    record = view.record
    made: dict[str, Tree] = {}
    for row, name in enumerate(view.names.rows):
        tree = _measure_step(view, name, row, slice(None))
        area = float(record.queue_area[row]) / (view.subject.hours * c.HOUR_MS)
        is_queue = isinstance(view.subject.steps[name], Serve | Batch | Match)
        made[name] = {**tree, "queue": area if is_queue else None, "to": _measure_ways(view, name, row)}
    return made


def measure_by_group(view: View) -> Tree:
    """Return what happened to each group at each step."""
    return {
        group: {
            name: _measure_step(view, name, row, slice(k, k + 1)) for row, name in enumerate(view.names.rows)
        }
        for k, group in enumerate(view.names.groups)
    }


def _measure_ways(view: View, name: str, row: int) -> Tree:
    """Return the share of those who left a step by each way that it has."""
    places, flow = (*view.names.rows, *view.names.ends), view.record.flow[row]
    services = (view.subject.before, view.subject.after)
    known = [service.steps[name] for service in services if name in service.steps]
    ways = dict.fromkeys(to for step in known for _, route in step.exits() for to in route.to)
    total = float(flow.sum())
    return {to: divide(float(flow[places.index(to)]), total) for to in ways}


def _measure_step(view: View, name: str, row: int, groups: slice) -> Tree:
    step = view.subject.steps[name]
    count = view.record.count[groups, row].sum(axis=0)
    total = view.record.total[groups, row].sum(axis=0)
    histogram = view.record.histogram[groups, row].sum(axis=0)
    if isinstance(step, Serve):
        served = _measure_serve(view, count, total, histogram)
        return {**served, **_measure_late(view, step, row, groups)}
    if isinstance(step, Choose):
        came, told = measure_choice(view, name, step, row, groups)
        return {**_complete(view, came), **told}
    if isinstance(step, Match):
        return _measure_match(view, step, count, total, histogram)
    if isinstance(step, Branch):
        whole = groups == slice(None)
        return _complete(view, float(view.record.flow[row].sum()) if whole else None)
    return _measure_delay(view, step, count, total, histogram)


def _measure_match(
    view: View, step: Match, count: np.ndarray, total: np.ndarray, histogram: np.ndarray
) -> Tree:
    """Return what became of one side of an exchange; the way between the two is told at the takers'."""
    started, joined = float(count[c.STARTED]), float(count[c.JOINED])
    gave_up = _left(count, codes.PATIENCE)
    tree = {
        **_complete(view, started),
        "joined": joined,
        "wait": summarise_times(view, float(total[c.WAIT_SUM]), started, histogram),
        "gave_up": gave_up,
        "gave_up_share": divide(gave_up, joined),
        "within": _measure_within(view, histogram),
    }
    way = divide(float(total[c.TRAVEL_SUM]) / MS_PER_MINUTE, started)
    return {**tree, "way": {"mean": way}} if step.side == "taker" else tree


def _measure_serve(view: View, count: np.ndarray, total: np.ndarray, histogram: np.ndarray) -> Tree:
    started, joined, done = float(count[c.STARTED]), float(count[c.JOINED]), float(total[c.WORK_DONE])
    gave_up = _left(count, codes.PATIENCE)
    return {
        **_complete(view, started),
        "joined": joined,
        "finished": done,
        "wait": summarise_times(view, float(total[c.WAIT_SUM]), started, histogram),
        "service": {"mean": divide(float(total[c.WORK_SUM]) / MS_PER_MINUTE, done)},
        "gave_up": gave_up,
        "gave_up_share": divide(gave_up, joined),
        "turned_away": _left(count, codes.NO_ROOM),
        "within": _measure_within(view, histogram),
    }


def _measure_late(view: View, step: Serve, row: int, groups: slice) -> Tree:
    """Return how many of the planned visits were late, where it is said when they are."""
    if step.repeat is None or step.repeat.due_within is None:
        return {}
    late = float(view.record.late[groups, row].sum())
    return {"late": late, "late_share": divide(late, float(view.record.count[groups, row, c.STARTED].sum()))}


def _measure_delay(
    view: View, step: Step, count: np.ndarray, total: np.ndarray, histogram: np.ndarray
) -> Tree:
    started = float(count[c.DELAYS])
    tree = {
        **_complete(view, started),
        "delay": summarise_times(view, float(total[c.DELAY_SUM]), started, histogram),
        "within": _measure_within(view, histogram),
    }
    if isinstance(step, Batch):
        return {**tree, "too_few": _left(count, codes.TOO_FEW)}
    if not isinstance(step, Book):
        return tree
    missed = _left(count, codes.MISSED)
    return {
        **tree,
        "full": _left(count, codes.NO_SLOT),
        "missed": missed,
        "missed_share": divide(missed, started),
        "cancelled": _left(count, codes.CANCELLED),
    }


def _complete(view: View, started: float | None) -> dict[str, Tree | float | None]:
    """Return what every kind of step has, with nothing where the kind has none."""
    return {
        "started": started,
        "started_per_week": None if started is None else started / view.subject.weeks,
        "wait": NOTHING,
        "service": {"mean": None},
        "gave_up": 0.0,
    }


def _measure_within(view: View, histogram: np.ndarray) -> Tree:
    return {name_time(time): share_within(histogram, time) for time in view.subject.asked.times}


STEPS = Outcome("steps", measure_steps, "cases; minutes; shares as fractions")
STEPS_BY_GROUP = Outcome("steps_by_group", measure_by_group, "cases; minutes; shares as fractions")
