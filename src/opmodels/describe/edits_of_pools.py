"""Changes to who works with whom: staff regrouped into teams, and pools united."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from opmodels.describe.area_split import area_shares, split_areas
from opmodels.describe.edit_base import AnyEdit, strokes_between
from opmodels.describe.part import Part, refuse
from opmodels.describe.paths import EditError, Tree
from opmodels.describe.pool_swap import (
    Swap,
    is_varied,
    pools_in,
    serve_by_area,
    swap_elsewhere,
    swap_served,
    teams_of,
)
from opmodels.describe.pool_union import find_pools, join_pools, share_out
from opmodels.describe.sourced import parse_people, parse_posts, read_quantity, read_text
from opmodels.describe.strokes import Stroke
from opmodels.describe.words import Name, Names
from opmodels.describe.yaml_lines import Node
from opmodels.foundation import units


def _read_count(node: Any) -> Any:
    return node if isinstance(node, int) else int(read_text(node, parse_posts, "a whole number, e.g. 8"))


def _read_share(node: Any) -> str:
    read_text(node, units.parse_share, "a share, e.g. 10 %")
    return str(node)


def _are_several(names: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(names)) < max(2, len(names)):
        raise refuse(f"'{', '.join(names)}'", "two or more pools, each once")
    return names


Count = Annotated[int, BeforeValidator(_read_count), Field(ge=1)]


class Teams(Part):
    """How staff are regrouped."""

    pools: Annotated[Names, Field(min_length=1)]
    """The pools whose people form the teams."""
    into: Name
    """What the teams are called, with area and number after it where there are several."""
    at_most: Count
    """How many of a team are on duty at the same time, at most."""
    neighbours: Literal["wait", "help"] = "wait"
    """Whether people wait for their own team, or take another that is free when their own is not."""


class Union(Part):
    """How pools are united."""

    pools: Annotated[Names, AfterValidator(_are_several)]
    """The pools."""
    into: Name
    """What they are together: a new name, or that of one of them."""
    posts: Count | None = None
    """Posts of the united pool; all that were theirs and do not stay, unless said."""
    stays: Annotated[str, BeforeValidator(_read_share)] = "0 %"
    """Share of the posts of each that stays where it is, in whole people rounded up, helps when nobody of the
    united pool is free, and goes on with what follows the rules of before; none unless said."""
    pays: str = ""
    """Who pays for the united pool; needed where they have different payers."""


class Regroup(AnyEdit):
    """Makes teams of generalists out of pools, by area, each of so many at most."""

    kind: ClassVar = "regroup"
    regroup: Teams
    """The pools, and the teams they become."""

    def strokes(self, tree: Tree) -> list[Stroke]:
        """Return what leads to a description in which the teams stand for the pools."""
        return strokes_between(tree, regroup_pools(tree, self.regroup))

    @property
    def title(self) -> str:
        """The change in a few words."""
        return f"regroup {', '.join(self.regroup.pools)}"


class Unite(AnyEdit):
    """Makes one pool out of several."""

    kind: ClassVar = "unite"
    unite: Union
    """The pools, and what they become."""

    def strokes(self, tree: Tree) -> list[Stroke]:
        """Return what leads to a description in which one pool stands for several."""
        return strokes_between(tree, unite_pools(tree, self.unite))

    @property
    def title(self) -> str:
        """The change in a few words."""
        return f"unite {', '.join(self.unite.pools)}"


def unite_pools(tree: Tree, union: Union) -> dict[str, Any]:
    """Return a description in which one pool stands for several.

    Raises
    ------
    EditError
        When they cannot become one, or its name is taken.
    """
    node = join_pools(tree, union.pools, union.pays)
    pools = find_pools(tree, union.pools)
    stays = units.parse_share(union.stays)
    kept = {name: math.ceil(pool.size * stays - 1e-9) for name, pool in pools.items()} if stays else {}
    _check_name(tree, union.into, () if kept else union.pools)
    whole = sum(pool.size for pool in pools.values())
    posts = union.posts if union.posts is not None else whole - sum(kept.values())
    if posts < 1:
        raise EditError(f"stays: {union.stays}, which leaves nobody to be united", "a smaller share")
    swap = {name: (union.into, *([name] if kept else [])) for name in union.pools}
    made = _move_diaries(tree, {name: (union.into, pool.size / posts) for name, pool in pools.items()})
    made = swap_elsewhere(made, {name: (union.into,) for name in union.pools} if not kept else {})
    made["steps"] = {name: _swap_step(step, swap) for name, step in made["steps"].items()}
    made["pools"] = _put_pools(tree, union.pools, _part_pools(tree, union, node, posts, kept))
    return made


def _part_pools(
    tree: Tree, union: Union, node: dict[str, Node], posts: int, kept: Mapping[str, int]
) -> dict[str, Node]:
    """Return the united pool and what stays of the others; people employed are parted as posts are."""
    whole = posts + sum(kept.values())
    before = sum(pool.size for pool in find_pools(tree, union.pools).values())
    employed = round(_count_people(node) * whole / before)
    people = share_out(employed, {"": float(posts), **{name: float(size) for name, size in kept.items()}})
    left = {name: _resize(tree["pools"][name], size, people[name]) for name, size in kept.items()}
    return {union.into: _resize(node, posts, people[""]), **left}


def _check_name(tree: Tree, name: str, going: tuple[str, ...]) -> None:
    if name in tree["pools"] and name not in going:
        raise EditError(f"into: {name}, a pool that there is", "a name that is new")


def _swap_step(step: Any, swap: Swap) -> Any:
    return {**step, "serve": swap_served(step["serve"], swap)} if "serve" in step else step


def _count_people(pool: Mapping[str, Any]) -> int:
    return int(read_quantity(pool.get("people", "0"), parse_people).value)


def _resize(pool: Mapping[str, Any], posts: int, people: int) -> dict[str, Any]:
    """Return a pool with other posts and, where it says how many it employs, other people."""
    employs = {"people": str(max(posts, people))} if "people" in pool else {}
    return {**pool, "staff": str(posts), **employs}


def _put_pools(tree: Tree, going: tuple[str, ...], coming: Mapping[str, Node]) -> dict[str, Any]:
    """Return the pools with some in the place of others, where the first of these stood."""
    made: dict[str, Any] = {}
    for name, pool in tree["pools"].items():
        if name == going[0]:
            made |= coming
        if name not in going:
            made[name] = pool
    return made


def _move_diaries(tree: Tree, moves: Mapping[str, tuple[str, float]]) -> dict[str, Any]:
    """Return a description whose diaries are kept by other pools, with as many slots in all, rounded.

    Parameters
    ----------
    tree
        A description.
    moves
        The new pool, and posts before over posts after, by the pool that kept it.
    """
    if "diaries" not in tree:
        return dict(tree)
    return {**tree, "diaries": {name: _move_diary(diary, moves) for name, diary in tree["diaries"].items()}}


def _move_diary(diary: Mapping[str, Any], moves: Mapping[str, tuple[str, float]]) -> Mapping[str, Any]:
    if diary["pool"] not in moves:
        return diary
    pool, factor = moves[diary["pool"]]
    slots = read_quantity(diary["per_session"], parse_people).value
    return {**diary, "pool": pool, "per_session": str(max(1, round(slots * factor)))}


def regroup_pools(tree: Tree, teams: Teams) -> dict[str, Any]:
    """Return a description in which teams stand for pools.

    Raises
    ------
    EditError
        When the pools cannot become one, a name is taken, or a diary would need several teams.
    """
    node = join_pools(tree, teams.pools)
    posts = _count_posts(tree, teams)
    parts = {
        area: share_out(count, dict.fromkeys(_name_teams(teams, area, count, posts), 1.0))
        for area, count in posts.items()
    }
    sizes = {team: size for by_team in parts.values() for team, size in by_team.items()}
    if len(sizes) == 1:
        made = _serve_by_one(tree, teams.pools, next(iter(sizes)))
    else:
        made = _serve_by_many(tree, teams, parts)
    for team in sizes:
        _check_name(tree, team, teams.pools)
    people = share_out(_count_people(node), {team: float(size) for team, size in sizes.items()})
    members = {team: _resize(node, size, people[team]) for team, size in sizes.items()}
    made["pools"] = _put_pools(tree, teams.pools, members)
    return made


def _count_posts(tree: Tree, teams: Teams) -> dict[str, int]:
    """Return the posts of each area: those of pools that were its own, the others by its people.

    Of the whole, by an empty name, where there are no areas, or one team is enough and none had an area.
    """
    whole = sum(pool.size for pool in find_pools(tree, teams.pools).values())
    by_area = any(_find_homes(tree, name, area_shares(tree)) for name in teams.pools)
    weights = _weigh_areas(tree, teams.pools) if by_area or whole > teams.at_most else {}
    weights = weights or {"": 1.0}
    if len(weights) > whole:
        raise EditError(f"{whole} posts for {len(weights)} areas", "at least one for each area")
    return share_out(whole, weights, least=1)


def _weigh_areas(tree: Tree, names: tuple[str, ...]) -> dict[str, float]:
    shares = area_shares(tree)
    weights: dict[str, float] = {}
    for name, pool in find_pools(tree, names).items():
        homes = _find_homes(tree, name, shares) or list(shares)
        whole = sum(shares[area] for area in homes) or 1.0
        for area in homes:
            weights[area] = weights.get(area, 0.0) + pool.size * shares[area] / whole
    return {area: weights[area] for area in shares if area in weights}


def _find_homes(tree: Tree, pool: str, areas: Mapping[str, float]) -> list[str]:
    """Return the areas in which a pool serves first, where a step says so by area."""
    homes: dict[str, None] = {}
    for step in tree["steps"].values():
        for area, team in teams_of(step["serve"]).items() if is_varied(step.get("serve")) else ():
            if area in areas and pools_in(team)[0] == pool:
                homes[area] = None
    return list(homes)


def _name_teams(teams: Teams, area: str, count: int, posts: Mapping[str, int]) -> list[str]:
    number = math.ceil(count / teams.at_most)
    stem = f"{teams.into}_{area}" if area and len(posts) > 1 else teams.into
    return [stem] if number == 1 else [f"{stem}_{place}" for place in range(1, number + 1)]


def _serve_by_one(tree: Tree, pools: tuple[str, ...], team: str) -> dict[str, Any]:
    found = find_pools(tree, pools)
    whole = sum(pool.size for pool in found.values())
    swap = {name: (team,) for name in pools}
    made = _move_diaries(tree, {name: (team, pool.size / whole) for name, pool in found.items()})
    made = swap_elsewhere(made, swap)
    return {**made, "steps": {name: _swap_step(step, swap) for name, step in made["steps"].items()}}


def _serve_by_many(tree: Tree, teams: Teams, parts: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
    for name, diary in tree.get("diaries", {}).items():
        if diary["pool"] in teams.pools:
            found = f"diary {name} of {diary['pool']}, which would belong to several teams"
            raise EditError(found, "pools without diaries, or one team")
    patches = _name_patches(parts)
    made = split_areas(
        tree,
        {
            area: {patches[team]: float(size) for team, size in by_team.items()}
            for area, by_team in parts.items()
        },
    )
    every = tuple(patches)
    own: dict[str, Swap] = {area: dict.fromkeys(teams.pools, every) for area in made.get("areas", ())}
    for team, patch in patches.items():
        serving = (
            (team, *(other for other in every if other != team)) if teams.neighbours == "help" else (team,)
        )
        own[patch] = dict.fromkeys(teams.pools, serving)
    made = swap_elsewhere(made, dict.fromkeys(teams.pools, every))
    made["steps"] = {name: _serve_step(name, step, teams.pools, own) for name, step in made["steps"].items()}
    return made


def _name_patches(parts: Mapping[str, Mapping[str, int]]) -> dict[str, str]:
    """Return the area of each team: the area itself, a numbered part of it, or a patch of the whole."""
    return {
        team: area if len(by_team) == 1 else f"{area or 'patch'}_{place}"
        for area, by_team in parts.items()
        for place, team in enumerate(by_team, 1)
    }


def _serve_step(name: str, step: Any, going: tuple[str, ...], own: Mapping[str, Swap]) -> Any:
    if "serve" not in step:
        return step
    named = {pool for team in teams_of(step["serve"]).values() for pool in pools_in(team)}
    if not named & set(going):
        return step
    return {**step, "serve": serve_by_area(name, step["serve"], own)}
