"""Other pools in the place of some, wherever a description names them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from opmodels.describe.part import as_list
from opmodels.describe.paths import EditError, Tree
from opmodels.describe.rules_names import ALL
from opmodels.describe.sourced import OTHERS
from opmodels.describe.yaml_lines import Node
from opmodels.foundation.errors import name_list

Swap = Mapping[str, tuple[str, ...]]
"""For each pool that goes, those that stand in its place, the first that is free serving."""


def is_varied(served: Any) -> bool:
    """Return whether a step says by area, group, need or level who serves."""
    return isinstance(served, Mapping) and ALL not in served


def teams_of(served: Any) -> dict[str, Node]:
    """Return who serves, by the name for which it is said; of everybody, by ``others``."""
    return dict(served) if is_varied(served) else {OTHERS: served}


def pools_in(team: Any) -> tuple[str, ...]:
    """Return every pool that is named in what a case needs at once, in order."""
    needed = as_list(team[ALL]) if isinstance(team, Mapping) else [team]
    return tuple(dict.fromkeys(str(pool) for one in needed for pool in as_list(one)))


def swap_team(team: Any, swap: Swap) -> Node:
    """Return what a case needs at once, with other pools in the place of some."""
    if isinstance(team, Mapping):
        return {ALL: [_swap_choice(one, swap) for one in as_list(team[ALL])]}
    return _swap_choice(team, swap)


def _swap_choice(one: Any, swap: Swap) -> Node:
    pools = list(dict.fromkeys(new for pool in as_list(one) for new in swap.get(pool, (pool,))))
    return pools[0] if len(pools) == 1 else pools


def swap_served(served: Any, swap: Swap) -> Node:
    """Return who serves, with other pools in the place of some; said once where it is the same for all."""
    if not is_varied(served):
        return swap_team(served, swap)
    return said_once({name: swap_team(team, swap) for name, team in served.items()})


def said_once(by: Mapping[str, Node]) -> Node:
    """Return one value where all are alike, else all by name."""
    first = next(iter(by.values()))
    return first if all(one == first for one in by.values()) else dict(by)


def serve_by_area(step: str, served: Any, swaps: Mapping[str, Swap]) -> Node:
    """Return who serves in each area, with that area's pools in the place of some.

    Parameters
    ----------
    step
        The step, for messages.
    served
        Who serves today.
    swaps
        What takes the place of what, by area.

    Raises
    ------
    EditError
        When it hangs on the need or group as well, which cannot be said beside areas.
    """
    teams = teams_of(served)
    by_kind = [name for name in teams if name not in swaps and name != OTHERS]
    made: dict[str, Node] = {}
    for area, swap in swaps.items():
        meant = [name for name in (area, OTHERS) if name in teams][: None if by_kind else 1]
        said = said_once({name: swap_team(teams[name], swap) for name in [*by_kind, *meant]} or {area: {}})
        if not meant and not by_kind:
            raise EditError(f"{step}, which says nothing of who serves {area}", "somebody for every area")
        if is_varied(said):
            raise EditError(
                f"{step}, which is served by others for {name_list(by_kind)}",
                "a step served by the same pools for all, once they are united",
                next="unite all pools that serve it, or part the step by a branch",
            )
        made[area] = said
    return said_once(made)


def swap_elsewhere(tree: Tree, swap: Swap) -> dict[str, Any]:
    """Return a description with other pools in consults and guardrails, without what was observed of them.

    Raises
    ------
    EditError
        When a case keeps one of them and several take its place.
    """
    made = dict(tree)
    if "consults" in tree:
        consults = {name: _swap_consult(one, swap) for name, one in tree["consults"].items()}
        made["consults"] = {name: one for name, one in consults.items() if len(one["pools"]) > 1}
        if not made["consults"]:
            del made["consults"]
    for section in ("guardrails", "observed"):
        if section in tree:
            lines = list(_swap_lines(as_list(tree[section]), swap, section == "observed"))
            made[section] = [line for place, line in enumerate(lines) if line not in lines[:place]]
    made["steps"] = {name: _swap_kept(name, step, swap) for name, step in tree["steps"].items()}
    return made


def _swap_consult(consult: Mapping[str, Any], swap: Swap) -> dict[str, Any]:
    pools = dict.fromkeys(new for pool in as_list(consult["pools"]) for new in swap.get(pool, (pool,)))
    return {**consult, "pools": list(pools)}


def _swap_lines(lines: Sequence[Any], swap: Swap, drop: bool) -> Iterator[Any]:
    for line in lines:
        pool = line.get("pool", "") if isinstance(line, Mapping) else ""
        if pool not in swap:
            yield line
        elif not drop:
            yield from ({**line, "pool": new} for new in swap[pool])


def _swap_kept(name: str, step: Any, swap: Swap) -> Any:
    kept = step.get("keeps", {}) if isinstance(step, Mapping) else {}
    gone = [pool for pool in kept if pool in swap]
    if not gone:
        return step
    if any(len(swap[pool]) > 1 for pool in gone):
        raise EditError(f"{name}, which keeps {gone[0]}", "a step that keeps none of those who go")
    return {**step, "keeps": {swap.get(pool, (pool,))[0]: place for pool, place in kept.items()}}
