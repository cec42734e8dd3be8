"""Words that a random service may use beside the usual ones, each added to what was made before."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.reference.random_services import Maker, Tree

WAITS = ("0 min", "1 ms", "5 min", "20 min", "1 h", "3 h", "8 h")
DECIDED = ("00:00", "02:15", "07:30", "09:00", "13:00", "17:45")
SHARED = ("hours", "on_holidays", "exceptions")
MOMENTS = ("00:05", "01:30", "02:15:30", "09:00", "09:00", "09:00:00.250", "17:45")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def add_areas(maker: Maker, tree: Tree) -> None:
    """Say where people live, and let steps be served by area."""
    tree["areas"] = _split(maker, maker.areas)
    _serve_by(maker, tree, maker.areas)
    _ask_for(maker, tree, "area", maker.areas)


def add_severity(maker: Maker, tree: Tree) -> None:
    """Tell levels of severity apart, some of which worsen."""
    for need in tree["needs"].values():
        if not maker.often(4):
            levels = maker.levels[:1] if maker.often(4) else maker.levels
            need["severity"] = _split(maker, levels)
            need["worsens"] = {
                level: _worsening(maker, levels[place + 1 :])
                for place, level in enumerate(levels)
                if maker.often(3) or not place
            }
    if maker.often(2):
        _serve_by(maker, tree, maker.levels[:1])
    _ask_for(maker, tree, "severity", maker.levels[:1])
    for step in _served(tree):
        if maker.often(2):
            step["priority"] = {level: str(maker.chance.randint(1, 4)) for level in maker.levels[:1]} | {
                "others": str(maker.chance.randint(2, 7))
            }


def _worsening(maker: Maker, later: list[str]) -> Tree:
    rule: Tree = {"after": maker.by_group(lambda: maker.spread(WAITS))}
    if later and not maker.often(5):
        rule["to"] = maker.pick(later)
    if "to" not in rule or maker.often(4):
        rule["goes_to"] = maker.leave(0)
    return rule


def _split(maker: Maker, names: list[str], most: int = 40) -> Tree:
    """Return shares by name, the last taking the rest."""
    shares: Tree = {name: maker.by_group(lambda: maker.share(most)) for name in names[:-1]}
    for share in shares.values():
        if isinstance(share, dict):
            share["others"] = maker.share(most)
    return {**shares, names[-1]: "rest"}


def _served(tree: Tree) -> list[Tree]:
    return [step for step in tree["steps"].values() if "serve" in step]


def _serve_by(maker: Maker, tree: Tree, names: list[str]) -> None:
    for step in _served(tree):
        if maker.often(2):
            step["serve"] = {name: maker.make_servers() for name in maker.some(names)} | {
                "others": maker.make_servers()
            }


def _ask_for(maker: Maker, tree: Tree, what: str, names: list[str]) -> None:
    for step in tree["steps"].values():
        if "branch" in step and maker.often(2):
            step["branch"][0] = {"if": {what: maker.some(names)}, **step["branch"][0]}
            if len(step["branch"]) == 1:
                step["branch"].append({"to": maker.pick(maker.ends)})


def add_same_worker(maker: Maker, tree: Tree) -> None:
    """Let some wait for the worker who served their person last."""
    for step in _served(tree):
        if not maker.often(3):
            step["same_worker"] = maker.pick(WAITS)


def add_keeps(maker: Maker, tree: Tree) -> None:
    """Let some hold on to what served them."""
    for name in tree["pools"]:
        if not maker.often(4):
            tree["pools"][name]["shift_end"] = "finish"
    for step in _served(tree):
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
    for step in _served(tree):
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


def add_batch(maker: Maker, tree: Tree) -> None:
    """Let some gather and go on together."""
    for number, name in enumerate(tree["steps"]):
        if maker.often(2 if number else 3):
            tree["steps"][name] = _gathering(maker, number)


def _gathering(maker: Maker, number: int) -> Tree:
    step: Tree = {"then": maker.onward(number)}
    size = maker.chance.randint(1, 5)
    kind = maker.chance.randint(1, 4)
    clock = maker.pick(("00:00", "01:30", "08:00", "12:00"))
    step["batch"] = str(size) if kind > 2 else {"at": clock} | ({"of": str(size)} if kind == 2 else {})
    if maker.often(2):
        step["longest"] = maker.pick(WAITS)
    if (kind <= 2 or "longest" in step) and maker.often(2):
        most = size if kind > 1 else 3
        step |= {"fewest": str(maker.chance.randint(1, most)), "too_few": maker.leave(number)}
    return step


def add_match(maker: Maker, tree: Tree) -> None:
    """Let some give and some take."""
    names = [f"x{i}" for i in range(maker.chance.randint(1, 2))]
    steps = list(tree["steps"])
    for place, exchange in enumerate(names):
        for side in ("giver", "taker"):
            number = maker.chance.randint(0, len(steps) - 1)
            tree["steps"][steps[number]] = _seeking(maker, number, exchange, side)
        if not place and maker.often(2):
            number = maker.chance.randint(0, len(steps) - 1)
            tree["steps"][steps[number]] = _seeking(maker, number, exchange, maker.pick(("giver", "taker")))
    tree["exchanges"] = {name: _exchange(maker) for name in names}
    if any("order" in one or "longest_way" in one for one in tree["exchanges"].values()):
        tree["distances"] = _distances(maker)


def _seeking(maker: Maker, number: int, exchange: str, side: str) -> Tree:
    step: Tree = {"match": exchange, "side": side, "then": maker.onward(number)}
    if side == "giver" and maker.often(2):
        step["room_for"] = maker.varied(lambda: str(maker.chance.randint(1, 3)))
    if not maker.often(4):
        step |= {"patience": maker.times(WAITS), "gives_up_to": maker.leave(number)}
    return step


def _exchange(maker: Maker) -> Tree:
    clock, day = maker.pick(("00:00", "01:30", "09:00", "17:45")), maker.pick(("1 day", "2 days"))
    rounds = ({"every": "7 min"}, {"every": "1 h"}, {"at": clock}, {"at": clock, "every": day})
    law: Tree = {"matches": "at once" if maker.often(2) else maker.pick(rounds)}
    alike = ["group", "need", *(["area"] if maker.areas else []), *(["severity"] if maker.levels else [])]
    if maker.often(3):
        law["same"] = maker.some(alike)
    if maker.often(3):
        law["fits"] = [_pair(maker) for _ in range(maker.chance.randint(1, 2))]
    if maker.areas and not maker.often(3):
        law["order"] = "nearest"
    if maker.areas and maker.often(2):
        law["longest_way"] = maker.pick(("0 min", "12 min", "25 min"))
    return law


def _pair(maker: Maker) -> Tree:
    known = {"group": maker.groups, "need": maker.needs, "severity": maker.levels[:1], "area": maker.areas}
    asked = [name for name, values in known.items() if values]
    return {
        side: {name: maker.some(known[name]) for name in maker.some(asked)}
        for side in ("gives", "takes")
        if not maker.often(3)
    }


def _distances(maker: Maker) -> Tree:
    ways: Tree = {}
    for place, one in enumerate(maker.areas):
        for other in maker.areas[place + 1 - maker.chance.randint(0, 1) :]:
            ways.setdefault(one, {})[other] = maker.pick(("0 min", "10 min", "12 min", "30 min"))
            if maker.often(3):
                ways.setdefault(other, {})[one] = maker.pick(("5 min", "20 min"))
    return ways


def add_party(maker: Maker, tree: Tree) -> None:
    """Let some come together."""
    for need in tree["needs"].values():
        if not maker.often(3):
            need["party"] = "2" if maker.often(3) else _split(maker, maker.some(["1", "2", "3", "5"]))


def add_planned(maker: Maker, tree: Tree) -> None:
    """Let some come by a list."""
    for need in tree["needs"].values():
        if maker.often(2):
            need.pop("per_person_per_year", None)
            need.pop("rate", None)
            count = maker.chance.randint(1, 12)
            planned: Tree = {"times": [_entry(maker, tree) for _ in range(count)]}
            if maker.often(2):
                planned["early"] = maker.pick(WAITS)
            if maker.often(2):
                planned["late"] = maker.by_group(lambda: maker.spread(WAITS))
            if maker.often(2):
                planned["comes"] = maker.share()
            need["planned"] = planned if len(planned) > 1 else planned["times"]


def _entry(maker: Maker, tree: Tree) -> Any:
    """Return a time of a list."""
    first = date.fromisoformat(tree["time"]["start"])
    day = first + timedelta(days=maker.chance.randint(-1, 4))
    time = f"{maker.pick(WEEKDAYS) if maker.often(3) else day} {maker.pick(MOMENTS)}"
    return [time, maker.pick(maker.groups)] if maker.often(3) else time


def add_effects(maker: Maker, tree: Tree) -> None:
    """Let steps and ends leave effects on people, of whom there are few, so that they come again."""
    for group in tree["groups"].values():
        group["people"] = str(maker.pick((1, 2, 3, 8)))
    for need in tree["needs"].values():
        if "per_person_per_year" in need:
            del need["per_person_per_year"]
            need["rate"] = maker.pick(("0.5 per hour", "2 per hour"))
    tree["ends"] = {name: {"as": end} for name, end in tree["ends"].items()}
    for place in [*_served(tree), *tree["ends"].values()]:
        if maker.often(2):
            place["effects"] = {need: _effect(maker, tree, need) for need in maker.some(list(tree["needs"]))}


def _effect(maker: Maker, tree: Tree, need: str) -> Tree:
    high = () if "planned" in tree["needs"][need] else ("1", "1.6", "3")
    effect: Tree = {"factor": maker.varied(lambda: maker.pick(("0", "0.2", "50 %", "0.9", *high)))}
    if maker.often(3) and isinstance(effect["factor"], dict):
        effect["factor"].pop("others")
    if not maker.often(3):
        effect["after"] = maker.pick(WAITS)
    if not maker.often(4):
        effect["lasts"] = maker.pick(WAITS[1:])
        if not maker.often(4):
            effect["fades"] = maker.pick(WAITS)
    return effect


PARTS = ("part", "inner", "apart")
"""How the names of steps begin that `add_side_by_side` makes; one that joins at itself may loop for ever."""


def add_side_by_side(maker: Maker, tree: Tree) -> None:
    """Let cases go on in parts, which come together at some step; sometimes a part parts again."""
    joins_at = maker.pick([name for name in maker.steps if not name.startswith(PARTS)])
    names = [f"part{n}" for n in range(maker.chance.randint(2, 3))]
    parts: Tree = {name: _make_part(maker, joins_at, names[at + 1 :]) for at, name in enumerate(names)}
    parts["apart"] = _part_at(maker, names, joins_at)
    if maker.often(3):
        inner = ["inner0", "inner1"]
        parts |= {name: _make_part(maker, "inner_join", inner[at + 1 :]) for at, name in enumerate(inner)}
        parts["inner_join"] = _make_part(maker, joins_at, [])
        parts["part0"] = _part_at(maker, inner, "inner_join")
    for name in parts:
        tree["steps"].pop(name, None)
    entry = maker.pick([need for need in tree["needs"].values()])
    entry["starts_at"] = "apart"
    later = [step for step in tree["steps"].values() if "then" in step]
    if later and maker.often(2):
        step = maker.pick(later)
        step["then"] = {"apart": "30 %", maker.pick(maker.ends): "rest"}
    tree["steps"] |= parts


def _part_at(maker: Maker, names: list[str], joins_at: str) -> Tree:
    step: Tree = {"side_by_side": names, "joins_at": joins_at}
    return step | ({"waits_for": str(maker.chance.randint(1, len(names)))} if maker.often(2) else {})


def _make_part(maker: Maker, joins_at: str, others: list[str]) -> Tree:
    """Return a step of a part, whose ways lead to where it joins, to other parts or to an end."""
    makers = [maker.make_serve, maker.make_serve, maker.make_wait, maker.make_branch]
    made = dict(maker.pick([*makers, maker.make_book] if maker.diaries else makers)(0))
    for key in ("then", "gives_up_to", "turned_away_to", "full"):
        if key in made:
            made[key] = _lead_on(maker, joins_at, others)
    for key in ("no_show", "cancels"):
        if isinstance(made.get(key), dict) and "to" in made[key]:
            made[key]["to"] = _lead_on(maker, joins_at, others)
    for line in made.get("branch", ()):
        line["to"] = _lead_on(maker, joins_at, others)
    return made


def _lead_on(maker: Maker, joins_at: str, others: list[str]) -> Any:
    place = maker.pick([joins_at, joins_at, *others, maker.pick(maker.ends)])
    end = maker.pick(maker.ends)
    return place if place == end or maker.often(2) else {end: maker.share(50), place: "rest"}


VISITS: tuple[Any, ...] = (
    "1",
    "2",
    "5",
    {"poisson": "2"},
    {"negative_binomial": {"mean": "3", "sd": "3"}},
    {"discrete": {"values": ["1", "3.4"], "weights": ["1", "1"]}},
)
GAPS = ({"uniform": ["0 min", "2 h"]}, {"empirical": ["0 min", "5 h"]}, "1 ms", "20 min", "8 h", "1 day")


def add_repeat(maker: Maker, tree: Tree) -> None:
    """Let some steps be series of visits."""
    for step in _served(tree):
        if not maker.often(3):
            step["repeat"] = {
                "visits": maker.varied(lambda: deepcopy(maker.pick(VISITS))),
                "every": maker.varied(lambda: deepcopy(maker.pick(GAPS))),
            }
            if not maker.often(3):
                step["repeat"]["from"] = maker.pick(("planned", "actual"))
            if not maker.often(3):
                step["repeat"]["due_within"] = maker.pick(WAITS)


def add_consults(maker: Maker, tree: Tree) -> None:
    """Let people be shared between pools now and then."""
    names = maker.some(list(tree["pools"]))
    if len(names) > 1:
        tree["consults"] = {f"c{n}": _consult(maker, names) for n in range(maker.chance.randint(1, 2))}
        align_hours(tree)
        for name in names:
            tree["pools"][name]["staff"] = str(maker.chance.randint(1, 4))
        for step in _served(tree):
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


def add_choose(maker: Maker, tree: Tree) -> None:
    """Let people choose at some steps."""
    for group in tree["groups"].values():
        if not maker.often(3):
            group["income"] = maker.pick(INCOMES)
    for number, name in enumerate(tree["steps"]):
        if not number or maker.often(3):
            tree["steps"][name] = _make_choice(maker, number)
    quotes = _list_quotes(tree)
    for step in tree["steps"].values():
        for one in step.get("choose", {}).values():
            if quotes and not maker.often(3):
                one["quote"] = _make_quote(maker, *maker.pick(quotes))


def _list_quotes(tree: Tree) -> list[tuple[str, str]]:
    """Return the ways of telling a wait, and the steps whose waits can be told so."""
    served = [name for name, step in tree["steps"].items() if "serve" in step]
    books = [name for name, step in tree["steps"].items() if "book" in step]
    told = [(kind, name) for name in served for kind in ("queue", "last", "published")]
    return told + [("exact", name) for name in books for _ in range(3)]


def _make_quote(maker: Maker, kind: str, step: str) -> Tree:
    if kind != "published":
        return {kind: step}
    return {kind: step, "every": maker.pick(("3 h", "1 day", "100 min")), "at_first": maker.pick(WAITS)}


def _make_choice(maker: Maker, number: int) -> Tree:
    names = maker.some(["bus", "car", "walk", "call", "stay"])
    step: Tree = {
        "choose": {name: _make_alternative(maker, number) for name in names},
        "tastes": {
            "pound": maker.varied(lambda: maker.pick(("-0.09", "-0.5", "0", "0.01"))),
            "hour_waited": maker.varied(lambda: maker.pick(("-1.8", "-0.2", "0"))),
            "hour_spent": maker.pick(("-0.9", "-0.1")),
        },
        "nothing": maker.leave(number),
    }
    if maker.often(2):
        step["tastes"]["income_elasticity"] = maker.varied(lambda: maker.pick(("0.5", "1", "0")))
    if not maker.often(3):
        step["tastes"]["lasting"] = maker.varied(maker.share)
    if not maker.often(3):
        step["nests"] = {"one": {"of": maker.some(names), "scale": maker.pick(("0.6", "1", "0.05"))}}
        left = [name for name in names if name not in step["nests"]["one"]["of"]]
        if left and maker.often(2):
            step["nests"]["two"] = {"of": maker.some(left), "scale": "0.3"}
    return step


def _make_alternative(maker: Maker, number: int) -> Tree:
    """Return an alternative without a quote."""
    one: Tree = {"to": maker.onward(number) if not maker.often(3) else maker.leave(number)}
    if maker.often(2):
        one["price"] = maker.varied(lambda: maker.pick(("£2", "£0", "£12.50", "-£3")))
    if maker.often(3):
        one["takes"] = maker.varied(lambda: maker.pick(("40 min", "0 min", "2 h")))
    if maker.often(2):
        one["appeal"] = maker.varied(lambda: maker.pick(("0.4", "-1", "2")))
    if maker.often(3):
        one["needs"] = maker.some(["online", "carer"])
    if maker.often(3):
        one["if"] = maker.make_condition()
    if maker.often(4):
        one["income_at_least"] = maker.pick(("£20k", "£31k"))
    return one


INCOMES = ("£28k", {"lognormal": {"mean": "£30k", "sd": "£14k"}}, {"uniform": ["£0", "£60k"]})


def add_campaigns(maker: Maker, tree: Tree) -> None:
    """Let cases of some needs begin for people who are chosen."""
    found = [name for name in tree["needs"] if maker.often(2)] or [next(iter(tree["needs"]))]
    for name in found:
        need = tree["needs"][name]
        for key in ("per_person_per_year", "rate", "planned", "party"):
            need.pop(key, None)
        need["campaign"] = f"c_{name}"
    for place in [*tree["steps"].values(), *tree["ends"].values()]:
        for name in found if isinstance(place, dict) else ():
            place.get("effects", {}).pop(name, None)
    tree["campaigns"] = {f"c_{name}": _campaign(maker, tree) for name in found}


def _campaign(maker: Maker, tree: Tree) -> Tree:
    campaign: Tree = {"every": maker.pick(("1 day", "24 h", "2 days", "4 days"))}
    start = date.fromisoformat(tree["time"]["start"])
    if maker.often(2):
        campaign["from"] = str(start + timedelta(days=maker.chance.randint(-9, 1)))
    if maker.often(3):
        campaign["until"] = str(start + timedelta(days=maker.chance.randint(1, 3)))
    if maker.often(2):
        campaign["at"] = maker.pick(("00:00", "01:30", "02:00", "09:00", "17:45"))
    campaign["up_to"] = str(maker.pick((1, 2, 5, 12, 40)))
    campaign["who"] = _known(maker, tree)
    ways = ("random", "most_frail", "score", *(["most_cases"] if "had" in campaign["who"] else []))
    campaign["first"] = maker.pick(ways)
    if campaign["first"] == "score":
        campaign["correlation"] = maker.pick(("0 %", "60 %", "100 %"))
    if maker.often(2):
        campaign["not_again_for"] = maker.pick(("0 min", "1 h", "1 day", "47 h", "1 week"))
    return campaign


def _known(maker: Maker, tree: Tree) -> Tree:
    who: Tree = {"group": maker.some(maker.groups)} if maker.often(2) else {}
    if tree.get("areas") and maker.often(2):
        who["area"] = maker.some(sorted(tree["areas"]))
    for key in ("has", "lacks"):
        if maker.often(4):
            who[key] = maker.pick(("online", "carer"))
    if not maker.often(3):
        who["had"] = {"need": maker.pick(list(tree["needs"])), "within": maker.pick(("1 ms", "8 h", "30 h"))}
        if maker.often(2):
            who["had"]["times"] = str(maker.pick((0, 1, 2, 3)))
    return who


WORDS: dict[str, Callable[[Maker, Tree], None]] = {
    "side_by_side": add_side_by_side,
    "absence_rises": add_absence_rises,
    "areas": add_areas,
    "severity": add_severity,
    "gives_way": add_gives_way,
    "batch": add_batch,
    "match": add_match,
    "same_worker": add_same_worker,
    "keeps": add_keeps,
    "outages": add_outages,
    "on_call": add_on_call,
    "speed": add_speed,
    "party": add_party,
    "planned": add_planned,
    "effects": add_effects,
    "repeat": add_repeat,
    "consults": add_consults,
    "funded_by": add_funded_by,
    "choose": add_choose,
    "campaigns": add_campaigns,
}
"""The words, in the order in which they are added."""


def choose_words(maker: Maker) -> list[str]:
    """Return the words that a service uses: none in a third of services, many in a sixth, else a few."""
    kind = maker.chance.randint(1, 6)
    return [word for word in WORDS if kind > 2 and maker.often(2 if kind == 3 else 5)]
