"""Random services for the plain loop: each step is served by one pool, first come is first served."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta

from opmodels.describe.service import Service
from opmodels.simulate.compile.assemble import Compiled, Rollout, compile_service
from tests.reference.mending import mend
from tests.reference.random_services import MOST_TRIES, Maker, Tree, read_tree

SECTIONS = ("needs", "pools", "diaries", "steps")


class PlainMaker(Maker):
    """Writes one plain service."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__(chance)
        self.words, self.areas, self.levels = [], [], []

    def make_servers(self) -> str:
        """Return what serves a step."""
        return str(self.pick(self.pools))

    def make_serve(self, number: int) -> Tree:
        """Return a step that is served in the order of coming."""
        return {key: value for key, value in super().make_serve(number).items() if key != "order"}

    def make_pool(self) -> Tree:
        """Return a pool that finishes its work."""
        return {key: value for key, value in super().make_pool().items() if key != "shift_end"}


def _make_another(tree: Tree, chance: random.Random) -> Tree:
    """Return a service with the same names, of whose parts about half are made anew."""
    maker = PlainMaker(chance)
    maker.groups, maker.needs, maker.pools, maker.diaries, maker.steps = (
        list(tree[section]) for section in ("groups", *SECTIONS)
    )
    made = maker.make()
    for section in SECTIONS:
        made[section] = {
            name: tree[section][name] if maker.often(2) else part for name, part in made[section].items()
        }
    return {**made, "time": tree["time"], "groups": tree["groups"]}


def _make_sound(make: Callable[[], Tree]) -> tuple[Tree, Service]:
    """Return the first service made that can be read."""
    for _ in range(MOST_TRIES):
        tree = make()
        mend(tree)
        if (service := read_tree(tree)) is not None:
            return tree, service
    raise AssertionError("no service makes sense")


def make_plain(number: int) -> Compiled:
    """Return a plain service, or every other time a change from one to another; the same for one number."""
    chance = random.Random(f"plain {number}")
    tree, before = _make_sound(lambda: PlainMaker(chance).make())
    if number % 2:
        return compile_service(before)
    _, after = _make_sound(lambda: _make_another(tree, chance))
    rollout = Rollout(
        before.time.start + timedelta(days=chance.randint(0, 2)),
        chance.choice((0.0, 0.0, 600.0)),
        chance.choice(((1.0, 1.0), (0.3, 0.9))),
        chance.choice((0.0, 1440.0)),
        chance.choice(("finish", "move")),
    )
    return compile_service(before, after, rollout=rollout)
