"""Several pools of staff made into one: posts add up, pay and absence are those of the mean post.

What cannot be added up, hours above all, must be the same.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from opmodels.describe.part import Part, as_list
from opmodels.describe.paths import EditError, Tree, find_paths, write_path
from opmodels.describe.sourced import Quantity
from opmodels.describe.staff import Pool
from opmodels.describe.yaml_lines import Node
from opmodels.foundation.errors import name_list
from opmodels.foundation.units import write_money, write_number

SAME = ("hours", "on_holidays", "exceptions", "shift_end", "provider", "absence_rises", "overtime")
"""What pools must have in common to become one."""

IN_THE_WAY = ("on_call", "outages", "funded_by")
"""What belongs to one pool alone and has to be taken away before."""

SHARES: Mapping[str, float] = {"absence": 0.0, "speeds_differ": 0.0, "speed": 1.0}
"""What is averaged over posts, with what holds where nothing is said."""


def find_pools(tree: Tree, names: Sequence[str]) -> dict[str, Pool]:
    """Return pools of a description by name.

    Raises
    ------
    EditError
        When one of them is not there.
    """
    for name in names:
        find_paths(tree, write_path(("pools", name)))
    return {name: Pool.model_validate(tree["pools"][name]) for name in names}


def check_alike(pools: Mapping[str, Pool]) -> None:
    """Check that pools can become one.

    Raises
    ------
    EditError
        When they are not of staff, differ in what cannot be averaged, or have what belongs to one alone.
    """
    for name, pool in pools.items():
        if pool.staff is None:
            raise EditError(f"{name}, which is places", "pools of staff")
        for key in IN_THE_WAY:
            if getattr(pool, key) is not None:
                step = f"remove pools.{name}.{key} first"
                raise EditError(
                    f"pools.{name}.{key}", "pools without help on call, failures or funding", None, step
                )
    first, *others = pools
    for key in SAME:
        wanted = _meaning(getattr(pools[first], key))
        differs = [name for name in others if _meaning(getattr(pools[name], key)) != wanted]
        if differs:
            found = f"{first} and {differs[0]}, which differ in {key}"
            raise EditError(found, f"pools with the same {key}", None, f"set {key} of one of them first")


def _meaning(value: Any) -> Any:
    """Return what a value means, whoever says it: numbers without their ranges and sources."""
    if isinstance(value, Quantity):
        return value.value
    if isinstance(value, Part):
        return {name: _meaning(getattr(value, name)) for name in type(value).model_fields}
    return value


def join_pools(tree: Tree, names: Sequence[str], pays: str = "") -> dict[str, Node]:
    """Return several pools as one, with all their posts.

    Parameters
    ----------
    tree
        A description.
    names
        The pools, each once.
    pays
        Who pays for the one; needed where they have different payers.

    Raises
    ------
    EditError
        When they cannot become one.
    """
    pools = find_pools(tree, names)
    check_alike(pools)
    told: dict[str, Any] = {name: tree["pools"][name] for name in names}
    largest = max(pools, key=lambda name: pools[name].size)
    made: dict[str, Node] = {
        key: node
        for key, node in told[largest].items()
        if key in SAME or all(one.get(key) == node for one in told.values())
    }
    made["staff"] = str(sum(pool.size for pool in pools.values()))
    if all(pool.people is not None for pool in pools.values()):
        made["people"] = write_number(sum(float(pool.people.value) for pool in pools.values() if pool.people))
    else:
        made.pop("people", None)
    return {**made, **_average(told, pools), **_unite_words(told), **_find_payer(pools, pays)}


def _find_payer(pools: Mapping[str, Pool], pays: str) -> dict[str, Node]:
    payers = list(dict.fromkeys(pool.pays for pool in pools.values()))
    if len(payers) > 1 and not pays:
        found = f"pools paid by {name_list([payer or 'nobody named' for payer in payers])}"
        raise EditError(found, "pools of one payer, or pays: and a payer")
    payer = pays or payers[0]
    return {"pays": payer} if payer else {}


def _unite_words(told: Mapping[str, Mapping[str, Any]]) -> dict[str, Node]:
    united: dict[str, Node] = {}
    for key in ("skills", "decides"):
        words = list(dict.fromkeys(word for one in told.values() for word in as_list(one.get(key, []))))
        if words:
            united[key] = words
    return united


def _average(told: Mapping[str, Mapping[str, Any]], pools: Mapping[str, Pool]) -> dict[str, Node]:
    """Return the numbers of the mean post, where the pools differ; on-costs are then part of the pay."""
    made: dict[str, Node] = {}
    posts = {name: float(pool.size) for name, pool in pools.items()}
    same_pay = all(
        [one.get(key) for key in ("cost", "on_costs")] == [first.get(key) for key in ("cost", "on_costs")]
        for first in list(told.values())[:1]
        for one in told.values()
    )
    if not same_pay:
        made["cost"] = _mean_pay(pools, posts)
        if any("on_costs" in one for one in told.values()):
            made["on_costs"] = "0 %"
    for key, usual in SHARES.items():
        if any(one.get(key) != next(iter(told.values())).get(key) for one in told.values()):
            made[key] = _mean_share({name: getattr(pool, key) for name, pool in pools.items()}, posts, usual)
    return made


def _mean_pay(pools: Mapping[str, Pool], posts: Mapping[str, float]) -> Node:
    currency = next((pool.cost.currency for pool in pools.values() if pool.cost is not None), "£")
    quantities = {name: pool.cost for name, pool in pools.items()}
    extra = {name: 1.0 + (pool.on_costs.value if pool.on_costs else 0.0) for name, pool in pools.items()}
    return _mean_node(quantities, posts, 0.0, lambda value: f"{write_money(value, currency)} per hour", extra)


def _mean_share(quantities: Mapping[str, Quantity | None], posts: Mapping[str, float], usual: float) -> Node:
    return _mean_node(quantities, posts, usual, lambda value: f"{write_number(100.0 * value)} %", {})


def _mean_node(
    quantities: Mapping[str, Quantity | None],
    posts: Mapping[str, float],
    usual: float,
    write: Callable[[float], str],
    extra: Mapping[str, float],
) -> Node:
    """Return the mean over posts as a sourced number, with the mean of the ranges where there are any."""
    whole = math.fsum(posts.values()) or 1.0

    def mean(read: Callable[[Quantity], float]) -> float:
        return math.fsum(
            posts[name] * extra.get(name, 1.0) * (read(one) if one is not None else usual) / whole
            for name, one in quantities.items()
        )

    value = round(mean(lambda one: one.value), 6)
    low = round(mean(lambda one: one.value if one.low is None else one.low), 6)
    high = round(mean(lambda one: one.value if one.high is None else one.high), 6)
    source = f"mean of the posts of {name_list(list(quantities), 12)}"
    ends: dict[str, Node] = {"range": [write(low), write(high)]} if low < high else {}
    return {"value": write(value), **ends, "source": source}


def share_out(whole: int, weights: Mapping[str, float], least: int = 0) -> dict[str, int]:
    """Return whole numbers that add up to `whole`, as near to the weights as can be (largest remainders).

    Parameters
    ----------
    whole
        How many there are to share out; at least `least` for each.
    weights
        Weight by name, of 0 or more.
    least
        How many each gets at least.
    """
    total = math.fsum(weights.values())
    fair = {
        name: whole * weight / total if total else whole / len(weights) for name, weight in weights.items()
    }
    shared = {name: max(least, math.floor(part + 1e-9)) for name, part in fair.items()}
    while (left := whole - sum(shared.values())) != 0:
        change = 1 if left > 0 else -1
        able = [name for name in shared if change > 0 or shared[name] > least]
        chosen = max(able, key=lambda name: change * (fair[name] - shared[name]))
        shared[chosen] += change
    return shared
