"""Random words that are steps of their own: batches, exchanges, parts, series of visits, choices."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from tests.reference.words_shared import PARTS, WAITS, served_steps

if TYPE_CHECKING:
    from tests.reference.random_services import Maker, Tree

VISITS: tuple[Any, ...] = (
    "1",
    "2",
    "5",
    {"poisson": "2"},
    {"negative_binomial": {"mean": "3", "sd": "3"}},
    {"discrete": {"values": ["1", "3"], "shares": ["50 %", "50 %"]}},
)
GAPS = ({"uniform": ["0 min", "2 h"]}, {"empirical": ["0 min", "5 h"]}, "1 ms", "20 min", "8 h", "1 day")
INCOMES = ("£28k", {"lognormal": {"mean": "£30k", "sd": "£14k"}}, {"uniform": ["£0", "£60k"]})


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


def add_repeat(maker: Maker, tree: Tree) -> None:
    """Let some steps be series of visits."""
    for step in served_steps(tree):
        if not maker.often(3):
            step["repeat"] = {
                "visits": maker.varied(lambda: deepcopy(maker.pick(VISITS))),
                "every": maker.varied(lambda: deepcopy(maker.pick(GAPS))),
            }
            if not maker.often(3):
                step["repeat"]["from"] = maker.pick(("planned", "actual"))
            if not maker.often(3):
                step["repeat"]["due_within"] = maker.pick(WAITS)


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
        one["price"] = maker.varied(lambda: maker.pick(("£2", "£0", "£12.50", "£3")))
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
