"""An event log: what was done for which case, when, by whom; with what could not be used, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from opmodels.describe.learn.log.columns import Columns, find_columns
from opmodels.describe.learn.log.parquet import is_parquet, read_parquet
from opmodels.describe.learn.log.rows import Rows, read_csv
from opmodels.describe.learn.log.stamps import LOST, StampStyle, Undecided, find_day_first, make_reader
from opmodels.describe.learn.log.xes import is_xes, read_xes
from opmodels.foundation.errors import InputError, Problem
from opmodels.foundation.units import count_of

I8 = NDArray[np.int64]
NOBODY = -1
SHORT = "another number of cells than the header"
NO_CASE, NO_ACTIVITY, NO_TIME = "no case", "no activity", "no time"
FAR_TIME = "a time before 1970 or after 2100"
BAD_TIME, REVERSED = "a time that cannot be read", "end before start"
DOUBLE, UNFINISHED = "the same row a second time", "started and never completed"
OTHER_MOMENT = "neither start nor completion"
AFTER = 4_133_980_800_000
"""The first of January 2101, in ms since 1970: a later time stands for none, as does one before 1970."""
FEW_NAMES = 50
"""Names of activities up to which they are not taken for free text."""
TIME_STEP = "write times as 2025-01-31 09:05"
STARTS, COMPLETES = frozenset({"start", "started"}), frozenset({"complete", "completed", "end", "ended", ""})


@dataclass(frozen=True)
class EventLog:
    """What was done, in the order of time within each case.

    Parameters
    ----------
    cases, resources
        How many there are; of them nothing is known but their numbers.
    activities
        Names by number.
    case, activity, resource
        (events,) numbers; `NOBODY` where no resource is named.
    start, end
        (events,) int64 milliseconds since 1970 UTC; `LOST` as start where only ends are recorded.
    columns
        Which column was what.
    rows
        Rows in the file, its header apart.
    merged
        Rows that tell the start of an event whose end another row tells.
    quarantined
        Rows that could not be used, by reason.
    examples
        The first line of each reason.
    only_dates
        Whether no time of day is recorded.
    zone
        The zone of stamps that name none.
    notes
        What is worth saying of how it was read.
    counted
        What `examples` count: lines of the file, its events, or its rows.
    outcomes
        Names of outcomes by number.
    outcome
        (events,) numbers; `NOBODY` where none is named; empty where no column has them.
    classes
        Names of the classes of cases by number.
    class_of
        (cases,) numbers: the first that is named of each; empty where no column has them.
    """

    cases: int
    activities: tuple[str, ...]
    resources: int
    case: I8
    activity: I8
    resource: I8
    start: I8
    end: I8
    columns: Columns
    rows: int
    merged: int
    quarantined: Mapping[str, int]
    examples: Mapping[str, int]
    only_dates: bool
    zone: str
    notes: tuple[str, ...]
    counted: str
    outcomes: tuple[str, ...] = ()
    outcome: I8 = field(default_factory=lambda: np.zeros(0, np.int64))
    classes: tuple[str, ...] = ()
    class_of: I8 = field(default_factory=lambda: np.zeros(0, np.int64))

    @property
    def events(self) -> int:
        """How many events there are."""
        return len(self.case)

    @property
    def begins(self) -> I8:
        """(events,) the first moment that is known of each: its start, or else its end."""
        return np.where(self.start == LOST, self.end, self.start)

    @property
    def has_starts(self) -> bool:
        """Whether starts are recorded beside ends."""
        return bool((self.start != LOST).any())


@dataclass
class _Sieve:
    """Counts what cannot be used."""

    counts: Counter[str] = field(default_factory=Counter)
    first: dict[str, int] = field(default_factory=dict)

    def drop(self, reason: str, line: int) -> None:
        """Count a row that cannot be used."""
        self.counts[reason] += 1
        self.first.setdefault(reason, line)


@dataclass(frozen=True)
class _Event:
    case: str
    activity: str
    resource: str
    start: int
    end: int
    line: int
    outcome: str
    kind: str

    @property
    def begins(self) -> int:
        """The first moment that is known of it."""
        return self.end if self.start == LOST else self.start


@dataclass(frozen=True)
class _Row:
    """A row with case, activity and a time that can be read."""

    case: str
    activity: str
    resource: str
    start: str
    end: int
    moment: str
    line: int
    outcome: str
    kind: str


def read_log(
    path: Path,
    given: Mapping[str, str] | None = None,
    *,
    zone: str = "Europe/London",
    day_first: bool | None = None,
) -> EventLog:
    """Read an event log: CSV, XES or Parquet, plain or gzipped.

    Parameters
    ----------
    path
        The file.
    given
        Columns by role where guesses would be wrong: ``{"case": "Ref"}``.
    zone
        The zone of times that do not name one.
    day_first
        Whether 03/04 is the third of April; found from the stamps unless given.

    Raises
    ------
    InputError
        When the file cannot be read, a column is missing, day and month cannot be told apart, or nothing is
        left that can be used.
    """
    rows = _read_rows(path, given or {})
    columns = rows.columns
    assert columns is not None
    sieve = _Sieve()
    for line in rows.short:
        sieve.drop(SHORT, line)
    style = StampStyle(_find_style(rows, columns, path.name, day_first), ZoneInfo(zone))
    read_events = _Reading(rows, columns, make_reader(style), sieve)
    events = list(read_events.list_events())
    if not events:
        worst = sieve.counts.most_common(1)
        found = (
            f"no event that can be used; {count_of(worst[0][1], 'row')}: {worst[0][0]}"
            if worst
            else "no rows"
        )
        where = f"{path.name}, {rows.counted} {sieve.first[worst[0][0]]}" if worst else path.name
        step = TIME_STEP if worst and worst[0][0] == BAD_TIME else None
        raise InputError(Problem(where, found, "rows with case, activity and time", None, step))
    return _arrange(events, rows, columns, sieve, read_events, zone)


def _read_rows(path: Path, given: Mapping[str, str]) -> Rows:
    def choose(header: Sequence[str]) -> Columns:
        return find_columns(header, given, path.name)

    if is_parquet(path):
        return read_parquet(path, choose)
    return read_xes(path, choose, given) if is_xes(path) else read_csv(path, choose=choose)


def _find_style(rows: Rows, columns: Columns, name: str, given: bool | None) -> bool | None:
    if given is not None:
        return given
    places = [rows.header.index(columns.by_role[role]) for role in ("end", "start") if columns.get(role)]
    try:
        return find_day_first(row[place] for row in rows.cells for place in places)
    except Undecided as text:
        found = f'"{text}", in which day and month cannot be told apart, as in every other row'
        step = "say --dates day-first, or --dates month-first"
        where = f"{name}, column {columns.by_role['end']}"
        raise InputError(Problem(where, found, "times that can be read one way", None, step)) from None


class _Reading:
    """Turns rows into events, and counts what it cannot turn."""

    def __init__(
        self, rows: Rows, columns: Columns, read: Callable[[str], tuple[int, bool]], sieve: _Sieve
    ) -> None:
        self.rows, self.read, self.sieve = rows, read, sieve
        self.place = {role: rows.header.index(column) for role, column in columns.by_role.items()}
        self.open: dict[tuple[str, str, str], list[tuple[int, int]]] = {}
        self.merged = 0
        self.timed = False

    def list_events(self) -> Iterator[_Event]:
        """Yield the events, then count those that were started and never completed.

        Rows that tell when something began come before those that tell when it was done, whatever their order
        in the file.
        """
        seen: set[bytes] = set()
        usable: list[_Row] = []
        for row, mark, line in zip(self.rows.cells, self.rows.marks, self.rows.lines, strict=True):
            if mark in seen:
                self.sieve.drop(DOUBLE, line)
                continue
            seen.add(mark)
            found = self._read_row(row, line)
            usable += [] if found is None else [found]
        if "lifecycle" in self.place:
            usable.sort(key=lambda one: (one.end, one.moment not in STARTS, one.line))
        for one in usable:
            event = self._place_event(one)
            if event is not None:
                yield event
        for waiting in self.open.values():
            for _, line in waiting:
                self.sieve.drop(UNFINISHED, line)

    def _cell(self, row: tuple[str, ...], role: str) -> str:
        return row[self.place[role]].strip() if role in self.place else ""

    def _read_row(self, row: tuple[str, ...], line: int) -> _Row | None:
        case, activity, end_text = (self._cell(row, role) for role in ("case", "activity", "end"))
        for text, reason in ((case, NO_CASE), (activity, NO_ACTIVITY), (end_text, NO_TIME)):
            if not text:
                self.sieve.drop(reason, line)
                return None
        end, timed = self.read(end_text)
        if end == LOST:
            self.sieve.drop(BAD_TIME, line)
            return None
        if not 0 <= end < AFTER:
            self.sieve.drop(FAR_TIME, line)
            return None
        self.timed = self.timed or timed
        resource, moment = self._cell(row, "resource"), self._cell(row, "lifecycle").casefold()
        start, outcome, kind = (self._cell(row, role) for role in ("start", "outcome", "class"))
        return _Row(case, activity, resource, start, end, moment, line, outcome, kind)

    def _place_event(self, row: _Row) -> _Event | None:
        key = (row.case, row.activity, row.resource)
        if row.moment in STARTS:
            self.open.setdefault(key, []).append((row.end, row.line))
            return None
        if row.moment not in COMPLETES:
            self.sieve.drop(OTHER_MOMENT, row.line)
            return None
        start = self._find_start(row.start, key)
        if start is None:
            self.sieve.drop(BAD_TIME, row.line)
            return None
        if start != LOST and not 0 <= start < AFTER:
            self.sieve.drop(FAR_TIME, row.line)
            return None
        if start != LOST and row.end < start:
            self.sieve.drop(REVERSED, row.line)
            return None
        return _Event(row.case, row.activity, row.resource, start, row.end, row.line, row.outcome, row.kind)

    def _find_start(self, text: str, key: tuple[str, str, str]) -> int | None:
        """Return the start by its column, or by the row that told it; None where it cannot be read."""
        if text:
            start, _ = self.read(text)
            return None if start == LOST else start
        if self.open.get(key):
            self.merged += 1
            return self.open[key].pop(0)[0]
        return LOST


def _arrange(
    events: list[_Event], rows: Rows, columns: Columns, sieve: _Sieve, reading: _Reading, zone: str
) -> EventLog:
    """Sort the events within their cases, the cases by their first moment, and put numbers for names.

    Names of cases and of who did the work end here: nothing that learns, tells or writes can know them.
    """
    first: dict[str, int] = {}
    for event in events:
        first[event.case] = min(first.get(event.case, event.begins), event.begins)
    cases = tuple(sorted(first, key=lambda name: (first[name], name)))
    numbers = {name: i for i, name in enumerate(cases)}
    events.sort(key=lambda one: (numbers[one.case], one.begins, one.end, one.line))
    activities = tuple(dict.fromkeys(one.activity for one in events))
    resources = tuple(sorted({one.resource for one in events if one.resource}))
    by_activity = {name: i for i, name in enumerate(activities)}
    by_resource = {name: i for i, name in enumerate(resources)} | {"": NOBODY}
    outcomes = tuple(sorted({one.outcome for one in events if one.outcome}))
    by_outcome = {name: i for i, name in enumerate(outcomes)} | {"": NOBODY}

    classes, class_of = _class_cases(events, cases)

    def column(values: Iterator[int]) -> I8:
        return np.fromiter(values, np.int64, len(events))

    return EventLog(
        len(cases), activities, len(resources),
        column(numbers[one.case] for one in events), column(by_activity[one.activity] for one in events),
        column(by_resource[one.resource] for one in events), column(one.start for one in events),
        column(one.end for one in events), columns, len(rows.cells) + len(rows.short), reading.merged,
        dict(sieve.counts), dict(sieve.first), not reading.timed, zone,
        (*rows.notes, *_doubt_activities(events, len(activities))), rows.counted, outcomes,
        column(by_outcome[one.outcome] for one in events), classes, class_of,
    )  # fmt: skip


def _doubt_activities(events: list[_Event], names: int) -> Iterator[str]:
    """Yield a note where what was done looks like free text, which tells no steps and may name people."""
    once = sum(count == 1 for count in Counter(one.activity for one in events).values())
    if names > FEW_NAMES and once > names / 2:
        yield (
            f"What was done has {names:,} names, {once:,} of them used once: that is free text, of which no"
            " steps can be learned and which may name people; name another column: --column activity=NAME"
        )


def _class_cases(events: list[_Event], cases: tuple[str, ...]) -> tuple[tuple[str, ...], I8]:
    """Return the names of classes, and the class of each case: the first that is named of it."""
    kind_of: dict[str, str] = {}
    for event in events:
        if event.kind:
            kind_of.setdefault(event.case, event.kind)
    classes = tuple(sorted(set(kind_of.values())))
    number = {name: i for i, name in enumerate(classes)}
    return classes, np.array(
        [number[kind_of[case]] if case in kind_of else NOBODY for case in cases], np.int64
    )
