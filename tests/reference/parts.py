"""Parts of a case side by side: each a process of its own, the case waiting for them (E3.20)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import simpy

from opmodels.describe.part import REST
from opmodels.describe.side_by_side import SideBySide
from opmodels.describe.split import Route
from tests.reference.case import Case
from tests.reference.chance import part_key

if TYPE_CHECKING:
    from tests.reference.engine import Engine, Passage


@dataclass(eq=False)
class Gathering:
    """A case that waits for parts, and what has become of them so far."""

    case: Case
    joins_at: str
    needed: int
    wake: simpy.Event
    joined: int = 0
    end: tuple[str, int] | None = None
    """The end to which a part came last, and the version whose rules that part followed."""


class Parts:
    """Who goes on in parts."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.under_way: dict[int, tuple[Case, Gathering]] = {}
        """Parts that are not done, by key, with what waits for them."""

    def part(self, case: Case, place: str, step: SideBySide) -> Passage:
        """Let a case go on in parts and wait until enough of them are done."""
        engine, since, version = self.engine, self.engine.now, case.version
        gathering = Gathering(case, step.joins_at, step.needed, engine.env.event())
        for name in step.side_by_side:
            self._begin(case, place, name, gathering)
        yield gathering.wake
        engine.tally.delay(engine.now, case, place, engine.now - since)
        target = step.joins_at
        if not gathering.joined:
            assert gathering.end is not None
            target, version = gathering.end
        case.version = version
        return Route.model_validate({"to": {target: REST}}), 0.0, "usual"

    def _begin(self, case: Case, place: str, name: str, gathering: Gathering) -> None:
        engine = self.engine
        key = part_key(case.key, place, name, case.visits[place])
        slot = engine.coming.take_slot()
        part = Case(key, slot, case.version, case.need, case.group, case.person, case.born, case.area)
        part.place = place
        engine.severity.enter(part, case.level)
        engine.cases.append(part)
        self.under_way[key] = part, gathering
        engine.tell(part, "part", place, case.key)
        engine.call_delay_end(engine.now, slot, lambda: engine.begin_part(part, place, name))

    def has_joined(self, case: Case, place: str) -> bool:
        """Whether a case is a part that has come to where it joins the others."""
        return case.key in self.under_way and self.under_way[case.key][1].joins_at == place

    def finish(self, part: Case, place: str) -> bool:
        """End a part; false where the case is none."""
        if part.key not in self.under_way:
            return False
        engine, (_, gathering) = self.engine, self.under_way.pop(part.key)
        engine.tell(part, "part done", place, None)
        gathering.needed -= 1
        if gathering.needed >= 0:
            if place == gathering.joins_at:
                gathering.joined += 1
            else:
                gathering.end = place, part.version
        if gathering.needed == 0:
            engine.call_delay_end(engine.now, gathering.case.slot, gathering.wake.succeed)
        engine.coming.unused.append(part.slot)
        return True

    def list_cases(self) -> Iterator[Case]:
        """Yield the parts that are not done."""
        yield from (part for part, _ in self.under_way.values())
