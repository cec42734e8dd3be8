"""Random services that between them use every rule, small enough to run in a moment.

All choices come from one source of chance, so that a whole number makes a service (`make_service`) and
Hypothesis can resize one (`services`).
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import yaml
from hypothesis import strategies as st

from opmodels.describe.read import parse_tree
from opmodels.describe.service import Service
from opmodels.foundation.errors import InputError
from tests.reference.mending import mend
from tests.reference.random_words import WORDS, choose_words
from tests.reference.sizes import resize

Tree = dict[str, Any]

STARTS = (
    "2025-03-28",
    "2025-10-24",
    "2025-04-17",
    "2025-12-23",
    "2024-12-30",
    "2025-06-02",
    "2025-05-02",
    "2025-09-05",
)
ZONES = (
    "Europe/London",
    "Europe/London",
    "UTC",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Santiago",
)
HOURS = (
    "always",
    "7 days 08:00-18:00",
    "7 days 00:00-12:00, 13:00-20:30",
    "Mon-Fri 09:00-17:00",
    "7 days 22:00-06:00",
    "7 days 01:15-02:45, 08:00-20:00",
    "7 days 06:00-14:00",
    "7 days 14:00-06:00",
)
WAIT_HOURS = (*HOURS, "Mon, Wed 10:00-10:30", "7 days 00:30-01:30", "Fri-Sun 18:00-02:30", "Sun 03:00-24:00")
CLOCKS = ("00:00", "01:30", "02:00", "08:00", "12:00", "17:45")
LENGTHS = ("0 min", "1 ms", "1 min", "5 min", "10 min", "15 min", "30 min", "1 h", "3 h")
LONG = ("0 min", "30 min", "1 h", "4 h", "1 day", "90000 s")
SHARES = ("0 %", "10 %", "25 %", "50 %", "80 %", "100 %")
ENDS = ("done", "helped", "lost")
MOST_TRIES = 60


class Maker:
    """Writes one service, part by part."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.work = LONG if self.often(3) else LENGTHS
        self.groups = [f"g{i}" for i in range(chance.randint(1, 3))]
        self.needs = [f"n{i}" for i in range(chance.randint(1, 3))]
        self.pools = [f"p{i}" for i in range(chance.randint(1, 4))]
        self.diaries = [f"d{i}" for i in range(chance.randint(0, 2))]
        self.steps = [f"s{i}" for i in range(chance.randint(2, 7))]
        self.ends = list(ENDS)
        self.words = choose_words(self)
        self.areas = [f"a{i}" for i in range(chance.randint(1, 3))] if "areas" in self.words else []
        self.levels = [f"l{i}" for i in range(chance.randint(2, 3))] if "severity" in self.words else []

    def pick(self, choices: Any) -> Any:
        """Return one of some choices."""
        return choices[self.chance.randint(0, len(choices) - 1)]

    def often(self, one_in: int) -> bool:
        """Be true once in so many times."""
        return self.chance.randint(1, one_in) == 1

    def some(self, names: list[str]) -> list[str]:
        """Return one or more of some names, in any order."""
        return self.chance.sample(names, self.chance.randint(1, len(names)))

    def share(self, most: int = 100) -> str:
        """Return a share."""
        return f"{self.chance.randint(0, most)} %"

    def varied(self, make: Any) -> Any:
        """Return one value, or one by group and need."""
        if not self.often(4):
            return make()
        # Of the levels only the first is sure to be one of some need.
        named = self.some([*self.groups, *self.needs, *self.areas, *self.levels[:1]])
        return {**{name: make() for name in named}, "others": make()}

    def spread(self, lengths: tuple[str, ...] = LENGTHS) -> Any:
        """Return a duration or a distribution of durations."""
        mean = self.pick(lengths[2:])
        kinds = [
            self.pick(lengths),
            self.pick(lengths),
            {"exponential": mean},
            {"lognormal": {"mean": mean, "sd": self.pick(lengths[2:])}},
            {"gamma": {"mean": mean, "sd": mean}, "at_most": "6 h"},
            {"uniform": ["1 min", "1 h 30 min"]},
            {"empirical": {"values": ["0 min", mean, "7 min"], "weights": ["1", "2", "1"]}},
        ]
        return self.pick(kinds)

    def times(self, lengths: tuple[str, ...] = LENGTHS) -> Any:
        """Return durations, the same for all or not."""
        return self.varied(lambda: self.spread(lengths))

    def onward(self, step: int) -> Any:
        """Return a route that leads on, and now and then back."""
        ahead = self.steps[step + 1] if step + 1 < len(self.steps) else self.pick(ENDS)
        if self.often(2):
            return ahead
        other = self.pick([*self.steps[: step + 1], *ENDS, *self.steps[step + 1 :]])
        if other == ahead:
            return ahead
        return {other: self.varied(lambda: self.share(40)), ahead: "rest"}

    def make(self) -> Tree:
        """Return a whole service."""
        tree = self.make_usual()
        for word in WORDS:
            if word in self.words:
                WORDS[word](self, tree)
        return tree

    def make_usual(self) -> Tree:
        """Return a service without further words."""
        return {
            "opmodels": "1",
            "service": "random",
            "time": self.make_time(),
            "groups": {name: self.make_group() for name in self.groups},
            "needs": {name: self.make_need() for name in self.needs},
            "pools": {name: self.make_pool() for name in self.pools},
            "diaries": {name: self.make_diary() for name in self.diaries},
            "steps": {name: self.make_step(number) for number, name in enumerate(self.steps)},
            "ends": {"done": "met", "helped": "met elsewhere", "lost": "unmet"},
            "at_start": [self.make_backlog() for _ in range(self.chance.randint(0, 2))],
        }

    def make_time(self) -> Tree:
        """Return when it takes place."""
        warm = self.pick(("0 days", "0 days", "1 day", "2 days"))
        run = self.pick(("20 h", "1 day", "2 days", "3 days", "5 days"))
        time = {"start": self.pick(STARTS), "run": run, "warm_up": warm, "zone": self.pick(ZONES)}
        return time | ({"holidays": "England"} if self.often(2) else {})

    def make_group(self) -> Tree:
        """Return a group."""
        group: Tree = {"people": str(self.pick((1, 3, 20, 200, 1500)))}
        if self.often(2):
            group["online"] = self.pick(SHARES)
        if self.often(3):
            group["traits"] = {"carer": self.share()}
        if self.often(3):
            group["frailty"] = {"gamma": {"mean": "1", "sd": self.pick(("0.3", "0.7", "1"))}}
        return group

    def make_need(self) -> Tree:
        """Return a need."""
        need: Tree = {"starts_at": self.steps[0] if self.often(2) else self.pick(self.steps)}
        if self.often(3):
            named = {
                name: self.pick(("0.1 per hour", "4 per hour", "1 per hour"))
                for name in self.some(self.groups)
            }
            need["rate"] = named if self.often(2) else self.pick(("0.5 per hour", "3 per hour", "9 per hour"))
        else:
            named = {name: self.pick(("0", "1.5", "40", "200")) for name in self.some(self.groups)}
            need["per_person_per_year"] = named if self.often(2) else self.pick(("4", "60"))
        if self.often(2):
            need["week"] = self.make_week()
        if self.often(4):
            months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
            need["year"] = {month: str(self.chance.randint(1, 9)) for month in months}
        if self.often(3):
            need["busy_days"] = self.pick(("9 %", "40 %", "100 %"))
        if self.often(3):
            need["on_holidays"] = self.pick(SHARES)
        if self.often(3):
            need["priority"] = self.by_group(lambda: str(self.chance.randint(1, 7)))
        return need

    def by_group(self, make: Any) -> Any:
        """Return one value, or one by some groups."""
        return {name: make() for name in self.some(self.groups)} if self.often(2) else make()

    def make_week(self) -> Any:
        """Return the shape of a week."""
        if self.often(2):
            return self.pick(HOURS[1:])
        days = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
        hours = {"00:00-03:00": "20 %", "08:00-08:15": "30 %", "08:15-20:00": "50 %"}
        return {"days": {day: self.share() for day in days[:-1]} | {"Sun": "40 %"}, "hours": hours}

    def make_pool(self) -> Tree:
        """Return a pool."""
        size = "staff" if self.often(2) else "places"
        hours = HOURS[0] if self.often(3) else self.pick(HOURS)
        pool: Tree = {size: str(self.pick((1, 1, 2, 4, 9))), "hours": hours}
        if not self.often(3):
            pool["shift_end"] = self.pick(("pause", "pause", "finish"))
        if self.often(4):
            pool["absence"] = self.pick(("10 %", "40 %"))
        if self.often(3):
            pool["on_holidays"] = self.pick(("open", "closed"))
        if self.often(4):
            day = date.fromisoformat(self.pick(STARTS)) + timedelta(days=self.chance.randint(0, 3))
            pool["exceptions"] = [
                {"on": str(day), "hours": self.pick(("closed", "09:00-12:00", "00:00-24:00"))}
            ]
        return pool

    def make_diary(self) -> Tree:
        """Return a diary."""
        diary: Tree = {"pool": self.pick(self.pools), "per_session": str(self.pick((1, 3, 7, 12, 40)))}
        diary["opens"] = self.pick(("08:00 same day", "1 day ahead", "3 days ahead", "14 days ahead"))
        if self.often(3):
            diary["held_back"] = {"share": self.pick(SHARES), "until": self.pick(CLOCKS)}
        if self.often(3):
            diary["overbook"] = self.pick(SHARES)
        return diary

    def make_step(self, number: int) -> Tree:
        """Return a step of some kind."""
        kinds = [self.make_serve, self.make_serve, self.make_serve, self.make_wait, self.make_branch]
        return dict(self.pick(kinds + [self.make_book] * 2 * bool(self.diaries))(number))

    def make_serve(self, number: int) -> Tree:
        """Return a step that is served."""
        step: Tree = {
            "serve": self.make_servers(),
            "takes": self.times(self.work),
            "then": self.onward(number),
        }
        if self.often(4):
            step["travel"] = self.times()
        if self.often(3):
            step["order"] = self.pick(("last_come", "random", "shortest", "first_come"))
        if self.often(3):
            step["priority"] = self.varied(lambda: str(self.chance.randint(1, 7)))
        if self.often(2):
            step |= {"patience": self.times(), "gives_up_to": self.leave(number)}
        if self.often(4):
            step |= {"room": str(self.chance.randint(0, 4)), "turned_away_to": self.leave(number)}
        return step

    def leave(self, number: int) -> Any:
        """Return a route for those who leave: an end, or on."""
        return self.pick(ENDS) if self.often(2) else {self.pick(ENDS): "60 %", **self.rest(number)}

    def rest(self, number: int) -> Tree:
        """Return where the rest goes who leave."""
        return {self.pick(self.steps): "rest"}

    def make_servers(self) -> Any:
        """Return what serves a step."""
        if self.often(2):
            return self.pick(self.pools)
        if self.often(2):
            return self.some(self.pools)
        return {"all": [self.some(self.pools) for _ in range(self.chance.randint(1, 3))]}

    def make_wait(self, number: int) -> Tree:
        """Return a delay."""
        if self.often(2):
            return {"wait": {"until": self.pick(CLOCKS)}, "then": self.onward(number)}
        hours = {"hours": self.pick(WAIT_HOURS)} if self.often(2) else {}
        return {"wait": self.times(LONG), **hours, "then": self.onward(number)}

    def make_branch(self, number: int) -> Tree:
        """Return a fork in the way."""
        lines: list[Any] = [
            {"if": self.make_condition(), "to": self.leave(number) if self.often(2) else self.onward(number)}
            for _ in range(self.chance.randint(0, 3))
        ]
        return {"branch": [*lines, {"to": self.onward(number)}]}

    def make_condition(self) -> Tree:
        """Return what must hold, of one to three things."""
        queues = [name for name in self.steps]
        makers = [
            lambda: {"group": self.some(self.groups)},
            lambda: {"need": self.some(self.needs)},
            lambda: {self.pick(("has", "lacks")): self.pick(("online", "carer"))},
            lambda: {"been_at": self.pick(self.steps)} | ({"times": "2"} if self.often(2) else {}),
            lambda: (
                {"queue": self.pick(queues)}
                | ({"at_least": self.pick(("1", "2", "4"))} if self.often(2) else {})
            ),
            lambda: {"during": self.pick(HOURS)},
        ]
        found: Tree = {}
        for _ in range(self.chance.randint(1, 2)):
            found |= self.pick(makers)()
        return found

    def make_book(self, number: int) -> Tree:
        """Return a booking."""
        step: Tree = {
            "book": self.pick(self.diaries),
            "full": self.leave(number),
            "then": self.onward(number),
        }
        if self.often(2):
            step["wanted"] = self.times(LONG)
        if self.often(3):
            step["longest"] = self.pick(("1 h", "1 day", "2 days"))
        if self.often(2):
            step["no_show"] = self.make_missed(number)
        if self.often(2):
            step["cancels"] = {
                "share": self.varied(self.share),
                "notice": self.times(LONG),
                "to": self.leave(number),
            }
        return step

    def make_missed(self, number: int) -> Tree:
        """Return who does not come."""
        leads = {lead: self.pick(SHARES) for lead in self.some(["0 days", "1 day", "2 days", "36 h"])}
        shares: Tree = {"after": leads} if self.often(2) else {"share": self.varied(self.share)}
        return shares | ({"to": self.leave(number)} if self.often(2) else {})

    def make_backlog(self) -> Tree:
        """Return some cases that are there at the start."""
        return {
            "step": self.pick(self.steps),
            "need": self.pick(self.needs),
            "cases": str(self.pick((1, 4, 15))),
        }


class _Dumper(yaml.SafeDumper):
    """Writes every value out, as a service file has no aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def write_text(tree: Tree) -> str:
    """Return a tree as YAML."""
    return str(yaml.dump(tree, Dumper=_Dumper, sort_keys=False, width=110))


def read_tree(tree: Tree) -> Service | None:
    """Return the service that a tree is, or None where it does not make sense."""
    try:
        return parse_tree(tree)
    except InputError:
        return None


def make_tree(
    chance: random.Random, *, small: bool = False, kind: type[Maker] = Maker
) -> tuple[Tree, Service] | None:
    """Return a service made by chance, or None where none makes sense."""
    for _ in range(MOST_TRIES):
        tree = kind(chance).make()
        if small:
            resize(tree, chance)
        mend(tree)
        if (service := read_tree(tree)) is not None:
            return tree, service
    return None


def make_pair(seed: int, *, small: bool = False, kind: type[Maker] = Maker) -> tuple[Tree, Service]:
    """Return a service, as written and as read, the same for the same seed."""
    made = make_tree(random.Random(f"service {seed}"), small=small, kind=kind)
    assert made is not None, f"no service from seed {seed}"
    return made


def make_service(seed: int, *, small: bool = False) -> str:
    """Return the text of a service, the same for the same seed."""
    return write_text(make_pair(seed, small=small)[0])


def _from_chance(chance: random.Random) -> str | None:
    tree = Maker(chance).make()
    return write_text(tree) if read_tree(tree) else None


services: st.SearchStrategy[str] = (
    st.randoms(use_true_random=False).map(_from_chance).filter(lambda text: text is not None)  # type: ignore[assignment]
)
"""Texts of services, which Hypothesis can make smaller."""
