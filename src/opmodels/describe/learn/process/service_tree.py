"""Writes what was learned from an event log as the description of a service: nested text, as in a file."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from opmodels.describe.demand import DAYS
from opmodels.describe.learn.process.delays import Kind
from opmodels.describe.learn.process.learned import Length, Process, Range
from opmodels.describe.learn.process.priorities import rank_activities
from opmodels.describe.learn.process.routes import BEGIN, END, Past
from opmodels.describe.learn.process.shapes import SIMPLE
from opmodels.describe.learn.process.staff import Team
from opmodels.describe.learn.process.step_names import ARRIVE, StepNames, make_word
from opmodels.describe.learn.process.traces import DAY

Tree = dict[str, Any]
NEED, GROUP = "case", "everybody"
DAYS_A_YEAR = 365.25
MOST_WARM_UP = 52
HOURS_A_WEEK = 168
NO_PAST: Past = ()
Key = tuple[Past, Kind | None]
"""A state, and the kind of delay by which it is come to; None at the begin of a case."""


@dataclass(frozen=True)
class LearnedService:
    """A service that was learned.

    Parameters
    ----------
    tree
        Its description.
    activity_of
        Which activity each step does that does one.
    """

    tree: Tree
    activity_of: Mapping[str, str]


def build_service(
    process: Process, name: str, source: str, start: date | None = None, weeks: int = 13
) -> LearnedService:
    """Return the description of a learned process.

    Parameters
    ----------
    process
        What was learned.
    name
        Name of the service.
    source
        What is written as the source of each learned number.
    start
        First day of the run; the Monday after the last case, unless said.
    weeks
        How long it runs.
    """
    return _Writer(process, name, source).write(start, weeks)


class _Writer:
    """Writes one process."""

    def __init__(self, process: Process, name: str, source: str) -> None:
        self.process, self.name, self.source = process, name, source
        self.names = StepNames(process.activities)
        self.team_of = {activity: team for team in process.teams for activity in team.activities}
        self.team_names = name_teams(process)
        self.ranks = rank_activities(process.overtaking, process.activities)
        self.steps: Tree = {}
        self.ends: dict[str, str] = {}
        self.activity_of: dict[str, str] = {}
        self.ways_in = self._list_ways_in()

    def write(self, start: date | None, weeks: int) -> LearnedService:
        self.steps[ARRIVE] = {"branch": self._write_ways((BEGIN,))}
        for state in self.ways_in:
            self._write_part(state)
        tree = {
            "opmodels": "1",
            "service": self.name,
            "story": self._tell_story(),
            "time": self._write_time(start, weeks),
            "groups": {GROUP: {"people": self._guess_people()}},
            "needs": {NEED: self._write_need()},
            **(
                {"pools": {self.team_names[team]: self._write_pool(team) for team in self.process.teams}}
                if self.process.teams
                else {}
            ),
            "steps": self.steps,
            "ends": self.ends,
        }
        return LearnedService(tree, self.activity_of)

    def _list_ways_in(self) -> dict[Past, list[Kind | None]]:
        """Return for each state the kinds of delay by which it is come to."""
        kinds: defaultdict[Past, set[Kind | None]] = defaultdict(set)
        for state, taken in self.process.routes.taken.items():
            for activity in taken:
                if activity != END:
                    kinds[self.process.routes.follow(state, activity)].add(self._kind_of(state, activity))
        return {state: sorted(found, key=lambda kind: kind or ((), -1)) for state, found in kinds.items()}

    def _kind_of(self, state: Past, activity: int) -> Kind | None:
        kind = self.process.delays.kind_of.get((state, activity))
        return None if kind is None or self.process.waits[kind].mean == 0 else kind

    def _enter(self, state: Past, kind: Kind | None) -> str:
        """Return the name of the step at which a case on its way to a state is first."""
        if state[-1] in self.team_of:
            return self.names.of_state(state) if kind is None else self._name_wait(state, kind)
        if len(self.ways_in[state]) == 1:
            return self.names.of_state(state)
        return self._name_wait(state, kind)

    def _name_wait(self, state: Past, kind: Kind | None) -> str:
        if kind is None:
            return self.names.of_delay(state, (BEGIN,))
        return self.names.of_delay(state, kind[0] if len(self.ways_in[state]) > 1 else NO_PAST)

    def _write_part(self, state: Past) -> None:
        """Write the steps of a state, each of which says which activity it is a part of."""
        before = len(self.steps)
        self._write_state(state)
        words = " ".join(self.process.activities[state[-1]].split())
        for name in list(self.steps)[before:]:
            self.steps[name] = {**self.steps[name], "part_of": words}

    def _write_state(self, state: Past) -> None:
        """Write the steps by which a case comes to a state and does its activity."""
        own, kinds, activity = self.names.of_state(state), self.ways_in[state], state[-1]
        onward = self._write_ways(state)
        if activity in self.team_of:
            for kind in kinds:
                if kind is not None:
                    self.steps[self._enter(state, kind)] = self._write_wait(kind, own, activity)
            self.steps[own] = {
                "serve": self.team_names[self.team_of[activity]],
                "takes": self._write_length(self.process.works[activity]),
                **({"priority": self.ranks[activity]} if activity in self.ranks else {}),
                "then": onward,
            }
            self.activity_of[own] = self.process.activities[activity]
            return
        alone = len(kinds) == 1
        for kind in kinds:
            name = self._enter(state, kind)
            self.steps[name] = self._write_wait(kind, onward if alone else own, activity)
            self.activity_of[name] = self.process.activities[activity]
        if not alone:
            self.steps[own] = {"branch": onward}

    def _write_wait(self, kind: Kind | None, then: Any, activity: int) -> Tree:
        if kind is None:
            return {"wait": "0 min", "then": then}
        hours = self.process.hours[activity]
        step: Tree = {"wait": self._write_length(self.process.waits[kind])}
        if not hours.is_always:
            step["hours"] = hours.words
        return {**step, "then": then}

    def _write_ways(self, state: Past) -> Any:
        taken = self.process.routes.taken[state]
        total = sum(taken.values())
        order = sorted(taken, key=lambda activity: (-taken[activity], activity))
        places: Tree = {}
        for activity in order:
            place, share = self._find_place(state, activity), taken[activity] / total
            low, high = self.process.share_ranges[state, activity]
            places[place] = write_ranged(write_share, share, (low, high), self.source)
        if len(places) == 1:
            return next(iter(places))
        places[next(iter(places))] = "rest"
        return {**dict(list(places.items())[1:]), next(iter(places)): "rest"}

    def _find_place(self, state: Past, activity: int) -> str:
        if activity != END:
            after = self.process.routes.follow(state, activity)
            return self._enter(after, self._kind_of(state, activity))
        end = self.names.of_end(state[-1])
        self.ends[end] = "met"
        return end

    def _write_length(self, length: Length) -> Any:
        return write_length(length, self.source)

    def _write_pool(self, team: Team) -> Tree:
        return {
            "staff": {
                "value": str(team.on_duty),
                "range": [str(max(1, team.on_duty // 2)), str(max(team.people, team.on_duty, 2))],
                "source": f"{self.source}: of {team.people} people as many as work on a busy day",
                "grade": "assumption",
            },
            "hours": team.hours.words,
            "shift_end": "finish",
        }

    def _write_need(self) -> Tree:
        arrivals = self.process.arrivals
        week: Tree = {"days": write_shares(dict(zip(DAYS, arrivals.days, strict=True)))}
        if arrivals.hours is not None:
            spans = {f"{hour:02d}:00-{hour + 1:02d}:00": share for hour, share in enumerate(arrivals.hours)}
            week["hours"] = write_shares(spans)
        return {
            "starts_at": ARRIVE,
            "rate": write_ranged(
                _write_rate, arrivals.per_week, self.process.arrival_ranges["rate"], self.source
            ),
            "week": week,
            "busy_days": write_share(arrivals.spread),
        }

    def _write_time(self, start: date | None, weeks: int) -> Tree:
        warm_up = 0 if start is not None else min(math.ceil(self.process.longest / 10_080), MOST_WARM_UP)
        first = start or next_monday(self.process.last)
        return {
            "start": first.isoformat(), "run": f"{weeks} weeks", "warm_up": f"{warm_up} weeks",
            "zone": self.process.zone,
        }  # fmt: skip

    def _guess_people(self) -> Tree:
        span = max((self.process.last - self.process.first) / DAY / DAYS_A_YEAR, 1 / DAYS_A_YEAR)
        people = max(round(self.process.cases / span), 1)
        return {
            "value": str(people), "range": [str(max(people // 3, 1)), str(people * 10)],
            "source": "a log of cases does not say how many people there are: one for each case a year",
            "grade": "assumption",
        }  # fmt: skip

    def _tell_story(self) -> str:
        days = [
            date(1970, 1, 1) + timedelta(days=moment // DAY)
            for moment in (self.process.first, self.process.last)
        ]
        return (
            f"Learned from the records of {self.process.cases:,} cases that came from {days[0]} to {days[1]}."
            " What the records do not say stands as an assumption; the ends say what was done last, and not"
            " whether the need was met."
        )


def name_teams(process: Process) -> dict[Team, str]:
    """Name each team after what it does most; no name of a person is used."""
    names: dict[Team, str] = {}
    for team in process.teams:
        most = max(team.activities, key=lambda activity: process.works[activity].count)
        word = f"team_{make_word(process.activities[most])}"[:40].rstrip("_")
        names[team] = word if word not in names.values() else f"{word}_{len(names) + 1}"
    return names


def next_monday(moment: int) -> date:
    """Return the first Monday after a moment of the wall clock."""
    day = date(1970, 1, 1) + timedelta(days=moment // DAY)
    return day + timedelta(days=7 - day.weekday())


def write_ranged(write: Callable[[float], str], value: float, found: Range, source: str) -> Tree:
    """Return a number with its range, which holds the number itself too, and where it comes from."""
    low, high = min(value, found[0]), max(value, found[1])
    return {"value": write(value), "range": [write(low), write(high)], "source": source, "grade": "C"}


def _write_rate(per_week: float) -> str:
    return f"{per_week / HOURS_A_WEEK:.5g} per hour"


def write_share(share: float) -> str:
    """Return a share as a service file has it."""
    return f"{100 * share:.4g} %"


def write_shares(shares: Mapping[str, float]) -> dict[str, str]:
    """Return shares that are above 0 and add up to 100 % as written."""
    written = {name: round(100 * share, 2) for name, share in shares.items() if round(100 * share, 2) > 0}
    most = max(written, key=lambda name: written[name])
    written[most] = round(written[most] + 100 - sum(written.values()), 2)
    return {name: f"{share:g} %" for name, share in written.items()}


def write_minutes(minutes: float) -> str:
    """Return a duration as a service file has it; hours and not days, which would be taken for 24 of them."""
    return f"{minutes / 60:.4g} h" if minutes >= 120 else f"{minutes:.4g} min"


def write_length(length: Length, source: str) -> Any:
    """Return a learned distribution as a service file has it."""
    shape = length.shape
    if shape.family == "empirical" and len(set(shape.numbers["values"])) == 1 and shape.none == 0:
        return write_minutes(shape.numbers["values"][0])
    inner = {
        shape.family: dict(_write_parameters(length, source))
        if shape.family in SIMPLE
        else _write_many(length)
    }
    if shape.family == "mixture":
        inner = {"mixture": _write_many(length)}
    if shape.none == 0:
        return {**inner, "source": source, "grade": "C"}
    nothing = {"of": [{"constant": "0 min"}, inner], "shares": [write_share(shape.none), "rest"]}
    return {"mixture": nothing, "source": source, "grade": "C"}


def _write_parameters(length: Length, source: str) -> Iterator[tuple[str, Any]]:
    """Yield the parameters of a family with the range of each."""
    names = {"median": write_minutes, "mean": write_minutes, "scale": write_minutes}
    for name, (value,) in length.shape.numbers.items():
        write = names.get(name, lambda number: f"{number:.4g}")
        if name not in length.ranges:
            yield name, write(value)
            continue
        low, high = length.ranges[name]
        yield (
            name,
            {"value": write(value), "range": [write(low), write(high)], "source": source, "grade": "C"},
        )


def _write_many(length: Length) -> Tree:
    numbers = length.shape.numbers
    if length.shape.family == "empirical":
        return {"values": [write_minutes(value) for value in numbers["values"]]}
    parts = [
        {"lognormal": {"median": write_minutes(math.exp(log)), "sd_log": f"{spread:.4g}"}}
        for log, spread in zip(numbers["logs"], numbers["sd_log"], strict=True)
    ]
    return {"of": parts, "shares": [write_share(numbers["shares"][0]), "rest"]}
