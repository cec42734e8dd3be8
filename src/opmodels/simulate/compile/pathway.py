"""Steps, routes and rules: what each step is, and how it treats each stream of cases (E3)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from opmodels.describe.disciplines.catalogue import DISCIPLINES
from opmodels.describe.distributions.constant import Constant
from opmodels.describe.pathway import Book, Branch, Condition, Route, Serve, Until, Wait
from opmodels.describe.service import Service
from opmodels.describe.sourced import Quantity, Varied
from opmodels.foundation import codes
from opmodels.foundation.randomness import hash_purpose
from opmodels.simulate import columns as c
from opmodels.simulate.compile.shelf import RouteBook, Shelf

USUAL_PRIORITY = 5
PURPOSES = {c.P_WORK: "work", c.P_WAIT: "wait", c.P_BOOK: "book", c.P_CANCEL: "cancel", c.P_EXIT: "exit"}
STEP_KINDS = {Serve: codes.SERVE, Wait: codes.WAIT, Branch: codes.BRANCH, Book: codes.BOOK}


@dataclass
class Pathway:
    """The arrays of `Program` that concern steps, as they grow while steps are compiled."""

    step: np.ndarray
    rule: np.ndarray
    cancel_share: np.ndarray
    requirement: list[tuple[int, int]] = field(default_factory=list)
    alternative: list[int] = field(default_factory=list)
    clause: list[tuple[int, int, int, int]] = field(default_factory=list)
    missed: list[tuple[float, float]] = field(default_factory=list)
    serves: list[set[int]] = field(default_factory=list)


@dataclass(frozen=True)
class Index:
    """What names mean as numbers.

    Parameters
    ----------
    steps
        Number of a step or end, by version of the service (0 as it is, 1 after go-live) and name.
    rows
        Row of a step in the record, by name.
    ends
        Row of an end in the record, by name.
    pools, diaries, traits
        Numbers by name.
    streams
        Pairs of need and group.
    priorities
        Rank of each priority class.
    """

    steps: Mapping[tuple[int, str], int]
    rows: Mapping[str, int]
    ends: Mapping[str, int]
    pools: Mapping[str, int]
    diaries: Mapping[str, int]
    traits: Mapping[str, int]
    streams: Sequence[tuple[str, str]]
    priorities: Mapping[int, int]


def index_names(services: Sequence[Service], streams: Sequence[tuple[str, str]]) -> Index:
    """Give every name its number; names that both versions know share rows, pools and diaries."""
    steps: dict[tuple[int, str], int] = {}
    for version, service in enumerate(services):
        for name in [*service.steps, *service.ends]:
            steps[version, name] = len(steps)

    def number(*sections: Sequence[str]) -> dict[str, int]:
        return {
            name: i for i, name in enumerate(dict.fromkeys(name for section in sections for name in section))
        }

    traits = number(*([trait for g in s.groups.values() for trait in g.abilities] for s in services))
    used = {USUAL_PRIORITY} | {int(q.value) for s in services for q in _priorities(s)}
    return Index(
        steps,
        number(*(list(s.steps) for s in services)),
        number(*(list(s.ends) for s in services)),
        number(*(list(s.pools) for s in services)),
        number(*(list(s.diaries) for s in services)),
        traits,
        streams,
        {value: rank for rank, value in enumerate(sorted(used))},
    )


def _priorities(service: Service) -> list[Quantity]:
    varied = [need.priority for need in service.needs.values()]
    varied += [getattr(step, "priority", None) for step in service.steps.values()]
    return [part for one in varied if one is not None for part in one.parts]


def compile_pathway(services: Sequence[Service], index: Index, shelf: Shelf, routes: RouteBook) -> Pathway:
    """Compile the steps of one or two versions of a service."""
    count, segments = len(index.steps), len(index.streams)
    path = Pathway(
        step=np.full((count, c.STEP_COLS), -1, np.int64),
        rule=np.full((count, segments, c.RULE_COLS), -1, np.int64),
        cancel_share=np.zeros((count, segments)),
        serves=[set() for _ in index.pools],
    )
    for version, service in enumerate(services):
        for name, end in service.ends.items():
            line = path.step[index.steps[version, name]]
            line[c.KIND], line[c.ROW], line[c.ORDER] = codes.END, index.ends[name], int(end.as_ != "unmet")
        for name in service.steps:
            _StepCompiler(service, version, name, index, shelf, routes, path).compile()
    return path


@dataclass
class _StepCompiler:
    service: Service
    version: int
    name: str
    index: Index
    shelf: Shelf
    routes: RouteBook
    path: Pathway

    def compile(self) -> None:
        number, step = self.index.steps[self.version, self.name], self.service.steps[self.name]
        line = self.path.step[number]
        line[c.KIND], line[c.ROW] = STEP_KINDS[type(step)], self.index.rows[self.name]
        line[c.ROOM] = line[c.LONGEST] = line[c.UNTIL] = -1
        for column, what in PURPOSES.items():
            line[column] = hash_purpose(self.name, what)
        if isinstance(step, Serve):
            self._lay_requirements(step, number)
        for segment, (need, group) in enumerate(self.index.streams):
            rule = self.path.rule[number, segment]
            if isinstance(step, Serve):
                self._rule_serve(step, rule, need, group)
            elif isinstance(step, Wait):
                self._rule_wait(step, line, rule, need, group)
            elif isinstance(step, Branch):
                self._rule_branch(step, rule, need, group)
            else:
                self._rule_book(step, number, segment, need, group)

    def _table(self, varied: Varied | None, need: str, group: str) -> int:
        spread = varied.of(group, need) if varied is not None else None
        return -1 if spread is None else self.shelf.add(spread.distribution)

    def _route(self, route: Route | None, need: str, group: str) -> int:
        if route is None:
            return -1
        shares = route.shares(group, need)
        return self.routes.add(
            [(self.index.steps[self.version, place], share) for place, share in shares.items()]
        )

    def _lay_requirements(self, step: Serve, number: int) -> None:
        line = self.path.step[number]
        line[c.ORDER] = DISCIPLINES[step.order].code
        line[c.ROOM] = int(step.room.value) if step.room else -1
        line[c.REQ_FROM] = len(self.path.requirement)
        for pools in step.requirements:
            first = len(self.path.alternative)
            self.path.alternative += [self.index.pools[pool] for pool in pools]
            self.path.requirement.append((first, len(self.path.alternative)))
            for pool in pools:
                self.path.serves[self.index.pools[pool]].add(number)
        line[c.REQ_TO] = len(self.path.requirement)

    def _rule_serve(self, step: Serve, rule: np.ndarray, need: str, group: str) -> None:
        rule[c.TAKES] = self._table(step.takes, need, group)
        rule[c.PATIENCE] = self._table(step.patience, need, group)
        rule[c.TRAVEL] = self._table(step.travel, need, group)
        described = self.service.needs.get(need)
        said = (one.of(group, need) for one in (step.priority, described and described.priority) if one)
        value = next((one for one in said if one is not None), None)
        rule[c.PRIORITY] = self.index.priorities[USUAL_PRIORITY if value is None else int(value.value)]
        rule[c.THEN] = self._route(step.then, need, group)
        rule[c.GIVES_UP_TO] = self._route(step.gives_up_to, need, group)
        rule[c.TURNED_AWAY_TO] = self._route(step.turned_away_to, need, group)

    def _rule_wait(self, step: Wait, line: np.ndarray, rule: np.ndarray, need: str, group: str) -> None:
        if isinstance(step.wait, Until):
            line[c.UNTIL] = step.wait.minute
        else:
            rule[c.TAKES] = self._table(step.wait, need, group)
        rule[c.THEN] = self._route(step.then, need, group)

    def _rule_branch(self, step: Branch, rule: np.ndarray, need: str, group: str) -> None:
        rule[c.CLAUSE_FROM] = len(self.path.clause)
        for clause in step.branch:
            if self._concerns(clause.when, need, group):
                tests = self._tests(clause.when) or [(codes.ALWAYS, 0, 0)]
                route = self._route(clause.to, need, group)
                self.path.clause += [(*test, -1) for test in tests[:-1]]
                self.path.clause.append((*tests[-1], route))
        rule[c.CLAUSE_UNTIL] = len(self.path.clause)

    @staticmethod
    def _concerns(when: Condition, need: str, group: str) -> bool:
        return (not when.need or need in when.need) and (not when.group or group in when.group)

    def _tests(self, when: Condition) -> list[tuple[int, int, int]]:
        tests = []
        if when.has:
            tests.append((codes.HAS_TRAIT, self.index.traits[when.has], 0))
        if when.lacks:
            tests.append((codes.LACKS_TRAIT, self.index.traits[when.lacks], 0))
        if when.been_at:
            tests.append(
                (codes.BEEN_AT, self.index.rows[when.been_at], int(when.times.value) if when.times else 1)
            )
        if when.queue:
            tests.append(
                (
                    codes.QUEUE_AT_LEAST,
                    self.index.rows[when.queue],
                    int(when.at_least.value) if when.at_least else 1,
                )
            )
        return tests

    def _rule_book(self, step: Book, number: int, segment: int, need: str, group: str) -> None:
        line, rule = self.path.step[number], self.path.rule[number, segment]
        line[c.DIARY] = self.index.diaries[step.book]
        line[c.LONGEST] = math.floor(step.longest.value * 60_000 + 0.5) if step.longest else -1
        rule[c.WANTED] = self._table(step.wanted, need, group)
        rule[c.THEN] = self._route(step.then, need, group)
        rule[c.FULL_TO] = self._route(step.full, need, group)
        rule[c.MISSED_FROM] = rule[c.MISSED_UNTIL] = len(self.path.missed)
        if step.no_show:
            rule[c.MISSED_TO] = self._route(step.no_show.to or step.full, need, group)
            share = step.no_show.share.of(group, need) if step.no_show.share else None
            self.path.missed += [(days, q.value) for days, q in step.no_show.after] or [
                (0.0, float(share) if share is not None else 0.0)
            ]
            rule[c.MISSED_UNTIL] = len(self.path.missed)
        if step.cancels:
            rule[c.CANCELS_TO] = self._route(step.cancels.to, need, group)
            notice = self._table(step.cancels.notice, need, group)
            rule[c.NOTICE] = notice if notice >= 0 else self.shelf.add(Constant(value=0.0))
            share = step.cancels.share.of(group, need)
            self.path.cancel_share[number, segment] = float(share) if share is not None else 0.0
