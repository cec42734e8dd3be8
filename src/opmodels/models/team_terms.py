"""What changes for those who work in self-managing teams: absence, pay, hours for each case, continuity."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from opmodels.describe.edit import Add, Edit, Scale, Set
from opmodels.describe.paths import write_path
from opmodels.describe.service import Service
from opmodels.describe.serving import Serve
from opmodels.foundation.units import format_share, write_money, write_number
from opmodels.models.anatomy import mean_of
from opmodels.models.kinds_of_case import Names
from opmodels.models.passed_on import mean_at, price_of_work, who_else_pays
from opmodels.models.payroll import pays_for, read_turnover
from opmodels.models.settings import Setting, Settings

SICK = 0.07
"""Share of shifts that is taken for sickness at most, where more stands as absence: leave and training do not
answer to autonomy (an assumption)."""
STRAINED = "85 %"
"""Utilisation from which absence rises, where the service does not say."""
PATIENCE_SHARE = 0.1
"""Share of what callers bear that they wait for a worker whom they know (an assumption)."""
WEEKS = 52.0


def change_absence(service: Service, roles: Sequence[str], settings: Settings) -> Iterator[Edit]:
    """Yield the share of shifts missed in each role, and how it rises with work."""
    rises = _same_rise(service, roles) or {"above": STRAINED, "by": settings["strain"].value}
    for name in roles:
        told = (
            f"{settings['own_time'].value} of the team's time goes into running itself; sickness and "
            f"empty posts answer to autonomy ({settings['sickness'].value} and "
            f"{settings['leavers'].value} of today's)"
        )
        share = absence_of(service, name, settings)
        yield Set(set={f"pools.{name}.absence": f"{write_number(round(100 * share, 4))} %"}, why=told)
        if service.pools[name].absence_rises is None or len(roles) > 1:
            yield Set(
                set={f"pools.{name}.absence_rises": rises}, why="absence answers to how much work there is"
            )


def _same_rise(service: Service, roles: Sequence[str]) -> object:
    """Return how absence rises with work today, where some of the pools say; that of the largest."""
    told = [service.tree["pools"][name].get("absence_rises") for name in roles]
    return next((rise for rise in told if rise is not None), None)


def absence_of(service: Service, name: str, settings: Settings) -> float:
    """Return the share of shifts missed in a team: sickness, empty posts, and time for running itself."""
    pool = service.pools[name]
    today = pool.absence.value if pool.absence is not None else 0.0
    sick = min(today, SICK) * (settings.number("sickness") - 1.0)
    weeks = settings.number("empty_post") / (7 * 1440.0)
    empty = turnover_of(service, name, settings) * (settings.number("leavers") - 1.0) * weeks / WEEKS
    away = min(1.0, max(0.0, today + sick + empty))
    return 1.0 - (1.0 - away) * (1.0 - settings.number("own_time"))


def turnover_of(service: Service, name: str, settings: Settings) -> float:
    """Return how many of a pool leave in a year: as the facts say, else as the setting does."""
    told = read_turnover(service, name)
    return told if told is not None else settings.number("turnover")


def change_pay(service: Service, roles: Sequence[str], upgraded: Setting) -> Iterator[Edit]:
    """Yield higher pay for the posts of less well paid roles that become those of generalists."""
    pools = {name: service.pools[name] for name in roles}
    best = max((pool.cost.value for pool in pools.values() if pool.cost is not None), default=0.0)
    for name, pool in pools.items():
        if pool.cost is None or pool.cost.value >= best or upgraded.amount.value == 0:
            continue
        factor = 1.0 + upgraded.amount.value * (best / pool.cost.value - 1.0)
        why = f"{upgraded.value} of these posts are paid as the best paid role"
        yield Scale(scale={f"pools.{name}.cost": write_number(round(factor, 6))}, why=why)


def _served_by(service: Service, roles: Sequence[str]) -> dict[str, Serve]:
    """Return the steps that the front line serves today, first of all or with others."""
    return {
        name: step
        for name, step in service.steps.items()
        if isinstance(step, Serve) and {pool for pools in step.requirements for pool in pools} & set(roles)
    }


def _patience_of(step: Serve, kind: Names) -> float:
    return mean_of(step.patience, kind)


def change_work(service: Service, roles: Sequence[str], settings: Settings) -> Iterator[Edit]:
    """Yield what changes at the steps: hours for each case, who bears what is left out, whom people know."""
    known = settings.number("same_worker")
    yield from _name_payer(service, roles, settings)
    for name, step in _served_by(service, roles).items():
        hours = _hours_of(step, settings)
        if hours.amount.value != 1.0:
            key, what = ("repeat.visits", "visits") if step.repeat is not None else ("takes", "minutes")
            why = f"{hours.value} of today's {what} for each case"
            yield Scale(scale={f"steps.{name}.{key}": hours.as_node()}, why=why)
            yield from _pass_on(service, name, step, roles, settings)
        wait = min(known, PATIENCE_SHARE * mean_at(service, name, _patience_of)) if step.patience else known
        today = step.same_worker.value if step.same_worker is not None else 0.0
        if wait > today:
            told = f"{write_number(round(wait, 2))} min"
            yield Set(set={f"steps.{name}.same_worker": told}, why="people see the worker they know")


def _hours_of(step: Serve, settings: Settings) -> Setting:
    """Return what becomes of the hours of a case: of its visits where it has a series, else its minutes."""
    return settings["hours"] if step.repeat is not None else settings["minutes"]


def _name_payer(service: Service, roles: Sequence[str], settings: Settings) -> Iterator[Edit]:
    """Yield a payer for what is left to others, where payers are described and it is not among them."""
    payer = who_else_pays(service, pays_for(service, service.pools[roles[0]]))
    left_out = any(_hours_of(step, settings).amount.value < 1 for step in _served_by(service, roles).values())
    is_due = left_out and settings.number("passed_on") > 0
    if is_due and service.payers and payer not in service.payers:
        yield Add(
            add={"payers": {payer: {"note": "others who care for the same people"}}}, why="somebody pays"
        )


def _pass_on(
    service: Service, name: str, step: Serve, roles: Sequence[str], settings: Settings
) -> Iterator[Edit]:
    """Yield the bill of others for the hours that a case no longer gets, for each time the step is done."""
    hours, share = _hours_of(step, settings).amount.value, settings.number("passed_on")
    pool = next(pool for pools in step.requirements for pool in pools if pool in roles)
    saved = (1.0 - hours) * price_of_work(service, name, service.pools[pool])
    each = saved / hours if step.repeat is not None else saved  # fewer visits bear the bill of those not made
    if saved <= 0 or share == 0 or each * share < 0.005:
        return
    payer = who_else_pays(service, pays_for(service, service.pools[pool]))
    bill = write_money(round(each * share, 2), service.currency)
    told = step.costs.get(payer)
    whole = write_money(round(each * share + told.value, 2), service.currency) if told is not None else bill
    why = f"others do for {format_share(share)} of their cost the hours that are left out ({bill} each time)"
    yield Set(set={write_path(("steps", name, "costs")): {**_costs_of(service, name), payer: whole}}, why=why)


def _costs_of(service: Service, name: str) -> dict[str, object]:
    return dict(service.tree["steps"][name].get("costs", {}))
