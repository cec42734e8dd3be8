"""Random words on who serves: the same worker, what is kept, giving way, calls, outages, decisions."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from tests.reference.words_shared import WAITS, served_steps

if TYPE_CHECKING:
    from tests.reference.random_services import Maker, Tree

DECIDED = ("00:00", "02:15", "07:30", "09:00", "13:00", "17:45")
SHARED = ("hours", "on_holidays", "exceptions")


def add_same_worker(maker: Maker, tree: Tree) -> None:
    """Let some wait for the worker who served their person last."""
    for step in served_steps(tree):
        if not maker.often(3):
            step["same_worker"] = maker.pick(WAITS)


def add_keeps(maker: Maker, tree: Tree) -> None:
    """Let some hold on to what served them."""
    for name in tree["pools"]:
        if not maker.often(4):
            tree["pools"][name]["shift_end"] = "finish"
    for step in served_steps(tree):
        pools = [name for name in maker.pools if _is_kept_well(step["serve"], name, tree)]
        if pools and not maker.often(3):
            places = [*tree["steps"], *maker.ends]
            step["keeps"] = {name: maker.pick(places) for name in maker.some(pools)}


def _is_kept_well(serve: Any, pool: str, tree: Tree) -> bool:
    """Whether a step needs a pool, once, and the pool does not pause."""
    teams = list(serve.values()) if isinstance(serve, dict) and "all" not in serve else [serve]
    counts = [sum(pool in _listed(one) for one in _requirements(team)) for team in teams]
    return max(counts) == 1 and tree["pools"][pool].get("shift_end") != "pause"


def _requirements(team: Any) -> list[Any]:
    return list(team["all"]) if isinstance(team, dict) else [team]


def _listed(pools: Any) -> list[str]:
    return pools if isinstance(pools, list) else [pools]


def add_gives_way(maker: Maker, tree: Tree) -> None:
    """Let some work stop for those of a higher class."""
    for need in tree["needs"].values():
        need["priority"] = maker.by_group(lambda: str(maker.chance.randint(1, 7)))
    for pool in tree["pools"].values():
        pool.pop("places", None)
        pool["staff"] = str(maker.pick((1, 2, 3)))
    for step in served_steps(tree):
        step.pop("priority", None)
        if not maker.often(4):
            step["gives_way"] = maker.pick(("resume", "restart"))
        if maker.often(3):
            step["priority"] = maker.varied(lambda: str(maker.chance.randint(1, 7)))
        if maker.often(2):
            step["serve"] = maker.pick(maker.pools) if maker.often(2) else maker.some(maker.pools)


def add_on_call(maker: Maker, tree: Tree) -> None:
    """Let some pools be helped."""
    queues = [name for name, step in tree["steps"].items() if "serve" in step]
    for pool in tree["pools"].values():
        if queues and not maker.often(3):
            pool["on_call"] = {
                "staff": str(maker.chance.randint(1, 3)),
                "queue": maker.pick(queues),
                "at_least": str(maker.chance.randint(1, 4)),
                "after": maker.pick(WAITS),
                "stays": maker.pick(WAITS[2:]),
            }


def add_outages(maker: Maker, tree: Tree) -> None:
    """Let some pools fail now and then."""
    for pool in tree["pools"].values():
        if not maker.often(3):
            every = maker.pick(
                ({"exponential": "8 h"}, {"exponential": "30 h"}, "7 h", {"uniform": ["0 min", "1 day"]})
            )
            pool["outages"] = {"every": every, "lasts": maker.spread()}
            if maker.often(2):
                pool["outages"]["takes"] = str(maker.chance.randint(0, 3))


def add_absence_rises(maker: Maker, tree: Tree) -> None:
    """Let absence rise with work, over a run of some weeks with few cases."""
    tree["time"]["run"] = maker.pick(("8 days", "16 days", "30 days"))
    for need in tree["needs"].values():
        need.pop("per_person_per_year", None)
        need["rate"] = maker.pick(("0.05 per hour", "0.2 per hour"))
    for pool in tree["pools"].values():
        if not maker.often(3):
            pool["absence_rises"] = {
                "above": maker.pick(("0 %", "10 %", "50 %")),
                "by": maker.pick(("0.5", "1", "4")),
            }


def add_speed(maker: Maker, tree: Tree) -> None:
    """Let some be faster than others."""
    for pool in tree["pools"].values():
        if maker.often(2):
            pool["speed"] = maker.pick(("0.7", "1.2", "150 %"))
        if maker.often(2):
            pool["speeds_differ"] = maker.pick(("0 %", "20 %", "60 %"))


def add_consults(maker: Maker, tree: Tree) -> None:
    """Let people be shared between pools now and then."""
    names = maker.some(list(tree["pools"]))
    if len(names) > 1:
        tree["consults"] = {f"c{n}": _consult(maker, names) for n in range(maker.chance.randint(1, 2))}
        align_hours(tree)
        for name in names:
            tree["pools"][name]["staff"] = str(maker.chance.randint(1, 4))
        for step in served_steps(tree):
            if not maker.often(3):
                step["serve"] = maker.pick(names) if maker.often(2) else maker.some(names)


def _consult(maker: Maker, pools: list[str]) -> Tree:
    consult: Tree = {"at": maker.pick(DECIDED), "planner": "share_staff", "pools": list(pools)}
    if maker.often(2):
        consult["days"] = maker.pick(("Mon-Fri", "Tue, Sat", "daily"))
    if maker.often(3):
        consult["least"] = maker.pick(("1", "2"))
    if maker.often(2):
        consult["keeps_until"] = maker.pick(("next", *DECIDED))
    return consult


def align_hours(tree: Tree) -> None:
    """Give pools that share people the same hours, and make them pools of staff."""
    for consult in tree.get("consults", {}).values():
        first = tree["pools"][consult["pools"][0]]
        for name in consult["pools"]:
            pool = {
                key: value for key, value in tree["pools"][name].items() if key not in ("places", *SHARED)
            }
            pool["staff"] = tree["pools"][name].get("staff") or tree["pools"][name]["places"]
            pool |= deepcopy({key: first[key] for key in SHARED if key in first})  # no alias in the YAML
            tree["pools"][name] = pool


def add_funded_by(maker: Maker, tree: Tree) -> None:
    """Let posts of some pools follow their cases."""
    kept = {diary["pool"] for diary in tree["diaries"].values()}
    for name, pool in tree["pools"].items():
        if name not in kept and not maker.often(3):
            size = pool["staff"] = pool.pop("places", None) or pool["staff"]
            funding: Tree = {
                "per_post": maker.pick(("1", "2", "7.5", "40")),
                "at_most": str(int(size) + maker.chance.randint(0, 5)),
                "every": maker.pick(("1 day", "1 day", "2 days")),
            }
            funding |= {"at_least": str(maker.chance.randint(0, int(size)))} if maker.often(2) else {}
            funding |= {"moves_at_most": maker.pick(("1", "2"))} if maker.often(3) else {}
            for key, names in (("need", maker.needs), ("group", maker.groups), ("ends", maker.ends)):
                funding |= {key: maker.some(names)} if maker.often(3) else {}
            pool["funded_by"] = funding
