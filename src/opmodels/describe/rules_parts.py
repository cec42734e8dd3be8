"""Rules: parts of a case that go side by side come together, and do not part again for ever."""

from __future__ import annotations

from collections.abc import Iterator

from opmodels.describe.fault import Fault
from opmodels.describe.service import Service
from opmodels.describe.side_by_side import SideBySide
from opmodels.describe.walk import find_reached, walk_sudden_routes


def _list_partings(service: Service) -> Iterator[tuple[str, SideBySide]]:
    yield from ((name, step) for name, step in service.steps.items() if isinstance(step, SideBySide))


def parts_are_steps(service: Service) -> Iterator[Fault]:
    """Parts begin at steps, and come together at a step that is none of them."""
    for name, step in _list_partings(service):
        places = [(("side_by_side", at), place) for at, place in enumerate(step.side_by_side)]
        for inner, place in [*places, (("joins_at",), step.joins_at)]:
            path = ("steps", name, *inner)
            if place in service.ends:
                mend = "add a step before that end" if inner == ("joins_at",) else None
                yield Fault(path, f"the end '{place}'", "a step", next=mend)
            elif place == name or (inner != ("joins_at",) and place == step.joins_at):
                whose = "this very step" if place == name else "the step at which the parts come together"
                yield Fault(path, f"'{place}', {whose}", "another step")


def parts_do_not_part_again_for_ever(service: Service) -> Iterator[Fault]:
    """No part comes to the step where it parted before it is done: it would part again and again."""
    sudden = {place for _, _, route in walk_sudden_routes(service) for place in route.to}
    for name, step in _list_partings(service):
        if name in find_reached(service, set(step.side_by_side) | sudden, short_of=step.joins_at):
            found = f"a part that may come back to '{name}' before it is done"
            expected = f"parts that come to '{step.joins_at}' or to an end first"
            mend = f"let what leads from the parts back to '{name}' lead to '{step.joins_at}'"
            yield Fault(("steps", name, "side_by_side"), found, expected, next=mend)


RULES = (parts_are_steps, parts_do_not_part_again_for_ever)
