"""Who comes when: sources, parties, lists of times, the backlog (E1.3, E2.3, E2.5 to E2.8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from opmodels.describe.coming import Planned
from opmodels.describe.demand import Group
from opmodels.describe.distributions.base import Distribution
from opmodels.describe.service import Service
from tests.reference.case import Case
from tests.reference.chance import (
    BACKLOG_OCTAVE,
    FRAIL,
    LIST_OCTAVE,
    case_key,
    hash_of,
    milliseconds,
    party_key,
    value_at,
)
from tests.reference.days import DAY, FIRST_BLOCK_DAY
from tests.reference.field import Rates, Source, list_sources, list_streams
from tests.reference.severity import read_split

if TYPE_CHECKING:
    from tests.reference.engine import Engine, Process

LISTS, NEED, VERSION = 1 << 30, 1 << 22, 1 << 21
"""Where the numbers of lists begin among arrivals, and how far apart needs and versions are (E1.4)."""


@dataclass(frozen=True)
class Comer:
    """A case of a list: when it comes, unless the person does not come, and its number among arrivals."""

    time: int
    number: int
    key: int
    need: str
    group: str


class Coming:
    """Brings cases into the service."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.versions = engine, engine.versions
        self.streams = list_streams(engine.versions)
        self.unused, self.next_slot = list[int](), 0

    def begin(self) -> None:
        """Start all that brings cases."""
        engine, number = self.engine, 0
        engine.env.process(self._bring_backlog())
        for stream in self.streams:
            rates = Rates(self.versions, stream, engine.days, engine.chance)
            rates.factor = engine.effects.most(stream[1], stream[0])
            for source in list_sources(stream, rates):
                engine.env.process(self._bring(source, rates, number))
                number += 1
        for comer in self._list_comers():
            engine.env.process(self._bring_one(comer))
        engine.campaigns.begin()

    def _bring(self, source: Source, rates: Rates, number: int) -> Process:
        engine, (need, group) = self.engine, source.stream
        for one in source.candidates(rates, engine.chance):
            yield engine.arrival(one.time, number)
            if one.mark < one.rate * self._factor(one.key, need, group):
                yield from self._bring_party(one.key, need, group)

    def _factor(self, key: int, need: str, group: str) -> float:
        """Return the factor on the rate of the person whose case it would be (E2.10, E2.12)."""
        effects = self.engine.effects
        if not self._has_need(key, need, group):
            return 0.0
        return effects.factor(group, self._choose_person(key, group), need) if need in effects.places else 1.0

    def _has_need(self, key: int, need: str, group: str) -> bool:
        """Whether the person whose case it would be has the need at all, by the version in force (E2.12)."""
        told = self._in_force.needs.get(need)
        if told is None or told.who is None:
            return True
        person, who = self._choose_person(key, group), told.who
        has, lacks = (
            not name or self.engine.person_has(group, person, name) for name in (who.has, who.lacks)
        )
        return has and (not who.lacks or not lacks)

    def _bring_one(self, comer: Comer) -> Process:
        yield self.engine.arrival(comer.time, comer.number)
        kept = self.engine.chance.of_case(comer.key, "effect", comer.need)[0]
        if kept < self._factor(comer.key, comer.need, comer.group):
            yield from self._bring_party(comer.key, comer.need, comer.group)

    def _bring_party(self, key: int, need: str, group: str) -> Process:
        """Bring those who come together, in one event, one after the other (E2.6)."""
        size = self._count_party(key, need, group)
        for member in range(size):
            own = party_key(key, member) if member else key
            self._admit(own, need, group, self._choose_version(own, need, group))
            # The rest of the party comes after what the case does now, before those whom it lets go (E3.18).
            yield self.engine.at_once()

    def _count_party(self, key: int, need: str, group: str) -> int:
        found = self._in_force.needs.get(need)
        if found is None or found.party is None:
            return 1
        u = self.engine.chance.of_case(key, "party", need)[0]
        return int(read_split(found.party, u, (group, need)).replace(",", ""))

    @property
    def _in_force(self) -> Service:
        return self.versions[-1 if self.engine.now >= self.engine.days.live else 0]

    def _choose_version(self, key: int, need: str, group: str) -> int:
        known = [need in v.needs and group in v.groups for v in self.versions]
        if not known[0]:
            return 1
        if self.engine.now < self.engine.days.live or not known[-1]:
            return 0
        return int(self.engine.chance.adopts(key, self._adoption()))

    def _adoption(self) -> float:
        rollout, live, now = self.engine.rollout, self.engine.days.live, self.engine.now
        start, end = rollout.adoption if rollout else (1.0, 1.0)
        over = rollout.adoption_minutes * 60_000 if rollout else 0.0
        done = 1.0 if now >= live + over else (now - live) / over
        return float(start + done * (end - start))

    # Lists (E2.7)

    def _list_comers(self) -> Iterator[Comer]:
        needs = list(dict.fromkeys(need for version in self.versions for need in version.needs))
        for place, need in enumerate(needs):
            for number, version in enumerate(self.versions):
                if need in version.needs and version.needs[need].planned is not None:
                    first = LISTS + place * NEED + number * VERSION
                    yield from self._list_of_need(version, need, first, is_new=number > 0)

    def _list_of_need(self, service: Service, need: str, first: int, *, is_new: bool) -> Iterator[Comer]:
        planned, days = service.needs[need].planned, self.engine.days
        assert planned is not None
        before = Counter[tuple[int, str]]()
        for place, entry in enumerate(planned.times):
            for day in self._list_days(entry):
                block = (day - FIRST_BLOCK_DAY).days * DAY + entry.clock_ms
                group = entry.group
                if not group:
                    group = self._draw_group(service, need, block, before[block, ""])
                    before[block, ""] += 1
                ordinal = before[block, group]
                before[block, group] += 1
                key = case_key(hash_of("stream", need, group), LIST_OCTAVE, block, ordinal)
                moment = days.moment_of(day, entry.clock_ms)
                time = self._time_of(service, need, group, key, moment)
                if time is not None and (moment >= days.live) == is_new:
                    yield Comer(time, first + place, key, need, group)

    def _list_days(self, entry: Planned) -> list[date]:
        """Return the days of an entry, of those that begin within the run."""
        days = self.engine.days
        run = [days.date_of(day) for day in range(days.count) if days.midnights[day] < days.horizon]
        return [day for day in run if day == entry.day or day.weekday() == entry.weekday]

    def _draw_group(self, service: Service, need: str, block: int, ordinal: int) -> str:
        u = (hash_of("planned", need, str(block), str(ordinal)) + 0.5) / 2**64
        return self._by_people(service, [name for name, g in service.groups.items() if g.people.value > 0], u)

    def _by_people(self, service: Service, groups: list[str], u: float) -> str:
        weights = np.cumsum([service.groups[group].people.value for group in groups])
        return groups[min(int((weights / weights[-1] <= u).sum()), len(groups) - 1)]

    def _time_of(self, service: Service, need: str, group: str, key: int, moment: int) -> int | None:
        """Return when a case of a list comes, or None where there is none."""
        planned = service.needs[need].planned
        assert planned is not None
        late, comes = self.engine.chance.of_case(key, "planned", need)
        spread = planned.late.of(group, need) if planned.late else None
        time = moment - milliseconds(planned.early.value if planned.early else 0.0)
        time += milliseconds(value_at(spread.distribution, late)) if spread else 0
        if planned.comes is not None and comes >= planned.comes.value:
            return None
        return time if 0 <= time < self.engine.days.horizon else None

    # The backlog (E1.4)

    def _bring_backlog(self) -> Process:
        before, told = self.versions[0], dict[tuple[str, str], int]()
        for line in before.at_start:
            groups = [group for need, group in self.streams if need == line.need and group in before.groups]
            first = told.get((line.step, line.need), 0)
            told[line.step, line.need] = first + int(line.cases.value)
            for ordinal in range(first, told[line.step, line.need]):
                u = (hash_of("backlog", line.step, line.need, str(ordinal)) + 0.5) / 2**64
                group = self._by_people(before, groups, u)
                number = hash_of("backlog", line.step, str(ordinal)) >> 1
                key = case_key(hash_of("stream", line.need, group), BACKLOG_OCTAVE, 0, number)
                yield self.engine.backlog()
                self._admit(key, line.need, group, 0, line.step)

    # A new case

    def invite(self, key: int, need: str, group: str, person: int) -> None:
        """Let the case of somebody begin who was chosen."""
        self._admit(key, need, group, self._choose_version(key, need, group), person=person)

    def _admit(
        self,
        key: int,
        need: str,
        group: str,
        version: int,
        step: str | None = None,
        person: int | None = None,
    ) -> None:
        slot = self.take_slot()
        whose = self._choose_person(key, group) if person is None else person
        case = Case(key, slot, version, need, group, whose, self.engine.now)
        self.engine.campaigns.note(case)
        if self._in_force.areas is not None:
            u = self.engine.chance.area(group, case.person)
            case.describe(area=read_split(self._in_force.areas, u, (group, need)))
        self.engine.severity.begin(case)
        detail = (f"{need}/{group}", self._number_person(case))
        self.engine.admit(case, detail, step or self.versions[version].needs[need].starts_at)

    def _describe_group(self, group: str) -> Group:
        return next(version for version in self.versions if group in version.groups).groups[group]

    def count_people(self, group: str) -> int:
        """Return how many people a group has."""
        return int(self._describe_group(group).people.value)

    def frailty(self, group: str) -> Distribution | None:
        """Return how frailty is spread in a group."""
        described = self._describe_group(group)
        spread = described.frailty.of(group) if described.frailty else None
        return spread.distribution if spread else None

    def take_slot(self) -> int:
        """Return the slot that was freed last, else the next unused one (E1.4)."""
        if self.unused:
            return self.unused.pop()
        self.next_slot += 1
        return self.next_slot - 1

    def _choose_person(self, key: int, group: str) -> int:
        law = self.frailty(group)
        most = float(law.upper_quantile(np.array([FRAIL]))[0]) if law else 1.0
        return self.engine.chance.choose_person(key, group, self.count_people(group), law, most)

    def _number_person(self, case: Case) -> int:
        """Return the number of a person over all groups."""
        people: dict[str, int] = {}
        for version in self.versions:
            for name, group in version.groups.items():
                people.setdefault(name, int(group.people.value))
        return case.person + sum(people[name] for name in list(people)[: list(people).index(case.group)])
