"""Salami slicing: the same share off every pool of staff, rounded to whole people."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Literal

from opmodels.describe.edit import Edit, Set
from opmodels.describe.scaled import Multiplier, scale_node
from opmodels.describe.service import Service
from opmodels.describe.sourced import Quantity
from opmodels.describe.staff import Pool
from opmodels.foundation.units import format_money, format_share
from opmodels.models.base import Design, OperatingModel, make_card
from opmodels.models.names import refuse
from opmodels.models.payroll import (
    CONTRACT_HOURS,
    full_time_equivalents,
    hours_a_week,
    pay_a_year,
    pays_for,
    staff_pools,
)
from opmodels.models.prices import price_once
from opmodels.models.settings import Setting, Settings, make_settings
from opmodels.models.transition import EndOfPosts, Transition

CARD = make_card(
    idea="Take the same share off every pool of staff.",
    home="public budgets in a hard year",
    mechanism="Pay leaves the budget at once; what staff did is not done, or done later.",
    worked=["where staff had slack, and on paper in the first year"],
    failed=[
        "near full load, where the first of thirteen to go doubles the wait, and the second triples it again",
    ],
    breaks=[
        "staff near full load",
        "one-person pools",
        "failure demand: people who were not served come again",
    ],
    staff={"all": "ended posts in every pool, changed more work for those who stay", "consult": "yes"},
    left_out=["whoever cannot wait longer or call again"],
    needs_first=["consultation", "money for redundancies, unless posts end as people leave"],
    evidence_level="2",
    evidence=["elston-2019", "erlang-1917"],
    relies_on=[{"pay is known": {}}, {"gap is stated": {}}],
)

SETTINGS = make_settings(
    cut={
        "value": "10 %", "range": ["5 %", "20 %"], "limits": ["0 %", "95 %"], "grade": "assumption",
        "note": "share off every pool of staff; where nothing is said, what closes the stated gap",
    },
    redundancy={
        "value": "12 weeks", "range": ["2 weeks", "30 weeks"], "limits": ["0 weeks", "104 weeks"],
        "grade": "assumption",
        "note": "pay for each full-time post that ends; 0 weeks where people leave anyway",
    },
)  # fmt: skip


Ended = Mapping[str, tuple[Pool, float]]
"""Pools as they were, and how many of their posts end, by name; parts of posts where hours do."""
MINUTES_A_WEEK = 10080.0
UNPAID = frozenset({"voluntary", "citizens"})
"""Providers whose people are not on the service's payroll."""


def posts_left(size: int, cut: float) -> int:
    """Return the people left in a pool after a share is cut: whole, at least one, halves rounded to a cut."""
    return max(1, size - math.floor(size * cut + 0.5 + 1e-9)) if size else 0


def pools_to_cut(service: Service) -> dict[str, Pool]:
    """Return the pools of staff from which posts can be taken: not those of charities and citizens."""
    return {name: pool for name, pool in staff_pools(service).items() if pool.provider not in UNPAID}


def saved_by(service: Service, cut: float, payer: str) -> float:
    """Return the pay that a cut takes off a payer's budget in a year."""
    pools = [pool for pool in pools_to_cut(service).values() if pays_for(service, pool) == payer]
    return sum(pay_a_year(pool, pool.size - posts_left(pool.size, cut)) for pool in pools)


def list_cuts(service: Service) -> list[float]:
    """Return the cuts, to a tenth of a per cent upwards, at which one more post of some pool ends."""
    sizes = {pool.size for pool in pools_to_cut(service).values()}
    return sorted({math.ceil((2 * k - 1) / (2 * n) * 1000 - 1e-9) / 1000 for n in sizes for k in range(1, n)})


def find_cut(service: Service, amount: float, payer: str) -> float:
    """Return the smallest cut that saves a payer an amount a year, or else the one that saves most."""
    cuts = list_cuts(service) or [0.0]
    closing = next((cut for cut in cuts if saved_by(service, cut, payer) >= amount), None)
    return closing if closing is not None else max(cuts, key=lambda cut: saved_by(service, cut, payer))


def _settle_cut(service: Service, settings: Settings) -> Settings:
    """Return the settings with the cut that closes the gap, where nobody has set one."""
    if "cut" in settings.given or service.gap is None:
        return settings
    payer, amount = service.budget_holder, service.gap.amount.value
    cut = find_cut(service, amount, payer)
    saved = saved_by(service, cut, payer)
    wanted = f"the gap of {service.gap.amount.written}"
    told = (
        f"closes {wanted}"
        if saved >= amount
        else f"saves {format_money(saved, service.currency)}, short of {wanted}"
    )
    settled = Setting(value=f"{1000 * cut / 10:.4g} %", source=told, note=settings["cut"].note)
    return replace(settings, values={**settings.values, "cut": settled})


def tell_cut(size: int, gone: int, cut: float) -> str:
    """Return how a share became whole people: ``10 % of 5 is 0.5: 1 person, 20 %``."""
    whole = f"{gone} {'person' if gone == 1 else 'people'}"
    return f"{format_share(cut)} of {size} is {size * cut:.2g}: {whole}, {100 * gone / size:.0f} %"


def cut_pool(service: Service, name: str, left: int, why: str) -> Iterator[Edit]:
    """Yield that so many posts of a pool are left, and as large a share of the people it employs."""
    tree: Mapping[str, Any] = service.tree["pools"][name]
    ratio = left / service.pools[name].size
    by = Multiplier(ratio, ratio, ratio, {})
    for key in ("staff", "people"):
        if key in tree:
            path = ("pools", name, key)
            yield Set(set={f"pools.{name}.{key}": scale_node(tree[key], by, "nearest", path)}, why=why)


def redundancy_pay(pools: Ended, weeks: float) -> float:
    """Return so many weeks' full-time pay for each full-time post that ends.

    Parameters
    ----------
    pools
        Pool and posts of it that end, by name.
    weeks
        Weeks of pay.
    """
    return sum(
        full_time_equivalents(pool) * ended / pool.size * weeks * CONTRACT_HOURS * pool.hourly_cost
        for pool, ended in pools.values()
        if hours_a_week(pool) > 0
    )


def price_posts(service: Service, ended: Ended, setting: Setting) -> Quantity:
    """Return what it costs once that posts end, with the range of the setting."""
    a_minute = redundancy_pay(ended, 1.0) / MINUTES_A_WEEK
    return price_once(setting, service.currency, a_minute, f"{setting.value} of pay for each post that ends")


def end_posts(
    service: Service, ended: Ended, setting: Setting, under_way: Literal["finish", "move"] = "finish"
) -> Transition:
    """Return the transition by which posts end: paid off, or as people leave where no pay is set for it."""
    if not ended:
        return Transition(under_way=under_way)
    ends_by: EndOfPosts = "redundancy" if setting.amount.value > 0 else "natural wastage"
    set_up = price_posts(service, ended, setting)
    return Transition(set_up=set_up, posts_end_by=ends_by, under_way=under_way)


class Trim(OperatingModel):
    """The same share off every pool of staff, rounded to whole people, at least one left in each."""

    def design(self, service: Service, settings: Settings) -> Design:
        """Return smaller pools; what closes the gap where one is stated and no cut is set.

        Raises
        ------
        DoesNotFit
            When no pool is of staff.
        """
        pools = pools_to_cut(service)
        if not pools:
            expected = "at least one pool with staff:"
            raise refuse("trim", service, "no pool of staff to take from", expected)
        settled = _settle_cut(service, settings)
        cut = settled.number("cut")
        left = {name: posts_left(pool.size, cut) for name, pool in pools.items()}
        ended = {
            name: (pool, pool.size - left[name]) for name, pool in pools.items() if left[name] < pool.size
        }
        edits = [
            edit
            for name, (pool, _) in ended.items()
            for edit in cut_pool(service, name, left[name], tell_cut(pool.size, pool.size - left[name], cut))
        ]
        # Where no post ends nothing goes live, and the engine is that of the service as it is.
        under_way: Literal["finish", "move"] = "move" if ended else "finish"
        return Design(tuple(edits), end_posts(service, ended, settled["redundancy"], under_way), settled)


TRIM = Trim("trim", CARD, SETTINGS, {"cut": "0 %"})
