"""What a description holds: each part once, with its place in the file."""

from __future__ import annotations

from opmodels.describe.contents import walk_contents
from opmodels.describe.read import parse_service
from opmodels.describe.sourced import Quantity
from opmodels.describe.staff import Pool
from tests.services import day_hospital

SERVICE = parse_service(day_hospital())


def test_parts_have_their_places() -> None:
    """A part is found once, at the path of its keys in the file, the outer one before what it holds."""
    found = list(walk_contents(SERVICE))
    assert len({id(part) for _, part in found}) == len(found)
    name, pool = next(iter(SERVICE.pools.items()))
    within = [(path, part) for path, part in found if path[:2] == ("pools", name)]
    assert within[0] == (("pools", name), pool)
    assert any(isinstance(part, Quantity) for _, part in within)


def test_a_service_is_walked_once() -> None:
    """The rules look at the same walk, which holds what a fresh one would, the service itself aside."""
    assert SERVICE.contents is SERVICE.contents
    assert (((), SERVICE), *SERVICE.contents) == tuple(walk_contents(SERVICE))
    assert sum(isinstance(part, Pool) for _, part in SERVICE.contents) == len(SERVICE.pools)
