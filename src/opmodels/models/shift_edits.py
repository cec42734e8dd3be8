"""What people are asked to come at another time, written in the words of the service file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from opmodels.describe.edit import Add, Edit, Set
from opmodels.describe.service import Service
from opmodels.foundation.units import format_share, write_number
from opmodels.foundation.weeks import WeekHours, write_hours
from opmodels.models.anatomy import name_anew
from opmodels.models.load_curve import Curve
from opmodels.models.shift_plan import SLOT, Mover, ShiftPlan, by_slot, find_quiet

QUIET_SLOTS = 4
"""In how many half hours in a row those are rung who were put off, where the day has so many."""
COPIED = ("serve", "takes", "travel", "order", "priority", "patience", "gives_up_to")
"""What a second contact has of the first."""


def write_percent(share: float) -> str:
    """Return a share as it stands in a file: ``12.5 %``."""
    return f"{write_number(round(100 * share, 2))} %"


def write_minute(slot: int) -> str:
    """Return when a half hour begins: ``08:30``."""
    return f"{slot * SLOT // 60:02}:{slot * SLOT % 60:02}"


def hours_between(curve: Curve, start: int, end: int) -> list[str]:
    """Return the hours from one half hour up to another, on the days of a curve."""
    spans = tuple((day * 1440 + start * SLOT, day * 1440 + end * SLOT) for day in curve.days)
    return list(write_hours(WeekHours(spans)))


class Doors:
    """The branches before the steps at which people come in, line by line.

    Parameters
    ----------
    service
        The service as it is.
    rebound
        The share of those who were moved who need one contact more.
    """

    def __init__(self, service: Service, rebound: float) -> None:
        self._service, self._rebound = service, rebound
        self._times: dict[str, list[tuple[Mover, dict[str, Any], dict[str, float]]]] = {}
        self._queues: dict[str, list[dict[str, Any]]] = {}
        self._steps: dict[str, dict[str, Any]] = {}
        self._needs: dict[str, list[str]] = {}

    def add_times(self, curve: Curve, mover: Mover, shares: Mapping[int, Mapping[int, float]]) -> None:
        """Let some of those who come in each half hour come in others instead, as a plan has it."""
        for start, ends in sorted(shares.items()):
            waits = {f"{SLOT * (end - start)} min": share for end, share in sorted(ends.items())}
            whole = sum(waits.values())
            step = self._name(f"later_{mover.entry}_{write_minute(start).replace(':', '')}")
            self._steps[step] = {"wait": _write_waits(waits, whole), "then": self._onward(mover)}
            when = {"during": hours_between(curve, start, start + 1)}
            self._times.setdefault(mover.entry, []).append((mover, when, {step: whole}))

    def add_call_back(
        self, curve: Curve, mover: Mover, plan: ShiftPlan, accept: float, queue: int, phone: bool
    ) -> str:
        """Let those who meet a long queue be rung at a quiet time of the day; returns when that begins.

        Nobody waits longer than they can: whoever is rung last and came first fits, so that where they can
        wait a short time they are rung within half of it.
        """
        quiet, slots = find_quiet(curve, plan.planned, QUIET_SLOTS)
        is_open = np.flatnonzero(by_slot(curve, curve.is_open.astype(float)) > 0)
        most = int(min(mover.most, 1440.0) // SLOT)
        slots = min(slots, max(1, most // 2))
        first = max(int(is_open[0]), quiet + slots - most)
        if first >= quiet:
            return ""
        ring, spread = self._name(f"call_back_{mover.entry}"), self._name(f"rung_{mover.entry}")
        self._steps[ring] = {"wait": {"until": write_minute(quiet)}, "then": spread}
        length = {"uniform": ["0 min", f"{slots * SLOT} min"]}
        self._steps[spread] = {"wait": length, "then": self._onward(mover)}
        when: dict[str, Any] = {"during": hours_between(curve, first, quiet)}
        when |= {"queue": mover.line, "at_least": str(queue)} | ({"has": "phone"} if phone else {})
        line = self._tell(mover, when, {ring: accept}, mover.entry)
        self._queues.setdefault(mover.entry, []).append(line)
        return write_minute(quiet)

    def _tell(
        self, mover: Mover, when: Mapping[str, Any], to: Mapping[str, float], rest: str
    ) -> dict[str, Any]:
        """Return a line of a branch: some of the needs go elsewhere, the rest where they would have gone."""
        told = self._needs.setdefault(mover.entry, [])
        told += [need for need in mover.needs if need not in told]
        whole = sum(to.values())
        route = {name: write_percent(share) for name, share in to.items()}
        onward: Any = {**route, rest: "rest"} if whole < 1 else next(iter(to))
        return {"if": {"need": list(mover.needs), **when}, "to": onward}

    def _onward(self, mover: Mover) -> Any:
        """Return where those go on to who come later: some need a contact more."""
        if self._rebound == 0:
            return mover.entry
        again = f"again_{mover.entry}"
        if again not in self._steps:
            again = self._name(again)
            line = self._service.tree["steps"][mover.line]
            self._steps[again] = {key: line[key] for key in COPIED if key in line} | {"then": mover.entry}
        return {again: write_percent(self._rebound), mover.entry: "rest"}

    def _name(self, wanted: str) -> str:
        return name_anew({*self._service.steps, *self._service.ends, *self._steps}, wanted)

    def edits(self, why: str) -> Iterator[Edit]:
        """Yield the changes: the steps, the branches, and that needs begin there."""
        branches: dict[str, Any] = {}
        doors: dict[str, str] = {}
        for entry in dict.fromkeys([*self._times, *self._queues]):
            door = entry
            if entry in self._queues:
                door = self._name(f"held_{entry}")
                branches[door] = {"branch": [*self._queues[entry], {"to": entry}]}
            if entry in self._times:
                lines = [self._tell(mover, when, to, door) for mover, when, to in self._times[entry]]
                behind, door = door, self._name(f"asked_{entry}")
                branches[door] = {"branch": [*lines, {"to": behind}]}
            doors[entry] = door
        if branches:
            yield Add(add={"steps": {**branches, **self._steps}}, why=why)
        for entry, needs in self._needs.items():
            yield Set(set={f"needs.{need}.starts_at": doors[entry] for need in needs}, why=why)


def _write_waits(waits: Mapping[str, float], whole: float) -> Any:
    if len(waits) == 1:
        return next(iter(waits))
    shares = [round(share / whole, 6) for share in waits.values()]
    shares[-1] = round(1.0 - sum(shares[:-1]), 6)
    return {"discrete": {"values": list(waits), "shares": [f"{write_number(100 * x)} %" for x in shares]}}


def tell_curve(plan: ShiftPlan) -> Iterator[str]:
    """Yield the load before and by the plan, half hour by half hour, and what no plan goes below."""
    peak, planned = float(plan.before.max()), float(plan.planned.max())
    yield (
        f"people kept busy in the busiest half hour of a mean day: {peak:.2f} before, {planned:.2f} by the "
        f"plan, {plan.floor:.2f} at the least that any plan reaches"
    )
    for slot in np.flatnonzero((plan.before > 0) | (plan.planned > 0)).tolist():
        yield f"{write_minute(slot)}: {plan.before[slot]:.2f} before, {plan.planned[slot]:.2f} planned"


def tell_moved(plan: ShiftPlan) -> str:
    """Return in words how far the peak falls by the plan."""
    return f"by the plan the busiest half hour falls by {format_share(plan.fall)}"
