"""Levels of severity, and cases that worsen while they wait (E2.8, E3.11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opmodels.describe.split import Route, Split
from tests.reference.case import Case
from tests.reference.chance import milliseconds, value_at

if TYPE_CHECKING:
    from tests.reference.engine import Engine


def read_split(split: Split, u: float, names: tuple[str, ...]) -> str:
    """Return the name at a share, the shares taken in the order in which they are listed."""
    if len(split.to) == 1:
        return next(iter(split.to))
    total, name = 0.0, ""
    for name, share in split.shares(*names).items():
        total += share
        if u < total:
            return name
    return name


class Severity:
    """What becomes of cases that wait."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def begin(self, case: Case) -> None:
        """Give a new case its level."""
        need = self.engine.versions[case.version].needs.get(case.need)
        if need is not None and need.severity is not None:
            u = self.engine.chance.of_case(case.key, "severity", case.need)[0]
            self.enter(case, read_split(need.severity, u, case.names))

    def enter(self, case: Case, level: str) -> None:
        """Give a case a level, and draw how much waiting it bears there."""
        case.describe(level=level)
        case.worse = None
        need = self.engine.versions[case.version].needs.get(case.need)
        rule = need.worsens.get(level) if need else None
        after = rule.after.of(*case.names) if rule else None
        if after is not None:
            case.worse = rule
            u = self.engine.chance.of_case(case.key, "worsens", level)[0]
            case.worse_left = milliseconds(value_at(after.distribution, u))

    def wait(self, case: Case) -> None:
        """Let the waiting of a case begin."""
        case.waits_since = self.engine.now
        if case.worse is None:
            return
        rule, since = case.worse, case.waits_since
        self.engine.call_worsening(
            self.engine.now + case.worse_left, 2 * case.slot, lambda: self._fall_due(case, rule, since)
        )

    def _fall_due(self, case: Case, rule: object, since: int) -> None:
        is_due = case.waits_since is not None and self.engine.now - case.waits_since == case.worse_left
        if case.worse is rule and case.waits_since == since and is_due:
            self._worsen(case)

    def stop(self, case: Case) -> None:
        """Let the waiting of a case end."""
        if case.waits_since is not None:
            case.worse_left -= self.engine.now - case.waits_since
        case.waits_since = None

    def _worsen(self, case: Case) -> None:
        rule, old, route = case.worse, case.level, None
        assert rule is not None
        if rule.goes_to is not None:
            route = rule.goes_to
        self.stop(case)
        if rule.to:
            self.enter(case, rule.to)
        else:
            case.worse = None
        self.engine.tell(case, "worsen", case.place, self._number(case))
        if route is not None:
            self._leave(case, route, self.engine.chance.of_case(case.key, "worsens", old)[1])
            return
        self.wait(case)
        if case.stay is not None:
            self.engine.serving.reconsider(case.stay)
        if case.seeker is not None:
            self.engine.exchanges.look_around(case.seeker)

    def _number(self, case: Case) -> int:
        """Return the number of a case's level, those of the first version first."""
        needs = [version.needs[case.need] for version in self.engine.versions if case.need in version.needs]
        return list(dict.fromkeys(level for need in needs for level in need.levels)).index(case.level)

    def _leave(self, case: Case, route: Route, u: float) -> None:
        """Let a case leave at once; a slot is given back (E3.11)."""
        if case.stay is not None:
            self.engine.serving.leave(case.stay)
            wake = case.stay.wake
        else:
            assert case.wake is not None
            wake = case.wake
        if case.gathers:
            self.engine.gatherings.leave(case)
        if case.seeker is not None:
            self.engine.exchanges.leave(case.seeker)
        if case.booked:
            case.booked.taken -= 1
            case.booked = None
        wake.succeed(("worsens", route, u))
