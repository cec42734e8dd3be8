"""How cases come and how urgent they are: parties, lists of planned times, levels of severity."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any

from pydantic import PlainValidator, model_validator

from opmodels.describe.part import REST, Faults, Part, WrittenAs, as_list, refuse, show
from opmodels.describe.sourced import Duration, Share, Times, read_text
from opmodels.describe.split import Onward, Split
from opmodels.foundation import units
from opmodels.foundation.errors import find_nearest, name_list
from opmodels.foundation.numerals import quote
from opmodels.foundation.units import UnitError

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MOST_TOGETHER = 1000
PARTY_SCHEMA: dict[str, Any] = {"anyOf": [{"type": ["string", "number"]}, {"x-form": "Parts"}]}
TIMES_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "string"},
        {
            "type": "array",
            "minItems": 1,
            "items": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
        },
    ],
    "description": "times such as 2025-04-07 09:00 or Mon 09:00, or a CSV file with the column time[,group]",
}
EXPECTED_TIME = "a time, e.g. 2025-04-07 09:00, or Mon 09:00 for every Monday"
EXPECTED_SIZE = f"how many come together: a whole number from 1 to {MOST_TOGETHER:,}"
DAY_MS = 86_400_000
_SECONDS = re.compile(r"(?P<clock>[0-9]{1,2}:[0-9]{2}):(?P<whole>[0-5][0-9])(?:\.(?P<part>[0-9]{1,3}))?")
_ZONE = re.compile(r"[0-9](Z|[+-][0-9]{2}:?[0-9]{2})", re.IGNORECASE)


def read_party(node: Any) -> Split:
    """Read how many come together: ``2``, or shares by size: ``{1: 60 %, 2: 30 %, 4: rest}``.

    Raises
    ------
    PydanticCustomError, pydantic.ValidationError
        When a size is no whole number from 1 to 1,000, or the shares do not add up.
    """
    if isinstance(node, Split):
        return node
    named = isinstance(node, Mapping)
    if named and not node:
        raise refuse(show(node), "shares by size, e.g. {1: 60 %, 2: rest}")
    if not named and not isinstance(node, str | int | float):
        raise refuse(show(node), f"{EXPECTED_SIZE}; or shares by size, e.g. {{1: 60 %, 2: rest}}")
    faults, sizes = Faults(), dict[str, Any]()
    for size, share in (node if named else {str(node): REST}).items():
        with faults.at(*([size] if named else [])):
            sizes[_read_size(str(size), sizes)] = share
    faults.raise_any()
    return Split.model_validate({"to": sizes})


def _read_size(text: str, seen: Mapping[str, Any]) -> str:
    """Return a size in plain digits, so that one has one spelling."""
    try:
        count = units.parse_count(text)
    except UnitError as error:
        raise refuse(f"a party of {text}", EXPECTED_SIZE, error.nearest) from None
    if count != int(count) or not 1 <= count <= MOST_TOGETHER:
        raise refuse(f"a party of {text}", EXPECTED_SIZE)
    if str(int(count)) in seen:
        raise refuse(f"a party of {text} a second time", "each size once")
    return str(int(count))


@dataclass(frozen=True, slots=True)
class Planned:
    """One time of a list.

    Parameters
    ----------
    day
        The day, for a single time.
    weekday
        The day of the week, 0 for Monday, for a time of every week.
    clock_ms
        Milliseconds after midnight, as the wall clock shows them.
    group
        Whose it is; anybody's, when empty.
    """

    day: date | None
    weekday: int | None
    clock_ms: int
    group: str = ""


def read_moment(text: str) -> tuple[date | None, int | None, int]:
    """Read ``2025-04-07 09:00``, ``2025-04-07T09:00:30`` or ``Mon 09:00``: day, weekday, ms after midnight.

    Raises
    ------
    UnitError
        When it is none of these.
    """
    parted = text.strip().replace("T", " ", 1) if text.strip()[:1].isdigit() else text.strip()
    day, _, clock = parted.partition(" ")
    if day in WEEKDAYS:
        weekday = WEEKDAYS.index(day)
        return None, weekday, _read_clock_ms(clock.strip(), text, day, WEEKDAYS[(weekday + 1) % 7])
    if not day[:1].isdigit():
        near = find_nearest(day, WEEKDAYS)
        raise UnitError(quote(text), EXPECTED_TIME, f"{near} {clock}" if near and clock else None)
    if ":" in day:
        raise UnitError(f"{quote(text)} (no day)", EXPECTED_TIME, next="write the day too")
    try:
        on = units.parse_date(day)
    except UnitError as error:
        mended = f"{error.nearest} {clock}".strip() if error.nearest else None
        raise UnitError(error.found, EXPECTED_TIME, mended) from None
    return on, None, _read_clock_ms(clock.strip(), text, day, f"{min(on, LAST) + timedelta(days=1)}")


LAST = date(9999, 12, 30)


def _read_clock_ms(clock: str, whole: str, day: str, after: str) -> int:
    """Return ms after midnight; `day` and `after` are this day and the next, for the nearest spelling."""
    if not clock:
        raise UnitError(f"{quote(whole)} (no time of day)", EXPECTED_TIME, next="write the time of day too")
    if _ZONE.search(clock):
        step = "write the time that the clock on the wall showed, without its zone"
        raise UnitError(f"{quote(whole)} (a time with its zone)", EXPECTED_TIME, next=step)
    exact = _SECONDS.fullmatch(clock)
    try:
        minutes = units.parse_clock(exact["clock"] if exact else clock)
    except UnitError as error:
        near = f"{day} {error.nearest}" if error.nearest else None
        raise UnitError(error.found, EXPECTED_TIME, near) from None
    ms = 60_000 * minutes + (1000 * int(exact["whole"]) + int(f"{exact['part'] or 0:0<3}") if exact else 0)
    if ms >= DAY_MS:
        raise UnitError(f"{quote(whole)} (the end of the day)", EXPECTED_TIME, f"{after} 00:00")
    return ms


def _read_time(node: Any) -> Planned:
    if isinstance(node, Planned):
        return node
    cells = as_list(node)
    if not 1 <= len(cells) <= 2 or not all(isinstance(cell, str) for cell in cells):
        raise refuse(show(node), f"{EXPECTED_TIME}; or [time, group]")
    day, weekday, clock = read_text(cells[0], read_moment, EXPECTED_TIME)
    return Planned(day=day, weekday=weekday, clock_ms=clock, group=cells[1] if len(cells) == 2 else "")


def _read_times(node: Any) -> tuple[Planned, ...]:
    faults, times = Faults(), list[Planned]()
    for place, one in enumerate(as_list(node)):
        with faults.at(*([place] if isinstance(node, list | tuple) else [])):
            times.append(_read_time(one))
    faults.raise_any()
    if not times:
        raise refuse("an empty list", EXPECTED_TIME)
    return tuple(times)


class Timetable(Part):
    """Cases that come at known times: a list of appointments, or arrivals that were recorded."""

    times: Annotated[tuple[Planned, ...], PlainValidator(_read_times), WrittenAs(TIMES_SCHEMA)]
    """When they come: ``2025-04-07 09:00``, or ``Mon 09:00`` for every Monday;
    ``[time, group]`` says whose it is."""
    early: Duration | None = None
    """How long before its time a case comes at the earliest."""
    late: Times | None = None
    """How much later than at the earliest it comes."""
    comes: Share | None = None
    """Share of them who come at all; everybody, unless said."""


def read_timetable(node: Any) -> Timetable:
    """Read a list of times, or ``{times: [...], early, late, comes}``.

    Raises
    ------
    pydantic.ValidationError
        When it is not such a list.
    """
    return Timetable.model_validate(node if isinstance(node, Mapping | Timetable) else {"times": node})


class Worsening(Part):
    """What becomes of a case that waits too long at a level of severity."""

    after: Times
    """How much waiting it takes: in queues, delays and for booked slots."""
    to: str = ""
    """The level that it then has; the same one, for good, unless said."""
    goes_to: Onward | None = None
    """Where it then goes, at once; it waits on, unless said."""

    @model_validator(mode="after")
    def _does_something(self) -> Worsening:
        if not self.to and self.goes_to is None:
            raise refuse(
                "neither to nor goes_to", "the next level, or where the case goes", next_step="add to:"
            )
        return self


def check_levels(severity: Split | None, worsens: Mapping[str, Worsening]) -> None:
    """Check that cases only ever go from a level to a later one.

    Raises
    ------
    PydanticCustomError, pydantic.ValidationError
        When there are no levels, one is not known, or one leads back.
    """
    if worsens and severity is None:
        expected = "levels of severity, mild first, e.g. severity: {mild: 70 %, serious: rest}"
        raise refuse("worsens without severity", expected, next_step="add severity:", key="worsens")
    faults, levels = Faults(), list(severity.to) if severity else []
    for level, one in worsens.items():
        with faults.at("worsens"):
            _check_level(level, levels, level)
        with faults.at("worsens", level):
            if one.to and level in levels:
                _check_level(one.to, levels, "to")
                _check_order(level, one.to, levels)
    faults.raise_any()


def _check_level(name: str, levels: list[str], key: str) -> None:
    if name not in levels:
        there = f"a level of severity of this need: {name_list(levels)}"
        raise refuse(f"'{name}'", there, find_nearest(name, levels), key=key)


def _check_order(level: str, worse: str, levels: list[str]) -> None:
    if levels.index(worse) <= levels.index(level):
        raise refuse(
            f"'{level}', which worsens to '{worse}'",
            "a level that is listed after it: severity names the mild ones first",
            next_step="name a later level, or change the order of the levels",
            key="to",
        )


Party = Annotated[Split, PlainValidator(read_party), WrittenAs(PARTY_SCHEMA)]
Timetabled = Annotated[Timetable, PlainValidator(read_timetable), WrittenAs({"x-form": "Timetabled"})]
