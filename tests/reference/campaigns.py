"""Campaigns: who is chosen when, by what is known of people then (E2.11)."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from opmodels.describe.campaigns import Campaign, Had
from opmodels.describe.distributions.normal import Normal
from tests.reference.chance import CAMPAIGN_OCTAVE, case_key, hash_of, milliseconds, value_at
from tests.reference.days import DAY
from tests.reference.severity import read_split

if TYPE_CHECKING:
    from tests.reference.case import Case
    from tests.reference.engine import Engine, Process

CAMPAIGNS = 1 << 31
"""Where the numbers of campaigns begin among arrivals (E1.4)."""
KNOWN = 16
CURVE = Normal(mean=10.0, sd=1.0)
"""The normal curve moved up, as none is described that goes below 0."""


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be chosen: what counts for it, and the lot that is drawn."""

    rank: float
    lot: float
    group: str
    person: int
    key: int


class Campaigns:
    """Chooses people, and knows what it has to know of them."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.came: defaultdict[tuple[str, int, str], list[int]] = defaultdict(list)
        """When cases of a person came, by group, person and need."""
        self.chosen: dict[tuple[str, int, str], int] = {}
        """When a person was last chosen for a need."""

    def begin(self) -> None:
        """Start the campaign of every need."""
        needs = dict.fromkeys(need for version in self.engine.versions for need in version.needs)
        for place, need in enumerate(needs):
            for number, version in enumerate(self.engine.versions):
                described = version.needs.get(need)
                if described is not None and described.campaign:
                    campaign = version.campaigns[described.campaign]
                    self.engine.env.process(self._run(need, campaign, number, CAMPAIGNS + place))

    def _run(self, need: str, campaign: Campaign, version: int, number: int) -> Process:
        engine, days = self.engine, self.engine.days
        day = campaign.start or engine.versions[version].time.start
        while campaign.until is None or day <= campaign.until:
            passed = (day - days.first).days
            time = days.moment(passed, campaign.minute) if 0 <= passed < days.count else -1
            if passed >= days.count or time >= days.horizon:
                return
            is_new = len(engine.versions) > 1 and time >= days.live
            if time >= 0 and is_new == (version > 0):
                block = days.since_2000(passed) * DAY + campaign.minute * 60_000
                yield engine.arrival(time, number)
                for one in self._choose(need, campaign, version, block):
                    self.chosen[one.group, one.person, need] = time
                    engine.coming.invite(one.key, need, one.group, one.person)
                    yield engine.arrival(time, number)
            day += timedelta(minutes=campaign.every.value)

    def _choose(self, need: str, campaign: Campaign, version: int, block: int) -> list[Candidate]:
        found = [
            self._describe(need, campaign, group, person, block)
            for group, described in self.engine.versions[version].groups.items()
            if campaign.concerns(group)
            for person in range(self.engine.coming.count_people(group))
            if self._may(need, campaign, group, person)
        ]
        return sorted(found, key=lambda one: (-one.rank, one.lot))[: int(campaign.up_to.value)]

    def _describe(self, need: str, campaign: Campaign, group: str, person: int, block: int) -> Candidate:
        key = case_key(hash_of("stream", need, group), CAMPAIGN_OCTAVE, block, person)
        lot = self.engine.chance.of_case(key, "campaign", need)[0]
        return Candidate(self._rank(need, campaign, group, person), lot, group, person, key)

    def _rank(self, need: str, campaign: Campaign, group: str, person: int) -> float:
        chance = self.engine.chance
        if campaign.first == "most_cases":
            assert campaign.who.had is not None
            return self._count(campaign.who.had, group, person)
        if campaign.first == "most_frail":
            law = self.engine.coming.frailty(group)
            return value_at(law, chance.frailty(group, person)) if law else 1.0
        if campaign.first == "score":
            known = float(campaign.correlation or 0.0)
            true = value_at(CURVE, chance.frailty(group, person))
            noise = value_at(CURVE, chance.score(group, person, need))
            return known * true + math.sqrt(1.0 - known * known) * noise
        return 0.0

    def _count(self, had: Had, group: str, person: int) -> int:
        """Return how many cases a person had of late."""
        since = self.engine.now - milliseconds(had.within.value)
        return sum(time > since for time in self.came[group, person, had.need][-KNOWN:])

    def _may(self, need: str, campaign: Campaign, group: str, person: int) -> bool:
        engine, who, now = self.engine, campaign.who, self.engine.now
        if any((c.group, c.person, c.need) == (group, person, need) for c in engine.inside.values()):
            return False
        last, again = self.chosen.get((group, person, need)), campaign.not_again_for
        if last is not None and again is not None and now - last < milliseconds(again.value):
            return False
        if who.had is not None:
            least = int(who.had.times.value) if who.had.times else 1
            if self._count(who.had, group, person) < least:
                return False
        if who.area and self._area(group, person) not in who.area:
            return False
        return (not who.has or engine.person_has(group, person, who.has)) and not (
            who.lacks and engine.person_has(group, person, who.lacks)
        )

    def _area(self, group: str, person: int) -> str:
        areas = self.engine.versions[-1 if self.engine.now >= self.engine.days.live else 0].areas
        return read_split(areas, self.engine.chance.area(group, person), (group,)) if areas else ""

    def note(self, case: Case) -> None:
        """Remember that a case came."""
        self.came[case.group, case.person, case.need].append(self.engine.now)
