"""Steps, routes and rules: what each step is, and how it treats each stream of cases (E3)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from opmodels.describe.choosing import Choose
from opmodels.describe.disciplines.catalogue import DISCIPLINES
from opmodels.describe.distributions.constant import Constant
from opmodels.describe.gathering import Batch
from opmodels.describe.matching import Match
from opmodels.describe.pathway import Book, Branch, Until, Wait
from opmodels.describe.service import Service
from opmodels.describe.serving import Serve
from opmodels.describe.side_by_side import SideBySide
from opmodels.describe.sourced import Quantity, Varied
from opmodels.describe.split import Route
from opmodels.describe.staff import Pool
from opmodels.foundation import codes
from opmodels.foundation.randomness import hash_purpose
from opmodels.simulate import columns as c
from opmodels.simulate.compile.conditions import concerns, list_tests
from opmodels.simulate.compile.kinds import Segment, list_segments
from opmodels.simulate.compile.shelf import RouteBook, Shelf

USUAL_PRIORITY = 5
WAYS = (None, "resume", "restart")
"""What becomes of work that is interrupted, by code."""
PURPOSES = {c.P_WORK: "work", c.P_WAIT: "wait", c.P_BOOK: "book", c.P_CANCEL: "cancel", c.P_EXIT: "exit"}
STEP_KINDS = {
    Serve: codes.SERVE,
    Wait: codes.WAIT,
    Branch: codes.BRANCH,
    Book: codes.BOOK,
    Choose: codes.CHOOSE,
    Batch: codes.BATCH,
    Match: codes.MATCH,
    SideBySide: codes.SIDE_BY_SIDE,
}


@dataclass
class Pathway:
    """The arrays of `Program` that concern steps, as they grow while steps are compiled."""

    step: np.ndarray
    rule: np.ndarray
    cancel_share: np.ndarray
    gathering: np.ndarray
    matching: np.ndarray
    room_for: np.ndarray
    keep: list[tuple[int, int]] = field(default_factory=list)
    bundle: list[tuple[int, int, int]] = field(default_factory=list)
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
    segments
        Kinds of case that are told apart.
    kept, wanted_again
        Numbers of the pools that are kept by cases, and of those whose workers somebody waits for.
    alternatives
        Row in the record of what can be chosen, by step and name.
    gathering
        Numbers of the steps where cases gather, by name.
    exchanges
        Numbers of the exchanges, by name.
    """

    steps: Mapping[tuple[int, str], int]
    rows: Mapping[str, int]
    ends: Mapping[str, int]
    pools: Mapping[str, int]
    diaries: Mapping[str, int]
    traits: Mapping[str, int]
    streams: Sequence[tuple[str, str]]
    priorities: Mapping[int, int]
    segments: Sequence[Segment]
    kept: Mapping[str, int]
    wanted_again: Mapping[str, int]
    alternatives: Mapping[tuple[str, str], int]
    gathering: Mapping[str, int]
    exchanges: Mapping[str, int]


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
        list_segments(services, streams),
        number(*(list(step.keeps) for s in services for step in list_served(s))),
        number(
            *(
                [pool for team in step.serve.parts for pool in team.all[0]]
                for s in services
                for step in list_served(s)
                if step.same_worker is not None
            )
        ),
        {
            pair: row
            for row, pair in enumerate(dict.fromkeys(pair for s in services for pair in list_options(s)))
        },
        number(*([name for name, step in s.steps.items() if isinstance(step, Batch)] for s in services)),
        number(*(list(s.exchanges) for s in services)),
    )


def list_served(service: Service) -> list[Serve]:
    """Return the steps that are served."""
    return [step for step in service.steps.values() if isinstance(step, Serve)]


def list_options(service: Service) -> list[tuple[str, str]]:
    """Return everything that can be chosen: step and alternative."""
    steps = service.steps.items()
    return [(name, key) for name, step in steps if isinstance(step, Choose) for key in step.choose]


def _priorities(service: Service) -> list[Quantity]:
    varied = [need.priority for need in service.needs.values()]
    varied += [getattr(step, "priority", None) for step in service.steps.values()]
    return [part for one in varied if one is not None for part in one.parts]


def compile_pathway(services: Sequence[Service], index: Index, shelf: Shelf, routes: RouteBook) -> Pathway:
    """Compile the steps of one or two versions of a service."""
    count, segments = len(index.steps), len(index.segments)
    path = Pathway(
        step=np.full((count, c.STEP_COLS), -1, np.int64),
        rule=np.full((count, segments, c.RULE_COLS), -1, np.int64),
        cancel_share=np.zeros((count, segments)),
        matching=np.full((count if index.exchanges else 0, c.MATCHING_COLS), -1, np.int64),
        room_for=np.ones((count if index.exchanges else 0, segments), np.int64),
        gathering=np.full((count if index.gathering else 0, c.GATHERING_COLS), -1, np.int64),
        serves=[set() for _ in index.pools],
    )
    for version, service in enumerate(services):
        for name, end in service.ends.items():
            line = path.step[index.steps[version, name]]
            line[c.KIND], line[c.ROW], line[c.ORDER] = codes.END, index.ends[name], int(end.as_ != "unmet")
        for name in service.steps:
            _StepCompiler(services, service, version, name, index, shelf, routes, path).compile()
    return path


@dataclass
class _StepCompiler:
    services: Sequence[Service]
    service: Service
    version: int
    name: str
    index: Index
    shelf: Shelf
    routes: RouteBook
    path: Pathway
    bundles: dict[tuple[tuple[str, ...], ...], int] = field(default_factory=dict)

    def compile(self) -> None:
        number, step = self.index.steps[self.version, self.name], self.service.steps[self.name]
        line = self.path.step[number]
        line[c.KIND], line[c.ROW] = STEP_KINDS[type(step)], self.index.rows[self.name]
        line[c.ROOM] = line[c.LONGEST] = line[c.UNTIL] = line[c.SAME_MS] = -1
        line[c.GIVES] = line[c.SCAN] = line[c.CALLS] = line[c.KEEPS_FROM] = line[c.KEEPS_UNTIL] = 0
        for column, what in PURPOSES.items():
            line[column] = hash_purpose(self.name, what)
        line[c.OPTIONS_FROM : c.NESTS_UNTIL + 1] = 0
        if isinstance(step, Serve):
            self._lay_serve(step, line)
        if isinstance(step, Match):
            self.path.matching[number] = self.index.exchanges[step.match], int(step.side == "taker")
        if isinstance(step, Batch):
            self.path.gathering[number] = self._lay_gathering(step)
        for number_of, segment in enumerate(self.index.segments):
            rule = self.path.rule[number, number_of]
            if isinstance(step, Serve):
                self._rule_serve(step, number, rule, segment)
            elif isinstance(step, Wait):
                self._rule_wait(step, line, rule, segment)
            elif isinstance(step, Branch):
                self._rule_branch(step, rule, segment)
            elif isinstance(step, Choose):
                rule[c.NOTHING_TO] = self._route(step.nothing, segment)
            elif isinstance(step, Match):
                self._rule_match(step, number, number_of, segment)
            elif isinstance(step, Batch):
                rule[c.THEN] = self._route(step.then, segment)
                rule[c.TOO_FEW_TO] = self._route(step.too_few, segment)
            elif isinstance(step, Book):
                self._rule_book(step, number, number_of, segment)

    def _table(self, varied: Varied | None, segment: Segment) -> int:
        spread = varied.of(*segment.kind) if varied is not None else None
        return -1 if spread is None else self.shelf.add(spread.distribution)

    def _route(self, route: Route | None, segment: Segment) -> int:
        if route is None:
            return -1
        shares = route.shares(*segment.kind)
        return self.routes.add(
            [(self.index.steps[self.version, place], share) for place, share in shares.items()]
        )

    def _lay_serve(self, step: Serve, line: np.ndarray) -> None:
        line[c.ORDER] = DISCIPLINES[step.order].code
        line[c.ROOM] = int(step.room.value) if step.room else -1
        line[c.GIVES] = WAYS.index(step.gives_way)
        line[c.CALLS] = int(any(p.on_call and p.on_call.queue == self.name for p in self._list_pools()))
        if step.same_worker is not None:
            line[c.SAME_MS] = math.floor(step.same_worker.value * 60_000 + 0.5)
        needed = {pool for pools in step.requirements for pool in pools}
        line[c.SCAN] = int(step.same_worker is not None or bool(needed & set(self.index.kept)))
        line[c.KEEPS_FROM] = len(self.path.keep)
        for pool, until in step.keeps.items():
            self.path.keep.append((self.index.pools[pool], self.index.rows.get(until, -1)))
        line[c.KEEPS_UNTIL] = len(self.path.keep)

    def _lay_gathering(self, step: Batch) -> list[int]:
        """Return how cases gather; the list they wait in is set once all queues are known."""
        line = [-1] * c.GATHERING_COLS
        if step.together.of is not None:
            line[c.ENOUGH] = int(step.together.of.value)
        if step.together.minute is not None:
            line[c.AT_MINUTE] = step.together.minute
        if step.longest is not None:
            line[c.AFTER] = math.floor(step.longest.value * 60_000 + 0.5)
        line[c.FEWEST] = int(step.fewest.value) if step.fewest else 0
        line[c.GATHERING_LANE] = self.index.gathering[self.name]
        return line

    def _list_pools(self) -> list[Pool]:
        return [pool for service in self.services for pool in service.pools.values()]

    def _lay_requirements(self, step: Serve, number: int, rule: np.ndarray, segment: Segment) -> None:
        """Give a kind of case its requirement; those that need the same share a bundle."""
        needed = step.needs(*segment.kind)
        if needed not in self.bundles:
            self.bundles[needed] = len(self.path.bundle)
            start = len(self.path.requirement)
            for pools in needed:
                first = len(self.path.alternative)
                self.path.alternative += [self.index.pools[pool] for pool in pools]
                self.path.requirement.append((first, len(self.path.alternative)))
                for pool in pools:
                    self.path.serves[self.index.pools[pool]].add(self.bundles[needed])
            self.path.bundle.append((number, start, len(self.path.requirement)))
        rule[c.BUNDLE] = self.bundles[needed]
        _, rule[c.REQ_FROM], rule[c.REQ_TO] = self.path.bundle[self.bundles[needed]]

    def _rule_serve(self, step: Serve, number: int, rule: np.ndarray, segment: Segment) -> None:
        self._lay_requirements(step, number, rule, segment)
        rule[c.TAKES] = self._table(step.takes, segment)
        rule[c.PATIENCE] = self._table(step.patience, segment)
        rule[c.TRAVEL] = self._table(step.travel, segment)
        described = self.service.needs.get(segment.need)
        said = (one.of(*segment.kind) for one in (step.priority, described and described.priority) if one)
        value = next((one for one in said if one is not None), None)
        rule[c.PRIORITY] = self.index.priorities[USUAL_PRIORITY if value is None else int(value.value)]
        rule[c.THEN] = self._route(step.then, segment)
        rule[c.GIVES_UP_TO] = self._route(step.gives_up_to, segment)
        rule[c.TURNED_AWAY_TO] = self._route(step.turned_away_to, segment)

    def _rule_wait(self, step: Wait, line: np.ndarray, rule: np.ndarray, segment: Segment) -> None:
        if isinstance(step.wait, Until):
            line[c.UNTIL] = step.wait.minute
        else:
            rule[c.TAKES] = self._table(step.wait, segment)
        if step.hours is not None:  # stretches, which no branch reads
            rule[c.CLAUSE_FROM] = len(self.path.clause)
            self.path.clause += [(codes.ALWAYS, start, end, -1) for start, end in step.hours.stretches]
            rule[c.CLAUSE_UNTIL] = len(self.path.clause)
        rule[c.THEN] = self._route(step.then, segment)

    def _rule_branch(self, step: Branch, rule: np.ndarray, segment: Segment) -> None:
        rule[c.CLAUSE_FROM] = len(self.path.clause)
        for clause in step.branch:
            if concerns(clause.when, segment):
                tests = list_tests(clause.when, self.index.traits, self.index.rows) or [(codes.ALWAYS, 0, 0)]
                route = self._route(clause.to, segment)
                self.path.clause += [(*test, -1) for test in tests[:-1]]
                self.path.clause.append((*tests[-1], route))
        rule[c.CLAUSE_UNTIL] = len(self.path.clause)

    def _rule_match(self, step: Match, number: int, number_of: int, segment: Segment) -> None:
        rule = self.path.rule[number, number_of]
        rule[c.PATIENCE] = self._table(step.patience, segment)
        rule[c.THEN] = self._route(step.then, segment)
        rule[c.GIVES_UP_TO] = self._route(step.gives_up_to, segment)
        room = step.room_for.of(*segment.kind) if step.room_for else None
        self.path.room_for[number, number_of] = 1 if room is None else int(room.value)

    def _rule_book(self, step: Book, number: int, number_of: int, segment: Segment) -> None:
        line, rule = self.path.step[number], self.path.rule[number, number_of]
        line[c.DIARY] = self.index.diaries[step.book]
        line[c.LONGEST] = math.floor(step.longest.value * 60_000 + 0.5) if step.longest else -1
        rule[c.WANTED] = self._table(step.wanted, segment)
        rule[c.THEN] = self._route(step.then, segment)
        rule[c.FULL_TO] = self._route(step.full, segment)
        rule[c.MISSED_FROM] = rule[c.MISSED_UNTIL] = len(self.path.missed)
        if step.no_show:
            rule[c.MISSED_TO] = self._route(step.no_show.to or step.full, segment)
            share = step.no_show.share.of(*segment.kind) if step.no_show.share else None
            self.path.missed += [(days, q.value) for days, q in step.no_show.after] or [
                (0.0, float(share) if share is not None else 0.0)
            ]
            rule[c.MISSED_UNTIL] = len(self.path.missed)
        if step.cancels:
            rule[c.CANCELS_TO] = self._route(step.cancels.to, segment)
            notice = self._table(step.cancels.notice, segment)
            rule[c.NOTICE] = notice if notice >= 0 else self.shelf.add(Constant(value=0.0))
            share = step.cancels.share.of(*segment.kind)
            self.path.cancel_share[number, number_of] = float(share) if share is not None else 0.0
