"""Shared services: pools of like work at several places made one."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from opmodels.describe.edit import Add, Edit, Remove, Scale, Set, Unite
from opmodels.describe.edit_base import as_node
from opmodels.describe.edits_of_pools import Union
from opmodels.describe.paths import write_path
from opmodels.describe.pool_union import IN_THE_WAY
from opmodels.describe.service import Service
from opmodels.describe.serving import Serve
from opmodels.describe.sourced import Quantity
from opmodels.describe.staff import Pool
from opmodels.describe.yaml_lines import Node
from opmodels.foundation.errors import name_list
from opmodels.foundation.units import format_share, write_money, write_number
from opmodels.models.anatomy import list_streams, name_anew, visits_per_case
from opmodels.models.base import Design, OperatingModel, make_card
from opmodels.models.elsewhere import find_unmet
from opmodels.models.from_evidence import from_register
from opmodels.models.like_work import find_like_work, steps_served
from opmodels.models.names import refuse
from opmodels.models.payroll import pays_for
from opmodels.models.prices import YEARLY, price_node, range_of
from opmodels.models.settings import Setting, Settings, make_settings
from opmodels.models.transition import Adoption, Transition
from opmodels.models.trim import Ended, end_posts

CARD = make_card(
    idea="Several places do the same work; one shared team does it for all of them.",
    home="shared back offices of large firms",
    mechanism="Nobody waits in one place while somebody is idle in another; one platform instead of several.",
    worked=["queues of like jobs, in theory: made one, four desks of three wait a sixth as long"],
    failed=[
        "five shared centres of Whitehall, which cost £255m more than they saved",
        "their successors: 2 of 26 bodies on the one platform after two and a half years, and four gone",
        "English councils, whose administration was as large a share of spending whether they shared or not",
        "queues of unlike jobs, in theory: short ones then wait for long ones",
    ],
    breaks=[
        "jobs that are short at one place and long at another",
        "work that each place wants its own way",
        "places that join late, or never",
        "knowledge of the place that a stranger lacks",
        "people or staff for whom it is then too far",
    ],
    staff={
        "those who join": "changed one team for several places, loses the place they know",
        "those who stay": "changed their own place's work first, and the others' when nobody is free",
        "consult": "yes",
        "transfer": "where the places have different employers",
    },
    left_out=["people who cannot travel so far", "people whose case needs somebody who knows the place"],
    needs_first=[
        "bodies that commit themselves to join",
        "one way of doing the work",
        "a platform that can be paid for before it saves anything",
    ],
    evidence_level="3",
    evidence=[
        "nao-2012", "nao-2016", "elston-2020", "van-dijk-2008", "sunar-2021", "elston-2020-spread", "lga-map",
        "nao-2016-causes",
    ],
    relies_on=[
        {"pay is known": {}},
        {"like work at several places": {}},
        {"work is alike": {}},
        {"no local knowledge": {}},
    ],
)  # fmt: skip

SETTINGS = make_settings(
    pools={
        "value": "auto", "names": "pools", "grade": "assumption",
        "note": "pools to make one: auto finds those of like work, none changes nothing, or names with a "
        "space between, and a / between sets",
    },
    joins={
        "value": "60 %", "range": ["8 %", "100 %"], "limits": ["0 %", "100 %"], "grade": "assumption",
        "note": "share of the places that join, rounded up; fewer than two change nothing. Where it was "
        "voluntary, 2 of 26 had after two and a half years (nao-2016); who must join, does",
    },
    customised=from_register(
        "pool_services", "work that cannot be pooled", limits=("0 %", "95 %"),
        note="share of the work that stays where it is, as each place wants it its own way, with as many "
        "of its posts, rounded up",
    ),
    slower=from_register(
        "pool_services", "longer work for lost local knowledge", limits=("0.5", "3"),
        note="length of a job done by the shared team, as a multiple of today's",
    ),
    travel={
        "value": "110 %", "range": ["100 %", "150 %"], "limits": ["50 %", "500 %"], "grade": "assumption",
        "note": "travel of staff to people, as a share of today's",
    },
    lost={
        "value": "1 %", "range": ["0 %", "10 %"], "limits": ["0 %", "100 %"], "grade": "assumption",
        "note": "share of people who no longer come: it is further away, or nobody knows them there",
    },
    staff={
        "value": "100 %", "range": ["85 %", "110 %"], "limits": ["10 %", "200 %"], "grade": "B",
        "source": "sharing changed nothing in how much of spending is administration (elston-2020)",
        "note": "posts of the shared team, as a share of those that join it",
    },
    platform={
        "value": "£1.5k per year", "range": ["£0 per year", "£4k per year"], "grade": "assumption",
        "note": "fee for the shared platform, for each post that joins",
    },
    set_up={
        "value": "£8k", "range": ["£3k", "£20k"], "limits": ["£0", "£200k"], "grade": "assumption",
        "note": "what setting up is planned to cost, for each post that joins",
    },
    overrun=from_register(
        "pool_services", "cost of setting up, beside the plan", limits=("0.5", "5"),
        note="what setting up does cost, as a multiple of the plan",
    ),
    dual_running={
        "value": "2 weeks", "range": ["1 week", "26 weeks"], "limits": ["1 day", "104 weeks"],
        "grade": "assumption", "note": "how long the old teams are kept, and paid, beside the shared one",
    },
    redundancy={
        "value": "12 weeks", "range": ["2 weeks", "30 weeks"], "limits": ["0 weeks", "104 weeks"],
        "grade": "assumption",
        "note": "pay for each full-time post that ends, if any do; 0 weeks where people leave anyway",
    },
)  # fmt: skip

LOST = "too_far"
NONE, AUTO = "none", "auto"


def choose_sets(service: Service, asked: str) -> tuple[tuple[str, ...], ...]:
    """Return the sets of pools to make one.

    Raises
    ------
    DoesNotFit
        When there are none, or one that is named is not there.
    """
    if asked == AUTO:
        sets = find_like_work(service)
        if not sets:
            told = "no two pools of staff with the same role (or steps), hours, payer and employer"
            step = "name pools=a b, or put other places beside it first: opmodels merge"
            raise refuse("pool_services", service, told, "like work at several places", step)
        return sets
    sets = tuple(tuple(one.replace(",", " ").split()) for one in asked.split("/"))
    unknown = [name for one in sets for name in one if name not in service.pools]
    if unknown:
        raise refuse(
            "pool_services",
            service,
            f"no pool '{unknown[0]}'",
            f"pools of {name_list(list(service.pools), 12)}",
        )
    return sets


class PoolServices(OperatingModel):
    """Pools of like work made one, with what is lost on the way."""

    def design(self, service: Service, settings: Settings) -> Design:
        """Return the shared pools, what stays local, and what sharing costs in time, distance and money.

        Raises
        ------
        DoesNotFit
            When there is nothing alike to pool.
        """
        if settings["pools"].value == NONE:
            return Design((), Transition(), settings)
        sets, edits = choose_sets(service, settings["pools"].value), list[Edit]()
        joined = tuple(one for one in (_who_joins(service, pools, settings) for pools in sets) if one)
        if not joined:
            return _leave_alone(service, sets, settings)
        for pools, name in zip(joined, _name_shared(service, joined), strict=True):
            edits += _unite(service, pools, name, settings)
        edits += _lengthen_ways(service, joined, settings["travel"])
        edits += _lose_people(service, joined, settings["lost"])
        edits += _pay_platform(service, joined, settings)
        return Design(tuple(edits), _plan_transition(service, joined, settings), settings)


def _leave_alone(service: Service, sets: Sequence[tuple[str, ...]], settings: Settings) -> Design:
    """Return no change where fewer than two places join.

    Raises
    ------
    DoesNotFit
        When places join, and so much stays where it is that there is nobody to pool.
    """
    if all(_count_joining(pools, settings) < 2 for pools in sets):
        return Design((), Transition(), settings)
    kept, most = settings["customised"].value, max(service.pools[name].size for one in sets for name in one)
    told = f"at most {most} on duty at each place, of whom {kept}, rounded up, stay: nobody is left to pool"
    raise refuse("pool_services", service, told, "more than one at some place", "give customised=0 %")


def _count_joining(pools: tuple[str, ...], settings: Settings) -> int:
    return math.ceil(len(pools) * settings.number("joins") - 1e-9)


def _who_joins(service: Service, pools: tuple[str, ...], settings: Settings) -> tuple[str, ...]:
    """Return the first of the places, as many as join; none where all their posts stay."""
    joined = pools[: _count_joining(pools, settings)]
    return joined if len(joined) > 1 and _posts_joining(service, joined, settings) else ()


def _posts_joining(service: Service, pools: Sequence[str], settings: Settings) -> int:
    """Return the posts that join a shared team: all that do not stay."""
    kept = settings.number("customised")
    sizes = [service.pools[name].size for name in pools]
    return sum(size - math.ceil(size * kept - 1e-9) for size in sizes)


def shared_posts(service: Service, pools: Sequence[str], settings: Settings) -> int:
    """Return the posts of the shared team: those that join, as a share of them, in whole people."""
    return max(1, math.floor(_posts_joining(service, pools, settings) * settings.number("staff") + 0.5))


def _unite(service: Service, pools: tuple[str, ...], name: str, settings: Settings) -> Iterator[Edit]:
    for one in pools:
        keys = [key for key in IN_THE_WAY if getattr(service.pools[one], key) is not None]
        if keys:
            why = "it belonged to one place, and the shared team has none of its own"
            yield Remove(remove=tuple(f"pools.{one}.{key}" for key in keys), why=why)
    kept = settings["customised"]
    union = Union.model_validate(
        {"pools": list(pools), "into": name, "posts": shared_posts(service, pools, settings),
         "stays": kept.value, "pays": service.pools[pools[0]].pays}
    )  # fmt: skip
    stays = f"; {kept.value} of the work stays where it is" if kept.amount.value else ""
    yield Unite(unite=union, why=f"one team for {len(pools)} places{stays}")
    slower = settings["slower"]
    if slower.amount.value != 1.0:
        speed = _mean_speed(service, pools) / slower.amount.value
        told = {f"pools.{name}.speed": f"{write_number(round(100 * speed, 4))} %"}
        yield Set(set=told, why=f"each job takes {slower.value} times as long: nobody knows the place")


def _mean_speed(service: Service, pools: Sequence[str]) -> float:
    """Return the speed of the mean post of some pools."""
    posts = {name: service.pools[name].size for name in pools}
    speeds = {name: speed.value for name in pools if (speed := service.pools[name].speed) is not None}
    return float(sum(posts[name] * speeds.get(name, 1.0) for name in pools) / sum(posts.values()))


def _name_shared(service: Service, sets: Sequence[tuple[str, ...]]) -> list[str]:
    """Return a new name for each shared team: after its role, or the first of its pools."""
    found = list[str]()
    for pools in sets:
        stem = f"shared_{service.pools[pools[0]].role.replace(' ', '_') or pools[0]}"[:50]
        found.append(name_anew({*service.pools, *found}, stem))
    return found


def _lengthen_ways(service: Service, joined: Sequence[tuple[str, ...]], travel: Setting) -> Iterator[Edit]:
    if travel.amount.value == 1.0:
        return
    pools = {name for one in joined for name in one}
    for name, step in service.steps.items():
        served = isinstance(step, Serve) and any(pools & set(one) for one in step.requirements)
        if served and getattr(step, "travel", None) is not None:
            path = f"steps.{name}.travel"
            yield Scale(scale={path: travel.as_node()}, why=f"the way to people is {travel.value} of today's")


def _lose_people(service: Service, joined: Sequence[tuple[str, ...]], lost: Setting) -> Iterator[Edit]:
    """Yield a fork before each need whose work is pooled: some no longer come."""
    if lost.amount.value == 0:
        return
    unmet = find_unmet(service) or "unmet"
    if unmet not in service.ends:
        yield Add(add={"ends": {unmet: as_node("unmet")}}, why="some will find no help at all")
    why = f"{lost.value} no longer come: it is further away, or nobody knows them there"
    needs = _needs_of(service, joined)
    gates = dict[str, str]()
    for need in needs:
        gates[need] = name_anew({*service.steps, *service.ends, *gates.values()}, f"{LOST}_{need}")
    forks = {
        gate: {"branch": {unmet: lost.as_node(), service.needs[need].starts_at: "rest"}}
        for need, gate in gates.items()
    }
    starts = {write_path(("needs", need, "starts_at")): gate for need, gate in gates.items()}
    if gates:
        yield Add(add={"steps": forks}, why=why)
        yield Set(set=starts, why=why)


def _needs_of(service: Service, joined: Sequence[tuple[str, ...]]) -> list[str]:
    """Return the needs of which some cases come to work that is pooled."""
    steps = {step for pools in joined for pool in pools for step in steps_served(service, pool)}
    found: dict[str, None] = {}
    for need, group, _ in list_streams(service):
        visits = visits_per_case(service, need, group)
        if any(visits[step] > 0 for step in steps):
            found[need] = None
    return list(found)


def _pay_platform(service: Service, joined: Sequence[tuple[str, ...]], settings: Settings) -> Iterator[Edit]:
    """Yield the fee of each shared team, for the posts that join it, from whoever pays for them."""
    fee, lines = settings["platform"], dict[str, Node]()
    for pools in joined if fee.amount.value else ():
        posts = _posts_joining(service, pools, settings)
        name = name_anew({*service.money.fixed, *lines}, "shared_platform")
        payer = pays_for(service, service.pools[pools[0]])
        lines[name] = {"cost": price_node(fee, service.currency, posts, YEARLY), "pays": payer}
        yield Add(add={"money.fixed": {name: lines[name]}}, why=f"{fee.value} for each of {posts} posts")


def _plan_transition(service: Service, joined: Sequence[tuple[str, ...]], settings: Settings) -> Transition:
    posts = sum(_posts_joining(service, pools, settings) for pools in joined)
    share = 1.0 - settings.number("customised")
    end = Quantity(value=share, written=format_share(share))
    told = Transition(
        set_up=_price_set_up(service, posts, settings),
        dual_running=settings["dual_running"].as_node(),
        adoption=Adoption.model_construct(start=end, end=end, over=Adoption().over),
        under_way="move",
    )
    ended = _posts_ended(service, joined, settings)
    return told.then(end_posts(service, ended, settings["redundancy"], "move")) if ended else told


def _posts_ended(service: Service, joined: Sequence[tuple[str, ...]], settings: Settings) -> Ended:
    """Return how many posts of each pool end: of those of its set, as many as it brings to the team."""
    ended: dict[str, tuple[Pool, float]] = {}
    for pools in joined:
        joining = _posts_joining(service, pools, settings)
        gone = joining - shared_posts(service, pools, settings)
        for name in pools if gone > 0 else ():
            share = _posts_joining(service, (name,), settings) / joining
            ended[name] = (service.pools[name], gone * share)
    return ended


def _price_set_up(service: Service, posts: int, settings: Settings) -> Quantity:
    plan, over = settings["set_up"], settings["overrun"]
    (low, high), (least, most) = range_of(plan), range_of(over)
    value = posts * plan.amount.value * over.amount.value
    return Quantity(
        value=value,
        written=write_money(round(value, 2), service.currency),
        low=posts * low * least,
        high=posts * high * most,
        source=f"{plan.value} for each of {posts} posts, and {over.value} of the plan",
        grade="assumption",
        currency=service.currency,
    )


POOL_SERVICES = PoolServices("pool_services", CARD, SETTINGS, {"pools": "none"})
