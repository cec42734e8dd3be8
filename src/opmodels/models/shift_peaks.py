"""Demand management as in electricity: some who come in the rush come at other hours, work is done ahead,
and help stands by."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from opmodels.describe.edit import Add, Edit, Set
from opmodels.describe.edit_base import as_node
from opmodels.describe.service import Service
from opmodels.describe.serving import Serve
from opmodels.describe.volume import count_yearly
from opmodels.foundation.errors import name_list
from opmodels.foundation.units import format_share, write_money
from opmodels.models.anatomy import name_anew
from opmodels.models.base import Design, OperatingModel
from opmodels.models.load_curve import Curve, draw_curves, find_line
from opmodels.models.names import refuse
from opmodels.models.prices import price_once
from opmodels.models.settings import Settings
from opmodels.models.shift_ahead import list_early, plan_ahead
from opmodels.models.shift_card import CARD, SETTINGS
from opmodels.models.shift_edits import Doors, tell_curve, tell_moved
from opmodels.models.shift_plan import Mover, ShiftPlan, can_wait, choose_needs, find_movers, plan_shift
from opmodels.models.shift_staff import follow_with_staff
from opmodels.models.transition import Transition
from opmodels.models.trim import Ended, end_posts, pools_to_cut

LEAST_BUSY = 0.3
"""A pool that is less busy than that in its busiest quarter hour has no peak worth the trouble."""
WHY_MOVE = "those who can come at a quieter hour are asked to; some do"


class ShiftPeaks(OperatingModel):
    """Those who can wait come at quieter hours, some work is done ahead of its peak, and help stands by."""

    def design(self, service: Service, settings: Settings) -> Design:
        """Return the doors at which people are asked, standby staff, and staff that follow the load.

        Raises
        ------
        DoesNotFit
            When nobody comes to staff at an hour of their own, or nobody who does can wait.
        """
        found = _find_pool(service, settings)
        shifted = _shift(service, settings, *found) if found else _Shifted()
        ahead = plan_ahead(service, settings.number("early"))
        edits, told = (*shifted.edits, *ahead.edits), (*shifted.told, *ahead.told)
        if not edits:
            return Design((), Transition(), settings)
        set_up = Transition(set_up=price_once(settings["set_up"], service.currency))
        ends = end_posts(service, shifted.ended, settings["redundancy"])
        return Design(edits, set_up.then(ends), settings, told=told)


@dataclass(frozen=True)
class _Shifted:
    edits: tuple[Edit, ...] = ()
    told: tuple[str, ...] = ()
    ended: Ended = field(default_factory=dict)


def _shift(service: Service, settings: Settings, pool: str, curve: Curve) -> _Shifted:
    """Return what is done about the busy hours of a pool."""
    movers = _find_movers(service, settings, pool, curve)
    plan = plan_shift(curve, movers, settings.number("rebound"))
    doors = _open_doors(service, settings, pool, curve, plan)
    edits = [*doors.edits(WHY_MOVE), *_stand_by(service, settings, pool, curve)]
    edits += _pay_for_moving(service, settings, plan)
    told = [f"the pool is {pool}; {tell_moved(plan)}", *tell_curve(plan)]
    ended: Ended = {}
    if edits and settings.word("staffing") == "follow" and pool in pools_to_cut(service):
        follow = follow_with_staff(service, pool, curve, plan)
        edits += follow.edits
        told += follow.told
        ended = {} if follow.ended is None else {pool: (service.pools[pool], follow.ended)}
    return _Shifted(tuple(edits), tuple(told), ended)


def _find_pool(service: Service, settings: Settings) -> tuple[str, Curve] | None:
    """Return the pool whose peak is to fall, with its curve; none where there is only work to do ahead."""
    asked = settings.word("pool")
    curves = draw_curves(service)
    if asked != "auto" and asked not in curves:
        raise refuse(
            "shift_peaks", service, f"{asked}, to which nobody comes at an hour of their own", _name(curves)
        )
    if not curves and list_early(service):
        return None
    if not curves:
        found = "all work comes by appointment, after a delay, in rounds, by a list or a campaign"
        raise refuse(
            "shift_peaks", service, found, "staff or places to which people come at an hour of their own"
        )
    busy = {name: curve.peak / max(service.pools[name].size, 1) for name, curve in curves.items()}
    open_to = [
        name for name in curves if busy[name] >= LEAST_BUSY and choose_needs(service, _come(curves[name]))
    ]
    name = asked if asked != "auto" else next(iter(open_to or curves))
    if asked == "auto" and busy[name] < LEAST_BUSY:
        found = f"{name}, {format_share(busy[name])} busy in the busiest quarter hour, and no higher peak"
        raise refuse(
            "shift_peaks",
            service,
            found,
            "staff or places to which people come at an hour of their own, with a peak",
        )
    return name, curves[name]


def _come(curve: Curve) -> list[str]:
    return list(curve.by_need)


def _name(names: Collection[str]) -> str:
    return f"one of {name_list(list(names))}" if names else "a pool to which people come themselves"


def _find_movers(service: Service, settings: Settings, pool: str, curve: Curve) -> list[Mover]:
    asked = settings.word("need")
    known = _come(curve)
    free = choose_needs(service, known)
    if asked != "auto" and (asked not in known or can_wait(service, asked) is False):
        why = "cannot wait" if asked in known else f"does not come to {pool} at an hour of its own"
        raise refuse(
            "shift_peaks", service, f"{asked}, which {why}", f"one of {name_list(free) or 'none here'}"
        )
    if not free:
        raise refuse(
            "shift_peaks",
            service,
            f"nobody who comes to {pool} can wait: not {name_list(known)}",
            "somebody who can",
        )
    needs = free if asked == "auto" else [asked]
    return find_movers(service, pool, needs, settings.number("share"), settings.number("window"))


def _open_doors(service: Service, settings: Settings, pool: str, curve: Curve, plan: ShiftPlan) -> Doors:
    doors = Doors(service, settings.number("rebound"))
    accept, per_person = settings.number("call_back"), settings.number("long_queue")
    phone = any("phone" in group.abilities for group in service.groups.values())
    for mover, shares in zip(plan.movers, plan.shares, strict=True):
        doors.add_times(curve, mover, shares)
        if accept > 0 and mover.entry == mover.line:
            size = _count_staff(service, mover.line, pool)
            doors.add_call_back(curve, mover, plan, accept, max(1, round(per_person * size)), phone)
    return doors


def _count_staff(service: Service, line: str, pool: str) -> int:
    """Return the people of a pool, with those of the pools that can stand in for it at a step."""
    step = service.steps[line]
    needed = step.requirements if isinstance(step, Serve) else ()
    beside = next((pools for pools in needed if pool in pools), (pool,))
    return sum(service.pools[name].size for name in beside)


def _stand_by(service: Service, settings: Settings, pool: str, curve: Curve) -> Iterator[Edit]:
    """Yield help on call for the pool, where it has none, and the pay of standing by."""
    share, size = settings.number("standby"), service.pools[pool].size
    if share == 0 or service.pools[pool].staff is None or service.pools[pool].on_call is not None:
        return
    line = find_line(service, pool, max(curve.by_need, key=lambda need: float(curve.by_need[need].sum())))
    staff = max(1, round(share * size))
    call = {
        "staff": staff, "queue": line, "at_least": max(1, round(2 * settings.number("long_queue") * size)),
        "after": settings.word("standby_after"), "stays": settings.word("standby_stays"),
    }  # fmt: skip
    pay = service.pools[pool].hourly_cost * settings.number("standby_pay")
    if pay > 0:
        call["cost"] = f"{write_money(round(pay, 2), service.currency)} per hour"
    yield Set(set={f"pools.{pool}.on_call": as_node(call)}, why=f"{staff} more stand by for a long queue")


def _pay_for_moving(service: Service, settings: Settings, plan: ShiftPlan) -> Iterator[Edit]:
    """Yield what is paid a year to those who come at another hour."""
    each = settings["incentive"].amount.value
    cases = sum(_moved_a_year(service, mover, plan, place) for place, mover in enumerate(plan.movers))
    if each * cases <= 0:
        return
    cost = f"{write_money(round(each * cases, 2), service.currency)} per year"
    line = {"cost": {"value": cost, "grade": "assumption"}, "pays": service.budget_holder, "stays": "0 %"}
    why = f"{cases:,.0f} people a year are given {settings['incentive'].value} for it"
    name = name_anew(service.money.fixed, "thanks_for_moving")
    yield Add(add={"money.fixed": {name: as_node(line)}}, why=why)


def _moved_a_year(service: Service, mover: Mover, plan: ShiftPlan, place: int) -> float:
    """Return how many cases of a mover come at another hour in a year, by the plan."""
    kind = sum(amount for k, _, _, amount in plan.plan.moves if k == place)
    work = sum(float(plan.work[place][slot]) for slot in range(len(plan.before)))
    cases = sum(count_yearly(service, need) for need in mover.needs)
    return cases * kind / work if work > 0 else 0.0


SHIFT_PEAKS = ShiftPeaks(
    "shift_peaks", CARD, SETTINGS, {"share": "0 %", "call_back": "0 %", "standby": "0 %", "early": "0 %"}
)
