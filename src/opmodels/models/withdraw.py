"""Switching the service off: needs go elsewhere or unmet, staff go, fixed cost stays."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from opmodels.describe.edit import Add, Edit, Remove, Scale, Set
from opmodels.describe.edit_base import as_node
from opmodels.describe.paths import write_path
from opmodels.describe.service import Service
from opmodels.foundation.units import format_share, write_number
from opmodels.models.anatomy import name_anew
from opmodels.models.base import Design, OperatingModel, make_card
from opmodels.models.elsewhere import Shares, by_group, find_unmet
from opmodels.models.from_evidence import from_register
from opmodels.models.payroll import pay_a_year, staff_pools
from opmodels.models.prices import price_once
from opmodels.models.settings import Setting, Settings, make_settings
from opmodels.models.transition import Transition
from opmodels.models.trim import end_posts

CARD = make_card(
    idea="Switch the service off.",
    home="every budget that does not add up",
    mechanism="Pay leaves the budget; needs stay with the people who have them, and go elsewhere or unmet.",
    worked=["where another service meets the same need and has room"],
    failed=["youth clubs in London: less learned, more offending, and a bill three times the saving"],
    breaks=[
        "needs that come back larger",
        "fixed cost that stays",
        "other services without room",
        "a legal duty",
    ],
    staff={
        "all": "ended every post",
        "consult": "yes",
        "transfer": "yes, where another body takes the work over",
    },
    left_out=["everybody who cannot pay or travel for another service"],
    needs_first=[
        "a check of statutory duties",
        "consultation of staff and citizens",
        "money for redundancies",
    ],
    evidence_level="3",
    evidence=["villa-2024"],
    relies_on=[{"somewhere else to go": {}}, {"fixed costs are stated": {}}, {"pay is known": {}}],
)

SETTINGS = make_settings(
    closed={
        "value": "100 %", "limits": ["0 %", "100 %"], "grade": "assumption",
        "note": "share of demand that finds the door shut; below 100 % staff shrink with it, rounded up",
    },
    redundancy={
        "value": "12 weeks", "range": ["2 weeks", "30 weeks"], "limits": ["0 weeks", "104 weeks"],
        "grade": "assumption", "note": "pay for each full-time post that ends",
    },
    restart=from_register(
        "withdraw", "cost of opening again", limits=("0 %", "500 %"),
        note="cost of opening again, as a share of a year's pay of the staff that went",
    ),
    income_kept={
        "value": "100 %", "range": ["0 %", "100 %"], "limits": ["0 %", "100 %"], "grade": "assumption",
        "note": "share of income paid by the year that goes on when the service is off",
    },
)  # fmt: skip

WHY_GO = "the service is switched off; everybody does what those who give up do today (an assumption)"


WORK = ("consults", "steps", "exchanges", "diaries", "pools")
"""Sections of which nothing is left when the service is off."""


def _name_gate(service: Service, need: str) -> str:
    return name_anew({*service.steps, *service.ends}, f"closed_{need}")


def _write_share(share: float) -> str:
    return f"{write_number(round(100 * share, 10))} %"


def _write_split(by: Mapping[str, Shares], closed: float, unmet: str, open_at: str) -> dict[str, Any]:
    """Return the route out of the gate, by group where groups differ; the unmet end takes the rest."""
    ends = [end for end in dict.fromkeys(end for shares in by.values() for end in shares) if end != unmet]
    split: dict[str, Any] = {open_at: _write_share(1.0 - closed)} if closed < 1 else {}
    for end in ends:
        shares = {group: _write_share(closed * of.get(end, 0.0)) for group, of in by.items()}
        split[end] = shares if len(set(shares.values())) > 1 else next(iter(shares.values()))
    return {**split, unmet: "rest"}


def _gate_needs(service: Service, closed: float, unmet: str) -> Iterator[Edit]:
    """Yield the changes that put a closed door before each need."""
    invited = _list_invited(service) if closed == 1 else ()
    for need, told in service.needs.items():
        if need in invited:
            continue
        gate = _name_gate(service, need)
        split = _write_split(by_group(service, need, unmet), closed, unmet, told.starts_at)
        yield Add(add={"steps": {gate: {"branch": split}}}, why=WHY_GO)
        yield Set(set={f"needs.{need}.starts_at": gate}, why=WHY_GO)
    if closed == 1:
        for number, backlog in enumerate(service.at_start, 1):
            yield Set(set={f"at_start.{number}.step": _name_gate(service, backlog.need)}, why=WHY_GO)


def _list_invited(service: Service) -> tuple[str, ...]:
    """Return the needs whose cases a campaign starts, unless some of them are waiting already."""
    waiting = {backlog.need for backlog in service.at_start}
    return tuple(name for name, need in service.needs.items() if need.campaign and name not in waiting)


def _end_everything(service: Service) -> Iterator[Edit]:
    for section in WORK:
        paths = tuple(write_path((section, name)) for name in getattr(service, section))
        if paths:
            yield Remove(remove=paths, why="nobody does this work any more")
    invited = _list_invited(service)
    campaigns = {str(service.needs[name].campaign) for name in invited}
    for section, names in (("needs", invited), ("campaigns", sorted(campaigns))):
        if names:
            paths = tuple(write_path((section, name)) for name in names)
            yield Remove(remove=paths, why="nobody is invited any more")
    lost = tuple(_lines_without_place(service, "observed")) + tuple(
        _lines_without_place(service, "guardrails")
    )
    if lost:
        yield Remove(remove=lost, why="what it measures is no longer there")


def _lines_without_place(service: Service, section: str) -> Iterator[str]:
    for number, line in enumerate(getattr(service, section), 1):
        if line.step or line.pool:
            yield f"{section}.{number}"


def _shrink_pools(service: Service, closed: float) -> Iterator[Edit]:
    factor = write_number(1.0 - closed)
    for name in staff_pools(service):
        told = service.tree["pools"][name]
        paths = {f"pools.{name}.{key}": factor for key in ("staff", "people") if key in told}
        yield Scale(scale=paths, round="up", why=f"{format_share(closed)} of demand finds the door shut")


def _keep_what_stays(service: Service, closed: float, kept: Setting) -> Iterator[Edit]:
    for name, cost in service.money.fixed.items():
        goes = closed * (1.0 - (1.0 if cost.stays is None else cost.stays.value))
        if goes > 0:
            path = write_path(("money", "fixed", name, "cost"))
            yield Scale(
                scale={path: write_number(1.0 - goes)}, why=f"the rest of {name} stays when the work ends"
            )
    share = 1.0 - closed * (1.0 - kept.amount.value)
    for name, income in service.money.income.items():
        if income.amount is not None and share < 1:
            path = write_path(("money", "income", name, "amount"))
            yield Scale(scale={path: write_number(share)}, why="it is paid for work that is no longer done")


class Withdraw(OperatingModel):
    """The service switched off, or part of it."""

    def design(self, service: Service, settings: Settings) -> Design:
        """Return a closed door before every need, no staff, and the fixed cost that stays."""
        closed = settings.number("closed")
        if closed == 0:
            return Design((), Transition(), settings)
        unmet = find_unmet(service) or "unmet"
        edits: list[Edit] = []
        if unmet not in service.ends:
            edits.append(Add(add={"ends": {unmet: as_node("unmet")}}, why="some will find no help at all"))
        edits += _gate_needs(service, closed, unmet)
        edits += _end_everything(service) if closed == 1 else _shrink_pools(service, closed)
        edits += _keep_what_stays(service, closed, settings["income_kept"])
        return Design(tuple(edits), _plan_transition(service, closed, settings), settings)


def _plan_transition(service: Service, closed: float, settings: Settings) -> Transition:
    """Return the cost of ending posts and, as what it would cost to go back, of opening again."""
    gone = {
        name: (pool, pool.size - math.ceil(pool.size * (1 - closed) - 1e-9))
        for name, pool in staff_pools(service).items()
    }
    ended = {name: (pool, posts) for name, (pool, posts) in gone.items() if posts}
    a_year = sum(pay_a_year(pool, posts) for pool, posts in ended.values())
    told = f"{settings['restart'].value} of a year's pay of the staff that went"
    undo = Transition(undo=price_once(settings["restart"], service.currency, a_year, told))
    return end_posts(service, ended, settings["redundancy"]).then(undo)


WITHDRAW = Withdraw("withdraw", CARD, SETTINGS, {"closed": "0 %"})
