"""How many cases there are, as people count them: ``2,600 calls a month`` for cases per person and year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from opmodels.describe.fault import Note
from opmodels.describe.paths import Path
from opmodels.describe.service import Service
from opmodels.describe.sourced import OTHERS, parse_people
from opmodels.describe.workbook_borrowed import Entry
from opmodels.foundation.durations import HOURS_PER_YEAR, find_period, parse_rate
from opmodels.foundation.errors import Problem
from opmodels.foundation.numerals import UnitError, parse_count, quote, write_number

RATES = "per_person_per_year"
IN_ALL = "in_all"
"""The row of a need that says how many cases there are of all groups together."""
GIVEN_AS = "given as "
FEW = 100
"""Below this, ``3 a year`` may be meant of one person; from here on, a bare number of the whole group."""
FAR = 5.0
"""How many times the library's rate, or what part of it, is so far off that it is asked about."""
PER = "so many per day, week, fortnight, month or year"
START = re.compile(r"[\d.,]+ ?k?(?= |/|$)", re.IGNORECASE)
COUNTED = re.compile(
    r"(?P<number>[\d.,]+ ?k?)(?: [a-z]+)??(?P<person>(?: ?/ ?| per | a | each )person)?"
    r"(?: ?/ ?| per | an? | each )(?P<period>[a-z]+)(?P<all> in all)?\.?",
    re.IGNORECASE,
)


def count_monthly(service: Service, need: str) -> float:
    """Return how many cases of a need there are in a month, of all groups, where told per person and year."""
    rate = service.needs[need].per_person_per_year
    each = {name: rate.of(name) for name in service.groups} if rate else {}
    cases = [one.value * service.groups[name].people.value for name, one in each.items() if one]
    return float(sum(cases)) / 12


class PeopleError(UnitError):
    """A number of people that cannot be read; `cell` is where it stands, not where it is needed."""

    def __init__(self, error: UnitError, cell: str) -> None:
        super().__init__(error.found, error.expected, error.nearest, error.next)
        self.cell = cell


class Volumes:
    """Turns counts of cases into cases per person and year.

    Parameters
    ----------
    tree
        The description before the entries are put in.
    entries
        What was filled in; those of groups that are left out are gone.

    Attributes
    ----------
    problems
        Counts that cannot be turned, with their cells.
    notes
        Rates far from the library's, of which is asked whether they are meant.
    """

    def __init__(self, tree: Mapping[str, Any], entries: Sequence[Entry]) -> None:
        self._tree, self._entries = tree, list(entries)
        self._given = {entry.path: entry for entry in entries}
        self.problems: list[Problem] = []
        self.notes: list[Note] = []

    def turn(self) -> list[Entry]:
        """Return the entries, with every count of cases as cases per person and year."""
        turned = [self._turn_one(entry) for entry in self._entries if entry.path[-1] != IN_ALL]
        self._given = {entry.path: entry for entry in turned}
        for entry in self._entries:
            if entry.path[-1] == IN_ALL:
                shared = self._share_out(entry)
                self._given |= {one.path: one for one in shared}
        if not self.problems:
            self.notes += self._compare()
        return list(self._given.values())

    def _compare(self) -> Iterator[Note]:
        """Ask about rates that are far from those of the library service."""
        by_cell: dict[str, list[Entry]] = {}
        for path, entry in self._given.items():
            if path[0] == "needs" and path[2:3] == (RATES,):
                by_cell.setdefault(entry.where, []).append(entry)
        for entries in by_cell.values():
            people = [self._count_people(entry.path) for entry in entries]
            numbers = [_read_number(entry.text) or 0.0 for entry in entries]
            rates = [self._read_library(entry.path) for entry in entries]
            mine, library = (
                sum(a * b for a, b in zip(each, people, strict=True)) for each in (numbers, rates)
            )
            if mine and library and not 1 / FAR <= mine / library <= FAR:
                yield _ask(entries[0], mine, library, sum(people))

    def _read_library(self, path: Path) -> float:
        node = self._tree["needs"][path[1]][RATES]
        return parse_count(_plain(node[path[3]] if len(path) > 3 else node))

    def _turn_one(self, entry: Entry) -> Entry:
        if entry.path[0] != "needs" or len(entry.path) < 3:
            return entry
        if entry.path[2] == "rate":
            return replace(
                entry,
                text=_drop_noun(entry.text),
                ends=tuple(map(_drop_noun, entry.ends)),  # type: ignore[arg-type]
            )
        if entry.path[2] != RATES:
            return entry
        texts = [entry.text, *entry.ends]
        try:
            for text in texts:
                _refuse_volume(text, self._read_library(entry.path))
            people = self._count_people(entry.path) if any(map(COUNTED.fullmatch, texts)) else 0.0
            yearly = [_tell_each(text, people) for text in texts]
        except PeopleError as error:
            self.problems.append(error.at(error.cell))
            return entry
        except UnitError as error:
            self.problems.append(error.at(entry.where))
            return entry
        return _rewrite(entry, entry.path, yearly) if yearly != texts else entry

    def _share_out(self, entry: Entry) -> list[Entry]:
        """Return the rates of a need whose cases of all groups together are given."""
        place = (*entry.path[:2], RATES)
        try:
            totals = [_count_yearly(text) for text in (entry.text, *entry.ends)]
            rates = {path: self._read_rate(path) for path in self._list_rates(place)}
            weight = sum(rate * self._count_people(path) for path, rate in rates.items())
        except PeopleError as error:
            self.problems.append(error.at(error.cell))
            return []
        except UnitError as error:
            self.problems.append(error.at(entry.where))
            return []
        if not weight and totals[0]:
            found = f"{entry.text}, where every group has none of this need"
            step = "say on the sheet Groups how often each group has it"
            self.problems.append(Problem(entry.where, found, "0, or a group that has it", None, step))
            return []
        return [
            _rewrite(entry, path, [write_number(rate * total / weight if weight else 0) for total in totals])
            for path, rate in rates.items()
        ]

    def _list_rates(self, place: Path) -> list[Path]:
        node = self._tree["needs"][place[1]][RATES]
        return [(*place, name) for name in node] if _is_by_group(node) else [place]

    def _read_rate(self, path: Path) -> float:
        if path in self._given:
            return parse_count(self._given[path].text)
        return self._read_library(path)

    def _count_people(self, path: Path) -> float:
        """Return how many people a rate is told of: one group, all, or those that are not named."""
        groups = self._tree["groups"]
        node = self._tree["needs"][path[1]][RATES]
        named = set(node) if _is_by_group(node) else set()
        of = [path[3]] if path[3:] and path[3] != OTHERS else [name for name in groups if name not in named]
        return sum(self._read_people(str(name)) for name in of)

    def _read_people(self, group: str) -> float:
        entry = self._given.get(("groups", group, "people"))
        if entry is None:
            return parse_count(_plain(self._tree["groups"][group]["people"]))
        try:
            return parse_people(entry.text)
        except UnitError as error:
            raise PeopleError(error, entry.where) from None


def _rewrite(entry: Entry, path: Path, texts: Sequence[str]) -> Entry:
    ends = (texts[1], texts[2]) if len(texts) > 1 else ()
    return replace(entry, path=path, text=texts[0], ends=ends, note=f"{GIVEN_AS}{entry.text}")


def _refuse_volume(text: str, library: float) -> None:
    """Refuse what is neither cases of one person and year nor a count over time that can be read.

    Raises
    ------
    UnitError
        When it is a number so large that it is likely to be that of all people, without saying per what; or
        anything else that is no count. What is suggested never has another unit than what was written.
    """
    number = _read_number(text)
    if number is not None:
        if number >= FEW and number > FAR * library:
            found = f"{quote(text)} without saying per what"
            step = f"write {text} per month in all (or per week, per year), or {text} per person per year"
            raise UnitError(found, f"{PER}, or per person", next=step)
        return
    counted = COUNTED.fullmatch(text)
    start = START.match(text)
    if start is None or text[:1] == "-":
        return  # no number at all: whoever reads counts says so
    if counted is None or find_period(counted["period"]) is None:
        word = next(
            (word for word in re.findall("[a-z]+", text[start.end() :].casefold()) if find_period(word)), ""
        )
        near = f"{start[0].strip()} per {find_period(word)}" if word else None
        raise UnitError(quote(text), f"{PER}, e.g. 2600 per month; or cases per person per year", near)


def _read_number(text: str) -> float | None:
    """Return a bare count, or None."""
    try:
        return parse_count(text)
    except UnitError:
        return None


def _ask(entry: Entry, mine: float, library: float, people: float) -> Note:
    """Return the question whether so many cases a year are meant of so many people."""
    given = entry.note.removeprefix(GIVEN_AS) if entry.note else entry.text
    text = (
        f"{given} is {_short(mine / people)} cases a year for each of {people:,.0f} people,"
        f" {_short(mine / 12)} a month in all; in the library service it is {_short(library / people)} for"
        " each."
        " Is that meant?"
    )
    return Note(entry.path, text, asks=True)


def _short(number: float) -> str:
    return f"{number:,.0f}" if number >= 100 else f"{number:.2g}"


def _is_by_group(node: Any) -> bool:
    return isinstance(node, Mapping) and "value" not in node


def _plain(node: Any) -> str:
    return str(node["value"]) if isinstance(node, Mapping) else str(node)


def _drop_noun(text: str) -> str:
    """Return ``2,600 calls a month`` as ``2,600 per month``."""
    found = COUNTED.fullmatch(text)
    return f"{found['number']} per {found['period']}" if found and not found["person"] else text


def _count_yearly(text: str) -> float:
    """Return how many cases a year there are of all people together.

    Raises
    ------
    UnitError
        When it is no count over time.
    """
    if COUNTED.fullmatch(text) is None:
        _refuse_volume(text, float("inf"))
    return parse_rate(_drop_noun(text)) * HOURS_PER_YEAR


def _tell_each(text: str, people: float) -> str:
    """Return cases per person and year; a text that counts no cases over time stays as it is."""
    found = COUNTED.fullmatch(text)
    if not found or find_period(found["period"]) is None:
        return text
    yearly = parse_rate(f"{found['number']} per {found['period']}") * HOURS_PER_YEAR
    if found["person"]:
        return write_number(yearly)
    if yearly < FEW and find_period(found["period"]) == "year" and not found["all"]:
        number = found["number"].strip()
        step = f"write {number} per person per year, or {number} a year in all"
        raise UnitError(f'"{text}", which may be meant of one person or of all', "one of the two", next=step)
    if not people:
        raise UnitError(f'"{text}" of nobody', "a group of people that has it")
    return write_number(yearly / people)
