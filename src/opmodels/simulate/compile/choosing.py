"""Choices: what each alternative is to each kind of case, and whose waits are told (E3.17)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from opmodels.describe.choosing import QUOTES, Alternative, Choose, Quote
from opmodels.describe.incomes import find_incomes, median_income
from opmodels.describe.service import Service
from opmodels.describe.serving import Serve
from opmodels.describe.sourced import Varied
from opmodels.foundation import codes
from opmodels.foundation.randomness import hash_purpose
from opmodels.simulate import columns as c
from opmodels.simulate.compile.conditions import Test, concerns, list_tests
from opmodels.simulate.compile.kinds import Segment
from opmodels.simulate.compile.pathway import Index, Pathway
from opmodels.simulate.compile.shelf import RouteBook, Shelf

MINUTES_PER_HOUR = 60.0
KINDS = {"queue": codes.QUEUE, "last": codes.LAST, "published": codes.PUBLISHED, "exact": codes.EXACT}
assert tuple(KINDS) == QUOTES


@dataclass
class _Choices:
    """The arrays of `Program` that concern choices, as they grow."""

    segments: int
    option: list[np.ndarray] = field(default_factory=list)
    worth: list[np.ndarray] = field(default_factory=list)
    nest: list[tuple[float, float]] = field(default_factory=list)
    quote: dict[tuple[int, int], int] = field(default_factory=dict)

    def build(self) -> dict[str, np.ndarray]:
        shape = (len(self.option), self.segments)
        return {
            "option": np.array(self.option, np.int64).reshape(*shape, c.OPTION_COLS),
            "worth": np.array(self.worth, np.float64).reshape(*shape, c.WORTH_COLS),
            "nest": np.array(self.nest, np.float64).reshape(-1, 2),
            "quote": np.array(list(self.quote), np.int64).reshape(-1, 2),
        }


def compile_choices(
    services: Sequence[Service],
    index: Index,
    groups: Sequence[str],
    path: Pathway,
    shelf: Shelf,
    routes: RouteBook,
) -> dict[str, np.ndarray]:
    """Compile the choices of one or two versions of a service.

    Parameters
    ----------
    services
        As it is, and after go-live.
    index
        What names mean as numbers.
    groups
        Names of the groups.
    path
        Where steps are told which alternatives are theirs, and conditions are collected.
    shelf, routes
        Where tables and routes are collected.
    """
    made = _Choices(len(index.segments))
    for version, service in enumerate(services):
        for name, step in service.steps.items():
            if isinstance(step, Choose):
                _ChoiceCompiler(service, version, name, step, index, path, routes, made).compile()
    return {**made.build(), **_lay_incomes(services, groups, shelf, bool(made.option))}


def _lay_incomes(
    services: Sequence[Service], groups: Sequence[str], shelf: Shelf, asked: bool
) -> dict[str, np.ndarray]:
    """Return the table of each group's incomes and their median, before and after, where somebody asks."""
    table, median = np.full(2 * len(groups), -1, np.int64), np.ones(2)
    for version, service in enumerate((services[0], services[-1]) if asked else ()):
        median[version] = median_income(service)
        for name, distribution in find_incomes(service).items():
            table[version * len(groups) + groups.index(name)] = shelf.add(distribution)
    return {"income": table, "median_income": median}


def _find_number(varied: Varied | None, segment: Segment, usual: float = 0.0) -> float:
    found = varied.of(*segment.kind) if varied is not None else None
    return usual if found is None else float(found)


@dataclass
class _ChoiceCompiler:
    service: Service
    version: int
    name: str
    step: Choose
    index: Index
    path: Pathway
    routes: RouteBook
    made: _Choices

    def compile(self) -> None:
        line = self.path.step[self.index.steps[self.version, self.name]]
        line[c.OPTIONS_FROM], line[c.NESTS_FROM] = len(self.made.option), len(self.made.nest)
        for key, alternative in self.step.choose.items():
            self._lay_alternative(key, alternative, int(line[c.NESTS_FROM]))
        for key, nest in self.step.nests.items():
            self.made.nest.append((float(hash_purpose("nest", key)), nest.scale.value))
        line[c.OPTIONS_UNTIL], line[c.NESTS_UNTIL] = len(self.made.option), len(self.made.nest)

    def _lay_alternative(self, key: str, alternative: Alternative, first_nest: int) -> None:
        segments = self.index.segments
        option = np.full((len(segments), c.OPTION_COLS), -1, np.int64)
        worth = np.zeros((len(segments), c.WORTH_COLS))
        nest = self.step.find_nest(key)
        option[:, c.OPTION_RECORD] = self.index.alternatives[self.name, key]
        option[:, c.OPTION_PURPOSE] = hash_purpose("taste", key)
        if nest:
            option[:, c.OPTION_NEST] = first_nest + list(self.step.nests).index(nest)
        option[:, c.IF_FROM], option[:, c.IF_UNTIL] = self._lay_tests(
            list_tests(alternative.when, self.index.traits, self.index.rows)
        )
        option[:, c.NEEDS_FROM], option[:, c.NEEDS_UNTIL] = self._lay_tests(
            [(codes.HAS_TRAIT, self.index.traits[trait], 0) for trait in alternative.needs]
        )
        self._lay_quote(alternative.quote, option)
        for place, segment in enumerate(segments):
            if concerns(alternative.when, segment):
                option[place, c.OPTION_ROUTE] = self._add_route(alternative, segment)
            self._weigh(alternative, segment, worth[place])
        self.made.option.append(option)
        self.made.worth.append(worth)

    def _lay_tests(self, tests: Sequence[Test]) -> tuple[int, int]:
        """Add conditions that must all hold; return where they begin and end."""
        first = len(self.path.clause)
        self.path.clause += [(*test, -1) for test in tests]
        return first, len(self.path.clause)

    def _add_route(self, alternative: Alternative, segment: Segment) -> int:
        shares = alternative.to.shares(*segment.kind)
        return self.routes.add(
            [(self.index.steps[self.version, place], share) for place, share in shares.items()]
        )

    def _lay_quote(self, quote: Quote | None, option: np.ndarray) -> None:
        option[:, c.QUOTE_KIND] = codes.UNTOLD
        if quote is None:
            return
        option[:, c.QUOTE_KIND] = KINDS[quote.kind]
        option[:, c.QUOTE_STEP] = self.index.steps[self.version, quote.step]
        if quote.kind in ("last", "published"):
            every = max(_round_ms(quote.every.value), 1) if quote.every else 0
            place = (self.index.rows[quote.step], every)
            option[:, c.QUOTE_NUMBER] = self.made.quote.setdefault(place, len(self.made.quote))
            option[:, c.AT_FIRST_MS] = _round_ms(quote.at_first.value) if quote.at_first else 0

    def _weigh(self, alternative: Alternative, segment: Segment, line: np.ndarray) -> None:
        """Write down what makes the utility of an alternative for a kind of case."""
        tastes, price = self.step.tastes, _find_number(alternative.price, segment)
        spent = _find_number(alternative.takes, segment) / MINUTES_PER_HOUR
        line[c.WORTH] = _find_number(alternative.appeal, segment)
        line[c.WORTH] += _find_number(tastes.hour_spent, segment) * spent
        line[c.PRICE], line[c.OF_PRICE] = price, _find_number(tastes.pound, segment) * price
        if alternative.quote is not None:
            line[c.OF_HOUR] = _find_number(tastes.hour_waited, segment)
            line[c.WORK_MEAN] = self._mean_work(alternative.quote, segment)
        line[c.ELASTICITY] = _find_number(tastes.income_elasticity, segment)
        line[c.LASTING] = _find_number(tastes.lasting, segment)
        line[c.INCOME_LEAST] = alternative.income_at_least.value if alternative.income_at_least else 0.0

    def _mean_work(self, quote: Quote, segment: Segment) -> float:
        """Return the mean time in ms that such a case takes where the length of a queue is told."""
        served = self.service.steps[quote.queue] if quote.queue else None
        if not isinstance(served, Serve):
            return 0.0
        spreads = (served.takes.of(*segment.kind), served.travel.of(*segment.kind) if served.travel else None)
        return float(sum(spread.distribution.mean() for spread in spreads if spread is not None)) * 60_000.0


def _round_ms(minutes: float) -> int:
    return math.floor(minutes * 60_000 + 0.5)
